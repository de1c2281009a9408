"""The notes of the machines: what is garbage among them is counted and passed over."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.app.sync.device_note import (
    DeviceNote,
    decode,
    encode,
    note_name,
    read_device_notes,
)
from caretrack.sealing.keyring import Keyring, NotOurs, OtherKey

OLD = Keyring("j1abcdefghjkmnpq", [b"1" * 32], b"n" * 32)
RING = Keyring("j1abcdefghjkmnpq", [b"2" * 32, b"1" * 32], b"n" * 32)
NOTE = DeviceNote(
    device="d1abcdefghjkmnpq",
    name="Mías Läptop",
    tag=77,
    counter=3,
    at="2026-11-30T16:00:00.000000Z",
    public=b"p" * 32,
    cursor="12",
    waiting=4,
    version=12,
    person="Mia",
    forgot={"0" * 32: "2026-11-29T10:00:00.000000Z"},
)
NAME = note_name(NOTE.device)


def test_a_note_is_read_as_it_was_written_and_shows_nothing() -> None:
    body = encode(RING, NOTE)
    assert decode(RING, NAME, body) == NOTE
    for word in ("Mías", "Mia", "2026-11", "counter"):
        assert word.encode() not in body


def test_a_note_under_the_name_of_another_device_is_refused() -> None:
    with pytest.raises(NotOurs):
        decode(RING, note_name("d2abcdefghjkmnpq"), encode(RING, NOTE))
    other = RING.seal("device/d2", json.dumps({**NOTE._asdict(), "public": "70" * 32}).encode())
    with pytest.raises(NotOurs, match="another device"):
        decode(RING, "device/d2", other)


def test_what_a_later_version_adds_is_passed_over() -> None:
    value = {**NOTE._asdict(), "public": NOTE.public.hex(), "mood": [1, 2]}
    assert decode(RING, NAME, RING.seal(NAME, json.dumps(value).encode())) == NOTE


@pytest.mark.parametrize(
    "changes",
    [
        {"device": ""},
        {"device": 5},
        {"name": None},
        {"tag": 0},
        {"tag": 4096},
        {"tag": "7"},
        {"counter": -1},
        {"counter": 10**30},
        {"counter": True},
        {"at": "yesterday"},
        {"public": "00"},
        {"public": None},
        {"forgot": ["a"]},
        {"forgot": {"a": 1}},
        {"waiting": float("inf")},
    ],
)
def test_a_note_that_makes_no_sense_is_not_ours(changes: dict[str, object]) -> None:
    value = {**NOTE._asdict(), "public": NOTE.public.hex(), **changes}
    with pytest.raises(NotOurs):
        decode(RING, NAME, RING.seal(NAME, json.dumps(value).encode()))


@pytest.mark.parametrize("plain", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b"5"])
def test_what_is_no_object_is_not_ours(plain: bytes) -> None:
    with pytest.raises(NotOurs):
        decode(RING, NAME, RING.seal(NAME, plain))


@given(st.binary(max_size=200))
def test_any_plain_text_is_a_note_or_not_ours(plain: bytes) -> None:
    with pytest.raises(NotOurs):
        decode(RING, NAME, RING.seal(NAME, plain))


def test_garbage_is_counted_and_a_missing_key_is_told_apart() -> None:
    notes = {
        NAME: encode(OLD, NOTE),
        "device/d2": encode(RING, NOTE._replace(device="d2")),
        "device/d3": b"garbage",
        "device/d4": encode(RING, NOTE),
        "device/": b"",
        "hub": b"{}",
        "key/d1/d2": b"x",
    }
    found = read_device_notes(RING, notes)
    assert set(found.known) == {NOTE.device, "d2"}
    assert (found.current, found.garbage, found.locked) == ({"d2"}, 3, ())
    found = read_device_notes(OLD, notes)
    assert (set(found.known), found.locked) == ({NOTE.device}, ("d2", "d4"))
    with pytest.raises(OtherKey):
        decode(OLD, "device/d2", notes["device/d2"])
