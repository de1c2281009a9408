from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.app.stats import Stats
from caretrack.domain.balance import month_names
from caretrack.domain.clock import (
    LOW_MOOD,
    ClockTouch,
    Coverage,
    cadence_in_force,
    clock,
    is_due,
    last_touches,
)
from caretrack.domain.stats import (
    ChannelTouches,
    CountedTouches,
    CoveredPerson,
    OnceSaid,
    Personal,
    Promises,
    Quarter,
    StatsMonth,
    channels,
    coverage,
    ends_of,
    fate,
    in_time,
    months,
    promises,
    quarter_ends,
    quarters,
    share_of,
)
from caretrack.domain.talk.standing import Evidence, standing

TODAY = date(2026, 11, 21)
SINCE = date(2025, 12, 1)
NOBODY = Coverage(0, 0)


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(0, 0, None), (0, 3, 0.0), (1, 3, 0.3333), (3, 3, 1.0)]
)
def test_a_share_of_nothing_is_no_number(part: int, whole: int, expected: float | None) -> None:
    assert share_of(part, whole) == expected
    assert Coverage(whole, part).share == expected


@pytest.mark.parametrize(
    ("names", "today", "expected"),
    [
        (["2026-10", "2026-11"], "2026-11-21", ["2026-10-31", "2026-11-21"]),
        (["2025-12", "2026-01"], "2026-01-01", ["2025-12-31", "2026-01-01"]),
        (["2024-02"], "2024-03-09", ["2024-02-29"]),
        (["2025-02", "2025-03"], "2025-03-31", ["2025-02-28", "2025-03-31"]),
    ],
)
def test_a_month_ends_on_its_last_day_or_today(
    names: list[str], today: str, expected: list[str]
) -> None:
    assert [end.isoformat() for end in ends_of(names, date.fromisoformat(today))] == expected


@given(st.dates(date(1905, 1, 1), date(2200, 1, 1)), st.integers(1, 60))
def test_the_ends_are_in_order_and_each_in_its_month(today: date, count: int) -> None:
    names = month_names(today, count)
    ends = ends_of(names, today)
    assert ends == sorted(set(ends)) and ends[-1] == today
    assert [end.isoformat()[:7] for end in ends] == names
    assert all((end + timedelta(days=1)).day == 1 for end in ends[:-1])


def person(
    added: str = "2026-01-01",
    archived: str | None = None,
    usual: int | None = 30,
    cared: tuple[tuple[str, bool], ...] = (),
) -> CoveredPerson:
    after_low = None if usual is None else (usual + 1) // 2
    return CoveredPerson(
        date.fromisoformat(added),
        day(archived),
        usual,
        after_low,
        [(date.fromisoformat(on), low) for on, low in cared],
    )


@pytest.mark.parametrize(
    ("who", "on", "expected"),
    [
        (person(), "2025-12-31", None),  # not added yet
        (person(), "2026-01-01", True),
        (person(), "2026-01-30", True),
        (person(), "2026-01-31", False),  # 30 days since they were added
        (person(usual=None), "2026-01-31", None),  # no reminders
        (person(archived="2026-01-20"), "2026-01-19", True),
        (person(archived="2026-01-20"), "2026-01-20", None),
        (person(archived="2026-03-20"), "2026-03-19", False),  # counts until then, late as it was
        (
            person(cared=(("2026-02-01", False),)),
            "2026-01-31",
            False,
        ),  # what came later does not help
        (person(cared=(("2026-02-01", False),)), "2026-02-01", True),
        (person(cared=(("2026-02-01", False),)), "2026-03-02", True),
        (person(cared=(("2026-02-01", False),)), "2026-03-03", False),
        (
            person(cared=(("2026-02-01", True),)),
            "2026-02-15",
            True,
        ),  # a low mood halves the cadence
        (person(cared=(("2026-02-01", True),)), "2026-02-16", False),
        (person(cared=(("2026-02-01", True), ("2026-02-10", False))), "2026-02-28", True),
        (
            person(cared=(("2025-06-01", False),)),
            "2026-01-01",
            False,
        ),  # as the clock has it: their touches count, whenever they were added
    ],
)
def test_somebody_is_in_time_on_a_day_when_their_last_caring_touch_is_recent_enough(
    who: CoveredPerson, on: str, expected: bool | None
) -> None:
    assert in_time(who, date.fromisoformat(on)) is expected


days_of_the_year = st.dates(date(2025, 9, 1), TODAY)
heard = st.builds(
    ClockTouch,
    happened_on=days_of_the_year,
    family=st.sampled_from(["care", "sales"]),
    people=st.integers(1, 7),
    mood=st.none() | st.integers(1, 5),
    entered=st.integers(0, 10**6).map(lambda number: f"{number:07d}"),
)


