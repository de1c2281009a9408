"""Postal addresses: the parts as lines, and the lines as parts again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.postal import (
    PostalAddress,
    address_line,
    address_text,
    clean_address,
    parse_addresses,
)

LISBON = PostalAddress(
    street="12 Harbour Rd", city="Lisbon", code="1000", country="Portugal", label="Home"
)
AUSTIN = PostalAddress(
    street="Suite 4\n7 Oak St", city="Austin", region="TX", code="78701", country="USA"
)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (LISBON, "Home:\n12 Harbour Rd\n1000 Lisbon\nPortugal"),
        (AUSTIN, "Suite 4\n7 Oak St\nAustin, TX 78701\nUSA"),
        (AUSTIN._replace(country=""), "Suite 4\n7 Oak St\nAustin, TX 78701"),
        (
            PostalAddress(street="Shore Road", city="Newtownabbey", code="BT37 0QB", country="UK"),
            "Shore Road\nNewtownabbey BT37 0QB\nUK",
        ),
        (
            PostalAddress(
                street="Am Hof 3", city="Köln", region="NRW", code="50441", country="Germany"
            ),
            "Am Hof 3\n50441 Köln\nNRW\nGermany",
        ),
        (
            PostalAddress(street="9 King St W", city="Toronto", region="ON", code="M5H 1A1"),
            "9 King St W\nToronto, ON M5H 1A1",
        ),
        (
            PostalAddress(street="Hof 1", code="1012 AB", city="Amsterdam"),
            "Hof 1\n1012 AB Amsterdam",
        ),
        (PostalAddress(street="In the blue house", label="Work"), "Work:\nIn the blue house"),
        (PostalAddress(), ""),
    ],
)
def test_parts_are_lines_and_lines_are_parts(address: PostalAddress, text: str) -> None:
    assert address_text([address]) == text
    assert parse_addresses(text) == ([address] if text else [])


def test_a_box_and_a_building_stand_above_the_street() -> None:
    address = PostalAddress("PO Box 7", "Building B", "7 Oak St", "Porto")
    assert address_text([address]) == "PO Box 7\nBuilding B\n7 Oak St\nPorto"


def test_an_empty_line_parts_two_addresses() -> None:
    work = PostalAddress(street="Av. da Liberdade 1", code="1250", city="Lisbon", label="Work")
    text = "Home:\n12 Harbour Rd\n1000 Lisbon\nPortugal\n\nWork:\nAv. da Liberdade 1\n1250 Lisbon"
    assert address_text([LISBON, work]) == text
    assert parse_addresses(text) == [LISBON, work]


def test_an_address_without_a_line_leaves_no_gap() -> None:
    assert address_text([PostalAddress(label="Home"), AUSTIN]) == address_text([AUSTIN])


def test_addresses_stand_on_one_line_with_what_they_are_of() -> None:
    text = "Home:\n12 Harbour Rd\n1000 Lisbon\n\nWork:\n1 Quay\n\nThe blue door\nLeft: ring"
    assert address_line(text) == (
        "Home: 12 Harbour Rd, 1000 Lisbon · Work: 1 Quay · The blue door, Left: ring"
    )


def test_what_is_not_laid_out_as_ours_is_one_street() -> None:
    assert parse_addresses("a\n\n\nb") == [PostalAddress(street="a\n\n\nb")]


def test_a_place_that_its_country_writes_otherwise_stays_as_it_is() -> None:
    text = "Hof 1\nAustin, TX 78701\nGermany"
    assert parse_addresses(text) == [PostalAddress(street=text)]


def test_a_typed_address_is_stored_without_stray_blanks() -> None:
    assert clean_address(" 12 Harbour Rd \n  1000 Lisbon\n\n\n\nWork: \n1 Quay\n") == (
        "12 Harbour Rd\n1000 Lisbon\n\nWork:\n1 Quay"
    )


@given(st.text(st.sampled_from("a1 ,\n:HTX-"), max_size=60).map(clean_address))
def test_no_line_of_a_text_is_lost(text: str) -> None:
    assert address_text(parse_addresses(text)) == text
