"""What the process of a daily backup does: copy the journal, check the copy, give it its name."""

import os
import signal
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import sleep

from caretrack.disk import private_folder, put_new
from caretrack.journal.files.copy_failure import CopyFailure, clear_failure, record_failure
from caretrack.journal.files.copy_lock import lock, unlock
from caretrack.journal.files.daily import backup_folder, damaged, prune, why_not_made
from caretrack.journal.files.unlocked_copy import CopyStopped, DamagedSource, copy_unlocked
from caretrack.temporary import temporary_beside

# How often it tries to have the lock: a command that looks whether it is held has it for a moment.
_TRIES = 5


def make_daily_backup(journal: Path, today: date, most: int) -> CopyFailure | None:
    """Copy the journal, check the copy, and make it the backup of today; others may write.

    Nothing is done if another process is at it, or if there is one. A failure is written down for
    the next command, and returned.
    """
    folder = backup_folder(journal)
    target = folder / f"{today.isoformat()}.db"
    done = made = False
    try:
        private_folder(folder)
        handle = _lock(folder)
    except OSError as error:
        no_place = CopyFailure(today.isoformat(), why_not_made(error, today))
        record_failure(journal, no_place)
        return no_place
    if handle is None:
        return None
    try:
        made, failure = _try(journal, target, today)
        done = failure is None or record_failure(journal, failure)
    finally:
        # A disk that has no room for the reason has the file of the lock: it says that there is no
        # backup. So it does when this process is ended.
        unlock(folder, handle, done=done)
    if made:
        clear_failure(journal)
        with suppress(OSError):
            prune(journal, target, today, most)
    return failure


def _lock(folder: Path) -> int | None:
    for _ in range(_TRIES):
        if (handle := lock(folder)) is not None:
            return handle
        sleep(0.01)
    return None


def _try(journal: Path, target: Path, today: date) -> tuple[bool, CopyFailure | None]:
    """Return True if the backup was made, and what went wrong; neither if there is none to make."""
    try:
        return _made(journal, target), None
    except DamagedSource as error:
        text = str(damaged(journal, error.damage, "nothing more is written to it"))
        return False, CopyFailure(today.isoformat(), text, error.damage, error.mark)
    except Exception as error:  # a fault of this program would be seen by nobody
        return False, CopyFailure(today.isoformat(), why_not_made(error, today))


def _made(journal: Path, target: Path) -> bool:
    """Make the backup, and return True; False if it is there, or was stopped."""
    if os.path.lexists(target):
        return False
    with temporary_beside(target, journal) as part:
        try:
            copy_unlocked(journal, part)
        except CopyStopped:
            return False
        try:
            put_new(part, target)
        except FileExistsError:  # made by another process meanwhile
            return False
        except FileNotFoundError:
            if os.path.lexists(part):
                raise
            return False  # `care forget` has taken it away
    return True


def main() -> None:
    """Make the backup that the arguments name: journal, day, how many are kept."""
    journal, today, most = sys.argv[1:]
    with suppress(OSError):
        os.setsid()
    # Whatever else the caller had open, a pipe or a folder of a disk, is not kept busy.
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir("/")
    os.nice(19)
    # A machine that is shut down asks first: half a copy is taken away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    make_daily_backup(Path(journal), date.fromisoformat(today), int(most))
