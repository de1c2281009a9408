"""Automatic backups: one at the first write of a day, one before every migration.

Each is checked before it has its name, and an older one is only deleted while enough newer ones
are known to be sound. A small journal is copied before the write; a large one afterwards, by a
process that nobody waits for (`copy_process.py`).
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path

from caretrack.disk import AnyPath, links_to, private_folder, put_new, sync_file
from caretrack.errors import JournalUnusable
from caretrack.journal.files.file import (
    BACKUPS,
    DEFAULT_TIMEOUT,
    FAILED,
    FAILED_AND_TOLD,
    lies_in_backups,
)
from caretrack.temporary import temporary_beside

# What makes and checks copies is imported where one is due: once a day.

# In bytes. To copy and check a file of this size takes less than to start a process that does
# (bench/backup.py), so that is done at once, before the write.
COPIED_AT_ONCE = 4 * 1024 * 1024
_DAILY = re.compile(r"\d{4}-\d{2}-\d{2}\.db")
ADVICE = "`care doctor` says more."
# Has the journal at this path copied for this day, and so many kept; returns a line to be said.
CopyLater = Callable[[Path, date, int], str]


def backup_folder(path: Path) -> Path:
    """Return the folder of the automatic backups of the journal at `path`: beside it."""
    return path.with_name(f"{path.name}{BACKUPS}")


def backups(path: Path) -> list[Path]:
    """Return the automatic backups of the journal at `path`, newest first.

    Also those that earlier versions made beside a link to it, if this run came by that link. The
    day is the one in the name; times only order those of one day. Raises OSError if a folder cannot
    be read.
    """
    folders = [backup_folder(name) for name in (path, *links_to(path))]
    found = [
        (day_of(file), _changed(file), file.name, file)
        for folder in folders
        if folder.is_dir()
        for file in folder.glob("*.db")
    ]
    return [file for *_, file in sorted(found, reverse=True)]


def day_of(file: Path) -> date:
    """Return the day in the name of a backup; of a name without one, when the file was changed.

    The time of a file says little: a copy, or a backup that was restored, has a new one.
    """
    with suppress(ValueError):
        return date.fromisoformat(file.name[:10])
    # A local calendar day is what is meant.
    return date.fromtimestamp(_changed(file))  # noqa: DTZ012


def _changed(file: Path) -> float:
    """Return when a file was changed, in seconds; 0 if it has gone, or says no time."""
    with suppress(OSError):
        return max(0.0, min(file.lstat().st_mtime, 4e9))
    return 0.0


def is_daily(file: Path) -> bool:
    """True if it was made at the first write of a day: such a backup is deleted in its time."""
    return _DAILY.fullmatch(file.name) is not None


def newest_sound(path: Path) -> Path | None:
    """Return the newest automatic backup of which every page can be read; None if there is none."""
    from caretrack.journal.files.copying import damage_of

    with suppress(OSError):
        for file in backups(path):
            with suppress(sqlite3.Error):
                if not damage_of(file):
                    return file
    return None


class DailyCopy:
    """The journal as it was before the first write of a day, under a name for a temporary file."""

    def __init__(self, path: Path, today: date, problem: str, part: Path | None = None) -> None:
        """`problem` is why there is none; "" if there is a `part`, or one was made before."""
        self.path = path
        self.today = today
        self.problem = problem
        self.part = part
        self.most = 0

    def keep(self) -> str:
        """Make it the backup of the day, and delete those that are too many.

        Called once the write is in the journal. Return the line that is to be said; "" for none.
        """
        if self.part is not None:
            target = backup_folder(self.path) / f"{self.today.isoformat()}.db"
            try:
                put_new(self.part, target)
                prune(self.path, target, self.today, self.most)
            except FileExistsError:
                pass  # The write of another process was the first of the day, by a hair.
            except FileNotFoundError:
                pass  # `care forget`, beside this, has taken it away.
            except OSError as error:
                return why_not_made(error)
        return self.problem


class LaterCopy(DailyCopy):
    """None yet: the journal is copied after the answer."""

    def __init__(self, path: Path, today: date, later: CopyLater, most: int) -> None:
        """`later` sees to the copy; the `most` newest sound ones are kept."""
        super().__init__(path, today, "")
        self.later = later
        self.most = most

    def keep(self) -> str:
        """Have the copy made. Return the line that is to be said; "" for none."""
        return self.later(self.path, self.today, self.most)


@contextmanager
def daily_copy(
    path: Path,
    db: sqlite3.Connection,
    today: date,
    timeout: float,
    kept: Callable[[], int],
    later: CopyLater,
) -> Iterator[DailyCopy]:
    """Copy the journal as it is before the first write of `today`, and check the copy.

    `db` has begun to write, so that no other process can, and has written nothing yet. It is no
    backup before it is kept; otherwise it is gone at the end of the block. As many of the newest
    sound ones as `kept` says are kept. A large journal is copied by `later`, once the write is
    kept. Raises JournalUnusable if the journal is damaged, or was found so by the last copy:
    nothing is written into such a file.
    """
    _refuse_known_damage(path, db)
    target = backup_folder(path) / f"{today.isoformat()}.db"
    size = path.stat().st_size
    if os.path.lexists(target) or not size:
        there = not size or (target.is_file() and target.stat().st_size)
        problem = f"no daily backup was made: {target} is in the way. Move it."
        yield DailyCopy(path, today, "" if there else problem)
        return
    if size > COPIED_AT_ONCE:
        yield LaterCopy(path, today, later, kept())
        return
    from caretrack.journal.files.copying import copy_into

    most = kept()
    with ExitStack() as stack:
        try:
            private_folder(target.parent)
            part = stack.enter_context(temporary_beside(target, path))
            copy_into(path, part, timeout)
            refuse_damage(path, db, part)
            sync_file(part)
        except (OSError, sqlite3.Error) as error:
            made = DailyCopy(path, today, why_not_made(error))
        else:
            made = DailyCopy(path, today, "", part)
            made.most = most
        yield made


def _refuse_known_damage(path: Path, db: sqlite3.Connection) -> None:
    """Raise JournalUnusable if the last copy found the journal damaged, and it still is.

    It is read again only if it was written to since: by `care restore`, or another program.
    """
    if not lies_in_backups(path, FAILED, FAILED_AND_TOLD):
        return
    from caretrack.journal.files import copy_failure

    failure = copy_failure.read_failure(path)
    if failure is None or not failure.damage:
        return
    damage, mark = failure.damage, copy_failure.mark_of(path)
    if mark != failure.mark:
        from caretrack.journal.files.copying import find_damage

        if not (damage := find_damage(db)):
            copy_failure.clear_failure(path)
            return
        copy_failure.record_failure(path, failure._replace(damage=damage, mark=mark))
    raise damaged(path, damage)


def why_not_made(error: Exception, day: date | None = None) -> str:
    """Return the line for a daily backup that could not be made, of today or an earlier `day`."""
    when = f" on {day.isoformat()}" if day else ""
    why = getattr(error, "strerror", None) or error
    return f"no daily backup was made{when}: {why}. {ADVICE}"


def refuse_damage(path: Path, db: sqlite3.Connection, part: Path) -> None:
    """Raise JournalUnusable if the copy in `part` is damaged because the journal is.

    Raises OSError if only the copy is.
    """
    from caretrack.journal.files.copying import damage_of, find_damage

    if not (damage := damage_of(part)):
        return
    if not find_damage(db):
        raise OSError(f"the copy does not read back as it was written ({damage})")
    raise damaged(path, damage)


def damaged(path: Path, damage: str, so: str = "nothing was written") -> JournalUnusable:
    """Return the error for a journal that is damaged, with the newest backup that is sound."""
    import shlex

    last = newest_sound(path)
    if last is None:
        hint = (
            "There is no sound automatic backup: `care restore` one that you made, or save what "
            "can be read with `care export --to json -o FILE`."
        )
    else:
        hint = (
            f"The newest sound backup is of {day_of(last).isoformat()}: "
            f"`care restore {shlex.quote(str(last))}` says what would change, and keeps what is "
            "there."
        )
    return JournalUnusable(f"the journal {path} is damaged, so {so}: {damage}", f"{hint} {ADVICE}")


def prune(path: Path, made: Path, today: date, most: int) -> None:
    """Delete the daily backups that are older than the newest `most` sound ones.

    The last of these is read again first: each is, once in its time, before anything that is older
    is let go. One for a day to come, made while the clock was wrong, neither counts nor is deleted.
    """
    from caretrack.journal.files.checked import CheckedBackups

    known = CheckedBackups(backup_folder(path))
    known.remember(made)
    files = [file for file in backups(path) if is_daily(file) and day_of(file) <= today]
    older: list[Path] = []
    if len(files) > most:
        sound = [file for file in files if known.is_sound(file)]
        last = sound[most - 1] if len(sound) >= most else None
        if last is not None and (last == made or known.is_sound(last, again=True)):
            older = files[files.index(last) + 1 :]
    for file in older:
        with suppress(OSError):
            file.unlink()
    if len(files) > 1:  # one alone is not deleted, so nothing need be remembered of it
        known.save(files, path)


def backup_before_migration(
    place: AnyPath,
    db: sqlite3.Connection,
    version: int,
    today: date,
    timeout: float = DEFAULT_TIMEOUT,
) -> Path:
    """Copy a journal of an older `version` before it is changed, whatever its size.

    `db` has begun to write, so that of several processes one makes the copy. Its name says the
    version after its own: `before-version-3` holds version 2. Raises JournalUnusable if the journal
    is damaged, OSError if the copy cannot be made.
    """
    import filecmp
    from itertools import count

    from caretrack.journal.files.copying import copy_into

    path = Path(place)
    folder = backup_folder(path)
    name = f"{today.isoformat()}-before-version-{version + 1}"
    private_folder(folder)
    with temporary_beside(folder / f"{name}.db", path) as part:
        copy_into(path, part, timeout)
        refuse_damage(path, db, part)
        for number in count(1):
            target = folder / (f"{name}.db" if number == 1 else f"{name}-{number}.db")
            # A migration that was killed has left the same copy.
            if target.is_file() and filecmp.cmp(part, target, shallow=False):
                break
            try:
                put_new(part, target)
                break
            except FileExistsError:
                continue
    return target
