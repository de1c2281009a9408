"""What the timeline keeps of a touch gives the figures that the touches themselves give."""

import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import stats_slowly
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretrack.domain.day_steps import PERSONAL as PERSONAL_PEOPLE
from caretrack.domain.day_steps import WORDS
from caretrack.domain.kinds.families import BUILT_IN, CHANNELS
from caretrack.domain.model import AREAS, ASK, THANKS, Feedback
from caretrack.domain.talk import one_sided as rules
from caretrack.domain.talk.personal import PERSONAL
from caretrack.journal import entries, people, touches
from caretrack.journal import signs as kept
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.queries import one_sided, stats, stats_of_people, stats_of_touches
from conftest import Care

TODAY = date(2026, 11, 21)

spoken = st.fixed_dictionaries(
    {
        "ago": st.integers(-5, 40) | st.integers(0, 800),
        "who": st.sets(st.integers(0, 2), min_size=1),
        "kind": st.sampled_from([kind.kind for kind in BUILT_IN]),
        "channel": st.sampled_from(sorted(CHANNELS)),
        "from_them": st.booleans(),
        "mood": st.none() | st.integers(1, 5),
        "about": st.none() | st.sampled_from(AREAS),
        "crowd": st.sampled_from([None, None, 30]),
        "uid": st.sampled_from([None, None, "mailbox"]),
        "deleted": st.sampled_from([False, False, False, True]),
    }
)
# Somebody who wrote for a while, and to whom letters went without an answer.
written = st.fixed_dictionaries(
    {
        "who": st.integers(0, 2),
        "ago": st.integers(0, 750),
        "every": st.integers(1, 40),
        "times": st.integers(1, 6),
        "from_them": st.booleans(),
    }
)
said = st.fixed_dictionaries(
    {
        "who": st.integers(0, 2),
        "ago": st.integers(0, 400),
        "tone": st.sampled_from(["praise", "complaint", "idea"]),
        "about": st.sampled_from([*AREAS, "rest"]),
        "told": st.none() | st.integers(0, 30),
    }
)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def fill(
    journal: Journal,
    spoken: list[dict[str, Any]],
    written: list[dict[str, Any]],
    said: list[dict[str, Any]],
) -> None:
    ids = [people.add(journal, name, added_on=ago(900)).id for name in ("Ana", "Ben", "Cleo")]
    people.add(journal, "Gone", archived_on=ago(1), added_on=ago(900))
    for item in spoken:
        touch = touches.add(
            journal,
            [ids[number] for number in sorted(item["who"])],
            happened_on=ago(item["ago"]),
            note="x",
            source_uid=item["uid"],
            **{name: item[name] for name in ("kind", "channel", "mood", "about", "crowd")},
            from_them=int(item["from_them"]),
        )
        if item["deleted"]:
            journal.db.execute("UPDATE touches SET deleted_at = 'x' WHERE id = ?", (touch.id,))
    for item in written:
        for number in range(item["times"]):
            touches.add(
                journal,
                [ids[item["who"]]],
                happened_on=ago(item["ago"] + number * item["every"]),
                kind="admin",
                channel="email",
                note="x",
                from_them=int(item["from_them"]),
            )
    for item in said:
        entries.add(
            journal,
            Feedback,
            person_id=ids[item["who"]],
            about=item["about"],
            tone=item["tone"],
            text="x",
            heard_on=ago(item["ago"]),
            told_on=None if item["told"] is None else ago(item["ago"] - item["told"]),
        )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(spoken, max_size=12),
    st.lists(written, max_size=4),
    st.lists(said, max_size=4),
    st.sampled_from([None, {0, 1}]),
)
def test_figures_are_those_of_the_touches(
    spoken: list[dict[str, Any]],
    written: list[dict[str, Any]],
    said: list[dict[str, Any]],
    among: set[int] | None,
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_journal(Path(folder) / "journal.db", TODAY, make=True) as journal,
    ):
        with journal.change("test"):
            fill(journal, spoken, written, said)
        ids = [row[0] for row in journal.db.execute("SELECT id FROM people ORDER BY name")]
        some = among and {ids[number] for number in among}
        stats.choose_people(journal, some)
        counts = stats_of_people.counts_on(journal, [TODAY], some)[TODAY]
        assert Counter({word: counts[word] for word in WORDS}) == stats_slowly.standings(journal)
        assert stats.involvement(journal, some) == stats_slowly.involvement(journal)
        assert stats.unthanked(journal) == stats_slowly.unthanked(journal)
        assert one_sided.one_sided(journal) == stats_slowly.one_sided(journal)
        assert counts[PERSONAL_PEOPLE] == stats_slowly.personal_people(journal)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(spoken, min_size=1, max_size=12))
def test_signs_follow_the_rules_of_the_domain(spoken: list[dict[str, Any]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_journal(Path(folder) / "journal.db", TODAY, make=True) as journal,
    ):
        with journal.change("test"):
            fill(journal, spoken, [], [])
        signs = dict(journal.db.execute("SELECT touch_id, signs FROM timeline").fetchall())
        for (who,) in journal.db.execute("SELECT id FROM people"):
            for sign in touches.newest_signs(journal, who)[0]:
                number = signs[sign.id]
                assert bool(number & kept.FROM_THEM) == sign.from_them
                assert bool(number & kept.THEIRS) == rules.is_from_both(sign)
                assert bool(number & kept.LETTER) == rules.is_letter(sign)
                assert bool(number & kept.PERSONAL) == (sign.kind in PERSONAL)
                assert bool(number & kept.ASK) == (sign.kind == ASK)
                assert bool(number & kept.THANKS) == (sign.kind == THANKS)
                assert ("", *AREAS)[number // kept.ABOUT] == (sign.about or "")


@pytest.mark.parametrize(
    "query",
    [
        one_sided.MAY_BE_ONE_SIDED,
        stats.ASKED_TOGETHER,
        stats.UNTHANKED,
        stats_of_people.FANS_AND_CRITICS,
        stats_of_touches.TAUGHT.format(narrowed=""),
    ],
)
def test_neither_the_touches_nor_the_whole_timeline_are_read(care: Care, query: str) -> None:
    care("add", "Ana")
    with closing(sqlite3.connect(care.journal)) as db:
        for statement in stats.EVERYBODY:
            db.execute(statement)
        values = dict.fromkeys(("today", "since", "next", "day", "crowd"), 1)
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    whole = ("SCAN t", "SCAN l")
    assert not [one for one in plan if one.startswith(whole) and "COVERING INDEX" not in one]


def test_a_wrong_sign_is_found_and_mended(care: Care) -> None:
    care("add", "Ana")
    care("log", "ana", "called")
    with closing(sqlite3.connect(care.journal)) as db:
        db.execute("UPDATE timeline SET signs = signs + 1")
        db.commit()
    assert care("doctor").code == 1
    assert care("doctor", "--rebuild").code == 0
    assert care("doctor").code == 0
