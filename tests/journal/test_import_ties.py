"""Ties of a file are written once, whichever side they are told from."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caretrack.domain.records import PersonRecord, TieOutcome, TieRecord
from caretrack.journal import people
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.delete_entry import delete_entry
from caretrack.journal.imports.beginning import NewPeople
from caretrack.journal.imports.people import PeopleImport
from caretrack.journal.imports.ties import add_ties

UNCLE = TieRecord("u2", "uncle", "u1", "relationship 1")
COLLEAGUE = TieRecord("u1", "colleague", "Gil Ruiz", "relationship 2")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db", date(2026, 11, 21), make=True) as made:
        yield made


def imported(journal: Journal, *ties: TieRecord) -> tuple[TieOutcome, ...]:
    records = [PersonRecord("Ana Silva", "1", uid="u1"), PersonRecord("Ben Okoro", "2", uid="u2")]
    with journal.change("import"):
        importing = PeopleImport(journal)
        begin = NewPeople(journal, known=False, days=None, every=False)
        assert not list(importing.match_people(records))
        assert len(list(importing.take_people(begin, update=False))) == len(records)
        new = add_ties(journal, importing.matcher, importing.bulk, ties)
        importing.write(begin)
    return new


def test_a_tie_is_told_by_uid_or_name_and_comes_in_once(journal: Journal) -> None:
    with journal.change("add"):
        people.add(journal, "Gil Ruiz")
    assert imported(journal, UNCLE, COLLEAGUE, UNCLE) == (
        TieOutcome("Ben Okoro", "uncle", "Ana Silva"),
        TieOutcome("Ana Silva", "colleague", "Gil Ruiz"),
    )
    turned = TieRecord("Gil Ruiz", "works with", "u1", "relationship 3")
    assert imported(journal, UNCLE, COLLEAGUE, turned) == ()


@pytest.mark.parametrize(
    "tie", [UNCLE._replace(person="u9"), UNCLE._replace(other="Nobody"), UNCLE._replace(other="u2")]
)
def test_a_tie_with_nobody_or_with_themselves_is_none(journal: Journal, tie: TieRecord) -> None:
    assert imported(journal, tie) == ()


def test_a_tie_that_was_deleted_by_hand_does_not_come_back(journal: Journal) -> None:
    imported(journal, UNCLE)
    with journal.change("delete"):
        row = journal.db.execute("SELECT id FROM ties").fetchone()
        delete_entry(journal, "ties", row["id"])
    assert imported(journal, UNCLE) == ()
