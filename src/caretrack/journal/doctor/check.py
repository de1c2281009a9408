"""What a check of the journal gives, and how it reads a table a piece at a time."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

# Rows that are read in one go: a command that wants to write waits for no more.
PIECE = 100_000


class JournalCheck(NamedTuple):
    """One check: its name, the verdict, a code for what was seen, and the code's values.

    `fine` is None if it could not be looked at: that is neither good nor bad, and is said.
    """

    check: str
    fine: bool | None
    code: str
    values: Mapping[str, Any] = {}


def pieces(db: sqlite3.Connection, table: str, key: str = "rowid") -> Iterator[tuple[int, int]]:
    """Return ranges of the rowid that hold every row: above the first, up to the second."""
    low, high = db.execute(f"SELECT min({key}), max({key}) FROM {table}").fetchone()
    if low is None:
        return
    for start in range(low - 1, high, PIECE):
        yield start, start + PIECE
