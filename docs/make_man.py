"""Write the manual page `care.1` from the app, with the exit codes of docs/json.md.

    python docs/make_man.py

A test compares the file with what this writes; whoever changes a command's help runs it again.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import typer

from caretrack import __version__
from caretrack.app.help_topics import topics, written
from caretrack.command_table import GROUPS
from caretrack.settings.declared import ENVIRONMENT
from caretrack.typer_commands import app, load_command

HERE = Path(__file__).resolve().parent
PAGE = HERE / "care.1"
CODES = HERE / "json.md"
# The day of the version, as the manual of another day would be the same one.
DAY = "2026-11-21"
EXAMPLES = (
    (
        "care add 'Ana Silva' \\-\\-company Lagoon \\-\\-every 30d",
        "Somebody new, who should hear from you every thirty days.",
    ),
    (
        "care log ana \\-c call her daughter starts school in May",
        "What was said, in one line; only a caring touch resets the clock.",
    ),
    ("care due", "The morning list: who waits, what you owe, whose day is coming."),
    ("care profile ana", "The page before a meeting."),
    ("care undo", "Take back the last command, whatever it was."),
)
FILES = (
    (
        "~/.local/share/caretrack/journal.db",
        "The journal, on Linux; **care config** says where it is.",
    ),
    ("~/.local/share/caretrack/", "Beside it, the backups of the last days."),
    ("~/.config/caretrack/config.toml", "The settings; **care config** shows them."),
)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name}\n")


def page() -> str:
    """The whole page in the language of man(7)."""
    return "\n".join(line for line in _lines() if line) + "\n"


def _lines() -> Iterator[str]:
    yield (
        '.\\" Made by docs/make_man.py from the app itself: change the help of the command, and '
        "run it again."
    )
    yield f'.TH CARE 1 "{DAY}" "care {__version__}" "User Commands"'
    yield from (".SH NAME", "care \\- relationship journal: only a caring touch resets the clock")
    yield from (
        ".SH SYNOPSIS",
        ".B care",
        r"[\fB\-\-journal\fR \fIFILE\fR] [\fB\-\-no\-pager\fR]",
        r"\fICOMMAND\fR [\fIARGUMENT\fR ...]",
    )
    yield ".SH DESCRIPTION"
    yield from _paragraphs(
        "care is a journal for people who look after other people: write down what was said, see "
        "who has waited too long for a word that sells "
        "nothing, and know what to talk about. It is one file on your machine, and talks to "
        "nobody.\n\n"
        "A NAME is a name, a nickname, a first name, an e-mail address or an id, found without "
        "case and accents; a DATE is 2026-11-20 or as you "
        "would say it: yesterday, tuesday, 3 days ago, 14 Mar. Every command takes --json."
    )
    yield ".SH OPTIONS"
    yield from _options(typer.main.get_command(app).params)
    yield ".SH COMMANDS"
    for group, names in GROUPS.items():
        yield f".SS {group}"
        for name in names:
            yield from _command(name, load_command(name))
    yield ".SH THE RULES"
    for topic in topics().values():
        yield f'.SS "{_plain(topic.topic)}: {_plain(topic.line)}"'
        yield from _paragraphs(written(topic))
    yield from (".SH ENVIRONMENT", *_named(ENVIRONMENT.items()))
    yield from (".SH FILES", *(line for path, said in FILES for line in _item(_bold(path), said)))
    yield from (".SH EXIT STATUS", *_named(exit_codes()))
    yield from (
        ".SH EXAMPLES",
        *(line for typed, said in EXAMPLES for line in (".TP", f".B {typed}", *_text(said))),
    )
    yield from (
        ".SH SEE ALSO",
        *_text(
            "The pages of docs/ in the sources: manual.md shows every command with examples; "
            "others are on completion, recipes for cron and a prompt, JSON, and the tables of the "
            "journal."
        ),
    )


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    usage = " ".join(
        [
            "\\fBcare",
            f"{_plain(name)}\\fR",
            *(f"\\fI{_plain(param.metavar or param.name)}\\fR" for param in arguments),
        ]
    )
    yield from (".TP", usage)
    # An option is a paragraph of its own, further in.
    said, _, rest = (command.help or "").partition("\n\n")
    yield from _text(said)
    yield ".RS"
    yield from _paragraphs(rest)
    yield from _options(command.params)
    yield ".RE"


def _options(params: list[Any]) -> Iterator[str]:
    for param in params:
        if param.param_type_name == "option" and not param.hidden:
            names = ", ".join(
                _bold(name) for name in sorted((*param.opts, *param.secondary_opts), key=len)
            )
            value = (
                ""
                if param.is_flag
                else f" \\fI{_plain(param.metavar or param.type.name.upper())}\\fR"
            )
            yield from _item(names + value, param.help or "")
        elif param.param_type_name == "argument" and param.help:
            yield from _item(f"\\fI{_plain(param.metavar or param.name)}\\fR", param.help)


def _item(head: str, said: str) -> Iterator[str]:
    yield from (".TP", head, *_text(said))


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs and list items ("- ", what goes on in an item stands further in)."""
    for number, part in enumerate(part for part in text.split("\n\n") if part.strip()):
        items = re.split(r"(?m)^\s*- ", part)
        if items[0].strip():
            yield from ((".PP",) if number else ())
            yield from _text(items[0])
        for item in items[1:]:
            yield from (".IP \\(bu 2", *_text(item))


def _text(text: str) -> list[str]:
    line = " ".join(text.replace("\b", " ").split())
    return [
        _guarded(part)
        for part in wrap(_plain(line), 78, break_long_words=False, break_on_hyphens=False)
    ]


def _guarded(line: str) -> str:
    """A line of text is no request, whatever it begins with."""
    return rf"\&{line}" if line[0] in ".'" else line


def _plain(text: str) -> str:
    """Text with nothing in it that the formatter would read; `code` and **bold** are bold."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    text = "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in text)
    return re.sub(
        r"`([^`]+)`|\*\*([^*]+)\*\*", lambda found: f"\\fB{found[1] or found[2]}\\fR", text
    )


def _bold(text: str) -> str:
    return f"\\fB{_plain(text)}\\fR"


def exit_codes() -> Iterator[tuple[str, str]]:
    """The exit codes and their meanings, from the table of docs/json.md."""
    rows = CODES.read_text(encoding="utf-8").partition("| code | |\n|---|---|\n")[2]
    for row in rows.split("\n\n")[0].splitlines():
        code, _, said = row.strip("| ").partition(" | ")
        yield code, said


def _named(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, said in rows:
        yield from _item(_bold(name), said)


if __name__ == "__main__":
    main()
