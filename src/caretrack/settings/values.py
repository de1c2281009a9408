"""What a setting can be: check a value of the file, read one that is typed, and show it."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from caretrack.domain.cadence import LONGEST_DAYS
from caretrack.domain.clock import NEVER
from caretrack.domain.text import is_unsafe
from caretrack.settings import MOST_ROWS
from caretrack.settings.declared import Setting

# More than anybody means; a file of a megabyte is refused before it comes to this.
LONGEST_TEXT = 1_000
LONGEST_PHRASE = 120
_DIGITS = 20
COUNTRY_WORDS = "the two letters of a country, like DE"

# When a question is asked.
WHEN = ("always", "doubt", "never")
_WEIGHTS = frozenset(["bold", "dim", "italic", "underline", "reverse", "none"])
_COLOURS = frozenset(["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"])
_YES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class ValueType(NamedTuple):
    """A type of value: what it is in words, how a value is checked, how a typed one is read.

    `check` and `typed` raise ValueError for a value that they do not take.
    """

    words: Callable[[Setting], str]
    check: Callable[[Any, Setting], Any]
    typed: Callable[[str], Any]


def check_value(setting: Setting, value: Any) -> Any:
    """Return a value of the file as it is kept.

    Raises ValueError, with what is wanted, if the setting does not take it.
    """
    takes = VALUE_TYPES[setting.takes]
    try:
        return takes.check(value, setting)
    except ValueError as error:
        raise ValueError(str(error) or describe(setting)) from None


def parse_typed(setting: Setting, text: str) -> Any:
    """Return what was typed as the file has it.

    Raises ValueError, with what is wanted, if the setting does not take it.
    """
    try:
        value = VALUE_TYPES[setting.takes].typed(text)
    except ValueError:
        raise ValueError(describe(setting)) from None
    check_value(setting, value)
    return value


def describe(setting: Setting) -> str:
    """Return what the setting takes, to come after "It takes"."""
    return VALUE_TYPES[setting.takes].words(setting)


def format_value(value: Any) -> str:
    """Return a value as `care config` shows it, and as it can be typed."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return ", ".join(value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _whole(value: Any, setting: Setting) -> int:
    if type(value) is not int or not setting.least <= value <= setting.most:
        raise ValueError
    return value


def _whole_words(setting: Setting) -> str:
    return (
        f"a whole number, {setting.least} or more"
        if setting.most == MOST_ROWS
        else f"a whole number from {setting.least} to {setting.most:,}"
    )


def _typed_whole(text: str) -> int:
    if len(text) > _DIGITS:
        raise ValueError
    return int(text)


def _yes(value: Any, _: Setting) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _typed_yes(text: str) -> bool:
    if text.strip().lower() not in _YES:
        raise ValueError
    return _YES[text.strip().lower()]


def _text(value: Any, _: Setting) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\n" in value or is_unsafe(value):
        raise ValueError
    return value.strip()


def _cadence(value: Any, _: Setting) -> int:
    if isinstance(value, str):
        from caretrack.domain.cadence import cadence_days
        from caretrack.errors import WrongUsage

        try:
            return cadence_days(value)
        except WrongUsage:
            raise ValueError from None
    if type(value) is not int or not NEVER < value <= LONGEST_DAYS:
        raise ValueError
    return value


def _typed_cadence(text: str) -> int | str:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else text


def _country(value: Any, _: Setting) -> str:
    from caretrack.domain.people.phone import country_code

    code = country_code(value) if isinstance(value, str) else ""
    if not code:
        raise ValueError
    return code


def _list(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError
    return list(dict.fromkeys(value))


def _emails(value: Any, _: Setting) -> tuple[str, ...]:
    for item in (items := _list(value)):
        if not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+", item) or is_unsafe(item):
            raise ValueError(f"addresses, and {item[:40]!r} is none")
    return tuple(dict.fromkeys(item.casefold() for item in items))


def _paths(value: Any, _: Setting) -> tuple[str, ...]:
    for item in (items := _list(value)):
        if not _is_in_full(item):
            raise ValueError(f"paths in full, or from ~ on, and {item[:60]!r} is neither")
        if len(item) > LONGEST_TEXT or "\n" in item or is_unsafe(item):
            raise ValueError
    return tuple(items)


def _is_in_full(path: str) -> bool:
    if path.startswith(("/", "~")):
        return True
    from pathlib import PurePath

    return PurePath(path).is_absolute()


def _typed_paths(text: str) -> list[str]:
    """Return the paths, each in full: what is typed is seen from the folder that one is in."""
    from pathlib import Path

    return [
        item if item.startswith("~") else str(Path(item).absolute()) for item in _typed_list(text)
    ]


def _phrases(value: Any, _: Setting) -> tuple[str, ...]:
    for item in (items := _list(value)):
        if (
            not any(char.isalnum() for char in item)
            or len(item) > LONGEST_PHRASE
            or is_unsafe(item)
            or "\n" in item
        ):
            raise ValueError(
                f"phrases of one to {LONGEST_PHRASE} characters, and {item[:40]!r} is none"
            )
    return tuple(" ".join(item.split()) for item in items)


def _theme(value: Any, _: Setting) -> str:
    if value not in ("calm", "none"):
        raise ValueError
    return str(value)


def _when(value: Any, _: Setting) -> str:
    if value not in WHEN:
        raise ValueError
    return str(value)


def _colour(value: Any, _: Setting) -> str:
    """Check a style of the pages: any number of weights, and one colour at most."""
    if not isinstance(value, str):
        raise ValueError
    words = value.lower().split()
    colours = [word for word in words if word not in _WEIGHTS]
    if not words or len(colours) > 1 or ("none" in words and len(words) > 1):
        raise ValueError
    if (
        colours
        and colours[0].removeprefix("bright_") not in _COLOURS
        and not re.fullmatch("#[0-9a-f]{6}", colours[0])
    ):
        raise ValueError
    return " ".join(words)


def _typed_list(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


VALUE_TYPES: dict[str, ValueType] = {
    "whole": ValueType(_whole_words, _whole, _typed_whole),
    "yes": ValueType(lambda _: "true or false", _yes, _typed_yes),
    "text": ValueType(
        lambda _: f"text on one line, up to {LONGEST_TEXT:,} characters", _text, str.strip
    ),
    "emails": ValueType(
        lambda _: 'a list of addresses, like ["ana@lagoon.example"]', _emails, _typed_list
    ),
    "phrases": ValueType(
        lambda _: 'a list of phrases, like ["half a day", "at the whiteboard"]',
        _phrases,
        _typed_list,
    ),
    "paths": ValueType(
        lambda _: 'a list of files and folders, like ["~/.calendars", "~/work.ics"]',
        _paths,
        _typed_paths,
    ),
    "cadence": ValueType(
        lambda _: 'a cadence: 30, "30d", "2w", "3m" or "never"', _cadence, _typed_cadence
    ),
    "country": ValueType(lambda _: COUNTRY_WORDS, _country, lambda text: text.strip().upper()),
    "when": ValueType(
        lambda _: ", ".join(WHEN[:-1]) + f" or {WHEN[-1]}", _when, lambda text: text.strip().lower()
    ),
    "theme": ValueType(lambda _: "calm or none", _theme, lambda text: text.strip().lower()),
    "colour": ValueType(
        lambda _: 'a style, like "yellow", "bold bright_red", "#ff8800" or "none"',
        _colour,
        str.strip,
    ),
}
