"""What comes from the hub, checked before it is let into the journal."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache
from typing import Any, NamedTuple

from caretrack.domain.sync.states import Entry, Register
from caretrack.domain.sync.units import NotUnderstood, Unit, from_text
from caretrack.journal.imports.fitting import Unfit, fit, fit_many
from caretrack.journal.rows import ALPHABET
from caretrack.journal.schema import columns, definitions
from caretrack.journal.sync.states import (
    ENTRY_TABLES,
    NAMES,
    NOT_SENT,
    key_of,
    sent_columns,
)

TRUTHS = {"touches": ("from_them",)}
_ID = re.compile(f"[{ALPHABET}]{{16}}")

Row = tuple[Any, ...]


class Incoming(NamedTuple):
    """An opened op: the opaque name of its unit, its text, and who sent it (`id` is the op's)."""

    id: str
    row: str
    plain: bytes
    device: str


class Checked(NamedTuple):
    """A unit that fits into a journal, its row as it is stored, who sent it, its newest stamp.

    The row is in the order of the columns of its table; None of a register that was taken away.
    """

    unit: Unit
    row: Row | None
    sender: Incoming
    newest: int


def read_units(
    incoming: Sequence[Incoming], country: str, refused: Callable[[Incoming, str], None]
) -> list[Checked]:
    """Return the units of opened ops that fit; `refused` hears of the others, and why.

    Phone numbers in national form belong to `country`.
    """
    found: dict[str, list[tuple[Unit, Incoming]]] = {}
    for one in incoming:
        try:
            unit = from_text(one.plain, NAMES, ENTRY_TABLES)
            _check_shape(unit)
        except NotUnderstood as why:
            refused(one, str(why))
        else:
            found.setdefault(unit.row.table, []).append((unit, one))
    checked: list[Checked] = []
    for table, units in found.items():
        there = [(unit, one) for unit, one in units if _values(unit.row) is not None]
        checked += [
            Checked(unit, None, one, unit.newest)
            for unit, one in units
            if _values(unit.row) is None
        ]
        rows: Sequence[Row | None]
        try:
            rows = stored_many(table, [_values(unit.row) or {} for unit, _ in there], country)
        except NotUnderstood:
            rows = _one_by_one(table, there, country, refused)
        checked += [
            Checked(unit, row, one, unit.newest)
            for (unit, one), row in zip(there, rows, strict=True)
            if row is not None
        ]
    return checked


def _one_by_one(
    table: str,
    units: Sequence[tuple[Unit, Incoming]],
    country: str,
    refused: Callable[[Incoming, str], None],
) -> list[Row | None]:
    rows: list[Row | None] = []
    for unit, one in units:
        try:
            rows.append(stored(table, _values(unit.row) or {}, country))
        except NotUnderstood as why:
            rows.append(None)
            refused(one, str(why))
    return rows


def _values(row: Entry | Register) -> dict[str, Any] | None:
    return row.values | {"id": row.id} if isinstance(row, Entry) else row.row


def _check_shape(unit: Unit) -> None:
    """Raise NotUnderstood for a unit that is of no row here, or has columns that are not known."""
    row, table = unit.row, unit.row.table
    if (table, row.id) in NOT_SENT:
        raise NotUnderstood("it is of one machine alone")
    if isinstance(row, Entry):
        _refuse_unknown(table, row.values.keys() | row.stamps.keys())
        if unit.members and table != "touches":
            raise NotUnderstood("it holds people, and is no touch")
        for member in unit.members:
            if not _ID.fullmatch(member.id.rpartition(" ")[2]):
                raise NotUnderstood("it holds people without an id")
        return
    try:
        key = key_of(table, row.id)
    except ValueError as error:
        raise NotUnderstood("its key is none") from error
    if row.row is not None:
        _refuse_unknown(table, row.row.keys())
        if any(row.row.get(name) != value for name, value in key.items()):
            raise NotUnderstood("its key is another one")


def _refuse_unknown(table: str, named: Set[str]) -> None:
    if unknown := named - _sent(table):
        raise NotUnderstood(f"{table} has no column {min(unknown)[:40]} here", newer=True)


@cache
def _sent(table: str) -> frozenset[str]:
    return frozenset(sent_columns(table))


def stored(table: str, values: Mapping[str, Any], country: str) -> Row:
    """Return a row as it is stored. Raises NotUnderstood.

    What is worked out is worked out here; phone numbers in national form belong to `country`.
    """
    try:
        return fit(table, _with_truths(table, values), country)
    except Unfit as why:
        raise NotUnderstood(str(why)) from why


def stored_many(table: str, found: Sequence[Mapping[str, Any]], country: str) -> list[Row]:
    """Return rows as they are stored, as `stored` does; NotUnderstood does not say why, or which.

    It takes a third of the time.
    """
    if not found:
        return []
    none = dict.fromkeys(columns(table))
    try:
        return fit_many(table, [none | _with_truths(table, values) for values in found], country)
    except (Unfit, TypeError) as why:
        raise NotUnderstood("a row does not fit") from why


def _with_truths(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as a file has them, where true and false are no numbers."""
    truths = {
        name: values[name] == 1 for name in TRUTHS.get(table, ()) if values.get(name) in (0, 1)
    }
    return {**values, **truths}


def parents_of(unit: Unit) -> set[tuple[str, str]]:
    """Return the rows, by table and id, that a unit refers to."""
    row = unit.row
    values = row.values if isinstance(row, Entry) else row.row or {}
    found = _named(row.table, values)
    for member in unit.members:
        if member.row is not None:
            found |= {("people", member.row["person_id"])}
    return found


def _named(table: str, values: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (parent, values[column])
        for column, parent in references(table)
        if values.get(column) is not None
    }


@cache
def references(table: str) -> Sequence[tuple[str, str]]:
    """Return the columns of a table that refer to a row, each with the table of that row."""
    return [
        (name, rest.partition("REFERENCES ")[2].partition("(")[0])
        for name, rest in definitions(table)
        if "REFERENCES " in rest
    ]
