from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.load import (
    FEWEST_DAYS,
    FEWEST_PEOPLE,
    Load,
    asked_a_working_day,
    load,
    load_change,
    load_words,
)

TODAY = date(2026, 11, 29)
LONG_AGO = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("people", "asked"),
    [
        ({}, 0),
        ({30: 30}, 1.4),
        ({7: 1}, 0.2),
        ({7: 5}, 1),
        ({30: 60, 90: 90}, 4.2),
        ({0: 12}, 0),
    ],
)
def test_each_cadence_asks_for_one_touch_in_its_days(people: dict[int, int], asked: float) -> None:
    assert asked_a_working_day(people) == pytest.approx(asked)


@given(st.dictionaries(st.integers(1, 3660), st.integers(0, 500)), st.integers(1, 3660))
def test_one_person_more_asks_for_more(people: dict[int, int], days: int) -> None:
    more = {**people, days: people.get(days, 0) + 1}
    assert asked_a_working_day(more) > asked_a_working_day(people)


@pytest.mark.parametrize(
    ("touches", "since", "made"),
    [
        (90, LONG_AGO, 1.4),
        (0, LONG_AGO, 0),
        (20, TODAY - timedelta(days=27), 1),
        (3, TODAY - timedelta(days=FEWEST_DAYS - 1), 0.3),
        (3, TODAY - timedelta(days=FEWEST_DAYS - 2), None),
        (0, None, None),
    ],
)
def test_what_was_made_is_counted_over_the_days_of_the_journal(
    touches: int, since: date | None, made: float | None
) -> None:
    found = load({30: 12}, touches, since, TODAY)
    assert found.people == 12
    assert found.made == (None if made is None else pytest.approx(made))


def test_of_a_few_people_nothing_is_said() -> None:
    assert not Load(FEWEST_PEOPLE - 1, 9.0, 1.0).says_something
    assert Load(FEWEST_PEOPLE, 9.0, 1.0).says_something


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Load(99, 6.71, 1.38),
            "These cadences ask for 6.7 caring touches a working day; "
            "you made 1.4 a day this quarter.",
        ),
        (
            Load(12, 0.56, 0.2),
            "These cadences ask for 2.8 caring touches a week; you made 1 a week this quarter.",
        ),
        (Load(12, 2.0, None), "These cadences ask for 2 caring touches a working day."),
        (Load(12, 0.2, None), "These cadences ask for 1 caring touch a week."),
    ],
)
def test_the_load_in_words(found: Load, words: str) -> None:
    assert load_words(found) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            Load(30, 5.9, 1.4),
            Load(31, 6.7, 1.4),
            "All cadences together ask for 6.7 caring touches a working day now, 5.9 before; "
            "you made 1.4 a day this quarter.",
        ),
        (
            Load(30, 0.5, None),
            Load(31, 0.502, None),
            "All cadences together ask for 2.5 caring touches a week now.",
        ),
    ],
)
def test_what_a_change_does_in_words(before: Load, after: Load, words: str) -> None:
    assert load_change(before, after) == words
