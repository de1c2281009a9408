"""Rows and log, read side by side: nothing that differs may be taken for a match."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from zlib import crc32

import pytest

import stored
from caretrack.journal.change_log import add_row_sum
from caretrack.journal.doctor import matching
from caretrack.journal.doctor.check import pieces
from caretrack.journal.doctor.matching import find_unmatched
from caretrack.journal.schema import MODEL, columns, row_id
from caretrack.journal.tables import DELETED, LOGGED, NO_SUM

# Rows that changed, went, came again, changed twice in one command, and changed back.
COMMANDS = (
    ("add", "Ana Silva", "--tag", "vip", "--email", "ana@lagoon.example"),
    ("add", "Ben Okoro", "--tag", "port"),
    ("add", "Cem Aslan", "--every", "30"),
    ("log", "ana", "--with", "ben", "-l", "hobby: sailing", "walked along the harbour"),
    ("log", "ben", "-p", "send the map by friday", "rang to hear how the move went"),
    ("edit", "ana", "--role", "Head of Finance"),
    ("edit", "ana", "--role", "none"),
    ("edit", "ben", "--company", "Lagoon Foods"),
    ("tag", "cem", "port"),
    ("tag", "cem", "--remove", "port"),
    ("log", "cem", "said hello"),
    ("delete", "-"),
    ("merge", "ben", "cem", "--yes"),
    ("undo",),
    ("config", "cadence", "60"),
)
DAMAGES = (
    "DELETE FROM {table} WHERE rowid = {rowid}",
    "UPDATE {table} SET {column} = 'x' || {column} WHERE rowid = {rowid}",
    "UPDATE {table} SET {column} = x'00ff' WHERE rowid = {rowid}",
    "UPDATE {table} SET {column} = CAST(x'c328' AS TEXT) WHERE rowid = {rowid}",
    "INSERT INTO {table} SELECT * FROM kept_{table} ORDER BY rowid DESC LIMIT 1",
    "DELETE FROM changes WHERE seq = {seq}",
    "UPDATE changes SET sum = sum + 1 WHERE seq = {seq}",
    "UPDATE changes SET row_id = 'zzz' || row_id WHERE seq = {seq}",
    "UPDATE changes SET source = source % 14 + 1 WHERE seq = {seq}",
    "UPDATE changes SET source = 99 WHERE seq = {seq}",
    f"UPDATE changes SET event = {DELETED} WHERE seq = {{seq}}",
    f"UPDATE changes SET sum = {NO_SUM} WHERE seq = {{seq}}",
    "INSERT INTO changes SELECT seq + 10000, change_set, source, event, row_id, sum, before "
    "FROM changes WHERE seq = {seq}",
)
SIZES = [(1, 1), (2, 10_000), (3, 5), (5_000, 200_000)]


@pytest.fixture
def filled(journal_path: Path) -> Path:
    stored.fill(journal_path, *COMMANDS)
    with stored.opened(journal_path) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            db.execute(f"DROP TRIGGER {name}")
    return journal_path


def test_nothing_that_differs_is_taken_for_a_match(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = 0
    for seed in range(240):
        chance = random.Random(seed)
        with in_memory(filled) as db:
            for _ in range(chance.randrange(4)):
                damage(db, chance)
            rows, lines = by_hand(db)
            damaged += bool(rows or lines)
            together, waiting = chance.choice(SIZES)
            monkeypatch.setattr(matching, "TOGETHER", together)
            monkeypatch.setattr(matching, "WAITING", waiting)
            found = find_unmatched(db)
            assert lines <= set(found.lines), seed
            assert rows <= {(table, rowid) for table in MODEL for rowid in found.rows[table]}, seed
    assert damaged > 100


def test_of_a_sound_journal_next_to_nothing_is_left(filled: Path) -> None:
    with in_memory(filled) as db:
        left = find_unmatched(db)
        lines = db.execute("SELECT count(*) FROM changes").fetchone()[0]
    # Kinds that came with the journal were never logged.
    assert len(left.rows.pop("kinds")) == 16
    assert len(left.lines) + sum(map(len, left.rows.values())) < lines / 4


@contextmanager
def in_memory(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of a journal that nobody else sees, with rows beside it that are of no line."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        with stored.opened(path) as db:
            db.backup(copy)
        for table in MODEL:
            copy.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")
            if "id" in columns(table):
                copy.execute(f"UPDATE kept_{table} SET id = 'k' || substr(id, 2)")
        add_row_sum(copy)
        yield copy


def damage(db: sqlite3.Connection, chance: random.Random) -> None:
    table = chance.choice(list(MODEL))
    rowids = [row[0] for row in db.execute(f"SELECT rowid FROM {table}")] or [1]
    seqs = [row[0] for row in db.execute("SELECT seq FROM changes")]
    statement = chance.choice(DAMAGES).format(
        table=table,
        rowid=chance.choice(rowids),
        column=chance.choice(columns(table)),
        seq=chance.choice(seqs),
    )
    with suppress(sqlite3.IntegrityError):
        db.execute(statement)


def by_hand(db: sqlite3.Connection) -> tuple[set[tuple[str, int]], set[int]]:
    """The rows that are not what their last lines say, and last lines of which there is no row."""
    last = {}
    for seq, source, event, own, total in db.execute(
        "SELECT seq, source, event, CAST(row_id AS BLOB), sum FROM changes WHERE source < 100 "
        "ORDER BY seq"
    ):
        last[source, own] = (seq, event, total)
    rows: set[tuple[str, int]] = set()
    there: set[tuple[int, bytes]] = set()
    for table, number in LOGGED.items():
        for rowid, own, text in texts(db, table):
            there.add((number, own))
            _, event, total = last.get((number, own), (0, DELETED, None))
            if event == DELETED or (total != NO_SUM and total != sum_of(text)):
                rows.add((table, rowid))
    lines = {seq for key, (seq, event, _) in last.items() if key not in there and event != DELETED}
    return rows, lines


def texts(db: sqlite3.Connection, table: str) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Every row as JSON; None where a column holds bytes, which JSON cannot."""
    names = [name for name in columns(table) if name != "value_key"]
    for (rowid,) in db.execute(f"SELECT rowid FROM {table}").fetchall():
        own = db.execute(
            f"SELECT CAST({row_id(table, table)} AS BLOB) FROM {table} WHERE rowid = ?", (rowid,)
        ).fetchone()[0]
        text = None
        with suppress(sqlite3.OperationalError):
            text = db.execute(
                f"SELECT CAST(json_array({', '.join(names)}) AS BLOB) FROM {table} WHERE rowid = ?",
                (rowid,),
            ).fetchone()[0]
        yield rowid, own, text


