from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.app.stats import Stats
from caretrack.domain.balance import month_names
from caretrack.domain.stats import (
    ChannelTouches,
    CountedTouches,
    Coverage,
    Personal,
    Promises,
    Quarter,
    StatsMonth,
    channels,
    ends_of,
    fate,
    months,
    promises,
    quarter_ends,
    quarters,
    share_of,
)

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


COUNTED = [
    CountedTouches("2026-10", "call", "care", 3),
    CountedTouches("2026-10", "email", "sales", 1, low=1),
    CountedTouches("2026-11", "call", "care", 5, low=1, fair=2),
    CountedTouches("2026-11", "call", "care", -2),
    CountedTouches("2026-11", "chat", "care", 4, well=4),
    CountedTouches("2026-11", "email", "sales", 5, well=5),
    CountedTouches("2026-11", "visit", "care", 1),
    CountedTouches("2026-11", "visit", "care", -1),
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
        [
            (*kept, 2),
            (*late, 1),
            (*past, 1),
            (None, None, 1),
            (None, date(2026, 5, 1), 1),
            (date(2027, 1, 1), None, 1),
        ],
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


def test_a_quarter_is_named_by_its_year_and_number() -> None:
    assert quarters([(date(2026, 3, 31), 0, 1), (TODAY, 2, 0)]) == (
        Quarter("2026-Q1", date(2026, 3, 31), 0, 1),
        Quarter("2026-Q4", TODAY, 2, 0),
    )


def test_the_share_of_people_with_a_personal_touch() -> None:
    assert Personal(4, 3).share == 0.75
    assert Personal().share is None
