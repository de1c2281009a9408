"""Import the rows of another journal into this one: all of them or none.

Each row is checked, its references too. A row is known by its id. What is there stays as it is,
unless the file is to have its way: a journal that is exported and imported again changes nothing.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from caretrack.errors import CareError
from caretrack.journal import phones
from caretrack.journal.connection import Journal
from caretrack.journal.derived import indexes_made_later
from caretrack.journal.forget.erase import UNFINISHED
from caretrack.journal.imports.bulk import ORDER, log_new, refresh_derived, start_bulk
from caretrack.journal.imports.fitting import Unfit, fit, fit_many
from caretrack.journal.rows import placeholders
from caretrack.journal.schema import MODEL, columns, key_columns, triggers

# The table, where the row stands in the file (for a message), its values.
IncomingRow = tuple[str, object, dict[str, Any]]
TOGETHER = 500  # rows are checked, looked up and written; SQLite may take no more values at once
# Indexes made at the end are read again all over the file.
CACHE_KIB = 49_152
NOTHING_CHANGED = "Nothing was changed."


@cache
def _key_of(table: str) -> Callable[[tuple[Any, ...]], Any]:
    """Return what gives the key of a row."""
    return itemgetter(*(columns(table).index(key) for key in key_columns(table)))


class RowCounts(NamedTuple):
    """What became of the rows of a table; `gone` counts those deleted here and not in the file."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


