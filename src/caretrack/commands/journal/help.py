"""`care help`: the rules in plain words, and the help of a command."""

from typing import Annotated

from caretrack import streams
from caretrack.app.help_topics import Topic, nearest_topic, topics, written
from caretrack.command_table import COMMANDS
from caretrack.domain.other_words import other_word
from caretrack.errors import WrongUsage
from caretrack.options import Json
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import prose
from caretrack.views.page import ListPage, answer

ALL = {"rules", "topics"}
EXAMPLES = ("care help", "care help clock", "care help log")


def complete(_journal: str | None, incomplete: str) -> list[str]:
    """Return topics and commands."""
    return [word for word in dict.fromkeys([*topics(), *COMMANDS]) if word.startswith(incomplete)]


def command(
    _session: Session,
    topic: Annotated[
        str | None,
        Argument(
            metavar="[TOPIC|COMMAND]",
            help="What to read about; without it, the topics are listed.",
            complete=complete,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """The rules of `care` in plain words: what resets the clock, how a kind is worked out, what a
    draft is checked for.
    """
    word = topic.strip().casefold() if topic is not None else ""
    if topic is None or word in ALL:
        return _list(json)
    if word in topics():
        return _show(topics()[word], json, also=word in COMMANDS)
    if word in COMMANDS:
        return _show_command(word, json)
    meant = other_word(word)
    if meant is not None and not meant.args:
        raise meant.refusal(word)
    if meant is not None:
        streams.say(f"`care {word}` is `care {' '.join(meant.args)}`")
        return _show_command(meant.args[0], json)
    near = nearest_topic(word, list(COMMANDS))
    hint = f"Did you mean `care help {near}`? " if near else ""
    raise WrongUsage(
        f"there is no topic and no command '{topic[:40]}'",
        f"{hint}`care help` lists the topics, `care --help` the commands.",
    )


def _list(json: bool) -> None:
    rows = [(topic.topic, topic.line) for topic in topics().values()]
    value = [{"topic": topic, "line": line} for topic, line in rows]
    answer(json, value, ListPage(("topic", "line"), rows))
    if not json:
        streams.say(
            "`care help TOPIC` shows one; `care help COMMAND` is the help of a command, "
            "`care --help` lists them all"
        )


def _show(topic: Topic, json: bool, *, also: bool) -> None:
    if json:
        streams.put_json({"topic": topic.topic, "line": topic.line, "text": written(topic)})
    else:
        prose.show(f"{topic.topic}: {topic.line}", written(topic))
        if also:
            streams.say(f"how to use the command: `care {topic.topic} --help`")


def _show_command(name: str, json: bool) -> None:
    from caretrack.typer_commands import help_of

    text = help_of(name)
    if json:
        streams.put_json({"command": name, "text": text})
    else:
        streams.put_parts([text, "\n"])
