from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.model import Occasion
from caretrack.domain.talk.occasions import (
    done_on,
    falls_on,
    next_on,
    spoken_yearly,
    turns,
    typed_yearly,
    when_it_comes,
    with_years,
)
from caretrack.domain.yearly_day import YearlyDay, parse_yearly_day
from caretrack.errors import CareError

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("14 March", YearlyDay(3, 14, None)),
        ("March 14", YearlyDay(3, 14, None)),
        ("the 14th of March", YearlyDay(3, 14, None)),
        ("on 14 Mar.", YearlyDay(3, 14, None)),
        ("14/3", YearlyDay(3, 14, None)),
        ("14.3.", YearlyDay(3, 14, None)),
        ("03-14", YearlyDay(3, 14, None)),
        ("--03-14", YearlyDay(3, 14, None)),
        ("--0314", YearlyDay(3, 14, None)),
        ("1976-03-14", YearlyDay(3, 14, 1976)),
        ("19760314", YearlyDay(3, 14, 1976)),
        ("14 Mar 1976", YearlyDay(3, 14, 1976)),
        ("March 14th, 1976", YearlyDay(3, 14, 1976)),
        ("14/3/1976", YearlyDay(3, 14, 1976)),
        ("29 Feb", YearlyDay(2, 29, None)),
        ("--02-29", YearlyDay(2, 29, None)),
        ("29 Feb 1976", YearlyDay(2, 29, 1976)),
        ("29 Feb 2000", YearlyDay(2, 29, 2000)),
        ("1800-01-01", YearlyDay(1, 1, 1800)),
        ("2200-12-31", YearlyDay(12, 31, 2200)),
    ],
)
def test_a_yearly_day_is_read_with_its_year_or_without(phrase, day):
    assert parse_yearly_day(phrase) == day


def test_the_month_comes_first_where_it_is_asked_for():
    assert parse_yearly_day("3/14", month_first=True) == YearlyDay(3, 14, None)
    assert parse_yearly_day("03-14", month_first=True) == YearlyDay(3, 14, None)


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("", "the date is empty"),
        ("soon", "not a date that I can read"),
        ("friday", "not a date that I can read"),
        ("today", "not a date that I can read"),
        ("march", "not a date that I can read"),
        ("14", "not a date that I can read"),
        ("0314", "not a date that I can read"),
        ("3-14", "not a date that I can read"),
        ("٠٣-١٤", "not a date that I can read"),
        ("x" * 101, "101 characters"),
        ("30 Feb", "30 Feb is not a day of any year"),
        ("--02-30", "30 Feb is not a day of any year"),
        ("--0431", "31 Apr is not a day of any year"),
        ("14-03", "there is no month 14"),
        ("00-01", "there is no month 0"),
        ("14/3/76", '"76" is not a whole year'),
        ("29 Feb 1975", "29 Feb 1975 does not exist"),
        ("29 Feb 1900", "29 Feb 1900 does not exist"),
        ("1799-12-31", "1799 is out of range"),
        ("1604-02-29", "1604 is out of range"),
        ("2201-01-01", "2201 is out of range"),
        ("0000-01-01", "0 is out of range"),
    ],
)
def test_what_is_no_yearly_day_is_refused(phrase, message):
    with pytest.raises(CareError, match=message) as refused:
        parse_yearly_day(phrase)
    assert refused.value.hint


def test_the_examples_of_a_refusal_are_right():
    with pytest.raises(CareError) as refused:
        parse_yearly_day("soon")
    examples = refused.value.hint.split('"')[1::2]
    assert [(parse_yearly_day(each).month, parse_yearly_day(each).day) for each in examples] == [
        (3, 14)
    ] * 3


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text):
    try:
        day = parse_yearly_day(text)
    except CareError:
        return
    assert falls_on(day.month, day.day, 2028).month == day.month


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_every_day_is_read_back(day):
    assert parse_yearly_day(day.isoformat()) == YearlyDay(day.month, day.day, day.year)
    assert (
        parse_yearly_day(day.isoformat()[5:])
        == parse_yearly_day(f"--{day.isoformat()[5:]}")
        == YearlyDay(day.month, day.day, None)
    )


