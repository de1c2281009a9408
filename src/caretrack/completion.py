"""Complete a command line when TAB is pressed.

A script in `shells/` calls `care` with the name of the shell in `_CARE_COMPLETE` and the words of
the line as arguments, the last one at the cursor. The answer is a line `words` or `files`
(complete the name of a file instead), then one word a line. For zsh and fish a word may have a TAB
and its meaning, if that is text of this program. Only the scripts and this module use this.

The answer holds plain words only, and no shell evaluates anything.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from caretrack import options

VARIABLE = "_CARE_COMPLETE"
DESCRIBED = {"zsh", "fish"}
# No other word leaves this module, even by mistake: a shell finds nothing to evaluate in these.
PLAIN = re.compile(r"[A-Za-z0-9+_.-]+")

Completer = Callable[[Any, str], list[str]]


class Completions(NamedTuple):
    """What fits: words, each with its meaning or ""; or names of files."""

    words: Sequence[tuple[str, str]] = ()
    files: bool = False


def _among(*words: str) -> Completer:
    return lambda _, start: [word for word in words if word.startswith(start)]


def _settings(_: Any, start: str) -> list[str]:
    from caretrack.settings.declared import keys

    return [key for key in ("cadence", "crowd", "journal", *keys()) if key.startswith(start)]


def _formats(_: Any, start: str) -> list[str]:
    from caretrack.formats.registry import NAMES

    return [name for name in NAMES if name.startswith(start)]


def _exports(_: Any, start: str) -> list[str]:
    from caretrack.app.exports.selection import FORMATS

    return [name for name in FORMATS if name.startswith(start)]


# By the metavar in the help: a new command is completed if it names things as the others do.
BY_METAVAR: dict[str, Completer] = {
    "NAME": options.complete_people,
    "ONE": options.complete_people,
    "OTHER": options.complete_people,
    "INTO": options.complete_people,
    "KIND": options.complete_kinds,
    "CHANNEL": lambda _, start: options.complete_channels(start),
    "CATEGORY": options.complete_categories,
    "TAG": options.complete_tags,
    "COMPANY": options.complete_companies,
    "KEY": _settings,
    "FORMAT": _formats,
    "AREA": _among("product", "marketing", "sales", "service"),
    "1-5": _among("1", "2", "3", "4", "5"),
    "bash|zsh|fish": _among("bash", "zsh", "fish"),
    "care|sales|tried": _among("care", "sales", "tried"),
}
FILES = {"FILE", "DIR"}
# Commands in which the same metavar means something else: for a new person no name fits.
OF_COMMAND: dict[tuple[str, str], Completer] = {
    ("add", "NAME"): _among(),
    ("unarchive", "NAME"): options.complete_archived,
    ("export", "FORMAT"): _exports,
}


def answer(shell: str, words: Sequence[str], group: Any) -> str:
    """Return the answer to a shell. Never raises: what cannot be completed has no completion."""
    try:
        offer = complete(words or [""], group)
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


def complete(words: Sequence[str], group: Any) -> Completions:
    """Return what fits at the last of these words; the others are the line after `care`."""
    line = _split(words)
    root = group.make_context("care", [], resilient_parsing=True)
    place, rest = _next_parameter(root, line[:-1], group.params, stop_at_word=True)
    if not rest:
        if place is None and not line[-1].startswith("-"):
            return Completions(
                [
                    (name, group.get_command(root, name).help or "")
                    for name in group.list_commands(root)
                    if name.startswith(line[-1])
                ]
            )
        return _complete_parameter(root, place, line[-1], group.params)
    name, *after = rest
    command = group.resolve_command(root, [name])[1]
    ctx = type(root)(command, info_name=name, parent=root, resilient_parsing=True)
    place, _ = _next_parameter(ctx, after, command.params, stop_at_word=False)
    if "--" in after:
        return _values(ctx, place, line[-1]) if place is not None else Completions()
    return _complete_parameter(ctx, place, line[-1], command.params)


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


def _next_parameter(
    ctx: Any, line: Sequence[str], params: Iterable[Any], *, stop_at_word: bool
) -> tuple[Any, list[str]]:
    """Return the parameter that comes after these words; None for none.

    With `stop_at_word`, also the words from the first that is not an option.
    """
    named = {
        name: param
        for param in params
        for name in (*param.opts, *param.secondary_opts)
        if param.param_type_name == "option"
    }
    places = [param for param in params if param.param_type_name == "argument"]
    filled, only_places, number = 0, False, 0
    while number < len(line):
        word = line[number]
        number += 1
        if word == "--" and not only_places:
            only_places = True
        elif not only_places and word in named:
            param = named[word]
            wanted = 0 if param.is_flag or param.count else param.nargs
            if number + wanted > len(line):
                return param, []
            if param.name in {"journal"} and wanted:
                ctx.params[param.name] = line[number]
            number += wanted
        elif not only_places and len(word) > 1 and word.startswith("-"):
            continue
        elif stop_at_word:
            return None, list(line[number - 1 :])
        else:
            filled += 1
    for param in places:
        if param.nargs == -1 or filled < param.nargs:
            return param, []
        filled -= param.nargs
    return None, []


def _complete_parameter(ctx: Any, param: Any, start: str, params: Iterable[Any]) -> Completions:
    """Return what fits for a parameter, and options if one was begun."""
    takes_a_value = param is not None and param.param_type_name == "option"
    of_it = _values(ctx, param, start) if param is not None else Completions()
    if takes_a_value or not start.startswith("-"):
        return of_it
    return Completions([*of_it.words, *_options(params, start)])


def _options(params: Iterable[Any], start: str) -> list[tuple[str, str]]:
    found = [("--help", "Show how it is used.")]
    for param in params:
        if param.param_type_name == "option" and not param.hidden:
            found += [
                (name, " ".join((param.help or "").split()))
                for name in (*param.opts, *param.secondary_opts)
            ]
    return [
        (name, said)
        for name, said in dict(found[1:] + found[:1]).items()
        if name.startswith(start) and (start != "-" or len(name) > 2)
    ]


def _values(ctx: Any, param: Any, start: str) -> Completions:
    metavar = (param.metavar or "").removesuffix("...").strip("[]")
    of_command = OF_COMMAND.get((ctx.info_name, metavar))
    parts = [metavar] if metavar in BY_METAVAR else re.findall("[A-Z]+", metavar)
    if of_command is None and FILES.intersection(parts):
        return Completions(files=True)
    own = getattr(param, "_custom_shell_complete", None)
    known = (
        [of_command]
        if of_command
        else [BY_METAVAR[part] for part in dict.fromkeys(parts) if part in BY_METAVAR]
    )
    if own is not None and not known:
        return Completions([(item.value, "") for item in own(ctx, param, start)])
    return Completions(
        [
            (word, "")
            for complete in known or [_small_range(param.type)]
            for word in complete(ctx, start)
        ]
    )


def _small_range(sort: Any) -> Completer:
    """Return a completer for a small range of numbers, such as a mood; else one for nothing."""
    least, most = getattr(sort, "min", None), getattr(sort, "max", None)
    return (
        _among(*map(str, range(least, most + 1)))
        if least is not None and most is not None and most - least < 10
        else _among()
    )
