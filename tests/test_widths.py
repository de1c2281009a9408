"""How wide texts are on a terminal, and how they are cut: as rich has it, by its own tables."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich import cells
from rich.color import Color, ColorSystem

from caretrack.views.terminal import ansi, width_table, widths
from transcript import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import make_widths

# What signs are made of: what joins, what takes no column, what takes two, what changes another.
PARTS = [
    "a", "b", " ", "é", "\u0301", "\u0300", "\u200d", "\ufe0f", "\ufe0e", "\u200b", "東", "京", "✔",
    "❤", "☎", "🦊", "👩", "👧", "🇩", "🇪", "🏽", "\u0e33", "न", "म", "\u094d", "한", "ﬁ", "\x07",
    "\x9f", "ש", "\u202e", "Ａ", "…", "·", "–", "1", "\u20e3", "\U000e0062", "\U0010fffd",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS) | st.characters(), max_size=12).map("".join)


@pytest.fixture(autouse=True)
def unicode(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version that the table is of, whatever a newer rich knows."""
    monkeypatch.setenv("UNICODE_VERSION", make_widths.UNICODE)


def test_the_table_is_the_one_that_is_made() -> None:
    written = Path(width_table.__file__).read_text(encoding="utf-8")
    assert written == make_widths.page(), "python docs/make_widths.py"


def test_every_character_is_as_wide_as_rich_says() -> None:
    assert [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if widths.columns_of(chr(code)) != cells.get_character_cell_size(chr(code))
        and chr(code) != widths.JOINER
    ] == []


@given(TEXTS, st.integers(0, 14))
def test_a_text_is_measured_cut_and_filled_as_rich_does_it(text: str, columns: int) -> None:
    assert widths.columns_of(text) == cells.cell_len(text)
    assert widths.fitted(text, columns) == cells.set_cell_size(text, columns)


@given(TEXTS, st.integers(1, 14))
def test_a_long_text_is_broken_as_rich_does_it(text: str, columns: int) -> None:
    assert widths.chopped(text, columns) == cells.chop_cells(text, columns)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Ana", 3),
        ("Zoë", 3),
        ("Zoe\u0308", 3),
        ("東京 太郎", 9),
        ("👩\u200d👩\u200d👧", 2),
        ("❤", 1),
        ("❤\ufe0f", 2),
        ("नमस्ते", 4),
        ("\u202eabc\u202c", 3),
    ],
)
def test_so_many_columns_are_taken(text: str, columns: int) -> None:
    assert widths.columns_of(text) == columns
    assert widths.columns_of(widths.fitted(text, columns + 2)) == columns + 2
    assert "".join(widths.chopped(text * 3, columns)) == text * 3


CHANNELS = st.integers(0, 255)
COLOURS = st.tuples(CHANNELS, CHANNELS, CHANNELS) | CHANNELS.map(
    lambda grey: (grey, grey, min(grey + 9, 255))
)


@given(COLOURS)
def test_a_terminal_of_fewer_colours_gets_those_that_rich_gives(
    colour: tuple[int, int, int],
) -> None:
    written = "#{:02x}{:02x}{:02x}".format(*colour)
    for colours, system in (
        (ansi.FEW, ColorSystem.STANDARD),
        (ansi.MANY, ColorSystem.EIGHT_BIT),
        (ansi.TRUE, ColorSystem.TRUECOLOR),
    ):
        code = ";".join(Color.parse(written).downgrade(system).get_ansi_codes())
        assert ansi.Ansi({}, colours, no_colour=False).written("x", (written,)) == (
            f"\x1b[{code}m" + "x\x1b[0m"
        )
