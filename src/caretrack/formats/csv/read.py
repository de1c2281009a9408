"""Read tables of people: Google Contacts, LinkedIn, Outlook, our own, and most other CSV.

heads.py says which line is the head and which column is what, person.py makes a person of a row.
The reader of the standard library takes cells apart. It is fed block by block, so a quote that is
never closed costs its own line and not the rest of the file, and neither a file nor a line need be
in memory as a whole.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Generator, Iterator
from itertools import chain, islice
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.errors import CareError
from caretrack.formats.csv.cells import DayOrder, learn_order
from caretrack.formats.csv.heads import (
    ColumnMap,
    CsvTable,
    find_table,
    is_own_table,
    map_columns,
    map_numbered_columns,
    says_something,
    unknown_head,
    widest_table,
    written_by,
)
from caretrack.formats.csv.person import RowReader
from caretrack.formats.open import ReadOptions, Source
from caretrack.formats.text import decode, encoding_by_mark

# The standard library limits a cell; no row, with its quoted line breaks, is longer than this.
LONGEST_CELL = csv.field_size_limit()
LONGEST_ROW = 1_000_000
# What follows an open quote is read again. So many open quotes, or so many characters, are no
# slips: it is not CSV.
_MOST_OPEN = 1_000
_MOST_AGAIN = 20_000_000
_OPEN = "a quote in this line is never closed"
_LONG = f"the line is too long: a cell may have {LONGEST_CELL:,} characters"
_BLOCK = 1 << 18
_NO_TEXT = re.compile("[\udc80-\udcff]")

# So many rows are looked at to learn how days are written, and who shares a name.
_LOOKED_AT = 100_000
_DAYS = ("birthday", "anniversary", "yearly event")


class CsvRow(NamedTuple):
    """The cells of one row, and the number of the line in the file, from 1, that it begins on."""

    line: int
    cells: list[str]


def read_rows(
    source: Source, delimiter: str, *, quietly: bool = False
) -> Iterator[CsvRow | Refused]:
    """Give every row of a file that says something, and what cannot be read.

    `quietly` does not move `source.position`. Raises CareError where quotes are left open all over
    the file, and OSError.
    """
    text, line, left_open, again = "", 1, 0, 0
    for block, last in _blocks(source, quietly=quietly):
        text += block
        while text:
            done, swallowed = yield from _whole_rows(text, delimiter, line)
            text = text.split("\n", done)[done]
            line += done
            if not swallowed or (swallowed == len(text) <= LONGEST_ROW and not last):
                break
            yield Refused(f"line {line}", _OPEN)
            left_open, again = left_open + 1, again + swallowed
            if left_open > _MOST_OPEN or again > _MOST_AGAIN:
                raise CareError(
                    f"in {left_open:,} lines a quote is left open, the last of them line {line}",
                    "Is it a CSV?",
                )
            text = text.split("\n", 1)[1]
            line += 1


def first_text(source: Source) -> str:
    """The beginning of the text: some hundred thousands of characters."""
    return next((block for block, _ in _blocks(source, quietly=True)), "")


def _whole_rows(
    text: str, delimiter: str, line: int
) -> Generator[CsvRow | Refused, None, tuple[int, int]]:
    """Give the rows of a text up to an open quote.

    `line` is the number of its first line. Returns how many lines were read, and how many
    characters the quote swallows. A quote that is out of place in its line is read as it stands.
    """
    lines = io.StringIO(text, newline="\n")
    ended: list[bool] = []
    # Strict: where an open quote swallows lines up to the next cell in quotes, the first quote of
    # that cell closes it, and is an error.
    reader = csv.reader(chain(lines, _noted_end(ended)), delimiter=delimiter, strict=True)
    done = 0
    while True:
        try:
            for cells in reader:
                if any(cells):
                    yield CsvRow(line + done, cells)
                done = reader.line_num
        except csv.Error:
            end = lines.tell()
            if ended or reader.line_num > done + 1:
                return done, end - _start_of(text, done)
            yield _leniently(text[text.rfind("\n", 0, end - 1) + 1 : end], delimiter, line + done)
            done = reader.line_num
        else:
            return done, 0


def _start_of(text: str, line: int) -> int:
    """Where the line with this number begins, counted from 0."""
    return len(text) - len(text.split("\n", line)[line])


def _leniently(text: str, delimiter: str, line: int) -> CsvRow | Refused:
    """The cells of a line in which a quote is out of place, as well as they can be told."""
    try:
        return CsvRow(line, next(csv.reader([text], delimiter=delimiter)))
    except csv.Error:
        return Refused(f"line {line}", _LONG)


def _noted_end(ended: list[bool]) -> Iterator[str]:
    """Give no line, but note that one was asked for: then an open quote is in the row."""
    ended.append(True)
    yield from ()


def _blocks(source: Source, *, quietly: bool) -> Iterator[tuple[str, bool]]:
    """Give the text of a file, some lines at a time, with LF ends; and whether it is the last."""
    with source.open() as file:
        encoding = encoding_by_mark(file.read(4))
        file.seek(0)
        # What is not UTF-8 is kept as it is, to be read as cp1252, line by line.
        text = io.TextIOWrapper(
            file,
            encoding or "utf-8",
            "surrogateescape" if encoding in {"", "utf-8-sig"} else "replace",
        )
        rest = ""
        while block := text.read(_BLOCK):
            if not quietly:
                source.position = min(file.tell(), source.size)
            whole, end, rest = (rest + block).rpartition("\n")
            if len(rest) > LONGEST_ROW:
                # Not all of it is kept, but it must still be seen to be too long, even with many
                # short cells.
                rest = "x" * (LONGEST_ROW + 1)
            if end:
                yield _mended(whole + end), False
        if not quietly:
            source.position = source.size
        yield _mended(rest + "\n") if rest else "", True


def _mended(text: str) -> str:
    """Return the text without byte order marks, and lines that are no UTF-8 read as cp1252.

    Files joined by `cat` have such marks in their midst.
    """
    text = text.replace("\ufeff", "")
    if text.isascii() or not _NO_TEXT.search(text):
        return text
    return "\n".join(_mended_line(line) for line in text.split("\n"))


def _mended_line(line: str) -> str:
    if not _NO_TEXT.search(line):
        return line
    try:
        return decode(line.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return line


class _FirstLook(NamedTuple):
    """What a first look at the rows shows.

    That is the order of day and month in each column of days, and the names of several people.
    """

    orders: dict[int, DayOrder]
    namesakes: frozenset[str]


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the people of a table, in its order.

    A row that cannot be read is refused, the others come in. What was guessed is in
    `source.remarks`. Raises WrongUsage where `--map` names what is not there, and CareError for a
    file of which no column is understood.
    """
    found, reading = _understood(source, options)
    # With --map nobody options which program it is, but it has its ways all the same.
    format = options.format if options.format != "csv" else written_by(found.head)
    known = _looked_at(source, found, reading, format)
    source.remarks += _remarks(found, reading, known, options)
    reader = RowReader(
        format,
        reading,
        options.today.year,
        {
            place: options.month_first if order.month_first is None else order.month_first
            for place, order in known.orders.items()
        },
        known.namesakes,
    )
    yield from _joined(
        item
        for row in _people(source, found)
        for item in (reader.person(*row) if isinstance(row, CsvRow) else (row,))
    )


