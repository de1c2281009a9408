"""What is kept of every day is what the rules say of that day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.clock import LOW_MOOD, cadence_in_force, clock, is_due
from caretrack.domain.day_steps import (
    COUNTED,
    IN_TIME,
    PERSONAL,
    PERSONAL_DAYS,
    SERIES,
    WORDS,
    FeedbackDay,
    PersonByDay,
    TouchShown,
    packed,
    turning_days,
    unanswered,
    unpacked,
    verdict_ends,
)
from caretrack.domain.last_touches import ClockTouch, last_touches
from caretrack.domain.stats import Coverage
from caretrack.domain.talk.standing import Evidence, standing
from covered import CoveredPerson, by_day, coverage, in_time

TODAY = date(2026, 11, 21)
SINCE = date(2025, 12, 1)


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def is_counted(kept: list[list[int]], series: str, on: date) -> bool:
    """True if somebody counts on a day: each turn takes them in or out."""
    return sum(turn <= on.toordinal() for turn in kept[SERIES.index(series)]) % 2 == 1


def counted_in_time(person: CoveredPerson, on: date) -> bool | None:
    kept = turning_days(by_day(person))
    return is_counted(kept, IN_TIME, on) if is_counted(kept, COUNTED, on) else None


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
    assert counted_in_time(who, date.fromisoformat(on)) is expected


def kept_in_time(*touches: TouchShown) -> list[int]:
    """Return the days from which somebody added on day 100 is in time and is not, in turn."""
    who = PersonByDay(100, None, True, 30, 15, None, touches)
    return turning_days(who)[SERIES.index(IN_TIME)]


def test_of_several_touches_of_a_day_a_low_mood_of_any_brings_you_back_sooner() -> None:
    care, low, sales = TouchShown(110, care=True), TouchShown(110, True, True), TouchShown(110)
    assert kept_in_time(care) == kept_in_time(care, care) == kept_in_time(care, sales) == [100, 140]
    assert kept_in_time(low, care) == kept_in_time(care, low) == [100, 125]


def test_a_touch_that_is_no_care_keeps_nobody_in_time() -> None:
    assert kept_in_time(TouchShown(110)) == kept_in_time() == [100, 130]


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
    kept = [turning_days(by_day(one)) for one in people]
    for on, found in zip(every_day, coverage(people, every_day), strict=True):
        in_all = [sum(is_counted(one, series, on) for one in kept) for series in (COUNTED, IN_TIME)]
        assert Coverage(*in_all) == found
        counted = well = 0
        for added, archived, own, touches in everybody:
            last = last_touches(touches, on, 5)
            then = clock(last, added, cadence_in_force(own, {}, 30, last.mood), on)
            if then.cadence.days is not None and added <= on and not (archived and archived <= on):
                counted += 1
                well += not is_due(then.due_on, on)
        assert found == Coverage(counted, well)


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
    assert counted_in_time(person, day) is expected


shown = st.builds(
    TouchShown,
    day=st.integers(0, 600).map(lambda ago: TODAY.toordinal() - ago),
    care=st.booleans(),
    personal=st.booleans(),
    mood=st.none() | st.integers(1, 5),
    wrote=st.booleans(),
    theirs=st.booleans(),
    letter=st.booleans(),
)
heard_back = st.tuples(
    st.integers(0, 600).map(lambda ago: TODAY.toordinal() - ago),
    st.sampled_from(["praise", "complaint", "idea"]),
    st.none() | st.integers(-30, 600).map(lambda ago: TODAY.toordinal() - ago),
)
# Close together, so that they meet; and so far apart that they do not.
some_touches = st.lists(shown, max_size=10).map(
    lambda touches: sorted(touches, key=lambda touch: touch.day)
)


@given(some_touches, st.lists(heard_back, max_size=4), st.booleans())
def test_the_standing_of_any_day_is_that_of_its_rule(
    touches: list[TouchShown], feedback: list[FeedbackDay], looked_after: bool
) -> None:
    person = PersonByDay(TODAY.toordinal(), None, looked_after, None, None, None, touches, feedback)
    kept = turning_days(person)
    signs = [
        Evidence(date.fromordinal(one.day), str(one.mood or ""), "", from_them=one.wrote)
        for one in touches
        if one.wrote or one.mood is not None
    ]
    said = [
        Evidence(
            date.fromordinal(heard),
            tone,
            "",
            settled_on=None if told_on is None else date.fromordinal(told_on),
        )
        for heard, tone, told_on in feedback
    ]
    for number in range(0, 1_100, 7):
        on = TODAY + timedelta(days=number - 650)
        cared = [one.day for one in touches if one.care and one.day <= on.toordinal()]
        last_care = date.fromordinal(max(cared)) if cared else None
        words = [word for word in WORDS if is_counted(kept, word, on)]
        assert words == ([standing(signs, said, last_care, on).word] if looked_after else [])


@given(some_touches)
def test_a_personal_touch_counts_for_ninety_days(touches: list[TouchShown]) -> None:
    person = PersonByDay(1, None, True, None, None, None, touches)
    kept, archived = turning_days(person), turning_days(person._replace(looked_after=False))
    days = [touch.day for touch in touches if touch.personal]
    for number in range(0, 760, 3):
        on = TODAY + timedelta(days=number - 650)
        lately = [one for one in days if 0 <= on.toordinal() - one < PERSONAL_DAYS]
        assert is_counted(kept, PERSONAL, on) == bool(lately)
        assert not is_counted(archived, PERSONAL, on)


@pytest.mark.parametrize(
    ("touches", "expected"),
    [
        ([], 0),
        ([TouchShown(5, letter=True), TouchShown(6, letter=True)], 2),
        ([TouchShown(5, letter=True), TouchShown(6, theirs=True)], 0),
        ([TouchShown(6, theirs=True), TouchShown(6, letter=True), TouchShown(7)], 0),
        ([TouchShown(6, theirs=True), TouchShown(8, letter=True)], 1),
    ],
)
def test_letters_are_counted_from_the_day_after_their_last_sign(
    touches: list[TouchShown], expected: int
) -> None:
    assert unanswered(touches) == (expected, None)


@pytest.mark.parametrize(
    ("days", "silent_from"),
    [
        ([10, 40, 70], None),  # three days are no habit
        ([10, 20, 30, 40], None),  # nor is a month
        ([10, 30, 50, 70], 130),  # sixty days at the least
        ([10, 50, 90, 130], 250),  # three times forty
        ([10, 20, 50, 90, 130, *range(140, 260, 11)], 250 + 60),  # the newest twelve count
        ([10, 120, 230, 340], None),  # too rare
    ],
)
def test_a_habit_ends_after_three_of_its_own_intervals(
    days: list[int], silent_from: int | None
) -> None:
    touches = [TouchShown(day, theirs=True, wrote=True) for day in days]
    assert unanswered(touches) == (0, silent_from)
    later = [*touches, TouchShown(days[-1] + 7, theirs=True), TouchShown(900, letter=True)]
    assert unanswered(later) == (1, None if silent_from is None else silent_from + 7)


def test_a_verdict_ends_with_the_last_day_of_a_fan_or_critic() -> None:
    silent = by_day(person())
    assert verdict_ends(turning_days(silent)) is None
    said = [(100, "complaint", None), (50, "complaint", 70)]
    assert verdict_ends(turning_days(silent._replace(feedback=said))) == 100 + 365


turns = st.lists(st.integers(1, 10**6), unique=True, max_size=6).map(sorted)


@given(st.lists(turns, min_size=1, max_size=8))
def test_what_is_packed_can_be_read_again(series: list[list[int]]) -> None:
    changes = list(unpacked(packed(series)))
    assert changes == [
        (turn, place, -1 if number % 2 else 1)
        for place, days in enumerate(series)
        for number, turn in enumerate(days)
    ]
