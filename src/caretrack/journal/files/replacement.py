"""Let one journal take the place of another, which is kept.

From the copy of the present journal to the end of the replacement no other process can write: what
one logged before is in the copy that is kept, and what one logs after is in the new journal.
"""

import fcntl
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from caretrack.disk import (
    SIDE_FILES,
    new_private_file,
    private_file,
    private_folder,
    replace_synced,
    sync_folder,
)
from caretrack.errors import JournalUnusable
from caretrack.journal.files.backup import BackupContents
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.files.file import MAGIC, connect, is_frozen
from caretrack.journal.restores import RestoreRecord, has_change_set, write_record
from caretrack.journal.rows import new_id
from caretrack.temporary import temporary_beside

# What SQLite says of a file that it cannot take for a database: it cannot lock it either.
_NO_DATABASE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
# The bytes by which SQLite locks a file, in any journal mode but WAL.
_LOCK_BYTES = (0x40000000, 512)
PAUSE = 0.02  # seconds, before it is tried again


class _AnotherFile(Exception):
    """What is in the journal's place now is not the file that was looked at."""


class Replacement:
    """One journal that takes another one's place; `kept` is where the replaced one is then.

    `part` is what takes the place of `place`, the real path of the journal.
    """

    def __init__(
        self, part: Path, journal: Path, place: Path, contents: BackupContents, undoes: str | None
    ) -> None:
        """Nothing is done yet."""
        self.part = part
        self.journal = journal
        self.place = place
        self.contents = contents
        self.undoes = undoes
        self.change_set = new_id()
        self.kept: Path | None = None

    def run(self, timeout: float, allowed: Callable[[sqlite3.Connection], None] | None) -> None:
        """Replace the journal, in the way that what is there allows.

        Raises what SQLite raises, OSError and what `allowed` does.
        """
        until = time.monotonic() + timeout
        while True:
            self.kept = None
            try:
                if not self.place.exists():
                    return self._fill_empty_place()
                as_file = not has_magic(self.place) or (allowed is None and is_frozen(self.place))
                if as_file or not self._replace_locked(timeout, allowed):
                    self._replace_file(until)
                return None
            except _AnotherFile:
                # Another process put it there at the same moment.
                if time.monotonic() >= until:
                    raise _busy() from None
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() >= until:
                    raise
            time.sleep(PAUSE)

    def _fill_empty_place(self) -> None:
        self._record()
        with temporary_beside(self.place, self.journal) as beside:
            with self.part.open("rb") as file:
                copy_bytes(file, beside)
            try:
                os.link(beside, self.place)
            except FileExistsError:
                raise _AnotherFile from None
            except OSError:
                # A file system without links. Nothing was there a moment ago.
                beside.rename(self.place)
            self._unless_arrived(lambda: sync_folder(self.place.parent))

    def _replace_locked(
        self, timeout: float, allowed: Callable[[sqlite3.Connection], None] | None
    ) -> bool:
        """Replace a journal by SQLite, which keeps every other process out.

        Its pages may be damaged: they are copied and written one by one. False if SQLite takes the
        file for no database at all.
        """
        before = _inode(self.place)
        try:
            locked = _connect_locked(self.place, timeout)
        except sqlite3.DatabaseError as error:
            if allowed is None and sqlite_code(error) in _NO_DATABASE:
                return False
            raise
        try:
            with closing(locked) as db:
                self._refuse_another_file(before)
                if allowed is not None:
                    allowed(db)
                self._overwrite(db)
        except sqlite3.Error as error:
            # An error after the commit, while the file is made shorter or closed, undoes nothing.
            if not self._has_arrived():
                if sqlite_code(error) == sqlite3.SQLITE_FULL and self.kept:
                    # The journal is as it was, and room is what is missing.
                    self.kept.unlink()
                raise
        # An empty file may be taken away by the process that made it.
        self._refuse_another_file(before)
        return True

    def _overwrite(self, db: sqlite3.Connection) -> None:
        """Keep the journal that is open and locked, and write the other one over it."""
        if db.execute("PRAGMA page_count").fetchone()[0]:
            self._keep(lambda part: _copy_database(db, part))
        self._record()
        db.execute("PRAGMA journal_mode = DELETE")
        with closing(connect(self.part)) as origin:
            origin.backup(db)

    def _has_arrived(self) -> bool:
        """True if the journal that takes the place is there, whatever an error says."""
        try:
            with closing(connect(self.place)) as db:
                return has_change_set(db, self.change_set)
        except sqlite3.Error:
            return False

    def _replace_file(self, until: float) -> None:
        """Replace a file that SQLite takes for no database, or does not write to.

        So no other process writes to it either.
        """
        with self.place.open("r+b") as damaged:
            _lock(damaged, until)
            self._refuse_another_file(os.fstat(damaged.fileno()).st_ino)
            self._keep(lambda part: copy_bytes(damaged, part), sides=True)
            self._record()
            with temporary_beside(self.place, self.journal) as beside:
                with self.part.open("rb") as file:
                    copy_bytes(file, beside)
                # They would be read as a part of the new file.
                for ending in SIDE_FILES:
                    self.place.with_name(self.place.name + ending).unlink(missing_ok=True)
                sync_folder(self.place.parent)
                self._unless_arrived(lambda: replace_synced(beside, self.place))

    def _unless_arrived(self, last: Callable[[], None]) -> None:
        """Take the last step. An error of it counts only where the journal is not in its place."""
        try:
            last()
        except OSError:
            if not self._has_arrived():
                raise

    def _refuse_another_file(self, inode: int) -> None:
        if _inode(self.place) != inode:
            raise _AnotherFile

    def _record(self) -> None:
        """Write the restore into the log of the journal that takes the place."""
        record = RestoreRecord(
            self.kept.name if self.kept else "", self.contents.people, self.contents.touches
        )
        with closing(connect(self.part)) as db:
            write_record(db, self.change_set, record, self.undoes)

    def _keep(self, copy: Callable[[Path], None], *, sides: bool = False) -> None:
        """Copy the present journal into the folder of the backups, before it is replaced.

        With `sides`, also what SQLite put beside it.
        """
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S%f")
        kept = backup_folder(self.journal) / f"{stamp}-before-restore.db"
        try:
            private_folder(kept.parent)
            for ending in SIDE_FILES[:2] if sides else ():
                side = self.place.with_name(self.place.name + ending)
                if side.exists():
                    with side.open("rb") as file:
                        copy_bytes(file, kept.with_name(kept.name + ending))
            with temporary_beside(kept, self.journal) as part:
                copy(part)
                replace_synced(part, kept)
        except (OSError, sqlite3.Error) as error:
            raise JournalUnusable(
                "nothing was restored: the journal as it is cannot be copied into "
                f"{kept.parent}: {getattr(error, 'strerror', None) or error}",
                "Check that folder, and the room on the disk.",
            ) from error
        self.kept = kept