def sum_of(text: bytes | None) -> int | None:
    if text is None:
        return None
    row = text.decode("utf-8", "surrogateescape")[1:-1].split(",")
    while row[-1] == "null":
        row.pop()
    return crc32(f"[{','.join(row)}]".encode("utf-8", "surrogateescape")) - 2**31


def test_the_check_sum_leaves_out_columns_without_a_value_at_the_end() -> None:
    with sqlite3.connect(":memory:") as db:
        add_row_sum(db)
        sums = [
            db.execute("SELECT row_sum(CAST(? AS BLOB))", (json.dumps(row, separators=(",", ":")),))
            for row in (["a", None, 3], ["a", None, 3, None], ["a", None, 3, None, None])
        ]
        same = {made.fetchone()[0] for made in sums}
        (only,) = same
        assert only == crc32(b'["a",null,3]') - 2**31
        none = db.execute("SELECT row_sum(CAST('[null,null]' AS BLOB)), row_sum(NULL)").fetchone()
        assert none == (crc32(b"[null]") - 2**31, None)


@pytest.mark.parametrize("rowids", [[], [1], [-5, 3, 4, 2**62], [2**63 - 1], [-(2**63) + 9, 0]])
def test_pieces_hold_every_row_and_pass_over_gaps(rowids: list[int]) -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE TABLE some (id INTEGER PRIMARY KEY)")
        db.executemany("INSERT INTO some VALUES (?)", [(rowid,) for rowid in rowids])
        found = [
            row[0]
            for piece in pieces(db, "some", most=3)
            for row in db.execute("SELECT id FROM some WHERE id > ? AND id <= ?", piece)
        ]
    assert found == rowids
