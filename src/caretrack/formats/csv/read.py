"""Read tables of people: Google Contacts, LinkedIn, Outlook, our own, and most other CSV.

rows.py takes the rows apart, heads.py says which line is the head and which column is what,
person.py makes a person of a row, touches.py a touch.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.errors import CareError, UnknownColumns, WrongUsage
from caretrack.formats.csv.cells import DayOrder, learn_order
from caretrack.formats.csv.columns import guess_columns, is_own_table, program_of, written_by
from caretrack.formats.csv.heads import (
    ColumnMap,
    CsvTable,
    find_table,
    map_columns,
    map_numbered_columns,
    named,
    places_of,
    says_something,
    unknown_field,
    widest_table,
)
from caretrack.formats.csv.last_contact import (
    LAST,
    is_touch_day,
    last_contacts,
    learn_touch_order,
)
from caretrack.formats.csv.person import RowReader
from caretrack.formats.csv.rows import CsvRow, first_text, read_rows
from caretrack.formats.csv.touches import (
    ALSO,
    TouchReader,
    TouchTable,
    is_touch_table,
    names_by_number,
    touch_columns,
    touch_table,
)
from caretrack.formats.csv.touches import FIELDS as TOUCH_FIELDS
from caretrack.formats.csv.unknown import plain_table, unknown_columns, unread_columns
from caretrack.formats.source import ReadOptions, Source

# So many rows are looked at to learn how days are written, and who shares a name.
_LOOKED_AT = 100_000
_ENOUGH_DAYS = 20
_FEWEST_COLUMNS = 2
_DAYS = ("birthday", "anniversary", "yearly event", *LAST)


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
    touches = _touch_table(source, options)
    if touches:
        yield from _touches(source, options, *touches)
        return
    found, reading = _understood(source, options)
    # With --map nobody options which program it is, but it has its ways all the same.
    format = options.format if options.format != "csv" else written_by(found.head)
    known = _looked_at(source, found, reading, format, options.today)
    source.remarks += _remarks(found, reading, known, options)
    if options.format == "csv" and not is_own_table(found.head):
        source.remarks += unread_columns(reading, _cells(source, found), options.today.year)
    reader = RowReader(
        format,
        reading,
        options.today.year,
        _month_first(known.orders, options),
        known.namesakes,
    )
    yield from _joined(
        item
        for row in _people(source, found)
        for item in (_items(reader, row, options) if isinstance(row, CsvRow) else (row,))
    )


def _items(reader: RowReader, row: CsvRow, options: ReadOptions) -> Iterator[Item]:
    """Give the person of a row, and when you were last in touch with them."""
    for item in reader.person(*row):
        yield item
        if isinstance(item, PersonRecord):
            yield from last_contacts(
                item, row.cells, reader.reading, reader.month_first, options.today
            )


def _touch_table(source: Source, options: ReadOptions) -> tuple[CsvTable, TouchTable] | None:
    """Return the table and its columns, where its rows are touches and no people."""
    found = find_table(first_text(source), options.columns)
    if found is None or not found.head:
        return None
    if not is_touch_table(found.head, options.columns):
        if not names_by_number(found.head):
            return None
        if not program_of(found.head):
            raise CareError(
                "its people are numbers of the program that wrote it",
                "Export it with their names or e-mail addresses.",
            )
    chosen = {
        ALSO.get(field, field): places_of(found.head, column)
        for field, column in options.columns.items()
    }
    wrong = next((field for field in chosen if field not in TOUCH_FIELDS), None)
    if wrong is not None:
        raise unknown_field(wrong, TOUCH_FIELDS)
    taken = {place for places in chosen.values() for place in places}
    for field, places in touch_columns(found.head).items():
        left = tuple(place for place in places if place not in taken)
        if left and field not in chosen:
            chosen[field] = left
    if "when" not in chosen:
        raise WrongUsage("no column says when it was", "Say it like --map when=Date,who=Name.")
    return found, touch_table(found.head, chosen)


def _touches(
    source: Source, options: ReadOptions, found: CsvTable, table: TouchTable
) -> Iterator[Item]:
    """Give the touches of a table, in its order."""
    program = f" of {table.program}" if table.program else ""
    source.remarks.append(f"a table of touches{program}: {table.describe()}")
    if table.program and names_by_number(found.head):
        source.remarks.append(
            f"its people are told by their ids: import the contacts of {table.program} first"
        )
    orders = dict.fromkeys(table.fields["when"], DayOrder())
    for row in islice(_people(source, found, quietly=True), _LOOKED_AT):
        for place in orders:
            if isinstance(row, CsvRow) and place < len(row.cells):
                orders[place] = learn_touch_order(orders[place], row.cells[place], options.today)
    for place, order in orders.items():
        source.remarks += _unproven(found.head[place], order, options)
    reader = TouchReader(
        table, _month_first(orders, options), options.today, options.kinds, options.mine
    )
    for item in _people(source, found):
        yield reader.touch(*item) if isinstance(item, CsvRow) else item
    if said := reader.remark():
        source.remarks.append(said)


def _month_first(orders: Mapping[int, DayOrder], options: ReadOptions) -> dict[int, bool]:
    """Return for each column of days whether the month comes first: as proved, else as set."""
    return {place: order.is_month_first(options.month_first) for place, order in orders.items()}


def _understood(source: Source, options: ReadOptions) -> tuple[CsvTable, ColumnMap]:
    """Where the table begins, and which column is what."""
    text = first_text(source)
    found = find_table(text, options.columns)
    if found and found.head:
        # What a program calls its names is known; anybody else may call them anything.
        if not options.columns and options.format == "csv":
            _refuse_nameless(source, found, options)
        return found, map_columns(found.head, _meant_columns(source, found, options))
    found = found or plain_table(text) or widest_table(text)
    if reading := map_numbered_columns(found.first, options.columns):
        return found._replace(head=()), reading
    if options.columns:
        return found._replace(head=found.first), map_columns(found.first, options.columns)
    if len(found.first) < _FEWEST_COLUMNS:
        names = "".join(map(named, found.first))
        what = f"no column of it is known here: {names}" if names else "there is no table in it"
        raise CareError(what, "Say which column is what, like --map 'name=Full name,email=Mail'.")
    raise _unknown(source, found, {}, options)


def _refuse_nameless(source: Source, found: CsvTable, options: ReadOptions) -> None:
    """Raise UnknownColumns where no column is known as a name, but one of them looks like names.

    Nobody shall come in by an address whose name stands beside it.
    """
    known = guess_columns(found.head)
    if {"name", "first", "last", "nickname"} & known.keys():
        return
    error = _unknown(source, found, known, options)
    if error.proposed.startswith(("name=", "first=", "when=")):
        raise error


def _unknown(
    source: Source, found: CsvTable, known: Mapping[str, Sequence[int]], options: ReadOptions
) -> UnknownColumns:
    rows = _cells(source, found)
    return unknown_columns(str(source.path), found, rows, known, options.today.year)


def _cells(source: Source, found: CsvTable) -> Iterator[Sequence[str]]:
    """Give the cells of the rows that can be read."""
    rows = _people(source, found, quietly=True)
    return (row.cells for row in rows if isinstance(row, CsvRow))


def _meant_columns(source: Source, found: CsvTable, options: ReadOptions) -> Mapping[str, str]:
    """Return what `--map` says: `last` is the family name, or when you were last in touch.

    A column of days has the last contacts.
    """
    column = options.columns.get("last")
    if column is None:
        return options.columns
    places = places_of(found.head, column)
    rows = islice(_people(source, found, quietly=True), _ENOUGH_DAYS)
    cells = [row.cells for row in rows if isinstance(row, CsvRow)]
    texts = [one[place] for one in cells for place in places if one[place:] and one[place].strip()]
    if not any(map(is_touch_day, texts)):
        return options.columns
    renamed = {"last": "contacted"}
    return {renamed.get(field, field): name for field, name in options.columns.items()}


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


def _looked_at(
    source: Source, found: CsvTable, reading: ColumnMap, format: str, today: date
) -> _FirstLook:
    """A first look at the rows, no further than it must go."""
    orders = {place: DayOrder() for field in _DAYS for place in reading.fields.get(field, ())}
    lasts = {place for field in LAST for place in reading.fields.get(field, ())}
    names = format == "linkedin-csv" and "url" in reading.fields
    unproven = set(orders)
    pages = defaultdict[str, set[str]](set)
    reader = RowReader(format, reading, 0)
    if unproven or names:
        for row in islice(_people(source, found, quietly=True), _LOOKED_AT):
            if isinstance(row, Refused):
                continue
            for place in [place for place in unproven if place < len(row.cells)]:
                cell, order = row.cells[place], orders[place]
                orders[place] = (
                    learn_touch_order(order, cell, today)
                    if place in lasts
                    else learn_order(order, cell)
                )
                if orders[place].month_first is not None:
                    unproven.remove(place)
            if names:
                for item in reader.person(*row):
                    if isinstance(item, PersonRecord):
                        pages[name_key(item.name)].update(item.urls[:1])
            elif not unproven:
                break
    several = frozenset(name for name, theirs in pages.items() if len(theirs) > 1)
    return _FirstLook(_in_one_order(orders), several)


def _in_one_order(orders: dict[int, DayOrder]) -> dict[int, DayOrder]:
    """Return the orders with what the other columns prove: who writes a table writes days alike."""
    proved = {order.month_first for order in orders.values()} - {None}
    if len(proved) != 1:
        return orders
    (month_first,) = proved
    return {place: order._replace(month_first=month_first) for place, order in orders.items()}


def _remarks(
    found: CsvTable, reading: ColumnMap, known: _FirstLook, options: ReadOptions
) -> Iterator[str]:
    """What was guessed, and may be wrong."""
    sure = is_own_table(found.head) or (
        options.format != "csv" and written_by(found.head) == options.format
    )
    program = program_of(found.head)
    if program == written_by(found.head):
        program = ""
    if options.columns or program or not sure:
        yield f"{program}: {reading.describe()}" if program else reading.describe()
        if not {"name", "first", "last"} & reading.fields.keys():
            yield "no column is a name: people go by their nickname, company or e-mail address"
    if found.before and not sure:
        yield f"what stands before the line with {found.head[0] or found.head[-1]} is left out"
    for place, order in known.orders.items():
        yield from _unproven(reading.head[place], order, options)


def _unproven(name: str, order: DayOrder, options: ReadOptions) -> Iterator[str]:
    """Say in which order the days of a column are read, where nothing in it tells."""
    if order.month_first is None and order.likely is not None:
        way, other = ("month", "day") if order.likely else ("day", "month")
        yield f"{name} is read {way} first: {other} first, {order.telling} would be still to come"
    elif order.month_first is None and order.unclear:
        way, other = ("month", "day") if options.month_first else ("day", "month")
        yield (
            f"{name} is read {way} first ({order.unclear}), "
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
