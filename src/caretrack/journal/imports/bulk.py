"""Many rows at once, without the triggers for each row.

The change log and derived data are made by statement at the end. Triggers take four times as long
(measured with 200,000 touches: 6.6 s against 1.6 s).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from caretrack.journal.change_log import add_row_sum, number_of, sum_of_row
from caretrack.journal.connection import Journal
from caretrack.journal.count_triggers import count_triggers
from caretrack.journal.derived import (
    count_touches_after,
    indexes_made_later,
    is_much,
    mark_stale,
    rebuild,
)
from caretrack.journal.schema import columns, row_id, triggers
from caretrack.journal.tables import INSERTED, LOGGED

# Tables in the order in which their rows may refer to each other.
ORDER = (
    "people",
    "handles",
    "tags",
    "touches",
    "touch_people",
    "facts",
    "actions",
    "feedback",
    "occasions",
    "events",
    "ties",
)
# Rows of people come in the order of their tables: more of SQLite's cache saves no time.
CACHE_KIB = 16_384
TOGETHER = 5_000  # rows are held before they are written
MANY = 5_000  # a log of fewer lines gets its indexes again behind the new ones, all at once
COUNT_NEW = "count_touches_insert"


class Bulk:
    """Takes new rows for one change set, and writes them many at a time.

    Values are in the order of the table's columns. Rows may refer to others that come later.
    Without `writes`, for a dry run, nothing is kept of them.
    """

    def __init__(self, journal: Journal, *, writes: bool = True) -> None:
        """Nothing written yet."""
        self.journal = journal
        self._writes = writes
        self._rows: dict[str, list[Sequence[Any]]] = {}
        self._waiting = 0
        self._starts: dict[str, int] = {}
        self._written = 0

    def add(self, table: str, *values: Any) -> None:
        """One row more; must run inside `journal.change(...)`."""
        if not self._writes:
            return
        self._rows.setdefault(table, []).append(values)
        self._waiting += 1
        if self._waiting >= TOGETHER:
            self._flush()

    def write(self) -> int:
        """Write what is left, log all and refresh derived data. Gives the number of rows."""
        self._flush()
        if self._starts:
            log_new(self.journal, self._starts)
            refresh_derived(self.journal, self._starts, self._written)
        return self._written

    def _flush(self) -> None:
        db = self.journal.db
        if self._rows and not self._starts:
            self._starts = start_bulk(self.journal, CACHE_KIB)
        for table in ORDER:
            if rows := self._rows.pop(table, None):
                marks = ", ".join("?" * len(columns(table)))
                db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                self._written += len(rows)
        self._waiting = 0


@contextmanager
def references_checked_later(journal: Journal) -> Iterator[None]:
    """Let a block that begins a transaction write rows without looking up what each refers to.

    Whoever writes them looks for all at once, before it commits.
    """
    journal.db.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        journal.db.execute("PRAGMA foreign_keys = ON")


def start_bulk(journal: Journal, cache_kib: int) -> dict[str, int]:
    """Let new rows be logged by statement, and refer to later ones; return the last row of each.

    SQLite keeps up to `cache_kib` of the file in memory, which is most of what an import takes.
    What comes after these rows is for `log_new` and `refresh_derived`, in this order.
    """
    db = journal.db
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = -{cache_kib}")
    for table in ORDER:
        db.execute(f"DROP TRIGGER log_{table}_insert")
    db.execute(f"DROP TRIGGER {COUNT_NEW}")
    return {
        table: db.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
        for table in ORDER
    }


def log_new(journal: Journal, starts: dict[str, int]) -> None:
    """Log the rows of each table after its start as written by the current change set.

    Rows that come later are logged by the triggers again.
    """
    db = journal.db
    add_row_sum(db)
    logged = db.execute("SELECT count(*) FROM (SELECT 1 FROM changes LIMIT ?)", (MANY,))
    is_new = logged.fetchone()[0] < MANY
    with indexes_made_later(db, ["changes"] if is_new else []):
        for table, last in starts.items():
            db.execute(
                "INSERT INTO changes (change_set, source, event, row_id, sum, before) "
                f"SELECT {number_of('?')}, {LOGGED[table]}, {INSERTED}, {row_id(table, table)}, "
                f"{sum_of_row(table, table)}, NULL FROM {table} WHERE rowid > ?",
                (journal.change_set, last),
            )
            db.execute(triggers(table)[f"log_{table}_insert"])


def refresh_derived(journal: Journal, starts: dict[str, int], written: int) -> None:
    """Refresh derived data after so many rows were written, in each table after its start."""
    journal.db.execute(count_triggers()[COUNT_NEW])
    if is_much(journal.db, written):
        rebuild(journal.db)
        return
    count_touches_after(journal.db, starts["touches"])
    for table, last in starts.items():
        mark_stale(journal.db, table, f"FROM {table} WHERE rowid > :last", {"last": last})