@given(
    st.lists(
        st.tuples(
            days_of_the_year,
            st.none() | days_of_the_year,
            st.none() | st.sampled_from([0, 1, 7, 30, 200]),
            st.lists(heard, max_size=8),
        ),
        max_size=4,
    )
)
def test_coverage_is_what_the_clock_said_on_each_day(
    everybody: list[tuple[date, date | None, int | None, list[ClockTouch]]],
) -> None:
    every_day = [SINCE + timedelta(days=number) for number in range(0, (TODAY - SINCE).days + 1, 5)]
    people = []
    for added, archived, own, touches in everybody:
        usual, after_low = (cadence_in_force(own, {}, 30, mood).days for mood in (None, LOW_MOOD))
        caring = sorted(
            {touch.happened_on for touch in touches if touch.family == "care" and touch.people <= 5}
        )
        low = [(on, (last_touches(touches, on, 5).mood or 5) <= LOW_MOOD) for on in caring]
        people.append(CoveredPerson(added, archived, usual, after_low, low))
    for on, found in zip(every_day, coverage(people, every_day), strict=True):
        counted = well = 0
        for added, archived, own, touches in everybody:
            last = last_touches(touches, on, 5)
            then = clock(last, added, cadence_in_force(own, {}, 30, last.mood), on)
            if then.cadence.days is not None and added <= on and not (archived and archived <= on):
                counted += 1
                well += not is_due(then.due_on, on)
        assert found == Coverage(counted, well)


COUNTED = [
    CountedTouches("2026-10", "call", "care", None, 3),
    CountedTouches("2026-10", "email", "sales", 2, 1),
    CountedTouches("2026-11", "call", "care", 1, 1),
    CountedTouches("2026-11", "call", "care", 3, 2),
    CountedTouches("2026-11", "chat", "care", 4, 4),
    CountedTouches("2026-11", "email", "sales", 5, 5),
]


def test_months_hold_families_moods_learning_and_coverage() -> None:
    cover = [Coverage(1, 0), Coverage(2, 1), Coverage(3, 3)]
    assert months(COUNTED, {"2026-11": 2}, cover, TODAY) == (
        StatsMonth("2026-09", 0, 0, 0, 0, 0, 0, cover[0]),
        StatsMonth("2026-10", 3, 1, 1, 0, 0, 0, cover[1]),
        StatsMonth("2026-11", 7, 5, 1, 2, 9, 2, cover[2]),
    )


def test_channels_come_busiest_first() -> None:
    assert channels(COUNTED) == (
        ChannelTouches("call", 6, 0),
        ChannelTouches("email", 0, 6),
        ChannelTouches("chat", 4, 0),
    )
    assert channels([]) == ()


@pytest.mark.parametrize(
    ("due", "done", "expected"),
    [
        ("2026-11-20", None, "past"),
        ("2026-11-21", None, None),  # on its day it is not late yet
        ("2026-11-22", None, None),
        ("2025-12-01", None, "past"),
        ("2025-11-30", None, None),  # of another time
        ("2026-11-20", "2026-11-20", "in_time"),
        ("2026-11-20", "2026-11-21", "late"),
        ("2026-11-21", "2026-11-21", "in_time"),
        ("2027-03-01", "2026-11-01", "in_time"),  # kept long before its day
        ("2025-11-30", "2026-01-05", None),
        ("2026-01-05", "2025-11-30", None),
        ("2026-11-10", "2026-11-30", "late"),  # entered with a day to come
        (None, None, "open_undated"),
        (None, "2025-12-01", "kept_undated"),
        (None, "2026-11-21", "kept_undated"),
        (None, "2025-11-30", None),
        (None, "2026-11-22", None),
    ],
)
def test_a_promise_is_kept_in_time_late_past_or_still_open(
    due: str | None, done: str | None, expected: str | None
) -> None:
    assert fate(day(due), day(done), SINCE, TODAY) == expected


def test_promises_are_counted_by_what_became_of_them() -> None:
    kept, late, past = (
        (date(2026, 5, 1), date(2026, 5, 1)),
        (date(2026, 5, 1), date(2026, 5, 2)),
        (date(2026, 5, 1), None),
    )
    made = promises(
        [kept, kept, late, past, (None, None), (None, date(2026, 5, 1)), (date(2027, 1, 1), None)],
        SINCE,
        TODAY,
    )
    assert made == Promises(in_time=2, late=1, past=1, kept_undated=1, open_undated=1)
    assert made.share == 0.5
    assert Promises(kept_undated=3).share is None


def page(*found: StatsMonth, people: int = 0) -> Stats:
    empty = ((), (), (), {}, (), (), (), ())
    return Stats(TODAY, SINCE, "", people, found, *empty, Promises(), (0, 0), 0)


