"""What a file is that no reader takes, and what to export instead: `words/foreign_files.txt`."""

import re
from functools import cache
from typing import NamedTuple

from caretrack.words import word_lists

# The name of a table, as SQLite writes it into the first pages of a database.
_TABLE = r"""\ASQLite format 3[\s\S]*?CREATE TABLE (?:IF NOT EXISTS )?["'\[`]?{}\b"""

# How a text begins that has such a sign.
_BEGINNINGS = {
    "starts": r"\A\s*(?:{})",
    "markup": r"\A\s*<[\s\S]*?(?:{})",
    "json": r"\A\s*[{{\[][\s\S]*?(?:{})",
}


class ForeignFile(NamedTuple):
    """A kind of file: what it is, and what to do with it."""

    name: str
    advice: str


def foreign_binary(head: bytes) -> ForeignFile | None:
    """Return what a file is that is not text, by its first bytes; None where they say nothing."""
    return next((kind for kind, pattern in _signs()[0] if pattern.search(head)), None)


def foreign_text(text: str) -> ForeignFile | None:
    """Return what a text is that no reader takes; None for a text of no kind that is known."""
    return next((kind for kind, pattern in _signs()[1] if pattern.search(text)), None)


def foreign_archive(names: str) -> ForeignFile | None:
    """Return what a zip archive is of which nothing is read, by the names in it, one a line."""
    return next((kind for kind, pattern in _signs()[2] if pattern.search(names)), None)


@cache
def _signs() -> tuple[
    list[tuple[ForeignFile, re.Pattern[bytes]]],
    list[tuple[ForeignFile, re.Pattern[str]]],
    list[tuple[ForeignFile, re.Pattern[str]]],
]:
    """Return the signs of each kind in bytes, in text and in names, in the order of the file."""
    binary, text, names = [], [], []
    for name, body in word_lists("foreign_files").items():
        *signs, advice = body.split("\n")
        kind = ForeignFile(name, advice)
        for sign in signs:
            sort, _, value = sign.partition(" ")
            if sort in _BEGINNINGS:
                text.append((kind, re.compile(_BEGINNINGS[sort].format(value))))
            elif sort == "member":
                names.append((kind, re.compile(value, re.MULTILINE)))
            else:
                binary.append((kind, _in_bytes(sort, value)))
    return binary, text, names


def _in_bytes(sort: str, value: str) -> re.Pattern[bytes]:
    if sort == "begins":
        return re.compile(rb"\A" + re.escape(bytes.fromhex(value)))
    if sort == "table":
        return re.compile(_TABLE.format(value).encode(), re.IGNORECASE)
    return re.compile(value.encode(), re.DOTALL)
