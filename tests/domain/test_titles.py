"""Who is named in the title of a meeting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.in_titles import is_chore, name_after_with, name_parts


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Ben / Q3 review", ["Ben", "Q3"]),
        ("Ana <> me", ["Ana", "me"]),
        ("lunch with ann", ["ann"]),
        ("1:1 ben", ["ben"]),
        ("Coffee Ana", ["Ana"]),
        ("Ana - Mia: weekly sync", ["Ana", "Mia"]),
        ("ana/mia weekly", ["ana", "mia"]),
        ("Max x Ana", ["Max", "Ana"]),
        ("Weekly sync: Ana & Ben", ["Ana", "Ben"]),
        ("dinner w/ eva lind at luna", ["eva lind"]),
        ("Jean-Luc, Zoom", ["Jean-Luc"]),
        ("Anruf mit Ben", ["Anruf", "Ben"]),
        ("Review for Ben", []),
        ("about Ben", []),
        ("ben@lagoon.example", ["ben@lagoon.example"]),
        ("", []),
        ("/ / /", []),
        ("a/" * 100, ["a"]),
    ],
)
def test_what_stands_between_signs_may_be_a_name(title: str, parts: list[str]) -> None:
    assert name_parts(title) == parts


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Lunch with Ann Probe", "Ann Probe"),
        ("Dinner w/ Eva Lind at Luna", "Eva Lind"),
        ("Catch up with Jean-Luc Picard, Zoom", "Jean-Luc Picard"),
        ("Coffee with Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("Drinks with Gil Ruiz-Weiß von", "Gil Ruiz-Weiß"),
        ("Lunch with ann probe", ""),
        ("Lunch with Ann", ""),
        ("Lunch with Sales Team", ""),
        ("Lunch with ACME GMBH", ""),
        ("Lunch with 3 people", ""),
        ("Ann Probe", ""),
    ],
)
def test_a_whole_name_behind_with_is_somebody(title: str, name: str) -> None:
    assert name_after_with(title) == name


@given(st.text(max_size=400))
def test_any_title_is_taken_apart(title: str) -> None:
    assert all(part == part.strip() and part for part in name_parts(title))
    name_after_with(title)


@pytest.mark.parametrize(
    ("title", "chore"),
    [
        ("Send Ana the contract", True),
        ("prepare: offer for Ana", True),
        ("Write the offer with Ana", False),
        ("Call Ana", False),
        ("", False),
    ],
)
def test_what_is_done_alone_is_told_from_a_meeting(title: str, chore: bool) -> None:
    assert is_chore(title) == chore
