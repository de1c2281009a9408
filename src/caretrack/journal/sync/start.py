"""Begin to share a journal, and end it."""

import sqlite3

from caretrack.domain.sync.stamps import EPOCH, SHARED, old_stamp, stamp_at
from caretrack.journal.connection import Journal
from caretrack.journal.files.transaction import transaction
from caretrack.journal.rows import new_id, now
from caretrack.journal.schema import MODEL
from caretrack.journal.sync.collect import moved_quietly
from caretrack.journal.sync.state import lines_went, read, write
from caretrack.journal.sync.tables import leave_tables, make_tables, take_up_tables
from caretrack.journal.sync.units import offer_everything

TOGETHER = 50_000


def start(journal: Journal, journal_id: str, device: str, tag: int, *, empty: bool = False) -> None:
    """Make the tables, and let everything in the journal be sent.

    Rows of before get stamps that are older than any change, in their order. In an `empty` journal
    that joins others there are only rows that every journal begins with: those of the others hold,
    and nothing is sent. One that was left goes on with its stamps.
    """
    db = journal.db
    with transaction(db):
        if take_up_tables(db, journal_id):
            _join_again(db, device, tag)
            return
        make_tables(db)
        for table in MODEL:
            _number(db, table, 0 if empty else tag)
        db.execute(
            "INSERT INTO sync_state (journal, device, tag, counter, cursor, watermark, clock) "
            "VALUES (?, ?, ?, 0, '', (SELECT coalesce(max(seq), 0) FROM changes), ?)",
            (journal_id, device, tag, max(_last(db), stamp_at(EPOCH, tag))),
        )
        if not empty:
            offer_everything(db)


def stop(journal: Journal) -> None:
    """Forget that the journal was shared. Its entries stay as they are."""
    with transaction(journal.db):
        leave_tables(journal.db)


def _join_again(db: sqlite3.Connection, device: str, tag: int) -> None:
    """Go on as a new machine: what was changed since this journal was left is still to be read."""
    at = read(db)
    fresh = {"counter": 0, "cursor": "", "mark": "", "pending": "", "twins": "", "was": ""}
    write(db, device=device, tag=tag, clock=max(at.clock, _last(db)), exchanged_at=None, **fresh)
    lines_went(db)
    offer_everything(db)


def take_new_device(journal: Journal, device: str, tag: int) -> None:
    """Be another machine from now on, and read the hub from its start; in a transaction.

    What waits to be sent is stamped before, under the old tag.
    """
    was = read(journal.db).device
    fresh = {"counter": 0, "cursor": "", "mark": "", "pending": "", "twins": ""}
    write(journal.db, device=device, tag=tag, was=was, **fresh)


def begin_note(journal: Journal) -> tuple[int, str]:
    """Return the count and the mark of the next note on the hub. In a transaction."""
    mark = new_id()
    write(journal.db, pending=mark)
    return read(journal.db).counter + 1, mark


def note_arrived(journal: Journal, counter: int, mark: str, *, whole: bool) -> None:
    """Remember that a note is on the hub; `whole` if the exchange is. In a transaction."""
    write(journal.db, counter=counter, mark=mark, pending="")
    if whole:
        write(journal.db, exchanged_at=now())


def _number(db: sqlite3.Connection, table: str, tag: int) -> None:
    """Give each row a rowid that is a stamp, from the last row on: none is in the way of another.

    What `old_stamp` is of its place.
    """
    last = db.execute(f"SELECT max(rowid) FROM {table} WHERE rowid < ?", (SHARED,)).fetchone()[0]
    if last and old_stamp(last, tag) >= SHARED:
        # They have been stamps before: the journal was shared more than once.
        _close_gaps(db, table)
    below = SHARED
    while rows := db.execute(
        f"SELECT rowid FROM {table} WHERE rowid < ? ORDER BY rowid DESC LIMIT ?", (below, TOGETHER)
    ).fetchall():
        below = rows[-1][0]
        moved_quietly(
            db,
            table,
            f"UPDATE {table} SET rowid = ? WHERE rowid = ?",
            [(old_stamp(row[0], tag), row[0]) for row in rows],
        )


def _close_gaps(db: sqlite3.Connection, table: str) -> None:
    """Give the rows of before the rowids from 1 on, in their order."""
    after = place = 0
    while rows := db.execute(
        f"SELECT rowid FROM {table} WHERE rowid > ? AND rowid < ? ORDER BY rowid LIMIT ?",
        (after, SHARED, TOGETHER),
    ).fetchall():
        after = rows[-1][0]
        moved_quietly(
            db,
            table,
            f"UPDATE {table} SET rowid = ? WHERE rowid = ?",
            [(place + number, row[0]) for number, row in enumerate(rows, 1)],
        )
        place += len(rows)


def _last(db: sqlite3.Connection) -> int:
    newest = (f"SELECT coalesce(max(rowid), 0) AS row FROM {table}" for table in MODEL)
    last: int = db.execute(f"SELECT max(row) FROM ({' UNION ALL '.join(newest)})").fetchone()[0]
    return last
