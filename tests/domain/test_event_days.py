"""The day of an event among its words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.talk.event_days import names_day, parse_event_day, split_event
from caretrack.errors import CareError

MONDAY = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("typed", "on", "text"),
    [
        ("4 jan operation", "2027-01-04", "operation"),
        ("next friday exam", "2026-12-11", "exam"),
        ("in 2 weeks moves to Leeds", "2026-12-21", "moves to Leeds"),
        ("2026-12-20 wedding", "2026-12-20", "wedding"),
        ("fri: operation", "2026-12-11", "operation"),
        ("fri first day at school", "2026-12-11", "first day at school"),
        ("fri the twins are due", "2026-12-11", "the twins are due"),
        ("fri early shift", "2026-12-11", "early shift"),
        ("fri early she flies to Rome", "2026-12-11", "she flies to Rome"),
        ("the 12th first scan", "2026-12-12", "first scan"),
        ("the 12th scan", "2026-12-12", "scan"),
        ("tomorrow morning interview at 9", "2026-12-08", "interview at 9"),
        ("friday 3pm viva", "2026-12-11", "viva"),
        ("end of january launch", "2027-01-31", "launch"),
        ("14 march 2027 2 exams", "2027-03-14", "2 exams"),
        ("today operation", "2026-12-07", "operation"),
        ("moves to Leeds next friday", "2026-12-11", "moves to Leeds"),
        ("exam on friday.", "2026-12-11", "exam"),
        ("4 dec -", "2026-12-04", "-"),
        ("- 4 jan", "2027-01-04", "-"),
        ("tomorrow", "2026-12-08", ""),
        # A day that was just over is not one of next year.
        ("4 dec operation", "2026-12-04", "operation"),
        ("fri 4 dec operation", "2026-12-04", "operation"),
        ("last week operation", "2026-11-30", "operation"),
        ("3 days ago - op", "2026-12-04", "op"),
        ("4 may operation", "2027-05-04", "operation"),
        ("2027-12-04 operation", "2027-12-04", "operation"),
        ("in a year wedding", "2027-12-07", "wedding"),
        # A feast is the day, and what it is.
        ("christmas party", "2026-12-25", "christmas party"),
        ("christmas party 18 dec", "2026-12-18", "christmas party"),
    ],
)
def test_the_day_is_found_before_the_text_or_behind_it(typed, on, text):
    assert split_event(typed.split(), MONDAY) == (date.fromisoformat(on), text)


def test_the_month_may_come_first():
    assert split_event(["1/4", "exam"], MONDAY, month_first=True)[0] == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "the day is missing"),
        ("operation", "no day was read in “operation”"),
        ("in march wedding", "no day was read in “in march wedding”"),
        ("30 feb exam", "30 Feb is not a day of any year"),
        ("13/13 exam", "there is no month 13"),
        ("thu 4 dec exam", "two days were read, Thu 10 Dec 2026 and Fri 4 Dec 2026"),
        ("2020-01-01 exam", "Wed 1 Jan 2020 is more than a year ago"),
        ("2099-01-01 exam", "Thu 1 Jan 2099 is more than ten years away"),
        ("x" * 200, "no day was read in"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(typed, why):
    with pytest.raises(CareError, match=why):
        split_event(typed.split(), MONDAY)


def test_a_day_alone_is_read_and_nothing_behind_it():
    assert parse_event_day("next friday", MONDAY) == date(2026, 12, 11)
    with pytest.raises(CareError, match="is not a date that I can read"):
        parse_event_day("next friday exam", MONDAY)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("has an exam on 4 dec", True),
        ("exam on Friday, nervous", True),
        ("exam in four days", True),
        ("exam on 5 dec", False),
        ("had an exam", False),
        ("4 exams", False),
    ],
)
def test_a_text_names_the_day_that_it_was_told_of(text, named):
    assert names_day(text, date(2026, 12, 4), date(2026, 11, 30)) == named


@given(st.integers(-360, 3600), st.sampled_from(["exam", "moves to Leeds", "her 2 exams"]))
def test_an_iso_day_is_read_on_either_side(off, text):
    day = MONDAY + timedelta(days=off)
    assert split_event([day.isoformat(), *text.split()], MONDAY) == (day, text)
    assert split_event([*text.split(), day.isoformat()], MONDAY) == (day, text)


@given(st.text(max_size=60))
def test_any_words_are_read_or_refused(typed):
    try:
        day, text = split_event(typed.split(), MONDAY)
    except CareError:
        return
    assert abs((day - MONDAY).days) < 4000
    assert text == text.strip()
