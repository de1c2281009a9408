"""Check the automatic backups: can one be made, do they open, was anything written since?"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from caretrack.journal.connection import Journal
from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.copy_failure import read_failure
from caretrack.journal.files.daily import backup_folder, backups, day_of, is_daily
from caretrack.journal.files.state import BackupState, look_at

CHECK = "backups"


def check_backups(journal: Journal, *, readable: bool) -> Iterator[JournalCheck]:
    """Look at every automatic backup, and at the place for the next. Nothing is written.

    `readable` is False if nothing can be asked of the journal itself.
    """
    path = journal.path
    if path is None:
        return
    try:
        files = backups(path)
    except OSError:
        files = []
    states = {file: look_at(file) for file in files}
    sound = {file: state for file, state in states.items() if state.is_sound}
    unsound = [file for file in files if file not in sound]
    kept = [file for file in unsound if file.stem.endswith("-before-restore")]
    bad = [file for file in unsound if file not in kept]
    yield _newest(journal, sound, readable)
    failure = read_failure(path)
    if failure is not None and not failure.damage:
        yield JournalCheck("last copy", False, "backup_failed", {"why": failure.text})
    if bad:
        values = {"files": bad, "why": states[bad[0]].why, "total": len(files)}
        yield JournalCheck("old backups", False, "backups_damaged", values)
    if kept:
        yield JournalCheck("kept", True, "backups_kept_damaged", {"files": kept})


def _newest(journal: Journal, sound: dict[Path, BackupState], readable: bool) -> JournalCheck:
    path = journal.path or Path()
    # A day to come in the name of a daily one says that the clock was wrong, and nothing more.
    past = [file for file in sound if not is_daily(file) or day_of(file) <= journal.today]
    newest = past[0] if past else None
    day = min(day_of(newest), journal.today) if newest else None
    values = {
        "count": len(sound),
        "days": (journal.today - day).days if day else None,
        "day": day,
        "ahead": len(sound) - len(past),
    }
    if why := why_none_can_be_made(path):
        return JournalCheck(CHECK, False, "backups_impossible", {**values, "why": why})
    if sound and newest is None:
        return JournalCheck(CHECK, True, "backups_ahead", values)
    if newest is None or day is None:
        written = readable and _written_for_days(journal, "")
        code = "backups_gone" if written else "no_backup"
        return JournalCheck(CHECK, not written, code, values)
    if not readable:
        return JournalCheck(CHECK, None, "backups_to_restore", {**values, "newest": newest})
    if _is_behind(journal, day, sound[newest]):
        return JournalCheck(CHECK, False, "backups_behind", values)
    return JournalCheck(CHECK, True, "backups", values)


def _is_behind(journal: Journal, day: date, newest: BackupState) -> bool:
    """True if something was written on a day after the newest sound backup.

    The backup of a day is made at its first write, and has what was written before.
    """
    touched = journal.db.execute(
        "SELECT max(happened_on) FROM touches WHERE happened_on <= ? AND deleted_at IS NULL",
        (journal.today.isoformat(),),
    ).fetchone()[0]
    if touched is not None and touched > day.isoformat():
        return True
    return _written_for_days(journal, newest.last_change or "")


def _written_for_days(journal: Journal, since: str) -> bool:
    """True if the changes after an instant (UTC) lie more than a day apart.

    So it does not matter in which zone somebody was, or what the clock said of the day.
    """
    first, last = journal.db.execute(
        "SELECT min(made_at), max(made_at) FROM change_sets WHERE made_at > ?", (since,)
    ).fetchone()
    try:
        return first is not None and _instant(last) - _instant(first) >= timedelta(days=1)
    except ValueError:
        return False


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def why_none_can_be_made(path: Path) -> str:
    """Return why the next automatic backup will fail, as far as looking tells; "" for no reason."""
    folder = backup_folder(path)
    if os.path.lexists(folder) and not folder.exists():
        return f"{folder} is a link to nowhere"
    if folder.exists() and not folder.is_dir():
        return f"{folder} is not a folder"
    place = folder if folder.exists() else folder.absolute().parent
    try:
        disk = os.statvfs(place)
    except OSError as error:
        return f"{place}: {error.strerror}"
    if disk.f_flag & os.ST_RDONLY:
        return f"{place} is on a disk that is read-only"
    if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        return f"{place} cannot be written: permission denied"
    size = path.stat().st_size
    free = disk.f_bavail * disk.f_frsize
    if disk.f_blocks and free < size:
        return f"the disk of {place} has room for {_mb(free)} MB, and the journal takes {_mb(size)}"
    return ""


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
