"""One copy at a time: the lock of the process that makes a daily backup, and how it is stopped.

The lock is a file in the folder of the backups, which is there while a copy is made. The system
lets go of it when the process ends, however it ends; a file that nobody has locked says that a copy
was cut off.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from caretrack.disk import private_folder
from caretrack.errors import JournalUnusable
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.files.file import COPYING

_PART = re.compile(r"\.\d{4}-\d{2}-\d{2}\.db\..+\.part")
# In seconds: a copy that is stopped ends in a moment, unless the disk is slow.
_LONGEST_STOP = 60.0


def lock(folder: Path) -> int | None:
    """Lock the copies of a folder that is there; None if another process has. Raises OSError."""
    path = folder / COPYING
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever had it may have removed the file between the two lines above.
            if os.path.samestat(os.fstat(handle), path.stat()):
                os.ftruncate(handle, 0)
                return handle
        except BlockingIOError:
            os.close(handle)
            return None
        except FileNotFoundError:
            pass  # They had: the file that this handle is of has no name any more.
        except OSError:
            os.close(handle)
            raise
        os.close(handle)


def unlock(folder: Path, handle: int, *, done: bool = True) -> None:
    """Remove the file while it is locked, and let go of it. Raises nothing.

    If it is not `done` the file stays: the next command tells that a copy was cut off.
    """
    with suppress(OSError):
        if done:
            _say_that_it_is_of_no_copy(handle)
            (folder / COPYING).unlink()
    os.close(handle)


def _say_that_it_is_of_no_copy(handle: int) -> None:
    """Write into the locked file, so that nobody takes it for a copy's if it stays."""
    os.write(handle, b"no copies")


def announce(folder: Path) -> None:
    """Say that a copy begins, before its process has the lock. Raises OSError."""
    handle = os.open(folder / COPYING, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    os.close(handle)
    os.utime(folder / COPYING)


def is_under_way(folder: Path) -> bool:
    """True if another process is making a copy."""
    with suppress(OSError):
        handle = os.open(folder / COPYING, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
    return False


def take_away_parts(folder: Path) -> None:
    """Remove what is to become a daily backup: its process sees that, and makes none of it."""
    with suppress(OSError):
        for part in folder.iterdir():
            if _PART.fullmatch(part.name):
                with suppress(OSError):
                    part.unlink()


@contextmanager
def no_copies(journal: Path, timeout: float) -> Iterator[None]:
    """Stop the copy that is under way, and let none begin while the block runs.

    Raises JournalUnusable if it does not end.
    """
    folder = backup_folder(journal)
    had_one = folder.is_dir()
    handle = None
    with suppress(OSError):  # where no folder can be, no copy can be made
        private_folder(folder)
        handle = _stop(folder, max(timeout, _LONGEST_STOP))
        # A run that is killed may leave the file.
        _say_that_it_is_of_no_copy(handle)
    try:
        yield
    finally:
        if handle is not None:
            unlock(folder, handle)
        if not had_one:
            with suppress(OSError):
                folder.rmdir()


def _stop(folder: Path, seconds: float) -> int:
    until = monotonic() + seconds
    while True:
        take_away_parts(folder)
        if (handle := lock(folder)) is not None:
            # What another process had begun before it could see the lock.
            take_away_parts(folder)
            return handle
        if monotonic() > until:
            raise JournalUnusable(
                f"an automatic backup is being made in {folder}, and could not be stopped",
                "Try again in a minute.",
            )
        sleep(0.01)
