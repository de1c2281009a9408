"""How far a shared journal is: with itself, and with the hub."""

import sqlite3
from typing import Any, NamedTuple

from caretrack.domain.sync.stamps import next_stamp
from caretrack.journal.rows import instant, now
from caretrack.journal.sync.tables import is_on, state_table

__all__ = ["SyncState", "is_on", "lines_went", "new_stamp", "read", "write"]


class SyncState(NamedTuple):
    """Which journal and machine this is, and how far it is.

    `counter` counts the notes that this machine left on the hub, and `mark` stands in the last of
    them; `pending` in one of which it is not known whether it arrived. `twins` are machines that
    were this one once, with blanks between: copies of its
    file. `was` is the one that this one was once. `cursor` is where the hub was read
    to, `watermark` the line to which the change log was. `clock` is the newest stamp that was made
    or seen. `exchanged_at` is when the last exchange was whole (UTC). `settled` is the line of the
    change log up to which it is settled what was done across (0: none).
    """

    journal: str
    device: str
    tag: int
    counter: int
    cursor: str
    watermark: int
    clock: int
    exchanged_at: str | None
    settled: int
    mark: str
    pending: str
    twins: str
    was: str


def read(db: sqlite3.Connection) -> SyncState:
    """Return the state of a shared journal."""
    columns = ", ".join(SyncState._fields)
    return SyncState(*db.execute(f"SELECT {columns} FROM sync_state").fetchone())


def write(db: sqlite3.Connection, **changes: Any) -> None:
    """Change columns of the state; inside a transaction."""
    columns = ", ".join(f"{name} = ?" for name in changes)
    db.execute(f"UPDATE sync_state SET {columns}", list(changes.values()))


def lines_went(db: sqlite3.Connection) -> None:
    """Read again from where the log ends now: lines went from its end, whose numbers come again.

    Also in a journal that was left; in one that was never shared nothing is done. In a transaction.
    """
    if table := state_table(db):
        db.execute(
            f"UPDATE {table} SET settled = 0, watermark = "
            "min(watermark, (SELECT coalesce(max(seq), 0) FROM changes))"
        )


def new_stamp(db: sqlite3.Connection) -> int:
    """Return a stamp of now on this machine, and let the clock stand there; in a transaction."""
    state = read(db)
    stamp = next_stamp(state.clock, instant(now()), state.tag)
    write(db, clock=stamp)
    return stamp
