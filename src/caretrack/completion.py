"""Complete a command line when TAB is pressed.

A script in `shells/` calls `care` with the name of the shell in `_CARE_COMPLETE` and the words of
the line as arguments, the last one at the cursor. The answer is a line `words` or `files`
(complete the name of a file instead), then one word a line. For zsh and fish a word may have a TAB
and its meaning, if that is text of this program. Only the scripts and this module use this.

The answer holds plain words only, and no shell evaluates anything.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caretrack import options
from caretrack.command_table import COMMANDS, command_module
from caretrack.parameters import Argument, Completer, Option, Parameter, parameters

DESCRIBED = {"zsh", "fish"}
# No other word leaves this module, even by mistake: a shell finds nothing to evaluate in these.
PLAIN = re.compile(r"[A-Za-z0-9+_.-]+")


class Completions(NamedTuple):
    """What fits: words, each with its meaning or ""; or names of files."""

    words: Sequence[tuple[str, str]] = ()
    files: bool = False


def _among(*words: str) -> Completer:
    return lambda _, start: [word for word in words if word.startswith(start)]


def _settings(_: str | None, start: str) -> list[str]:
    from caretrack.settings.declared import keys

    return [key for key in ("cadence", "crowd", "journal", *keys()) if key.startswith(start)]


def _formats(_: str | None, start: str) -> list[str]:
    from caretrack.formats.registry import NAMES

    return [name for name in NAMES if name.startswith(start)]


def _exports(_: str | None, start: str) -> list[str]:
    from caretrack.app.exports.selection import FORMATS

    return [name for name in FORMATS if name.startswith(start)]


# What stands before the command.
GLOBAL = [
    Parameter("journal", Option("--journal", metavar="FILE"), str),
    Parameter("no_pager", Option("--no-pager"), bool),
    Parameter("version", Option("--version"), bool),
]
# By the metavar in the help: a new command is completed if it names things as the others do.
BY_METAVAR: dict[str, Completer] = {
    "NAME": options.complete_people,
    "ONE": options.complete_people,
    "OTHER": options.complete_people,
    "INTO": options.complete_people,
    "KIND": options.complete_kinds,
    "CHANNEL": options.complete_channels,
    "CATEGORY": options.complete_categories,
    "TAG": options.complete_tags,
    "COMPANY": options.complete_companies,
    "KEY": _settings,
    "FORMAT": _formats,
    "AREA": _among("product", "marketing", "sales", "service"),
    "1-5": _among("1", "2", "3", "4", "5"),
    "bash|zsh|fish": _among("bash", "zsh", "fish"),
    "setup|status|conflicts|invite|join|leave": _among(
        "setup", "status", "conflicts", "invite", "join", "leave"
    ),
    "care|sales|tried": _among("care", "sales", "tried"),
}
FILES = {"FILE", "DIR", "HUB"}
# Commands in which the same metavar means something else: for a new person no name fits.
OF_COMMAND: dict[tuple[str, str], Completer] = {
    ("add", "NAME"): _among(),
    ("unarchive", "NAME"): options.complete_archived,
    ("export", "FORMAT"): _exports,
}


def answer(shell: str, words: Sequence[str]) -> str:
    """Return the answer to a shell. Never raises: what cannot be completed has no completion."""
    try:
        offer = complete(words or [""])
    except Exception:
        return "words\n"
    if offer.files:
        return "files\n"
    attached = words[-1].partition("=")[0] + "=" if shell in DESCRIBED and _has_value(words) else ""
    plain = {word: said for word, said in offer.words if PLAIN.fullmatch(word)}
    lines = [
        attached + word + (f"\t{said}" if said and shell in DESCRIBED else "")
        for word, said in plain.items()
    ]
    return "\n".join(["words", *lines, ""])


def _has_value(words: Sequence[str]) -> bool:
    return words[-1].startswith("--") and "=" in words[-1]


def complete(words: Sequence[str]) -> Completions:
    """Return what fits at the last of these words; the others are the line after `care`."""
    *line, start = _split(words)
    before = _Line(line, GLOBAL, stops_at_word=True)
    if not before.rest:
        if before.next is None and not start.startswith("-"):
            return Completions(
                [(name, line) for name, line in COMMANDS.items() if name.startswith(start)]
            )
        return _complete_parameter("", before, start)
    name, *after = before.rest
    if name not in COMMANDS:
        return Completions()
    typed = _Line(after, parameters(command_module(name).command), journal=before.journal)
    if "--" in after:
        return _values(name, typed, start)
    return _complete_parameter(name, typed, start)


def _split(words: Sequence[str]) -> list[str]:
    """Return the words, with `--option=value` as two. Quotation marks are taken off.

    bash passes `--option=value` as three words.
    """
    line: list[str] = []
    for number, word in enumerate(words):
        if word == "=" and line and line[-1].startswith("--"):
            line += [""] if number == len(words) - 1 else []
        elif word.startswith("--") and "=" in word:
            option, _, value = word.partition("=")
            line += [option, value]
        else:
            line.append(word)
    line[-1] = line[-1].lstrip("\"'")
    return line


class _Line:
    """The words of a line, and what comes next.

    `next` is the parameter after them, None for none; `rest` are the words from the first that is
    not an option, where the line stops there; `journal` is the file that `--journal` names.
    """

    def __init__(
        self,
        line: Sequence[str],
        takes: Sequence[Parameter],
        *,
        journal: str | None = None,
        stops_at_word: bool = False,
    ) -> None:
        """Read the words before the cursor."""
        self.takes, self.journal = takes, journal
        self.rest: list[str] = []
        self.next: Parameter | None = None
        options = {name: one for one in takes for name in one.declared.names}
        filled, only_places, number = 0, False, 0
        while number < len(line):
            word = line[number]
            number += 1
            if word == "--" and not only_places:
                only_places = True
            elif not only_places and word in options:
                one = options[word]
                wanted = _words_wanted(one)
                if number + wanted > len(line):
                    self.next = one
                    return
                if one.name == "journal":
                    self.journal = line[number]
                number += wanted
            elif not only_places and len(word) > 1 and word.startswith("-"):
                continue
            elif stops_at_word:
                self.rest = list(line[number - 1 :])
                return
            else:
                filled += 1
        arguments = [one for one in takes if isinstance(one.declared, Argument)]
        self.next = next(
            (one for at, one in enumerate(arguments) if one.many or at >= filled), None
        )


def _words_wanted(one: Parameter) -> int:
    """Return how many words stand behind an option."""
    if one.one is bool:
        return 0
    return len(one.one.__args__) if getattr(one.one, "__origin__", None) is tuple else 1


def _complete_parameter(command: str, typed: _Line, start: str) -> Completions:
    """Return what fits for a parameter, and options if one was begun."""
    of_it = _values(command, typed, start)
    takes_a_value = typed.next is not None and isinstance(typed.next.declared, Option)
    if takes_a_value or not start.startswith("-"):
        return of_it
    return Completions([*of_it.words, *_options(typed.takes, start)])


def _options(takes: Iterable[Parameter], start: str) -> list[tuple[str, str]]:
    found = [(name, one.declared.help) for one in takes for name in one.declared.names]
    found += [("--help", "Show how it is used.")]
    return [
        (name, said)
        for name, said in dict(found).items()
        if name.startswith(start) and (start != "-" or len(name) > 2)
    ]


def _values(command: str, typed: _Line, start: str) -> Completions:
    """Return what fits as a value of the next parameter."""
    if typed.next is None:
        return Completions()
    declared = typed.next.declared
    metavar = declared.metavar.removesuffix("...").strip("[]")
    of_command = OF_COMMAND.get((command, metavar))
    parts = [metavar] if metavar in BY_METAVAR else re.findall("[A-Z]+", metavar)
    if of_command is None and FILES.intersection(parts):
        return Completions(files=True)
    known = (
        [of_command]
        if of_command
        else [BY_METAVAR[part] for part in dict.fromkeys(parts) if part in BY_METAVAR]
    )
    completers = known or [declared.complete or _small_range(declared)]
    return Completions(
        [(word, "") for complete in completers for word in complete(typed.journal, start)]
    )


def _small_range(declared: Option | Argument) -> Completer:
    """Return a completer for a small range of numbers, such as a mood; else one for nothing."""
    least, most = declared.min, declared.max
    return (
        _among(*map(str, range(least, most + 1)))
        if least is not None and most is not None and most - least < 10
        else _among()
    )
