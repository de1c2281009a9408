"""Who is named in a text, and which bytes are looked for in a file."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.mentions import (
    STEP,
    WHOLE,
    as_text,
    byte_patterns,
    name_terms,
    names_in,
    patterns_in,
    redacted,
    subtract,
    words_of,
)

OTHERS = ("Ana Costa", "Lagoon Foods", "Joana Silva Pereira", "Will Ruiz")


@pytest.mark.parametrize(
    ("names", "addresses", "expected"),
    [
        (["Zoë Kröger"], [], {("zoe", "kroger"), ("zoe",), ("kroger",)}),
        (["Ana Weber"], [], {("ana", "weber"), ("weber",)}),  # another Ana is there
        (["Ana Costa"], [], set()),  # somebody else has the very name
        (["Joana Silva"], [], set()),  # somebody else has it in theirs
        (
            ["Gil Ruiz"],
            ["gil@ruiz.example"],
            {("gil", "ruiz"), ("gil",), ("gil", "ruiz", "example")},
        ),
        (["Zoë", "Jo"], [], {("zoe",)}),
        (["Zozo"], ["+351 912 345"], {("zozo",), ("351", "912", "345")}),
        (["田中 美咲"], [], {("田中", "美咲")}),
    ],
)
def test_only_names_that_nobody_else_has_identify_somebody(
    names: list[str], addresses: list[str], expected: set[tuple[str, ...]]
) -> None:
    assert set(name_terms(names, addresses, OTHERS)) == expected


ZOE = name_terms(["Zoë Kröger", "Zozo"], ["zoe@lagoon.example"], OTHERS)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("lunch with Zoë", "lunch with …"),
        ("lunch with zoe kroger's son", "lunch with …'s son"),
        ("ZOË  KRÖGER, and ZOZO", "…, and …"),
        ("Zoë-Kröger", "…"),
        (normalize("NFD", "met Zoë Kröger there"), "met … there"),
        ("write to zoe@lagoon.example", "write to …"),
        ("Zoë\nKröger\tcame", "…\tcame"),
    ],
)
def test_a_text_that_names_them_is_found_and_the_name_taken_out(text: str, after: str) -> None:
    assert names_in(text, ZOE)
    assert redacted(text, ZOE) == after
    assert not names_in(after, ZOE)


@pytest.mark.parametrize(
    "text", ["the zoo", "Zoes", "Krögers", "lagoon example", "", "a zozobra", "…"]
)
def test_a_text_that_does_not_name_them_is_unchanged(text: str) -> None:
    assert not names_in(text, ZOE)
    assert redacted(text, ZOE) == text


def test_a_name_in_the_log_of_changes_is_found_behind_an_escaped_line_break() -> None:
    assert names_in('{"note":"one\\nZoë came"}', ZOE)


def test_a_name_of_a_script_without_spaces_is_found_inside_a_sentence() -> None:
    names = name_terms(["田中 美咲"], [], OTHERS)
    for text in ("昨日田中美咲さんに会った", "昨日 田中 美咲 さん"):
        assert names_in(text, names)
        assert "田中" not in redacted(text, names)
    assert not names_in("田中さん", names)


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at_and_blanked_once(text: str) -> None:
    after = redacted(text, ZOE)
    assert (
        (after != text) == bool(names_in(text, ZOE))
        or "ͯ" in normalize("NFD", text)
        or not text.isascii()
    )
    assert redacted(after, ZOE) == after


def test_a_text_is_split_into_words_without_case_and_accents() -> None:
    assert words_of("O'Brien-Łuk, 2nd") == ("o", "brien", "luk", "2nd")


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
