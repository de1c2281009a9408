"""The figures of `care stats` equal those worked out day by day in plain Python."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import reference
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretrack.app.stats import Stats, stats_page
from caretrack.domain.clock import cadence_in_force, clock, is_due
from caretrack.domain.day_steps import COUNTED, IN_TIME
from caretrack.domain.last_touches import ClockTouch, last_touches
from caretrack.domain.model import Action, Fact, Feedback
from caretrack.domain.stats import Coverage
from caretrack.journal import entries, people, touches, who_waits
from caretrack.journal import settings as journal_settings
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.queries import stats_of_people

TODAY = date(2026, 11, 21)
DAYS = [TODAY - timedelta(days=number) for number in range(120, -1, -7)]
KINDS = ("checkin", "ask", "thanks", "pitch", "invoice")

someone = st.fixed_dictionaries(
    {
        "added": st.integers(0, 150),
        "archived": st.none() | st.integers(0, 100),
        "own": st.sampled_from([None, None, 0, 5, 20]),
        "tags": st.sets(st.sampled_from(["vip", "slow"])),
        "snoozed": st.none() | st.integers(1, 90),
    }
)
spoken = st.fixed_dictionaries(
    {
        "ago": st.integers(-10, 150),
        "who": st.sets(st.integers(0, 3), min_size=1),
        "kind": st.sampled_from(KINDS),
        "mood": st.sampled_from([None, None, 1, 2, 3, 5]),
        "deleted": st.booleans(),
    }
)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db", TODAY, make=True) as made:
        yield made


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def add(journal: Journal, name: str, **values: Any) -> str:
    return people.add(journal, name, anyway=True, **{"added_on": ago(400), **values}).id


def log(
    journal: Journal, who: str | list[str], days: int, kind: str = "checkin", **values: Any
) -> str:
    rest = {"channel": "call", "note": "x", **values}
    return touches.add(
        journal, [who] if isinstance(who, str) else who, happened_on=ago(days), kind=kind, **rest
    ).id


def page(
    journal: Journal, months: int = 12, tag: str | None = None, company: str | None = None
) -> Stats:
    return stats_page(journal, months, tag, company)


def fill(journal: Journal, everybody: list[dict[str, Any]], said: list[dict[str, Any]]) -> None:
    journal_settings.put(journal, "crowd", 2)
    journal_settings.set_tag_cadence(journal, "vip", 9)
    journal_settings.set_tag_cadence(journal, "slow", 60)
    ids = []
    for number, one in enumerate(everybody):
        until = None if one["snoozed"] is None else ago(-one["snoozed"])
        ids.append(
            add(
                journal,
                f"P{number}",
                added_on=ago(one["added"]),
                cadence_days=one["own"],
                snoozed_until=until,
            )
        )
        people.tag(journal, ids[-1], list(one["tags"]))
        if one["archived"] is not None:
            people.change(journal, ids[-1], {"archived_on": ago(one["archived"])})
    for item in said:
        who = [ids[number % len(ids)] for number in item["who"]]
        touch = log(journal, list(dict.fromkeys(who)), item["ago"], item["kind"], mood=item["mood"])
        if item["deleted"]:
            journal.db.execute("UPDATE touches SET deleted_at = 'x' WHERE id = ?", (touch,))


def slowly(tables: reference.Tables, on: date) -> Coverage:
    """Return the coverage by the clock of that day, with today's cadences."""
    days = {row["tag"]: row["days"] for row in tables.tag_cadences}
    counted = well = 0
    for person in tables.people:
        heard = [
            ClockTouch(
                date.fromisoformat(touch["happened_on"]),
                family,
                len(who),
                touch["mood"],
                touch["created_at"],
            )
            for touch, family, who in tables.standing()
            if person["id"] in who
        ]
        last = last_touches(heard, on, tables.setting("crowd", 5))
        by_tag = {
            row["tag"]: days[row["tag"]]
            for row in tables.tags
            if row["person_id"] == person["id"] and row["tag"] in days
        }
        then = clock(
            last,
            date.fromisoformat(person["added_on"]),
            cadence_in_force(person["cadence_days"], by_tag, 30, last.mood),
            on,
        )
        gone = person["archived_on"] is not None and person["archived_on"] <= on.isoformat()
        if then.cadence.days is not None and person["added_on"] <= on.isoformat() and not gone:
            counted += 1
            well += not is_due(then.due_on, on)
    return Coverage(counted, well)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(someone, min_size=1, max_size=4), st.lists(spoken, max_size=14))
def test_coverage_is_what_the_reference_says_of_every_day(
    everybody: list[dict[str, Any]], said: list[dict[str, Any]]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_journal(Path(folder) / "journal.db", TODAY, make=True) as journal,
    ):
        with journal.change("test"):
            fill(journal, everybody, said)
        tables = reference.Tables(journal.db)
        counts = stats_of_people.counts_on(journal, DAYS, None)
        assert [Coverage(counts[on][COUNTED], counts[on][IN_TIME]) for on in DAYS] == [
            slowly(tables, on) for on in DAYS
        ]
        people, in_time, _ = who_waits.coverage(journal)
        assert slowly(tables, TODAY) == Coverage(people, in_time)


