"""A journal exported and imported into an empty one is the same: all tables, all derived."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_derived import STEPS, TAGS, TODAY, add_person, picks, same_as_rebuilt, undo

from caretrack.app.exports import json as _export_json
from caretrack.app.exports.selection import ExportOptions, Selection
from caretrack.errors import CareError
from caretrack.formats.journal_json import read
from caretrack.formats.source import Source
from caretrack.journal import changes, people
from caretrack.journal import settings as journal_settings
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.imports.rows import JournalImport, RowCounts
from caretrack.journal.rows import new_id
from caretrack.journal.schema import MODEL, columns

EVERYTHING = Selection([], True, ExportOptions("json", None, None, None, everybody=True))
STAMP = "2026-11-20T12:00:00.000000Z"
ANA, BEN, TALK = "a1aaaaaaaaaaaaaa", "b1bbbbbbbbbbbbbb", "t1tttttttttttttt"
HOSTILE = (
    '=cmd|" /C calc"!A1', "O'Brien; DROP TABLE people;--", 'say "hi"\\',
    "\U0001f469‍\U0001f4bb \U0001f1f5\U0001f1f9", "a\0b",
    "مريم \u202egnp.exe\u202c", "\x1b[31mred\x9b0m\x7f", "line\nbreak\r\n\ttab", "]},{[",
    "</script><b>", "  spaces  ", "\u2028\ufeff\uffff", "e\u0301", "%s {0} $x `id`",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def opened(folder: Path, name: str) -> Journal:
    return open_journal(folder / name, TODAY, make=True)


def written(journal: Journal, to: Path) -> Path:
    with to.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_export_json.text(journal, EVERYTHING))
    return to


def brought(journal: Journal, path: Path, *, update: bool = False) -> dict[str, RowCounts]:
    source = Source(path, path.stat().st_size)
    with journal.change("import"):
        return JournalImport(journal, update=update).write(
            (row.table, row.where, row.values) for row in read(source)
        )


def model(journal: Journal) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the tables that people fill, in order, with stamps and deleted rows."""
    return {
        table: [tuple(row) for row in journal.db.execute(f"SELECT * FROM {table} ORDER BY rowid")]
        for table in MODEL
    }


def derived(journal: Journal) -> dict[str, list[tuple[Any, ...]]]:
    """What is made of them, without the numbers that the index gives to its texts."""
    tables = {table: f"SELECT * FROM {table}" for table in ("timeline", "clocks", "stale")}
    tables["search"] = (
        "SELECT source, row_id, text FROM search_docs JOIN search ON search.rowid = doc"
    )
    return {
        table: sorted(tuple(row) for row in journal.db.execute(query))
        for table, query in tables.items()
    }


def same(one: Journal, other: Journal) -> None:
    assert model(other) == model(one)
    assert derived(other) == derived(one)
    same_as_rebuilt(other)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.lists(st.tuples(st.integers(0, len(STEPS) - 1), picks), min_size=10, max_size=30),
    st.lists(st.sampled_from(HOSTILE), max_size=3),
)
def test_whatever_was_done_to_a_journal_it_comes_back_the_same(
    steps: list[tuple[int, list[int]]], texts: list[str]
) -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        opened(Path(name), "one.db") as one,
        opened(Path(name), "other.db") as other,
    ):
        for journal in (one, other):
            journal.db.execute("PRAGMA synchronous = OFF")
        with one.change("fill"):
            for number in range(3):
                add_person(one, number, number, number, number)
                people.tag(
                    one, one.db.execute("SELECT id FROM people").fetchone()[0], [TAGS[number]]
                )
        for number, pick in steps:
            if STEPS[number] is undo:
                undo(one, *pick)
            else:
                with one.change("step"):
                    STEPS[number](one, *pick)
        with one.change("hostile"):
            for text in texts:
                hostile(one, text)
        path = written(one, Path(name) / "journal.json")
        assert json.loads(path.read_text(encoding="utf-8"))["whole"] is True
        brought(other, path)
        same(one, other)
        # A second import changes nothing; after an undo nobody is left.
        before = changes.change_sets(other, 5)
        assert not any(counted.new or counted.changed for counted in brought(other, path).values())
        assert changes.change_sets(other, 5) == before
        changes.undo(other, changes.find_change_set(other, None))
        assert people.everybody(other, archived=None) == []
        same_as_rebuilt(other)


