import sqlite3

import pytest

from conftest import Care
from test_start_up import heavy, imported


def rows(out: str) -> list[list[str]]:
    return [line.split("\t") for line in out.splitlines()[1:]]


@pytest.fixture
def people(care: Care) -> Care:
    """Three people with addresses, one of them in the archive."""
    assert (
        care(
            "add",
            "Łukasz O'Brien-Żak",
            "--nickname",
            "Luk",
            "--company",
            "Straße AG",
            "--email",
            "luk@fjord.example",
        ).code
        == 0
    )
    assert care("add", "Ana Silva", "--email", "ana@lagoon.example").code == 0
    assert care("add", "Diana Ek", "--email", "diana@ana.example").code == 0
    return care


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lukasz", ["luk@fjord.example"]),
        ("ZAK", ["luk@fjord.example"]),
        ("o'brien luk", ["luk@fjord.example"]),
        ("strasse", ["luk@fjord.example"]),
        ("fjord.ex", ["luk@fjord.example"]),
        ("ana", ["ana@lagoon.example", "diana@ana.example"]),
        ("", ["ana@lagoon.example", "diana@ana.example", "luk@fjord.example"]),
    ],
)
def test_who_is_found_by_what_is_typed_and_whose_name_begins_so_comes_first(
    people: Care, text: str, found: list[str]
) -> None:
    result = people("query", text)
    assert (result.code, result.err) == (0, "")
    assert [row[0] for row in rows(result.out)] == found


@pytest.mark.parametrize(
    "email",
    [
        "ana@x.example, eve@evil.example",
        "Eve <eve@evil.example>",
        "no address",
        "@x.example",
        "a\x1b[2J@x.example",
    ],
)
def test_what_is_no_single_address_is_never_offered_to_a_mail_program(
    people: Care, email: str
) -> None:
    with sqlite3.connect(people.journal) as db:
        db.execute(
            "UPDATE handles SET value = ?, value_key = ? WHERE value = 'ana@lagoon.example'",
            (email, email.lower()),
        )
    db.close()
    assert people("query", "ana silva").code == 1


def test_a_name_drives_no_terminal_and_makes_no_row(people: Care) -> None:
    with sqlite3.connect(people.journal) as db:
        db.execute(
            "UPDATE people SET name = ?, company = ? WHERE name = 'Ana Silva'",
            ("Ana\x1b]0;x\x07\tSilva\nx", "La\u202egoon\n\tLtd"),
        )
    db.close()
    assert rows(people("query", "ana silva").out) == [
        ["ana@lagoon.example", "Ana\ufffd]0;x\ufffd Silva x", "La\ufffdgoon Ltd, never in touch"]
    ]


def test_a_query_imports_nothing_heavy(people: Care) -> None:
    modules = imported(people, "query", "ana")
    assert (
        heavy(modules) | (modules & {"json", "dataclasses", "caretrack.domain.kinds.guess"})
        == set()
    )
