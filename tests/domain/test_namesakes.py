"""Who in a file has the name of somebody in the journal, and an address of nobody."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caretrack.domain.people.names import name_key
from caretrack.domain.people.namesakes import (
    NamedTouch,
    Namesake,
    find_namesakes,
    is_nobodys_own,
    whole_name_key,
)

PEOPLE = {"ann probe": ["a"], "ben okoro": ["b", "c"], "王小明": ["d"], "ann": ["a"]}
KNOWN = {"ben@lagoon.example"}


def called(name: str) -> list[str]:
    return PEOPLE.get(whole_name_key(name) or name_key(name), [])


def found(*touches: list[tuple[str, str]]) -> list[Namesake]:
    return find_namesakes(map(NamedTouch, touches), called, KNOWN.__contains__)


def test_a_whole_name_that_one_person_has_is_offered_with_its_addresses() -> None:
    assert found(
        [("Ann Probe", "ann@work.example"), ("Zola Kern", "zola@x.example")],
        [("Probe, Ann", "ANN@work.example"), ("Ann Probe", "ann@home.example")],
        [("'Ann Probe'", "ann@work.example")],
        [("王小明", "wang@x.example")],
    ) == [
        Namesake("a", "Ann Probe", ("ann@work.example", "ann@home.example"), 3),
        Namesake("d", "王小明", ("wang@x.example",), 1),
    ]


def test_where_two_are_called_so_nobody_is_meant() -> None:
    assert found([("Ben Okoro", "okoro@x.example")]) == [
        Namesake("", "Ben Okoro", ("okoro@x.example",), 1)
    ]


@pytest.mark.parametrize(
    "pair",
    [
        # The address is somebody's.
        ("Ann Probe", "ben@lagoon.example"),
        # One word is no whole name.
        ("Ann", "ann@x.example"),
        ("", "ann@x.example"),
        ("ann@x.example", "ann@x.example"),
        # A program or a list writes in their name.
        ("Ann Probe via Google Docs", "drive-shares-noreply@docs.example"),
        ("Ann Probe", "drive-shares-noreply@docs.example"),
        ("Ann Probe", "notifications@code.example"),
        ("Ann Probe", "info@lagoon.example"),
        ("Ann Probe", "ann@reply.example"),
        # Nobody is called so.
        ("Zola Kern", "zola@x.example"),
    ],
)
def test_nobody_is_offered(pair: tuple[str, str]) -> None:
    assert found([pair]) == []


def test_an_address_that_several_names_use_is_nobodys_own() -> None:
    both = [("Ann Probe", "team@x.example"), ("Zola Kern", "team@x.example")]
    assert found(both) == []
    assert found(both, [("Ann Probe", "ann@x.example")]) == [
        Namesake("a", "Ann Probe", ("ann@x.example",), 1)
    ]


def test_a_name_alone_is_offered_without_an_address() -> None:
    assert found([("Ann Probe", "")], [("Ann Probe", "")]) == [Namesake("a", "Ann Probe", (), 2)]


def test_whoever_is_in_a_touch_by_their_address_is_not_offered_for_it() -> None:
    touches = [NamedTouch([("Ann Probe", "")], ["a"]), NamedTouch([("Ben Okoro", "")], ["c"])]
    assert find_namesakes(touches, called, KNOWN.__contains__) == []


@pytest.mark.parametrize(
    ("address", "nobodys"),
    [
        ("noreply@x.example", True),
        ("comments-noreply@x.example", True),
        ("info@x.example", True),
        ("ann@lists.example", True),
        ("ann@x.example", False),
        ("list.ann@x.example", True),
        ("+49301234567", False),
        ("@x.example", False),
    ],
)
def test_an_address_in_the_name_of_others(address: str, nobodys: bool) -> None:
    assert is_nobodys_own(address) is nobodys


PAIRS = st.tuples(
    st.sampled_from(["Ann Probe", "Ben Okoro", "Zola Kern", "Ann", ""]),
    st.sampled_from(["ann@x.example", "ben@lagoon.example", "info@x.example", ""]),
)


@given(st.lists(st.lists(PAIRS, max_size=3), max_size=5).flatmap(
    lambda touches: st.tuples(st.just(touches), st.permutations(touches))
))  # fmt: skip
@example((
    [[("Ann Probe", "ann@x.example"), ("Ann", "ann@x.example")], [("", "ann@x.example")]],
    [[("", "ann@x.example")], [("Ann Probe", "ann@x.example"), ("Ann", "ann@x.example")]],
))  # fmt: skip
def test_the_order_of_the_touches_does_not_matter(
    orders: tuple[list[list[tuple[str, str]]], list[list[tuple[str, str]]]],
) -> None:
    one, other = (
        {(item.person_id, item.touches, frozenset(item.addresses)) for item in found(*touches)}
        for touches in orders
    )
    assert one == other
