"""Check that the journal may be written: modes, the disk, the room on it, and the clock."""

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.file import is_frozen

# In bytes. A command needs room for the pages that it changes, a daily backup for the whole file.
LEAST = 16 * 1024 * 1024
# Clocks of two machines that are set by the network differ by less.
AHEAD = timedelta(minutes=10)


def check_room(path: Path) -> JournalCheck:
    """Check that `path` and its folder may be written, and that the disk has room for a copy."""
    folder = path.absolute().parent
    disk = os.statvfs(folder)
    if disk.f_flag & os.ST_RDONLY:
        return JournalCheck("writing", False, "disk_read_only", {"folder": folder})
    for place in (path, folder):
        if not os.access(place, os.W_OK):
            return JournalCheck(
                "writing",
                False,
                "may_not_be_written",
                {"files": [place], "folder": place == folder},
            )
    if is_frozen(path):
        return JournalCheck("writing", False, "header_damaged")
    free = disk.f_bavail * disk.f_frsize
    values = {"free": free, "folder": folder}
    if free < LEAST + path.stat().st_size or (disk.f_files and not disk.f_favail):
        return JournalCheck("writing", False, "disk_full", values)
    return JournalCheck("writing", True, "may_be_written", values)


def check_clock(db: sqlite3.Connection, now: datetime) -> JournalCheck:
    """Check that nothing was written later than `now`, an instant in UTC.

    Raises ValueError if the last change has no time that can be read.
    """
    last = db.execute("SELECT made_at FROM change_sets ORDER BY rowid DESC LIMIT 1").fetchone()
    # Not an index on the time: the log is in order, unless the clock went back.
    limit = (now + AHEAD).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    count, newest = db.execute(
        "SELECT count(*), max(made_at) FROM change_sets WHERE made_at > ?", (limit,)
    ).fetchone()
    if count:
        values = {"count": count, "newest": _instant(newest), "now": now}
        return JournalCheck("clock", False, "clock_behind", values)
    if last is None:
        return JournalCheck("clock", True, "clock_unknown")
    return JournalCheck("clock", True, "clock", {"last": _instant(last[0])})


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
