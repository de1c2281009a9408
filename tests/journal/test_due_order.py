"""The order of those who wait, as the journal reads it: a part of it is the beginning of all."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from caretrack.domain.clock import waiting_order
from caretrack.journal import due, people, who_waits
from caretrack.journal.connection import Journal, open_journal

TODAY = date(2026, 11, 21)
ADDED = [date(2026, 10, 1)] * 9 + [date(2026, 9, 1)] * 5 + [date(2026, 9, 15)] * 3
CADENCES = [30, 30, 45]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = open_journal(tmp_path / "journal.db", TODAY, make=True)
    with made.change("add"):
        for number, day in enumerate(ADDED):
            people.add(
                made,
                f"Person {number}",
                cadence_days=CADENCES[number % 3],
                added_on=day,
            )
    return made


def test_any_limit_gives_the_beginning_of_the_whole_order(journal: Journal) -> None:
    with journal:
        whole, in_all = who_waits.due_ids(journal)
        assert len(whole) == in_all == len(ADDED)
        clocks = {item.id: item for item in due.person_clocks(journal, whole)}
        keys = [
            waiting_order(
                clocks[who].name.casefold(), clocks[who].clock.since,
                clocks[who].clock.cadence.days or 0, TODAY,
            )
            for who in whole
        ]  # fmt: skip
        assert keys == sorted(keys)
        for limit in range(len(whole) + 2):
            assert who_waits.due_ids(journal, limit=limit) == (whole[:limit], in_all)
        some = set(whole[::2])
        assert who_waits.due_ids(journal, among=some)[0] == [who for who in whole if who in some]


def test_whoever_becomes_due_is_not_among_those_who_wait(journal: Journal) -> None:
    with journal:
        journal.today = date(2026, 10, 25)
        now, _ = who_waits.due_ids(journal)
        soon, in_all = who_waits.coming_ids(journal, 10, limit=2)
        everybody = who_waits.coming_ids(journal, 10)[0]
        assert (len(soon), in_all) == (2, len(everybody))
        assert everybody[:2] == soon
        assert not set(now) & set(everybody)
        journal.today += timedelta(days=10)
        assert set(who_waits.due_ids(journal)[0]) == {*now, *everybody}
