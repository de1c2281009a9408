"""What the morning list asks the journal once, however many people or days it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caretrack.app.due import coming
from caretrack.domain.model import Fact, Occasion
from caretrack.journal import due, entries, people, settings, touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.rows import crowd_limit

TODAY = date(2026, 2, 21)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db", TODAY, make=True) as made:
        with made.change("add"):
            for number in range(9):
                who = people.add(made, f"Person {number}").id
                for back in range(4):
                    made_on = TODAY - timedelta(days=20 + back)
                    touches.add(
                        made, [who], happened_on=made_on, kind="checkin", channel="call", note="hi"
                    )
        yield made


def ids(journal: Journal) -> list[str]:
    return [person.id for person in people.everybody(journal)]


def asked(journal: Journal, act: Callable[[], object]) -> list[str]:
    """Return the statements that something makes."""
    found: list[str] = []
    journal.db.set_trace_callback(found.append)
    act()
    journal.db.set_trace_callback(None)
    return found


def test_the_crowd_is_read_once_between_two_changes(journal: Journal) -> None:
    def read() -> None:
        for _ in range(3):
            assert crowd_limit(journal) == 5

    assert len(asked(journal, read)) == 1
    with journal.change("config"):
        settings.put(journal, "crowd", 2)
        assert crowd_limit(journal) == 2
        settings.put(journal, "crowd", 3)
        assert crowd_limit(journal) == 3
    assert crowd_limit(journal) == 3


def test_a_change_that_is_rolled_back_leaves_the_crowd_as_it_was(journal: Journal) -> None:
    with journal.change("config", keep=False):
        settings.put(journal, "crowd", 2)
        assert crowd_limit(journal) == 2
    assert crowd_limit(journal) == 5


def test_all_days_of_the_coming_week_are_one_statement(journal: Journal) -> None:
    who = ids(journal)
    with journal.change("occasion"):
        for person, month, day in zip(who, (2, 2, 2, 3, 2), (28, 29, 21, 1, 20), strict=False):
            entries.add(journal, Occasion, person_id=person, label="name day", month=month, day=day)
    statements = asked(journal, lambda: coming(journal, 7))
    assert sum("FROM days" in statement for statement in statements) == 1
    days, number = coming(journal, 7)
    assert [(item.person_id, item.on) for item in days] == [
        (who[2], TODAY),
        (who[0], date(2026, 2, 28)),
        (who[1], date(2026, 2, 28)),  # of 29 February, in a year without it
    ]
    assert number == 3


def test_the_openers_of_nine_people_take_one_more_statement_each(
    journal: Journal,
) -> None:
    everybody = ids(journal)
    crowd_limit(journal)
    one = asked(journal, lambda: due.opener_sources(journal, everybody[:1]))
    all_of_them = asked(journal, lambda: due.opener_sources(journal, everybody))
    # The newest notes alone are read from one end of an index, person by person.
    assert len(all_of_them) - len(one) == len(everybody) - 1


def test_goals_are_looked_for_only_with_who_reached_one(journal: Journal) -> None:
    who = ids(journal)[0]
    assert not any("reached_on <=" in said for said in asked(journal, lambda: sources(journal)))
    with journal.change("done"):
        values = {"category": "goal", "text": "a shop", "source": "told", "learned_on": TODAY}
        days = {"reached_on": TODAY, "retired_on": TODAY}
        entries.add(journal, Fact, person_id=who, **values, **days)
    assert [fact.text for fact in sources(journal)[who].reached] == ["a shop"]


def sources(journal: Journal) -> dict[str, due.OpenerSources]:
    return due.opener_sources(journal, ids(journal))


def test_kinds_are_counted_up_to_the_first_of_another_kind(journal: Journal) -> None:
    first, second = ids(journal)[:2]
    with journal.change("log"):
        touches.add(journal, [first], happened_on=TODAY, kind="help", channel="call", note="x")
    since = TODAY - timedelta(days=9)
    assert touches.count_kinds(journal, [first, second], since, only={"help"}) == {
        first: [("help", 1)],
        second: [],
    }
    long_ago = TODAY - timedelta(days=90)
    assert touches.count_kinds(journal, [first, second], long_ago, only={"help"}) == {}