def _connect_locked(path: Path, timeout: float) -> sqlite3.Connection:
    """Return a connection that keeps every other process out until it is closed.

    Until then this process must not open and close the file in any other way: that would end the
    lock.
    """
    db = connect(path, timeout)
    try:
        db.execute("BEGIN EXCLUSIVE")
        # So the lock is kept when the transaction ends: a backup cannot be made inside of one. Not
        # before, or a reading lock is kept while this waits, and who writes waits for that in turn.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("COMMIT")
        # Reads the first page, which says whether this is a database.
        db.execute("PRAGMA schema_version")
    except BaseException:
        db.close()
        raise
    return db


def _copy_database(db: sqlite3.Connection, target: Path) -> None:
    private_file(target)
    with closing(sqlite3.connect(target)) as made:
        # Not by `copy_pages`, which reads the schema: that may be what is damaged.
        db.backup(made)


def copy_bytes(file: BinaryIO, target: Path) -> None:
    """Copy an open file from its start into a new one (0600), and put that on the disk."""
    file.seek(0)
    with new_private_file(target) as made:
        shutil.copyfileobj(file, made)
        made.flush()
        os.fsync(made.fileno())


def _lock(file: BinaryIO, until: float) -> None:
    """Lock a file as SQLite does, until it is closed; wait for others until then (monotonic)."""
    length, start = _LOCK_BYTES[1], _LOCK_BYTES[0]
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
            return
        except (BlockingIOError, PermissionError):
            if time.monotonic() >= until:
                raise _busy() from None
        time.sleep(PAUSE)


def has_magic(path: Path) -> bool:
    """True if a file begins as SQLite's do, or is empty.

    SQLite is not asked about any other: it would take away what a killed process left beside it,
    and change the file by it.
    """
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
    return head in {b"", MAGIC}


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def sqlite_code(error: BaseException | None) -> int:
    """Return the code of an error of SQLite, without its details; 0 for another error."""
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def is_busy(error: BaseException | None) -> bool:
    """True if an error says that another process keeps a file locked."""
    return sqlite_code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _busy() -> sqlite3.OperationalError:
    """Return the error that SQLite raises for a file that is locked."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error
