"""Take back a large change set many rows at a time, by statement.

What comes out is what `revert` makes of each line. Whatever is not plain is left to it: a row of
which a later line tells, one that is not as the log says, a person with later entries.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from caretrack.journal.change_log import (
    MARKS,
    UNCHANGED,
    key_is,
    number_of,
    of_row,
    sum_of_array,
    sum_of_row,
)
from caretrack.journal.changes import newest_first
from caretrack.journal.count_triggers import count_triggers
from caretrack.journal.derived import is_much, mark_stale, rebuild
from caretrack.journal.imports.bulk import ORDER
from caretrack.journal.revert import has_later_entries, revert
from caretrack.journal.rows import now
from caretrack.journal.schema import as_array, columns, triggers
from caretrack.journal.tables import DELETED, INSERTED, LOGGED, NO_SUM, UPDATED

TOGETHER = 5_000  # lines are taken back by one statement
# SQLite keeps so much of the file in memory.
CACHE_KIB = 8_192
_NAMES = {LOGGED[table]: table for table in ORDER}
# The lines of one run, in the order of their rows: each page of the tables and indexes that are
# looked into is then read and written once for a run, and not for every row.
_MAKE_ROOM = "CREATE TEMP TABLE run (seq INTEGER, source INTEGER, row_id TEXT, sum INTEGER, before)"
_FILL = """INSERT INTO temp.run SELECT seq, source, row_id, sum, before FROM changes
    WHERE change_set = :taken AND seq BETWEEN :first AND :last ORDER BY row_id"""
_LOG = "INSERT INTO changes (change_set, source, event, row_id, sum, before) SELECT :made, "


class _Run(NamedTuple):
    """Lines of a change set about the same event in the same table, and nothing between them.

    `values` are what statements about them bind: numbers of change sets and of lines, and the time.
    """

    table: str
    event: int
    lines: int
    values: dict[str, Any]


def revert_all(db: sqlite3.Connection, taken: str, made: str) -> tuple[int, set[str]]:
    """Take back the change set `taken` as the change set `made`.

    Returns how many lines it had, and their tables. Raises CareError if something later stands in
    the way. Must run inside a transaction.
    """
    db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    numbers = {
        name: db.execute(f"SELECT {number_of('?')}", (change_set,)).fetchone()[0]
        for name, change_set in (("taken", taken), ("made", made))
    }
    of_set = "SELECT count(*) FROM changes WHERE change_set = ?"
    again = is_much(db, db.execute(of_set, (numbers["taken"],)).fetchone()[0])
    db.execute(_MAKE_ROOM)
    rows, tables = 0, set()
    for run in _runs(db, numbers):
        if _is_plain(db, run):
            _revert_run(db, run, marks=not again)
            tables.add(run.table)
            rows += run.lines
            continue
        for change in newest_first(db, taken, run.values["first"], run.values["last"]):
            revert(db, change)
            rows += 1
            tables.add(change["table_name"])
    db.execute("DROP TABLE temp.run")
    if again:
        rebuild(db)
    return rows, tables


def _runs(db: sqlite3.Connection, numbers: dict[str, int]) -> Iterator[_Run]:
    """Return the lines of a change set in runs, newest first; each is then in `temp.run`."""
    newest = (
        "SELECT seq, source, event FROM changes "
        f"WHERE change_set = ? AND seq < ? AND source <> {MARKS[UNCHANGED]} "
        "ORDER BY seq DESC LIMIT ?"
    )
    before = 1 << 62
    while lines := db.execute(newest, (numbers["taken"], before, TOGETHER)).fetchall():
        kind = lines[0][1:]
        length = next((n for n, line in enumerate(lines) if line[1:] != kind), len(lines))
        before = lines[length - 1][0]
        values = {**numbers, "first": before, "last": lines[0][0], "now": now()}
        db.execute("DELETE FROM temp.run")
        db.execute(_FILL, values)
        yield _Run(_NAMES.get(kind[0], ""), kind[1], length, values)


def _is_plain(db: sqlite3.Connection, run: _Run) -> bool:
    """True if statements can take all of a run back."""
    table = run.table
    if not table:
        return False
    there = f"SELECT 1 FROM {table} WHERE {key_is(table, 'c.row_id')}"
    later = (
        f"EXISTS (SELECT 1 FROM changes AS n WHERE {of_row('n', 'c.row_id')} "
        "AND n.source = c.source AND n.seq > c.seq)"
    )
    other = f"c.sum <> {NO_SUM} AND EXISTS ({there} AND {sum_of_row(table, table)} <> c.sum)"
    if run.event == DELETED:
        odd = f"json_extract(c.before, '$[0]') IS NULL OR EXISTS ({there})"
    elif run.event == INSERTED:
        odd = f"{later} OR {other}"
        if table == "people":
            odd += f" OR {has_later_entries('c.row_id')}"
    elif "updated_at" in columns(table):
        odd = f"{later} OR NOT EXISTS ({there}) OR {other}"
    else:
        return False
    return db.execute(f"SELECT 1 FROM temp.run AS c WHERE {odd}").fetchone() is None


def _revert_run(db: sqlite3.Connection, run: _Run, *, marks: bool) -> None:
    """Take back a plain run and log it; `marks` says whether what it makes stale is marked."""
    if run.event == DELETED:
        event, write = "insert", _bring_back
    elif run.event == UPDATED:
        event, write = "update", _write_before
    elif "deleted_at" in columns(run.table):
        event, write = "update", _mark_deleted
    else:
        event, write = "delete", _delete
    with _without_triggers(db, run.table, event, counts=marks):
        if marks:
            _mark(db, run)
        write(db, run)
        if marks:
            _mark(db, run)


@contextmanager
def _without_triggers(
    db: sqlite3.Connection, table: str, event: str, *, counts: bool
) -> Iterator[None]:
    """Run a block without the triggers that log; with `counts` touches are counted as ever."""
    dropped = {f"log_{table}_{event}": triggers(table)[f"log_{table}_{event}"]}
    if table == "touches" and not counts:
        dropped[f"count_touches_{event}"] = count_triggers()[f"count_touches_{event}"]
    for name in dropped:
        db.execute(f"DROP TRIGGER {name}")
    yield
    for made in dropped.values():
        db.execute(made)


def _with_rows(table: str) -> str:
    """Return the FROM of the lines of a run with the rows of which they tell, as they stand."""
    return f"FROM temp.run AS c CROSS JOIN {table} ON {key_is(table, 'c.row_id')}"


def _mark(db: sqlite3.Connection, run: _Run) -> None:
    mark_stale(db, run.table, _with_rows(run.table), run.values)


def _mark_deleted(db: sqlite3.Connection, run: _Run) -> None:
    """Mark rows as deleted that the run brought, and are not deleted yet."""
    table = run.table
    alive = f"{_with_rows(table)} WHERE {table}.deleted_at IS NULL"
    _log_update(db, run, alive, {"deleted_at": ":now", "updated_at": ":now"})
    db.execute(
        f"UPDATE {table} SET deleted_at = :now, updated_at = :now "
        f"WHERE rowid IN (SELECT {table}.rowid {alive})",
        run.values,
    )


def _delete(db: sqlite3.Connection, run: _Run) -> None:
    """Delete rows that the run brought, in a table where none is marked as deleted instead.

    If they come back, it is in the order in which they were.
    """
    table = run.table
    rows = _with_rows(table)
    db.execute(
        f"{_LOG} c.source, {DELETED}, c.row_id, {NO_SUM}, {as_array(table, table)} {rows} "
        "ORDER BY c.seq DESC",
        run.values,
    )
    db.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT {table}.rowid {rows})")


def _bring_back(db: sqlite3.Connection, run: _Run) -> None:
    """Write rows again that the run deleted."""
    table = run.table
    values = ", ".join(_as_before(table).values())
    lines = "FROM temp.run AS c ORDER BY seq DESC"
    db.execute(f"INSERT INTO {table} SELECT {values} {lines}")
    summed = sum_of_array(table, "c.before")
    db.execute(f"{_LOG} source, {INSERTED}, row_id, {summed}, NULL {lines}", run.values)


def _write_before(db: sqlite3.Connection, run: _Run) -> None:
    """Write what rows were before the run changed them, of columns in which any of them did."""
    table = run.table
    rows, before = _with_rows(table), _as_before(table)
    compared = [name for name in before if name not in ("updated_at", "value_key")]
    differ = ", ".join(f"max({before[name]} IS NOT {table}.{name})" for name in compared)
    found = db.execute(f"SELECT {differ} {rows}").fetchone()
    changed = [name for name, differs in zip(compared, found, strict=True) if differs]
    values = {name: before[name] for name in changed} | {"updated_at": ":now"}
    new = db.execute(
        f"SELECT {', '.join(values.values())}, {table}.rowid {rows}", run.values
    ).fetchall()
    _log_update(db, run, rows, values)
    settings = ", ".join(f"{name} = ?" for name in values)
    db.executemany(f"UPDATE {table} SET {settings} WHERE rowid = ?", new)


def _log_update(db: sqlite3.Connection, run: _Run, rows: str, values: dict[str, str]) -> None:
    """Log that these rows of a run get new values, which are SQL expressions, before they do."""
    table = run.table
    summed = sum_of_row(table, table, values)
    db.execute(
        f"{_LOG} c.source, {UPDATED}, c.row_id, {summed}, {as_array(table, table)} {rows}",
        run.values,
    )


def _as_before(table: str) -> dict[str, str]:
    """Return the SQL expression for the value of each column before a line `c`."""
    return {
        name: f"json_extract(c.before, '$[{place}]')" for place, name in enumerate(columns(table))
    }
