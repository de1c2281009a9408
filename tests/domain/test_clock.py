from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.cadence import LONGEST_DAYS, cadence_days
from caretrack.domain.clock import (
    NEVER,
    Cadence,
    LastTouches,
    cadence_in_force,
    clock,
    first_due_on,
    is_due,
    is_low,
    share,
    turn_of,
    waiting_order,
)
from caretrack.domain.last_touches import ClockTouch, last_touches
from caretrack.errors import WrongUsage

TODAY = date(2026, 11, 21)
CROWD = 5
DEFAULT = Cadence(30, "default")


def ago(days):
    return TODAY - timedelta(days=days)


def care(days, people=1, mood=None, entered=""):
    return ClockTouch(ago(days), "care", people, mood, entered)


def sales(days, people=1):
    return ClockTouch(ago(days), "sales", people)


NEAR_DAYS = st.integers(-40, 400).map(ago)
MOODS = st.none() | st.integers(1, 5)
TOUCHES = st.lists(
    st.builds(
        ClockTouch,
        NEAR_DAYS,
        st.sampled_from(["care", "sales"]),
        st.integers(1, 8),
        MOODS,
        st.sampled_from("abc"),
    ),
    max_size=8,
)
OWN = st.none() | st.integers(NEVER, 100)
TAGS = st.dictionaries(st.sampled_from(["vip", "old", "porto"]), st.integers(NEVER, 100))


def due_on(touches, added_on=TODAY, own=None, tags=(), today=TODAY):
    last = last_touches(touches, today, CROWD)
    return clock(last, added_on, cadence_in_force(own, dict(tags), 30, last.mood), today).due_on


@pytest.mark.parametrize(
    ("touches", "last"),
    [
        ([], LastTouches()),
        ([care(3)], LastTouches(care=ago(3))),
        ([care(3), care(9), care(5)], LastTouches(care=ago(3))),
        ([care(0)], LastTouches(care=TODAY)),
        ([care(-1)], LastTouches()),
        ([sales(-1)], LastTouches()),
        ([care(9), care(3, people=5)], LastTouches(care=ago(3))),
        ([care(9), care(3, people=6)], LastTouches(care=ago(9))),
        ([care(3, people=6, mood=1)], LastTouches()),
        ([sales(3, people=50)], LastTouches(sales=ago(3), sales_since=1)),
        ([sales(3), sales(8)], LastTouches(sales=ago(3), sales_since=2)),
        (
            [care(5), sales(3), sales(5), sales(8)],
            LastTouches(care=ago(5), sales=ago(3), sales_since=1),
        ),
        ([care(5, mood=2), care(9, mood=5)], LastTouches(care=ago(5), mood=2)),
        ([care(5), care(9, mood=1)], LastTouches(care=ago(5))),
        (
            [care(5, mood=4, entered="2"), care(5, mood=1, entered="1")],
            LastTouches(care=ago(5), mood=4),
        ),
        (
            [care(5, mood=4, entered="1"), care(5, mood=1, entered="2"), care(5, entered="3")],
            LastTouches(care=ago(5), mood=1),
        ),
        ([care(5), ClockTouch(ago(5), "sales", 1, 1)], LastTouches(care=ago(5), sales=ago(5))),
    ],
)
def test_the_last_touches_are_the_latest_that_count(touches, last):
    assert last_touches(touches, TODAY, CROWD) == last


@given(TOUCHES, st.randoms(use_true_random=False))
def test_the_order_in_which_touches_come_does_not_matter(touches, random):
    shuffled = random.sample(touches, len(touches))
    assert last_touches(shuffled, TODAY, CROWD) == last_touches(touches, TODAY, CROWD)


@given(TOUCHES)
def test_a_touch_in_the_future_does_not_count(touches):
    counted = [touch for touch in touches if touch.happened_on <= TODAY]
    assert last_touches(touches, TODAY, CROWD) == last_touches(counted, TODAY, CROWD)


@given(TOUCHES)
def test_a_touch_with_a_crowd_is_no_caring_touch(touches):
    alone = [touch for touch in touches if touch.family == "sales" or touch.people <= CROWD]
    assert last_touches(touches, TODAY, CROWD) == last_touches(alone, TODAY, CROWD)