def test_the_page_sums_its_months_up() -> None:
    made = page(
        StatsMonth("2026-10", 3, 1, 1, 0, 2, 1, NOBODY),
        StatsMonth("2026-11", 5, 0, 1, 1, 1, 3, Coverage(4, 2)),
        people=4,
    )
    assert (made.care, made.sales, made.taught, made.taught_share, made.moods) == (
        8,
        1,
        4,
        0.5,
        (2, 1, 3),
    )
    assert made.now == Coverage(4, 2)
    assert not made.nothing_yet


@pytest.mark.parametrize(
    ("care", "sales", "people", "expected"),
    [(0, 0, 0, True), (1, 0, 0, False), (0, 1, 0, False), (0, 0, 1, False)],
)
def test_nothing_yet_is_nobody_and_no_touch(
    care: int, sales: int, people: int, expected: bool
) -> None:
    made = page(StatsMonth("2026-11", care, sales, 0, 0, 0, 0, NOBODY), people=people)
    assert made.nothing_yet is expected
    assert page(StatsMonth("2026-11", 0, 0, 0, 0, 0, 0, NOBODY)).taught_share is None


# --- fans and critics by quarter


@pytest.mark.parametrize(
    ("since", "today", "ends"),
    [
        ("2025-12-01", "2026-11-21", "2025-12-31 2026-03-31 2026-06-30 2026-09-30 2026-11-21"),
        ("2026-01-01", "2026-03-31", "2026-03-31"),
        ("2026-11-01", "2026-11-21", "2026-11-21"),
        ("2026-01-01", "2026-04-01", "2026-03-31 2026-04-01"),
    ],
)
def test_a_quarter_ends_with_its_last_month_or_today(since: str, today: str, ends: str) -> None:
    found = quarter_ends(date.fromisoformat(since), date.fromisoformat(today))
    assert " ".join(end.isoformat() for end in found) == ends


def said(on: str, tone: str, told: str | None = None) -> Evidence:
    return Evidence(date.fromisoformat(on), tone, "", settled_on=day(told))


FAN = OnceSaid([said("2026-02-01", "praise"), said("2026-05-01", "praise")], [date(2026, 3, 1)])
CRITIC = OnceSaid([said("2026-02-01", "complaint", told="2026-08-01")])


def test_fans_and_critics_are_counted_at_the_end_of_each_quarter() -> None:
    ends = quarter_ends(date(2026, 1, 1), TODAY)
    silent = FAN._replace(wrote=[])
    assert quarters([FAN, CRITIC, silent], ends) == (
        Quarter("2026-Q1", date(2026, 3, 31), 0, 1),
        Quarter("2026-Q2", date(2026, 6, 30), 1, 1),
        Quarter("2026-Q3", date(2026, 9, 30), 1, 0),
        Quarter("2026-Q4", TODAY, 1, 0),
    )
    assert quarters([FAN], [date(2027, 2, 15), date(2027, 3, 2)])[1][2:] == (0, 0)


@given(
    st.lists(st.tuples(st.integers(0, 500), st.sampled_from(["praise", "idea", "complaint"]))),
    st.lists(st.integers(0, 500)),
)
def test_a_quarter_counts_whom_the_standing_of_its_day_counts(
    feedback: list[tuple[int, str]], wrote: list[int]
) -> None:
    heard = [Evidence(TODAY - timedelta(days=days), tone, "") for days, tone in feedback]
    signs = [Evidence(TODAY - timedelta(days=days), "", "", from_them=True) for days in wrote]
    person = OnceSaid(heard, [sign.on for sign in signs])
    for quarter in quarters([person], quarter_ends(SINCE, TODAY)):
        word = standing(signs, heard, None, quarter.on).word
        assert (quarter.fans, quarter.critics) == (word == "fan", word == "critical")


def test_the_share_of_people_with_a_personal_touch() -> None:
    assert Personal(4, 3).share == 0.75
    assert Personal().share is None


@pytest.mark.parametrize(
    ("cared", "day", "expected"),
    [
        ([], date(2026, 10, 31), None),
        ([], date(2026, 11, 9), True),
        ([], date(2026, 11, 10), False),
        ([date(2026, 10, 20)], date(2026, 11, 18), True),
        ([date(2026, 10, 20)], date(2026, 11, 19), False),
        ([date(2026, 8, 1)], date(2026, 11, 9), True),
        ([date(2026, 8, 1)], date(2026, 11, 10), False),
        ([date(2026, 11, 5)], date(2026, 12, 4), True),
        ([date(2026, 11, 5)], date(2026, 12, 5), False),
    ],
)
def test_somebody_taken_in_is_in_time_until_their_first_day(
    cared: list[date], day: date, expected: bool | None
) -> None:
    person = CoveredPerson(
        date(2026, 11, 1), None, 30, 15, [(on, False) for on in cared], date(2026, 11, 10)
    )
    assert in_time(person, day) is expected
