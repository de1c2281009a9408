from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.talk.both_ways import (
    FirstMoves,
    MainChannel,
    channel_line,
    first_moves,
    main_channel,
    said_who_began,
    starts_line,
    who_began,
)
from caretrack.domain.talk.one_sided import Contact
from caretrack.domain.talk.standing import Sign

TODAY = date(2026, 11, 21)
YET = "; you have not spoken yet."
UNANSWERED = Contact(letters=5, letters_since=date(2026, 5, 1), never_called=True)


def sign(days: int, channel: str = "email", **values: Any) -> Sign:
    fields = {
        "kind": "help", "mood": None, "from_them": False, "note": "the export", "about": None,
        "crowded": False, **values,
    }  # fmt: skip
    return Sign("a", TODAY - timedelta(days=days), channel=channel, **fields)


def signs(channels: str, **values: Any) -> list[Sign]:
    """Return a touch every ten days, newest first."""
    return [sign(10 * at, channel, **values) for at, channel in enumerate(channels.split())]


def said(touches: list[Sign], contact: Contact = Contact(), *, whole: bool = True) -> str:
    return channel_line(main_channel(touches, TODAY, whole=whole), contact, TODAY)


@pytest.mark.parametrize(
    ("touches", "line"),
    [
        (signs("email " * 5), "by e-mail, all of the last five times" + YET),
        (
            signs("email " * 30 + "call"),
            "by e-mail, all of the last ten times; you last spoke in January.",
        ),
        (
            signs("email " * 8 + "call"),
            "by e-mail, eight of the last nine times; you last spoke in September.",
        ),
        (signs("email call email email email"), "by e-mail, four of the last five times."),
        (signs("call " * 6), "by phone, all of the last six times."),
        (signs("meeting " * 5 + "email"), "face to face, five of the last six times."),
        (signs("video " * 6), "by video call, all of the last six times."),
        (
            signs("chat " * 5 + "other " * 9, family="sales", kind="pitch"),
            "by chat, all of the last five times" + YET,
        ),
        (
            [*signs("email " * 5), sign(90, "call", family="tried", kind="missed")],
            "by e-mail, all of the last five times" + YET,
        ),
        (signs("email " * 5 + "gift other"), "by e-mail, all of the last five times."),
        (signs("email " * 7 + "other call"), "by e-mail, seven of the last eight times."),
        (
            [*signs("email " * 6), sign(70, "meeting", crowded=True)],
            "by e-mail, all of the last six times" + YET,
        ),
    ],
)  # fmt: skip
def test_the_channel_on_which_you_keep_in_touch_is_said(touches: list[Sign], line: str) -> None:
    assert said(touches) == f"You keep in touch {line}"


@pytest.mark.parametrize(
    "touches",
    [
        [],
        signs("email " * 4),
        signs("email call " * 5),
        signs("email email email call call call meeting"),
        signs("email " * 9, kind="newsletter", family="sales"),
        signs("email " * 9, kind="invoice", family="sales"),
        signs("email " * 9, crowded=True),
        signs("other " * 9),
        signs("call " * 9, kind="missed", family="tried"),
        [sign(400 + at) for at in range(9)],
        [sign(-at - 1) for at in range(9)],
    ],
)
def test_where_no_channel_stands_out_nothing_is_said(touches: list[Sign]) -> None:
    assert said(touches) == ""


def test_that_you_never_called_is_not_said_twice_nor_where_older_touches_are_not_known() -> None:
    plain = "You keep in touch by e-mail, all of the last six times."
    assert said(signs("email " * 6), UNANSWERED) == plain
    assert said(signs("email " * 6), whole=False) == plain


def test_another_year_is_named() -> None:
    touches = [*signs("email " * 6), sign(400, "call")]
    assert said(touches).endswith("; you last spoke in October 2025.")


# --- who gets in touch first


@pytest.mark.parametrize(
    ("note", "who"),
    [
        ("called her, all is well", "you"),
        ("Called Ana about the twins", "you"),
        ("wrote to him", "you"),
        ("I rang to hear how it went", "you"),
        ("we just called", "you"),
        ("sent a card", "you"),
        ("visited the new shop", "you"),
        ("emailed them the list", "you"),
        ("called me from the train", "they"),
        ("she called about the export", "they"),
        ("He has just written", ""),
        ("they got in touch after the fair", "they"),
        ("she also dropped by", "they"),
        ("Ana called, worried about churn", "they"),
        ("Mia wrote", "they"),
        ("a mail from her: all done", "they"),
        ("Got a postcard from Lisbon", "they"),
        ("long email from him", "they"),
        ("message from the bank", ""),
        ("email from", ""),
        ("sent me the form", "they"),
        ("she called back", ""),
        ("I called back", ""),
        ("called about the export", ""),
        ("wrote that churn is worse", ""),
        ("fixed the export", ""),
        ("Export fixed", ""),
        ("lunch", ""),
        ("", ""),
        ("…", ""),
    ],
)
def test_the_head_of_a_note_says_who_began(note: str, who: str) -> None:
    assert said_who_began(note) == who


