"""Who of a chat is the owner of the journal, and by which form of a name somebody is known."""

import pytest

from caretrack.formats.chats.owner import known_as, my_keys, owner_of_group, owner_of_pair

ANA, BEN, ME = "Ana Silva", "Ben Okoro", "Max Meyer"


def knows(name: str) -> bool:
    return name in (ANA, BEN, "Mama")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        (ANA, ANA), ("Ana Silva 🌻", ANA), ("🐱 Ana  Silva ❤️", ANA), ("Ana Silva (Lagoon)", ANA),
        ("Ana Silva, MBA", ANA), ("Ana Silva | Lagoon", ANA), ("Ana Silva - work", ANA),
        ("Mama👩‍👧", "Mama"), ("Ana", ""), ("Silva, Ana", ""), ("🌻", ""), ("", ""),
        ("Ana Silva-Roth", ""),
    ],
)  # fmt: skip
def test_a_name_is_known_without_its_pictures_and_titles(name: str, form: str) -> None:
    assert known_as(name, knows) == form


@pytest.mark.parametrize(
    ("senders", "mine", "other", "names"),
    [
        ([ANA, ME], [], "", {ME}),
        ([ANA + " 🌻", ME], [], "", {ME}),
        ([ANA, BEN], ["ben okoro"], "", {BEN}),
        ([ANA, BEN], [], ANA, {BEN}),
        (["X", "Me"], [], "", {"Me"}),
        (["X", "Y"], [], "x", {"Y"}),
        (["X", "Y"], [], "", set()),
        ([ANA], [], "", set()),
        ([ME], [], ANA, {ME}),
        ([ANA], [], "Ana S.", set()),
    ],
)
def test_the_owner_of_two_is_told(
    senders: list[str], mine: list[str], other: str, names: set[str]
) -> None:
    owner = owner_of_pair(senders, my_keys(mine), knows, other)
    assert (owner.names, owner.fault) == (names, "")


def test_the_owner_of_two_who_are_known_must_be_said() -> None:
    assert "“Ana Silva” and “Ben Okoro”" in owner_of_pair([ANA, BEN], my_keys([]), knows, "").fault


@pytest.mark.parametrize(
    ("senders", "mine", "names", "remark"),
    [
        ([ANA, BEN, ME], [], {ME}, "“Max Meyer” is taken for you"),
        ([ANA, BEN, ME], [ME], {ME}, ""),
        ([ANA, "X", ME], [], set(), "which of the 3 is you is not known"),
        (["X", "Y", "Z"], [], set(), ""),
    ],
)
def test_the_owner_of_a_group_is_told(
    senders: list[str], mine: list[str], names: set[str], remark: str
) -> None:
    owner = owner_of_group(senders, my_keys(mine), knows)
    assert owner.names == names
    assert owner.remark.startswith(remark)
    assert bool(owner.remark) == bool(remark)


def test_where_neither_of_two_is_known_it_is_said() -> None:
    said = owner_of_pair(["X", "Y"], my_keys([]), knows, "").remark
    assert said.startswith("which of “X” and “Y” is you is not known; say it once: care config")
