"""Look at a backup without touching it: does it open, of which version is it, what does it hold?"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from caretrack.errors import JournalUnusable
from caretrack.journal.files.copying import find_damage
from caretrack.journal.files.file import JournalHeader, connect, read_header
from caretrack.journal.version import APPLICATION_ID, VERSION

SOUND = "sound"
DAMAGED = "damaged"


class BackupState(NamedTuple):
    """What was seen of a backup.

    `state` is `sound` (every page can be read), `damaged`, `newer` (made by a newer program),
    `foreign` (no journal), `encrypted` (what is inside cannot be checked), `unreadable` (this user
    may not, or it is in use), or `missing`; `why` says more of all but the first. `bytes` is the
    size. `version` is that of the layout, `last_change` UTC ("" for none); these and the counts are
    None where they are not known.
    """

    file: str
    state: str
    why: str = ""
    bytes: int | None = None
    version: int | None = None
    people: int | None = None
    touches: int | None = None
    last_change: str | None = None

    @property
    def is_sound(self) -> bool:
        """True if the backup can be restored."""
        return self.state == SOUND

    @property
    def is_older(self) -> bool:
        """True if it is of an earlier version; it is brought up to date when it is restored."""
        return self.version is not None and self.version < VERSION


def look_at(file: Path, timeout: float = 0.0) -> BackupState:
    """Read every page of a backup, and say what it is. Writes nothing, and raises nothing.

    `timeout` is how many seconds to wait for another process that uses the file.
    """
    name = str(file)
    if not os.path.lexists(file):
        return BackupState(name, "missing", "there is no such file")
    size = None
    with suppress(OSError):
        size = file.stat().st_size
    try:
        header = read_header(file)
    except JournalUnusable as error:
        said = error.message.removeprefix(f"{name} is ").removeprefix(f"cannot read {name}: ")
        state = DAMAGED if "not a SQLite file" in said else "unreadable"
        return BackupState(name, state, said, size)
    if header is None or not header.page_size:
        return BackupState(name, DAMAGED, "the file is empty", size)
    if header.application != APPLICATION_ID:
        return BackupState(name, "foreign", "a SQLite file of another program", size)
    known = BackupState(name, SOUND, "", size, header.version)
    if header.version > VERSION:
        return known._replace(state="newer", why=f"version {header.version}, of a newer care")
    return _inside(file, header, known, timeout)


def _inside(file: Path, header: JournalHeader, known: BackupState, timeout: float) -> BackupState:
    beside = file.with_name(f"{file.name}-journal")
    if beside.exists() and beside.stat().st_size:
        why = f"it was copied in the middle of a write; restore it with {beside.name} beside it"
        return known._replace(state=DAMAGED, why=why)
    if not header.wal and (known.bytes or 0) < header.pages * header.page_size:
        return known._replace(state=DAMAGED, why="it is shorter than it should be")
    try:
        with closing(connect(file, timeout, read_only=True)) as db:
            if damage := find_damage(db):
                return known._replace(state=DAMAGED, why=damage)
            people, touches, last = db.execute(
                "SELECT (SELECT count(*) FROM people WHERE deleted_at IS NULL), "
                "(SELECT count(*) FROM touches WHERE deleted_at IS NULL), "
                "(SELECT coalesce(max(made_at), '') FROM change_sets)"
            ).fetchone()
    except sqlite3.DatabaseError as error:
        code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
        busy = code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN}
        return known._replace(state="unreadable" if busy else DAMAGED, why=str(error))
    return known._replace(people=people, touches=touches, last_change=last)