@pytest.mark.parametrize(
    ("touch", "told_apart", "who"),
    [
        (sign(1, "email", from_them=True, note="called her"), False, "they"),
        (sign(1, "email", note="she wrote about churn"), False, "they"),
        (sign(1, "call", note="called her"), False, "you"),
        (sign(1, "email"), False, "you"),
        (sign(1, "email", mood=2), False, ""),
        (sign(1, "email", kind="listen"), False, ""),
        (sign(1, "meeting", kind="celebrate"), False, "you"),
        (sign(1, "call", kind="thanks"), False, "you"),
        (sign(1, "call"), False, ""),
        (sign(1, "call"), True, "you"),
        (sign(1, "meeting", imported=True), True, ""),
    ],
)
def test_who_began_is_known_by_the_flag_the_note_the_kind_or_a_letter(
    touch: Sign, told_apart: bool, who: str
) -> None:
    assert who_began(touch, told_apart=told_apart) == who


def starts(touches: list[Sign], contact: Contact = Contact()) -> str:
    return starts_line(first_moves(touches, TODAY), contact)


THEIRS = {"from_them": True}


@pytest.mark.parametrize(
    ("touches", "line"),
    [
        (
            [*signs("email " * 4), sign(45, **THEIRS), *signs("email " * 12)[5:9]],
            "You wrote eight of the last nine times.",
        ),
        (
            [sign(1, "call", **THEIRS), *signs("call " * 9)[1:]],
            "You called eight of the last nine times.",
        ),
        (
            [*signs("email call email call email"), sign(60, **THEIRS)],
            "You got in touch first five of the last six times.",
        ),
        (signs("call " * 5, **THEIRS), "They called all of the last five times."),
        (signs("call email " * 3, **THEIRS), "They got in touch first all of the last six times."),
        (signs("email " * 20), "You wrote all of the last ten times."),
        (
            signs("email " * 6, family="sales", kind="admin"),
            "You wrote all of the last six times.",
        ),
        (signs("email " * 4, **THEIRS), ""),
        ([*signs("email " * 3), *signs("email " * 6, **THEIRS)[3:]], ""),
        (signs("meeting " * 9), ""),
        (signs("email " * 9, family="sales", kind="invoice"), ""),
        (signs("email " * 9, family="tried", kind="missed"), ""),
        (signs("email " * 9, crowded=True), ""),
        ([sign(370 + at) for at in range(9)], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_who_gets_in_touch_first_is_said_where_it_is_one_side(
    touches: list[Sign], line: str
) -> None:
    assert starts(touches) == line


def test_behind_a_sentence_of_as_many_times_the_number_is_not_said_again() -> None:
    every, most = FirstMoves(0, 6, 6, "wrote"), FirstMoves(8, 1, 9, "called")
    assert starts_line(every, Contact(), 6) == "They wrote each time."
    assert starts_line(most, Contact(), 9) == "You called eight of these nine times."
    assert starts_line(every, Contact(), 9) == "They wrote all of the last six times."


def test_of_somebody_who_does_not_answer_it_is_not_said_again_that_you_write() -> None:
    assert starts(signs("email " * 9), UNANSWERED) == ""
    assert starts(signs("email " * 9, **THEIRS), UNANSWERED).startswith("They wrote")


ANY = st.lists(
    st.builds(
        sign,
        st.integers(-5, 500),
        st.sampled_from(["email", "call", "other", "gift", "meeting", "chat"]),
        from_them=st.booleans(),
        crowded=st.booleans(),
        kind=st.sampled_from(["help", "invoice", "unknown", "listen", "missed"]),
        note=st.text(max_size=30),
    ),
    max_size=25,
)


@given(ANY)
def test_what_is_counted_fits_together(touches: list[Sign]) -> None:
    moves, channel = first_moves(touches, TODAY), main_channel(touches, TODAY)
    assert moves.you + moves.they <= moves.of <= 10
    assert 0 <= channel.times <= channel.of <= 10
    assert channel_line(channel, Contact(), TODAY)[-1:] in {"", "."}


def test_nothing_is_said_of_nothing() -> None:
    assert channel_line(MainChannel(), Contact(), TODAY) == starts_line(FirstMoves(), Contact())
