"""What only says that there is nothing: no name, company, number or address, in any format."""

from collections.abc import Callable, Iterator

import pytest
from readings import reading

from caretrack.domain.records import Item
from caretrack.formats import address_list, friends, ldif
from caretrack.formats.known_names import plain_name
from caretrack.formats.mail.addresses import names_at_addresses
from caretrack.formats.monica.values import line_of, name_of
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import said_name
from caretrack.formats.vcard import read as vcard

Read = Callable[[Source, ReadOptions], Iterator[Item]]


@pytest.mark.parametrize(
    ("text", "name"),
    [("N/A", ""), ("null", ""), ("(Unknown)", ""), ("k.A.", ""), (" Ana  Silva ", "Ana Silva"),
     ("Nil", "Nil"), ("", "")],
)  # fmt: skip
def test_a_name_is_said_or_it_is_not(text: str, name: str) -> None:
    assert said_name(text) == name


CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Silva\nTEL:none\nEMAIL:N/A\nURL:-\nEND:VCARD\n"
LDIF = (
    "dn: cn=Ana\nobjectclass: person\ncn: N/A\ngivenName: Ana\nsn: Silva\no: n/a\ntitle: -\n"
    "telephoneNumber: none\nmail: N/A\n"
)


@pytest.mark.parametrize(
    ("read", "text", "format"),
    [(vcard.read, CARD, "vcard"), (ldif.read, LDIF, "ldif")],
    ids=["vcard", "ldif"],
)
def test_it_is_left_out_and_nothing_is_said_of_it(read: Read, text: str, format: str) -> None:
    found = reading(read, text.encode(), format)
    (person,) = found.people
    assert found.refused == ()
    assert person.name == "Ana Silva"
    assert list(person.handles()) == []
    assert (person.company, person.role) == ("", "")


def test_an_address_beside_it_has_no_name() -> None:
    (person,) = reading(address_list.read, b"N/A <ana@lagoon.example>\n", "addresses").people
    assert (person.name, person.unnamed) == ("ana@lagoon.example", True)
    assert names_at_addresses([b"N/A <ana@lagoon.example>"]) == {"ana@lagoon.example": ""}
    assert plain_name("'unknown'") == ""


def test_on_a_list_of_friends_it_is_nobody() -> None:
    found = reading(friends.read, b"### Friends:\n- Ana Silva\n- N/A\n", "friends")
    assert [person.name for person in found.people] == ["Ana Silva"]
    assert [refused.why for refused in found.refused] == [
        "“- N/A”: there is no name that can be read"
    ]


def test_in_monica_it_is_neither_a_name_nor_a_company() -> None:
    row = {"first_name": "Ana", "last_name": "N/A", "company": "n/a"}
    assert (name_of(row), line_of(row, "company")) == ("Ana", "")
