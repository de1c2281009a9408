"""How far a folder was read: which files, and where to go on in the one that was left half read."""

from collections.abc import Iterable
from typing import NamedTuple

from caretrack.hubs.folder_names import SHORT

_FIRST = "files"


class Cursor(NamedTuple):
    """The files that were read (`FileName.short`); and the `file` to go on with, at a byte."""

    read: Iterable[str]
    file: str = ""
    at: int = 0

    def __str__(self) -> str:
        """Return the cursor as it is kept."""
        return f"{_FIRST} {self.file or '-'} {self.at} {''.join(sorted(self.read))}"


def read_cursor(text: str) -> Cursor:
    """Return a cursor that was kept. What another sort of hub gave is the start."""
    parts = text.split(" ")
    if len(parts) != 4 or parts[0] != _FIRST or not parts[2].isdecimal():
        return Cursor(frozenset())
    names = parts[3]
    read = frozenset(names[at : at + SHORT] for at in range(0, len(names), SHORT))
    return Cursor(read, "" if parts[1] == "-" else parts[1], int(parts[2]))