def hostile(journal: Journal, text: str) -> None:
    """A row of every table in which the text stands wherever a text may stand."""
    db = journal.db
    who, talk = new_id(), new_id()
    number = db.execute("SELECT count(*) FROM people").fetchone()[0]
    rows: Sequence[tuple[str, dict[str, Any]]] = (
        ("people", {"id": who, "name": text + "x", "name_key": people.name_key(text + "x"),
            "note": text, "say": text, "added_on": "0001-01-01",
                    "archived_on": "9999-12-31", "archived_why": text, "cadence_days": 0}),
        ("handles", {"id": new_id(), "person_id": who, "sort": "url", "value": text + "x",
            "value_key": people.handle_key("url", text + "x", "")}),
        ("tags", {"person_id": who, "tag": text.replace("\0", "") + "x"}),
        ("kinds", {"kind": f"own{number}{text}", "family": "sales", "label": text}),
        ("touches", {"id": talk, "happened_on": "2024-02-29", "kind": f"own{number}{text}",
            "channel": text, "from_them": 1, "mood": 5, "note": text,
                     "source_uid": text, "about": "sales", "deleted_at": STAMP}),
        ("touch_people", {"touch_id": talk, "person_id": who}),
        ("facts", {"id": new_id(), "person_id": who, "category": text, "text": text,
            "source": "closed", "learned_on": "2026-01-01", "touch_id": talk,
                   "retired_on": "2026-02-01"}),
        ("actions", {"id": new_id(), "person_id": who, "sort": "gesture", "text": text,
            "due_on": "2026-01-01", "done_on": "2026-01-01"}),
        ("feedback", {"id": new_id(), "person_id": who, "about": text, "tone": text, "text": text,
            "heard_on": "2026-01-01", "action": text}),
        ("occasions",
            {"id": new_id(), "person_id": who, "label": text, "month": 2, "day": 29, "year": None}),
        ("ties", {"id": new_id(), "person_id": who, "other_id": who, "relation": text}),
        ("settings", {"key": f"merged {who} {text}", "value": text + "x"}),
    )  # fmt: skip
    for table, row in rows:
        stamps = (
            {"created_at": STAMP, "updated_at": STAMP} if "created_at" in columns(table) else {}
        )
        whole = stamps | row
        db.execute(
            f"INSERT INTO {table} ({', '.join(whole)}) VALUES ({', '.join('?' * len(whole))})",
            list(whole.values()),
        )


def test_any_text_comes_back_to_the_byte(folder: Path) -> None:
    with opened(folder, "one.db") as one, opened(folder, "other.db") as other:
        with one.change("fill"):
            for text in HOSTILE:
                hostile(one, text)
            journal_settings.put(one, "crowd", 3)
            journal_settings.put(one, "cadence", 90)
            journal_settings.set_tag_cadence(one, "vip", 9)
        path = written(one, folder / "journal.json")
        assert not set(path.read_text(encoding="utf-8")) & set("\x1b\x9b\x7f\u202e\0")
        brought(other, path)
        same(one, other)


def person(**more: Any) -> dict[str, Any]:
    return {
        "id": ANA,
        "name": "Ana",
        "added_on": "2026-01-01",
        "created_at": STAMP,
        "updated_at": STAMP,
    } | more


def touch(**more: Any) -> dict[str, Any]:
    stamps = {"created_at": STAMP, "updated_at": STAMP}
    return {
        "id": TALK,
        "happened_on": "2026-01-02",
        "kind": "checkin",
        "channel": "call",
        "note": "hello",
        **stamps,
    } | more


def day(**more: Any) -> dict[str, Any]:
    return {
        "id": TALK,
        "person_id": ANA,
        "label": "birthday",
        "month": 2,
        "day": 29,
        "created_at": STAMP,
        "updated_at": STAMP,
    } | more


def brings(
    journal: Journal, tables: dict[str, list[dict[str, Any]]], *, update: bool = False
) -> dict[str, RowCounts]:
    rows = (
        (table, f"{table}, row {number}", row)
        for table, found in tables.items()
        for number, row in enumerate(found, 1)
    )
    with journal.change("import"):
        return JournalImport(journal, update=update).write(rows)


@pytest.fixture
def empty(folder: Path) -> Iterator[Journal]:
    with opened(folder, "journal.db") as journal:
        yield journal


