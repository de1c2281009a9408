"""`care stats` as lines, as JSON and on a terminal."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stored
from caretrack.views.terminal.stats import bar
from conftest import Care, refused
from pseudo_terminal import plain, width

SECTIONS = (
    "month",
    "channel",
    "only_sales",
    "never",
    "standing",
    "fan_or_critic",
    "quarter",
    "personal_in_days",
    "involved",
    "unthanked",
    "one_sided",
    "promises",
    "gestures",
    "goals",
)
TERMINAL = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Ana Silva", "--company", "Lagoon", "--tag", "vip"],
        ["add", "Ben Okoro", "--company", "Lagoon"],
        *(["add", f"Nobody {number}"] for number in range(9)),
        [
            "log",
            "ana",
            "-k",
            "ask",
            "-c",
            "call",
            "--about",
            "service",
            "-m",
            "5",
            "-d",
            "3 Nov",
            "x",
            "-l",
            "goal: y",
        ],
        ["log", "ana", "-k", "ask", "-c", "call", "-m", "2", "-d", "2 Nov", "x"],
        ["log", "ana", "-k", "ask", "-c", "call", "-d", "1 Oct", "x", "-p", "y by 1 nov"],
        ["log", "ben", "-k", "invoice", "-c", "email", "-d", "4 Nov", "x"],
        ["log", "ben", "-k", "pitch", "-c", "email", "-d", "5 Nov", "x"],
        ["feedback", "ben", "complaint: slow"],
    )


@pytest.fixture
def ana(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


def sections(text: str) -> dict[str, list[list[str]]]:
    """The lists of a pipe by the first word of their header, each a list of rows."""
    blocks = [
        [line.split("\t") for line in block.split("\n")] for block in text.strip("\n").split("\n\n")
    ]
    assert all(len({len(row) for row in block}) == 1 for block in blocks)
    return {block[0][0]: block[1:] for block in blocks}


def test_a_pipe_gets_every_list_with_its_header_and_nobody_left_out(ana: Care) -> None:
    done = ana("stats")
    found = sections(done.out)
    assert (tuple(found)[:-1], done.err) == (SECTIONS, "")
    assert found["month"][-1] == ["2026-11", "2", "2", "1", "1", "0", "1", "11", "11", "1.0", "0"]
    assert [len(row) for row in found["month"]] == [11] * 12
    assert found["channel"] == [["call", "3", "0", "0"], ["email", "0", "2", "0"]]
    assert found["only_sales"] == [["Ben Okoro", "Lagoon", "2026-11-21", "", "2026-11-05", "2"]]
    assert len(found["never"]) == 10
    assert ["critical", "1"] in found["standing"]
    assert found["fan_or_critic"][0][:2] == ["Ben Okoro", "critical"]
    assert ["service", "1", "0", "Ana Silva"] in found["involved"]
    assert ["no area named", "2", "0", "Ana Silva"] in found["involved"]
    assert found["unthanked"] == [["Ana Silva", "3"]]
    assert ["past", "1"] in found["promises"]


def test_json_says_the_same(ana: Care) -> None:
    found = ana("stats", "--json", "--months", "2").json
    assert (found["today"], found["since"], found["people"], found["care"], found["sales"]) == (
        "2026-11-21",
        "2026-10-01",
        11,
        3,
        2,
    )
    assert found["months"][1]["coverage"] == found["coverage"]
    assert [month["month"] for month in found["months"]] == ["2026-10", "2026-11"]
    assert found["months"][0]["coverage"] == {"people": 0, "in_time": 0, "share": None}
    assert found["only_sales"][0]["name"] == "Ben Okoro"
    assert found["standing"]["people"][0]["evidence"] == ["21 Nov, complaint: slow"]
    assert found["standing"]["quarters"] == [
        {"quarter": "2026-Q4", "on": "2026-11-21", "fans": 0, "critics": 1}
    ]
    assert found["personal"] == {"days": 90, "people": 11, "touched": 0, "share": 0.0}
    assert {area["about"]: area["asks"] for area in found["involved"]} == {
        "product": 0,
        "marketing": 0,
        "sales": 0,
        "service": 1,
        None: 2,
    }
    assert found["unthanked"] == [
        {"id": found["unthanked"][0]["id"], "name": "Ana Silva", "asks": 3}
    ]
    assert found["learning"] == {"touches": 3, "taught": 1, "share": 0.3333}
    assert found["moods"] == {"low": 1, "fair": 0, "well": 1}
    assert found["promises"]["past"] == 1 and found["promises"]["share"] == 0.0


def test_a_tag_narrows_it(ana: Care) -> None:
    found = ana("stats", "--json", "--tag", "vip").json
    assert (
        found["people"],
        found["care"],
        found["sales"],
        found["only_sales"],
        found["never"],
    ) == (1, 3, 0, [], [])
    assert "nobody has the tag" in refused(ana("stats", "--tag", "nobody"), 3)


@pytest.mark.parametrize("months", ["0", "61", "x"])
def test_from_one_month_to_sixty(ana: Care, months: str) -> None:
    assert ana("stats", "--months", months).code == 2


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 140, 200])
@pytest.mark.parametrize("months", ["1", "12", "60"])
def test_a_terminal_of_any_width_is_filled_and_not_more(
    ana: Care, columns: int, months: str
) -> None:
    done = ana("stats", "--months", months, env=TERMINAL | {"COLUMNS": str(columns)})
    shown = plain(done.out)
    assert (done.code, done.err) == (0, "")
    assert max(width(line.rstrip()) for line in shown.split("\n")) <= columns
    assert "…" not in shown
    for words in ("Ben Okoro", "and 3 more", "critical", "service", "Thanks due", "Learned"):
        assert words in shown


def test_without_colours_the_words_and_shapes_are_the_same(ana: Care) -> None:
    coloured = ana("stats", env=TERMINAL)
    bare = ana("stats", env=TERMINAL | {"NO_COLOR": "1"})
    assert plain(coloured.out) == plain(bare.out)
    assert "█" in bare.out and "░" in bare.out
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", bare.out)


def test_an_empty_journal_says_so_everywhere(care: Care) -> None:
    assert care("stats").out.endswith(
        "Nothing yet: care add NAME, then care log NAME what was said.\n"
    )
    assert "Nothing yet" in plain(care("stats", env=TERMINAL).out)
    found = care("stats", "--json").json
    assert (
        found["people"],
        found["coverage"]["share"],
        found["learning"]["share"],
        found["promises"]["share"],
    ) == (0, None, None, None)


def test_a_journal_of_one_day_is_no_trouble(care: Care) -> None:
    care("add", "Ana", "--every", "never")
    for args in ((), ("--json",), ("--months", "1")):
        assert care("stats", *args).code == 0
    shown = plain(care("stats", env=TERMINAL).out)
    assert "Nobody has a cadence" in shown
    assert "no caring touch yet" in shown
    assert "no mood was written down" in shown
    assert "none in these months" in shown


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 200), st.booleans())
def test_a_bar_is_as_long_as_its_number_says(
    value: int, highest: int, most: int, solid: bool
) -> None:
    value = min(value, highest)
    drawn = bar(value, highest, most, solid)
    assert bool(drawn) == bool(value)
    assert len(drawn) <= most
    if value == highest:
        assert len(drawn) == most
