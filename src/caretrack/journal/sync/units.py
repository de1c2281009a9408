"""The units that are to be sent, as they stand."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caretrack.domain.sync.units import Unit, to_text
from caretrack.journal.rows import now
from caretrack.journal.schema import row_id
from caretrack.journal.sync.forgotten import offer_again
from caretrack.journal.sync.states import (
    ENTRY_TABLES,
    NAMES,
    NOT_SENT,
    read_entries,
    read_members,
    read_registers,
    tables_to_send,
)
from caretrack.journal.tables import LOGGED


class Waiting(NamedTuple):
    """A unit that waits to be sent: its row, its newest stamp, and its text."""

    source: int
    row_id: str
    stamp: int
    plain: bytes


def count_waiting(db: sqlite3.Connection) -> tuple[int, str | None]:
    """Return how many units wait to be sent, and since when the first of them does (UTC)."""
    number, since = db.execute("SELECT count(*), min(since) FROM sync_outbox").fetchone()
    return number, since


def waiting(db: sqlite3.Connection, limit: int) -> list[Waiting]:
    """Return units that wait to be sent, at most `limit`, rows before those that refer to them.

    Nothing may have been changed since `collect`: it must run in the same transaction. Units of
    which nothing is known any more are taken out of the outbox.
    """
    rows = db.execute(
        "SELECT source, row_id FROM sync_outbox ORDER BY source, row_id LIMIT ?", (limit,)
    ).fetchall()
    found: list[Waiting] = []
    for source in dict.fromkeys(row[0] for row in rows):
        ids = [row[1] for row in rows if row[0] == source]
        units = read_units(db, NAMES[source], ids)
        found += [
            Waiting(source, own, unit.newest, to_text(unit, LOGGED)) for own, unit in units.items()
        ]
        _take_out(db, source, [own for own in ids if own not in units])
    return found


def read_units(db: sqlite3.Connection, table: str, ids: Sequence[str]) -> dict[str, Unit]:
    """Return the units of these rows that are there, or were taken away."""
    if table not in ENTRY_TABLES:
        return {own: Unit(row) for own, row in read_registers(db, table, ids).items()}
    members = read_members(db, ids) if table == "touches" else {}
    return {
        own: Unit(row, tuple(members.get(own, ())))
        for own, row in read_entries(db, table, ids).items()
    }


def sent(db: sqlite3.Connection, units: Iterable[Waiting]) -> None:
    """Take units out of the outbox: they were read back from the hub. In a transaction."""
    db.executemany(
        "DELETE FROM sync_outbox WHERE source = ? AND row_id = ?",
        [(unit.source, unit.row_id) for unit in units],
    )


def offer_everything(db: sqlite3.Connection) -> None:
    """Put every unit of the journal into the outbox, and what was taken away. In a transaction.

    Who was forgotten is sent again, too.
    """
    since = now()
    for table in tables_to_send():
        own = row_id(table, table)
        db.execute(
            f"INSERT OR IGNORE INTO sync_outbox SELECT {LOGGED[table]}, {own}, ? FROM {table}",
            (since,),
        )
    db.execute(
        "INSERT OR IGNORE INTO sync_outbox SELECT source, row_id, ? FROM sync_stamps "
        f"WHERE source <> {LOGGED['touch_people']}",
        (since,),
    )
    for table, own in NOT_SENT:
        _take_out(db, LOGGED[table], [own])
    offer_again(db)


def _take_out(db: sqlite3.Connection, source: int, ids: Sequence[str]) -> None:
    db.executemany(
        "DELETE FROM sync_outbox WHERE source = ? AND row_id = ?", [(source, own) for own in ids]
    )
