"""Derived tables always equal a rebuild from the entries, after any steps in any order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import reference
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stored
from caretrack.domain.kinds.families import BUILT_IN, Kind
from caretrack.domain.model import Action, Fact, Feedback, Occasion
from caretrack.domain.tie import Tie
from caretrack.errors import CareError
from caretrack.journal import changes, entries, people, touches
from caretrack.journal import settings as journal_settings
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.delete_entry import delete_entry
from caretrack.journal.derived import rebuild
from caretrack.journal.doctor.examine import examine
from caretrack.journal.files.transaction import transaction
from caretrack.journal.queries import stats_of_people
from caretrack.journal.rows import update
from caretrack.journal.tables import ENTRIES
from conftest import Care

TODAY = date(2026, 11, 21)
TAGS = ("vip", "porto", "new")
INDEXED = ("people", "touches", "facts", "actions", "feedback", "occasions")
# Numbers that pick the person, the entry and the day; hypothesis shrinks them.
picks = st.lists(st.integers(0, 40), min_size=4, max_size=4)


def ids(journal: Journal, table: str, only: str = "deleted_at IS NULL") -> list[str]:
    return [
        row[0] for row in journal.db.execute(f"SELECT id FROM {table} WHERE {only} ORDER BY rowid")
    ]


def one(found: list[str], pick: int) -> str | None:
    return found[pick % len(found)] if found else None


def add_person(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    cadence = (None, None, 0, 1, 7, 30)[b % 6]
    made = people.add(
        journal,
        f"Łu Nr{a}",
        anyway=True,
        cadence_days=cadence,
        company=f"Café {c}",
        added_on=TODAY - timedelta(days=d),
    )
    people.add_handles(journal, made.id, "nickname", [f"Nick{d}"])


def log(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    everybody = ids(journal, "people")
    if everybody:
        kinds = list(touches.kinds(journal))
        crowd = [everybody[(a + number) % len(everybody)] for number in range(1 + d % 7)]
        mood = (None, 1, 2, 3, 5)[c % 5]
        day = TODAY - timedelta(days=b)
        values = {
            "kind": kinds[(a * 7 + b) % len(kinds)],
            "channel": "call",
            "mood": mood,
            "from_them": c % 2,
            "note": f"word{b} straße",
        }
        touches.add(journal, dict.fromkeys(crowd), happened_on=day, **values)


def edit_touch(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    touch = one(ids(journal, "touches"), a)
    if touch:
        wanted = (
            {"mood": (None, 1, 4)[c % 3]},
            {"happened_on": TODAY - timedelta(days=c)},
            {"kind": BUILT_IN[c % len(BUILT_IN)].kind},
            {"note": f"word{c}"},
        )
        update(journal.db, "touches", touch, wanted[b % 4])


def edit_person(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    person = one(ids(journal, "people"), a)
    if person:
        wanted: tuple[dict[str, Any], ...] = (
            {"cadence_days": (None, 0, 3, 60)[c % 4]},
            {"snoozed_until": (None, TODAY + timedelta(days=c))[d % 2]},
            {"archived_on": (None, TODAY)[d % 2]},
            {"name": f"Ærø {c}"},
            {"added_on": TODAY - timedelta(days=c)},
            {"known_on": (None, TODAY - timedelta(days=c))[d % 2]},
            {"taken_in_on": (None, TODAY - timedelta(days=c))[d % 2]},
        )
        people.change(journal, person, wanted[b % 7])
        if b % 7 == 3:
            people.set_handles(journal, person, "nickname", [f"Other{c}"] * (c % 2))


def tag(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    person = one(ids(journal, "people"), a)
    if person:
        people.tag(journal, person, *(([TAGS[b % 3]], [TAGS[c % 3]]) if d % 3 else ([], TAGS)))


def setting(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    if a % 3 == 0:
        journal_settings.put(journal, "crowd", (None, 1, 2, 6)[b % 4])
    elif a % 3 == 1:
        journal_settings.put(journal, "cadence", (None, 1, 10, 90)[b % 4])
    else:
        journal_settings.set_tag_cadence(journal, TAGS[c % 3], (None, 0, 5, 20)[b % 4])


def kind(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    word = f"mine{'abc'[a % 3]}"
    if word not in touches.kinds(journal):
        journal_settings.add_kind(journal, Kind(word, ("care", "sales")[b % 2], word))
    elif d % 2:
        journal.db.execute(
            "UPDATE kinds SET family = ? WHERE kind = ?", (("care", "sales")[b % 2], word)
        )


def entry(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    person, other = one(ids(journal, "people"), a), one(ids(journal, "people"), d)
    if person and other:
        made: tuple[tuple[type[Any], dict[str, Any]], ...] = (
            (
                Fact,
                {
                    "category": "family",
                    "text": f"fact{c} Zoë",
                    "source": "told",
                    "learned_on": TODAY - timedelta(days=d),
                    "touch_id": (None, one(ids(journal, "touches"), d))[c % 2],
                },
            ),
            (Action, {"sort": "promise", "text": f"promise{c}", "due_on": TODAY}),
            (
                Feedback,
                {
                    "about": "product",
                    "tone": ("praise", "praise", "complaint", "idea")[c % 4],
                    "text": f"idea{c}",
                    "heard_on": TODAY - timedelta(days=d),
                    "told_on": (None, None, TODAY)[c % 3],
                    "touch_id": (None, one(ids(journal, "touches"), d))[c % 2],
                },
            ),
            (Occasion, {"label": f"day{c}", "month": 1 + c % 12, "day": 1}),
            (Tie, {"other_id": other, "relation": "boss"}),
        )
        entries.add(journal, made[b % 5][0], person_id=person, **made[b % 5][1])


def delete(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    table = ("touches", "touches", "touches", "people", *ENTRIES)[b % (4 + len(ENTRIES))]
    found = one(ids(journal, table), a)
    if found:
        delete_entry(journal, table, found)


def undo(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    """The last change set, or any other one; a refusal changes nothing."""
    found = changes.change_sets(journal, 1 + a % 8)
    try:
        if found:
            changes.undo(journal, changes.find_change_set(journal, found[-1].id if b % 2 else None))
    except CareError:
        pass


STEPS: tuple[Callable[..., None], ...] = (
    log, log, log, add_person, edit_touch, edit_person, tag, setting, kind, entry, delete, delete,
    undo, undo, undo,
)  # fmt: skip


def same_as_the_reference(journal: Journal) -> None:
    tables = reference.Tables(journal.db)
    assert {
        row["person_id"]: dict(row) for row in journal.db.execute("SELECT * FROM clocks")
    } == reference.clocks(tables)
    assert [
        tuple(row) for row in journal.db.execute("SELECT * FROM timeline ORDER BY 1, 2, 3")
    ] == reference.timeline(tables)
    assert dict(journal.db.execute("SELECT * FROM taught").fetchall()) == reference.taught(tables)
    days = [TODAY + timedelta(days=number) for number in (-300, -30, -7, 0, 12, 400)]
    counts = stats_of_people.counts_on(journal, days, None)
    assert {day: +counts[day] for day in days} == {
        day: +reference.counts_on(tables, day) for day in days
    }


def same_as_rebuilt(journal: Journal) -> None:
    same_as_the_reference(journal)
    # These journals are written on another day than the machine's: the doctor says that, rightly.
    wrong = [item for item in examine(journal) if not item.fine and item.check != "days"]
    assert wrong == []
    docs = {
        tuple(row)
        for row in journal.db.execute(
            "SELECT source, row_id FROM search_docs JOIN search ON search.rowid = doc"
        )
    }
    assert docs == {(table, found) for table in INDEXED for found in ids(journal, table)}
    assert journal.db.execute("SELECT count(*) FROM stale").fetchone()[0] == 0
    assert journal.db.execute("PRAGMA foreign_key_check").fetchall() == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.tuples(st.integers(0, len(STEPS) - 1), picks), min_size=5, max_size=40))
def test_clocks_timeline_and_index_follow_whatever_is_done(
    steps: list[tuple[int, list[int]]],
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_journal(Path(folder) / "journal.db", TODAY, make=True) as journal,
    ):
        journal.db.execute("PRAGMA synchronous = OFF")
        with journal.change("fill"):
            for number in range(3):
                add_person(journal, number, number, number, number)
                journal_settings.set_tag_cadence(journal, TAGS[number], 4 + number)
                people.tag(journal, ids(journal, "people")[number], [TAGS[number]])
        for number, pick in steps:
            step = STEPS[number]
            if step is undo:
                undo(journal, *pick)
            else:
                with journal.change(step.__name__):
                    step(journal, *pick)
            same_as_the_reference(journal)
        same_as_rebuilt(journal)


@pytest.fixture
def filled(journal_path: Path) -> Path:
    with open_journal(journal_path, TODAY, make=True) as journal, journal.change("fill"):
        for number in range(6):
            add_person(journal, number, number, number, number)
            log(journal, number, number, number, number)
            entry(journal, number, number, number, 0)
        people.tag(journal, ids(journal, "people")[0], ["vip"])
        journal_settings.set_tag_cadence(journal, "vip", 9)
    return journal_path


def test_rebuild_tells_what_it_makes_and_how_many_rows_of_how_many(filled: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def tell(what: str, total: int, done: Callable[[], int]) -> None:
        told.append((what, total, done()))

    with open_journal(filled, TODAY) as journal:
        with transaction(journal.db):
            rebuild(journal.db, tell)
        rows = journal.db.execute("SELECT count(*) FROM timeline").fetchone()[0]
        texts = journal.db.execute("SELECT count(*) FROM search").fetchone()[0]
    timeline, text, clocks = told
    assert [what for what, _, _ in told] == [
        f"Making the {what} again" for what in ("timeline", "full text", "clocks")
    ]
    assert (timeline[2], text[2], clocks[2]) == (0, rows, rows + texts)
    assert 0 < rows + texts <= clocks[1] == timeline[1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE touches SET happened_on = '2026-01-01', note = 'by hand'",
        "DELETE FROM touch_people",
        "UPDATE people SET archived_on = '2026-11-01'",
        "UPDATE people SET deleted_at = '2026-11-01T00:00:00Z'",
        "UPDATE kinds SET family = 'sales'",
        "INSERT INTO settings VALUES ('crowd', '1')",
        "INSERT OR IGNORE INTO tags SELECT id, 'vip' FROM people",
        "DELETE FROM tags",
        "UPDATE tag_cadences SET days = 3",
        "DELETE FROM tag_cadences",
        "INSERT INTO settings VALUES ('cadence', '77')",
        "UPDATE touches SET deleted_at = '2026-11-01T00:00:00Z'",
        "UPDATE facts SET text = 'by hand'",
        "UPDATE actions SET deleted_at = '2026-11-01T00:00:00Z'",
        "DELETE FROM feedback",
        "UPDATE feedback SET tone = 'complaint', touch_id = NULL",
        "UPDATE facts SET learned_on = '2026-11-19', touch_id = NULL",
        "UPDATE people SET known_on = '2026-11-01', cadence_days = NULL",
        "UPDATE occasions SET label = 'by hand'",
        "UPDATE handles SET value = 'Other'",
    ],
)
def test_what_another_program_wrote_is_taken_in_when_the_journal_is_opened(
    filled: Path, statement: str
) -> None:
    stored.write(filled, statement)
    with open_journal(filled, TODAY) as journal:
        same_as_rebuilt(journal)


def test_rebuild_makes_again_what_was_lost(filled: Path) -> None:
    with open_journal(filled, TODAY) as journal:
        before = [tuple(row) for row in journal.db.execute("SELECT * FROM clocks ORDER BY 1")]
        for table in (
            "clocks",
            "timeline",
            "search",
            "search_docs",
            "steps",
            "steps_of",
            "taught",
            "involved",
        ):
            journal.db.execute(f"DELETE FROM {table}")
        rebuild(journal.db)
        assert [
            tuple(row) for row in journal.db.execute("SELECT * FROM clocks ORDER BY 1")
        ] == before
        same_as_rebuilt(journal)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clocks SET due_on = '2099-01-01'",
        "DELETE FROM timeline",
        "UPDATE search SET text = 'nothing'",
        "DELETE FROM search_docs",
        "UPDATE steps SET change = change + 1 WHERE series = 1",
        "DELETE FROM steps",
        "UPDATE steps_of SET letters = letters + 1",
        "DELETE FROM steps_of",
        "INSERT INTO steps_of VALUES ('nobody', 0, NULL, NULL, NULL, NULL, ';;;;;;;')",
        "UPDATE steps_of SET thanked = '2026-01-01'",
        "INSERT INTO involved SELECT 1, name_key, id, name, 1, 0, '2026-11-21' FROM people",
        "INSERT INTO taught SELECT id, '2026-11' FROM touches",
        "DROP TRIGGER log_touches_insert",
    ],
)
def test_doctor_sees_what_does_not_agree_and_mends_it(care: Care, statement: str) -> None:
    care("add", "Ana")
    care("log", "ana", "hello")
    stored.write(care.journal, statement)
    assert care("doctor").code == 1
    assert care("doctor", "--rebuild").code == 0
    assert care("doctor").code == 0
    assert [touch["note"] for touch in care("history", "ana", "--json").json] == ["hello"]
    assert len(care("find", "hello", "--json").json) == 1
