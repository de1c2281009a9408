"""What `care stats` says of people over time is what the journal holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caretrack.domain.model import Feedback
from caretrack.journal import entries, people, touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.queries import stats, stats_of_people
from caretrack.journal.rows import mark_deleted

TODAY = date(2026, 11, 21)
NAMES = ("Ana", "Ben", "Eva", "Gil", "Luk", "Noor")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db", TODAY, make=True) as made:
        yield made


@pytest.fixture
def six(journal: Journal) -> list[str]:
    with journal.change("test"):
        return [people.add(journal, name).id for name in NAMES]


def log(
    journal: Journal, who: list[str], days: int, kind: str = "checkin", **values: object
) -> str:
    said = {"channel": "call", "note": "", "from_them": False, **values}
    return touches.add(journal, who, happened_on=TODAY - timedelta(days=days), kind=kind, **said).id


def touched(journal: Journal) -> int:
    stats.choose_people(journal, None)
    return stats_of_people.personal_people(journal)


def test_a_personal_touch_of_ninety_days_counts_a_person_once(
    journal: Journal, six: list[str]
) -> None:
    with journal.change("test"):
        log(journal, six[:2], 5)
        log(journal, six[:1], 89, "social")
        log(journal, six[2:3], 90, "listen")
        log(journal, six[3:4], 3, "help")
        log(journal, six[3:4], 3, "unknown")
        log(journal, six[4:5], -1)
        log(journal, six, 2, "celebrate")
        log(journal, six[4:5], 1, crowd=40)
        mark_deleted(journal.db, "touches", log(journal, six[5:], 4))
    assert touched(journal) == 2


def test_the_archive_does_not_count(journal: Journal, six: list[str]) -> None:
    with journal.change("test"):
        log(journal, six[:2], 5)
        people.change(journal, six[0], {"archived_on": TODAY})
    assert touched(journal) == 1


def test_whoever_praised_often_has_the_days_on_which_they_wrote(
    journal: Journal, six: list[str]
) -> None:
    ana, ben, *_ = six
    feedback = {"about": "product", "text": "so", "heard_on": TODAY}
    with journal.change("test"):
        for tone in ("praise", "praise"):
            entries.add(journal, Feedback, person_id=ana, tone=tone, **feedback)
        for tone in ("praise", "complaint", "idea"):
            entries.add(journal, Feedback, person_id=ben, tone=tone, **feedback)
        for days, values in ((10, {}), (400, {}), (800, {}), (5, {"crowd": 40}), (-1, {})):
            log(journal, [ana, ben], days, from_them=True, **values)
        log(journal, [ana], 3)
    stats.choose_people(journal, None)
    found = stats_of_people.once_said(journal, TODAY - timedelta(days=100))
    wrote = {len(person.feedback): sorted(person.wrote) for person in found if person.wrote}
    assert wrote == {2: [TODAY - timedelta(days=400), TODAY - timedelta(days=10)]}
    assert len(found) == 2
