from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.kinds.families import BUILT_IN, CARE
from caretrack.domain.model import Fact
from caretrack.domain.talk.last_personal import PersonalTouch, personal_line, personal_touch
from caretrack.domain.talk.personal import BUSINESS, PERSONAL, just_because, only_business
from caretrack.domain.talk.standing import Sign

LAST = "Last in touch just to hear from them on "
TODAY = date(2026, 11, 21)


def sign(days: int, kind: str, **values: Any) -> Sign:
    fields = {"mood": None, "from_them": False, "crowded": False, "channel": "call", **values}
    return Sign("a", TODAY - timedelta(days=days), kind, note="", about=None, **fields)


def kinds(words: str, every: int = 30, **values: Any) -> list[Sign]:
    return [sign(every * at, kind, **values) for at, kind in enumerate(words.split())]


def said(touches: list[Sign], *, whole: bool = True) -> str:
    return personal_line(personal_touch(touches, TODAY, whole=whole), TODAY)


@pytest.mark.parametrize(
    ("touches", "line"),
    [
        (
            kinds("help help help help checkin"),
            LAST + "24 Jul, 3 months ago; business four times since.",
        ),
        (kinds("help social thanks"), LAST + "22 Oct, 4 weeks ago; business once since."),
        (kinds("ask help listen"), LAST + "22 Sep, 8 weeks ago; business twice since."),
        (kinds("thanks celebrate help"), LAST + "22 Oct, 4 weeks ago."),
        (kinds("help checkin help", 1), LAST + "20 Nov; business once since."),
        (kinds("help " * 13), "Business 13 times, and never yet just to hear how they are."),
        (kinds("help help thanks"), "Business twice, and never yet just to hear how they are."),
    ],
)  # fmt: skip
def test_the_last_time_just_to_hear_from_them_is_said(touches: list[Sign], line: str) -> None:
    assert said(touches) == line


@pytest.mark.parametrize(
    "touches",
    [
        [],
        kinds("help help"),
        kinds("checkin help help help"),
        kinds("social " * 9),
        kinds("thanks introduce workshop"),
        kinds("unknown " * 9),
        kinds("invoice " * 9, family="sales"),
        kinds("help " * 9, crowded=True),
        [sign(-at, "help") for at in range(1, 9)],
    ],
)
def test_nothing_is_said_of_few_touches_or_where_the_last_one_was_personal(
    touches: list[Sign],
) -> None:
    assert said(touches) == ""


def test_never_is_not_said_where_older_touches_are_not_known() -> None:
    assert said(kinds("help " * 9), whole=False) == ""
    assert said(kinds("help help checkin"), whole=False).startswith("Last in touch just to hear")


def test_a_touch_of_kind_unknown_is_neither_personal_nor_business() -> None:
    assert personal_touch(kinds("unknown help help unknown thanks"), TODAY) == PersonalTouch(
        None, 2, 1
    )


def test_personal_and_business_are_caring_kinds_and_not_the_same() -> None:
    caring = {kind.kind for kind in BUILT_IN if kind.family == CARE}
    assert caring >= PERSONAL | BUSINESS
    assert not PERSONAL & BUSINESS
    assert "unknown" not in PERSONAL | BUSINESS


def fact(category: str, days: int, source: str = "told") -> Fact:
    on = TODAY - timedelta(days=days)
    return Fact("f", "ana", category, "so", source, on, None, None)


@pytest.mark.parametrize(
    ("lately", "facts", "times"),
    [
        ({"help": 5}, [], 5),
        ({"help": 9, "ask": 2}, [], 11),
        ({"ask": 5}, [], 5),
        ({"help": 5, "unknown": 1}, [], 5),
        ({"help": 5}, [fact("goal", 10), fact("family", 200)], 5),
        ({"help": 5}, [fact("family", 10, "declined")], 5),
        ({"help": 4}, [], 0),
        ({"help": 4, "unknown": 1}, [], 0),
        ({}, [], 0),
        ({"help": 11, "checkin": 1}, [], 0),
        ({"help": 11, "social": 1}, [], 0),
        ({"help": 11, "thanks": 1}, [], 0),
        ({"help": 11, "workshop": 1}, [], 0),
        ({"help": 11}, [fact("family", 10)], 0),
        ({"help": 11}, [fact("health", 179, "noticed")], 0),
    ],
)
def test_business_alone_is_five_times_or_more_without_a_word_about_them(
    lately: dict[str, int], facts: list[Fact], times: int
) -> None:
    assert only_business(lately.items(), facts, TODAY) == times


@given(st.dictionaries(st.sampled_from(["help", "ask", "unknown", "social"]), st.integers(0, 9)))
def test_one_personal_touch_is_enough(lately: dict[str, int]) -> None:
    assert only_business([*lately.items(), ("checkin", 1)], (), TODAY) == 0


@pytest.mark.parametrize(
    ("prefers", "verb"), [("", "Call"), ("call", "Call"), ("meeting", "Call"), ("chat", "Write")]
)
def test_the_opener_says_how_often_and_names_the_way_they_like(prefers: str, verb: str) -> None:
    assert just_because(11, prefers) == (
        "Business eleven times in half a year, and not once just to hear how things are. "
        f"{verb} just because."
    )