@pytest.mark.parametrize(
    ("month", "day", "year", "on"),
    [
        (2, 29, 2024, "2024-02-29"),
        (2, 29, 2025, "2025-02-28"),
        (2, 29, 2000, "2000-02-29"),
        (2, 29, 2100, "2100-02-28"),
        (2, 28, 2025, "2025-02-28"),
        (3, 29, 2025, "2025-03-29"),
        (12, 31, 2026, "2026-12-31"),
    ],
)
def test_29_february_is_kept_on_the_28th_in_other_years(month, day, year, on):
    assert falls_on(month, day, year).isoformat() == on


@pytest.mark.parametrize(
    ("month", "day", "today", "on"),
    [
        (11, 24, "2026-11-21", "2026-11-24"),
        (11, 21, "2026-11-21", "2026-11-21"),
        (11, 20, "2026-11-21", "2027-11-20"),
        (1, 1, "2026-12-31", "2027-01-01"),
        (2, 29, "2026-02-28", "2026-02-28"),
        (2, 29, "2026-03-01", "2027-02-28"),
        (2, 29, "2027-03-01", "2028-02-29"),
        (2, 29, "2028-02-28", "2028-02-29"),
    ],
)
def test_the_next_day_may_be_today_and_may_be_next_year(month, day, today, on):
    assert next_on(month, day, date.fromisoformat(today)).isoformat() == on


@given(DAYS, DAYS)
def test_the_next_day_is_within_a_year(born, today):
    coming = next_on(born.month, born.day, today)
    assert today <= coming <= today + timedelta(days=366)
    assert coming == falls_on(born.month, born.day, coming.year)


@pytest.mark.parametrize(
    ("year", "on", "years"),
    [
        (1976, "2026-11-24", 50),
        (2026, "2026-11-24", 0),
        (2027, "2026-11-24", None),
        (None, "2026-11-24", None),
        (1800, "2026-01-01", 226),
    ],
)
def test_the_years_are_counted_where_the_year_is_known(year, on, years):
    assert turns(year, date.fromisoformat(on)) == years


@pytest.mark.parametrize(
    ("month", "day", "year", "words"),
    [(2, 3, 1980, "3 Feb 1980"), (2, 3, None, "3 Feb"), (12, 31, None, "31 Dec")],
)
def test_a_yearly_day_is_said_with_its_first_year_if_that_is_known(month, day, year, words):
    assert spoken_yearly(month, day, year) == words


@pytest.mark.parametrize("typed", ["1980-02-03", "1900-12-31", "3 Feb", "29 Feb"])
def test_the_day_of_an_occasion_is_given_as_it_may_be_typed(typed):
    day = parse_yearly_day(typed)
    assert typed_yearly(Occasion("x", "ana", "birthday", day.month, day.day, day.year)) == typed


@pytest.mark.parametrize(
    ("label", "year", "words"),
    [
        ("birthday", 1976, "birthday, turns 50"),
        ("Mia's birthday", 2020, "Mia's birthday, turns 6"),
        ("birthday", None, "birthday"),
        ("birthday", 2026, "birthday"),
        ("birthday", 2030, "birthday"),
        ("anniversary", 2023, "anniversary, 3 years"),
        ("anniversary", 2025, "anniversary, 1 year"),
        ("anniversary", 2026, "anniversary"),
        ("with us since", 2023, "with us since 2023, 3 years"),
        ("Customer Since", 2025, "Customer Since 2025, 1 year"),
        ("with us since", 2026, "with us since 2026"),
        ("with us since", None, "with us since"),
    ],
)
def test_a_birthday_turns_and_another_occasion_has_years(label, year, words):
    assert with_years(Occasion("x", "ana", label, 11, 24, year), date(2026, 11, 24)) == words


