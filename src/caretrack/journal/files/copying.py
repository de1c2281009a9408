"""Copy a journal into a new file, tell whose fault a failure is, and check what was written."""

import errno
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from caretrack.disk import new_private_file, sync_file
from caretrack.journal.files.file import DEFAULT_TIMEOUT, connect, copy_pages, thaw

# While a journal is copied, these are errors of the file that is written; all others are of the
# journal, which was opened and locked before.
_OF_THE_TARGET = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.ENOENT,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
_READING = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
# What SQLite says of a page that it cannot read, or that is none of its own.
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
# What quick_check says of a value that breaks a rule of its column: the pages are all right.
_OF_A_VALUE = re.compile(r"(NULL|NUMERIC|TEXT|non-\w+) value in |CHECK constraint failed in ")
_MOST_VALUES = 10_000


def copy_into(source: Path, part: Path, timeout: float = DEFAULT_TIMEOUT) -> None:
    """Copy a journal to a path where nothing is yet. It is not put on the disk; what is there
    after an error is half a copy. Nobody can commit meanwhile.

    Raises sqlite3.Error if the source cannot be read, OSError if the copy cannot be written,
    FileExistsError if something is there already.
    """
    new_private_file(part).close()
    with closing(connect(source, timeout)) as origin, closing(sqlite3.connect(part)) as made:
        # Half a copy is thrown away, so it needs no journal of its own.
        made.execute("PRAGMA journal_mode = OFF")
        made.execute("PRAGMA synchronous = OFF")
        # The version makes SQLite read the source now: what fails later is of the target.
        origin.execute("PRAGMA user_version").fetchone()
        try:
            copy_pages(origin, made)
        except sqlite3.Error as error:
            number = _number_of_target(error)
            if number is None:
                raise
            raise _reason(part, number) from error
    thaw(part)


def _number_of_target(error: sqlite3.Error) -> int | None:
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return None if code in _READING else _OF_THE_TARGET.get(code & 0xFF)


def _reason(part: Path, number: int) -> OSError:
    """Return why the file cannot be written: SQLite has one word for several reasons."""
    try:
        with part.open("ab") as file:
            file.write(b"\0" * 65_536)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error
    return OSError(number, os.strerror(number), str(part))


def find_damage(db: sqlite3.Connection) -> str:
    """Return the first thing that is wrong with the pages of an open file; "" if they are sound.

    A value that breaks a rule of its column is no damage: the file can be read and restored.
    Raises sqlite3.Error if the file cannot be checked now.
    """
    try:
        found = [row[0] for row in db.execute(f"PRAGMA quick_check({_MOST_VALUES})")]
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF not in _DAMAGED:
            raise
        return str(error)
    wrong = (row for row in found if row != "ok" and not _OF_A_VALUE.match(row))
    return " ".join(next(wrong, "").removeprefix("*** in database main ***").split())


def damage_of(
    path: Path, timeout: float = DEFAULT_TIMEOUT, stop: Callable[[], bool] | None = None
) -> str:
    """Return what is wrong with the pages of a file; "" if they are sound. Writes nothing.

    Raises sqlite3.Error if it cannot be checked now, or if `stop` returned True meanwhile.
    """
    try:
        db = connect(path, timeout, read_only=True)
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF not in _DAMAGED:
            raise
        return str(error)
    with closing(db):
        db.set_progress_handler(stop, 10_000)
        return find_damage(db)


def sync_and_reread(path: Path) -> bool:
    """Put a file that was just written on the disk; True if the disk gives the same bytes back.

    Raises OSError.
    """
    written = _digest(path)
    sync_file(path)
    with suppress(OSError, AttributeError), path.open("rb") as file:
        # Without this the bytes come from memory, and not from the disk. Not every system has it.
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return _digest(path) == written


def _digest(path: Path) -> bytes:
    from hashlib import blake2b

    digest = blake2b()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.digest()
