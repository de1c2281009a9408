"""What a reader is given: the file, and what the journal and the command line say about it."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.errors import CareError

LARGEST = 512 * 1024 * 1024


@dataclass(slots=True)
class Source:
    """A file or folder that is read. `position` counts the bytes of `size` that a reader is done with: progress tells the truth.

    `remarks` are what a reader guessed of the file as a whole, and may be wrong; they are whole when it is read, and are to be shown.
    """

    path: Path
    size: int
    position: int = 0
    remarks: list[str] = field(default_factory=list)

    def open(self) -> BinaryIO:
        """The file, to be read piece by piece; what is no plain file is refused and never waited for. Raises CareError."""
        return opened(self.path)

    def data(self) -> bytes:
        """The whole file, for formats that cannot be read piece by piece. Raises CareError where it cannot be read, or is too large for that."""
        if self.size > LARGEST:
            raise CareError(f"{self.path} is larger than {LARGEST // 1024 // 1024} MB", "Split it.")
        try:
            with self.open() as file:
                return file.read()
        except OSError as error:
            raise unread(self.path, error) from error


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader must know beside the file. Dates are local days.

    `known` are the e-mail addresses of the people in the journal, `mine` those of whoever keeps it, both casefolded; `columns`
    is what `--map` says (our field -> their column); `crowd` is the most people a touch may be with and still reset a clock (S1.7).
    """

    format: str
    today: date
    known: frozenset[str] = frozenset()
    mine: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_text: bool = False
    month_first: bool = False
    crowd: int = DEFAULT_CROWD


def opened(path: Path) -> BinaryIO:
    """A plain file, opened to be read. Raises CareError for anything else: a pipe or a device is never waited for, nor read."""
    try:
        # Without O_NONBLOCK, to open a FIFO waits for somebody who writes.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise unread(path, error) from error
    mode = os.fstat(number).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(number, "rb")
    os.close(number)
    if stat.S_ISDIR(mode):
        raise CareError(f"{path} is a folder", "Name a file.")
    raise CareError(f"{path} is not a file", "Write what it gives into a file, and name that.")


def unread(path: Path, error: Exception) -> CareError:
    """Why a file or folder could not be read, in one line."""
    if isinstance(error, FileNotFoundError) and str(path) == "-":
        return CareError(
            "only a file can be imported, not what a pipe gives",
            "Write it into a file, and name that.",
        )
    if isinstance(error, FileNotFoundError):
        return CareError(f"there is no file {path}", "Check the path.")
    why = getattr(error, "strerror", None) or error
    return CareError(f"cannot read {path}: {why}", "Check the path and its permissions.")
