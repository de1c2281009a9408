"""Reads tables of people: Google Contacts, LinkedIn, Outlook, our own, and any other CSV whose columns can be told by their heads.

csv_heads.py says which line is the head and which column is what, csv_rows.py takes the file apart, csv_person.py makes a
person of a row.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.errors import CareError
from caretrack.formats.csv.days import Order, seen
from caretrack.formats.csv.heads import (
    Reading,
    Table,
    by_place,
    is_own,
    read_as,
    says_something,
    table,
    unknown_head,
    widest,
    written_by,
)
from caretrack.formats.csv.person import Reader
from caretrack.formats.csv.rows import Row, head_of, rows
from caretrack.formats.source import ReadOptions, Source

# So many rows are looked at to learn how days are written, and who shares a name.
_LOOKED_AT = 100_000
_DAYS = ("birthday", "anniversary", "event")


class _Known(NamedTuple):
    """What a first look at the rows told: the order of day and month in each column of days, and which names several people have."""

    orders: dict[int, Order]
    namesakes: frozenset[str]


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The people of a table, in its order. A row that cannot be read is refused, the others come in. What was guessed is in `source.remarks`.

    Raises WrongUsage where `--map` names what is not there, and CareError for a file of which no column is understood.
    """
    found, reading = _understood(source, options)
    # With --map nobody options which program it is, but it has its ways all the same.
    format = options.format if options.format != "csv" else written_by(found.head)
    known = _looked_at(source, found, reading, format)
    source.remarks += _remarks(found, reading, known, options)
    reader = Reader(
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
        for item in (reader.person(*row) if isinstance(row, Row) else (row,))
    )


def _understood(source: Source, options: ReadOptions) -> tuple[Table, Reading]:
    """Where the table begins, and which column is what."""
    text = head_of(source)
    found = table(text, options.columns)
    if found and found.head:
        return found, read_as(found.head, options.columns)
    reading = by_place((found or widest(text)).first, options.columns)
    if reading:
        return found or widest(text), reading
    if found:
        raise CareError(
            "its first line is a person, and no head",
            "Say which column is what by number, like --map name=1,email=2.",
        )
    if options.columns:
        guessed = widest(text)
        return guessed._replace(head=guessed.first), read_as(guessed.first, options.columns)
    raise unknown_head(text)


def _people(source: Source, found: Table, *, quietly: bool = False) -> Iterator[Row | Refused]:
    """The rows after the head that say something."""
    passed = 0 if not found.head else found.before + 1
    for row in rows(source, found.delimiter, quietly=quietly):
        if isinstance(row, Row):
            if not says_something(row.cells):
                continue
            if passed:
                passed -= 1
                continue
        yield row


def _looked_at(source: Source, found: Table, reading: Reading, format: str) -> _Known:
    """A first look at the rows, no further than it must go."""
    orders = {place: Order() for field in _DAYS for place in reading.fields.get(field, ())}
    names = format == "linkedin-csv" and "url" in reading.fields
    unproven = set(orders)
    pages = defaultdict[str, set[str]](set)
    reader = Reader(format, reading, 0)
    if unproven or names:
        for row in islice(_people(source, found, quietly=True), _LOOKED_AT):
            if isinstance(row, Refused):
                continue
            for place in [place for place in unproven if place < len(row.cells)]:
                orders[place] = seen(orders[place], row.cells[place])
                if orders[place].month_first is not None:
                    unproven.remove(place)
            if names:
                for item in reader.person(*row):
                    if isinstance(item, PersonRecord):
                        pages[name_key(item.name)].update(item.urls[:1])
            elif not unproven:
                break
    return _Known(orders, frozenset(name for name, theirs in pages.items() if len(theirs) > 1))


def _remarks(found: Table, reading: Reading, known: _Known, options: ReadOptions) -> Iterator[str]:
    """What was guessed, and may be wrong."""
    sure = is_own(found.head) or (
        options.format != "csv" and written_by(found.head) == options.format
    )
    if options.columns or not sure:
        yield reading.said()
        if not {"name", "first", "last"} & reading.fields.keys():
            yield "no column is a name: people go by their nickname, company or e-mail address"
    if found.before and not sure:
        yield f"what stands before the line with {found.head[0] or found.head[-1]} is left out"
    for place, order in known.orders.items():
        if order.month_first is None and order.unclear:
            way, other = ("month", "day") if options.month_first else ("day", "month")
            yield (
                f"{reading.head[place]} is read {way} first ({order.unclear}), for nothing in it tells; "
                f"were it {other} first: care config dates.month_first {str(not options.month_first).lower()}"
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
