"""What comes from the hub, checked before it is let into the journal."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from caretrack.domain.sync.states import Entry, Register
from caretrack.domain.sync.units import NotUnderstood, Unit, from_text
from caretrack.journal.imports.fitting import Unfit, fit
from caretrack.journal.schema import columns, definitions
from caretrack.journal.sync.states import (
    ENTRY_TABLES,
    NAMES,
    NOT_SENT,
    WORKED_OUT,
    key_of,
    sent_columns,
)

TRUTHS = frozenset({"from_them"})


class Incoming(NamedTuple):
    """An opened op: the opaque name of its unit, its text, and who sent it (`id` is the op's)."""

    id: str
    row: str
    plain: bytes
    device: str


def read_unit(plain: bytes) -> Unit:
    """Return the unit of an opened op. Raises NotUnderstood where it is none of a journal."""
    unit = from_text(plain, NAMES, ENTRY_TABLES)
    table = unit.row.table
    if (table, unit.row.id) in NOT_SENT:
        raise NotUnderstood("it is of one machine alone")
    if isinstance(unit.row, Entry):
        named = unit.row.values.keys() | unit.row.stamps.keys()
        _refuse_unknown(table, named, set(sent_columns(table)))
        check(table, {**unit.row.values, "id": unit.row.id})
        if unit.members and table != "touches":
            raise NotUnderstood("it holds people, and is no touch")
    else:
        _check_register(unit.row)
    for member in unit.members:
        _check_register(member)
    return unit


def _check_register(register: Register) -> None:
    table = register.table
    try:
        key = key_of(table, register.id)
    except ValueError as error:
        raise NotUnderstood("its key is none") from error
    if register.row is None:
        return
    _refuse_unknown(table, register.row.keys(), set(sent_columns(table)))
    if any(register.row.get(name) != value for name, value in key.items()):
        raise NotUnderstood("its key is another one")
    check(table, register.row)


def _refuse_unknown(table: str, named: Iterable[str], known: set[str]) -> None:
    unknown = set(named) - known
    if unknown:
        raise NotUnderstood(f"{table} has no column {min(unknown)[:40]} here", newer=True)


def check(table: str, values: dict[str, Any], country: str = "") -> tuple[Any, ...]:
    """Return a row as it is stored, in the order of its columns. Raises NotUnderstood.

    What is worked out is worked out here; phone numbers in national form belong to `country`.
    """
    said = {name: bool(value) if name in TRUTHS else value for name, value in values.items()}
    try:
        fitting = fit(table, said, country)
    except Unfit as why:
        raise NotUnderstood(str(why)) from why
    names = columns(table)
    row = dict(zip(names, fitting, strict=True))
    # As it was sent: whoever compares it must see the same.
    return tuple(
        row[name] if name in WORKED_OUT else _stored(values.get(name), row[name]) for name in names
    )


def _stored(value: Any, fitting: Any) -> Any:
    return fitting if value is None else int(value) if isinstance(value, bool) else value


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