BAD: list[tuple[dict[str, list[dict[str, Any]]], str]] = [
    ({"clocks": [{}]}, "clocks, row 1: a journal has no such table"),
    ({"people; DROP TABLE people": [{}]}, "a journal has no such table"),
    ({"people": [person(age=3)]}, "people, row 1: there is no column “age”"),
    ({"people": [person(name=None)]}, "name is missing"),
    ({"people": [{"id": ANA}]}, "name is missing"),
    ({"people": [person(name=" ")]}, "name is empty"),
    ({"people": [person(name=3)]}, "name cannot be “3”: it is a text"),
    ({"people": [person(name="\ud800")]}, "name is not text: half a character is in it"),
    ({"people": [person(name=["Ana"])]}, "it is a text"),
    ({"people": [person(id="ana")]}, "id is not an id: “ana”"),
    ({"people": [person(id="../../../../etc1")]}, "id is not an id"),
    ({"people": [person(id=ANA + "\n")]}, "id is not an id"),
    ({"people": [person(added_on="2026-02-30")]}, "added_on is not a day: “2026-02-30”"),
    ({"people": [person(added_on="20260201")]}, "added_on is not a day"),
    ({"people": [person(added_on=20260201)]}, "added_on cannot be"),
    ({"people": [person(created_at="yesterday")]}, "created_at is not an instant"),
    ({"people": [person(created_at="2026-13-20T12:00:00Z")]}, "created_at is not an instant"),
    (
        {"people": [person(cadence_days=1.5)]},
        "cadence_days cannot be “1.5”: it is a whole number from 0 to",
    ),
    ({"people": [person(cadence_days=True)]}, "cadence_days cannot be"),
    ({"people": [person(cadence_days=10**30)]}, "cadence_days cannot be"),
    ({"people": [person(cadence_days=-1)]}, "cadence_days cannot be"),
    ({"people": [person(), person()]}, "people, row 2: the same row is there twice"),
    (
        {"people": [person()], "tags": [{"person_id": ANA, "tag": "vip"}] * 2},
        "tags, row 2: the same row is there twice",
    ),
    (
        {
            "kinds": [
                {"kind": "checkin", "family": "sales", "label": "x"},
                {"kind": "own", "family": "sale", "label": "x"},
            ]
        },
        "it is care, sales or tried",
    ),
    (
        {"kinds": [{"kind": "own", "family": "care", "label": "x"}] * 2},
        "the same row is there twice",
    ),
    (
        {"touches": [touch(kind="own")]},
        f"touches, row {TALK}: kind is own, and none of kinds is called so",
    ),
    ({"touches": [touch(mood=6)]}, "mood cannot be “6”"),
    ({"touches": [touch(from_them="yes")]}, "from_them cannot be “yes”"),
    (
        {"touches": [touch(about="weather")]},
        "about cannot be “weather”: it is product, marketing, sales or service",
    ),
    (
        {"touches": [touch()], "touch_people": [{"touch_id": TALK, "person_id": BEN}]},
        f"person_id is {BEN}, and none of people",
    ),
    (
        {"people": [person()], "touch_people": [{"touch_id": TALK, "person_id": ANA}]},
        f"touch_id is {TALK}, and none of touches",
    ),
    ({"people": [person()], "occasions": [day(day=30)]}, "there is no 30. 2."),
    ({"people": [person()], "occasions": [day(year=2025)]}, "there is no 29. 2. in 2025"),
    ({"people": [person()], "occasions": [day(month=13)]}, "month cannot be “13”"),
    ({"settings": [{"key": "crowd", "value": "many"}]}, "the setting crowd cannot be “many”"),
    ({"settings": [{"key": "cadence", "value": "9" * 5_000}]}, "the setting cadence cannot be"),
    ({"settings": [{"key": f"skipped {ANA}", "value": "often"}]}, "cannot be “often”"),
    ({"settings": [{"key": "crowd", "value": 3}]}, "it is a text"),
]


@pytest.mark.parametrize(("tables", "said"), BAD, ids=lambda value: ascii(value)[:50])
def test_a_row_that_cannot_be_is_refused_and_nothing_comes_in(
    empty: Journal, tables: dict[str, list[dict[str, Any]]], said: str
) -> None:
    before = model(empty)
    with pytest.raises(CareError) as refused:
        brings(
            empty,
            {
                "people": [person(id=BEN)]
                if "people" not in tables and "person_id is" not in said
                else [],
                **tables,
            },
        )
    assert said in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")
    assert "\n" not in str(refused.value)
    assert model(empty) == before
    same_as_rebuilt(empty)


def test_what_is_needed_is_enough(empty: Journal) -> None:
    brings(
        empty,
        {
            "touch_people": [{"touch_id": TALK, "person_id": ANA}],
            "touches": [touch()],
            "people": [person(name="Łu Żak")],
        },
    )
    assert [row["name_key"] for row in empty.db.execute("SELECT name_key FROM people")] == [
        "lu zak"
    ]
    assert [row["from_them"] for row in empty.db.execute("SELECT from_them FROM touches")] == [0]
    same_as_rebuilt(empty)


