"""Import the rows of another journal into this one: all of them or none.

Each row is checked, its references too. A row is known by its id. What is there stays as it is,
unless the file is to have its way: a journal that is exported and imported again changes nothing.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from caretrack.domain.clock import LONGEST_DAYS
from caretrack.domain.model import MOST_IN_A_CROWD
from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import country_code
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.journal import phones
from caretrack.journal.connection import Journal
from caretrack.journal.forget.erase import UNFINISHED
from caretrack.journal.imports.bulk import ORDER, log_new, refresh_derived, start_bulk
from caretrack.journal.people import handle_key
from caretrack.journal.phones import COUNTRY
from caretrack.journal.rows import ALPHABET
from caretrack.journal.schema import MODEL, columns, definitions, key_columns, triggers

_ID = re.compile(f"[{ALPHABET}]{{16}}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z", re.ASCII)
# Worked out from another column: what the file says there is ignored, and may be missing.
_MADE = frozenset({"name_key", "value_key"})
_RANGES = {
    "cadence_days": (0, LONGEST_DAYS), "days": (0, LONGEST_DAYS), "mood": (1, 5),
    "month": (1, 12), "day": (1, 31), "year": (1, 9999),
    "crowd": (1, MOST_IN_A_CROWD),
}  # fmt: skip
_NUMBERS = {"cadence": LONGEST_DAYS, "crowd": 1000}
_SKIPPED = re.compile(r"\d{1,6} \d{4}-\d\d-\d\d (?:never|\d{4}-\d\d-\d\d)", re.ASCII)

IncomingRow = tuple[
    str, str, dict[str, Any]
]  # the table, where the row stands in the file, its values
NOTHING_CHANGED = "Nothing was changed."


class Unfit(Exception):
    """Why a row cannot be taken in, in plain words."""


class _Column(NamedTuple):
    name: str
    needed: bool
    check: Callable[[Any], Any]
    default: int | None


def fit(table: str, values: dict[str, Any], country: str = "") -> tuple[Any, ...]:
    """The values of a row in the order of the columns, as they are stored. Raises Unfit.

    `country` is where phone numbers in national form belong.
    """
    if table not in MODEL:
        raise Unfit("a journal has no such table")
    unknown = values.keys() - set(columns(table))
    if unknown:
        raise Unfit(f"there is no column {_quoted(min(unknown))}")
    row = {column.name: _checked(column, values) for column in _columns(table)}
    _whole(table, row, country)
    return tuple(row.values())


def _checked(column: _Column, values: dict[str, Any]) -> Any:
    value = values.get(column.name)
    if column.name in _MADE:
        return None
    if value is None:
        if column.needed:
            raise Unfit(f"{column.name} is missing")
        return column.default
    try:
        return column.check(value)
    except Unfit as why:
        raise Unfit(f"{column.name} {why}") from None


def _whole(table: str, row: dict[str, Any], country: str) -> None:
    """What no column says by itself; and what is worked out."""
    if table == "people":
        row["name_key"] = name_key(row["name"])
    elif table == "handles":
        row["value_key"] = handle_key(row["sort"], row["value"], country)
    elif table == "occasions":
        _real_day(row["month"], row["day"], row["year"])
    elif table == "settings":
        _setting(row["key"], row["value"])


def _real_day(month: int, day: int, year: int | None) -> None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        raise Unfit(f"there is no {day}. {month}." + (f" in {year}" if year else "")) from None


def _setting(key: str, value: str) -> None:
    """A setting that is read as a number is one, or no page could be made any more."""
    if key in _NUMBERS and not (
        value.isascii() and value.isdigit() and int(value[:9]) <= _NUMBERS[key]
    ):
        raise Unfit(f"the setting {key} cannot be {_quoted(value)}")
    if key == COUNTRY and country_code(value) != value:
        raise Unfit(f"the setting {key} cannot be {_quoted(value)}")
    if key.startswith("skipped ") and not _SKIPPED.fullmatch(value):
        raise Unfit(f"the setting {_quoted(key)} cannot be {_quoted(value)}")


@cache
def _query_by_key(table: str) -> tuple[str, tuple[int, ...]]:
    """Return the statement that finds a row by its key, and the places of the key in a row."""
    keys, names = key_columns(table), columns(table)
    test = " AND ".join(f"{key} = ?" for key in keys)
    places = tuple(names.index(key) for key in keys)
    return f"SELECT rowid, * FROM {table} WHERE {test}", places


@cache
def _columns(table: str) -> tuple[_Column, ...]:
    return tuple(
        _Column(name, _is_needed(rest), _check_of(name, rest), 0 if "DEFAULT 0" in rest else None)
        for name, rest in definitions(table)
    )


def _is_needed(rest: str) -> bool:
    return "PRIMARY KEY" in rest or ("NOT NULL" in rest and "DEFAULT" not in rest)


def _check_of(name: str, rest: str) -> Callable[[Any], Any]:
    if name == "from_them":
        return _truth
    if rest.startswith("INTEGER"):
        low, high = _RANGES[name]
        return lambda value: _number(value, low, high)
    if name == "id" or name.endswith("_id"):
        return lambda value: _shaped(value, _ID, "is not an id", str)
    if name.endswith(("_on", "_until")):
        return lambda value: _shaped(value, _DAY, "is not a day", date.fromisoformat)
    if name.endswith("_at"):
        return lambda value: _shaped(value, _INSTANT, "is not an instant", datetime.fromisoformat)
    choice = re.search(r"CHECK \(\w+ IN \(([^)]*)\)\)", rest)
    if choice:
        words = re.findall(r"'([^']*)'", choice[1])
        return lambda value: _one_of(value, words)
    return (
        (lambda value: _text(value, empty=False))
        if name in {"name", "kind", "tag", "key", "value"}
        else _text
    )


def _truth(value: Any) -> int:
    if type(value) not in {bool, int} or value not in {0, 1}:
        raise Unfit(f"cannot be {_quoted(value)}: it is true or false")
    return int(value)


def _number(value: Any, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise Unfit(f"cannot be {_quoted(value)}: it is a whole number from {low} to {high}")
    return value


def _text(value: Any, *, empty: bool = True) -> str:
    if type(value) is not str:
        raise Unfit(f"cannot be {_quoted(value)}: it is a text")
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise Unfit("is not text: half a character is in it")
    if not empty and not value.strip():
        raise Unfit("is empty")
    return value


def _shaped(value: Any, shape: re.Pattern[str], no: str, read: Callable[[str], object]) -> str:
    text = _text(value)
    try:
        if not shape.fullmatch(text):
            raise ValueError
        read(text)
    except ValueError:
        raise Unfit(f"{no}: {_quoted(value)}") from None
    return text


def _one_of(value: Any, words: list[str]) -> str:
    if value not in words:
        raise Unfit(f"cannot be {_quoted(value)}: it is {', '.join(words[:-1])} or {words[-1]}")
    return str(value)


def _quoted(value: Any) -> str:
    return f"“{shortened(str(value)[:200], 40)}”" if str(value).strip() else "empty"


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
        self.journal = journal
        self.update = update
        self.starts = {table: self._last(table) for table in MODEL}
        self.fresh = not self.starts["people"] and not self.starts["touches"]
        # Who was deleted here gets nothing new.
        self.deleted = frozenset(
            row[0] for row in self.db.execute("SELECT id FROM people WHERE deleted_at IS NOT NULL")
        )
        self.counts: dict[str, list[int]] = {table: [0, 0, 0, 0] for table in MODEL}
        self.where = ""
        self.country = phones.country(journal.db)

    def write(self, rows: Iterable[IncomingRow]) -> dict[str, RowCounts]:
        """Write the rows, log them, and refresh derived data.

        Raises CareError, naming the row; then nothing may be kept.
        """
        db = self.db
        # New rows of large tables are logged by statement at the end; all others by their triggers.
        start_bulk(self.journal)
        db.execute("CREATE TEMP TABLE IF NOT EXISTS changed_rows (table_name TEXT, row INTEGER)")
        for table, group in groupby(rows, key=lambda row: row[0]):
            self._insert(table, group)
        self._unite_phones()
        for table in MODEL:
            self._refuse_what_points_nowhere(table)
        for table in ORDER:
            log_new(self.journal, table, self.starts[table])
            db.execute(triggers(table)[f"log_{table}_insert"])
        refresh_derived(
            self.journal,
            {table: self.starts[table] for table in ORDER},
            sum(count[0] for count in self.counts.values()),
        )
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
            fitting = self._fitting(table, rows)
            first = next(fitting, None)
            if first is None:
                return
            statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
            self.counts[table][0] += self.db.execute(statement, first).rowcount
            self.counts[table][0] += max(self.db.executemany(statement, fitting).rowcount, 0)
        except Unfit as why:
            raise CareError(f"{self.where}: {why}", NOTHING_CHANGED) from why
        except sqlite3.IntegrityError as error:
            raise CareError(f"{self.where}: {_in_words(error)}", NOTHING_CHANGED) from error

    def _fitting(self, table: str, rows: Iterable[IncomingRow]) -> Iterator[tuple[Any, ...]]:
        """The rows that are new, as they are stored; what is known is dealt with on the way."""
        for _, self.where, values in rows:
            row = fit(table, values, self.country)
            if table == "settings" and row[0] == UNFINISHED:
                continue
            # Into an empty table nothing is looked up: SQLite refuses what stands twice in the
            # file.
            there = self._there(table, row) if self.starts[table] else None
            if there is None:
                if self.update or not self.deleted or not self._of_somebody_deleted(table, row):
                    yield row
            elif there["rowid"] > self.starts[table]:
                raise Unfit("the same row is there twice")
            else:
                self._known(table, row, there)

    def _there(self, table: str, row: tuple[Any, ...]) -> sqlite3.Row | None:
        query, places = _query_by_key(table)
        self.cursor.execute(query, [row[place] for place in places])
        found: sqlite3.Row | None = self.cursor.fetchone()
        if found is None and table == "handles":
            # The same address may have been written down here, too.
            query = (
                "SELECT rowid, * FROM handles "
                "WHERE person_id = ? AND sort = ? AND value_key = ? AND rowid <= ?"
            )
            _, person, sort, _, key = row
            found = self.cursor.execute(query, (person, sort, key, self.starts[table])).fetchone()
        return found

    def _of_somebody_deleted(self, table: str, row: tuple[Any, ...]) -> bool:
        mine = dict(zip(columns(table), row, strict=True))
        return bool(self.deleted & {mine.get("person_id"), mine.get("other_id")})

    def _known(self, table: str, row: tuple[Any, ...], there: sqlite3.Row) -> None:
        count = self.counts[table]
        if tuple(there)[1:] == row:
            count[2] += 1
            return
        names = columns(table)
        different = {
            name: value for name, value in zip(names, row, strict=True) if there[name] != value
        }
        way = self.update or (self.fresh and table in {"kinds", "settings", "tag_cadences"})
        if not way or there[names[0]] != row[0]:
            count[2] += 1
            count[3] += "deleted_at" in different and different["deleted_at"] is None
            return
        settings = ", ".join(f"{name} = ?" for name in different)
        self.db.execute(
            f"UPDATE {table} SET {settings} WHERE rowid = ?", [*different.values(), there["rowid"]]
        )
        self.db.execute("INSERT INTO temp.changed_rows VALUES (?, ?)", (table, there["rowid"]))
        count[1] += 1

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
