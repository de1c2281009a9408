"""What a reader is given: the file, and what the journal and the command line say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from caretrack.errors import CareError

LARGEST = 512 * 1024 * 1024


@dataclass(slots=True)
class Source:
    """A file or folder that is read. `position` counts the bytes of `size` that a reader is done with: progress tells the truth."""

    path: Path
    size: int
    position: int = 0

    def data(self) -> bytes:
        """The whole file, for formats that cannot be read piece by piece. Raises CareError where it cannot be read, or is too large for that."""
        if self.size > LARGEST:
            raise CareError(f"{self.path} is larger than {LARGEST // 1024 // 1024} MB", "Split it.")
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise CareError(f"cannot read {self.path}: {error.strerror or error}", "Check the path and its permissions.") from error


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader must know beside the file. Dates are local days.

    `known` are the e-mail addresses of the people in the journal, `mine` those of whoever keeps it, both casefolded; `columns`
    is what `--map` says (our field -> their column).
    """

    format: str
    today: date
    known: frozenset[str] = frozenset()
    mine: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_text: bool = False
    month_first: bool = False
