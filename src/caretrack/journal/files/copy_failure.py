"""What went wrong with the last daily backup, kept until it is told and until one is made.

The process that copies has nobody to tell it to. It leaves a small text beside the backups; the
next command tells it and renames it, for which a full disk has room.
"""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from caretrack.disk import new_private_file
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.files.file import FAILED, FAILED_AND_TOLD
from caretrack.temporary import temporary_beside


class CopyFailure(NamedTuple):
    """Why no daily backup was made, on which day; `damage` is what is wrong with the journal.

    `mark` is the journal as it was when the damage was seen; both are "" where it is sound.
    """

    day: str
    text: str
    damage: str = ""
    mark: str = ""


def mark_of(journal: Path) -> str:
    """Return what differs once the file was written to or replaced; "" if it is not there."""
    try:
        found = os.stat(journal)  # noqa: PTH116
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def read_failure(journal: Path) -> CopyFailure | None:
    """Return why the last copy failed, told or not; None if it did not."""
    folder = backup_folder(journal)
    return _read(folder / FAILED) or _read(folder / FAILED_AND_TOLD)


def failure_to_tell(journal: Path) -> CopyFailure | None:
    """Return why the last copy failed if nobody was told, and remember that somebody is."""
    folder = backup_folder(journal)
    failure = _read(folder / FAILED)
    if failure is not None:
        with suppress(OSError):
            (folder / FAILED).replace(folder / FAILED_AND_TOLD)
    return failure


def record_failure(journal: Path, failure: CopyFailure) -> bool:
    """Write it down, to be told by the next command; True if that could be done. Raises nothing."""
    folder = backup_folder(journal)
    lines = (" ".join(field.split()) for field in failure)
    with suppress(OSError), temporary_beside(folder / FAILED, journal) as part:
        with new_private_file(part) as file:
            file.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        part.replace(folder / FAILED)
        (folder / FAILED_AND_TOLD).unlink(missing_ok=True)
        return True
    return False


def clear_failure(journal: Path) -> None:
    """Forget it: a copy was made, or the journal is sound. Raises nothing."""
    for name in (FAILED, FAILED_AND_TOLD):
        with suppress(OSError):
            (backup_folder(journal) / name).unlink(missing_ok=True)


def failed_at(journal: Path) -> float:
    """Return when the last copy failed, in seconds since 1970; 0 if it did not."""
    times = [0.0]
    for name in (FAILED, FAILED_AND_TOLD):
        with suppress(OSError):
            times.append((backup_folder(journal) / name).stat().st_mtime)
    return max(times)


def _read(path: Path) -> CopyFailure | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            day, text, damage, mark = file.read(10_000).decode().splitlines()
        date.fromisoformat(day)
    except (OSError, ValueError):
        return None
    return CopyFailure(day, text, damage, mark)