@given(TOUCHES, NEAR_DAYS, st.integers(1, 8), MOODS, NEAR_DAYS, OWN, TAGS)
def test_a_sales_touch_never_moves_the_clock(touches, day, people, mood, added_on, own, tags):
    pitched = [*touches, ClockTouch(day, "sales", people, mood)]
    before, after = (last_touches(some, TODAY, CROWD) for some in (touches, pitched))
    assert (after.care, after.mood) == (before.care, before.mood)
    assert due_on(pitched, added_on, own, tags) == due_on(touches, added_on, own, tags)
    assert after.sales_since >= before.sales_since


# A low mood halves the time on purpose. A touch before the day a person was added replaces it.
@given(
    TOUCHES,
    st.integers(0, 400),
    st.integers(-10, 400),
    st.integers(1, 8),
    st.none() | st.integers(3, 5),
    OWN,
    TAGS,
)
def test_a_caring_touch_never_makes_somebody_due_earlier(
    touches, added_ago, later, people, mood, own, tags
):
    added_on = ago(added_ago)
    cared = [
        *touches,
        ClockTouch(added_on + timedelta(days=max(later, 0)), "care", people, mood, "b"),
    ]
    before, after = due_on(touches, added_on, own, tags), due_on(cared, added_on, own, tags)
    assert before is None if after is None else after >= before


@pytest.mark.parametrize(
    ("own", "tags", "default", "mood", "cadence"),
    [
        (None, {}, 30, None, (30, "default")),
        (7, {}, 30, None, (7, "own")),
        (90, {"vip": 14}, 30, None, (90, "own")),
        (None, {"vip": 14, "porto": 60}, 30, None, (14, "tag vip")),
        (None, {"vip": 60}, 30, None, (60, "tag vip")),
        (None, {"vip": 14, "old": 14}, 30, None, (14, "tag old")),
        (None, {"old": NEVER, "vip": 60}, 30, None, (60, "tag vip")),
        (None, {"old": NEVER}, 30, None, (None, "never")),
        (NEVER, {"vip": 14}, 30, 1, (None, "never")),
        (None, {}, NEVER, None, (None, "never")),
        (7, {"old": NEVER}, NEVER, None, (7, "own")),
        (None, {}, 30, 1, (15, "low last time")),
        (None, {}, 30, 2, (15, "low last time")),
        (None, {}, 30, 3, (30, "default")),
        (7, {}, 30, 2, (4, "low last time")),
        (1, {}, 30, 2, (1, "low last time")),
        (None, {"vip": 15}, 30, 1, (8, "low last time")),
    ],
)
def test_their_own_cadence_goes_before_their_tags_and_those_before_the_default(
    own, tags, default, mood, cadence
):
    assert cadence_in_force(own, tags, default, mood) == cadence


@pytest.mark.parametrize(
    ("mood", "low"), [(None, False), (1, True), (2, True), (3, False), (5, False)]
)
def test_a_mood_of_one_or_two_is_low(mood, low):
    assert is_low(mood) is low


@pytest.mark.parametrize(
    ("last", "added_ago", "cadence", "since", "never", "due", "lateness"),
    [
        (LastTouches(), 51, DEFAULT, 51, True, 21, 1.7),
        (LastTouches(), 0, DEFAULT, 0, True, -30, 0.0),
        (LastTouches(), -3, DEFAULT, 0, True, -33, 0.0),
        (LastTouches(care=ago(38)), 400, DEFAULT, 38, False, 8, 1.267),
        (LastTouches(care=ago(30)), 400, DEFAULT, 30, False, 0, 1.0),
        (LastTouches(care=ago(29)), 400, DEFAULT, 29, False, -1, 0.967),
        (LastTouches(care=ago(90)), 2, DEFAULT, 90, False, 60, 3.0),
        (LastTouches(care=ago(13)), 400, Cadence(7, "low last time"), 13, False, 6, 1.857),
        (LastTouches(care=ago(400)), 900, Cadence(None, "never"), 400, False, None, 0.0),
    ],
)
def test_the_clock_runs_from_the_last_caring_touch_or_from_the_day_they_were_added(
    last, added_ago, cadence, since, never, due, lateness
):
    found = clock(last, ago(added_ago), cadence, TODAY)
    assert (found.since, found.never, found.lateness) == (since, never, lateness)
    assert found.due_on == (None if due is None else ago(due))
    assert (found.last_care, found.cadence) == (last.care, cadence)


