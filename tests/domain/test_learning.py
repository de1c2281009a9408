from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.dates import ago
from caretrack.domain.model import Fact, Occasion
from caretrack.domain.talk.categories import is_old
from caretrack.domain.talk.learning import ended_by, still_silent
from caretrack.domain.talk.occasions import with_you_since

TODAY = date(2026, 11, 21)


def fact(category, days, source="told"):
    return Fact(
        "fact", "ana", category, "something", source, TODAY - timedelta(days=days), None, None
    )


@pytest.mark.parametrize(
    ("category", "holds"),
    [
        ("worry", 180), ("challenge", 180), ("need", 180), ("joy", 180),
        ("goal", 365), ("fear", 365), ("want", 365), ("view", 365), ("better", 365), ("drive", 365),
        ("family", 1095), ("preference", 1095), ("hobby", 1095), ("who", 1095),
        ("constraint", 1095), ("allergy", 1095),
    ],
)  # fmt: skip
def test_a_fact_holds_for_its_days_and_is_old_after_them(category, holds):
    assert (is_old(fact(category, holds), TODAY), is_old(fact(category, holds + 1), TODAY)) == (
        False,
        True,
    )
    assert is_old(fact(category, holds + 1, "noticed"), TODAY)


def test_a_worry_of_eighteen_months_ago_is_old_and_a_family_is_not():
    assert is_old(fact("worry", 548), TODAY)
    assert not is_old(fact("family", 548), TODAY)


@pytest.mark.parametrize(
    ("source", "mark", "ended", "silent"),
    [
        ("told", "declined", True, ""),
        ("told", "closed", False, "closed"),
        ("told", "told", False, ""),
        ("noticed", "declined", False, "declined"),
        ("noticed", "closed", False, "closed"),
        ("declined", "declined", True, ""),
        ("declined", "closed", False, ""),
        ("closed", "declined", True, ""),
        ("closed", "closed", True, ""),
    ],
)
def test_what_they_tell_ends_what_they_declined_and_nothing_else_speaks_for_them(
    source, mark, ended, silent
):
    new, before = fact("fear", 0, source), [fact("fear", 9, mark), fact("goal", 9, mark)]
    assert (ended_by(new, before), still_silent(new, before)) == (
        before[:1] if ended else [],
        silent,
    )


def test_closed_wins_over_declined_and_a_retired_mark_keeps_nothing_silent():
    marks = [fact("fear", 9, "declined"), fact("fear", 9, "closed")]
    assert still_silent(fact("fear", 0, "noticed"), marks) == "closed"
    assert (
        still_silent(
            fact("fear", 0, "noticed"), [mark._replace(retired_on=TODAY) for mark in marks]
        )
        == ""
    )


@pytest.mark.parametrize(
    "item", [fact("boundary", 9000), fact("worry", 9000, "declined"), fact("worry", 9000, "closed")]
)
def test_what_must_be_left_alone_never_asks_to_be_raised_again(item):
    assert not is_old(item, TODAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 20), "yesterday"),
        (date(2026, 11, 19), "2 days ago"),
        (date(2026, 11, 8), "13 days ago"),
        (date(2026, 11, 7), "2 weeks ago"),
        (date(2026, 10, 14), "5 weeks ago"),
        (date(2026, 9, 20), "8 weeks ago"),
        (date(2026, 9, 19), "2 months ago"),
        (date(2025, 9, 21), "14 months ago"),
        (date(2025, 9, 22), "13 months ago"),
        (date(2024, 11, 22), "23 months ago"),
        (date(2024, 11, 21), "2 years ago"),
        (date(2020, 2, 29), "6 years ago"),
    ],
)
def test_how_long_ago_is_said_in_the_unit_that_fits(day, words):
    assert ago(day, TODAY) == words


@given(st.dates(date(1900, 1, 1), TODAY - timedelta(days=2)))
def test_a_time_ago_is_at_least_two_of_its_unit(day):
    number, unit, _ = ago(day, TODAY).split()
    assert int(number) >= 2
    assert unit in {"days", "weeks", "months", "years"}


def occasion(label, month, day, year, id="x"):
    return Occasion(id, "ana", label, month, day, year)


@pytest.mark.parametrize(
    ("items", "today", "words"),
    [
        ([], TODAY, ""),
        ([occasion("birthday", 3, 14, 1976)], TODAY, ""),
        ([occasion("with us since", 3, 1, None)], TODAY, ""),
        ([occasion("with us since", 3, 1, 2023)], TODAY, "with us since 1 Mar 2023, 3 years"),
        ([occasion("Customer Since", 12, 1, 2023)], TODAY, "Customer Since 1 Dec 2023, 2 years"),
        ([occasion("with us since", 11, 21, 2025)], TODAY, "with us since 21 Nov 2025, 1 year"),
        ([occasion("with us since", 11, 22, 2025)], TODAY, "with us since 22 Nov 2025"),
        (
            [occasion("with us since", 3, 1, 2023), occasion("customer since", 3, 1, 2020)],
            TODAY,
            "customer since 1 Mar 2020, 6 years",
        ),
        (
            [occasion("with us since", 2, 29, 2020)],
            date(2026, 2, 28),
            "with us since 29 Feb 2020, 6 years",
        ),
        (
            [occasion("with us since", 2, 29, 2020)],
            date(2026, 2, 27),
            "with us since 29 Feb 2020, 5 years",
        ),
    ],
)
def test_an_occasion_says_since_when_somebody_is_with_you(items, today, words):
    assert with_you_since(items, today) == words
