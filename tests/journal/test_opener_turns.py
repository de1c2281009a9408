"""Caring touches counted for opener turns and celebrations: as the clock counts, without scans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caretrack.app.due import coming
from caretrack.domain.model import Fact, Occasion
from caretrack.domain.talk.openers import openers
from caretrack.journal import due, entries, notes, people, touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.rows import mark_deleted

TODAY = date(2026, 11, 21)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db", TODAY, make=True) as made:
        with made.change("add"):
            for name in ("Ana", "Ben", "Cem", "Di", "Ed", "Fay"):
                people.add(made, name)
        yield made


def ids(journal: Journal) -> list[str]:
    return [person.id for person in people.everybody(journal)]


def log(
    journal: Journal,
    days: int,
    kind: str = "checkin",
    channel: str = "call",
    who: int = 1,
    note: str = "quick call",
) -> str:
    with journal.change("log"):
        return touches.add(
            journal,
            ids(journal)[:who],
            happened_on=ago(days),
            kind=kind,
            channel=channel,
            note=note,
        ).id


def learn(journal: Journal, category: str, days: int) -> None:
    with journal.change("learn"):
        entries.add(
            journal,
            Fact,
            person_id=ids(journal)[0],
            category=category,
            text=category,
            source="told",
            learned_on=ago(days),
        )


def test_a_turn_is_a_caring_touch_after_the_day_up_to_today_with_no_crowd_and_not_deleted(
    journal: Journal,
) -> None:
    ana = ids(journal)[0]
    for days in (40, 30, 20, 10, 0, -5):
        log(journal, days)
    log(journal, 9, "pitch")
    log(journal, 8, who=6)
    log(journal, 7, who=5)
    gone = log(journal, 6)
    with journal.change("delete"):
        mark_deleted(journal.db, "touches", gone)
    assert touches.count_care_since(journal, {ana: ago(30)}) == {ana: 4}
    assert touches.count_care_since(journal, {ana: None}) == {ana: 6}
    assert touches.count_care_since(journal, {ids(journal)[5]: None}) == {ids(journal)[5]: 0}


def test_no_more_than_enough_is_counted(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touches, "MOST_COUNTED", 3)
    for days in range(9):
        log(journal, days)
    assert touches.count_care_since(journal, {ids(journal)[0]: None}) == {ids(journal)[0]: 3}


def first(journal: Journal) -> str:
    ana = ids(journal)[0]
    known = due.opener_sources(journal, [ana])[ana]._replace(waited=0)
    return openers(known, TODAY)[0].text.partition(",")[0]


def test_each_caring_touch_gives_the_next_opener_and_a_new_fact_begins_anew(
    journal: Journal,
) -> None:
    learn(journal, "hobby", 90)
    learn(journal, "goal", 80)
    seen = [first(journal)]
    for days in (70, 60, 50):
        log(journal, days)
        seen.append(first(journal))
    assert [text.partition(":")[0] for text in seen] == ["goal", "hobby", "Not known yet", "goal"]
    log(journal, 45, "invoice")
    assert first(journal) == "goal"
    learn(journal, "family", 40)
    assert first(journal) == "family"
    log(journal, 40)
    assert first(journal) == "family"
    log(journal, 39)
    assert first(journal) == "goal"


def test_what_was_said_last_has_every_second_turn(journal: Journal) -> None:
    learn(journal, "hobby", 90)
    learn(journal, "goal", 80)
    seen = []
    for days, note in ((70, "a new boat"), (60, "the garden wall fell"), (50, "Leeds is cold")):
        log(journal, days, note=note)
        seen.append(first(journal))
    assert seen == ["12 Sep: a new boat.", "hobby", "2 Oct: Leeds is cold."]


def test_the_newest_caring_notes_are_read_as_the_clock_counts(journal: Journal) -> None:
    ana = ids(journal)[0]
    for days in (40, 30, 20, 10, 0, -5):
        log(journal, days, note=f"day {days}")
    log(journal, 9, "pitch")
    log(journal, 8, who=6)
    log(journal, 7, who=2, note="lunch of two")
    found = notes.last_notes(journal, [ana])[ana]
    assert [(heard.on, heard.note, heard.others) for heard in found] == [
        (ago(0), "day 0", ()),
        (ago(7), "lunch of two", ("Ben",)),
        (ago(10), "day 10", ()),
        (ago(20), "day 20", ()),
    ]


def test_of_one_day_the_note_that_was_written_last_comes_first(journal: Journal) -> None:
    ana = ids(journal)[0]
    for note in ("first", "second", "third"):
        log(journal, 3, note=note)
    assert [heard.note for heard in notes.last_notes(journal, [ana])[ana]] == [
        "third",
        "second",
        "first",
    ]


def reach(journal: Journal, days: int, who: int = 0) -> str:
    with journal.change("done"):
        return entries.add(
            journal,
            Fact,
            person_id=ids(journal)[who],
            category="goal",
            text="a second site",
            source="told",
            learned_on=ago(90),
            retired_on=ago(days),
            reached_on=ago(days),
        ).id


@pytest.mark.parametrize(
    ("days", "kind", "channel", "who", "waits"),
    [
        (6, "celebrate", "call", 1, True),
        (5, "celebrate", "call", 1, False),
        (5, "checkin", "gift", 1, False),
        (5, "checkin", "call", 1, True),
        (4, "checkin", "call", 1, False),
        (4, "pitch", "call", 1, True),
        (4, "celebrate", "event", 6, True),
        (-1, "celebrate", "call", 1, True),
    ],
)
def test_a_goal_that_was_reached_waits_until_it_is_celebrated(
    journal: Journal, days: int, kind: str, channel: str, who: int, waits: bool
) -> None:
    goal = reach(journal, 5)
    log(journal, days, kind, channel, who)
    ana = ids(journal)[0]
    for found in (entries.reached_goals(journal), entries.reached_goals(journal, of=[ana])):
        assert [fact.id for fact in found] == [goal] * waits
    assert entries.count_owed(journal) == waits
    assert [fact.id for fact in due.opener_sources(journal, [ana])[ana].reached] == [goal] * waits


def test_goals_of_the_archive_and_of_days_to_come_do_not_wait(journal: Journal) -> None:
    reach(journal, -2)
    reach(journal, 2, who=1)
    with journal.change("archive"):
        people.change(journal, ids(journal)[1], {"archived_on": TODAY})
    assert entries.reached_goals(journal) == []
    assert entries.count_owed(journal) == 0


@pytest.mark.parametrize(
    ("days", "kind", "channel", "who", "counts"),
    [
        (0, "celebrate", "call", 1, True),
        (14, "celebrate", "email", 1, True),
        (15, "celebrate", "email", 1, False),
        (-1, "celebrate", "email", 1, False),
        (3, "checkin", "gift", 1, True),
        (3, "checkin", "letter", 1, False),
        (3, "pitch", "gift", 1, False),
        (3, "celebrate", "event", 5, True),
        (3, "celebrate", "event", 6, False),
    ],
)
def test_a_celebration_is_a_caring_touch_of_that_kind_or_a_gift(
    journal: Journal, days: int, kind: str, channel: str, who: int, counts: bool
) -> None:
    ana = ids(journal)[0]
    log(journal, days, kind, channel, who)
    assert touches.celebration_days(journal, [ana], ago(14)) == {ana: [ago(days)] if counts else []}


def test_the_list_the_openers_and_the_profile_agree_on_what_was_kept(journal: Journal) -> None:
    with journal.change("occasion"):
        for person in ids(journal):
            entries.add(
                journal, Occasion, person_id=person, label="birthday", month=11, day=24, year=None
            )
    log(journal, 2, "celebrate", who=2)
    left, in_all = coming(journal, 7, 3)
    assert ([item.name for item in left], in_all) == (["Cem", "Di", "Ed"], 4)
    assert [item.name for item in coming(journal, 7, 4)[0]] == ["Cem", "Di", "Ed", "Fay"]
    assert coming(journal, 7, 9)[1] == coming(journal, 7)[1] == 4
    assert [item.done_on for item in coming(journal, 7, done_too=True)[0]] == [
        ago(2),
        ago(2),
        None,
        None,
        None,
        None,
    ]
    assert [item.name for item in coming(journal, 7, 9, set(ids(journal)[1:3]))[0]] == ["Cem"]
    known = due.opener_sources(journal, ids(journal))
    whys = [
        "occasion" in {opener.why for opener in openers(known[person], TODAY)}
        for person in ids(journal)
    ]
    assert whys == [False, False, True, True, True, True]


def test_both_are_answered_from_the_index_of_the_person(journal: Journal) -> None:
    asked: list[str] = []
    journal.db.set_trace_callback(asked.append)
    touches.count_care_since(journal, {ids(journal)[0]: None})
    touches.celebration_days(journal, ids(journal), ago(14))
    notes.last_notes(journal, ids(journal)[:1])
    notes.days_of(journal, ids(journal)[0])
    entries.reached_goals(journal)
    journal.db.set_trace_callback(None)
    plans = [
        row[3]
        for query in asked
        if "timeline" in query
        for row in journal.db.execute(f"EXPLAIN QUERY PLAN {query}")
    ]
    assert len(plans) >= 6
    # The people who are asked for are read row by row, and nothing else is.
    given = ("subquery", "CONSTANT ROW", "SCAN since")
    read = [plan for plan in plans if plan.startswith("SCAN")]
    assert [plan for plan in read if not any(part in plan for part in given)] == []
