"""The six lines before a meeting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.model import Action, Fact, Feedback, Occasion, Touch
from caretrack.domain.talk.brief import (
    MOST_LINES,
    BriefLine,
    asked_category,
    brief_lines,
    lines_in_memory,
)
from caretrack.domain.talk.categories import CATEGORIES
from caretrack.domain.talk.openers import Opener, OpenerSources
from caretrack.domain.talk.said import Heard

TODAY = date(2026, 11, 21)


def fact(category: str, text: str, on: str = "2026-11-08", **more: Any) -> Fact:
    made = Fact(f"f{text}", "p", category, text, "told", date.fromisoformat(on), None, None)
    return made._replace(**more)


def promise(text: str, due_on: str = "", made_on: str = "2026-11-01") -> Action:
    due = date.fromisoformat(due_on) if due_on else None
    made = date.fromisoformat(made_on)
    return Action(f"a{text}", "p", "promise", text, due, None, None, made_on=made)


def feedback(text: str, tone: str = "complaint", acted: str = "", action: str = "") -> Feedback:
    acted_on = date.fromisoformat(acted) if acted else None
    heard = date(2026, 11, 8)
    return Feedback(
        f"k{text}", "p", "product", tone, text, heard, acted_on, action or None, None, None
    )


def heard(note: str, on: str = "2026-11-08", others: tuple[str, ...] = ()) -> Heard:
    return Heard("t1", date.fromisoformat(on), note, others)


def touch(mood: int | None) -> Touch:
    return Touch(
        "t1", date(2026, 11, 8), "checkin", "care", "call", False, mood, "", "", ""
    )  # fmt: skip


def lines(
    opening: Sequence[Opener] = (), besides: Sequence[str] = (), **known: Any
) -> dict[str, str]:
    made = brief_lines(OpenerSources(**known), opening, TODAY, besides)
    return {line.what: f"{line.label}: {line.text}" for line in made}


def test_of_somebody_new_there_is_only_a_question() -> None:
    assert list(lines()) == ["ask"]


def test_of_somebody_who_died_there_is_only_what_was_said_last() -> None:
    known = OpenerSources(
        facts=[fact("goal", "a second site")],
        promises=[promise("the seeds")],
        notes=[heard("told me of his garden")],
    )
    (line,) = lines_in_memory(known, TODAY)
    assert (line.what, line.text) == ("said", "8 Nov: told me of his garden")
    assert lines_in_memory(OpenerSources(), TODAY) == []


def test_all_six_stand_in_their_order() -> None:
    made = brief_lines(
        OpenerSources(
            notes=[heard("worried about churn")],
            facts=[
                fact("worry", "churn"),
                fact("goal", "a second site"),
                fact("boundary", "his brother"),
            ],
            promises=[promise("the numbers", "2026-11-18")],
        ),
        (),
        TODAY,
    )
    assert [line.what for line in made] == ["said", "goal", "worry", "leave", "owe", "ask"]
    assert made[1] == BriefLine(
        "goal", "Their goal", "a second site", "fa second site", date(2026, 11, 8)
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"notes": [heard("worried about churn")]}, "Said last: 8 Nov: worried about churn"),
        (
            {"notes": [heard("worried about churn", others=("Ana Silva",))]},
            "Said last: 8 Nov (with Ana Silva): worried about churn",
        ),
        (
            {"notes": [heard("worried about churn")], "last_care": touch(2)},
            "Said last: 8 Nov, low: worried about churn",
        ),
        (
            {"notes": [heard("worried about churn")], "last_care": touch(4)},
            "Said last: 8 Nov: worried about churn",
        ),
        (
            {
                "notes": [heard("his brother is ill again"), heard("churn is up", "2026-10-01")],
                "facts": [fact("boundary", "his brother")],
            },
            "Said last: 1 Oct: churn is up",
        ),
        ({"own_note": heard("prefers the telephone")}, "Your note: prefers the telephone"),
    ],
)
def test_what_was_said_last(known: dict[str, Any], said: str) -> None:
    assert lines(**known)["said"] == said


def test_what_may_not_be_raised_is_in_no_other_line() -> None:
    made = lines(
        notes=[heard("his brother is ill again")],
        own_note=heard("asks after his brother"),
        facts=[fact("boundary", "his brother"), fact("worry", "his brother owes him money")],
    )
    assert list(made) == ["leave", "ask"]


@pytest.mark.parametrize(
    ("facts", "what", "said"),
    [
        ([fact("goal", "old", "2026-01-01"), fact("goal", "new")], "goal", "Their goal: new"),
        ([fact("want", "a boat")], "goal", "Want: a boat"),
        ([fact("drive", "to build"), fact("goal", "a site")], "goal", "Their goal: a site"),
        (
            [fact("fear", "to lose"), fact("challenge", "hiring")],
            "worry",
            "Challenges them: hiring",
        ),
        ([fact("worry", "rent", "2025-01-01")], "worry", "Keeps them up: rent (still so?)"),
        ([fact("goal", "gone", retired_on=TODAY)], "goal", None),
        ([fact("worry", "x"), fact("worry", "", source="declined")], "worry", None),
    ],
)
def test_the_newest_of_the_first_category_that_says_anything(
    facts: list[Fact], what: str, said: str | None
) -> None:
    assert lines(facts=facts).get(what) == said


def test_every_limit_is_named_whole() -> None:
    facts = [
        fact("boundary", "his brother " * 20),
        fact("boundary", "gone", retired_on=TODAY),
        fact("fear", "", source="declined"),
        fact("family", "", source="closed"),
    ]
    assert lines(facts=facts)["leave"] == (
        f"Do not raise: {'his brother ' * 20}; fear (asked, would rather not say); "
        "family (not to be asked)"
    )


@pytest.mark.parametrize(
    ("known", "owed"),
    [
        ({"promises": [promise("a", "2026-11-18")]}, "a (by 18 Nov, 3 days late)"),
        ({"promises": [promise("a", "2026-11-20")]}, "a (by 20 Nov, 1 day late)"),
        ({"promises": [promise("a", "2026-11-21")]}, "a (by today)"),
        ({"promises": [promise("a"), promise("b", "2027-01-02")]}, "b (by 2 Jan 2027); a"),
        ({"feedback": [feedback("slow")]}, "an answer to “slow”, 8 Nov"),
        ({"feedback": [feedback("good", "praise")]}, "a thank-you for “good”, 8 Nov"),
        (
            {"feedback": [feedback("x"), feedback("slow", acted="2026-11-10", action="mended")]},
            "tell them what came of “slow”: mended; an answer to “x”, 8 Nov",
        ),
        (
            {"feedback": [feedback("slow", acted="2026-11-10")]},
            "tell them what came of “slow”: done",
        ),
        ({"reached": [fact("goal", "the site")]}, "celebrate with them: the site"),
        (
            {"promises": [promise(letter, made_on=f"2026-11-0{at}") for at, letter in
                          enumerate("abcde", 1)]},
            "a; b; c; and 2 more",
        ),
    ],
)  # fmt: skip
def test_what_you_owe(known: dict[str, Any], owed: str) -> None:
    assert lines(**known)["owe"] == f"You owe: {owed}"


def test_a_day_of_their_life_is_asked_about_before_any_question() -> None:
    event = Opener("event", "Ask how the exam went.", "e1", date(2026, 11, 20))
    other = Opener("said", "Something else.", "t1", TODAY)
    assert lines([other, event])["ask"] == "Ask: Ask how the exam went."


def test_two_people_are_not_asked_the_same() -> None:
    first = asked_category(OpenerSources())
    second = asked_category(OpenerSources(), [first])
    assert first != second
    assert lines()["ask"] != lines(besides=[first])["ask"]


def test_where_every_question_is_answered_there_is_none() -> None:
    facts = [fact(name, "known") for name in CATEGORIES]
    born = [Occasion("o", "p", "birthday", 3, 1, None)]
    assert asked_category(OpenerSources(facts=facts, occasions=born)) == ""
    assert "ask" not in lines(facts=facts, occasions=born)


@given(
    st.lists(
        st.builds(
            fact,
            st.sampled_from(CATEGORIES),
            st.text("abc", min_size=1, max_size=8),
            source=st.sampled_from(["told", "noticed", "declined", "closed"]),
        ),
        max_size=12,
    ),
    st.lists(st.builds(promise, st.text("abc", min_size=1, max_size=5)), max_size=5),
)
def test_there_are_never_more_than_six_lines_and_none_is_empty(
    facts: list[Fact], promises: list[Action]
) -> None:
    made = brief_lines(OpenerSources(facts=facts, promises=promises), (), TODAY)
    assert len(made) <= MOST_LINES
    assert len({line.what for line in made}) == len(made)
    assert all(line.text.strip() for line in made)
