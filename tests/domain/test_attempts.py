from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.balance import balance
from caretrack.domain.kinds.families import TRIED
from caretrack.domain.last_touches import ClockTouch, last_touches
from caretrack.domain.stats import ChannelTouches, CountedTouches, Coverage, channels, months
from caretrack.domain.talk.attempts import Attempt, tried
from caretrack.domain.talk.standing import Sign, of_signs

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], ""),
        (["2026-11-03"], "tried 3 Nov, call"),
        (["2026-11-05", "2026-11-03"], "tried 3 and 5 Nov, call"),
        (["2026-11-03", "2026-11-03"], "tried 3 Nov, call"),
        (["2026-10-28", "2026-11-03", "2026-11-05"], "tried 28 Oct, 3 and 5 Nov, call"),
        (["2026-11-19", "2026-11-21"], "tried 19 Nov and today, call"),
        (["2026-11-21"], "tried today, call"),
        (["2025-12-03", "2025-12-05"], "tried 3 and 5 Dec 2025, call"),
        (["2025-12-28", "2026-01-03"], "tried 28 Dec 2025 and 3 Jan, call"),
        (
            ["2026-11-03", "2026-11-05", "2026-11-09", "2026-11-12"],
            "tried 4 times since 3 Nov, call",
        ),
    ],
)
def test_attempts_are_said_by_their_days(days: list[str], expected: str) -> None:
    assert tried([Attempt(date.fromisoformat(day), "call") for day in days], TODAY) == expected


@pytest.mark.parametrize(
    ("attempts", "expected"),
    [
        ([("call", False), ("call", False)], "tried 3 Nov, call"),
        ([("call", False), ("chat", False), ("email", False)], "tried 3 Nov, call, chat and email"),
        ([("other", False)], "tried 3 Nov"),
        ([("call", True)], "they tried 3 Nov, call"),
        ([("chat", False), ("call", True)], "tried 3 Nov, chat; they tried 3 Nov, call"),
    ],
)
def test_attempts_are_said_by_their_channels(
    attempts: list[tuple[str, bool]], expected: str
) -> None:
    said = [Attempt(date(2026, 11, 3), channel, theirs) for channel, theirs in attempts]
    assert tried(said, TODAY) == expected


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6))
def test_the_last_day_of_few_attempts_is_named(days_ago: list[int]) -> None:
    days = sorted({TODAY - timedelta(days=number) for number in days_ago})
    said = tried([Attempt(day, "other") for day in days], TODAY)
    if len(days) <= 3:
        assert ("today" in said) == (days[-1] == TODAY)
        assert str(days[0].day) in said or days[0] == TODAY
    else:
        assert f"{len(days)} times" in said


TOUCHES = [
    ClockTouch(date(2026, 10, 1), "care", 1, 4),
    ClockTouch(date(2026, 10, 20), "sales", 1),
]
FAMILIES = st.sampled_from(["care", "sales"])
DAYS = st.dates(date(2026, 1, 1), TODAY)
TOUCH_LISTS = st.lists(
    st.builds(ClockTouch, DAYS, FAMILIES, st.integers(1, 9), st.none() | st.integers(1, 5))
)
ATTEMPTS = st.lists(
    st.builds(ClockTouch, DAYS, st.just(TRIED), st.integers(1, 9), st.none() | st.integers(1, 5))
)


@given(TOUCH_LISTS, ATTEMPTS)
def test_attempts_change_no_clock(heard: list[ClockTouch], attempts: list[ClockTouch]) -> None:
    assert last_touches([*heard, *attempts], TODAY, 5) == last_touches(heard, TODAY, 5)


def test_attempts_are_neither_care_nor_sales_of_a_month() -> None:
    counts = {("2026-11", "care"): 2, ("2026-11", "sales"): 1}
    assert balance({**counts, ("2026-11", TRIED): 7}, TODAY) == balance(counts, TODAY)


def counted(family: str, mood: int | None = None, channel: str = "call") -> CountedTouches:
    low, well = 2 * (mood in (1, 2)), 2 * (mood in (4, 5))
    return CountedTouches("2026-11", channel, family, 2, low, 0, well)


def test_attempts_are_counted_apart_and_have_no_mood() -> None:
    made = months(
        [counted("care", 5), counted("sales"), counted(TRIED, 1), counted(TRIED, 4)],
        {},
        [Coverage(0, 0)],
        TODAY,
    )[0]
    assert (made.care, made.sales, made.tried) == (2, 2, 4)
    assert (made.low, made.fair, made.well) == (0, 0, 2)


def test_a_channel_has_its_attempts_apart() -> None:
    said = channels([counted(TRIED), counted("care", channel="chat"), counted(TRIED, 2)])
    assert said == (ChannelTouches("chat", 2, 0, 0), ChannelTouches("call", 0, 0, 4))


def sign(family: str, *, mood: int | None = None, from_them: bool = False) -> Sign:
    return Sign("a", TODAY, "missed", mood, from_them, "", None, False, "call", family)


def test_who_was_not_reached_showed_no_mood() -> None:
    assert of_signs([sign(TRIED, mood=1)]) == []
    assert [item.tone for item in of_signs([sign(TRIED, mood=1, from_them=True)])] == [""]
    assert [item.tone for item in of_signs([sign("care", mood=1)])] == ["1"]
