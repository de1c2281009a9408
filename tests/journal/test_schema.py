"""The schema: its tables, and triggers that log every change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

import stored
from caretrack.domain.kinds.families import FAMILIES
from caretrack.journal.change_log import lines
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.migrations import make_triggers_again
from caretrack.journal.schema import MODEL, all_triggers, key_columns
from caretrack.journal.tables import ENTRIES

TODAY = date(2026, 11, 21)
STAMPS = "created_at updated_at deleted_at"

# The data model as the design writes it.
DESIGN = {
    "people": "id name name_key company role say met note cadence_days snoozed_until added_on "
    "archived_on archived_why "
    + STAMPS
    + " service prefers zone hours known_on taken_in_on department duties address owner",
    "handles": "id person_id sort value value_key",
    "tags": "person_id tag",
    "tag_cadences": "tag days",
    "kinds": "kind family label",
    "touches": "id happened_on kind channel from_them mood note source_uid "
    + STAMPS
    + " about crowd by",
    "touch_people": "touch_id person_id",
    "facts": "id person_id category text source learned_on touch_id retired_on "
    + STAMPS
    + " reached_on",
    "actions": "id person_id sort text due_on done_on touch_id " + STAMPS + " made_on",
    "feedback": "id person_id about tone text heard_on acted_on action told_on touch_id " + STAMPS,
    "occasions": "id person_id label month day year " + STAMPS,
    "events": "id person_id happens_on text touch_id " + STAMPS,
    "ties": "id person_id other_id relation " + STAMPS,
    "settings": "key value",
    "change_sets": "number id made_at command undoes",
    "changes": "seq change_set source event row_id sum before",
}
BUILT_IN_KINDS = {
    "care": {
        "checkin",
        "listen",
        "help",
        "thanks",
        "celebrate",
        "ask",
        "introduce",
        "social",
        "unknown",
    },
    "sales": {"pitch", "renewal", "invoice", "announce", "newsletter", "admin"},
    "tried": {"missed"},
}

WHEN = {
    "created_at": "2026-01-02T03:04:05.000006Z",
    "updated_at": "2026-01-02T03:04:05.000006Z",
    "deleted_at": None,
}
OF_ANA = {"person_id": "a1na000000000000"}
NAMED = {
    "name": "Zoë “Zo” Ż",
    "name_key": 'zoe "zo" z',
    "company": None,
    "role": "a\nb",
    "say": "",
    "met": None,
    "note": "1 < 2 \\ '",
}
ROWS: dict[str, dict[str, Any]] = {
    "people": {
        "id": "z1oe000000000000", **NAMED, "cadence_days": 14, "snoozed_until": None,
        "added_on": "2026-01-02", "archived_on": None,
        "archived_why": None, **WHEN, "service": "pay", "prefers": "call", "zone": "Asia/Seoul",
        "hours": "9-15", "known_on": None, "taken_in_on": None, "department": "Finance",
        "duties": "budget", "address": "12 Harbour Rd\nLisbon", "owner": "Mia Wong",
    },
    "handles": {"id": "h1aa000000000000", **OF_ANA, "sort": "email", "value": "A@b.example",
        "value_key": "a@b.example"},
    "tags": {**OF_ANA, "tag": "vip"},
    "tag_cadences": {"tag": "vip", "days": 7},
    "kinds": {"kind": "workshop", "family": "care", "label": "a workshop"},
    "touches": {
        "id": "t2aa000000000000", "happened_on": "2026-02-03", "kind": "checkin", "channel": "call",
        "from_them": 1, "mood": 2, "note": "x",
        "source_uid": None, **WHEN, "about": None, "crowd": 40, "by": "Mia Wong",
    },
    "touch_people": {"touch_id": "t1aa000000000000", "person_id": "b1en000000000000"},
    "facts": {
        "id": "f1aa000000000000", **OF_ANA, "category": "family", "text": "Mia", "source": "told",
        "learned_on": "2026-01-02", "touch_id": None,
        "retired_on": None, **WHEN, "reached_on": None,
    },
    "actions": {
        "id": "p1aa000000000000", **OF_ANA, "sort": "promise", "text": "send it",
        "due_on": "2026-03-04", "done_on": None, "touch_id": None, **WHEN, "made_on": None,
    },
    "feedback": {
        "id": "k1aa000000000000", **OF_ANA, "about": "product", "tone": "idea", "text": "a button",
        "heard_on": "2026-01-02", "acted_on": None,
        "action": None, "told_on": None, "touch_id": None, **WHEN,
    },
    "occasions": {"id": "c1aa000000000000", **OF_ANA, "label": "birthday", "month": 2, "day": 29,
        "year": None, **WHEN},
    "events": {"id": "q1aa000000000000", **OF_ANA, "happens_on": "2026-12-04",
        "text": "an operation", "touch_id": None, **WHEN},
    "ties": {"id": "n1aa000000000000", **OF_ANA, "other_id": "b1en000000000000", "relation": "boss",
        **WHEN},
    "settings": {"key": "crowd", "value": "4"},
}  # fmt: skip
CHANGED = {
    "people": "company", "handles": "value", "tags": "tag", "tag_cadences": "days",
    "kinds": "label", "touches": "note", "touch_people": "person_id",
    "facts": "text", "actions": "done_on", "feedback": "action", "occasions": "year",
    "events": "text", "ties": "relation", "settings": "value",
}  # fmt: skip


@pytest.fixture
def journal(journal_path: Path) -> Iterator[Journal]:
    """A journal with Ana, Ben and one touch with Ana."""
    with open_journal(journal_path, TODAY, make=True) as made:
        for start in ("a1na", "b1en"):
            insert(made.db, "people", {**ROWS["people"], "id": start + "0" * 12})
        insert(made.db, "touches", {**ROWS["touches"], "id": "t1aa" + "0" * 12})
        made.db.execute("DELETE FROM changes")
        yield made


def insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    db.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )


def logged(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    query = f"SELECT table_name, before, after FROM {lines()} ORDER BY seq"
    return [
        (table, json.loads(before or "null"), json.loads(after or "null"))
        for table, before, after in db.execute(query)
    ]


def where(row: dict[str, Any]) -> tuple[str, list[Any]]:
    """Return a condition that matches this row by all its values."""
    return " AND ".join(f"{name} IS ?" for name in row), list(row.values())


def triggers(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())


@pytest.mark.parametrize("table", DESIGN)
def test_every_table_of_the_design_is_there_with_its_columns(journal: Journal, table: str) -> None:
    assert [row["name"] for row in journal.db.execute(f"PRAGMA table_info({table})")] == DESIGN[
        table
    ].split()


def test_the_model_is_the_design_and_nothing_else() -> None:
    assert set(MODEL) == set(DESIGN) - {"change_sets", "changes"}


def test_a_new_journal_holds_the_kinds_of_the_design_and_nothing_else(journal_path: Path) -> None:
    with open_journal(journal_path, TODAY, make=True):
        pass
    kinds = stored.rows(journal_path, "SELECT family, kind FROM kinds")
    assert {
        family: {kind for of, kind in kinds if of == family} for family in FAMILIES
    } == BUILT_IN_KINDS
    empty = stored.everything(journal_path)
    assert [
        table
        for table, lines in empty.items()
        if lines and table not in {"kinds", "_sqlite_migrations"}
    ] == []


@pytest.mark.parametrize("table", MODEL)
def test_every_table_of_the_model_has_its_three_triggers(journal: Journal, table: str) -> None:
    found = journal.db.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? "
        "AND name GLOB 'log_*'",
        (table,),
    ).fetchall()
    events = sorted(
        event
        for event in ("INSERT", "UPDATE", "DELETE")
        for (sql,) in found
        if f"AFTER {event} ON {table}" in sql
    )
    assert events == ["DELETE", "INSERT", "UPDATE"]
    assert len(found) == 3


@pytest.mark.parametrize("table", MODEL)
def test_every_change_of_a_row_is_logged_with_what_it_was_and_what_it_became(
    journal: Journal, table: str
) -> None:
    row, name = ROWS[table], CHANGED[table]
    changed = {
        **row,
        name: {"days": 9, "year": 1976, "person_id": "a1na000000000000"}.get(name, "2026-05-06"),
    }
    insert(journal.db, table, row)
    this, values = where(row)
    journal.db.execute(f"UPDATE {table} SET {name} = ? WHERE {this}", [changed[name], *values])
    this, values = where(changed)
    journal.db.execute(f"DELETE FROM {table} WHERE {this}", values)
    between = [(table, row, changed)]
    if name in key_columns(table):
        # A row that gets another key, as in a merge, goes and comes again.
        between = [(table, row, None), (table, None, changed)]
    assert logged(journal.db) == [(table, None, row), *between, (table, changed, None)]


def test_a_change_of_another_program_belongs_to_no_change_set(journal: Journal) -> None:
    insert(journal.db, "tags", ROWS["tags"])
    assert [
        tuple(row) for row in journal.db.execute(f"SELECT change_set, row_id FROM {lines()}")
    ] == [(None, "a1na000000000000 vip")]


def test_a_change_of_a_command_belongs_to_its_change_set(journal: Journal) -> None:
    with journal.change("test") as change_set:
        insert(journal.db, "ties", ROWS["ties"])
    assert [
        tuple(row) for row in journal.db.execute(f"SELECT change_set, row_id FROM {lines()}")
    ] == [(change_set, "n1aa000000000000")]
    assert [
        tuple(row) for row in journal.db.execute("SELECT id, command, undoes FROM change_sets")
    ] == [(change_set, "test", None)]


def test_there_are_45_triggers_and_the_journal_has_them_all(journal: Journal) -> None:
    # Those of the log, and those that count touches.
    assert len(all_triggers()) == 3 * 14 + 3
    assert triggers(journal.db) == all_triggers()


def test_a_touch_takes_at_most_1000_bytes_of_the_file_and_200_of_them_are_its_log(
    journal: Journal,
) -> None:
    empty = bytes_of(journal.db)
    touches = [f"{number * 7919 % 100_000:05}00000000000" for number in range(3_000)]
    with journal.change("import"):
        for day, touch in enumerate(touches):
            note = f"talked about the harbour, the ferry and the {day} boats of the summer there"
            on = f"20{day % 20 + 5:02}-{day % 12 + 1:02}-{day % 28 + 1:02}"
            row = {**ROWS["touches"], "id": touch, "happened_on": on, "note": note}
            insert(journal.db, "touches", row)
            insert(journal.db, "touch_people", {**ROWS["touch_people"], "touch_id": touch})
    both = bytes_of(journal.db)
    journal.db.execute("DELETE FROM changes")
    assert (both - empty) / len(touches) <= 1_000
    assert (both - bytes_of(journal.db)) / len(touches) <= 200


def bytes_of(db: sqlite3.Connection) -> int:
    db.execute("VACUUM")
    pages, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    return pages * size


@pytest.mark.parametrize("table", MODEL)
def test_triggers_that_a_transform_dropped_are_made_again(journal: Journal, table: str) -> None:
    Database(journal.db, execute_plugins=False)[table].transform()
    assert not any(f" ON {table} " in sql for sql in triggers(journal.db).values()), (
        "sqlite-utils keeps triggers now: the making again may go"
    )
    make_triggers_again(journal.db)
    assert triggers(journal.db) == all_triggers()
    journal.db.execute("DELETE FROM changes")
    insert(journal.db, table, ROWS[table])
    assert logged(journal.db) == [(table, None, ROWS[table])]


@pytest.mark.parametrize("table", MODEL)
def test_two_copies_of_a_journal_can_be_merged_later(journal: Journal, table: str) -> None:
    unique = [
        row["origin"] for row in journal.db.execute(f"PRAGMA index_list({table})") if row["unique"]
    ]
    assert unique in ([], ["pk"])
    actions = {
        (row["on_update"], row["on_delete"])
        for row in journal.db.execute(f"PRAGMA foreign_key_list({table})")
    }
    assert actions <= {("NO ACTION", "NO ACTION")}


def test_nothing_counts_by_itself(journal: Journal) -> None:
    sql = " ".join(
        row[0] or "" for row in journal.db.execute("SELECT sql FROM sqlite_master")
    ).upper()
    assert "AUTOINCREMENT" not in sql
    assert "CASCADE" not in sql


@pytest.mark.parametrize("table", ENTRIES)
def test_an_entry_is_named_by_an_id_and_stamped(table: str) -> None:
    assert DESIGN[table].startswith("id ")
    assert set(STAMPS.split()) < set(DESIGN[table].split())


def test_references_are_checked(journal: Journal) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(journal.db, "tags", {"person_id": "nobody", "tag": "vip"})
