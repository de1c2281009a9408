"""Give the room back to the disk that deleted rows left in the journal's file (`VACUUM`)."""

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from caretrack.errors import JournalUnusable, cannot_write
from caretrack.journal.connection import Journal
from caretrack.journal.files.file import unusable_because
from caretrack.journal.forget.erase import vacuum
from caretrack.journal.idle import record_idle
from caretrack.temporary import temporary_folder


class Compacted(NamedTuple):
    """The size of the journal before and after, in bytes."""

    before: int
    after: int


def compact(journal: Journal) -> Compacted:
    """Write the journal anew without its free pages. Whole or not at all: a kill changes nothing.

    Raises JournalUnusable, with the journal as it was, if the disk has too little room, if another
    process uses the journal for too long, or if the journal is damaged.
    """
    path = journal.path
    assert path is not None  # noqa: S101 - it was opened to be written
    before = path.stat().st_size
    refuse_without_room(path, room_needed(journal.db))
    try:
        vacuum(journal.db, path)
        journal.leave_out_touches_ahead()
        record_idle(journal.db, "doctor --compact")
    except sqlite3.Error as error:
        raise unusable_because(path, error) from error
    except OSError as error:
        raise cannot_write(temporary_folder(path), error) from error
    return Compacted(before, path.stat().st_size)


def room_needed(db: sqlite3.Connection) -> int:
    """Return the bytes that are needed beside the journal: the new copy, and the old pages.

    SQLite keeps the old pages until the new ones are on the disk.
    """
    pages, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((2 * pages - free) * size)


def refuse_without_room(path: Path, needed: int) -> None:
    """Raise JournalUnusable if the disk of the journal has less room than this."""
    disk = os.statvfs(path.absolute().parent)
    free = disk.f_bavail * disk.f_frsize
    if disk.f_blocks and free < needed:
        raise JournalUnusable(
            f"the disk of {path} has {_mb(free)} free, and this takes {_mb(needed)} for a moment",
            "Make room there and try again; nothing was changed.",
        )


def _mb(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