def test_the_mood_entered_last_on_a_day_decides(journal: Journal) -> None:
    with journal.change("test"):
        for name, moods in (("Low", (5, 1)), ("Well", (1, 5))):
            who = add(journal, name, cadence_days=30)
            for mood in moods:
                log(journal, who, 20, mood=mood)
    assert page(journal).now == Coverage(2, 1)


def test_a_touch_with_several_people_counts_once_and_only_of_this_time(journal: Journal) -> None:
    with journal.change("test"):
        ana, ben = add(journal, "Ana"), add(journal, "Ben")
        log(journal, [ana, ben], 0, mood=4)
        log(journal, ana, 30, "invoice", channel="email", mood=2)
        log(journal, ana, -1)
        log(journal, ana, 400)
        gone = log(journal, ana, 3)
        journal.db.execute("UPDATE touches SET deleted_at = 'x' WHERE id = ?", (gone,))
    made = page(journal)
    assert (made.care, made.sales, made.moods) == (1, 1, (1, 0, 1))
    assert [(month.month, month.care, month.sales) for month in made.months[-2:]] == [
        ("2026-10", 0, 1),
        ("2026-11", 1, 0),
    ]
    assert [tuple(channel) for channel in made.channels] == [("call", 1, 0, 0), ("email", 0, 1, 0)]
    assert page_of(journal, months=14).care == 2


def page_of(journal: Journal, **values: Any) -> Stats:
    """Another page of the same journal: the temporary tables are those of one command."""
    made = "SELECT type, name FROM temp.sqlite_master WHERE type IN ('table', 'view')"
    for sort, name in journal.db.execute(made).fetchall():
        journal.db.execute(f"DROP {sort} temp.{name}")
    return page(journal, **values)


def test_a_tag_and_a_company_narrow_everything(journal: Journal) -> None:
    with journal.change("test"):
        ana, ben = add(journal, "Ana", company="Lagoon"), add(journal, "Ben", company="Lagoon")
        people.tag(journal, ana, ["vip"])
        log(journal, ana, 1, "ask", about="product")
        log(journal, ben, 1, "ask", about="sales")
        log(journal, ben, 1, "pitch")
        entries.add(journal, Action, person_id=ben, sort="promise", text="x", due_on=ago(5))
    mine = page(journal, tag="#vip")
    assert (mine.people, mine.care, mine.sales, mine.promises.past, mine.narrowed) == (
        1,
        1,
        0,
        0,
        "#vip",
    )
    assert [area.about for area in mine.involved if area.people] == ["product"]
    both = page_of(journal, company="lagoon")
    assert (both.people, both.care, both.sales, both.promises.past, both.narrowed) == (
        2,
        2,
        1,
        1,
        "lagoon",
    )


def test_a_caring_touch_taught_you_something_when_a_fact_or_feedback_came_with_it(
    journal: Journal,
) -> None:
    fact = {"category": "goal", "text": "x", "source": "told"}
    with journal.change("test"):
        ana, ben = add(journal, "Ana"), add(journal, "Ben")
        in_it, on_its_day, complained, nothing = (log(journal, ana, days) for days in (1, 2, 3, 4))
        asked_in_vain, sold = log(journal, ana, 5), log(journal, ana, 6, "pitch")
        entries.add(journal, Fact, person_id=ana, touch_id=in_it, learned_on=ago(1), **fact)
        entries.add(journal, Fact, person_id=ana, learned_on=ago(2), **fact)
        entries.add(
            journal,
            Feedback,
            person_id=ana,
            about="product",
            tone="complaint",
            text="x",
            heard_on=ago(3),
            touch_id=complained,
        )
        entries.add(journal, Fact, person_id=ben, learned_on=ago(4), **fact)
        entries.add(
            journal,
            Fact,
            person_id=ana,
            touch_id=asked_in_vain,
            learned_on=ago(5),
            **{**fact, "source": "declined"},
        )
        entries.add(journal, Fact, person_id=ana, touch_id=sold, learned_on=ago(6), **fact)
    assert len({in_it, on_its_day, complained, nothing}) == 4
    made = page(journal)
    assert (made.care, made.taught, made.taught_share) == (5, 3, 0.6)


def test_who_hears_only_sales_and_who_was_never_touched(journal: Journal) -> None:
    with journal.change("test"):
        never, sold, fine, gone = (
            add(journal, name, added_on=ago(50)) for name in ("Never", "Sold", "Fine", "Gone")
        )
        for who in (sold, gone):
            log(journal, who, 40)
            for days in (10, 20, 30):
                log(journal, who, days, "pitch")
        log(journal, fine, 30, "pitch")
        log(journal, fine, 5)
        log(journal, fine, 1, "pitch")
        log(journal, never, -3)  # a day to come is not a touch
        people.change(journal, gone, {"archived_on": ago(0)})
    made = page(journal)
    assert [
        (item.name, item.sales_since, item.last_care, item.last_sales) for item in made.only_sales
    ] == [("Sold", 3, ago(40), ago(10))]
    assert [(item.name, item.added_on) for item in made.never] == [("Never", ago(50))]


