"""What is sealed is read by nobody without the key, and what does not fit is refused."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.errors import CareError
from caretrack.sealing import keyring
from caretrack.sealing.keyring import Keyring, NotOurs, OtherKey, TooNew

KEY, OLDER, NAMING = b"k" * 32, b"o" * 32, b"n" * 32
ROW, OTHER_ROW = "0" * 32, "1" * 32
RING = Keyring("j1abcdefghjkmnpq", [KEY], NAMING)
BODY = b'{"name": "Ana Ruiz", "email": "ana@example.org"}'


@given(row=st.text(max_size=40), plain=st.binary(max_size=500))
def test_what_was_sealed_opens_again_and_shows_nothing(row: str, plain: bytes) -> None:
    sealed = RING.seal(row, plain)
    assert RING.open(row, sealed) == plain
    assert len(sealed) == len(plain) + keyring.OVERHEAD
    assert len(plain) < 8 or plain not in sealed


def test_equal_bodies_are_equal_sealed_ones_and_no_others_share_a_nonce() -> None:
    again = Keyring("j1abcdefghjkmnpq", [KEY, OLDER], NAMING)
    assert again.seal(ROW, BODY) == RING.seal(ROW, BODY)
    heads = {
        RING.seal(row, body)[9:33]
        for row, body in [
            ("", b""),
            (ROW, BODY),
            (OTHER_ROW, BODY),
            (ROW, b""),
            ("a", b"bc"),
            ("ab", b"c"),
        ]
    }
    assert len(heads) == 6


def test_names_are_opaque_and_the_same_on_every_machine() -> None:
    turned = Keyring("j1abcdefghjkmnpq", [b"t" * 32, KEY], NAMING)
    assert turned.row_name("6 k3f9") == RING.row_name("6 k3f9") != RING.row_name("6 k3f8")
    assert turned.op_id(ROW, BODY) == RING.op_id(ROW, BODY) != RING.op_id(OTHER_ROW, BODY)
    assert RING.op_id("a", b"bc") != RING.op_id("ab", b"c")
    for name in (RING.row_name("6 k3f9"), RING.op_id(ROW, BODY)):
        assert len(name) == 32
        assert set(name) <= set("0123456789abcdef")
    other = Keyring("j1abcdefghjkmnpq", [KEY], b"m" * 32)
    assert other.row_name("6 k3f9") != RING.row_name("6 k3f9")


SEALED = RING.seal(ROW, BODY)


@pytest.mark.parametrize(
    ("ring", "row", "sealed"),
    [
        pytest.param(RING, ROW, b"", id="empty"),
        pytest.param(RING, ROW, b"\x01", id="a format byte alone"),
        pytest.param(
            RING, ROW, b"hello, this is plain text that somebody has put there", id="text"
        ),
        pytest.param(RING, ROW, BODY, id="not sealed at all"),
        pytest.param(RING, ROW, b"\x00" * 200, id="zeros"),
        pytest.param(RING, ROW, b"\x01" * 200, id="a key that is none"),
        pytest.param(RING, OTHER_ROW, SEALED, id="replayed under another row"),
        pytest.param(RING, "\udcff", SEALED, id="a row that is no text"),
        pytest.param(Keyring("j2", [KEY], NAMING), ROW, SEALED, id="of another journal"),
        pytest.param(Keyring("j1abcdefghjkmnpq", [OLDER], NAMING), ROW, SEALED, id="another key"),
        pytest.param(RING, ROW, SEALED + b"x", id="longer"),
        pytest.param(RING, ROW, SEALED[1:], id="without its head"),
        pytest.param(RING, ROW, b"\x00" + SEALED[1:], id="an earlier format"),
        pytest.param(RING, ROW, b"\x02" + SEALED[1:], id="a later format"),
    ],
)
def test_what_does_not_fit_is_not_ours(ring: Keyring, row: str, sealed: bytes) -> None:
    with pytest.raises(NotOurs) as caught:
        ring.open(row, sealed)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("length", range(len(SEALED)))
def test_what_was_cut_short_is_not_ours(length: int) -> None:
    with pytest.raises(NotOurs):
        RING.open(ROW, SEALED[:length])


@pytest.mark.parametrize("place", range(len(SEALED)))
def test_no_byte_can_be_changed(place: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= 1
    with pytest.raises(NotOurs):
        RING.open(ROW, bytes(changed))


@given(st.binary(max_size=300))
def test_garbage_is_never_anything_but_not_ours(garbage: bytes) -> None:
    for data in (garbage, b"\x01" + garbage, SEALED[:9] + garbage):
        with pytest.raises(NotOurs):
            RING.open(ROW, data)


def test_100_megabytes_are_refused_without_a_look_into_them() -> None:
    large = SEALED + bytes(100 * 1024 * 1024)
    with pytest.raises(NotOurs, match="too long"):
        RING.open(ROW, large)
    with pytest.raises(CareError, match="100 MB is too large to be sent"):
        RING.seal(ROW, large)


def test_a_later_format_and_a_missing_key_are_told_apart() -> None:
    with pytest.raises(TooNew):
        RING.open(ROW, b"\x02" + SEALED[1:])
    turned = Keyring("j1abcdefghjkmnpq", [b"t" * 32, KEY], NAMING)
    with pytest.raises(OtherKey):
        RING.open(ROW, turned.seal(ROW, BODY))


def test_after_a_turn_the_old_key_opens_and_the_new_one_seals() -> None:
    turned = Keyring("j1abcdefghjkmnpq", [b"t" * 32, KEY], NAMING)
    assert turned.open(ROW, SEALED) == BODY
    assert turned.seal(ROW, BODY) != SEALED
    assert turned.is_current(turned.seal(ROW, BODY))
    assert not turned.is_current(SEALED)


@pytest.mark.parametrize(
    ("keys", "naming"),
    [([], NAMING), ([b"short"], NAMING), ([KEY], b""), ([KEY, b"x" * 33], NAMING)],
)
def test_what_is_no_key_is_refused(keys: list[bytes], naming: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring("j1", keys, naming)


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nacl", None)
    with pytest.raises(CareError) as caught:
        Keyring("j1", [KEY], NAMING)
    assert str(caught.value) == (
        "care sync needs the package PyNaCl. Install it: pip install 'caretrack[sync]'."
    )