def test_who_is_there_stays_as_they_are_and_the_others_come_in(empty: Journal) -> None:
    brings(empty, {"people": [person()], "settings": [{"key": "crowd", "value": "3"}]})
    counted = brings(
        empty,
        {
            "people": [person(name="Anna", note="new"), person(id=BEN)],
            "settings": [{"key": "crowd", "value": "9"}],
        },
    )
    assert counted["people"] == RowCounts(new=1, same=1)
    assert [row["name"] for row in empty.db.execute("SELECT name FROM people ORDER BY rowid")] == [
        "Ana",
        "Ana",
    ]
    assert journal_settings.get(empty, "crowd") == 3


def test_with_update_the_file_has_its_way_and_undo_takes_it_back(empty: Journal) -> None:
    brings(
        empty,
        {
            "people": [person()],
            "touches": [touch()],
            "touch_people": [{"touch_id": TALK, "person_id": ANA}],
        },
    )
    before = model(empty)
    later = {
        "people": [person(name="Anna", note="new")],
        "touches": [touch(mood=1, kind="pitch")],
        "settings": [{"key": "crowd", "value": "9"}],
    }
    counted = brings(empty, later, update=True)
    assert (counted["people"], counted["touches"], counted["settings"]) == (
        RowCounts(changed=1),
        RowCounts(changed=1),
        RowCounts(new=1),
    )
    assert people.find(empty, "anna").note == "new"
    same_as_rebuilt(empty)
    changes.undo(empty, changes.find_change_set(empty, None))
    stamps = {"people": 14, "touches": 9}
    for table, rows in model(empty).items():
        place = stamps.get(table)
        assert [row[:place] for row in rows] == [row[:place] for row in before[table]]


def test_a_change_that_points_nowhere_is_refused(empty: Journal) -> None:
    brings(empty, {"people": [person()], "occasions": [day()]})
    with pytest.raises(CareError, match=f"person_id is {BEN}, and none of people"):
        brings(empty, {"occasions": [day(person_id=BEN)]}, update=True)


def test_the_same_row_twice_is_refused_where_there_are_others_already(empty: Journal) -> None:
    brings(empty, {"people": [person()]})
    with pytest.raises(CareError, match="people, row 2: the same row is there twice"):
        brings(empty, {"people": [person(id=BEN), person(id=BEN)]})


def test_who_was_deleted_here_gets_nothing_new_unless_they_are_brought_back(empty: Journal) -> None:
    whole = {"people": [person()], "occasions": [day()], "tags": [{"person_id": ANA, "tag": "vip"}]}
    brings(empty, whole)
    changes.undo(empty, changes.find_change_set(empty, None))
    assert brings(empty, whole)["people"] == RowCounts(same=1, gone=1)
    assert empty.db.execute("SELECT count(*) FROM tags").fetchone()[0] == 0
    assert brings(empty, whole, update=True)["people"] == RowCounts(changed=1)
    assert [
        (found.name, people.listed(empty, [ANA])[ANA].tags) for found in people.everybody(empty)
    ] == [("Ana", ("vip",))]
    same_as_rebuilt(empty)


def test_an_address_that_was_written_down_here_too_stands_once(empty: Journal) -> None:
    address = {"person_id": ANA, "sort": "email", "value": "ana@lagoon.example"}
    brings(empty, {"people": [person()], "handles": [{"id": BEN, **address}]})
    assert brings(empty, {"handles": [{"id": TALK, **address}]}, update=True)[
        "handles"
    ] == RowCounts(same=1)


def test_a_forget_that_was_cut_off_is_nothing_to_another_journal(
    empty: Journal, folder: Path
) -> None:
    empty.db.execute("INSERT INTO settings VALUES ('forgetting', ?)", (ANA,))
    assert "forgetting" not in written(empty, folder / "journal.json").read_text()
    with opened(folder, "other.db") as other:
        brings(other, {"settings": [{"key": "forgetting", "value": ANA}]})
        assert model(other)["settings"] == []


def test_undo_of_an_import_keeps_a_kind_that_what_is_deleted_still_has(empty: Journal) -> None:
    kinds = {"kinds": [{"kind": "own", "family": "care", "label": "own"}]}
    brings(
        empty,
        {
            **kinds,
            "people": [person()],
            "touches": [touch(kind="own")],
            "touch_people": [{"touch_id": TALK, "person_id": ANA}],
        },
    )
    changes.undo(empty, changes.find_change_set(empty, None))
    assert people.everybody(empty) == []
    assert date.fromisoformat(
        empty.db.execute("SELECT happened_on FROM touches WHERE kind = 'own'").fetchone()[0]
    )
