"""Which of the names of a card is the person's, and what says that there is nothing."""

import pytest
from cards import person
from csv_samples import tabled

from caretrack.formats.text import says_nothing
from caretrack.formats.vcard.called import is_same_name


@pytest.mark.parametrize(
    ("name", "parts", "same"),
    [
        ("Ana Silva", "Ana Silva", True),
        ("Ana Silva", "Silva Ana", True),
        ("Dr. Ida Holm, PhD", "Ida Holm", True),
        ("Ana Silva", "Ana Maria Silva", True),
        ("J.R. Kern", "J. R. Kern", True),
        ("山田太郎", "太郎 山田", True),
        ("Ana", "Ana Silva", False),
        ("Bibi", "Barbara Klein", False),
        ("Bibi Klein", "Barbara Klein", False),
        ("王小明", "Xiaoming Wang", False),
    ],
)
def test_the_parts_of_a_name_say_the_same_as_the_name(name: str, parts: str, same: bool) -> None:
    assert is_same_name(name, parts) is same


@pytest.mark.parametrize(
    ("lines", "name", "company", "nicknames"),
    [
        # FN is the company, and N a person who works there.
        (["FN:Fjord Travel", "N:Ek;Tomas;;;", "ORG:Fjord Travel"], "Tomas Ek", "Fjord Travel", ()),
        (["FN:Fjord Travel Ltd.", "N:Ek;Tomas;;;", "ORG:Fjord Travel"], "Tomas Ek",
         "Fjord Travel", ()),
        (["FN:Fjord", "N:;Tomas;;;", "ORG:Fjord;Sales"], "Tomas", "Fjord", ()),
        # N is the company, too, in one part or cut in two.
        (["FN:Fjord Travel", "N:Fjord Travel;;;;", "ORG:Fjord Travel"], "Fjord Travel",
         "Fjord Travel", ()),
        (["FN:Fjord Travel", "N:Travel;Fjord;;;", "ORG:Fjord Travel"], "Fjord Travel",
         "Fjord Travel", ()),
        # FN is a person, and N the company.
        (["FN:Tomas Ek", "N:Fjord Travel;;;;", "ORG:Fjord Travel"], "Tomas Ek",
         "Fjord Travel", ()),
        # Two names of a person.
        (["FN:Bibi", "N:Klein;Barbara;;;"], "Bibi", "", ("Barbara Klein",)),
        (["FN:Bibi", "N:Klein;Barbara;;;", "NICKNAME:Bi,barbara klein"], "Bibi", "",
         ("Bi", "barbara klein")),
        (["FN:Ana Silva", "N:Silva;Ana;Maria;Dr.;"], "Ana Silva", "", ()),
        # What says that there is nothing.
        (["FN:N/A", "N:N/A;Mira;;;", "ORG:n/a", "TITLE:-"], "Mira", "", ()),
        (["FN:Li Na", "N:Na;Li;;;", "ORG:None"], "Li Na", "", ()),
        (["FN:unknown", "N:;;;;", "ORG:Fjord"], "Fjord", "Fjord", ()),
    ],
)  # fmt: skip
def test_the_names_of_a_card(
    lines: list[str], name: str, company: str, nicknames: tuple[str, ...]
) -> None:
    found = person(*lines)
    assert (found.name, found.company, found.nicknames) == (name, company, nicknames)


def test_a_card_of_our_own_is_read_as_it_was_written() -> None:
    found = person("PRODID:-//caretrack//care//EN", "FN:None", "N:;None;;;", "TITLE:TBD", "ORG:-")
    assert (found.name, found.role, found.company) == ("None", "TBD", "-")


def test_a_cell_that_says_that_there_is_nothing_is_empty() -> None:
    found = tabled(
        "First Name,Last Name,Company,Title,Phone,Email,Birthday,Notes\n"
        "Li,Na,N/A,-,n/a,none,N/A,n/a\n"
        "Jennifer,Null,null,TBD,+49 30 1,jn@x.example,,\n"
        "Ida,N/A,#N/A,none,.,ida@z.example,n/a,?\n"
        "N/A,n/a,Fjord,,,office@y.example,,\n"
    )
    assert [(one.name, one.company, one.role, one.unnamed) for one in found.people] == [
        ("Li Na", "", "", False),
        ("Jennifer Null", "", "", False),
        ("Ida", "", "", False),
        ("Fjord", "Fjord", "", True),
    ]
    assert [one.phones for one in found.people] == [(), ("+49 30 1",), (), ()]
    assert found.refused == ()
    assert {one.note for one in found.people} == {""}


@pytest.mark.parametrize(
    "text",
    ["N/A", "n/a", "n.a.", "N. A.", "NA", "na", "#N/A", "(none)", "<null>", "NULL", "nan", "NaN",
     "none", "None", "unknown", "TBD", "-", "--", "–", ".", "...", "?", "k.A.", "k. A.", "s/o",
     "no name", "[undefined]", "Keine Angabe", "不明"],
)  # fmt: skip
def test_what_says_that_there_is_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    ["", "Ana", "Nathan", "Noname GmbH & Co", "No Names Ltd", "Unknown Pleasures", "NAB", "A", "X",
     "+49 30 1", "☀", "N/A since 2020: moved to the coast", "None of your business"],
)  # fmt: skip
def test_what_says_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize("text", ["Na", "Nil", "Nan", "Null"])
def test_a_short_word_may_be_a_name_where_it_is_written_as_one(text: str) -> None:
    assert says_nothing(text)
    assert not says_nothing(text, is_name=True)
    assert says_nothing(text.upper(), is_name=True)
