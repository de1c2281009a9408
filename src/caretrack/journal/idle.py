"""The last command, where it changed nothing: `care undo` must not take an older one for it.

It is the newest row of `change_sets` that is of no sync, without a row in `changes`. There is at
most one: the next command that is recorded takes it away.
"""

import sqlite3
from contextlib import suppress

from caretrack.journal.files.transaction import transaction
from caretrack.journal.files.waiting import without_waiting
from caretrack.journal.rows import new_id, now
from caretrack.journal.tables import OF_MACHINES

# The test for a change set that has changes.
NOT_IDLE = "EXISTS (SELECT 1 FROM changes WHERE change_set = s.number)"


def not_idle(db: sqlite3.Connection) -> str:
    """Return that test for a file that may be of an older version."""
    there = {row[1] for row in db.execute("PRAGMA table_info(change_sets)")}
    return NOT_IDLE if "number" in there else NOT_IDLE.replace("s.number", "s.id")


def last_idle(db: sqlite3.Connection) -> tuple[str, str] | None:
    """Return the last command if it changed nothing, and when that was (UTC); None if it did."""
    row = db.execute(
        f"SELECT command, made_at, {NOT_IDLE} AS changed FROM change_sets AS s "
        f"WHERE command NOT IN {OF_MACHINES} ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return None if row is None or row["changed"] else (row["command"], row["made_at"])


def drop_idle(db: sqlite3.Connection) -> None:
    """Take away the record of an idle command, before a new change set is written."""
    db.execute(
        "DELETE FROM change_sets WHERE rowid IN (SELECT s.rowid FROM change_sets AS s "
        "WHERE s.rowid = (SELECT rowid FROM change_sets "
        f"WHERE command NOT IN {OF_MACHINES} ORDER BY rowid DESC LIMIT 1) AND NOT {NOT_IDLE})"
    )


def record_idle(db: sqlite3.Connection, command: str) -> None:
    """Record that the last command changed nothing.

    It is no more than a help for `care undo`: where it cannot be written, or another process is
    writing, it is left out. Nothing is recorded in a journal without a change set.
    """
    with suppress(sqlite3.Error), without_waiting(db), transaction(db):
        drop_idle(db)
        if db.execute("SELECT 1 FROM change_sets LIMIT 1").fetchone():
            db.execute(
                "INSERT INTO change_sets (id, made_at, command) VALUES (?, ?, ?)",
                (new_id(), now(), command),
            )
