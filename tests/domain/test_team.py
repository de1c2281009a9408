"""Who of a small team is meant, and what each owner looks after."""

from hypothesis import given
from hypothesis import strategies as st
from pytest import mark

from caretrack.domain.team import (
    OwnedGroup,
    OwnerShare,
    by_owner,
    distinct,
    meant,
    mine,
    misspelt,
)

TEAM = ["Leo Brandt", "Mia Wong", "Mia Lee", "Łukasz Żak", "Miallo"]


@mark.parametrize(
    ("text", "found"),
    [
        ("Leo Brandt", ["Leo Brandt"]),
        ("LEO brandt", ["Leo Brandt"]),
        ("leo", ["Leo Brandt"]),
        ("l", ["Leo Brandt", "Łukasz Żak"]),
        ("le", ["Leo Brandt"]),
        ("mia", ["Mia Wong", "Mia Lee"]),
        ("mia w", ["Mia Wong"]),
        ("mial", ["Miallo"]),
        ("brandt", ["Leo Brandt"]),
        ("zak", ["Łukasz Żak"]),
        ("sam", []),
        ("  ", []),
        ("", []),
    ],
)
def test_an_owner_is_meant_by_the_whole_name_or_its_start(text: str, found: list[str]) -> None:
    assert meant(text, TEAM) == found


def test_all_spellings_of_a_name_are_meant() -> None:
    assert meant("mia wong", ["Mia Wong", "MIA WONG", "Mia Wongs"]) == ["Mia Wong", "MIA WONG"]
    assert distinct(["Mia Wong", "MIA WONG", "Leo"]) == ["Mia Wong", "Leo"]


@given(st.lists(st.text(), max_size=5), st.text())
def test_nobody_is_meant_who_is_not_there(names: list[str], text: str) -> None:
    assert set(meant(text, names)) <= set(names)


@mark.parametrize(
    ("me", "names", "found"),
    [
        (["Mia Wong"], ["Mia Wong", "Leo"], ["Mia Wong"]),
        (["mia wong"], ["Mia Wong", "MIA WONG"], ["Mia Wong", "MIA WONG"]),
        (["Mia Wong"], ["Mia", "Leo"], ["Mia"]),
        (["Mia"], ["Mia Wong", "Leo"], ["Mia Wong"]),
        (["Mia"], ["Mia Wong", "Mia Lee"], []),
        (["Mia"], ["Miallo"], []),
        (["Mia Wong", "M. Wong"], ["M. Wong"], ["M. Wong"]),
        (["", "Mia"], ["Leo"], []),
        ([], ["Leo"], []),
    ],
)
def test_my_people_are_those_whose_owner_has_one_of_my_names(
    me: list[str], names: list[str], found: list[str]
) -> None:
    assert mine(me, names) == found


@mark.parametrize(
    ("name", "near"),
    [
        ("Mia Wnog", "Mia Wong"),
        ("Leo Brant", "Leo Brandt"),
        ("mia wong", ""),
        ("Sam", ""),
    ],
)
def test_a_new_name_that_is_nearly_a_known_one_is_seen(name: str, near: str) -> None:
    assert misspelt(name, TEAM) == near


def test_each_owner_has_coverage_and_load_and_nobody_comes_last() -> None:
    groups = [
        OwnedGroup(None, 30, 2, 1),
        OwnedGroup("Mia Wong", None, 3, 0),
        OwnedGroup("Leo", 7, 5, 2),
        OwnedGroup("MIA WONG", 30, 30, 0),
        OwnedGroup("Mia Wong", 30, 30, 10),
    ]
    leo, mia, nobody = by_owner(groups)
    assert leo == OwnerShare("Leo", 5, 5, 3, 1.0)
    assert (leo.waiting, leo.share) == (2, 0.6)
    assert mia == OwnerShare("Mia Wong", 63, 60, 50, 2.8)
    assert nobody == OwnerShare(None, 2, 2, 1, 0.09)


def test_an_owner_without_a_cadence_has_no_share() -> None:
    (only,) = by_owner([OwnedGroup("Mia", None, 3, 0)])
    assert (only.share, only.waiting, only.asked) == (None, 0, 0)


@mark.parametrize("groups", [[], [OwnedGroup(None, 30, 2, 1), OwnedGroup("", None, 1, 0)]])
def test_there_are_no_owners_where_nobody_has_one(groups: list[OwnedGroup]) -> None:
    assert by_owner(groups) == ()
