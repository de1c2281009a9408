"""The daily backup of a large journal: copied by a process of its own, after the answer.

The command that wrote first on a day starts it when its answer is out and its lock is gone, and
does not wait for it. The process has no terminal and no stream of the command, the lowest priority,
and the lock of `copy_lock.py`. What goes wrong is told by the next command (`copy_failure.py`).
"""

import os
import sys
from datetime import date
from pathlib import Path
from time import time

from caretrack.disk import private_folder
from caretrack.journal.files.copy_failure import failed_at, failure_to_tell
from caretrack.journal.files.copy_lock import announce, is_under_way, lock, unlock
from caretrack.journal.files.daily import backup_folder, why_not_made
from caretrack.journal.files.file import COPYING

# What copies is loaded in the process that does (`copier.py`).

# In seconds. After a copy that failed, so long no other write of the day begins one.
PAUSE_AFTER_FAILURE = 3600.0
# A process needs a part of this until it has the lock.
START = 10.0
COPIER = "caretrack.journal.files.copier"


def start(journal: Path, today: date, most: int) -> str:
    """Start the process that makes the backup of today, and return at once.

    With `CARE_BACKUP=wait`, and where no process can be started so, the copy is made here. Keeps
    the `most` newest sound ones. Return the line that is to be said; "" for none.
    """
    folder = backup_folder(journal)
    if time() - failed_at(journal) < PAUSE_AFTER_FAILURE or is_under_way(folder):
        return ""
    if os.environ.get("CARE_BACKUP") == "wait" or not _can_be_detached():
        return copy_and_wait(journal, today, most)
    try:
        private_folder(folder)
        announce(folder)
        _spawn(str(journal.absolute()), today.isoformat(), str(most))
    except OSError as error:
        return why_not_made(error)
    return ""


def copy_and_wait(journal: Path, today: date, most: int) -> str:
    """Make the backup of today in this process. Return the line that is to be said; "" for none."""
    from caretrack.journal.files.copier import make_daily_backup

    failure = make_daily_backup(journal, today, most)
    failure_to_tell(journal)
    return "" if failure is None else failure.text


def tell(journal: Path) -> str:
    """Return the line on a copy that failed or was cut off; "" if there is none, or it was told.

    What a run left that let no copy begin is taken away.
    """
    cut_off = _cut_off(backup_folder(journal))
    failure = failure_to_tell(journal)
    return cut_off if failure is None else failure.text


def _cut_off(folder: Path) -> str:
    """Take away the lock that nobody holds; return the line if it was of a copy, else ""."""
    try:
        there = os.stat(folder / COPYING)  # noqa: PTH116
        # Who lets no copy begin writes into it, who makes one does not.
        is_copy = not there.st_size
        may_be_left = not is_copy or time() - there.st_mtime > START
        handle = lock(folder) if may_be_left else None
    except OSError:
        return ""
    if handle is None:
        return ""
    unlock(folder, handle)
    cut_off = "the automatic backup was cut off before it was done: the next write begins it again."
    return cut_off if is_copy else ""


def _can_be_detached() -> bool:
    return bool(hasattr(os, "posix_spawn") and sys.executable and not hasattr(sys, "frozen"))


def _spawn(*args: str) -> None:
    """Start `copier.py` as a process of its own session that nobody waits for. Raises OSError."""
    flags = ["-P", *("-I",) * sys.flags.isolated, *("-E",) * sys.flags.ignore_environment]
    here = str(Path(__file__).parents[3])
    code = f"import sys; sys.path.append({here!r}); from {COPIER} import main; main()"
    nothing = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    line = [sys.executable, *flags, "-c", code, *args]
    try:
        os.posix_spawn(line[0], line, os.environ, file_actions=nothing, setsid=True)
    except NotImplementedError:
        os.posix_spawn(line[0], line, os.environ, file_actions=nothing)
