"""Read the rows and the log side by side, and tell which of them do not match.

Most entries are logged in the order in which they lie in their tables. So rows and lines are read
in turn, each once and in their own order, and matched by id and check sum as they come: few wait
for each other. What is left is to be compared one by one (`log.py`), in one read: another command
may have written meanwhile. To look the line of each row up takes three times as long.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from caretrack.journal.change_log import MARKS, key_is, sum_of_row
from caretrack.journal.doctor.check import pieces
from caretrack.journal.schema import MODEL, row_id
from caretrack.journal.tables import DELETED, INSERTED, LOGGED

TOGETHER = 5_000  # rows or lines that are read in one go
WAITING = 200_000  # so many rows that changed may wait for their last line: some 60 MB
GROUP = 500
# A row or a line: the number of its table, the id, the check sum (None: removed; "": none can be
# made), and the rowid of the row or the number of the line.
Item = tuple[int, bytes, int | str | None, int]


class Unmatched(NamedTuple):
    """What may differ: the rowids of rows, by table, and the numbers of lines. In order."""

    rows: dict[str, list[int]]
    lines: list[int]


def find_unmatched(db: sqlite3.Connection) -> Unmatched:
    """Return every row that is not what its last line says, and every line whose row is not there.

    More than those may be in it. SQL must know `row_sum` (`add_row_sum`).
    """
    rows: dict[str, set[int]] = {table: set() for table in MODEL}
    lines: list[int] = []
    changed = db.execute(f"SELECT count(*) FROM changes WHERE event <> {INSERTED}").fetchone()[0]
    parts = 1 + changed // WAITING
    for part in range(parts):
        # By the last character of the id, which is any.
        only = "1" if parts == 1 else f"coalesce(unicode(substr({{}}, -1)), 0) % {parts} = {part}"
        with _plain_tuples(db):
            tables = _matched(db, only, lines)
        for side_by_side in tables:
            rows[side_by_side.name].update(side_by_side.rows_left())
            lines += side_by_side.lines_left()
    removed = db.execute(f"SELECT DISTINCT source FROM changes WHERE event = {DELETED}").fetchall()
    for table, rowids in rows.items():
        # Of a row that matched an older line than its last, that last one is left.
        rowids.update(_rows_of(db, table, lines))
        if (LOGGED[table],) in map(tuple, removed):
            rowids.update(_rows_that_were_removed(db, table))
    return Unmatched({table: sorted(rowids) for table, rowids in rows.items()}, sorted(lines))


def groups(numbers: list[int]) -> Iterator[str]:
    """Return the numbers as lists for SQL, some hundreds in each."""
    for start in range(0, len(numbers), GROUP):
        yield ", ".join(map(str, numbers[start : start + GROUP]))


@contextmanager
def _plain_tuples(db: sqlite3.Connection) -> Iterator[None]:
    """Read rows as tuples, which is faster. A cursor would, too, but would not wait for others."""
    usual, db.row_factory = db.row_factory, None
    try:
        yield
    finally:
        db.row_factory = usual


def _matched(db: sqlite3.Connection, only: str, of_no_table: list[int]) -> list["_Table"]:
    """Read rows and lines of some ids; return the tables with what is left in each.

    Lines of a table that does not exist go to `of_no_table`.
    """
    tables = {number: _Table(db, table, only) for table, number in LOGGED.items()}
    marks = ", ".join(map(str, MARKS.values()))
    query = (
        f"SELECT source, CAST(row_id AS BLOB), CASE event WHEN {DELETED} THEN NULL ELSE sum END, "
        f"seq FROM changes WHERE seq > ? AND seq <= ? AND source NOT IN ({marks}) "
        f"AND {only.format('row_id')}"
    )
    for piece in pieces(db, "changes", "seq", TOGETHER):
        lines = defaultdict(list)
        for line in db.execute(query, piece).fetchall():
            lines[line[0]].append(line)
        for number, some in lines.items():
            if number in tables:
                tables[number].match(some)
            else:
                of_no_table += (line[3] for line in some)
    for table in tables.values():
        table.read_to_the_end()
    return list(tables.values())


class _Table:
    """A table and the lines about it, with what waits for the other side."""

    def __init__(self, db: sqlite3.Connection, name: str, only: str) -> None:
        self.name = name
        self._db = db
        own = row_id(name, name)
        self._query = (
            f"SELECT {LOGGED[name]}, CAST({own} AS BLOB), {{}}, rowid FROM {name} "
            f"WHERE rowid > ? AND rowid <= ? AND {only.format(own)}"
        )
        self._pieces = pieces(db, name, most=TOGETHER)
        self._ahead = 0  # how many rows more than lines were read
        self._rows: dict[bytes, Item] = {}
        self._lines: dict[bytes, Item] = {}
        self._rows_twice: list[int] = []

    def match(self, lines: list[Item]) -> None:
        """Take lines in, in order; read as many rows."""
        self._ahead -= len(lines)
        while self._ahead < 0 and self._read():
            pass
        for line in lines:
            _, own, total, _ = line
            if total is None:
                self._lines.pop(own, None)
            elif own in self._rows and self._rows[own][2] == total:
                del self._rows[own]
                self._lines.pop(own, None)
            else:
                self._lines[own] = line

    def read_to_the_end(self) -> None:
        """Read the rows that are left."""
        while self._read():
            pass

    def rows_left(self) -> list[int]:
        """Return the rowids of the rows that no line matches."""
        return [*self._rows_twice, *(row[3] for row in self._rows.values())]

    def lines_left(self) -> list[int]:
        """Return the numbers of the lines that no row matches, the last of each id."""
        return [line[3] for line in self._lines.values()]

    def _read(self) -> bool:
        """Read some rows and match them; False if there are no more."""
        piece = next(self._pieces, None)
        if piece is None:
            return False
        rows = self._fetched(piece)
        self._ahead += len(rows)
        for row in rows:
            _, own, total, rowid = row
            if own in self._lines and self._lines[own][2] == total:
                del self._lines[own]
            elif own in self._rows:
                self._rows_twice.append(rowid)
            else:
                self._rows[own] = row
        return True

    def _fetched(self, piece: tuple[int, int]) -> list[Item]:
        try:
            query = self._query.format(sum_of_row(self.name, self.name))
            return self._db.execute(query, piece).fetchall()
        except sqlite3.OperationalError as error:
            # JSON holds no bytes, which another program may have written.
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            return self._db.execute(self._query.format("''"), piece).fetchall()


def _rows_of(db: sqlite3.Connection, table: str, lines: list[int]) -> Iterator[int]:
    """Return the rowids of the rows that these lines are about."""
    for some in groups(lines):
        for row in db.execute(
            f"SELECT {table}.rowid FROM changes AS c JOIN {table} ON {key_is(table, 'c.row_id')} "
            f"WHERE c.seq IN ({some}) AND c.source = {LOGGED[table]}"
        ).fetchall():
            yield row[0]


def _rows_that_were_removed(db: sqlite3.Connection, table: str) -> Iterator[int]:
    """Return the rowids of rows that are there, although a line says that they were removed."""
    for piece in pieces(db, "changes", "seq"):
        for row in db.execute(
            f"SELECT {table}.rowid FROM changes AS c JOIN {table} ON {key_is(table, 'c.row_id')} "
            f"WHERE c.seq > ? AND c.seq <= ? AND c.event = {DELETED} "
            f"AND c.source = {LOGGED[table]}",
            piece,
        ).fetchall():
            yield row[0]
