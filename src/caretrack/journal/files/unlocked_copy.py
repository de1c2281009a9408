"""Copy a journal that others write to, without a lock that they would have to wait for.

A lock would be short on an idle machine only: a process of low priority that is set aside while it
has one keeps every writer waiting, for half a second where four others are busy. So the file is
read as any file is, and the copy counts if nobody has written meanwhile. SQLite does not write to
a database outside of a transaction, and during one its rollback journal lies beside it.
"""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

from caretrack.disk import new_private_file
from caretrack.journal.files.copy_failure import mark_of
from caretrack.journal.files.copying import copy_into, damage_of
from caretrack.journal.files.file import connect, read_header, thaw
from caretrack.journal.files.lock_holders import lock_holders

# In bytes. So much is put on the disk at once, so that no commit waits behind more than that.
BLOCK = 1 << 20
# In seconds. Two writes within so long may leave a file with the same time: of most file systems,
# and of those that know whole seconds or every second one only.
TICK, WHOLE_SECONDS = 0.05, 2.1
# How long it waits for others to stop writing: after the first time, at most, and in all.
QUIET, LONGEST_QUIET, PATIENCE = 1.0, 60.0, 3600.0
# The disk is left to others after each block for as long as the block took, up to this.
_LONGEST_PAUSE = 0.05
# Where SQLite counts the transactions in the header of a file: from, to.
_COUNTER = (24, 28)
_MOST_CHECKS = 10


class CopyStopped(Exception):
    """`care forget` took the copy away, or the journal was replaced: there is nothing to say."""


class DamagedSource(Exception):
    """What is wrong with the journal, and its `mark` from before it was read."""

    def __init__(self, damage: str, mark: str) -> None:
        """Know both."""
        super().__init__(damage)
        self.damage = damage
        self.mark = mark


def copy_unlocked(journal: Path, part: Path) -> None:
    """Copy a journal to a path where nothing is yet, as it is at one moment, and check the copy.

    Others may write at any time, and wait for nothing. Raises DamagedSource if the journal is
    damaged, CopyStopped, FileExistsError; OSError or sqlite3.Error if no copy can be made, or if
    others write for an hour on end.
    """
    new_private_file(part).close()
    gone = _Gone(journal, part)
    try:
        header = read_header(journal)
        if header is not None and header.wal:
            _copy_of_wal(journal, part, gone)
        else:
            _copy_sound(journal, part, gone)
    except Exception as error:
        if gone():
            raise CopyStopped from error
        raise
    thaw(part)


class _Gone:
    """True, when it is called, once the copy was taken away, or another file is the journal."""

    def __init__(self, journal: Path, part: Path) -> None:
        self.journal = journal
        self.part = part
        self.number = journal.stat().st_ino

    def __call__(self) -> bool:
        try:
            return not self.part.exists() or self.journal.stat().st_ino != self.number
        except OSError:
            return True


def _copy_of_wal(journal: Path, part: Path, gone: _Gone) -> None:
    """Copy by SQLite, which alone can read such a file; a reader keeps no writer of it waiting."""
    part.unlink()
    mark = mark_of(journal)
    copy_into(journal, part)
    if damage := damage_of(part, stop=gone):
        if damage_of(journal, stop=gone):
            raise DamagedSource(damage, mark)
        raise _not_as_written(damage)


def _copy_sound(journal: Path, part: Path, gone: _Gone) -> None:
    """Copy until the copy is sound, or the same bytes are read again and are not."""
    before = damage = ""
    for _ in range(_MOST_CHECKS):
        mark, written = _copy_at_one_moment(journal, part, gone)
        damage = damage_of(part, stop=gone)
        if not damage:
            return
        if mark == before and not written:
            raise DamagedSource(damage, mark)
        before = mark
    raise _not_as_written(damage)


def _not_as_written(damage: str) -> OSError:
    return OSError(f"the copy does not read back as it was written ({damage})")


def _copy_at_one_moment(journal: Path, part: Path, gone: _Gone) -> tuple[str, int]:
    """Copy until nobody writes meanwhile; return the mark, and how many blocks were not there yet.

    What is in the copy already is compared and stays, so that a second time takes little.
    """
    until = monotonic() + PATIENCE
    quiet, written = 0.0, 0
    while True:
        unchanged = _Unchanged(journal, _quiet(journal, quiet, until, gone), gone)
        if not _is_half_written(journal):
            counter = _counter(journal)
            written += _copy_blocks(journal, part, unchanged)
            if _counter(journal) == counter and unchanged():
                return unchanged.mark, written
        elif not lock_holders(journal).writers:
            _take_back(journal)
        quiet = min(max(quiet * 2, QUIET), LONGEST_QUIET)


class _Unchanged:
    """True, when it is called, as long as the journal has the same mark. Raises CopyStopped."""

    def __init__(self, journal: Path, mark: str, gone: _Gone) -> None:
        self.journal = journal
        self.mark = mark
        self.gone = gone

    def __call__(self) -> bool:
        if self.gone():
            raise CopyStopped
        return mark_of(self.journal) == self.mark


def _copy_blocks(journal: Path, part: Path, unchanged: Callable[[], bool]) -> int:
    """Copy as long as nobody writes; return how many blocks were not there yet. Raises OSError."""
    written = 0
    with journal.open("rb") as source, part.open("r+b") as target:
        while unchanged():
            begun = monotonic()
            block = source.read(BLOCK)
            if not block:
                target.truncate()
                os.fsync(target.fileno())
                break
            if _write(block, target):
                written += 1
                os.fsync(target.fileno())
                sleep(min(monotonic() - begun, _LONGEST_PAUSE))
    return written


def _write(block: bytes, target: BinaryIO) -> bool:
    """Write a block at the position if it is not there yet. Raises OSError."""
    at = target.tell()
    if target.read(len(block)) == block:
        return False
    target.seek(at)
    target.write(block)
    target.flush()
    return True


def _quiet(journal: Path, seconds: float, until: float, gone: _Gone) -> str:
    """Return the mark once nobody has written for so many seconds, or after ten times that.

    Nobody has then for a tick, so that any later write gives another mark. Raises OSError at the
    time `until` at the latest, CopyStopped.
    """
    begun = since = monotonic()
    seen = mark_of(journal)
    while True:
        now = monotonic()
        if now - since > _tick(seen) and (now - since >= seconds or now - begun > 10 * seconds):
            return seen
        if now > until:
            raise OSError("others wrote into the journal all the time")
        if gone():
            raise CopyStopped
        sleep(TICK / 2)
        if (mark := mark_of(journal)) != seen:
            seen, since = mark, monotonic()


def _tick(mark: str) -> float:
    return WHOLE_SECONDS if mark.endswith("0" * 9) else TICK


def _counter(journal: Path) -> bytes:
    # To open a file is also what makes a network file system ask for its time again.
    with journal.open("rb") as file:
        return file.read(_COUNTER[1])[_COUNTER[0] :]


def _is_half_written(journal: Path) -> bool:
    """True if a transaction has begun to write to the database; it may be that of a killed run.

    SQLite begins its rollback journal with zeros until all of it is on the disk.
    """
    try:
        with Path(f"{os.path.realpath(journal)}-journal").open("rb") as file:
            return bool(file.read(1).strip(b"\0"))
    except OSError:
        return False


def _take_back(journal: Path) -> None:
    """Let SQLite take back what a killed run left half written. Raises sqlite3.Error."""
    with closing(connect(journal)) as db:
        db.execute("PRAGMA user_version").fetchone()
