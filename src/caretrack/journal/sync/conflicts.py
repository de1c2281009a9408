"""Values that lost against one whose author had not seen them: show them, take them, put them away.

A conflict is over where the value was changed since, or where it says again what had lost.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from caretrack.domain.sync.states import DELETED_AT, TOGETHER, Entry, Register
from caretrack.errors import NothingFound
from caretrack.journal.connection import Journal
from caretrack.journal.delete_entry import delete_entry
from caretrack.journal.rows import now
from caretrack.journal.sync.states import ENTRY_TABLES, NAMES, read_entries, read_registers
from caretrack.journal.sync.write import Writing

TAKE = "conflicts"


class Conflict(NamedTuple):
    """A value that lost. `field` is a column; "" for a register as a whole.

    `kept` is what holds now, `lost` what lost: texts, numbers or None; of a register its columns,
    or None where it is not there. Stamps say when each was made, and on which machine.
    """

    id: int
    table: str
    row_id: str
    field: str
    kept: Any
    lost: Any
    kept_stamp: int
    lost_stamp: int


def open_conflicts(db: sqlite3.Connection) -> list[Conflict]:
    """Return the conflicts that are not over and were not put away, the oldest first."""
    rows = db.execute(
        "SELECT id, source, row_id, field, lost, lost_stamp, won_stamp FROM sync_conflicts "
        "WHERE done_at IS NULL ORDER BY id"
    ).fetchall()
    there = _states(db, {(NAMES[row[1]], row[2]) for row in rows})
    found = []
    for number, source, row_id, field, lost, lost_stamp, won_stamp in rows:
        table = NAMES[source]
        state = there.get((table, row_id))
        if state is None:
            continue
        kept, stamp = _held(state, field)
        said = json.loads(lost)
        if stamp == won_stamp and kept != said:
            found.append(Conflict(number, table, row_id, field, kept, said, stamp, lost_stamp))
    return found


def find_conflict(db: sqlite3.Connection, number: str) -> Conflict:
    """Return the open conflict of this number. Raises NothingFound."""
    typed = number.strip()
    for one in open_conflicts(db):
        if str(one.id) == typed:
            return one
    raise NothingFound(f"there is no conflict {typed[:20]}", "`care sync conflicts` lists them.")


def take(journal: Journal, conflict: Conflict) -> list[Conflict]:
    """Let the value that lost hold, as a change of this machine; return all that go with it.

    Columns that mean something only together are taken together.
    """
    db = journal.db
    with journal.change(TAKE):
        those = _together(conflict, open_conflicts(db))
        state = _states(db, {(conflict.table, conflict.row_id)})[conflict.table, conflict.row_id]
        writing = Writing(journal)
        if conflict.field == DELETED_AT and conflict.lost is not None:
            # With all that is theirs alone, as `care delete` does it.
            delete_entry(journal, conflict.table, conflict.row_id)
        elif isinstance(state, Entry):
            values = {**state.values, "updated_at": now()}
            values |= {one.field: one.lost for one in those}
            there = {name: value for name, value in values.items() if value is not None}
            writing.entry(state, state._replace(values=there))
        else:
            order = state.order or conflict.lost_stamp
            writing.register(state, state._replace(row=conflict.lost, order=order))
        writing.write()
        _mark_done(db, [one.id for one in those])
    return those


def put_away(db: sqlite3.Connection, conflicts: Sequence[Conflict]) -> None:
    """Remember that these are as they should be. In a transaction."""
    _mark_done(db, [one.id for one in conflicts])


def whose(db: sqlite3.Connection, table: str, row_id: str) -> tuple[str, str]:
    """Return the name of the person that a row is about, and what to call the row."""
    if table == "people":
        return _name(db, row_id), ""
    if table == "touches":
        rows = db.execute(
            "SELECT p.name FROM touch_people AS w JOIN people AS p ON p.id = w.person_id "
            "WHERE w.touch_id = ? ORDER BY w.rowid",
            (row_id,),
        ).fetchall()
        day = db.execute("SELECT happened_on FROM touches WHERE id = ?", (row_id,)).fetchone()
        return ", ".join(row[0] for row in rows), f"touch of {day[0]}" if day else "touch"
    if table in ENTRY_TABLES or table == "handles":
        person = db.execute(f"SELECT person_id FROM {table} WHERE id = ?", (row_id,)).fetchone()
        return _name(db, person[0]) if person else "", _SINGULAR.get(table, table)
    return "", f"{_SINGULAR.get(table, table)} {row_id}"


_SINGULAR = {
    "facts": "fact", "actions": "promise or gesture", "feedback": "feedback",
    "occasions": "occasion", "events": "event", "ties": "tie", "handles": "address or number",
    "kinds": "kind", "tag_cadences": "cadence of the tag", "settings": "setting",
}  # fmt: skip


def _name(db: sqlite3.Connection, person_id: str) -> str:
    row = db.execute("SELECT name FROM people WHERE id = ?", (person_id,)).fetchone()
    return str(row[0]) if row else ""


def _states(
    db: sqlite3.Connection, rows: set[tuple[str, str]]
) -> dict[tuple[str, str], Entry | Register]:
    found: dict[tuple[str, str], Entry | Register] = {}
    for table in {table for table, _ in rows}:
        ids = [row_id for of, row_id in rows if of == table]
        read: dict[str, Any] = (
            read_entries(db, table, ids)
            if table in ENTRY_TABLES
            else read_registers(db, table, ids)
        )
        found |= {(table, row_id): state for row_id, state in read.items()}
    return found


def _held(state: Entry | Register, field: str) -> tuple[Any, int]:
    """Return what a row says in this field, and the stamp of it."""
    if isinstance(state, Entry):
        return state.values.get(field), state.stamp(field)[0]
    return state.row, state.stamp


def _together(conflict: Conflict, everything: Iterable[Conflict]) -> list[Conflict]:
    groups = TOGETHER.get(conflict.table, ())
    group = next((some for some in groups if conflict.field in some), (conflict.field,))
    return [
        one
        for one in everything
        if (one.table, one.row_id) == (conflict.table, conflict.row_id)
        and one.field in group
        and one.lost_stamp == conflict.lost_stamp
    ]


def _mark_done(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    db.executemany(
        "UPDATE sync_conflicts SET done_at = ? WHERE id = ?", [(now(), one) for one in numbers]
    )
