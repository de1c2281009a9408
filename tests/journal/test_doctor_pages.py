"""The indexes of a long table are compared in pieces, with what SQLite finds in one read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from caretrack.journal.doctor import check, stored
from caretrack.journal.doctor.check import JournalCheck

TABLE = """
CREATE TABLE long (id TEXT PRIMARY KEY, day TEXT, uid TEXT);
CREATE INDEX long_by_day ON long (day, uid);
CREATE INDEX long_by_uid ON long (uid) WHERE uid IS NOT NULL;
CREATE INDEX long_by_month ON long (substr(day, 1, 7)) WHERE uid IS NOT NULL;
CREATE TABLE short (id TEXT PRIMARY KEY, day TEXT) WITHOUT ROWID;
CREATE INDEX short_by_day ON short (day);
"""


@pytest.fixture
def db(monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    monkeypatch.setattr(stored, "AT_ONCE", 0)
    monkeypatch.setattr(stored, "LONG", 50)
    monkeypatch.setattr(check, "PIECE", 7)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.executescript(TABLE)
        rows = [(f"a{n}", f"2026-11-{n % 30:02}", f"u{n}" if n % 3 else None) for n in range(100)]
        db.executemany("INSERT INTO long VALUES (?, ?, ?)", rows)
        db.executemany("INSERT INTO short VALUES (?, ?)", [row[:2] for row in rows])
        yield db


def behind_the_back_of(db: sqlite3.Connection, index: str, statement: str) -> JournalCheck:
    """Run a statement that the index does not hear of, and look."""
    sql = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()[0]
    db.execute("PRAGMA writable_schema = ON")
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()[0]
    db.execute("DELETE FROM sqlite_master WHERE name = ?", (index,))
    db.execute("PRAGMA writable_schema = RESET")
    db.execute(statement)
    db.execute("PRAGMA writable_schema = ON")
    db.execute("INSERT INTO sqlite_master VALUES ('index', ?, 'long', ?, ?)", (index, root, sql))
    db.execute("PRAGMA writable_schema = RESET")
    return stored.check_pages(db)


def test_a_sound_table_is_fine(db: sqlite3.Connection) -> None:
    assert stored.check_pages(db) == JournalCheck("file", True, "file_sound")


@pytest.mark.parametrize("index", ["long_by_day", "long_by_uid", "long_by_month"])
@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("INSERT INTO long VALUES ('b1', '2026-11-01', 'new')", 1),
        ("DELETE FROM long WHERE rowid IN (2, 60)", 0),
        ("UPDATE long SET uid = 'other', day = '2026-12-01' WHERE rowid IN (3, 50, 99)", 3),
    ],
)
def test_an_index_that_does_not_fit_its_table_is_found(
    db: sqlite3.Connection, index: str, statement: str, missing: int
) -> None:
    found = behind_the_back_of(db, index, statement)
    assert (found.fine, found.code) == (False, "indexes_differ")
    assert found.values["count"] >= max(missing, 1)
    said = [line for line in stored._said_by(db, "integrity_check") if index in line]
    ours = list(stored._said_of_index(db, "long", index, False, sql_of(db, index)))
    assert ours == said


def sql_of(db: sqlite3.Connection, index: str) -> str:
    return str(db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()[0])
