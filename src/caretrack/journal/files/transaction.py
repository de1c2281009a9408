"""One transaction that is on the disk when it is committed, whatever happens then.

SQLite commits by removing the file of its rollback journal, and a power cut may bring a removed
file back: the transaction is taken back then. So it is emptied first, which SQLite puts on the
disk, and an empty one takes nothing back. That holds where a folder cannot be synced, too.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from caretrack.disk import sync_folder
from caretrack.journal.files.waiting import WaitingConnection


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Run the block in one `BEGIN IMMEDIATE`: all of it, or nothing. Raises sqlite3.Error."""
    begin(db)
    try:
        yield
        commit(db)
    except BaseException:
        rollback(db)
        raise


def begin(db: sqlite3.Connection) -> None:
    """Begin a transaction that may write, and wait for those of other processes."""
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA main.journal_mode").fetchone()[0] == "delete":
        db.execute("PRAGMA main.journal_mode = TRUNCATE").fetchone()


def commit(db: sqlite3.Connection) -> None:
    """Commit. When this returns, a power cut loses nothing of it.

    Raises sqlite3.Error: InUse with the transaction still open, or any other with none open. What
    another one means for what is stored must be read.
    """
    db.execute("COMMIT")
    _remove_empty_journal(db)


def rollback(db: sqlite3.Connection) -> None:
    """Take everything back, if a transaction is open. Raises sqlite3.Error if that fails."""
    if db.in_transaction:
        db.execute("ROLLBACK")
    _remove_empty_journal(db)


def _remove_empty_journal(db: sqlite3.Connection) -> None:
    """Leave one file. Everything is on the disk already, so that no failure matters here."""
    with suppress(sqlite3.Error, OSError):
        if db.execute("PRAGMA main.journal_mode").fetchone()[0] == "truncate":
            db.execute("PRAGMA main.journal_mode = DELETE").fetchone()
            if isinstance(db, WaitingConnection):
                sync_folder(os.path.dirname(db.file))
