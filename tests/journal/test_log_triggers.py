"""The triggers of the change log write what those of version 9 wrote, which were longer."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from caretrack.journal.schema import columns, key_columns
from caretrack.journal.tables import LOGGED

SCHEMAS = Path(__file__).parent.parent / "schemas"
OF_THE_LOG = "type = 'trigger' AND name LIKE 'log\\_%' ESCAPE '\\'"
# A change of every row to what it is already, of its key, of each column by itself, to a new row,
# and to none.
NEW_KEY = "'another'"


def opened(version: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript((SCHEMAS / f"{version}.sql").read_text())
    db.execute("UPDATE change_now SET change_set = 1")
    return db


def statements(table: str) -> list[str]:
    there = {row[1] for row in opened("010").execute(f"PRAGMA table_info({table})")}
    keys, every = key_columns(table), [name for name in columns(table) if name in there]
    own = [f"{NEW_KEY} AS {name}" if name == keys[-1] else name for name in every]
    copy = f"INSERT INTO {table} ({', '.join(every)}) SELECT {', '.join(own)} FROM {table} LIMIT 1"
    changed = [f"UPDATE {table} SET {name} = {name}" for name in every]
    moved = f"UPDATE {table} SET {keys[-1]} = {keys[-1]} || 'x' WHERE {keys[-1]} <> {NEW_KEY}"
    return [copy, *changed, moved, f"DELETE FROM {table}"]


def written(db: sqlite3.Connection, statement: str) -> tuple[list[Any], list[Any]]:
    db.execute("DELETE FROM changes")
    db.execute("DELETE FROM stale")
    db.execute(statement)
    log = db.execute("SELECT source, event, row_id, sum, before FROM changes ORDER BY seq")
    return log.fetchall(), db.execute("SELECT source, row_id FROM stale ORDER BY 1, 2").fetchall()


def as_before(db: sqlite3.Connection) -> None:
    """Give the triggers of version 9 to a journal."""
    for (name,) in db.execute(f"SELECT name FROM sqlite_master WHERE {OF_THE_LOG}").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    made = opened("009").execute(f"SELECT sql FROM sqlite_master WHERE {OF_THE_LOG}").fetchall()
    assert len(made) == 3 * len(LOGGED)
    for (sql,) in made:
        db.execute(sql)


@pytest.mark.parametrize("table", LOGGED)
def test_the_short_triggers_write_what_the_long_ones_wrote(table: str) -> None:
    new, old = opened("010"), opened("010")
    as_before(old)
    events = set()
    for statement in statements(table):
        (log, stale), before = written(new, statement), written(old, statement)
        # Two lines of a row that gets another key may change places with those of another row.
        assert (sorted(log, key=str), stale) == (sorted(before[0], key=str), before[1]), statement
        events.update(line[1] for line in log)
    assert events == {0, 1, 2}
