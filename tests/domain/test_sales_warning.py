from datetime import date

import pytest

from caretrack.domain.clock import Cadence, LastTouches, clock
from caretrack.domain.talk.sales_warning import SoldTo, sales_in_a_row, sales_warning

TODAY = date(2026, 11, 21)
OCTOBER = date(2026, 10, 14)
ASKS = "Not known yet: who they are, what they want and 8 more."


def sold(name="Ana", known=True, row=1, care=OCTOBER):
    return SoldTo(name, known, row, care)


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ([sold(row=0)], ""),
        ([sold(row=1)], ""),
        ([sold(row=2)], ""),
        ([sold(row=3)],
            "That is the third sales touch in a row; the last caring one was on 14 Oct. "
            "Next time, perhaps call just to listen."),
        ([sold(row=3, care=None)],
            "That is the third sales touch in a row, and no caring one yet. "
            "Next time, perhaps call just to listen."),
        ([sold(row=4)], ""),
        ([sold(row=6)], ""),
        ([sold("Ana", row=3), sold("Ben", row=1)],
            "That is the third sales touch in a row for Ana; the last caring one was on 14 Oct. "
            "Next time, perhaps call just to listen."),
        ([sold("Ana", row=3), sold("Ben", row=3)],
            "That is the third sales touch in a row for Ana and Ben. "
            "Next time, perhaps call just to listen."),
        ([sold(name, row=3) for name in "ABCDE"],
            "That is the third sales touch in a row for A, B, C and 2 others. "
            "Next time, perhaps call just to listen."),
    ],
)  # fmt: skip
def test_the_third_sales_touch_in_a_row_is_remarked_on_and_the_fourth_is_not(people, line):
    assert sales_warning(people, ASKS, TODAY) == (line, ASKS)


@pytest.mark.parametrize(
    ("people", "asks", "said"),
    [
        ([sold(known=False)], ASKS,
            ("Get to know Ana first: who they are, what they want and 8 more.", "")),
        ([sold(known=False)], "", ("Get to know Ana first.", "")),
        ([sold(known=False, row=0)], ASKS, ("", ASKS)),
        ([sold(known=False, row=2)], ASKS, ("", ASKS)),
        ([sold(known=False, row=4)], ASKS, ("", ASKS)),
        ([sold("Ana"), sold("Ben", known=False)], ASKS, ("Get to know Ben first.", ASKS)),
        ([sold(name, known=False) for name in "ABCD"], ASKS,
            ("Get to know A, B, C and 1 other first: who they are, what they want and 8 more.",
                "")),
        ([sold(name, known=False) for name in "ABC"], ASKS,
            ("Get to know A, B and C first: who they are, what they want and 8 more.", "")),
    ],
)  # fmt: skip
def test_a_first_sale_to_somebody_unknown_is_remarked_on_instead_of_the_questions(
    people, asks, said
):
    assert sales_warning(people, asks, TODAY) == said


def test_only_one_of_the_two_remarks_is_made():
    assert (
        "know nothing"
        not in sales_warning(
            [sold("Ana", known=False, row=3), sold("Ben", known=False)], ASKS, TODAY
        )[0]
    )


def clock_of(care, sales_since):
    return clock(
        LastTouches(care=care, sales_since=sales_since), OCTOBER, Cadence(30, "default"), TODAY
    )


@pytest.mark.parametrize(
    ("care", "since", "happened", "row"),
    [
        (None, 3, TODAY, 3),
        (OCTOBER, 2, TODAY, 2),
        (OCTOBER, 2, OCTOBER, 0),
        (OCTOBER, 2, date(2026, 1, 1), 0),
        (None, 1, date(2026, 1, 1), 1),
    ],
)
def test_a_sale_before_the_last_caring_touch_is_none_of_the_row(care, since, happened, row):
    assert sales_in_a_row(clock_of(care, since), happened) == row


def test_somebody_in_the_archive_has_no_row():
    assert sales_in_a_row(None, TODAY) == 0
