"""Address books in LDIF: of Thunderbird, of a directory, and broken ones."""

import base64
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.ldif import read
from caretrack.formats.recognise import recognise_format
from caretrack.formats.source import ReadOptions, Source

THUNDERBIRD = """dn: cn=Ann Probe,mail=ann@lagoon.example
objectclass: top
objectclass: person
objectclass: inetOrgPerson
objectclass: mozillaAbPersonAlpha
givenName: Ann
sn: Probe
cn: Ann Probe
mozillaNickname: Annie
mail: ann@lagoon.example
mozillaSecondEmail: ann@home.example
modifytimestamp: 1700000000
telephoneNumber: +49 30 1
mobile: +49 170 2
facsimiletelephonenumber: +49 30 3
street: 12 Harbour Rd
l: Lisbon
postalCode: 1000
mozillaHomeLocalityName: Porto
title: CFO
ou: Finance
o: Lagoon
birthyear: 1976
birthmonth: 3
birthday: 14
nsAIMid: annie
description: likes boats,
  and rowing

dn:: {dn}
objectclass: person
cn:: {name}

dn: cn=Friends
objectclass: groupOfNames
cn: Friends
member: cn=Ann Probe,mail=ann@lagoon.example
""".format(
    dn=base64.b64encode("cn=Zoë Brontë".encode()).decode(),
    name=base64.b64encode("Zoë Brontë".encode()).decode(),
)


def items(folder: Path, data: bytes | str, encoding: str = "") -> tuple[list[Item], list[str]]:
    path = folder / "book.ldif"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    source = Source(path, path.stat().st_size, encoding=encoding)
    return list(read(source, ReadOptions("ldif", date(2026, 11, 29)))), source.remarks


def test_a_value_of_a_million_lines_takes_no_square_of_time(tmp_path: Path) -> None:
    path = tmp_path / "x.ldif"
    path.write_text("dn: cn=a\ncn: Ana Silva\ndescription: x\n" + " more\n" * 500_000)
    begun = process_time()
    items = list(read(Source(path, 1), ReadOptions("ldif", date(2026, 11, 29))))
    assert process_time() - begun < 5
    assert [item.name for item in items if isinstance(item, PersonRecord)] == ["Ana Silva"]


def test_an_address_book_of_thunderbird_is_read(tmp_path: Path) -> None:
    found, remarks = items(tmp_path, THUNDERBIRD)
    ann, zoe, group = found
    assert ann == PersonRecord(
        "Ann Probe",
        "line 1",
        nicknames=("Annie",),
        emails=("ann@lagoon.example", "ann@home.example"),
        phones=("+49 30 1", "+49 170 2"),
        faxes=("+49 30 3",),
        company="Lagoon",
        role="CFO",
        department="Finance",
        address="Work:\n12 Harbour Rd\n1000 Lisbon\n\nHome:\nPorto",
        note="likes boats, and rowing",
        occasions=(YearlyDay(3, 14, 1976, "birthday"),),
    )
    assert isinstance(zoe, PersonRecord)
    assert zoe.name == "Zoë Brontë"
    assert group == Refused("line 34", "a group or a unit, not a person")
    assert remarks == ["left out: nsaimid 1"]


@pytest.mark.parametrize(
    "head",
    [
        "dn: cn=Ann\n",
        "version: 1\n\ndn: cn=Ann\n",
        "version: 1\n\n# made by a directory\ndn: cn=Ann\n",
        "# extended LDIF\n#\n# LDAPv3\n version 3\n\ndn:: Y249QW5u\n",
        "\ufeffDN: cn=Ann\r\n",
    ],
)
def test_ldif_is_known_by_its_first_entry(head: str) -> None:
    assert recognise_format(head.encode()) == "ldif"


def test_whoever_has_only_an_address_goes_by_it(tmp_path: Path) -> None:
    found, _ = items(tmp_path, "dn: mail=a@x.example\nmail: a@x.example\ncn: a@x.example\n")
    assert found == [PersonRecord("a@x.example", "line 1", emails=("a@x.example",), unnamed=True)]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("dn: cn=A\nchangetype: delete\n", "a change (delete), no person"),
        ("dn: cn=A\ncn: Ann\nnothing\n", "line 3 has no colon"),
        ("dn: cn=A\ncn:: ***\n", "line 2 is no base64"),
        ("dn: cn=A\nsn: \ntelephonenumber: 1\n", "an entry without a name"),
        ("cn: Ann\n", "it is not an entry of an address book: it has no dn"),
    ],
)
def test_an_entry_that_is_no_person_is_refused_and_the_next_comes_in(
    tmp_path: Path, entry: str, why: str
) -> None:
    found, _ = items(tmp_path, f"{entry}\ndn: cn=Ben\ncn: Ben Okoro\n")
    assert found[0] == Refused("line 1", why)
    assert isinstance(found[1], PersonRecord)


def test_a_bad_field_costs_itself_alone(tmp_path: Path) -> None:
    found, _ = items(
        tmp_path, "dn: x\ncn: Ann Probe\nmail: nowhere\nbirthmonth: 13\nbirthday: 40\n"
    )
    assert [item.why for item in found if isinstance(item, Refused)] == [
        "“nowhere” is not an e-mail address",
        "“13 40” is no birthday",
    ]
    assert isinstance(found[-1], PersonRecord)


def test_nothing_that_a_value_points_to_is_fetched(tmp_path: Path) -> None:
    found, _ = items(tmp_path, "dn: x\ncn: Ann Probe\nmail:< file:///etc/hostname\n")
    assert found == [PersonRecord("Ann Probe", "line 1")]


def test_an_old_encoding_is_told_and_can_be_asked_for(tmp_path: Path) -> None:
    data = "dn: x\ncn: Иван Петров\n".encode("cp1251")
    found, remarks = items(tmp_path, data)
    assert isinstance(found[0], PersonRecord)
    assert found[0].name == "Иван Петров"
    assert remarks == ["not UTF-8: read as Windows-1251; --encoding says otherwise"]
    asked, _ = items(tmp_path, data, "cp1251")
    assert asked == found


@given(st.binary(max_size=300))
def test_any_bytes_are_people_or_refused(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found, _ = items(Path(folder), b"dn: x\ncn: Ann\n" + data)
    assert all(isinstance(item, PersonRecord | Refused) for item in found)
