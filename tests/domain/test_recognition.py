from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.model import AREAS, Feedback
from caretrack.domain.talk.standing import Sign, involvement, is_only_asked, recognition

TODAY = date(2026, 11, 21)


def ago(days):
    return TODAY - timedelta(days=days)


def sign(kind, days, about=None):
    return Sign(f"{kind}{days}", ago(days), kind, None, False, "", about, False)


def feedback(heard=20, told=None, about="product", tone="idea"):
    return Feedback(
        f"feed{heard}",
        "ana",
        about,
        tone,
        "a dark mode",
        ago(heard),
        None,
        None,
        None if told is None else ago(told),
        None,
    )


@pytest.mark.parametrize(
    ("asked", "recognised", "flagged"),
    [(0, 0, False), (2, 0, False), (3, 0, True), (9, 0, True), (3, 1, False), (9, 1, False)],
)
def test_three_asks_and_no_thanks_are_flagged(asked, recognised, flagged):
    assert is_only_asked(asked, recognised) is flagged


@pytest.mark.parametrize(
    ("signs", "said", "flagged"),
    [
        ([], [], False),
        ([sign("ask", 1), sign("ask", 2)], [], False),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3)], [], True),
        ([sign("ask", 1), sign("ask", 1), sign("ask", 1)], [], True),
        # Asked long ago, or still to come.
        ([sign("ask", 1), sign("ask", 2), sign("ask", 364)], [], True),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 365)], [], False),
        ([sign("ask", 1), sign("ask", 2), sign("ask", -1)], [], False),
        # Thanked, told: within the same year. A birthday card is not a thanks.
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3), sign("thanks", 364)], [], False),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3), sign("thanks", 365)], [], True),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3), sign("thanks", -1)], [], True),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3), sign("celebrate", 2)], [], True),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3)], [feedback(told=364, heard=400)], False),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3)], [feedback(told=365, heard=400)], True),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3)], [feedback(told=-1)], True),
        ([sign("ask", 1), sign("ask", 2), sign("ask", 3)], [feedback()], True),
        # What they offer by themselves is not an ask.
        ([sign("ask", 1), sign("ask", 2)], [feedback(), feedback(30)], False),
    ],
)
def test_only_asks_thanks_and_answers_of_the_last_365_days_decide_who_is_only_asked(
    signs, said, flagged
):
    assert recognition(signs, said, TODAY).only_asked is flagged


def test_asks_thanks_and_answers_are_given_newest_first():
    signs = [
        sign("ask", 30),
        sign("ask", 3),
        sign("thanks", 40),
        sign("listen", 1),
        sign("thanks", 5),
    ]
    said = [feedback(90, told=80), feedback(60, told=10), feedback(50), feedback(70, told=5)]
    found = recognition(signs, said, TODAY)
    assert [item.on for item in found.asked] == [ago(3), ago(30)]
    assert found.recognised == (ago(5), ago(10), ago(40), ago(80))
    assert [item.id for item in found.answered] == ["feed70", "feed60", "feed90"]


def test_what_happens_today_counts():
    asked = recognition([sign("ask", 0, "product")], [], TODAY)
    assert [item.on for item in asked.asked] == [TODAY]
    assert asked.involved == (("product", (TODAY,)),)
    assert recognition([sign("thanks", 0)], [], TODAY).recognised == (TODAY,)
    heard = recognition([], [feedback(0, told=0, about="sales")], TODAY)
    assert heard.involved == (("sales", (TODAY,)),)
    assert heard.recognised == (TODAY,)
    assert [item.id for item in heard.answered] == ["feed0"]


def test_involved_is_who_was_ever_asked_or_heard_about_an_area():
    signs = [
        sign("ask", 900, "marketing"),
        sign("ask", 3, "product"),
        sign("ask", 4),
        sign("listen", 2, "sales"),
        sign("ask", -1, "sales"),
    ]
    found = recognition(signs, [feedback(20), feedback(3), feedback(-2, about="service")], TODAY)
    assert found.involved == (("product", (ago(3), ago(20))), ("marketing", (ago(900),)))
    assert found.never == ("sales", "service")


def test_nobody_was_involved_in_anything_at_first():
    found = recognition([], [], TODAY)
    assert (found.involved, found.never, found.asked, found.recognised, found.answered) == (
        (),
        AREAS,
        (),
        (),
        (),
    )


@given(
    st.lists(
        st.tuples(st.sampled_from([*AREAS, None, "other"]), st.integers(0, 900).map(ago)),
        max_size=12,
    )
)
def test_involvement_gives_every_day_of_every_area_once_newest_first(had_a_say):
    found = involvement(had_a_say)
    assert [area for area, _ in found] == [area for area in AREAS if area in dict(had_a_say)]
    for area, days in found:
        assert list(days) == sorted(
            {day for there, day in had_a_say if there == area}, reverse=True
        )
