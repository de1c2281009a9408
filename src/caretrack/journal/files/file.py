"""The file under a journal: private, opened with pragmas, its header, and errors of SQLite."""

import os
import sqlite3
import stat
from contextlib import closing

from caretrack.committed import is_committed
from caretrack.disk import AnyPath, private_file, private_folder, sync_file, sync_folder
from caretrack.errors import JournalUnusable
from caretrack.journal.files.waiting import WaitingConnection
from caretrack.journal.version import APPLICATION_ID, VERSION

# Beside SQLite's own: what the files of a journal need of the disk.
__all__ = [
    "private_file",
    "private_folder",
    "sync_file",
    "sync_folder",
]

DEFAULT_TIMEOUT = 5.0
# The folder of the automatic backups is called after the journal, with this behind it. In it lie
# what went wrong with the last daily copy, untold and told, and the lock of the one being made.
BACKUPS = "-backups"
FAILED, FAILED_AND_TOLD, COPYING = "failed.txt", "failed-told.txt", "copying.lock"
# What every connection needs. EXTRA: whatever is not a transaction of transaction.py is on the
# disk, too. MEMORY: SQLite sorts in memory, so that no command needs the system's temporary folder,
# and nothing of the journal is written there.
PRAGMAS = (
    "foreign_keys = ON",
    "secure_delete = ON",
    "synchronous = EXTRA",
    "temp_store = MEMORY",
)
# KiB of pages that a command keeps which reads alone: the system has the file in its memory anyway,
# and reading 200,000 touches takes no longer than with SQLite's usual 2,000. A transaction that
# writes needs room for its pages, or they are put on the disk before it is committed.
READERS_CACHE = 400

_MESSAGES = {
    sqlite3.SQLITE_BUSY: ("is in use by another process", "Try again in a moment."),
    sqlite3.SQLITE_LOCKED: ("is in use by another process", "Try again in a moment."),
    sqlite3.SQLITE_FULL: (
        "could not be written: the disk is full",
        "Make room and try again",
    ),
    sqlite3.SQLITE_READONLY: ("is read-only", "Check its permissions, its folder, and the disk."),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "Check that its folder is there and may be written.",
    ),
    sqlite3.SQLITE_PERM: ("cannot be opened: no permission", "Check its permissions."),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "Run `care doctor`, or `care restore` a backup."),
    sqlite3.SQLITE_NOTADB: ("is damaged: it is not a SQLite file", "`care restore` a backup."),
    sqlite3.SQLITE_IOERR: (
        "could not be read or written: input/output error",
        "Check the disk",
    ),
}


# These come in the middle of a transaction, which is taken back.
_TAKEN_BACK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def unusable_because(path: AnyPath, error: sqlite3.Error) -> JournalUnusable:
    """Return the JournalUnusable that says what an error of SQLite means.

    After a change that was kept it never says that nothing was changed.
    """
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    says, hint = _MESSAGES.get(code, (f"cannot be used: {error}", "Run `care doctor`."))
    if code == sqlite3.SQLITE_READONLY and is_frozen(path):
        says, hint = _MESSAGES[sqlite3.SQLITE_CORRUPT]
    if is_committed():
        hint = "The change itself was made."
    elif code in _TAKEN_BACK:
        hint += "; nothing was changed."
    holders = getattr(error, "holders", ())
    if holders:
        says += f" ({_named(holders)})"
    return JournalUnusable(f"the journal {path} {says}", hint)


def unreadable_value(path: AnyPath | None, error: BaseException) -> JournalUnusable:
    """Return the error for a stored value that is not a day or a number, or is out of range."""
    return JournalUnusable(
        f"the journal {path} holds a value that cannot be read: {error}",
        f"{'The change itself was made. ' if is_committed() else ''}Run `care doctor`.",
    )


