"""Who is who at one address: couples, offices, nicknames, and names that are none."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.matching import Handle, Matcher
from caretrack.domain.people.shared_address import (
    Called,
    are_two_people,
    called_else,
    gives_a_name,
    is_no_name,
    name_and_address,
    name_apart,
)
from caretrack.domain.records import PersonRecord

HOME, OFFICE = "silva@home.example", "info@lagoon.example"


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Ana Silva", "ANA SILVA", False),
        ("Ana Silva", "Silva, Ana", False),
        ("Ana Silva", "Ana Costa", False),
        ("Ana Silva", "Dr Silva", False),
        ("Robert Smith", "Bob Smith", False),
        ("Ana Silva", "Bruno Silva", True),
        ("Ana Silva", "Ben Okoro", True),
        # One word: a part of the name, a short form, a nickname in the family.
        ("Ana Silva", "Ana", False),
        ("Ana Silva", "Silva", False),
        ("Ana Silva", "A.", False),
        ("Ana Silva", "mum", False),
        ("Ana (Nini) Silva", "Nini", False),
        ("Robert Smith", "Bobby", False),
        ("Sebastian Kern", "Basti", False),
        ("Ulrich Kern", "Uli", False),
        ("Antonio Ruiz", "Toni", False),
        ("王小明", "小明", False),
        ("王小明", "李雷", True),
        ("王小明", "Xiaoming", False),
        ("Иван Петров", "Ivan", False),
        # Somebody else: a couple with one address.
        ("Ana", "Ben Okoro", True),
        ("Ana", "Ben", True),
        ("Maria", "Mark Okoro", True),
        # The domain alone, at a personal address, is not the one who writes from there.
        ("Home", "Ana Silva", True),
        # What is no name tells nobody apart.
        ("Ana Silva", "silva@home.example", False),
        ("Ana Silva", "a.s@lagoon example", False),
    ],
)
def test_two_names_at_an_address_of_their_own(one: str, other: str, two: bool) -> None:
    assert are_two_people(Called(one), Called(other), HOME) is two
    assert are_two_people(Called(other), Called(one), HOME) is two


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Lagoon", "Ben Okoro", True),
        ("Reception", "Ben Okoro", True),
        ("Reception", "Ben", True),
        ("Team Lagoon", "Ben Okoro", True),
        ("info@lagoon.example", "Ben Okoro", True),
        ("info", "Ben Okoro", True),
        ("Ana Silva", "Ana Costa", True),
        ("Ana Silva", "Ben Okoro", True),
        ("Ben Lagoon", "Lagoon", False),
        ("Ana Silva", "Ana", False),
        ("Lagoon", "Reception", False),
        ("Sales", "info@lagoon.example", False),
        ("Ana Silva", "Ana Maria Silva", False),
    ],
)
def test_two_names_at_the_address_of_an_office(one: str, other: str, two: bool) -> None:
    assert are_two_people(Called(one), Called(other), OFFICE) is two
    assert are_two_people(Called(other), Called(one), OFFICE) is two


def test_the_company_in_one_word_is_nobody_who_works_there() -> None:
    company = Called("Fjord", "Fjord GmbH")
    assert are_two_people(company, Called("Ben Okoro"), "ben@mail.example")
    assert not are_two_people(Called("Fjord"), Called("Ina Fjord"), "ina@mail.example")


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Ana Silva", "Ana Silva", ""),
        ("ana@x.example", "", "ana@x.example"),
        ("<ana@x.example>", "", "ana@x.example"),
        ("'ana@x.example'", "", "ana@x.example"),
        ("Ana Silva <ana@x.example>", "Ana Silva", "ana@x.example"),
        ('"Silva, Ana" <ana@x.example>', "Silva, Ana", "ana@x.example"),
        ("Ana @ Lagoon", "Ana @ Lagoon", ""),
        ("", "", ""),
    ],
)
def test_a_name_and_the_address_in_it(text: str, name: str, address: str) -> None:
    assert name_and_address(text) == (name, address)


@pytest.mark.parametrize(
    ("name", "addresses", "none"),
    [
        ("jdoe77@x.example", (), True),
        ("jdoe77", ("jdoe77@x.example",), True),
        ("jane.doerr", ("Jane.Doerr@x.example",), True),
        ("jdoe77", ("other@x.example",), False),
        ("ana", ("ana@x.example",), False),
        ("Mary-Jane", ("mary-jane@x.example",), False),
        ("Ana Silva", ("ana@x.example",), False),
        ("", (), False),
    ],
)
def test_an_address_or_a_login_is_no_name(
    name: str, addresses: tuple[str, ...], none: bool
) -> None:
    assert is_no_name(name, addresses) is none


def card(name: str, *emails: str, unnamed: bool = False) -> PersonRecord:
    return PersonRecord(name, "card 1", emails=emails, unnamed=unnamed)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (card("Ana Silva"), card("Ana Silva")),
        (card("Ana @ Lagoon"), card("Ana @ Lagoon")),
        (card("ana@x.example"), card("ana@x.example", "ana@x.example", unnamed=True)),
        (card("Ana <Ana@x.example>", "ana@x.example"), card("Ana", "ana@x.example")),
        (card("Ana <ana@x.example>", "a@y.example"), card("Ana", "a@y.example", "ana@x.example")),
    ],
)
def test_an_address_in_a_name_is_one_of_theirs(given: PersonRecord, read: PersonRecord) -> None:
    assert name_apart(given) == read


@pytest.mark.parametrize(
    ("record", "known", "gives"),
    [
        (card("Jane Doerr", "jdoe77@x.example"), "jdoe77@x.example", True),
        (card("Jane Doerr", "jdoe77@x.example"), "jdoe77", True),
        (card("Jane Doerr", "jdoe77@x.example"), "Jane", False),
        (card("jdoe77", "jdoe77@x.example"), "jdoe77@x.example", False),
        (card("Lagoon Foods", "jdoe77@x.example", unnamed=True), "jdoe77@x.example", False),
        (card("Reception", "jdoe77@x.example"), "jdoe77@x.example", False),
    ],
)
def test_the_name_of_a_person_takes_the_place_of_one_that_is_none(
    record: PersonRecord, known: str, gives: bool
) -> None:
    assert gives_a_name(record, known) is gives


def test_somebody_is_called_else_where_the_name_is_another() -> None:
    assert called_else("Silva, Ana", "Ana Silva") == ""
    assert called_else("Ana Costa", "Ana Silva") == "Ana Costa"


def people(*names: str, address: str = OFFICE) -> int:
    """How many people come of records of these names with one address."""
    matcher, handles = Matcher(), (Handle("email", address, address),)
    ids: set[str] = set()
    for number, name in enumerate(names):
        record = PersonRecord(name, f"card {number}", emails=(address,))
        person_id = matcher.match(record, handles).id
        if person_id is None:
            person_id = f"p{number}"
            matcher.add_person(person_id, name, None)
        matcher.add_record(person_id, record, handles)
        ids.add(person_id)
    return len(ids)


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (("Lagoon", "Ben Okoro", "Ana Silva"), 3),
        (("Reception", "Ada Lovelace", "Ben Okoro"), 3),
        (("info@lagoon.example", "Ada Lovelace", "Ben Okoro"), 3),
        (("Reception", "Lagoon", "Ada Lovelace"), 2),
        (("Ana", "Ana Silva", "Ana Costa"), 2),
        (("Ana", "Ana Silva", "Ben Okoro", "Ben"), 2),
        (("Fjord", "Team Fjord", "Reception"), 2),
        (("Sales", "Team Lagoon", "Ada", "Ada Lovelace"), 2),
    ],
)
def test_the_order_of_the_records_does_not_matter(names: tuple[str, ...], count: int) -> None:
    assert {people(*order) for order in permutations(names)} == {count}


NAMES = ("Reception", "Lagoon", "Team Lagoon", "Ada Lovelace", "Ada", "Ben Okoro", "Zola Kern")


@given(
    st.lists(st.sampled_from(NAMES), max_size=7).flatmap(
        lambda names: st.tuples(st.just(names), st.permutations(names))
    ),
    st.sampled_from([HOME, OFFICE, "ada@lagoon.example"]),
)
def test_as_many_people_come_in_whatever_the_order(
    orders: tuple[list[str], list[str]], address: str
) -> None:
    assert people(*orders[0], address=address) == people(*orders[1], address=address)
