"""Which bytes are looked for in a file."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.byte_patterns import (
    STEP,
    WHOLE,
    as_text,
    byte_patterns,
    patterns_in,
    subtract,
)


@given(st.binary(max_size=40), st.text(min_size=1, max_size=60), st.binary(max_size=40))
def test_a_text_that_lies_anywhere_among_bytes_is_found(
    before: bytes, text: str, after: bytes
) -> None:
    wanted, data = byte_patterns([text]), text.encode("utf-8", "replace")
    found = patterns_in(before + data + after, wanted)
    assert bool(found.runs or found.shorts) == (len(data) >= 4)
    everything = patterns_in(before + data + after, wanted, step=1)
    assert found.runs <= everything.runs
    assert subtract(wanted, everything).shorts.isdisjoint({data})


@given(
    st.text("abcdefgh ", min_size=WHOLE, max_size=90), st.integers(0, 80), st.binary(max_size=20)
)
def test_a_piece_of_a_text_is_found_wherever_it_begins(
    text: str, start: int, before: bytes
) -> None:
    piece = text.encode()[start : start + WHOLE]
    if len(piece) == WHOLE:
        assert patterns_in(before + piece, byte_patterns([text])).runs


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Zoë Kröger-Nguyễn", normalize("NFD", "Zoë Kröger-Nguyễn")),
        (normalize("NFD", "Zoë Kröger"), "Zoë Kröger"),
        ("Zoë Kröger", "zoe kroger"),
        ('she said "no" twice', 'she said \\"no\\" twice'),
        ("one line\nand another", "one line\\nand another"),
    ],
)
def test_a_text_is_looked_for_in_every_writing_of_it(text: str, written: str) -> None:
    wanted = byte_patterns([text])
    found = patterns_in(b"x" * 5 + written.encode(), wanted, step=1)
    assert len(found.runs) >= min(3, len(written.encode()) - 8) or found.shorts


def test_a_long_text_is_not_looked_for_as_a_key() -> None:
    note = "Zoë " * 60
    assert not patterns_in(("zoe " * 60).encode(), byte_patterns([note]), step=1).runs
    assert patterns_in(note.encode(), byte_patterns([note]), step=1).runs


def test_texts_under_four_bytes_are_not_looked_for() -> None:
    assert byte_patterns([]) == byte_patterns(["", "abc"]) == (set(), set())
    assert byte_patterns(["abcd"]) == (set(), {b"abcd"})
    assert patterns_in(b"abc", byte_patterns(["abcdefghijkl"])) == (set(), set())


def test_a_run_of_bytes_is_shown_as_text() -> None:
    wanted = byte_patterns(["her daughter"])
    assert "her daug" in {as_text(run) for run in wanted.runs}
    assert STEP < WHOLE
