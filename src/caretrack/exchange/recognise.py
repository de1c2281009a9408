"""Which program wrote this file: told from what is in it, never from its name."""

import re
from importlib import import_module

from caretrack.errors import CareError, WrongUsage
from caretrack.exchange.records import Parsed, decode, unix_lines

# The module that reads each format; imported when a file of that format comes.
READERS: dict[str, str] = {
    "vcard": "caretrack.exchange.vcard",
    "friends": "caretrack.exchange.friends",
}

# The first that fits decides.
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("vcard", re.compile(r"^BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)),
    ("friends", re.compile(r"^### (Activities|Notes|Friends|Locations):[ \t]*$", re.MULTILINE)),
)

_ARCHIVE = "Unpack it, and import what is inside."
_NOT_TEXT: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "the file is a zip archive", _ARCHIVE),
    (b"\x1f\x8b", "the file is a gzip archive", _ARCHIVE),
    (b"SQLite format 3\0", "the file is an SQLite database", ""),
    (b"%PDF-", "the file is a PDF", ""),
)
_UNDERSTOOD = "What can be read: vCards (.vcf) and the friends.md of the program friends."
_ENOUGH = 8192


def recognise(data: bytes) -> str:
    """The format of a file, out of its first few thousand bytes: a key of READERS.

    Raises CareError where it is none of them, with what can be read.
    """
    if not data.strip():
        raise CareError("the file is empty", _UNDERSTOOD)
    for start, what, hint in _NOT_TEXT:
        if data.startswith(start):
            raise CareError(what, hint or _UNDERSTOOD)
    text = unix_lines(decode(data[:_ENOUGH]))
    for name, sign in _SIGNS:
        if sign.search(text):
            return name
    if "\0" in text:
        raise CareError("the file is not text", _UNDERSTOOD)
    raise CareError("the file is in no format that is known here", _UNDERSTOOD)


def parse(data: bytes, format: str) -> Parsed:
    """What a file of this format gives.

    Raises WrongUsage for a format that is not known, and CareError where the format needs a package that is missing.
    """
    if format not in READERS:
        raise WrongUsage(f"there is no format {format!r}", f"The formats are {', '.join(READERS)}.")
    parsed: Parsed = import_module(READERS[format]).parse(data)
    return parsed
