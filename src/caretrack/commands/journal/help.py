"""`care help`: the rules in plain words, and the help of a command."""

from typing import Annotated, Any

import typer

from caretrack import streams
from caretrack.app.help_topics import Topic, nearest_topic, topics, written
from caretrack.domain.other_words import other_word
from caretrack.errors import WrongUsage
from caretrack.options import Json
from caretrack.views import prose
from caretrack.views.page import ListPage, answer

ALL = {"rules", "topics"}
EXAMPLES = ("care help", "care help clock", "care help log")


def complete(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return topics and commands."""
    return [
        word for word in dict.fromkeys([*topics(), *_commands(ctx)]) if word.startswith(incomplete)
    ]


def command(
    ctx: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC|COMMAND]",
            help="What to read about; without it, the topics are listed.",
            autocompletion=complete,
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
        return _show(topics()[word], json, also=word in _commands(ctx))
    if word in _commands(ctx):
        return _show_command(ctx, word, json)
    meant = other_word(word)
    if meant is not None and not meant.args:
        raise meant.refusal(word)
    if meant is not None:
        streams.say(f"`care {word}` is `care {' '.join(meant.args)}`")
        return _show_command(ctx, meant.args[0], json)
    near = nearest_topic(word, _commands(ctx))
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


def _show_command(ctx: typer.Context, name: str, json: bool) -> None:
    text = _help_of(ctx, name)
    if json:
        streams.put_json({"command": name, "text": text})
    else:
        streams.put_parts([text, "\n"])


def _commands(ctx: typer.Context) -> list[str]:
    group: Any = ctx.find_root().command
    return list(group.list_commands(ctx))


def _help_of(ctx: typer.Context, name: str) -> str:
    """Return what `care NAME --help` shows.

    The group is asked for the command: it alone knows where its module is.
    """
    root: Any = ctx.find_root()
    _, command, _ = root.command.resolve_command(root, [name])
    text: str = command.get_help(
        type(ctx)(command, info_name=name, parent=root, **command.context_settings)
    )
    return text