@pytest.mark.parametrize(
    ("sales_since", "only_sales"), [(0, False), (1, False), (2, True), (9, True)]
)
def test_whoever_heard_two_sales_since_the_last_care_hears_only_sales(sales_since, only_sales):
    found = clock(LastTouches(sales=ago(1), sales_since=sales_since), ago(9), DEFAULT, TODAY)
    assert (found.only_sales, found.sales_since, found.last_sales) == (
        only_sales,
        sales_since,
        ago(1),
    )


@given(st.integers(0, 4000), st.integers(1, LONGEST_DAYS))
def test_somebody_is_due_when_the_days_since_reach_the_cadence(since, days):
    found = clock(LastTouches(care=ago(since)), ago(since), Cadence(days, "own"), TODAY)
    assert is_due(found.due_on, TODAY) == (since >= days)
    assert found.lateness >= 1 or since < days


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=2, max_size=6))
def test_whoever_waited_the_most_of_their_own_time_is_the_latest(people):
    clocks = [
        clock(LastTouches(care=ago(since)), ago(since), Cadence(days, "own"), TODAY)
        for since, days in people
    ]
    latest = max(clocks, key=lambda found: found.lateness)
    assert latest.lateness == round(max(since / days for since, days in people), 3)


def test_a_short_cadence_long_overdue_comes_before_a_long_one_just_overdue():
    weekly = clock(LastTouches(care=ago(14)), TODAY, Cadence(7, "own"), TODAY)
    monthly = clock(LastTouches(care=ago(38)), TODAY, DEFAULT, TODAY)
    yearly = clock(LastTouches(care=ago(366)), TODAY, Cadence(365, "own"), TODAY)
    assert sorted([yearly, monthly, weekly], key=lambda found: -found.lateness) == [
        weekly,
        monthly,
        yearly,
    ]


@pytest.mark.parametrize(
    ("due", "snoozed_until", "within", "waits"),
    [
        (None, None, 0, False),
        (None, None, 4000, False),
        (0, None, 0, True),
        (8, None, 0, True),
        (-1, None, 0, False),
        (-7, None, 7, True),
        (-8, None, 7, False),
        (8, 1, 0, True),
        (8, 0, 0, True),
        (8, -1, 0, False),
        (-7, -1, 7, False),
    ],
)
def test_somebody_waits_from_the_day_they_are_due_unless_snoozed_past_today(
    due, snoozed_until, within, waits
):
    days = [None if days is None else ago(days) for days in (due, snoozed_until)]
    assert is_due(days[0], TODAY, days[1], within) is waits


@pytest.mark.parametrize(
    ("in_time", "people", "covered"), [(0, 0, 1.0), (0, 3, 0.0), (39, 42, 0.9286), (42, 42, 1.0)]
)
def test_coverage_is_the_share_of_people_who_are_in_time(in_time, people, covered):
    assert share(in_time, people) == covered


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30", 30),
        ("30d", 30),
        ("1 day", 1),
        (" 30 Days ", 30),
        ("2w", 14),
        ("1week", 7),
        ("2 weeks", 14),
        ("3m", 90),
        ("1 month", 30),
        ("6 MONTHS", 180),
        ("1y", 365),
        ("1 year", 365),
        ("10 years", 3650),
        ("3660", 3660),
        ("007", 7),
        ("never", NEVER),
        (" Never ", NEVER),
        ("none", NEVER),
        ("off", NEVER),
    ],
)
def test_a_cadence_is_read_as_days(text, days):
    assert cadence_days(text) == days


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "d",
            "weakly",
            "every wek",
            "30 x",
            "30dd",
            "30ds",
            "2ws",
            "30s",
            "3 d 2",
            "d30",
            "-3",
            "+3",
            "1.5w",
            "1e3",
            "1,000",
        ),
        *("３０", "²", "٣d", "30\0", "\ud800", "nevers", "1000000", "9" * 5000),
    ],
)
def test_what_is_no_cadence_is_refused_with_examples_that_are_right(text):
    with pytest.raises(WrongUsage, match="is not a cadence") as refused:
        cadence_days(text)
    assert len(refused.value.message) < 60
    assert refused.value.hint == "Try 30, 30d, 2w, 3m, monthly or never."


