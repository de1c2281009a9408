"""What a check of the journal gives, and how it reads a table a piece at a time."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

# Rows that are read in one go: a command that wants to write waits for no more.
PIECE = 25_000
# What SQLite can number rows with, but for the very first number.
FIRST_ROWID, LAST_ROWID = -(2**63) + 2, 2**63 - 1


class JournalCheck(NamedTuple):
    """One check: its name, the verdict, a code for what was seen, and the code's values.

    `fine` is None if it could not be looked at: that is neither good nor bad, and is said.
    """

    check: str
    fine: bool | None
    code: str
    values: Mapping[str, Any] = {}


def pieces(
    db: sqlite3.Connection, table: str, key: str = "rowid", most: int | None = None
) -> Iterator[tuple[int, int]]:
    """Return ranges of the rowid that hold every row: above the first, up to the second.

    A range holds at most `most` rows, or `PIECE`.
    """
    following = f"SELECT min({key}) FROM {table} WHERE {key} > ?"
    end = FIRST_ROWID - 1
    while (first := db.execute(following, (end,)).fetchone()[0]) is not None:
        end = min(first - 1 + (most or PIECE), LAST_ROWID)
        yield first - 1, end
