"""`care list` writes while it reads: what it holds grows by an id for each person."""

import json
import tracemalloc
from datetime import date

from caretrack.commands.people import list as list_command
from caretrack.journal import people
from caretrack.journal.connection import Journal, in_memory
from caretrack.journal.derived import refresh

PEOPLE = 3_000
NOTE = "met at the fair, wants to hear of the new edition " * 20


def journal_of(count: int) -> Journal:
    """A journal of so many people with a long note each."""
    journal = in_memory(date(2026, 11, 21))
    journal.db.executemany(
        "INSERT INTO people (id, name, name_key, note, added_on, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, '2026-11-01', 'x', 'x')",
        [(f"a{n:015}", f"Ana {n:05}", f"ana {n:05}", NOTE) for n in range(count)],
    )
    refresh(journal.db)
    return journal


def test_json_and_rows_are_written_in_pieces() -> None:
    journal = journal_of(PEOPLE)
    ids = people.ids_by_name(journal)
    for made in (list_command._as_json, list_command._rows):
        tracemalloc.start()
        count = sum(1 for _ in made(journal, ids))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count >= PEOPLE
        assert peak < 2 * PEOPLE * len(NOTE) / 3


def test_the_pieces_are_one_json_document() -> None:
    journal = journal_of(600)
    ids = people.ids_by_name(journal)
    made = json.loads("".join(list_command._as_json(journal, ids)))
    assert [item["id"] for item in made] == ids
    assert json.loads("".join(list_command._as_json(journal, []))) == []
