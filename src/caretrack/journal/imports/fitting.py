"""Check the rows of another journal: each column, and what no column says by itself.

Rows are checked many at a time, a column after the other. Only where one of them may not fit are
they checked one by one, which says what is wrong.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from caretrack.domain.cadence import LONGEST_DAYS
from caretrack.domain.model import MOST_IN_A_CROWD
from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import country_code
from caretrack.domain.text import shortened
from caretrack.journal.people import handle_key
from caretrack.journal.phones import COUNTRY
from caretrack.journal.rows import ALPHABET
from caretrack.journal.schema import MODEL, columns, definitions

_ID = re.compile(f"[{ALPHABET}]{{16}}")
_IDS = re.compile(f"(?:[{ALPHABET}]{{16}}\n)*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z", re.ASCII)
# Worked out from another column: what the file says there is ignored, and may be missing.
_MADE = frozenset({"name_key", "value_key"})
_RANGES = {
    "cadence_days": (0, LONGEST_DAYS), "days": (0, LONGEST_DAYS), "mood": (1, 5),
    "month": (1, 12), "day": (1, 31), "year": (1, 9999),
    "crowd": (1, MOST_IN_A_CROWD),
}  # fmt: skip
# Tables whose rows say more than their columns do: `_whole`.
_MORE = frozenset({"people", "handles", "occasions", "settings"})
_NUMBERS = {"cadence": LONGEST_DAYS, "crowd": 1000}
_SKIPPED = re.compile(r"\d{1,6} \d{4}-\d\d-\d\d (?:never|\d{4}-\d\d-\d\d)", re.ASCII)


class Unfit(Exception):
    """Why a row cannot be taken in, in plain words."""


class _Column(NamedTuple):
    """A column: how a value of it is checked, what a missing one is, and its type in JSON."""

    name: str
    needed: bool
    check: Callable[[Any], Any]
    default: int | None
    type: type[Any]


def fit(table: str, values: dict[str, Any], country: str = "") -> tuple[Any, ...]:
    """The values of a row in the order of the columns, as they are stored. Raises Unfit.

    `country` is where phone numbers in national form belong.
    """
    if table not in MODEL:
        raise Unfit("a journal has no such table")
    unknown = values.keys() - set(columns(table))
    if unknown:
        raise Unfit(f"there is no column {_quoted(min(unknown))}")
    row = {column.name: _checked(column, values) for column in _columns(table)}
    _whole(table, row, country)
    return tuple(row.values())


def fit_many(
    table: str, found: Sequence[dict[str, Any]], country: str = ""
) -> list[tuple[Any, ...]]:
    """The values of many rows of a table, as `fit` gives them.

    Raises Unfit, which does not say what is wrong, where a row does not fit, or may not: then each
    is to be looked at by itself.
    """
    if table not in MODEL:
        raise Unfit
    # An older export has fewer columns, in all of its rows.
    names = [name for name in columns(table) if name in found[0]]
    if len(names) < 2 or any(len(values) != len(names) for values in found):
        raise Unfit
    try:
        rows = map(itemgetter(*names), found)
        there = dict(zip(names, zip(*rows, strict=True), strict=True))
    except KeyError:
        raise Unfit from None
    none = (None,) * len(found)
    given = [there.get(column.name, none) for column in _columns(table)]
    checked = map(_checked_many, _columns(table), given)
    fitting = list(zip(*checked, strict=True))
    return [_whole_row(table, row, country) for row in fitting] if table in _MORE else fitting


def _checked_many(column: _Column, values: tuple[Any, ...]) -> Sequence[Any]:
    if column.name in _MADE:
        return (None,) * len(values)
    # Only values of one type are told apart in a set: to Python, 1 and 1.0 and True are the same.
    others = set(map(type, values)) - {column.type}
    if others and (column.needed or others != {type(None)}):
        raise Unfit
    if column.check is _id and column.needed:
        lines = "\n".join(values) + "\n"
        if len(lines) != 17 * len(values) or not _IDS.fullmatch(lines):
            raise Unfit
        return values
    for value in set(values):
        if value is not None:
            column.check(value)
    if column.default is None and column.type is not bool:
        return values
    return [column.default if value is None else int(value) for value in values]


def _whole_row(table: str, values: tuple[Any, ...], country: str) -> tuple[Any, ...]:
    row = dict(zip(columns(table), values, strict=True))
    _whole(table, row, country)
    return tuple(row.values())


def _checked(column: _Column, values: dict[str, Any]) -> Any:
    value = values.get(column.name)
    if column.name in _MADE:
        return None
    if value is None:
        if column.needed:
            raise Unfit(f"{column.name} is missing")
        return column.default
    try:
        return column.check(value)
    except Unfit as why:
        raise Unfit(f"{column.name} {why}") from None


def _whole(table: str, row: dict[str, Any], country: str) -> None:
    """What no column says by itself; and what is worked out."""
    if table == "people":
        row["name_key"] = name_key(row["name"])
    elif table == "handles":
        row["value_key"] = handle_key(row["sort"], row["value"], country)
    elif table == "occasions":
        _real_day(row["month"], row["day"], row["year"])
    elif table == "settings":
        _setting(row["key"], row["value"])


def _real_day(month: int, day: int, year: int | None) -> None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        raise Unfit(f"there is no {day}. {month}." + (f" in {year}" if year else "")) from None


def _setting(key: str, value: str) -> None:
    """A setting that is read as a number is one, or no page could be made any more."""
    if key in _NUMBERS and not (
        value.isascii() and value.isdigit() and int(value[:9]) <= _NUMBERS[key]
    ):
        raise Unfit(f"the setting {key} cannot be {_quoted(value)}")
    if key == COUNTRY and country_code(value) != value:
        raise Unfit(f"the setting {key} cannot be {_quoted(value)}")
    if key.startswith("skipped ") and not _SKIPPED.fullmatch(value):
        raise Unfit(f"the setting {_quoted(key)} cannot be {_quoted(value)}")


@cache
def _columns(table: str) -> tuple[_Column, ...]:
    return tuple(
        _Column(
            name,
            _is_needed(rest),
            _check_of(name, rest),
            0 if "DEFAULT 0" in rest else None,
            _type_of(name, rest),
        )
        for name, rest in definitions(table)
    )


def _is_needed(rest: str) -> bool:
    return "PRIMARY KEY" in rest or ("NOT NULL" in rest and "DEFAULT" not in rest)


def _type_of(name: str, rest: str) -> type:
    if name == "from_them":
        return bool
    return int if rest.startswith("INTEGER") else str


def _check_of(name: str, rest: str) -> Callable[[Any], Any]:
    if name == "from_them":
        return _truth
    if rest.startswith("INTEGER"):
        low, high = _RANGES[name]
        return lambda value: _number(value, low, high)
    if name == "id" or name.endswith("_id"):
        return _id
    if name.endswith(("_on", "_until")):
        return lambda value: _shaped(value, _DAY, "is not a day", date.fromisoformat)
    if name.endswith("_at"):
        return lambda value: _shaped(value, _INSTANT, "is not an instant", datetime.fromisoformat)
    choice = re.search(r"CHECK \(\w+ IN \(([^)]*)\)\)", rest)
    if choice:
        words = re.findall(r"'([^']*)'", choice[1])
        return lambda value: _one_of(value, words)
    return (
        (lambda value: _text(value, empty=False))
        if name in {"name", "kind", "tag", "key", "value"}
        else _text
    )


def _truth(value: Any) -> int:
    if type(value) not in {bool, int} or value not in {0, 1}:
        raise Unfit(f"cannot be {_quoted(value)}: it is true or false")
    return int(value)


def _number(value: Any, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise Unfit(f"cannot be {_quoted(value)}: it is a whole number from {low} to {high}")
    return value


def _text(value: Any, *, empty: bool = True) -> str:
    if type(value) is not str:
        raise Unfit(f"cannot be {_quoted(value)}: it is a text")
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise Unfit("is not text: half a character is in it")
    if not empty and not value.strip():
        raise Unfit("is empty")
    return value


def _id(value: Any) -> str:
    return _shaped(value, _ID, "is not an id", str)


def _shaped(value: Any, shape: re.Pattern[str], no: str, read: Callable[[str], object]) -> str:
    text = _text(value)
    try:
        if not shape.fullmatch(text):
            raise ValueError
        read(text)
    except ValueError:
        raise Unfit(f"{no}: {_quoted(value)}") from None
    return text


def _one_of(value: Any, words: list[str]) -> str:
    if value not in words:
        raise Unfit(f"cannot be {_quoted(value)}: it is {', '.join(words[:-1])} or {words[-1]}")
    return str(value)


def _quoted(value: Any) -> str:
    return f"“{shortened(str(value)[:200], 40)}”" if str(value).strip() else "empty"
