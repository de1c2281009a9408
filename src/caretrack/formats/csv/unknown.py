"""Tables whose columns are called what we do not know: what is said of them, and proposed."""

import csv
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from caretrack.errors import UnknownColumns
from caretrack.formats.csv.columns import head_key
from caretrack.formats.csv.heads import (
    DELIMITERS,
    ColumnMap,
    CsvTable,
    listed,
    named,
    says_something,
)
from caretrack.formats.csv.proposed_columns import is_data, propose

_MOST_ROWS = 50
_MOST_COLUMNS = 500
_LONGEST_HEAD = 60
_YEAR = re.compile("(?:19|20)[0-9]{2}")
# Signs of a program, a list or a sentence: no head of a column has them.
_NO_HEAD = re.compile(r"[{}<>=\\;]|^[\[*#>-]|[.!?,]$")


def plain_table(text: str) -> CsvTable | None:
    """Return the table that a text is by its form alone: the same columns in every row.

    `text` is the beginning of a file; its last line may be cut off. Prose with commas in it is no
    table, and no program is one.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    whole = lines[:-1] if len(lines) > 2 else lines
    best: CsvTable | None = None
    for delimiter in DELIMITERS:
        try:
            rows = list(
                islice(filter(says_something, csv.reader(whole, delimiter=delimiter)), _MOST_ROWS)
            )
        except csv.Error:
            continue
        if not _is_plain(rows, delimiter) or (best and len(rows[0]) <= len(best.first)):
            continue
        first = tuple(cell.strip() for cell in rows[0])
        if not any(map(_is_no_head, first)):
            best = CsvTable(delimiter, 0, first, first)
        elif {"name", "first"} & propose([""] * len(first), rows, {}, 0).keys():
            best = CsvTable(delimiter, 0, (), first)
    return best


def _is_plain(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """True if rows are those of a table: as wide as the first one, which could be a head."""
    if len(rows) < 2:
        return False
    width = len(rows[0])
    head = [cell.strip() for cell in rows[0] if cell.strip()]
    if not 2 <= width <= _MOST_COLUMNS or 2 * len(head) <= width:
        return False
    # A row may leave out its last cells, and a last separator may stand at its end.
    if any(len(row) != width and (len(row) < 2 or any(row[width:])) for row in rows):
        return False
    if not any(map(_is_no_head, head)) and (
        2 * len(set(head)) < len(head)
        or any(len(cell) > _LONGEST_HEAD or _NO_HEAD.search(cell) for cell in head)
        or any(cell.count("(") != cell.count(")") for cell in head)
    ):
        return False
    # In prose a space follows a comma.
    cells = [cell for row in rows for cell in row[1:] if cell]
    return delimiter not in ",;" or 2 * sum(cell[0] == " " for cell in cells) < len(cells)


def _is_no_head(cell: str) -> bool:
    """True if a cell is of a person, and no head; a year may be one."""
    return is_data(cell) or (cell.isdecimal() and not _YEAR.fullmatch(cell))


def unknown_columns(
    path: str,
    found: CsvTable,
    rows: Iterable[Sequence[str]],
    known: Mapping[str, Sequence[int]],
    this_year: int,
) -> UnknownColumns:
    """Return what to raise for a table in which no column is known to be a name.

    `known` are the fields that the names of its columns say.
    """
    head = found.head or tuple(str(number + 1) for number in range(len(found.first)))
    proposal = propose(head, rows, known, this_year)
    columns = {
        field: "+".join(_column(head, place) for place in places)
        for field, places in proposal.items()
    }
    names = listed([named(name) for name in head if name])
    if not found.head:
        message = "its first line is a person, and no head"
    elif known:
        message = f"this table has no column that is known here as a name: {names}"
    else:
        message = f"this is a table, but its columns are not known here: {names}"
    hint = "Say which is what" + (", by number" if not found.head else "")
    judged = "; judging by the cells: " if columns else ", like: "
    shown = _map_text(columns or {"name": _column(head, 0)})
    command = f"care import {shlex.quote(path)} --map {shlex.quote(shown)}"
    return UnknownColumns(message, hint + judged + command, shown if columns else "")


def unread_columns(
    reading: ColumnMap, rows: Iterable[Sequence[str]], this_year: int
) -> Iterator[str]:
    """Say which columns that are left out look like addresses or numbers, and how to read them."""
    taken = tuple(place for places in reading.fields.values() for place in places)
    # What is read is no longer asked for, but a second number may stand beside the first.
    proposal = propose(reading.head, rows, {"name": taken}, this_year)
    for field, what in (("email", "an e-mail address"), ("phone", "a phone number")):
        if places := proposal.get(field, ()):
            names = [_column(reading.head, place) for place in places]
            shown = "+".join([*_columns(reading, field), *names])
            looks = "looks" if len(names) == 1 else "look"
            yield (
                f"{listed(list(map(named, names)))} {looks} like {what}: "
                f"--map {shlex.quote(f'{field}={shown}')} reads it"
            )


def _columns(reading: ColumnMap, field: str) -> list[str]:
    return [_column(reading.head, place) for place in reading.fields.get(field, ())]


def _map_text(columns: Mapping[str, str]) -> str:
    return ",".join(f"{field}={column}" for field, column in columns.items())


def _column(head: Sequence[str], place: int) -> str:
    """Return a column by its name; by its number where `--map` could not tell the name."""
    name = head[place]
    key = head_key(name)
    told = (
        name.isprintable()
        and not re.search('[+"]', name)
        and len(name) <= _LONGEST_HEAD
        and sum(name.casefold() == other.casefold() for other in head) == 1
    )
    if not told or not (key or name == str(place + 1)):
        return str(place + 1)
    return f'"{name}"' if "," in name else name
