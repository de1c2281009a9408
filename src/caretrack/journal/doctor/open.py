"""Open a journal to examine it: nothing of it or beside it is changed."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

from caretrack.disk import real_path
from caretrack.errors import JournalUnusable
from caretrack.journal.connection import UNREADABLE, Journal, in_memory
from caretrack.journal.doctor.log import read_any_text
from caretrack.journal.files.file import (
    check_header,
    connect,
    has_unfinished,
    read_header,
    unusable_because,
)
from caretrack.journal.files.lost import none_there, refuse_emptied

CACHE_KIB = 65_536


def open_to_examine(
    path: Path, today: date, timeout: float, note: Callable[[str], None]
) -> Journal:
    """Open the journal at `path` for reading alone; one in memory, with a note, if there is none.

    It is not brought to this version, its modes stay, and what another program wrote is not
    counted. A command that was cut off in the middle of a write is the exception: SQLite takes its
    half away, as at any reading. Raises JournalUnusable.
    """
    path = real_path(path)
    header = read_header(path)
    if header is None:
        note("; ".join(none_there(path)))
        return in_memory(today)
    if not header.page_size:
        refuse_emptied(path)
        note(f"{path} is empty; `care add NAME` or `care import FILE` starts a journal in it")
        return in_memory(today)
    check_header(path, header)
    cut_off = has_unfinished(path)
    db: sqlite3.Connection | None = None
    try:
        # Not opened as read-only: SQLite then leaves out the CHECKs of the tables.
        db = connect(path, timeout)
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # A copy of the index is made in memory: no word of the journal goes into another file.
        for pragma in ("temp_store = MEMORY", f"cache_size = -{CACHE_KIB}"):
            db.execute(f"PRAGMA {pragma}")
    except (sqlite3.Error, *UNREADABLE) as error:
        if db is not None:
            db.close()
        raise _unusable(path, error) from error
    if cut_off and not has_unfinished(path):
        note("a command had been cut off while it wrote: what it had half written was removed")
    read_any_text(db)
    return Journal(path, db, today, note, timeout)


def _unusable(path: Path, error: Exception) -> JournalUnusable:
    if not isinstance(error, sqlite3.Error) or error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT:
        # Its schema cannot be read: there is nothing to examine.
        return JournalUnusable(f"the journal {path} is damaged", "`care restore` a backup.")
    if error.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK:
        return JournalUnusable(
            f"a command was cut off while it wrote to {path}, and what it had half written cannot "
            "be removed: the file or its folder is read-only",
            "Make it writable, and the next command removes it.",
        )
    return unusable_because(path, error)