def _understood(source: Source, options: ReadOptions) -> tuple[CsvTable, ColumnMap]:
    """Where the table begins, and which column is what."""
    text = first_text(source)
    found = find_table(text, options.columns)
    if found and found.head:
        return found, map_columns(found.head, options.columns)
    reading = map_numbered_columns((found or widest_table(text)).first, options.columns)
    if reading:
        return found or widest_table(text), reading
    if found:
        raise CareError(
            "its first line is a person, and no head",
            "Say which column is what by number, like --map name=1,email=2.",
        )
    if options.columns:
        guessed = widest_table(text)
        return guessed._replace(head=guessed.first), map_columns(guessed.first, options.columns)
    raise unknown_head(text)


def _people(
    source: Source, found: CsvTable, *, quietly: bool = False
) -> Iterator[CsvRow | Refused]:
    """The rows after the head that say something."""
    passed = 0 if not found.head else found.before + 1
    for row in read_rows(source, found.delimiter, quietly=quietly):
        if isinstance(row, CsvRow):
            if not says_something(row.cells):
                continue
            if passed:
                passed -= 1
                continue
        yield row


def _looked_at(source: Source, found: CsvTable, reading: ColumnMap, format: str) -> _FirstLook:
    """A first look at the rows, no further than it must go."""
    orders = {place: DayOrder() for field in _DAYS for place in reading.fields.get(field, ())}
    names = format == "linkedin-csv" and "url" in reading.fields
    unproven = set(orders)
    pages = defaultdict[str, set[str]](set)
    reader = RowReader(format, reading, 0)
    if unproven or names:
        for row in islice(_people(source, found, quietly=True), _LOOKED_AT):
            if isinstance(row, Refused):
                continue
            for place in [place for place in unproven if place < len(row.cells)]:
                orders[place] = learn_order(orders[place], row.cells[place])
                if orders[place].month_first is not None:
                    unproven.remove(place)
            if names:
                for item in reader.person(*row):
                    if isinstance(item, PersonRecord):
                        pages[name_key(item.name)].update(item.urls[:1])
            elif not unproven:
                break
    return _FirstLook(orders, frozenset(name for name, theirs in pages.items() if len(theirs) > 1))


def _remarks(
    found: CsvTable, reading: ColumnMap, known: _FirstLook, options: ReadOptions
) -> Iterator[str]:
    """What was guessed, and may be wrong."""
    sure = is_own_table(found.head) or (
        options.format != "csv" and written_by(found.head) == options.format
    )
    if options.columns or not sure:
        yield reading.describe()
        if not {"name", "first", "last"} & reading.fields.keys():
            yield "no column is a name: people go by their nickname, company or e-mail address"
    if found.before and not sure:
        yield f"what stands before the line with {found.head[0] or found.head[-1]} is left out"
    for place, order in known.orders.items():
        if order.month_first is None and order.unclear:
            way, other = ("month", "day") if options.month_first else ("day", "month")
            yield (
                f"{reading.head[place]} is read {way} first ({order.unclear}), "
                f"for nothing in it tells; were it {other} first: "
                f"care config dates.month_first {str(not options.month_first).lower()}"
            )


def _joined(items: Iterator[Item]) -> Iterator[Item]:
    """The items, with rows one after the other that are refused for the same reason told as one."""
    first = last = None
    for item in items:
        if last and not (isinstance(item, Refused) and item.whole and item.why == last.why):
            yield _one(first or last, last)
            first = last = None
        if isinstance(item, Refused) and item.whole:
            first, last = first or item, item
        else:
            yield item
    if last:
        yield _one(first or last, last)


def _one(first: Refused, last: Refused) -> Refused:
    return (
        first
        if first is last
        else Refused(
            f"lines {first.where.removeprefix('line ')} to {last.where.removeprefix('line ')}",
            last.why,
        )
    )
