"""What `care stats` says of people over time is what the journal holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caretrack.domain.day_steps import PERSONAL
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
    return stats_of_people.counts_on(journal, [TODAY], None)[TODAY][PERSONAL]


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


def test_the_fans_and_critics_of_today_are_found_by_their_feedback(
    journal: Journal, six: list[str]
) -> None:
    feedback = {"about": "product", "text": "so"}
    with journal.change("test"):
        for who, tones, ago, told in (
            (0, ("praise", "praise"), 3, None),
            (1, ("praise", "praise"), 3, None),  # never wrote
            (2, ("praise", "complaint", "complaint"), 3, None),
            (3, ("complaint",), 3, TODAY),  # was told
            (4, ("complaint",), 365, None),
            (5, ("complaint",), 3, None),  # is in the archive
        ):
            for tone in tones:
                entries.add(
                    journal,
                    Feedback,
                    person_id=six[who],
                    tone=tone,
                    heard_on=TODAY - timedelta(days=ago),
                    told_on=told,
                    **feedback,
                )
        log(journal, six[:1], 10, from_them=True)
        for days, values in ((400, {}), (5, {"crowd": 40}), (-1, {})):
            log(journal, six[1:2], days, from_them=True, **values)
        people.change(journal, six[5], {"archived_on": TODAY})
    stats.choose_people(journal, None)
    assert sorted(stats_of_people.fans_and_critics(journal)) == sorted(
        [(six[0], "Ana"), (six[2], "Eva")]
    )
    counts = stats_of_people.counts_on(journal, [TODAY], None)[TODAY]
    assert (counts["fan"], counts["critical"]) == (1, 1)
