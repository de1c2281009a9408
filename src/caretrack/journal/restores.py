"""What the log of a restored journal says of the restore, so that `care undo` can take it back."""

import json
import sqlite3
from typing import NamedTuple

from caretrack.errors import CareError
from caretrack.journal.change_log import MARKS, RESTORED, number_of, write_mark
from caretrack.journal.changes import ID_LENGTH, later_commands, named
from caretrack.journal.connection import Journal
from caretrack.journal.idle import drop_idle
from caretrack.journal.rows import now


class RestoreRecord(NamedTuple):
    """What a restore put in the journal's place, and where the journal is that it replaced.

    `kept` is a file name in the folder of the backups; "" if there was no journal. `people` and
    `touches` count what was restored.
    """

    kept: str
    people: int
    touches: int


def write_record(
    db: sqlite3.Connection, change_set: str, record: RestoreRecord, undoes: str | None
) -> None:
    """Write a restore as the newest change set of a journal; one of this id is replaced.

    `undoes` is the restore that this one takes back.
    """
    command = f"undo {undoes[:ID_LENGTH]}" if undoes else "restore"
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"DELETE FROM changes WHERE change_set = {number_of('?')}", (change_set,))
    db.execute("DELETE FROM change_sets WHERE id = ?", (change_set,))
    drop_idle(db)
    db.execute(
        "INSERT INTO change_sets (id, made_at, command, undoes) VALUES (?, ?, ?, ?)",
        (change_set, now(), command, undoes),
    )
    write_mark(db, change_set, RESTORED, record.kept, json.dumps(record._asdict()))
    db.execute("COMMIT")


def has_change_set(db: sqlite3.Connection, change_set: str) -> bool:
    """True if the journal has a change set of this id. Raises sqlite3.Error."""
    query = "SELECT 1 FROM change_sets WHERE id = ?"
    return db.execute(query, (change_set,)).fetchone() is not None


def find_record(journal: Journal, change_set: str) -> RestoreRecord | None:
    """Return what the log says of this change set as a restore; None if it is of another command.

    Raises CareError if the row cannot be read.
    """
    row = journal.db.execute(
        f"SELECT before FROM changes WHERE change_set = {number_of('?')} AND source = ?",
        (change_set, MARKS[RESTORED]),
    ).fetchone()
    if row is None:
        return None
    try:
        found = json.loads(row[0])
        return RestoreRecord(str(found["kept"]), int(found["people"]), int(found["touches"]))
    except (KeyError, TypeError, ValueError) as error:
        raise CareError(
            f"{change_set[:ID_LENGTH]} cannot be taken back: its record cannot be read",
            "`care backup --list` names the journals that were kept before a restore.",
        ) from error


def refuse_later_commands(db: sqlite3.Connection, restore: str) -> None:
    """Raise CareError if something that was written since this restore would go with it."""
    later, outside = later_commands(db, restore)
    if later:
        more = f", and {len(later) - 1:,} more" if len(later) > 1 else ""
        raise CareError(
            f"what was written since the restore would be lost: {named(later[0])}{more}",
            f"Take that back first: care undo {later[0].id[:ID_LENGTH]}",
        )
    if outside:
        raise CareError(
            "what another program wrote into the journal since the restore would be lost",
            "If that is meant, `care backup --list` names the earlier journal, and `care restore` "
            "brings it back.",
        )
