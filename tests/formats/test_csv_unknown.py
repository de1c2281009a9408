"""Tables whose columns are called what we do not know."""

from __future__ import annotations

import shlex

import pytest
from csv_samples import format_of, tabled
from hypothesis import given
from hypothesis import strategies as st

from caretrack.app.imports.records import columns
from caretrack.errors import UnknownColumns
from caretrack.formats.csv.heads import recognise_table
from caretrack.formats.csv.unknown import plain_table

# Each table, and what is proposed for --map.
TABLES = [
    (
        "სახელი,გვარი,კომპანია,ტელეფონი\nΜαρία,Λιμένου,Λιμάνι ΑΕ,+30 210 5550142\n",
        "first=სახელი,last=გვარი,phone=ტელეფონი,company=კომპანია",
    ),
    (
        "სახელი;გვარი;ფოსტა;ტელეფონი;თარიღი;შენიშვნა\n"
        "Вера;Гаванская;vera@gavan.example;8 495 555-01-42;14.03.1976;"
        "познакомились на ярмарке, любит лодки\n",
        "first=სახელი,last=გვარი,email=ფოსტა,phone=ტელეფონი,birthday=თარიღი,note=შენიშვნა",
    ),
    ("甲,乙,丙,丁\n港,花子,港商事,03-5550-1420\n", "first=乙,last=甲,phone=丁,company=丙"),
    # The name is where the address has it too, wherever it stands.
    (
        "Linn\tKes\tPost\nTallinn\tMara Lind\tmara.lind@tarn.example\n"
        "Tartu\tOle Berg\tole.berg@fjord.example\n",
        "name=Kes,email=Post,company=Linn",
    ),
    # The company is where the address has it behind its sign, or where it ends like one.
    (
        "Kes,Linn,Asutus,Post\nMara Lind,Turu,Tarn,mara@tarn.example\n"
        "Ole,Pori,Fjord Oy,o@f.example\n",
        "name=Kes,email=Post,company=Asutus",
    ),
    ("Tiitel,Ees,Pere\nDr.,Mara,Lind\nMr,Ole,Berg\n", "first=Ees,last=Pere"),
    ("Nr,Kes\n1,Mara Lind\n2,Ole Berg\n", "name=Kes"),
    ("Kes,Leht\nMara Lind,https://tarn.example/mara\n", "name=Kes,url=Leht"),
    # Days of late beside names, and nothing to reach anybody by.
    (
        "Kuupäev,Kes,Liik,Mis\n2.11.2026,Mara,Kõne,Rääkisime tema uuest tööst ja majast\n",
        "when=Kuupäev,who=Kes,kind=Liik,note=Mis",
    ),
    # What --map could not tell by its name goes by its number, or in quotes.
    ("Kes,Tel,Tel\nMara Lind,+372 5550142,+372 5550143\n", "name=Kes,phone=2+3"),
    ('"Kes, täis",Post\nMara Lind,mara@tarn.example\n', 'name="Kes, täis",email=Post'),
    ('"Kes + kus",Post\nMara Lind,mara@tarn.example\n', "name=1,email=Post"),
    # Without a head.
    ("Mara Lind;+46 8 5550142\nOle Berg;+47 55501420\n", "name=1,phone=2"),
    ("Mara Lind,mara@tarn.example\n", "name=1,email=2"),
    ("Mara Lind,Mara,Lind,mara@lind.example\n", "name=1,email=4"),
    ("Lind, Mara,12345,post\nBerg, Ole,12346,post\n", "first=1,last=2,company=4"),
    ("Linn,2024,2025\nTartu,10,20\nTurku,30,40\n", "name=Linn"),
]


@pytest.mark.parametrize(("text", "proposed"), TABLES)
def test_what_the_columns_are_is_proposed_by_what_stands_in_them(text: str, proposed: str) -> None:
    assert format_of(text.encode()) == "csv"
    with pytest.raises(UnknownColumns) as caught:
        tabled(text)
    assert caught.value.proposed == proposed
    assert shlex.split(str(caught.value))[-1] == proposed


@pytest.mark.parametrize("text", [text for text, proposed in TABLES if "when=" not in proposed])
def test_what_is_proposed_can_be_typed_and_reads_the_people(text: str) -> None:
    with pytest.raises(UnknownColumns) as caught:
        tabled(text)
    found = tabled(text, "csv", columns([caught.value.proposed]))
    assert found.people
    assert not any(person.unnamed for person in found.people)


@pytest.mark.parametrize(
    "text",
    [
        "Nimetus,Email\nMara Lind,mara@tarn.example\n",
        "Firma;Inimene;E-Mail\nTarn;Mara Lind;mara@tarn.example\n",
    ],
)
def test_nobody_comes_in_by_an_address_whose_name_stands_beside_it(text: str) -> None:
    with pytest.raises(UnknownColumns, match="no column that is known here as a name"):
        tabled(text)


@pytest.mark.parametrize(
    "text",
    [
        "City,Email\nPorto,a@x.example\n",
        "Email,Score\na@x.example,7\n",
        "Email\na@x.example\n",
        "Email Address,Likes,MEMBER_RATING,OPTIN_TIME\na@x.example,Blue,2,\n",
    ],
)
def test_what_is_no_name_keeps_nobody_out(text: str) -> None:
    assert tabled(text).person.name == "a@x.example"


@pytest.mark.parametrize(
    ("head", "cell", "said"),
    [
        ("Postikas", "mara@tarn.example", "Postikas looks like an e-mail address"),
        ("Number 1", "+46 8 5550142", "“Number 1” looks like a phone number"),
        ("Fax", "+46 8 5550142", ""),
        ("Score", "7", ""),
        ("Kood", "12345", ""),
        ("Tel 2,Number", "+46 8 5550142,+46 8 5550143", "Number looks like a phone number"),
    ],
)
def test_a_column_that_is_left_out_and_looks_like_an_address_is_said(
    head: str, cell: str, said: str
) -> None:
    found = tabled(f"Name,{head}\nMara Lind,{cell}\n")
    assert found.remarks[1:] == ((f"{said}: --map {_option(head, said)} reads it",) if said else ())


def _option(head: str, said: str) -> str:
    field = "email" if "mail" in said else "phone"
    return shlex.quote(f"{field}={head.replace(',', '+')}")


def test_nothing_is_proposed_where_nobody_is_told() -> None:
    with pytest.raises(UnknownColumns) as caught:
        tabled("x,y\n1,2\n3,4\n", "csv")
    assert caught.value.proposed == ""
    assert str(caught.value).endswith("--map name=x")


@pytest.mark.parametrize(
    "text",
    [
        "Hello, Mara\nThanks, Ole\n",
        "Dear Mara,\n\nthank you for the call, the table, and the rest.\n\nBest,\nOle\n",
        "def add(a,b):\n    return a,b\n",
        "dn: cn=Mara,ou=People\ncn: Mara\nmail: mara@tarn.example\n",
        "12/11/2026, 10:15 - Mara: hello\n12/11/2026, 10:16 - Ole: hello\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "[core]\nname = x;y\n",
        "a,b\n",
        "2026-11-29 10:00:00,123 INFO start\n2026-11-29 10:00:01,456 INFO end\n",
    ],
)
def test_a_text_with_separators_in_it_is_no_table(text: str) -> None:
    assert recognise_table(text) is None


@given(st.lists(st.lists(st.text("aä1@. +-,;\n\"'", max_size=6), max_size=5), max_size=5))
def test_no_rows_confuse_it(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(row) for row in rows)
    found = plain_table(text)
    assert found is None or len(found.first) > 1
