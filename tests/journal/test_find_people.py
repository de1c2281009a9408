"""People found by name: the SQL that narrows them never loses one that the domain would find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caretrack.domain.people.names import Candidate, match, name_key, slug
from caretrack.journal import people
from caretrack.journal.connection import Journal, open_journal

NAMES = {
    "Ana Silva": (), "Ana Maria Silva": (), "Anastasia Lind": ("Stasi",), "Sean O'Brien": (),
    "Dr. Eva Lind": (), "Nikolaos Stone": ("Nick",),
    "Nick Sorensen": (), "Łukasz Żak": ("Luk",), "Jean-Luc Picard": (), "Piet van Dam": (),
    "田中 美咲": ("Misaki",), "José Álvarez-Ruiz": (),
    "Ben Okoro": (), "Benjamin Okafor": ("Ben O.",), "Minh Nguyễn": (), "O": (), "Smith, John": (),
    "Anne Marie Dupont": (),
}  # fmt: skip
TYPED = [
    "ana", "ana s", "ana silva", "ana m", "anas", "stasi", "obrien", "o brien", "o'brien",
    "sean-o-brien", "sean o", "dr", "dr-eva-lind", "eva",
    "nick", "nick s", "nik s", "luk", "lukasz", "zak", "jean luc", "jean-luc", "luc", "picard",
    "van d", "dam", "misaki", "田中", "jose", "alvarez",
    "ruiz", "alvarez ruiz", "ben", "ben o", "okoro", "oka", "minh", "nguyen", "o", "smith", "john",
    "smith, j", "anne marie", "anne-marie d", "lind",
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
