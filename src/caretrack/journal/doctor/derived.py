"""Check what is derived from the entries: timeline, clocks, full text, names."""

import sqlite3
from hashlib import blake2b

from caretrack.journal.connection import Journal
from caretrack.journal.derived import rebuild, refresh
from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.transaction import transaction
from caretrack.journal.schema import all_triggers

DERIVED = {
    "timeline": "person_id, happened_on, touch_id",
    "clocks": "person_id",
    "search_docs": "source, row_id",
    "name_words": "word, person_id",
}


def rebuild_derived(journal: Journal) -> None:
    """Make the triggers, and all that is derived, again."""
    with transaction(journal.db):
        for name, sql in all_triggers().items():
            journal.db.execute(f"DROP TRIGGER IF EXISTS {name}")
            journal.db.execute(sql)
        rebuild(journal.db)


def check_derived(db: sqlite3.Connection) -> JournalCheck:
    """Compare the derived rows with ones that are made again, and take those back."""
    try:
        db.execute("BEGIN IMMEDIATE")
        refresh(db)
        before = _digest(db)
        rebuild(db)
        same = before == _digest(db)
    except sqlite3.OperationalError as error:
        # Busy, or a file that cannot be written.
        return JournalCheck("derived", True, "derived_not_checked", {"error": error})
    except (ValueError, TypeError, OverflowError) as error:
        return JournalCheck("derived", False, "value_unreadable", {"error": error})
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return JournalCheck("derived", same, "derived_sound" if same else "derived_differs")


def _digest(db: sqlite3.Connection) -> str:
    """Return one digest of all derived rows, so that they need not lie in memory."""
    digest = blake2b()
    for table, order in DERIVED.items():
        columns = "source, row_id" if table == "search_docs" else "*"
        for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY {order}"):
            digest.update(repr(tuple(row)).encode())
    for row in db.execute(
        "SELECT d.source, d.row_id, s.text "
        "FROM search_docs AS d JOIN search AS s ON s.rowid = d.doc ORDER BY 1, 2"
    ):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
