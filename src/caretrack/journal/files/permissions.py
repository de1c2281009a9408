"""The file under a journal: made for its owner alone, opened with the pragmas of the house, and what SQLite says of it in words."""

import os
import sqlite3
from pathlib import Path

from caretrack.errors import JournalUnusable

DEFAULT_TIMEOUT = 5.0

_SAYS = {
    sqlite3.SQLITE_BUSY: ("is in use by another process", "Try again in a moment."),
    sqlite3.SQLITE_LOCKED: ("is in use by another process", "Try again in a moment."),
    sqlite3.SQLITE_FULL: (
        "could not be written: the disk is full",
        "Make room and try again; nothing was changed.",
    ),
    sqlite3.SQLITE_READONLY: ("is read-only", "Check its permissions, and those of its folder."),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "Check that its folder is there and may be written.",
    ),
    sqlite3.SQLITE_PERM: ("cannot be opened: no permission", "Check its permissions."),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "Run `care doctor`, or `care restore` a backup."),
    sqlite3.SQLITE_NOTADB: ("is damaged: it is no SQLite file", "`care restore` a backup."),
    sqlite3.SQLITE_IOERR: (
        "could not be read or written: input/output error",
        "Check the disk; nothing was changed.",
    ),
}


def unusable(path: Path | str, error: sqlite3.Error) -> JournalUnusable:
    """What a SQLite error means, in one line."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    says, hint = _SAYS.get(code & 0xFF, (f"cannot be used: {error}", "Run `care doctor`."))
    return JournalUnusable(f"the journal {path} {says}", hint)


def private_file(path: Path) -> None:
    """Make an empty file at `path` that only its owner can read (0600, whatever the umask); one that is there is left alone."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    os.fchmod(handle, 0o600)
    os.close(handle)


def private_folder(path: Path) -> None:
    """Make the folder and those above it that are missing, for their owner alone (0700)."""
    for folder in reversed([path, *path.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)


def connect(
    path: Path, timeout: float = DEFAULT_TIMEOUT, *, read_only: bool = False
) -> sqlite3.Connection:
    """A connection to a file that is there, with the pragmas of the house; transactions are begun by hand."""
    place = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    db = sqlite3.connect(
        f"file://{place}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        timeout=timeout,
        isolation_level=None,
    )
    db.row_factory = sqlite3.Row
    try:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL"):
            db.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        db.close()
        raise
    return db
