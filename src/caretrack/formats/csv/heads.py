"""Find the head of a table, the program that wrote it, and which column is what.

Columns are known by their names, never by their places. What is guessed is shown
(`ColumnMap.describe`).
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from caretrack.domain.people.names import nearest_names
from caretrack.domain.text import shortened
from caretrack.errors import WrongUsage
from caretrack.formats.csv.columns import FIELDS, MEANT, guess_columns, head_key, written_by

DELIMITERS = ",;\t|"
# LinkedIn writes three lines before the head; other programs a title and a date.
_LINES_BEFORE = 20
# Of which one at least must be there, so that a row can be a person.
_WHO = frozenset(("name", "first", "last", "nickname", "email"))
_NAMED_AT_MOST = 12
_PARTS = ("first", "middle", "last")

# What a field is called where its own name is no word.
_SAID = {
    "contacted": "last contact", "lastcall": "last call",
    "lastmeeting": "last meeting", "lastemail": "last e-mail",
    "people ids": "who", "number": "id",
    "birthyear": "year of birth", "birthmonth": "month of birth",
}  # fmt: skip


class CsvTable(NamedTuple):
    """Where a table begins: its delimiter, the number of rows before its head, and the head.

    The head is empty where there is none. `first` is the row by which the table was found: the
    head, or the first person.
    """

    delimiter: str
    before: int
    head: tuple[str, ...]
    first: tuple[str, ...]


class ColumnMap(NamedTuple):
    """Which columns (by place) are read as which field; `labels` name an event or a relation."""

    fields: Mapping[str, tuple[int, ...]]
    labels: Mapping[int, int]
    head: tuple[str, ...]

    def describe(self) -> str:
        """Say what is read as what: `read Name as name, Mail as email; left out: Fax`."""
        pairs = sorted((place, field) for field, places in self.fields.items() for place in places)
        used = {place for place, _ in pairs} | set(self.labels.values())
        left = [name for place, name in enumerate(self.head) if place not in used and name]
        return (
            "read "
            + listed(
                [
                    f"{named(self.head[place])} as {_SAID.get(field, field)}"
                    for place, field in pairs
                ]
            )
            + (f"; left out: {listed([named(name) for name in left])}" if left else "")
        )


def recognise_table(text: str) -> str | None:
    """Return which table it is: google-csv, contacts-csv, csv and their like; None for no table.

    `text` is the beginning of a file, its line ends LF; its last line may be cut off.
    """
    found = find_table(text)
    if found and (not found.head or _is_of_touches(found.head)):
        return "csv"
    if found and ((program := written_by(found.head)) != "csv" or _sure(found)):
        return program
    from caretrack.formats.csv.unknown import plain_table

    return "csv" if plain_table(text) else None


def _sure(found: CsvTable) -> bool:
    """True if it is surely a table.

    A line of a letter is no head, though "contact" or "name" is in it.
    """
    known = guess_columns(found.head)
    if not _WHO & known.keys():
        return True  # a table of touches
    return len(known) >= (3 if found.before else 2) or (
        not found.before and any(MEANT.get(head_key(name)) in _WHO for name in found.head)
    )


def find_table(text: str, columns: Mapping[str, str] | None = None) -> CsvTable | None:
    """Return the table that a text begins, or None.

    The head is the row in which most columns are understood, or most of the `columns` of `--map`
    are found. A table without a head is known by an e-mail address in its first row.
    """
    wanted = {head_key(name) for name in (columns or {}).values()} - {""}
    best: tuple[int, int, int] = (0, 0, 0)
    found = headless = None
    for delimiter in DELIMITERS:
        for number, row in enumerate(_rows(text, delimiter)):
            head = tuple(cell.strip() for cell in row)
            known = _understood_columns(head)
            worth = known + len(wanted & {head_key(name) for name in head}), -number, len(head)
            if worth[0] and worth > best:
                best, found = worth, CsvTable(delimiter, number, head, head)
            if not number and len(head) > 1 and any(_is_address(cell) for cell in head):
                headless = CsvTable(delimiter, 0, (), head)
    return headless or found


def _understood_columns(head: Sequence[str]) -> int:
    """Return how many columns are understood, where one of them says who it is."""
    fields = guess_columns(head)
    if _WHO & fields.keys():
        return sum(map(len, fields.values()))
    from caretrack.formats.csv.touches import touch_columns

    return sum(map(len, touch_columns(head).values())) if _is_of_touches(head) else 0


def _is_of_touches(head: Sequence[str]) -> bool:
    from caretrack.formats.csv.touches import is_touch_table, names_by_number

    return is_touch_table(head, {}) or names_by_number(head)


def widest_table(text: str) -> CsvTable:
    """A table of which nothing is understood, parted by what parts its first row most."""
    rows = [(delimiter, next(_rows(text, delimiter), [])) for delimiter in DELIMITERS]
    delimiter, row = max(rows, key=lambda pair: len(pair[1]))
    first = tuple(cell.strip() for cell in row)
    return CsvTable(delimiter, 0, first, first)


def map_columns(head: Sequence[str], columns: Mapping[str, str]) -> ColumnMap:
    """Return what is read of a table with this head.

    `columns` (of `--map`) come first; the rest is guessed. Raises WrongUsage for a field or a
    column that is not there, with the nearest.
    """
    chosen: dict[str, tuple[int, ...]] = {}
    for field, column in columns.items():
        if field not in FIELDS:
            raise unknown_field(field, FIELDS)
        chosen |= _parts_of_a_name(field, places_of(head, column), column)
    taken = {place for places in chosen.values() for place in places}
    # A whole name that is asked for is not put together from two other columns, nor the other way.
    closed = (
        {"name", "first", "middle", "last"} if {"name", "first", "last"} & chosen.keys() else set()
    )
    for field, places in guess_columns(head).items():
        left = tuple(place for place in places if place not in taken)
        if left and field not in chosen and field not in closed:
            chosen[field] = left
    return ColumnMap(
        chosen,
        _labels(head, chosen),
        tuple(head),
    )


def _parts_of_a_name(
    field: str, places: tuple[int, ...], column: str
) -> dict[str, tuple[int, ...]]:
    """Return what columns are read as: "name=First name+Last name" are the parts of one name.

    Of any other field, each column has values of its own.
    """
    if field != "name" or "+" not in column or not 1 < len(places) <= len(_PARTS):
        return {field: places}
    parts = _PARTS if len(places) == len(_PARTS) else (_PARTS[0], _PARTS[-1])
    return {part: (place,) for part, place in zip(parts, places, strict=True)}


def map_numbered_columns(first: Sequence[str], columns: Mapping[str, str]) -> ColumnMap | None:
    """Return what is read of a table without a head, or None.

    That is where `--map` names columns by their numbers, from 1. `first` is the first row.
    """
    if not columns or not all(
        part.strip().isdecimal() for column in columns.values() for part in column.split("+")
    ):
        return None
    return map_columns([str(number) for number in range(1, len(first) + 1)], columns)


def says_something(row: Sequence[str]) -> bool:
    """Whether there is anything in a row. Excel's own first line, "sep=;", is nothing."""
    return any(cell and not cell.isspace() for cell in row) and not (
        row[0][:4].lower() == "sep=" and len(row) < 3 and len(row[0]) < 6
    )


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The first rows that say something, as far as they can be read."""
    rows = csv.reader(
        (line + "\n" for line in text.removeprefix("\ufeff").split("\n")), delimiter=delimiter
    )
    try:
        yield from islice((row for row in rows if says_something(row)), _LINES_BEFORE)
    except csv.Error:
        return


def places_of(head: Sequence[str], column: str) -> tuple[int, ...]:
    """Return the places of the column of this name.

    "Phone + Mobile" are two; "3" is the third where no column is called so.
    """
    for same in (str, str.casefold, _letters_and_number):
        wanted = same(column)
        places = tuple(place for place, name in enumerate(head) if wanted and same(name) == wanted)
        if places:
            return places
    if "+" in column:
        return tuple(place for part in column.split("+") for place in places_of(head, part.strip()))
    if column.isdecimal() and 1 <= int(column[:6]) <= len(head):
        return (int(column) - 1,)
    names = [name for name in head if name]
    near = nearest_names(column, names, 1)
    hint = (
        f"Did you mean {named(near[0])}?"
        if near
        else f"Its columns are {listed([named(name) for name in names])}."
    )
    raise WrongUsage(f"the file has no column {named(column)}", hint)


def _letters_and_number(name: str) -> str:
    """What a column is compared by; "Phone 2" is not "Phone 1", and signs alone are nothing."""
    letters = head_key(name)
    return letters and letters + "".join(filter(str.isdecimal, name))


def _labels(head: Sequence[str], fields: Mapping[str, Sequence[int]]) -> dict[int, int]:
    """Return the place of "Event 1 - Label" (or "Type", as before) for each "Event 1 - Value".

    Of an account it is "IM 1 - Service", and of an address it stands beside "Formatted".
    """
    found = {}
    for field in ("yearly event", "relation", "phone", "address", "chat"):
        for place in fields.get(field, ()):
            for word in ("Service",) if field == "chat" else ("Label", "Type"):
                name = head[place].removesuffix("Value").removesuffix("Formatted") + word
                if name != head[place] and name in head:
                    found[place] = head.index(name)
    return found


def _is_address(cell: str) -> bool:
    name, sign, place = cell.strip().partition("@")
    return bool(name and sign and "." in place and " " not in cell.strip())


def named(name: str) -> str:
    """Return the name of a column as it is said: short, in quotes where it has spaces."""
    return f"“{short}”" if " " in (short := shortened(name, 40)) else short


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def unknown_field(field: str, fields: Sequence[str]) -> WrongUsage:
    """Return the error for a field that `--map` does not know, with the nearest of `fields`."""
    near = nearest_names(field, fields, 1)
    hint = f"Did you mean {near[0]}?" if near else f"The fields are {', '.join(fields)}."
    return WrongUsage(f"--map knows no field {shortened(field, 40)}", hint)
