"""What stands in a calendar on a day."""

from datetime import date, datetime, timedelta

import pytest

from caretrack.domain.agenda import DECLINED, AgendaEvent, Guest, in_order

DAY = date(2026, 11, 21)


def event(starts: str = "2026-11-21T10:00", minutes: int = 60, **more: object) -> AgendaEvent:
    begins = datetime.fromisoformat(starts)
    made = AgendaEvent(
        "one@x",
        begins,
        begins + timedelta(minutes=minutes),
        all_day=False,
        title="Coffee",
        place="",
        channel="meeting",
        tentative=False,
    )
    return made._replace(**more)


@pytest.mark.parametrize(
    ("starts", "minutes", "is_on"),
    [
        ("2026-11-21T10:00", 60, True),
        ("2026-11-21T00:00", 0, True),
        ("2026-11-21T23:59", 600, True),
        ("2026-11-22T00:00", 60, False),
        ("2026-11-20T23:00", 60, False),
        ("2026-11-20T23:00", 61, True),
        ("2026-11-19T00:00", 3 * 1440, True),
        ("2026-11-18T00:00", 3 * 1440, False),
        ("2020-01-01T00:00", 9_999_999, False),
    ],
)
def test_an_event_is_on_the_days_on_which_it_lasts(starts: str, minutes: int, is_on: bool) -> None:
    assert event(starts, minutes).is_on(DAY) == is_on


def test_a_no_of_one_of_your_addresses_is_a_no() -> None:
    asked = event(guests=(Guest("a@x", "ACCEPTED"), Guest("b@x", DECLINED), Guest("c@x", "")))
    assert asked.answer_of({"a@x", "b@x"}) == DECLINED
    assert asked.answer_of({"a@x", "c@x"}) == "ACCEPTED"
    assert asked.answer_of({"d@x"}) == ""


def test_events_stand_by_the_clock_whole_days_first_and_each_once() -> None:
    late, early = event("2026-11-21T15:00", uid="2"), event("2026-11-21T09:00", uid="3")
    whole = event("2026-11-21T00:00", 1440, uid="4", all_day=True)
    again = late._replace(owners=("mia@x",))
    assert in_order([late, early, again, whole]) == [whole, early, again]


def test_events_without_a_uid_are_told_apart_by_title_and_time() -> None:
    coffee, lunch = event(uid=""), event(uid="", title="Lunch")
    assert in_order([coffee, lunch, coffee]) == [coffee, lunch]
