from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.model import Fact, Feedback
from caretrack.domain.talk.one_sided import (
    Contact,
    Habit,
    contact,
    contact_lines,
    told_days,
)
from caretrack.domain.talk.standing import Sign

TODAY = date(2026, 11, 21)


def sign(on: str, channel: str = "email", **values: Any) -> Sign:
    fields = {"kind": "checkin", "mood": None, "from_them": False, "crowded": False, **values}
    return Sign(id="a", on=date.fromisoformat(on), note="", about=None, channel=channel, **fields)


def letters(*months: int, **values: Any) -> list[Sign]:
    return [sign(f"2026-{month:02d}-05", **values) for month in sorted(months, reverse=True)]


def said(signs: list[Sign], *told: str, whole: bool = True) -> list[str]:
    days = [date.fromisoformat(day) for day in told]
    return contact_lines(contact(signs, days, TODAY, whole=whole), TODAY)


TEN = letters(2, 3, 4, 5, 6, 7, 8, 9, 10, 11)


def test_ten_letters_without_an_answer_are_told() -> None:
    expected = "You wrote ten times since February; no answer yet. Never called."
    assert said(TEN) == [expected]


@pytest.mark.parametrize(
    "answer",
    [
        sign("2026-11-06", from_them=True),
        sign("2026-11-05", from_them=True),
        sign("2026-11-06", "call"),
        sign("2026-11-06", "video", family="sales", kind="pitch"),
        sign("2026-11-06", "meeting"),
        sign("2026-11-06", "event"),
        sign("2026-11-06", kind="listen"),
        sign("2026-11-06", "other", kind="social"),
        sign("2026-11-06", mood=4),
        sign("2026-11-06", "other"),
        sign("2026-11-06", "call", family="tried", kind="missed", from_them=True),
    ],
)
def test_a_sign_of_theirs_ends_the_row(answer: Sign) -> None:
    assert said([answer, *TEN]) == []


@pytest.mark.parametrize(
    "between",
    [
        sign("2026-11-06", "call", family="tried", kind="missed"),
        sign("2026-11-06", "meeting", crowded=True),
        sign("2026-11-06", from_them=True, crowded=True),
        sign("2026-11-06", "gift", kind="celebrate"),
        sign("2026-11-06", "other", family="sales", kind="invoice"),
        sign("2026-11-06", kind="newsletter", family="sales"),
        sign("2026-11-06", imported=True),
        sign("2026-12-24", from_them=True),
    ],
)
def test_what_is_no_letter_and_no_sign_changes_nothing(between: Sign) -> None:
    assert said([between, *TEN])[0].startswith("You wrote ten times since February; no answer yet.")


def test_a_try_to_call_is_not_never_called() -> None:
    tried = sign("2026-03-09", "call", family="tried", kind="missed")
    assert said([*TEN, tried]) == ["You wrote ten times since February; no answer yet."]


def test_a_message_that_was_not_answered_is_a_letter() -> None:
    wrote = letters(9, 10, 11, channel="chat", family="tried", kind="missed")
    assert said(wrote) == ["You wrote three times since September; no answer yet. Never called."]


def test_two_letters_are_nothing_to_tell() -> None:
    assert said(letters(10, 11)) == []
    assert not contact(letters(10, 11), [], TODAY).one_sided


@pytest.mark.parametrize(
    ("signs", "told", "expected"),
    [
        (
            [*letters(9, 10, 11), sign("2026-08-02", "call")],
            (),
            "You wrote three times since September; no answer yet. "
            "You last heard from them on 2 Aug.",
        ),
        (
            [*letters(9, 10, 11), sign("2025-08-02", from_them=True)],
            (),
            "You wrote three times since September; no answer yet. "
            "You last heard from them on 2 Aug 2025. Never called.",
        ),
        (
            letters(5, 9, 10, 11),
            ("2026-06-01",),
            "You wrote three times since September; no answer yet. "
            "You last heard from them on 1 Jun. Never called.",
        ),
        (
            [sign(f"2026-11-{day:02d}") for day in (19, 12, 3)],
            (),
            "You wrote three times since 3 Nov; no answer yet. Never called.",
        ),
        (
            [sign(f"2025-09-{day:02d}") for day in range(14, 0, -1)],
            (),
            "You wrote 14 times since September 2025; no answer yet. Never called.",
        ),
    ],
)
def test_the_row_begins_after_the_last_sign(
    signs: list[Sign], told: tuple[str, ...], expected: str
) -> None:
    assert said(signs, *told) == [expected]


def test_nothing_is_said_of_what_was_not_read() -> None:
    assert said(TEN, whole=False) == []
    heard = [*TEN, sign("2026-01-02", from_them=True)]
    assert said(heard, whole=False) == [
        "You wrote ten times since February; no answer yet. You last heard from them on 2 Jan."
    ]