def overtaken() -> JournalUnusable:
    """Return the error for a result that another process took away before it could be shown."""
    return JournalUnusable(
        "another process changed the journal before this could be shown",
        "The change itself was made. If a backup was restored, `care backup --list` names the "
        "journal as it was before.",
    )


def _named(holders: tuple[int, ...]) -> str:
    """Return the first of the processes by name and number, and how many more there are."""
    from caretrack.journal.files.lock_holders import program_of

    program = program_of(holders[0])
    first = f"{program}, process {holders[0]}" if program else f"process {holders[0]}"
    more = len(holders) - 1
    return first + (f", and {more} more" if more else "")


def connect(
    path: AnyPath,
    timeout: float = DEFAULT_TIMEOUT,
    *,
    read_only: bool = False,
    cache: int | None = None,
) -> sqlite3.Connection:
    """Return a connection to a file that is there, with the pragmas that every journal needs.

    Transactions are begun by hand. `timeout` is in seconds, from the last progress of others. A
    link is followed first: SQLite's own files lie beside the real one. `cache` is how many KiB of
    pages are kept, None for SQLite's own measure.
    """
    file = os.path.realpath(path)
    db = sqlite3.connect(
        as_uri(file, "ro" if read_only else "rw"),
        uri=True,
        timeout=0,
        isolation_level=None,
        factory=WaitingConnection,
    )
    db.file, db.timeout = file, timeout
    db.row_factory = sqlite3.Row
    try:
        for pragma in PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        if cache is not None:
            db.execute(f"PRAGMA cache_size = -{cache}")
    except sqlite3.Error:
        db.close()
        raise
    return db


def lies_in_backups(journal: AnyPath, *names: str) -> bool:
    """True if a file of one of these names lies in the folder of the automatic backups."""
    return any(os.path.lexists(f"{journal}{BACKUPS}/{name}") for name in names)


def as_uri(path: AnyPath, mode: str) -> str:
    """Return a file that is there as SQLite opens it: `mode` is "ro" or "rw"."""
    place = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{place}?mode={mode}"


