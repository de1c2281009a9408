"""What came from another machine is not undone here, and it is said from whom it came."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from machines import ID, Machine, exchange

from caretrack.app.edits import edits_of
from caretrack.errors import CareError, NothingFound
from caretrack.journal import changes, idle, people, touches
from caretrack.journal.files.transaction import transaction
from caretrack.journal.ids import find_entry
from caretrack.journal.rows import update


@pytest.fixture
def two(tmp_path: Path) -> tuple[Machine, Machine]:
    """A laptop, and a desktop on which Mia writes; each knows the name of the other."""
    a, b = Machine(tmp_path / "laptop", 1), Machine(tmp_path / "desktop", 2)
    for machine, tag, name, person in ((a, 2, "desktop", "Mia"), (b, 1, "laptop", None)):
        with machine.open() as journal, transaction(journal.db):
            journal.db.execute(
                "INSERT INTO sync_devices VALUES (?, ?, ?, ?, NULL, NULL)",
                (f"{ID}{tag}"[:16], tag, name, person),
            )
    return a, b


def add(machine: Machine, name: str) -> str:
    with machine.open() as journal, journal.change("add"):
        return people.add(journal, name).id


def log(machine: Machine, who: str, note: str) -> str:
    with machine.open() as journal, journal.change("log"):
        return touches.add(
            journal, [who], happened_on=machine.today, kind="checkin", channel="call", note=note
        ).id


def edit(machine: Machine, table: str, row_id: str, **values: object) -> None:
    with machine.open() as journal, journal.change("edit"):
        update(journal.db, table, row_id, values)


def undo(machine: Machine, start: str | None = None) -> str:
    with machine.open() as journal:
        found = changes.find_change_set(journal, start)
        changes.undo(journal, found)
        return found.command


def listed(machine: Machine) -> list[tuple[str, str]]:
    with machine.open() as journal:
        return [(one.command, one.what) for one in changes.change_sets(journal, 9)]


def test_undo_without_an_id_passes_over_what_came(two: tuple[Machine, Machine]) -> None:
    a, b = two
    add(a, "Ana")
    ben = add(b, "Ben")
    exchange(a, b)
    log(b, ben, "Hello.")
    exchange(a, b)
    assert undo(a) == "add"
    with a.open() as journal, pytest.raises(NothingFound):
        changes.find_change_set(journal, None)


def test_the_list_says_from_whom_something_came(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana")
    exchange(a, b)
    log(b, ana, "Hello.")
    exchange(a, b)
    add(b, "Ben"), add(b, "Cleo")
    exchange(a, b)
    assert listed(a) == [
        ("sync", "from Mia on desktop: 2 people"),
        ("sync", "from Mia on desktop: Ana: Hello."),
        ("add", "Ana"),
    ]
    assert listed(b)[-1] == ("sync", "from laptop: Ana")


def test_what_came_is_not_undone_by_its_id(two: tuple[Machine, Machine]) -> None:
    a, b = two
    log(b, add(b, "Ana"), "Hello.")
    exchange(a, b)
    with a.open() as journal:
        (one,) = changes.change_sets(journal, 1)
        with pytest.raises(CareError, match="is no command of this machine, but sync · from Mia"):
            changes.find_change_set(journal, one.id)


def test_undo_of_what_another_changed_since_is_refused_with_who_and_when(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    ana = add(a, "Ana")
    touch = log(a, ana, "Hello.")
    exchange(a, b)
    edit(b, "touches", touch, note="She called.")
    exchange(a, b)
    said = r"^Ana: Hello\. was changed since, by Mia on desktop, \d{4}-\d\d-\d\d \d\d:\d\d\."
    with pytest.raises(CareError, match=said) as refused:
        undo(a)
    assert refused.value.hint
    assert "care undo" not in refused.value.hint


def test_a_person_whom_another_logged_is_not_undone_and_it_is_said_who(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    ana = add(a, "Ana")
    exchange(a, b)
    log(b, ana, "Hello.")
    exchange(a, b)
    with pytest.raises(CareError, match="Ana has later entries, by Mia on desktop"):
        undo(a)


def test_what_only_this_machine_changed_is_undone_as_ever(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana")
    touch = log(a, ana, "Hello.")
    exchange(a, b)
    edit(b, "touches", touch, mood=4)
    exchange(a, b)
    edit(a, "touches", touch, note="She called.")
    assert undo(a) == "edit"
    exchange(a, b)
    assert a.rows() == b.rows()
    with b.open() as journal:
        assert (touches.get(journal, touch).note, touches.get(journal, touch).mood) == ("Hello.", 4)


def test_the_history_of_an_entry_says_who_changed_it_where(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana")
    exchange(a, b)
    touch = log(b, ana, "Hello.")
    exchange(a, b)
    edit(b, "touches", touch, note="She called.")
    exchange(a, b)
    edit(a, "touches", touch, mood=5)
    with a.open() as journal:
        found = [(line["command"], line.get("from")) for line in edits_of(journal, touch)]
    assert found == [("sync", "Mia on desktop"), ("sync", "Mia on desktop"), ("edit", None)]


def test_the_last_entry_is_one_that_was_written_here(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana")
    exchange(a, b)
    mine = log(a, ana, "Mine.")
    log(b, ana, "Hers.")
    exchange(a, b)
    with a.open() as journal:
        assert find_entry(journal.db, "-")["id"] == mine


def test_a_command_that_changed_nothing_is_still_the_last_after_a_sync(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    ana = add(a, "Ana")
    exchange(a, b)
    with a.open() as journal, journal.change("import"):
        pass
    log(b, ana, "Hers.")
    exchange(a, b)
    with a.open() as journal:
        last = idle.last_idle(journal.db)
    assert last
    assert last[0] == "import"
    log(a, ana, "Mine.")
    with a.open() as journal:
        assert idle.last_idle(journal.db) is None


def test_a_journal_that_is_shared_no_more_knows_that_something_came(
    two: tuple[Machine, Machine],
) -> None:
    from caretrack.journal.sync.start import stop

    a, b = two
    ana = add(a, "Ana")
    exchange(a, b)
    edit(b, "people", ana, company="Lumen")
    exchange(a, b)
    with a.open() as journal:
        stop(journal)
    assert listed(a)[0] == ("sync", "from another machine: Ana")
    with pytest.raises(CareError, match=r"^Ana was changed since, by another machine\."):
        undo(a)
    with a.open() as journal:
        assert edits_of(journal, ana)[-1]["from"] == "another machine"


def test_nothing_of_it_is_seen_where_a_journal_is_not_shared() -> None:
    text = Path(changes.__file__).read_text(encoding="utf-8")
    assert re.findall(r"^from caretrack\.journal\.sync.*$", text, re.MULTILINE) == []