@pytest.mark.parametrize(
    ("text", "days"),
    [("0", "0"), ("0w", "0"), ("3661", "3,661"), ("123m", "3,690"), ("999999y", "364,999,635")],
)
def test_a_cadence_out_of_range_is_refused(text, days):
    with pytest.raises(WrongUsage, match=f"a cadence of {days} days is out of range"):
        cadence_days(text)


IDS = st.lists(st.text(min_size=1, max_size=16), min_size=2, max_size=9, unique=True)


@pytest.mark.parametrize(
    ("first", "second"),
    [((40, 10), (60, 30)), ((60, 30), (2, 1)), ((31, 30), (30, 30))],
)
def test_the_most_late_come_first_then_who_waits_longest(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        assert waiting_order(one, *first, TODAY) < waiting_order(other, *second, TODAY)


@given(IDS, st.randoms())
def test_the_order_is_the_same_however_people_are_read_and_whoever_is_missing(ids, random) -> None:
    def ordered(people):
        return sorted(people, key=lambda who: waiting_order(who, 31, 30, TODAY))

    first = ordered(ids)
    shuffled = list(ids)
    random.shuffle(shuffled)
    assert ordered(shuffled) == first
    assert ordered(ids[1:]) == [who for who in first if who != ids[0]]


@given(IDS)
def test_over_sixty_days_everybody_is_first_about_equally_often(ids) -> None:
    days = [TODAY + timedelta(days=ahead) for ahead in range(60)]
    firsts = [min(ids, key=lambda who: waiting_order(who, 31, 30, day)) for day in days]
    fair = 60 / len(ids)
    # Chance alone stays within five standard deviations.
    spread = 5 * (60 * (1 / len(ids)) * (1 - 1 / len(ids))) ** 0.5
    for who in ids:
        assert abs(firsts.count(who) - fair) <= spread


def test_a_turn_lasts_a_day() -> None:
    assert turn_of("k3f9", TODAY) == turn_of("k3f9", TODAY)
    assert turn_of("k3f9", TODAY) != turn_of("k3f9", TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("own", "tags", "cadence"),
    [
        (None, {}, Cadence(None, "known")),
        (7, {}, Cadence(7, "own")),
        (NEVER, {}, Cadence(None, "never")),
        (None, {"vip": 14}, Cadence(14, "tag vip")),
    ],
)
def test_somebody_who_is_only_known_has_no_cadence_but_one_of_their_own_or_of_a_tag(
    own, tags, cadence
):
    assert cadence_in_force(own, tags, 30, None, known=True) == cadence


@given(st.text(min_size=1), st.integers(1, LONGEST_DAYS), st.none() | st.integers(0, 400))
def test_the_first_day_of_somebody_taken_in_lies_within_their_cadence(name, days, touched):
    last = None if touched is None else ago(touched)
    first = first_due_on(name, TODAY, last, days)
    if touched is not None and touched < days:
        assert first is None
    else:
        assert TODAY < first <= TODAY + timedelta(days=days)
        assert first_due_on(name, TODAY, last, days) == first


def test_a_caring_touch_after_they_were_taken_in_ends_the_spreading():
    assert first_due_on("ana", ago(40), ago(20), 30) is None
    assert first_due_on("ana", None, None, 30) is None
    assert first_due_on("ana", TODAY, None, None) is None


def test_two_hundred_people_are_not_due_on_one_day():
    names = [f"{first} {last}" for first in ("ana", "ben", "eva", "gil") for last in range(50)]
    days = [first_due_on(name, TODAY, None, 90) for name in names]
    assert len(set(days)) > 60
    assert max(days.count(day) for day in days) < 12


def test_the_clock_of_somebody_taken_in_is_due_on_their_first_day():
    first = ago(-12)
    found = clock(LastTouches(), TODAY, DEFAULT, TODAY, first)
    assert (found.due_on, found.since, found.never) == (first, 0, True)
