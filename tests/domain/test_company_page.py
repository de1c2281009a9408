from datetime import date, timedelta

import pytest

from caretrack.app.company import Member, has_nobody, in_order_of_need
from caretrack.domain.clock import Cadence, LastTouches, clock
from caretrack.domain.person import Person

TODAY = date(2026, 11, 21)


def waits(care=None, days=30, added=100):
    """The clock of somebody with a caring touch so many days ago (None: never)."""
    last = LastTouches(care=None if care is None else TODAY - timedelta(days=care))
    return clock(last, TODAY - timedelta(days=added), Cadence(days, "own"), TODAY)


@pytest.mark.parametrize(
    ("care", "days", "added", "nobody"),
    [(5, 30, 100, False), (29, 30, 100, False), (30, 30, 100, True), (200, 30, 300, True),
        (None, 30, 0, True), (None, 30, 100, True),
     (200, None, 300, False), (None, None, 300, False)],
)  # fmt: skip
def test_somebody_has_nobody_when_no_caring_touch_lies_within_their_cadence(
    care, days, added, nobody
):
    assert has_nobody(waits(care, days, added), TODAY) is nobody


def member(name, *args):
    person = Person(
        "a1",
        name,
        name.lower(),
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        TODAY,
        None,
        None,
        "",
        "",
    )
    return Member(person, waits(*args), "unknown", True)


def test_those_who_have_nobody_come_first_and_then_the_late():
    members = [
        member("Ana", 5),
        member("Ben", 25),
        member("Cem", 40),
        member("Dora", None, 30, 0),
        member("Eva", 90),
        member("Abe", 5),
    ]
    assert [item.person.name for item in in_order_of_need(members, TODAY)] == [
        "Eva",
        "Cem",
        "Dora",
        "Ben",
        "Abe",
        "Ana",
    ]
