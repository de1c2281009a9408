"""Of many texts it is first asked whether anybody has died: the answer is the same."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from caretrack.journal import in_memory as departed
from caretrack.journal.connection import Journal, in_memory
from caretrack.journal.derived import refresh

ENTRIES = [
    ("f1", "ben", "calls Ana Silva every Sunday", date(2025, 11, 1)),
    ("f2", "ben", "wants to sail to Porto", date(2025, 11, 1)),
]


@pytest.fixture
def journal() -> Iterator[Journal]:
    made = in_memory(date(2026, 11, 21))
    with closing(made.db):
        yield made


def archive(journal: Journal, why: str | None) -> None:
    journal.db.execute(
        "INSERT INTO people (id, name, name_key, added_on, archived_on, archived_why, created_at, "
        "updated_at) VALUES ('ana', 'Ana Silva', 'ana silva', '2020-01-01', '2026-01-01', ?, 'x', "
        "'x')",
        (why,),
    )
    refresh(journal.db)


@pytest.mark.parametrize("why", ["died 5 May 2025", "moved on", None])
def test_the_same_entries_are_silent_among_few_and_many(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, why: str | None
) -> None:
    archive(journal, why)
    monkeypatch.setattr(departed, "_MANY", 10_000)
    one_by_one = departed.about_departed(journal, ENTRIES)
    monkeypatch.setattr(departed, "_MANY", 2)
    assert departed.about_departed(journal, ENTRIES) == one_by_one
    assert one_by_one == (frozenset(["f1"]) if why and "died" in why else frozenset())


def test_where_nobody_has_died_no_text_of_many_is_looked_through(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(journal, "moved on")
    monkeypatch.setattr(departed, "_MANY", 2)
    monkeypatch.setattr(departed, "_keys", None)
    assert departed.about_departed(journal, ENTRIES) == frozenset()