def test_fans_and_critics_are_those_of_their_profile_with_their_evidence(journal: Journal) -> None:
    said = {"about": "product", "text": "so it is"}
    with journal.change("test"):
        fan, critic, warm = add(journal, "Fan"), add(journal, "Critic"), add(journal, "Warm")
        for days in (10, 20):
            entries.add(journal, Feedback, person_id=fan, tone="praise", heard_on=ago(days), **said)
        log(journal, fan, 10, from_them=True)
        entries.add(journal, Feedback, person_id=critic, tone="complaint", heard_on=ago(5), **said)
        log(journal, critic, 200, mood=5)
        log(journal, warm, 5, mood=4)
        add(journal, "Gone", archived_on=ago(1))
    made = page(journal)
    assert Counter(made.standings) == {"fan": 1, "critical": 1, "warm": 1}
    assert [(item.name, item.word) for item in made.stood] == [
        ("Fan", "fan"),
        ("Critic", "critical"),
    ]
    assert made.stood[1].evidence == ("16 Nov, complaint: so it is",)
    assert (made.stood[1].since, made.stood[1].before) == ("2026-11", "quiet")


def test_involvement_is_asks_and_feedback_by_area_of_all_time(journal: Journal) -> None:
    with journal.change("test"):
        ana, ben, gone = (
            add(journal, "Ana"),
            add(journal, "Ben"),
            add(journal, "Gone", archived_on=ago(1)),
        )
        log(journal, [ana, ben], 900, "ask", about="product")
        log(journal, ana, 3, "ask")
        log(journal, gone, 3, "ask", about="sales")
        entries.add(
            journal,
            Feedback,
            person_id=ben,
            about="product",
            tone="idea",
            text="x",
            heard_on=ago(2),
        )
        entries.add(
            journal,
            Feedback,
            person_id=ben,
            about="service",
            tone="idea",
            text="x",
            heard_on=ago(2),
        )
    found = {
        area.about: (area.asks, area.feedback, [name for _, name in area.people])
        for area in page(journal).involved
    }
    assert found == {
        "product": (1, 1, ["Ana", "Ben"]), "marketing": (0, 0, []), "sales": (0, 0, []),
        "service": (0, 1, ["Ben"]), "": (1, 0, ["Ana"]),
    }  # fmt: skip


def test_who_was_asked_three_times_in_a_year_and_never_thanked_or_told(journal: Journal) -> None:
    with journal.change("test"):
        for name, asks, thanked, told in (
            ("Often", (1, 2, 3, 4), None, None),
            ("Thrice", (1, 2, 364), None, None),
            ("Twice", (1, 2, 365), None, None),
            ("Thanked", (1, 2, 3), 300, None),
            ("Told", (1, 2, 3), None, 10),
            ("Long ago", (1, 2, 3), 365, 365),
        ):
            who = add(journal, name)
            for days in asks:
                log(journal, who, days, "ask")
            if thanked:
                log(journal, who, thanked, "thanks")
            if told:
                entries.add(
                    journal,
                    Feedback,
                    person_id=who,
                    about="sales",
                    tone="idea",
                    text="x",
                    heard_on=ago(380),
                    told_on=ago(told),
                )
    assert [(item.name, item.asks) for item in page(journal).unthanked] == [
        ("Often", 4),
        ("Long ago", 3),
        ("Thrice", 3),
    ]


def test_promises_and_gestures_of_the_archive_are_owed_no_longer(journal: Journal) -> None:
    with journal.change("test"):
        ana, gone = add(journal, "Ana"), add(journal, "Gone", archived_on=ago(1))
        for who in (ana, gone):
            entries.add(journal, Action, person_id=who, sort="promise", text="open", due_on=ago(9))
            entries.add(
                journal,
                Action,
                person_id=who,
                sort="promise",
                text="kept",
                due_on=ago(9),
                done_on=ago(9),
            )
            entries.add(journal, Action, person_id=who, sort="gesture", text="planned")
            entries.add(journal, Action, person_id=who, sort="gesture", text="made", done_on=ago(5))
    made = page(journal)
    assert (made.promises.past, made.promises.in_time, made.gestures) == (1, 2, (2, 1))


def test_no_touch_is_read_into_memory_whole(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal returns at most a row for each person and month, never one for each touch."""
    with journal.change("test"):
        ana = add(journal, "Ana")
        for number in range(300):
            log(journal, ana, number % 40)
    journal.db.row_factory = counted = CountedRows()
    page(journal)
    assert counted.rows < 100


class CountedRows:
    """A row factory that counts rows."""

    rows = 0

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        self.rows += 1
        return sqlite3.Row(cursor, values)