def copy_pages(origin: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy one open database into another, page by page, as it is at one moment.

    `origin` must begin its transactions by hand, as `connect` has it. Raises
    sqlite3.OperationalError if another process keeps it locked for longer than its time-out.
    """
    # `Connection.backup` tries again for ever while its origin is locked. Under a read lock of
    # our own it never is.
    origin.execute("BEGIN")
    try:
        origin.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
        origin.backup(target)
    finally:
        if origin.in_transaction:
            origin.execute("ROLLBACK")


MAGIC = b"SQLite format 3\0"
# What byte 18 of the header says: how the file is written. Of a higher number SQLite only reads it.
ROLLBACK, WAL = 1, 2
# The tables that a journal of any version has, by which one with a damaged header is known.
ALWAYS_THERE = ("people", "touches", "touch_people", "change_sets", "changes")


EMPTY = bytes(100)


class JournalHeader:
    """What the first bytes of the file say; all zero for an empty file."""

    def __init__(self, head: bytes) -> None:
        """Read what the format of SQLite has at these places."""
        self.head = head
        self.version = int.from_bytes(head[60:64], "big")
        self.application = int.from_bytes(head[68:72], "big")
        self.pages = int.from_bytes(head[28:32], "big")
        size = int.from_bytes(head[16:18], "big")
        self.page_size = 65536 if size == 1 else size
        self.wal = head[18] == WAL
        # A damaged byte by which SQLite reads the file and never writes to it.
        self.frozen = head[18] > WAL


def read_header(path: AnyPath) -> JournalHeader | None:
    """Return the header of the file at `path`; None if there is no file.

    Raises JournalUnusable if it cannot be a journal.
    """
    try:
        refuse_no_file(path)
        with open(path, "rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        if os.path.islink(path):
            raise JournalUnusable(
                f"{path} is a link to nowhere",
                "Mend the link, or name another journal with --journal.",
            ) from None
        return None
    except OSError as error:
        raise JournalUnusable(
            f"cannot read {path}: {error.strerror}",
            "Check its permissions, or name another with --journal.",
        ) from error
    except ValueError as error:
        raise JournalUnusable(
            f"{path} is not a valid path", "Name another with --journal."
        ) from error
    # Zeros are what a power cut may leave of a first commit that SQLite will take back.
    if not head or (not head.strip(b"\0") and has_unfinished(path)):
        return JournalHeader(EMPTY)
    if len(head) < 100 or not head.startswith(MAGIC):
        raise JournalUnusable(
            f"{path} is not a journal: it is not a SQLite file",
            "Name another file; if this was the journal, `care restore` brings a backup back.",
        )
    return JournalHeader(head)


def is_frozen(path: AnyPath) -> bool:
    """True if SQLite does not write to the file because of its header, which is damaged then."""
    try:
        header = read_header(path)
    except JournalUnusable:
        return False
    return header is not None and header.frozen


def thaw(path: AnyPath) -> None:
    """Let SQLite write to a copy of a file with such a header. Raises OSError."""
    if is_frozen(path):
        with open(path, "r+b") as file:
            file.seek(18)
            file.write(bytes([ROLLBACK, ROLLBACK]))


def refuse_no_file(path: AnyPath) -> None:
    """Raise JournalUnusable if `path` is a folder, a pipe or a device: to open one may never end.

    Raises OSError if nothing is there.
    """
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise JournalUnusable(f"{path} is a directory", "Name a file.")
    if not stat.S_ISREG(mode):
        raise JournalUnusable(f"{path} is not a file", "Name a file.")


def has_unfinished(path: AnyPath) -> bool:
    """True if the rollback journal beside the file, by its real path, holds a transaction.

    Another process is writing, or was killed: what the file says may still be taken back.
    """
    file = os.path.realpath(path)
    try:
        return os.stat(f"{file}-journal").st_size > 0
    except OSError:
        return False


def check_header(path: AnyPath, header: JournalHeader) -> None:
    """Raise JournalUnusable if the file is not a journal that this program can open.

    It may be another program's, of a newer version, or shorter than its header says.
    """
    if not header.page_size:
        return
    if header.application != APPLICATION_ID:
        if has_lost_its_mark(path):
            raise JournalUnusable(
                f"{path} is damaged: its first page does not say that it is a journal",
                "`care restore` a backup; `care backup --list` names them.",
            )
        raise JournalUnusable(
            f"{path} is a SQLite file of another program", "Name another with --journal."
        )
    if header.wal or has_unfinished(path):
        return
    check_version(path, header.version)
    if _is_cut_off(path, header):
        # Unless another process has finished a transaction between two looks at the file.
        now = read_header(path)
        same = now is not None and now.head == header.head
        if same and not has_unfinished(path) and _is_cut_off(path, header):
            raise JournalUnusable(
                f"{path} is damaged: it is shorter than it should be",
                "`care restore` a backup; `care backup --list` names them.",
            )


def has_lost_its_mark(path: AnyPath) -> bool:
    """True if a SQLite file without the mark of a journal has the tables of one."""
    names = ", ".join(f"'{name}'" for name in ALWAYS_THERE)
    query = f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ({names})"
    try:
        with closing(connect(path, 0.0, read_only=True)) as db:
            return bool(db.execute(query).fetchone()[0] == len(ALWAYS_THERE))
    except sqlite3.Error:
        return False


def check_version(path: AnyPath, version: int) -> None:
    """Raise JournalUnusable if a journal of this version is newer than this program."""
    if version > VERSION:
        raise JournalUnusable(
            f"{path} was made by a newer care: version {version}, and this one knows {VERSION}",
            "Upgrade caretrack; the file is unchanged.",
        )


def _is_cut_off(path: AnyPath, header: JournalHeader) -> bool:
    return os.stat(path).st_size < header.pages * header.page_size