class JournalImport:
    """One journal that is brought into another; must run inside `journal.change(...)`."""

    def __init__(self, journal: Journal, *, update: bool) -> None:
        """Look at what is there. With `update` the file outdoes the journal.

        In a journal without people, the settings and kinds of the file hold.
        """
        self.db = journal.db
        # The file is locked while rows are written: nothing that is looked up has to wait.
        self.cursor = journal.db.cursor()
        self.cursor.row_factory = None
        self.journal = journal
        self.update = update
        self.starts = {table: self._last(table) for table in MODEL}
        self.fresh = not self.starts["people"] and not self.starts["touches"]
        # Who was deleted here gets nothing new.
        self.deleted = frozenset(
            row[0] for row in self.db.execute("SELECT id FROM people WHERE deleted_at IS NOT NULL")
        )
        self.counts: dict[str, list[int]] = {table: [0, 0, 0, 0] for table in MODEL}
        self.where: object = ""
        self.country = phones.country(journal.db)

    def write(self, rows: Iterable[IncomingRow]) -> dict[str, RowCounts]:
        """Write the rows, log them, and refresh derived data.

        Raises CareError, naming the row; then nothing may be kept.
        """
        db = self.db
        # New rows of large tables are logged by statement at the end; all others by their triggers.
        start_bulk(self.journal, CACHE_KIB)
        db.execute("CREATE TEMP TABLE IF NOT EXISTS changed_rows (table_name TEXT, row INTEGER)")
        empty = [table for table in ORDER if not self.starts[table]]
        with indexes_made_later(db, empty):
            for table, group in groupby(rows, key=lambda row: row[0]):
                self._insert(table, group)
        self._unite_phones()
        for table in MODEL:
            self._refuse_what_points_nowhere(table)
        starts = {table: self.starts[table] for table in ORDER}
        log_new(self.journal, starts)
        refresh_derived(self.journal, starts, sum(count[0] for count in self.counts.values()))
        return {table: RowCounts(*count) for table, count in self.counts.items()}

    def _unite_phones(self) -> None:
        """Compare new numbers by the country that the journal has now, and keep each once.

        New rows are logged later.
        """
        if not self.counts["handles"][0]:
            return
        for event in ("update", "delete"):
            self.db.execute(f"DROP TRIGGER log_handles_{event}")
        if phones.country(self.db) != self.country:
            phones.make_keys_again(self.db)
        gone = phones.keep_one_of_each(self.db, after=self.starts["handles"])
        self.counts["handles"][0] -= gone
        for event in ("update", "delete"):
            self.db.execute(triggers("handles")[f"log_handles_{event}"])

    def _last(self, table: str) -> int:
        last: int = self.db.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
        return last

    def _insert(self, table: str, rows: Iterable[IncomingRow]) -> None:
        try:
            marks = ", ".join("?" * len(columns(table))) if table in MODEL else ""
            for fitting in self._fitting(table, rows):
                new = self._new_rows(table, fitting)
                statement = f"INSERT INTO {table} VALUES ({marks})"
                self.counts[table][0] += max(self.db.executemany(statement, new).rowcount, 0)
        except Unfit as why:
            raise CareError(f"{self.where}: {why}", NOTHING_CHANGED) from why
        except sqlite3.IntegrityError as error:
            raise CareError(f"{self.where}: {_in_words(error)}", NOTHING_CHANGED) from error

    def _fitting(
        self, table: str, rows: Iterable[IncomingRow]
    ) -> Iterator[list[tuple[object, tuple[Any, ...]]]]:
        """Give the rows as they are stored, each with its place, some hundreds at a time."""
        rows = iter(rows)
        while some := list(islice(rows, TOGETHER)):
            try:
                fitting = fit_many(table, [values for _, _, values in some], self.country)
            except Unfit:
                yield from self._one_by_one(table, some)
            else:
                yield [(row[1], stored) for row, stored in zip(some, fitting, strict=True)]

    def _one_by_one(
        self, table: str, rows: Iterable[IncomingRow]
    ) -> Iterator[list[tuple[object, tuple[Any, ...]]]]:
        for _, self.where, values in rows:
            yield [(self.where, fit(table, values, self.country))]

    def _new_rows(
        self, table: str, rows: Sequence[tuple[object, tuple[Any, ...]]]
    ) -> Iterator[tuple[Any, ...]]:
        """The rows that are new; what is known is dealt with on the way."""
        # Into an empty table nothing is looked up: SQLite refuses what stands twice in the file.
        start = self.starts[table]
        known = self._known_rows(table, [row for _, row in rows]) if start else {}
        key = _key_of(table)
        for self.where, row in rows:
            if table == "settings" and row[0] == UNFINISHED:
                continue
            there = known.get(key(row))
            if there is None and start and table == "handles":
                there = self._same_handle(row)
            if there is None:
                if self.update or not self.deleted or not self._of_somebody_deleted(table, row):
                    yield row
            elif there[0] > start:
                raise Unfit("the same row is there twice")
            elif there[1:] == row:
                self.counts[table][2] += 1
            elif self._known(table, row, there):
                known |= self._known_rows(table, [row])

    def _known_rows(
        self, table: str, rows: Sequence[tuple[Any, ...]]
    ) -> dict[Any, tuple[Any, ...]]:
        """Return what is there under the keys of these rows: the rowid and the columns, by key."""
        first = key_columns(table)[0]
        place = columns(table).index(first)
        values = list({row[place] for row in rows})
        found = self.cursor.execute(
            f"SELECT rowid, * FROM {table} WHERE {first} IN ({placeholders(values)})", values
        )
        key = _key_of(table)
        return {key(row[1:]): row for row in found}

    def _same_handle(self, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Return the handle that is the same for the same person: it may be written down here."""
        _, person, sort, _, key = row
        found: tuple[Any, ...] | None = self.cursor.execute(
            "SELECT rowid, * FROM handles "
            "WHERE person_id = ? AND sort = ? AND value_key = ? AND rowid <= ?",
            (person, sort, key, self.starts["handles"]),
        ).fetchone()
        return found

    def _of_somebody_deleted(self, table: str, row: tuple[Any, ...]) -> bool:
        mine = dict(zip(columns(table), row, strict=True))
        return bool(self.deleted & {mine.get("person_id"), mine.get("other_id")})

    def _known(self, table: str, row: tuple[Any, ...], there: tuple[Any, ...]) -> bool:
        """Change a row that is there if the file is to have its way: then True."""
        count = self.counts[table]
        rowid, *values = there
        different = {
            name: new
            for name, new, old in zip(columns(table), row, values, strict=True)
            if old != new
        }
        way = self.update or (self.fresh and table in {"kinds", "settings", "tag_cadences"})
        if not way or values[0] != row[0]:
            count[2] += 1
            count[3] += "deleted_at" in different and different["deleted_at"] is None
            return False
        settings = ", ".join(f"{name} = ?" for name in different)
        self.db.execute(
            f"UPDATE {table} SET {settings} WHERE rowid = ?", [*different.values(), rowid]
        )
        self.db.execute("INSERT INTO temp.changed_rows VALUES (?, ?)", (table, rowid))
        count[1] += 1
        return True

    def _refuse_what_points_nowhere(self, table: str) -> None:
        for _, _, parent, column, key, *_ in self.db.execute(
            f"PRAGMA foreign_key_list({table})"
        ).fetchall():
            found = self.db.execute(
                f"SELECT c.*, c.{column} AS nowhere FROM {table} AS c WHERE c.{column} IS NOT NULL "
                "AND (c.rowid > ? OR c.rowid IN "
                f"(SELECT row FROM temp.changed_rows WHERE table_name = '{table}')) "
                f"AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE p.{key} = c.{column}) LIMIT 1",
                (self.starts[table],),
            ).fetchone()
            if found is not None:
                row = " ".join(str(found[name]) for name in key_columns(table))
                raise CareError(
                    f"{table}, row {row}: {column} is {found['nowhere']}, "
                    f"and none of {parent} is called so, here or in the file",
                    NOTHING_CHANGED,
                )


def _in_words(error: sqlite3.IntegrityError) -> str:
    said = str(error)
    if said.startswith("UNIQUE"):
        return "the same row is there twice"
    return f"it breaks a rule of the journal: {said}"