@pytest.mark.parametrize(
    ("label", "year", "today", "words"),
    [
        ("birthday", None, date(2026, 11, 20), "birthday on Tue 24 Nov"),
        ("birthday", None, date(2026, 11, 23), "birthday tomorrow, Tue 24 Nov"),
        ("birthday", None, date(2026, 11, 24), "birthday today"),
        ("birthday", 1976, date(2026, 11, 20), "turns 50 on Tue 24 Nov"),
        ("birthday", 1976, date(2026, 11, 23), "turns 50 tomorrow, Tue 24 Nov"),
        ("birthday", 1976, date(2026, 11, 24), "birthday today, turns 50"),
        ("Mia's birthday", 2020, date(2026, 11, 20), "Mia's birthday, turns 6, on Tue 24 Nov"),
        ("name day", None, date(2026, 11, 23), "name day tomorrow, Tue 24 Nov"),
    ],
)
def test_an_occasion_ahead_is_said_with_its_day(label, year, today, words):
    occasion = Occasion("x", "ana", label, 11, 24, year)
    assert when_it_comes(occasion, date(2026, 11, 24), today) == words


BIRTHDAY = Occasion("birt", "gil", "birthday", 11, 24, 1976)


@pytest.mark.parametrize(
    ("day", "today", "done"),
    [
        (date(2026, 11, 9), date(2026, 11, 21), False),
        (date(2026, 11, 10), date(2026, 11, 21), True),
        (date(2026, 11, 21), date(2026, 11, 21), True),
        (date(2026, 11, 24), date(2026, 11, 24), True),
        (date(2026, 11, 22), date(2026, 11, 21), False),
        (date(2026, 11, 24), date(2026, 11, 25), False),  # the next one is in a year
        (date(2025, 11, 24), date(2026, 11, 21), False),
    ],
)
def test_an_occasion_is_done_by_a_celebration_of_the_two_weeks_before(day, today, done):
    assert done_on(BIRTHDAY, [BIRTHDAY], [day], today) == (day if done else None)


def test_the_last_celebration_is_the_day_on_which_it_was_done():
    days = [date(2026, 11, 20), date(2026, 11, 12), date(2026, 1, 1)]
    assert done_on(BIRTHDAY, [BIRTHDAY], days, date(2026, 11, 21)) == days[0]


@pytest.mark.parametrize(
    ("day", "today", "birthday", "since"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), True, False),
        (
            date(2026, 11, 24),
            date(2026, 11, 26),
            False,
            False,
        ),  # it was for the birthday, that is over
        (date(2026, 11, 26), date(2026, 11, 26), False, False),
        (date(2026, 11, 28), date(2026, 11, 28), False, True),
        (date(2026, 11, 20), date(2026, 11, 21), True, False),
    ],
)
def test_of_two_occasions_the_nearer_one_is_done(day, today, birthday, since):
    both = [BIRTHDAY, Occasion("sinc", "gil", "with us since", 12, 1, 2020)]
    assert [done_on(item, both, [day], today) is not None for item in both] == [birthday, since]


def test_two_occasions_of_one_day_are_done_together():
    both = [BIRTHDAY, Occasion("name", "gil", "name day", 11, 24, None)]
    assert all(done_on(item, both, [date(2026, 11, 23)], date(2026, 11, 23)) for item in both)


def test_what_was_done_in_december_is_done_for_january():
    new_year = Occasion("x", "gil", "birthday", 1, 2, None)
    assert done_on(new_year, [new_year], [date(2026, 12, 22)], date(2026, 12, 23)) == date(
        2026, 12, 22
    )


def test_a_birthday_of_29_february_is_done_in_any_year():
    leap = Occasion("x", "gil", "birthday", 2, 29, 1980)
    assert done_on(leap, [leap], [date(2027, 2, 14)], date(2027, 2, 28)) == date(2027, 2, 14)
    assert done_on(leap, [leap], [date(2027, 2, 13)], date(2027, 2, 28)) is None


@given(DAYS, st.lists(DAYS, max_size=5), st.integers(1, 12), st.integers(1, 28))
def test_an_occasion_is_never_done_by_a_day_to_come_or_of_another_year(today, days, month, day):
    item = Occasion("x", "gil", "birthday", month, day, None)
    done = done_on(item, [item], days, today)
    assert done is None or (done in days and timedelta(0) <= today - done <= timedelta(days=14))