def theirs(days: list[str], channel: str = "email") -> list[Sign]:
    return [sign(day, channel, from_them=True) for day in reversed(days)]


MONTHLY = ["2026-02-03", "2026-03-05", "2026-04-01", "2026-05-07", "2026-06-04"]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (theirs(MONTHLY), "They used to write every month; nothing from them since June."),
        (
            theirs(MONTHLY, "call"),
            "They used to call every month; nothing from them since June.",
        ),
        (
            [*theirs(MONTHLY[1:]), *theirs(MONTHLY[:1], "meeting")],
            "They used to get in touch every month; nothing from them since June.",
        ),
        (
            [sign("2026-07-20", "call"), *theirs(MONTHLY)],
            "They used to write every month; nothing from them since July.",
        ),
        (
            theirs(["2026-06-04", "2026-06-11", "2026-06-18", "2026-08-10", "2026-08-20"]),
            "They used to write every two weeks; nothing from them since August.",
        ),
        (
            theirs(["2025-03-01", "2025-06-01", "2025-09-01", "2025-12-01"]),
            "They used to write every three months; nothing from them since December 2025.",
        ),
        (
            theirs(["2026-01-01", "2026-03-01", "2026-05-01", "2026-05-02"]),
            "They used to write every month; nothing from them since May.",
        ),
    ],
)
def test_whoever_used_to_write_and_fell_silent_is_told(signs: list[Sign], expected: str) -> None:
    assert said(signs) == [expected]


@pytest.mark.parametrize(
    "signs",
    [
        theirs([*MONTHLY, "2026-11-01"]),
        [sign("2026-11-01", "call"), *theirs(MONTHLY)],
        theirs(MONTHLY[:3]),
        theirs(["2026-06-01", "2026-06-02", "2026-06-04", "2026-06-05"]),
        theirs(["2024-03-05", "2025-04-01", "2025-12-07", "2026-06-04"]),
        theirs([f"2023-{month:02d}-01" for month in range(1, 12)]),
        [],
    ],
    ids=["still", "called", "too few", "a burst", "seldom", "long ago", "nothing"],
)
def test_nobody_is_silent_who_never_had_the_habit_or_still_has_it(signs: list[Sign]) -> None:
    assert said(signs) == []


def test_silence_and_letters_are_told_together() -> None:
    assert said([*letters(8, 9, 10), *theirs(MONTHLY)]) == [
        "They used to write every month; nothing from them since June.",
        "You wrote three times since August; no answer yet. Never called.",
    ]


def test_facts_told_and_feedback_are_signs() -> None:
    fact = Fact("f", "p", "family", "a daughter", "told", date(2026, 6, 1), None, None)
    feedback = Feedback(
        "g", "p", "product", "idea", "faster", date(2026, 7, 1), None, None, None, None
    )
    noticed = fact._replace(source="noticed")
    declined = fact._replace(source="declined", learned_on=date(2026, 5, 1))
    assert told_days([fact, noticed, declined], [feedback]) == [
        date(2026, 6, 1),
        date(2026, 5, 1),
        date(2026, 7, 1),
    ]


SIGNS = st.lists(
    st.builds(
        sign,
        st.dates(date(2025, 1, 1), TODAY).map(date.isoformat),
        st.sampled_from(["email", "chat", "letter", "call", "gift", "other", "meeting"]),
        from_them=st.booleans(),
        crowded=st.booleans(),
        family=st.sampled_from(["care", "sales", "tried"]),
    ),
    max_size=30,
)


@given(SIGNS, st.lists(st.integers(0, 900), max_size=3))
def test_a_sign_today_leaves_nothing_to_tell(signs: list[Sign], ago: list[int]) -> None:
    told = [TODAY - timedelta(days=days) for days in ago]
    now = contact([sign(TODAY.isoformat(), from_them=True), *signs], told, TODAY)
    assert (now.letters, now.letters_since, now.last_sign, now.habit) == (0, None, TODAY, None)


@given(SIGNS)
def test_what_is_told_and_what_is_one_sided_agree(signs: list[Sign]) -> None:
    found = contact(signs, [], TODAY)
    assert found.one_sided == bool(contact_lines(found, TODAY))
    assert found.letters <= len(signs)
    if found.last_sign and found.letters_since:
        assert found.letters_since > found.last_sign


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "almost every day"), (7, "every week"), (14, "every two weeks"), (60, "every two months")],
)
def test_a_habit_has_plain_words(days: int, words: str) -> None:
    found = Contact(last_sign=date(2026, 3, 1), habit=Habit(days, "write"))
    assert contact_lines(found, TODAY) == [
        f"They used to write {words}; nothing from them since March."
    ]
