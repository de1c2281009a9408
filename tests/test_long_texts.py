"""Very long texts: cut on pages, whole with --full and in JSON; long input is answered at once."""

from __future__ import annotations

import pytest

from conftest import Care

LONG = "harbour " * 5_000 + "lighthouse " + "harbour " * 5_000
CUT = "more characters: --full shows them)"


@pytest.fixture
def ana(care: Care) -> Care:
    assert care("add", "Ana Silva").code == 0
    assert care("log", "ana", "-", stdin=LONG).code == 0
    return care


PAGES = [
    ("profile", "ana"),
    ("find", "harbour"),
    ("history", "ana"),
    ("undo", "--list"),
]


@pytest.mark.parametrize("command", PAGES)
def test_a_very_long_note_is_cut_and_says_how_to_see_the_rest(
    ana: Care, command: tuple[str, ...]
) -> None:
    page = ana(*command).out
    assert CUT in page
    assert max(map(len, page.splitlines())) < 1_300
    whole = ana(*command, "--full").out
    assert " ".join(LONG.split()) in whole
    assert CUT not in whole


def test_what_is_open_is_cut_as_well(ana: Care) -> None:
    assert ana("promise", "ana", "-", stdin=LONG).code == 0
    assert CUT in ana("open").out
    assert " ".join(LONG.split()) in ana("open", "--full").out


def test_json_is_whole(ana: Care) -> None:
    assert ana("history", "ana", "--json").json[0]["note"] == LONG.strip()


def test_a_search_shows_the_part_around_the_hit(ana: Care) -> None:
    [_, row] = ana("find", "lighthouse").out.splitlines()
    assert "lighthouse" in row
    assert row.split("\t")[1].startswith("…harbour")


def test_a_note_of_a_page_is_shown_whole(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    note = ("word " * 180).strip()
    assert care("log", "ana", note).code == 0
    assert note in care("profile", "ana").out


MANY = " ".join(f"word{number}" for number in range(12_000))
ONE = "a" * 99_000
NAMING = ["profile", "log", "history", "forget", "archive", "every", "tag", "merge", "next"]


@pytest.mark.parametrize("text", [MANY, ONE], ids=["many words", "one word"])
@pytest.mark.parametrize("command", NAMING)
def test_a_name_of_a_hundred_thousand_characters_is_nobodys(
    ana: Care, command: str, text: str
) -> None:
    more = {"log": ["hi"], "every": ["30d"], "tag": ["+vip"], "merge": ["ana"]}.get(command, [])
    done = ana(command, text, *more)
    assert done.code in {2, 3}
    assert done.err.count("\n") == 1
    assert len(done.err) < 400


@pytest.mark.parametrize("sign", ["'", "1"])
def test_a_day_of_one_sign_takes_no_minutes(ana: Care, sign: str) -> None:
    """It is stopped after one."""
    assert ana("day", "-", stdin=sign * 99_000).code in {0, 1, 3}


def test_a_search_for_thousands_of_words_is_refused_in_a_line(ana: Care) -> None:
    done = ana("find", MANY)
    assert (done.code, done.out) == (1, "")
    assert done.err == "care: those are 12,000 words. Search for at most 100 at a time.\n"
    # The same word many times is one word.
    assert ana("find", "harbour " * 12_000).code == 0
