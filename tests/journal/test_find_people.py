"""People found by name: the SQL that narrows them never loses one that the domain would find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from caretrack.domain.people.names import Candidate, match, name_key, slug
from caretrack.errors import SeveralFound
from caretrack.journal import people
from caretrack.journal.connection import Journal, open_journal

NAMES = {
    "Ana Silva": (), "Ana Maria Silva": (), "Anastasia Lind": ("Stasi",), "Sean O'Brien": (),
    "Dr. Eva Lind": (), "Nikolaos Stone": ("Nick",),
    "Nick Sorensen": (), "Łukasz Żak": ("Luk",), "Jean-Luc Picard": (), "Piet van Dam": (),
    "田中 美咲": ("Misaki",), "José Álvarez-Ruiz": (),
    "Ben Okoro": (), "Benjamin Okafor": ("Ben O.",), "Minh Nguyễn": (), "O": (), "Smith, John": (),
    "O Brien": (), "Anne Marie Dupont": (), "山田太郎": (), "王小明": (), "김민수": (),
    "J. R. Ewing": (),
}  # fmt: skip
TYPED = [
    "ana", "ana s", "ana silva", "ana m", "anas", "stasi", "obrien", "o brien", "o'brien",
    "sean-o-brien", "sean o", "dr", "dr-eva-lind", "eva",
    "nick", "nick s", "nik s", "luk", "lukasz", "zak", "jean luc", "jean-luc", "luc", "picard",
    "van d", "dam", "misaki", "田中", "jose", "alvarez",
    "ruiz", "alvarez ruiz", "ben", "ben o", "okoro", "oka", "minh", "nguyen", "o", "smith", "john",
    "smith, j", "anne marie", "anne-marie d", "lind",
    "lind eva", "lind, eva", "eva lind", "lind e", "prof. eva lind", "john smith", "j smith",
    "smith john", "john r smith", "mr smith", "美咲", "田中美咲", "美咲さん", "太郎", "山田太郎",
    "小明", "王 小明", "민수", "김 민수", "silva ana", "an silva", "j r ewing", "jr ewing",
    "j.r. ewing", "ewing",
    "o'brien", "dupont anne", "okafor b", "dr lind", "mr. o'brien",
    "silva", "nobody", "x", "a", "-", "'", ".",
]  # fmt: skip


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    path: Path = tmp_path_factory.mktemp("names") / "journal.db"
    with open_journal(path, date(2026, 11, 21), make=True) as made:
        with made.change("add"):
            for name, nicknames in NAMES.items():
                people.add_handles(made, people.add(made, name).id, "nickname", nicknames)
        yield made


def everybody(journal: Journal) -> list[Candidate]:
    rows = journal.db.execute("SELECT id, name, name_key FROM people").fetchall()
    return [
        Candidate(
            row["id"],
            row["name"],
            row["name_key"],
            tuple(name_key(nick) for nick in NAMES[row["name"]]),
        )
        for row in rows
    ]


@pytest.mark.parametrize("typed", TYPED)
def test_the_cheap_look_ups_find_whom_the_rule_means(journal: Journal, typed: str) -> None:
    meant = {person.name for person in match(typed, everybody(journal))}
    try:
        found = {person.name for person in people.matching(journal, typed)}
    except people.NothingFound:
        found = set()
    assert found == meant


@pytest.mark.parametrize("name", [name for name in NAMES if slug(name)])
def test_what_completion_offers_finds_whose_it_is(journal: Journal, name: str) -> None:
    assert name in {person.name for person in people.matching(journal, slug(name))}


@pytest.mark.parametrize(
    ("typed", "name", "left"),
    [
        ("ana silva lunch at the harbour", "Ana Silva", "lunch at the harbour"),
        ("ana silva", "Ana Silva", ""),
        ("ana maria silva lunch", "Ana Maria Silva", "lunch"),
        ("ana maria lunch", "Ana Maria Silva", "lunch"),
        ("ana m. lunch", "Ana Maria Silva", "lunch"),
        ("ana m lunch", "Ana Maria Silva", "lunch"),
        ("stasi lunch", "Anastasia Lind", "lunch"),
        ("stasi lind lunch", "Anastasia Lind", "lunch"),
        ("anas lind lunch", "Anastasia Lind", "lunch"),
        ("piet van dam lunch", "Piet van Dam", "lunch"),
        ("piet van broke down", "Piet van Dam", "van broke down"),
        ("piet d is ill", "Piet van Dam", "d is ill"),
        ("piet d. is ill", "Piet van Dam", "is ill"),
        ("dr eva lind lunch", "Dr. Eva Lind", "lunch"),
        ("eva lunch", "Dr. Eva Lind", "lunch"),
        ("dr picard lunch", "Jean-Luc Picard", "lunch"),
        ("eva: lunch", "Dr. Eva Lind", "lunch"),
        ("eva, she called", "Dr. Eva Lind", "she called"),
        ("lind, eva lunch", "Dr. Eva Lind", "lunch"),
        ("smith, john lunch", "Smith, John", "lunch"),
        ("john smith lunch", "Smith, John", "lunch"),
        ("ben okoro ana silva", "Ben Okoro", "ana silva"),
        ("sean o'brien lunch", "Sean O'Brien", "lunch"),
        ("sean-o-brien lunch", "Sean O'Brien", "lunch"),
        ("j r ewing lunch", "J. R. Ewing", "lunch"),
        ("太郎 お昼", "山田太郎", "お昼"),
        ("picard jean-luc lunch", "Jean-Luc Picard", "lunch"),
    ],
)
def test_the_longest_run_of_leading_words_that_names_one_person_is_the_name(
    journal: Journal, typed: str, name: str, left: str
) -> None:
    person, rest = people.find_leading(journal, typed.split())
    assert (person.name, " ".join(rest)) == (name, left)


def test_a_word_with_a_space_in_it_is_a_name_as_it_stands(journal: Journal) -> None:
    person, rest = people.find_leading(journal, ["ana silva", "silva", "rang"])
    assert (person.name, rest) == ("Ana Silva", ["silva", "rang"])


def test_a_run_leaves_as_many_words_as_the_command_needs(journal: Journal) -> None:
    person, rest = people.find_leading(journal, ["ben", "okoro"], leaves=0)
    assert (person.name, rest) == ("Ben Okoro", [])
    person, rest = people.find_leading(journal, ["picard", "jean"], leaves=1)
    assert (person.name, rest) == ("Jean-Luc Picard", ["jean"])


def test_who_is_not_clear_is_named_with_what_can_be_typed_back(journal: Journal) -> None:
    with pytest.raises(SeveralFound) as refused:
        people.find_leading(journal, ["ana", "lunch"])
    assert "Ana Maria Silva (no touch yet, ana-maria-silva)" in str(refused.value)
    assert "Ana Silva (no touch yet, ana-silva)" in str(refused.value)


def test_somebody_who_can_be_asked_chooses_whom_is_meant(journal: Journal) -> None:
    asked = []

    def choose(question: str, lines: Sequence[str]) -> int:
        asked.append((question, *lines))
        return 1

    journal.choose = choose
    try:
        person, rest = people.find_leading(journal, ["ana", "lunch"])
    finally:
        journal.choose = None
    assert (person.name, rest) == ("Ana Silva", ["lunch"])
    assert asked[0][0] == "2 people could be meant by 'ana'"


def test_the_name_at_the_end_is_the_longest_run_too(journal: Journal) -> None:
    before, person = people.find_trailing(journal, ["boss", "of", "ben", "okoro"])
    assert (before, person.name) == (["boss", "of"], "Ben Okoro")
    before, person = people.find_trailing(journal, ["boss", "minh"])
    assert (before, person.name) == (["boss"], "Minh Nguyễn")


def test_others_who_are_named_in_a_note_are_found(journal: Journal) -> None:
    ana = people.find(journal, "ana silva")
    named = people.mentioned(journal, "Ana had lunch with Ben Okoro and Misaki", [ana.id])
    assert [person.name for person in named] == ["Ben Okoro", "田中 美咲"]
    assert people.mentioned(journal, "nobody was there", [ana.id]) == []


def test_people_of_one_name_are_found_however_it_is_written(journal: Journal) -> None:
    for typed in ("Eva Lind", "Lind, Eva", "Dr. Eva Lind", "EVA LIND"):
        assert [person.name for person in people.with_same_name(journal, typed)] == ["Dr. Eva Lind"]
    for typed in ("Eva", "Lind", "Lind Eva", "Eva Lind Jr."):
        assert people.with_same_name(journal, typed) == []
