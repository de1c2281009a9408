"""Rows that stand twice because two machines wrote them: one stays, by their order.

Rows have one order on all machines. So whoever sees some of the rows of one thing leaves the first
of them, and nobody lets all of them go.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from caretrack.domain.people.names import name_key
from caretrack.domain.sync.across import Day, days_twice, handles_twice
from caretrack.domain.talk.ties import meaning
from caretrack.journal.merging import SAME

# The entries of a person, each with the column that names whose they are.
OF_PEOPLE = (
    ("facts", "person_id"),
    ("actions", "person_id"),
    ("feedback", "person_id"),
    ("occasions", "person_id"),
    ("events", "person_id"),
    ("ties", "person_id"),
    ("ties", "other_id"),
)


# Whom the changes since the last time concern, as `concerned.py` writes it.
CONCERNED = "temp.concerned"


def let_go(db: sqlite3.Connection, table: str, goes: sqlite3.Row, stays: sqlite3.Row) -> None:
    """Mark an entry as deleted for another that says the same.

    When that was is taken from the two, and is one instant on all machines.
    """
    at = max(goes["updated_at"], stays["updated_at"])
    db.execute(
        f"UPDATE {table} SET deleted_at = ?, updated_at = ? WHERE id = ?", (at, at, goes["id"])
    )


def unite_entries(db: sqlite3.Connection, table: str, person_id: str, came: set[str]) -> int:
    """Leave one of the entries of a person that say the same, where one of them (by id) `came`.

    Returns how many go.
    """

    def said(row: sqlite3.Row) -> tuple[Any, ...]:
        return tuple(
            name_key(row[column]) if column in ("text", "label") else row[column]
            for column in SAME[table]
        )

    alike: dict[tuple[Any, ...], list[sqlite3.Row]] = {}
    for row in db.execute(
        f"SELECT * FROM {table} WHERE person_id = ? AND deleted_at IS NULL ORDER BY rowid",
        (person_id,),
    ):
        alike.setdefault(said(row), []).append(row)
    go = 0
    for stays, *others in alike.values():
        if came.isdisjoint({stays["id"], *(row["id"] for row in others)}):
            continue
        for row in others:
            let_go(db, table, row, stays)
            go += 1
    return go


def unite_all(db: sqlite3.Connection, reached: Iterable[str]) -> int:
    """Leave one of all handles, yearly days and ties that stand twice; return how many go.

    `reached` are people to whom something of somebody else has come.
    """
    return _handles(db, reached) + _days(db) + _ties(db)


def _handles(db: sqlite3.Connection, reached: Iterable[str]) -> int:
    twice = db.execute(
        f"SELECT h.person_id FROM {CONCERNED} AS c CROSS JOIN handles AS h ON h.person_id = c.id "
        "GROUP BY h.person_id, h.sort, h.value_key HAVING count(*) > 1"
    )
    go = []
    for person_id in sorted({row[0] for row in twice} | set(reached)):
        rows = db.execute(
            "SELECT sort, rowid, value_key FROM handles WHERE person_id = ? ORDER BY sort, rowid",
            (person_id,),
        ).fetchall()
        for sort, some in groupby(rows, key=lambda row: str(row["sort"])):
            go += handles_twice(sort, [(row["rowid"], row["value_key"]) for row in some])
    db.executemany("DELETE FROM handles WHERE rowid = ?", [(rowid,) for rowid in go])
    return len(go)


def _days(db: sqlite3.Connection) -> int:
    rows = db.execute(
        f"SELECT o.*, o.rowid AS place FROM {CONCERNED} AS c CROSS JOIN occasions AS o "
        "ON o.person_id = c.id WHERE o.deleted_at IS NULL AND EXISTS "
        "(SELECT 1 FROM occasions AS t WHERE t.person_id = o.person_id AND t.month = o.month "
        "AND t.day = o.day AND t.deleted_at IS NULL AND t.rowid <> o.rowid)"
    )
    by_place: dict[int, sqlite3.Row] = {}
    labels: dict[tuple[str, str], list[Day]] = {}
    for row in rows.fetchall():
        by_place[row["place"]] = row
        day = Day(row["place"], row["month"], row["day"], row["year"])
        labels.setdefault((row["person_id"], name_key(row["label"])), []).append(day)
    pairs = [pair for key in sorted(labels) for pair in days_twice(labels[key])]
    for goes, stays in pairs:
        let_go(db, "occasions", by_place[goes.order], by_place[stays.order])
    return len(pairs)


def _ties(db: sqlite3.Connection) -> int:
    there: dict[tuple[str, str, str], sqlite3.Row] = {}
    go: list[Sequence[sqlite3.Row]] = []
    for row in db.execute(
        "SELECT * FROM ties WHERE deleted_at IS NULL "
        f"AND (person_id IN {CONCERNED} OR other_id IN {CONCERNED}) ORDER BY rowid"
    ):
        ends = row["person_id"], row["other_id"]
        said = meaning(row["relation"], *ends)
        if ends[0] == ends[1]:
            go.append((row, row))
        elif said in there:
            go.append((row, there[said]))
        else:
            there[said] = row
    for goes, stays in go:
        let_go(db, "ties", goes, stays)
    return len(go)
