"""Numbers, accounts and postal addresses in tables of other programs."""

import pytest
from csv_samples import tabled

from caretrack.domain.records import Refused


@pytest.mark.parametrize(
    ("head", "cells", "phones", "faxes"),
    [
        ("Name,Phone 1 - Label,Phone 1 - Value", "Ana,Work Fax,+351 1", (), ("+351 1",)),
        ("Name,Phone 1 - Type,Phone 1 - Value", "Ana,* Home Fax,+351 1", (), ("+351 1",)),
        ("Name,Phone 1 - Label,Phone 1 - Value", "Ana,Mobile,+351 1", ("+351 1",), ()),
        ("Name,Business Phone,Business Fax,Home Fax", "Ana,1,2,3", ("1",), ("2", "3")),
        ("Name,Telefon,Faxnummer", "Ana,1,2", ("1",), ("2",)),
    ],
)
def test_a_fax_of_a_table_is_no_phone(
    head: str, cells: str, phones: tuple[str, ...], faxes: tuple[str, ...]
) -> None:
    found = tabled(f"{head}\n{cells}").person
    assert (found.phones, found.faxes) == (phones, faxes)


def test_what_is_no_number_is_left_out_and_said() -> None:
    found = tabled(
        "Name,Phone 1 - Label,Phone 1 - Value,Fax\n"
        "Ana,Pager,+351 9,on request\nBen,Mobile,4.91555E+11,1.5E+10"
    )
    assert [person.phones + person.faxes for person in found.people] == [(), ()]
    assert found.refused == (
        Refused("line 2", "“+351 9” is the number of a pager", whole=False),
        Refused("line 2", "“on request” is not a fax number", whole=False),
        Refused("line 3", "“4.91555E+11” is a phone that a spreadsheet has rounded", whole=False),
        Refused("line 3", "“1.5E+10” is a fax that a spreadsheet has rounded", whole=False),
    )


@pytest.mark.parametrize(
    ("head", "cells", "chats"),
    [
        ("Name,IM 1 - Service,IM 1 - Value", "Ana,Skype,ana.silva", ("skype:ana.silva",)),
        ("Name,IM 1 - Service,IM 1 - Value", "Ana,Jabber,a@x.example ::: b@x.example",
         ("xmpp:a@x.example", "xmpp:b@x.example")),
        ("Name,Email,Skype", "Ana,a@x.example,ana.silva", ("skype:ana.silva",)),
        ("Name,Email,Telegram", "Ana,a@x.example,@ana", ("telegram:ana",)),
        ("Name,Email,Chat", "Ana,a@x.example,skype:ana;xmpp:a@x.example",
         ("skype:ana", "xmpp:a@x.example")),
        ("Name,Email,Screen Name", "Ana,a@x.example,ana", ("im:ana",)),
    ],
)  # fmt: skip
def test_an_account_has_its_service_beside_it_or_in_the_name_of_its_column(
    head: str, cells: str, chats: tuple[str, ...]
) -> None:
    assert tabled(f"{head}\n{cells}").person.chats == chats


def test_a_page_in_a_column_of_accounts_is_a_page_and_stands_once() -> None:
    found = tabled(
        "Name,Website,Twitter,Twitter handle\n"
        "Ana,https://lagoon.example,https://twitter.com/ana,@ana"
    ).person
    assert (found.urls, found.chats) == (
        ("https://lagoon.example", "https://twitter.com/ana"),
        (),
    )


@pytest.mark.parametrize(
    ("head", "cells", "address"),
    [
        ("Name,Address 1 - Label,Address 1 - Formatted", 'Ana,Home,"Rua 1\nPorto"',
         "Home:\nRua 1\nPorto"),
        ("Name,Address 1 - Label,Address 1 - Formatted,Address 2 - Label,Address 2 - Formatted",
         "Ana,Home,Rua 1,* Work,Cais 2", "Home:\nRua 1\n\nWork:\nCais 2"),
        ("Name,Home Street,Home City,Home Postal Code,Home Country/Region",
         "Ana,Rua 1,Porto,4000,Portugal", "Home:\nRua 1\n4000 Porto\nPortugal"),
        ("Name,Business Street,Business City,Business State,Business Postal Code,Email",
         "Ana,7 Oak St,Austin,TX,78701,a@x.example", "Work:\n7 Oak St\nAustin, TX 78701"),
        ("Name,Work Address,Work Address 2,Work City,Work ZipCode",
         "Ana,Quay 7,Floor 2,Bergen,5003",
         "Work:\nQuay 7\nFloor 2\n5003 Bergen"),
        ("Name,Street,City,Zip,Country", "Ana,Rua 1,Porto,4000,Portugal",
         "Rua 1\n4000 Porto\nPortugal"),
        ("Name,Email,Address", 'Ana,a@x.example,"Rua 1, Porto"', "Rua 1, Porto"),
        ("Name,Street,City", "Ana,,Porto", "Porto"),
        ("Name,Home Street,Home Country", "Ana,,Portugal", ""),
        ("Vorname,Nachname,Straße geschäftlich,Ort geschäftlich,Postleitzahl geschäftlich",
         "Ana,Silva,Am Hof 3,Köln,50441", "Work:\nAm Hof 3\n50441 Köln"),
    ],
)  # fmt: skip
def test_a_postal_address_is_in_one_column_or_in_one_for_each_part(
    head: str, cells: str, address: str
) -> None:
    assert tabled(f"{head}\n{cells}").person.address == address


def test_a_city_alone_is_no_address() -> None:
    found = tabled("Name,Email,City,Country\nAna,a@x.example,Porto,Portugal")
    assert found.person.address == ""
    assert found.remarks == ("read Name as name, Email as email; left out: City, Country",)
