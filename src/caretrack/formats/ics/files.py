"""The calendar files that a path stands for: one .ics file, or all in a folder and below it.

khal and vdirsyncer keep a folder for each calendar, with a file for each event in it.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from caretrack.errors import CareError

# Twenty events on every working day for four years.
MOST_FILES = 20_000
_DEEPEST = 8


class CalendarFile(NamedTuple):
    """A file, and what tells whether it has changed."""

    path: Path
    size: int
    changed: int


def calendar_files(path: Path) -> list[CalendarFile]:
    """Return the files that a path stands for, in order.

    Raises CareError where it is not there, may not be read, or holds no calendar.
    """
    try:
        about = path.stat()
        if not stat.S_ISDIR(about.st_mode):
            return [CalendarFile(path, about.st_size, about.st_mtime_ns)]
        found = sorted(_below(path, 0))
    except FileNotFoundError as error:
        raise CareError("it is not there") from error
    except (OSError, ValueError) as error:
        raise CareError(f"it cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not found:
        raise CareError("there is no .ics file in it")
    if len(found) > MOST_FILES:
        raise CareError(f"there are more than {MOST_FILES:,} .ics files in it")
    return found


def _below(folder: Path, depth: int) -> Iterator[CalendarFile]:
    """Give the .ics files of a folder and of those in it; hidden ones and links to folders not."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if depth < _DEEPEST:
                        yield from _below(Path(entry.path), depth + 1)
                elif entry.name.lower().endswith(".ics") and entry.is_file():
                    about = entry.stat()
                    yield CalendarFile(Path(entry.path), about.st_size, about.st_mtime_ns)
            except OSError:
                # One folder of several that may not be entered, or a file that has just gone.
                continue
