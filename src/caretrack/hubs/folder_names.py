"""How the files of a folder hub are called: no two machines can mean two things by one name.

The name of a file ends with the hash of what is in it. A file that is not whole, or was changed,
or was called by something else, has another hash or another sort of name, and is passed over.
"""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

OPS = ".ops"
NOTE = ".note"
# What is being written, until it gets its name. A program that copies the folder may copy it.
PART = ".part"
_NAME = re.compile(r"([a-z0-9_]*)-(\d{10})-([0-9a-f]{32})(\.ops|\.note)")
_PLAIN = re.compile(r"[^a-z0-9]")
_QUOTED = re.compile(r"_([0-9a-f]+)_")
# The start of a hash that stands for a file in a cursor.
SHORT = 12


class FileName(NamedTuple):
    """A name in parts: whose file, or what note, it is; its number there; the hash of it all."""

    of: str
    number: int
    digest: str
    ending: str

    @property
    def short(self) -> str:
        """Return what stands for this file in a cursor."""
        return self.digest[:SHORT]

    def __str__(self) -> str:
        """Return the name as it is in the folder."""
        return f"{quoted(self.of)}-{self.number:010}-{self.digest}{self.ending}"


def read_name(name: str) -> FileName | None:
    """Return the parts of a name, or None if no hub gave it."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    try:
        return FileName(_unquoted(found[1]), int(found[2]), found[3], found[4])
    except (ValueError, OverflowError):
        return None


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder, none if it is not there. Raises OSError."""
    try:
        return [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return []


def quoted(text: str) -> str:
    """Return a text in small letters and digits that every file system keeps apart."""
    return _PLAIN.sub(lambda found: f"_{ord(found[0]):x}_", text)


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda found: chr(int(found[1], 16)), text)


def digest_of(*parts: bytes) -> str:
    """Return the hash of what is in a file, as it stands in the name."""
    digest = new_digest()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:32]


def new_digest() -> "hashlib._Hash":
    """Return a hash to which what is in a file is added as it is read."""
    return hashlib.sha256()
