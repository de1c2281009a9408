"""The signs behind a person's standing: as worked out in Python, from the newest touches only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caretrack.domain.talk.standing import days_looked_at
from caretrack.journal import people, touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.rows import mark_deleted

TODAY = date(2026, 11, 21)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db", TODAY, make=True) as made:
        yield made


def log(journal: Journal, who: list[str], days: int, kind: str = "listen", **values: object) -> str:
    said = {"channel": "call", "note": "", "from_them": False, **values}
    return touches.add(journal, who, happened_on=TODAY - timedelta(days=days), kind=kind, **said).id


def test_signs_are_the_touches_of_the_person_newest_first_without_those_to_come_and_deleted(
    journal: Journal,
) -> None:
    with journal.change("test"):
        ana, *others = [
            people.add(journal, name).id for name in ("Ana", "Ben", "Eva", "Gil", "Luk", "Noor")
        ]
        asked = log(journal, [ana], 30, "ask", about="marketing", mood=4)
        crowd = log(journal, [ana, *others], 20, from_them=True, note="all of them")
        few = log(journal, [ana, *others[:4]], 10)
        log(journal, [ana], -1, mood=1)
        log(journal, others, 5)
        gone = log(journal, [ana], 4)
        mark_deleted(journal.db, "touches", gone)
    found, whole_from = touches.newest_signs(journal, ana)
    assert [sign.id for sign in found] == [few, crowd, asked]
    assert [sign.crowded for sign in found] == [False, True, False]
    assert (found[1].from_them, found[1].note, found[1].on) == (
        True,
        "all of them",
        date(2026, 11, 1),
    )
    assert (found[2].about, found[2].mood, found[2].kind, found[2].from_them) == (
        "marketing",
        4,
        "ask",
        False,
    )
    assert whole_from == date.min


def test_of_many_touches_the_newest_are_read_and_the_day_from_which_they_are_whole_is_said(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touches, "MOST_SIGNS", 3)
    with journal.change("test"):
        ana = people.add(journal, "Ana").id
        made = [log(journal, [ana], days) for days in (1, 2, 3, 3, 4)]
    found, whole_from = touches.newest_signs(journal, ana)
    assert [sign.id for sign in found[:2]] == made[:2]
    assert len(found) == 3
    assert whole_from == TODAY - timedelta(days=2)


def test_the_last_caring_touch_as_of_each_day_is_the_one_that_the_clock_would_have_counted(
    journal: Journal,
) -> None:
    with journal.change("test"):
        ana, *others = [
            people.add(journal, name).id for name in ("Ana", "Ben", "Eva", "Gil", "Luk", "Noor")
        ]
        log(journal, [ana], 21)
        log(journal, [ana], 20, "invoice")
        log(journal, [ana, *others], 19)
        log(journal, [ana], 80)
    days = days_looked_at(TODAY)
    found = touches.last_care_on(journal, ana, days)
    assert list(found) == days
    assert [found[day] for day in days[:4]] == [
        date(2026, 10, 31),
        date(2026, 10, 31),
        date(2026, 9, 2),
        None,
    ]
