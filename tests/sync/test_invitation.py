"""Codes, and what they open."""

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.errors import WrongUsage
from caretrack.sealing.boxes import box, unbox
from caretrack.sealing.invitation import (
    Invitation,
    decoded,
    encoded,
    named_by,
    new_code,
    open_by_code,
    read_code,
    seal_by_code,
)
from caretrack.sealing.keyring import NotOurs, TooNew
from caretrack.sealing.keys import new_pair

CODE = new_code()
INVITATION = Invitation(
    journal="j1abcdefghjkmnpq",
    hub="rqlite://hub:4001",
    keys=(b"2" * 32, b"1" * 32),
    naming=b"n" * 32,
    peers={"d1": b"p" * 32},
    shut=("d9",),
    tag=12,
    until=datetime(2026, 12, 1, 16, tzinfo=UTC),
    note="invite/abc",
)


def test_a_code_is_four_groups_that_can_be_read_out() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    for code in codes:
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}", code)


def test_a_code_is_read_however_it_was_typed() -> None:
    for typed in (CODE.lower(), CODE.replace("-", ""), f" {CODE.replace('-', ' ')}\n"):
        assert read_code(typed) == read_code(CODE)
    assert read_code(CODE.replace("1", "I").replace("0", "O")) == read_code(CODE)


@pytest.mark.parametrize(
    "typed",
    ["", "hello", "1234-5678", CODE + "A", CODE[:-1], "ü" * 16, CODE * 9],
    ids=["nothing", "a word", "short", "one more", "one less", "no letters", "nine of them"],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage, match="is not the code of an invitation"):
        read_code(typed)


def test_a_slip_of_the_finger_is_noticed_mostly() -> None:
    noticed = 0
    for place in (place for place, letter in enumerate(CODE) if letter != "-"):
        letter = "Z" if CODE[place] != "Z" else "Y"
        try:
            read_code(CODE[:place] + letter + CODE[place + 1 :])
        except WrongUsage as error:
            assert error.message == "the code was mistyped"
            noticed += 1
    assert noticed >= 12


def test_a_code_names_its_note_and_opens_it() -> None:
    name, key = named_by(read_code(CODE))
    assert re.fullmatch("invite/[0-9a-f]{32}", name)
    assert (name, key) == named_by(read_code(CODE.lower()))
    body = seal_by_code(encoded(INVITATION), key)
    assert decoded(open_by_code(body, key)) == INVITATION
    for word in (b"rqlite", b"j1abc", b"keys"):
        assert word not in body
    other_name, other_key = named_by(read_code(new_code()))
    assert other_name != name
    with pytest.raises(NotOurs):
        open_by_code(body, other_key)


KEY = b"k" * 32
BODY = seal_by_code(b"words", KEY)


@given(st.binary(max_size=200))
def test_garbage_is_not_ours(garbage: bytes) -> None:
    with pytest.raises(NotOurs):
        open_by_code(garbage, KEY)
    with pytest.raises(NotOurs):
        open_by_code(BODY[:1] + garbage, KEY)
    with pytest.raises(NotOurs):
        decoded(garbage)


def test_cut_changed_and_later_ones_are_refused() -> None:
    for length in range(len(BODY)):
        with pytest.raises(NotOurs):
            open_by_code(BODY[:length], KEY)
    with pytest.raises(NotOurs):
        open_by_code(BODY[:-1] + bytes([BODY[-1] ^ 1]), KEY)
    with pytest.raises(NotOurs):
        open_by_code(BODY + bytes(100 * 1024 * 1024), KEY)
    with pytest.raises(TooNew):
        open_by_code(b"\x02" + BODY[1:], KEY)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 0.5, "keys": 5},
        {"keys": []},
        {"keys": ["00"]},
        {"naming": ""},
        {"peers": {"d1": "00"}},
        {"tag": "x"},
        {"until": "2026-12-01"},
        {"until": "soon"},
        {"journal": None},
        {"shut": 5},
    ],
)
def test_an_invitation_that_makes_no_sense_is_none(changes: dict[str, object]) -> None:
    value = {**json.loads(encoded(INVITATION)), **changes}
    with pytest.raises(NotOurs):
        decoded(json.dumps(value).encode())


def test_an_invitation_of_a_later_version_says_so() -> None:
    with pytest.raises(TooNew):
        decoded(json.dumps({"format": 2}).encode())


def test_a_box_is_opened_by_whom_it_is_for_and_says_who_made_it() -> None:
    (mia, mias), (ana, anas), (eve, eves) = new_pair(), new_pair(), new_pair()
    boxed = box(b"a new key", ana, mias)
    assert unbox(boxed, mia, anas) == b"a new key"
    assert b"a new key" not in boxed
    for by, secret in ((eve, anas), (mia, eves), (b"", anas), (bytes(32), anas)):
        with pytest.raises(NotOurs):
            unbox(boxed, by, secret)
    with pytest.raises(NotOurs):
        unbox(box(b"a new key", ana, eves), mia, anas)


@given(st.binary(max_size=100))
def test_a_box_of_garbage_is_not_ours(garbage: bytes) -> None:
    with pytest.raises(NotOurs):
        unbox(garbage, b"p" * 32, b"s" * 32)
