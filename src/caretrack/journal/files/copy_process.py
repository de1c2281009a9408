"""The daily backup of a large journal: copied by a process of its own, after the answer.

The command that wrote first on a day starts it when its answer is out and its lock is gone, and
does not wait for it. The process has no terminal and no stream of the command, the lowest priority,
and the lock of `copy_lock.py`. What goes wrong is told by the next command (`copy_failure.py`).
"""

import os
import sqlite3
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import monotonic, sleep, time

from caretrack.disk import private_folder, put_new
from caretrack.journal.files.copy_failure import (
    CopyFailure,
    clear_failure,
    failed_at,
    failure_to_tell,
    mark_of,
    record_failure,
)
from caretrack.journal.files.copy_lock import announce, is_under_way, lock, unlock
from caretrack.journal.files.copying import PAGES_IN_A_STEP, copy_in_steps, damage_of
from caretrack.journal.files.daily import backup_folder, damaged, prune, why_not_made
from caretrack.journal.files.file import COPYING, DEFAULT_TIMEOUT
from caretrack.temporary import temporary_beside

# In seconds. After a copy that failed, so long no other write of the day begins one.
PAUSE_AFTER_FAILURE = 3600.0
# How long it waits for others to stop writing: at first, at most, and in all.
QUIET, LONGEST_QUIET, PATIENCE = 1.0, 60.0, 3600.0
# A process needs a part of this until it has the lock.
START = 10.0
# What they wrote, 16 MB, is put on the disk at once, so that no commit waits behind a whole copy.
STEPS_TO_SYNC = (16 << 20) // (PAGES_IN_A_STEP * 4096)


class _DamagedJournal(Exception):
    """What is wrong with the journal, and its mark (`mark_of`) from before it was read."""

    def __init__(self, damage: str, mark: str) -> None:
        super().__init__(damage)
        self.damage = damage
        self.mark = mark


class _Stopped(Exception):
    """`care forget` took the copy away, or the journal was replaced: there is nothing to say."""


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
    failure = make_daily_backup(journal, today, most)
    failure_to_tell(journal)
    return "" if failure is None else failure.text


def tell(journal: Path) -> str:
    """Return the line on a copy that failed or was cut off; "" if there is none, or it was told."""
    failure = failure_to_tell(journal)
    if failure is not None:
        return failure.text
    folder = backup_folder(journal)
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


def make_daily_backup(journal: Path, today: date, most: int) -> CopyFailure | None:
    """Copy the journal, check the copy, and make it the backup of today; others may write.

    Nothing is done if another process is at it, or if there is one. A failure is written down for
    the next command, and returned.
    """
    try:
        _make(journal, today, most)
    except _Stopped:
        return None
    except _DamagedJournal as error:
        text = str(damaged(journal, error.damage, "nothing more is written to it"))
        failure = CopyFailure(today.isoformat(), text, error.damage, error.mark)
    except Exception as error:  # a fault of this program would be seen by nobody
        failure = CopyFailure(today.isoformat(), why_not_made(error, today))
    else:
        return None
    record_failure(journal, failure)
    return failure


def _make(journal: Path, today: date, most: int) -> None:
    folder = backup_folder(journal)
    target = folder / f"{today.isoformat()}.db"
    private_folder(folder)
    if (handle := lock(folder)) is None:
        return
    try:
        if not os.path.lexists(target):
            _copy_checked(journal, target)
    finally:
        unlock(folder, handle)
    clear_failure(journal)
    prune(journal, target, today, most)


def _copy_checked(journal: Path, target: Path) -> None:
    """Raises _DamagedJournal, _Stopped; OSError or sqlite3.Error if no copy can be made."""
    with temporary_beside(target, journal) as part:
        gone = _Gone(journal, part)
        try:
            _copy_between_writes(journal, part, gone)
            damage = damage_of(part, stop=gone)
            if damage:
                mark = mark_of(journal)
                if damage_of(journal):
                    raise _DamagedJournal(damage, mark)
                raise OSError(f"the copy does not read back as it was written ({damage})")
            put_new(part, target)
        except (OSError, sqlite3.Error) as error:
            if gone() and not isinstance(error, FileExistsError):
                raise _Stopped from error
            raise


class _Gone:
    """True, when it is called, once the copy was taken away, or another file is the journal."""

    def __init__(self, journal: Path, part: Path) -> None:
        self.journal = journal
        self.part = part
        self.number = journal.stat().st_ino
        # Until then the copy is not there yet, and may never be for want of room.
        self.begun = False

    def __call__(self) -> bool:
        try:
            taken = self.begun and not self.part.exists()
            return taken or self.journal.stat().st_ino != self.number
        except OSError:
            return True


def _copy_between_writes(journal: Path, part: Path, gone: _Gone) -> None:
    """Copy in steps, with pauses in which others commit; begin again when nobody has for a while.

    Raises what `copy_in_steps` raises, and OSError if others write for an hour on end.
    """
    begun = stepped = monotonic()
    quiet, last, unsynced = QUIET, -1, 0
    handle = -1

    def between(result: int, left: int) -> None:
        nonlocal stepped, quiet, last, unsynced, handle
        gone.begun = True
        if gone():
            raise _Stopped
        took = monotonic() - stepped
        if result or 0 <= last < left:
            if monotonic() - begun > PATIENCE:
                raise OSError("others wrote into the journal all the time")
            _wait_until_quiet(journal, 0.0 if result else quiet)
            quiet = min(quiet * 2, LONGEST_QUIET)
        last = left
        if handle < 0:
            handle = os.open(part, os.O_RDONLY | os.O_CLOEXEC)
        unsynced += 1
        if unsynced >= STEPS_TO_SYNC:
            os.fsync(handle)
            unsynced = 0
        # Twice as long as the lock was held, so that a commit rarely meets it.
        sleep(min(max(2 * took, 0.001), 0.05))
        stepped = monotonic()

    try:
        copy_in_steps(journal, part, DEFAULT_TIMEOUT, between)
    finally:
        if handle >= 0:
            os.close(handle)


def _wait_until_quiet(journal: Path, seconds: float) -> None:
    """Wait until nobody has written for so many seconds; for ten times that at most."""
    until = monotonic() + 10 * seconds
    seen, since = mark_of(journal), monotonic()
    while monotonic() - since < seconds and monotonic() < until:
        sleep(0.05)
        now = mark_of(journal)
        if now != seen:
            seen, since = now, monotonic()


def _can_be_detached() -> bool:
    return bool(hasattr(os, "posix_spawn") and sys.executable and not hasattr(sys, "frozen"))


def _spawn(*args: str) -> None:
    """Start this module as a process of its own session that nobody waits for. Raises OSError."""
    flags = ["-P", *("-I",) * sys.flags.isolated, *("-E",) * sys.flags.ignore_environment]
    here = str(Path(__file__).parents[3])
    code = f"import sys; sys.path.append({here!r}); from {__name__} import main; main()"
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


def main() -> None:
    """Make the backup that the arguments name: journal, day, how many are kept."""
    journal, today, most = sys.argv[1:]
    with suppress(OSError):
        os.setsid()
    # Whatever else the caller had open, a pipe or a folder of a disk, is not kept busy.
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir("/")
    os.nice(19)
    make_daily_backup(Path(journal), date.fromisoformat(today), int(most))
