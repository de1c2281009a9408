"""Clocks that were wrong, rows that another program touched, logs that got shorter, odd ops."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from machines import ID, Machine, exchange

from caretrack.journal import people, touches
from caretrack.journal.doctor.examine import examine
from caretrack.journal.doctor.fold_log import fold_log
from caretrack.journal.rows import update
from caretrack.journal.sync.incoming import Incoming
from caretrack.journal.sync.start import start, stop


@pytest.fixture
def two(tmp_path: Path) -> tuple[Machine, Machine]:
    return Machine(tmp_path / "a", 1), Machine(tmp_path / "b", 2)


def add(machine: Machine, name: str) -> str:
    with machine.open() as journal, journal.change("add"):
        return people.add(journal, name).id


def log(machine: Machine, *who: str, kind: str = "checkin") -> str:
    with machine.open() as journal, journal.change("log"):
        return touches.add(
            journal, who, happened_on=machine.today, kind=kind, channel="phone", note="We spoke."
        ).id


def set_emails(machine: Machine, who: str, *emails: str) -> None:
    with machine.open() as journal, journal.change("edit"):
        people.set_handles(journal, who, "email", list(emails))


def write(machine: Machine, statement: str, *values: object) -> None:
    """Run a statement as a command of its own."""
    with machine.open() as journal, journal.change("edit"):
        journal.db.execute(statement, values)


def by_another_program(machine: Machine, *statements: str) -> None:
    with closing(sqlite3.connect(machine.path, isolation_level=None)) as db:
        for one in statements:
            db.execute(one)


def let_the_clock_have_been(machine: Machine, instant: str) -> None:
    """Let the last command have run at this instant."""
    last = "SELECT max(number) FROM change_sets"
    by_another_program(
        machine, f"UPDATE change_sets SET made_at = '{instant}' WHERE number = ({last})"
    )


def assert_sound(*machines: Machine) -> None:
    for machine in machines:
        with machine.open() as journal:
            assert [check for check in examine(journal) if not check.fine] == []


def test_a_kind_that_is_in_use_comes_back_though_a_clock_that_is_ahead_removed_it(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    write(a, "INSERT INTO kinds VALUES ('walk', 'care', 'a walk')")
    ana = add(a, "Ana Silva")
    exchange(a, b)
    log(b, ana, kind="walk")
    write(a, "DELETE FROM kinds WHERE kind = 'walk'")
    with a.open() as journal:
        # As if its clock were three hours ahead, and nobody had noticed.
        journal.db.execute(
            "UPDATE sync_state SET clock = clock + ?", (3 * 3600 * 1_000_000 * 4096,)
        )
        journal.db.commit()
    exchange(a, b)
    exchange(a, b)
    assert a.rows() == b.rows()
    assert len(a.rows()["touches"]) == 1
    assert_sound(a, b)


def test_what_was_written_while_the_clock_was_years_ahead_is_sent_once_it_is_right(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    add(a, "Ana Silva")
    let_the_clock_have_been(a, "2050-01-01T00:00:00.000000Z")
    exchange(a, b)
    add(a, "Ben Ito")
    exchange(a, b)
    assert a.rows() == b.rows()
    assert len(b.rows()["people"]) == 2


def test_a_row_that_another_program_removes_is_deleted_everywhere(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    touch = log(a, ana)
    exchange(a, b)
    with a.open() as journal, journal.change("edit"):
        update(journal.db, "touches", touch, {"note": "We spoke of tea."})
    exchange(a, b)
    by_another_program(a, "DELETE FROM touch_people", "DELETE FROM touches")
    exchange(a, b)
    exchange(a, b)
    assert a.rows() == b.rows()
    with b.open() as journal:
        assert not journal.db.execute("SELECT 1 FROM touches WHERE deleted_at IS NULL").fetchone()


@pytest.mark.parametrize("edited", [False, True])
def test_a_row_that_another_program_puts_in_anew_is_the_same_everywhere(
    two: tuple[Machine, Machine], edited: bool
) -> None:
    a, b = two
    touch = log(a, add(a, "Ana Silva"))
    exchange(a, b)
    if edited:
        with b.open() as journal, journal.change("edit"):
            update(journal.db, "touches", touch, {"note": "We spoke of tea."})
        exchange(a, b)
    by_another_program(
        a,
        "CREATE TEMP TABLE copy AS SELECT * FROM touches",
        "UPDATE temp.copy SET note = 'We spoke of boats.'",
        "INSERT OR REPLACE INTO main.touches SELECT * FROM temp.copy",
    )
    exchange(a, b)
    exchange(a, b)
    assert a.rows() == b.rows()
    with b.open() as journal:
        assert touches.get(journal, touch).note == "We spoke of boats."


def test_what_is_written_after_the_log_was_joined_is_sent(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    set_emails(a, ana, "ana@x.example")
    set_emails(a, ana)
    exchange(a, b)
    with a.open() as journal:
        # The last lines of the log go: the next ones get their numbers.
        fold_log(journal, date(2099, 1, 1))
    add(a, "Ben Ito")
    exchange(a, b)
    assert a.rows() == b.rows()
    assert len(b.rows()["people"]) == 2


def test_rows_keep_their_order_however_often_the_journal_is_set_up_anew(tmp_path: Path) -> None:
    a = Machine(tmp_path / "a", 1)
    names = [f"Person {number}" for number in range(600)]
    with a.open() as journal:
        stop(journal)
        with journal.change("add"):
            for name in names:
                people.add(journal, name)
        for _ in range(5):
            start(journal, f"{ID}j", f"{ID}1", 1)
            stop(journal)
        rows = journal.db.execute("SELECT name FROM people ORDER BY rowid").fetchall()
    assert [row[0] for row in rows] == names


def test_a_touch_that_nobody_is_left_in_is_the_same_on_both(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana, ben = add(a, "Ana Silva"), add(a, "Ben Ito")
    log(a, ana, ben)
    exchange(a, b)
    write(a, "DELETE FROM touch_people WHERE person_id = ?", ana)
    write(b, "DELETE FROM touch_people WHERE person_id = ?", ben)
    exchange(a, b)
    assert a.rows() == b.rows()
    assert_sound(a, b)


def test_rows_stay_where_they_are_when_the_file_is_packed(two: tuple[Machine, Machine]) -> None:
    a, b = two
    log(a, add(a, "Ana Silva"))
    set_emails(b, add(b, "Ben Ito"), "ben@x.example", "b@x.example")
    exchange(a, b)
    by_another_program(a, "VACUUM")
    assert a.rows() == b.rows()


PERSON = {"f": 1, "t": 1, "k": "z0zzzzzzzzzzzzzz", "b": 9}
FORGOTTEN = {"id": "\ud800", "s": 5, "d": "x", "people": ["p"], "apart": [], "gone": []}
HALVES: dict[str, dict[str, Any]] = {
    "key": {"f": 1, "t": 14, "k": "x\ud800", "b": 0, "v": None, "s": 9, "o": 0},
    "column": {**PERSON, "v": {"name": "Zed", "\ud800": 3}},
    "value": {**PERSON, "v": {"name": "Zed", "cadence_days": "\ud800"}},
    "forgotten": {
        "f": 1,
        "forget": {**FORGOTTEN, "others": [], "mentions": False, "backups": False, "of": ""},
    },
}


@pytest.mark.parametrize("where", HALVES)
def test_an_op_with_half_a_character_is_set_aside_and_the_rest_arrives(
    two: tuple[Machine, Machine], where: str
) -> None:
    a, b = two
    add(a, "Ana Silva")
    plain = json.dumps(HALVES[where], separators=(",", ":"), sort_keys=True).encode()
    done = b.take([Incoming("1", "r", plain, "d"), *a.offer()])
    assert done.aside == 1
    assert len(b.rows()["people"]) == 1


def test_a_row_that_would_stand_behind_all_that_can_come_waits(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    row = {"key": "crowd", "value": "7"}
    said = {"f": 1, "t": 14, "k": "crowd", "b": (1 << 63) - 1, "v": row, "s": 9, "o": 0}
    assert b.take([Incoming("1", "r", json.dumps(said).encode(), "d")]).ahead == 1
    add(b, "Ana Silva")
    write(b, "INSERT INTO settings VALUES ('cadence', '30')")
    exchange(a, b)
    assert a.rows() == b.rows()


@pytest.mark.parametrize("is_joined", [False, True])
def test_what_was_changed_after_a_machine_left_is_sent_when_it_joins_again(
    two: tuple[Machine, Machine], is_joined: bool
) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    write(a, "INSERT INTO tags VALUES (?, 'big client')", ana)
    exchange(a, b)
    # It was changed there, and had not been sent when the keys were lost.
    write(b, "UPDATE people SET company = 'Lumen' WHERE id = ?", ana)
    with b.open() as journal:
        stop(journal)
        if is_joined:
            fold_log(journal, date(2099, 1, 1))
        with journal.change("edit"):
            journal.db.execute("UPDATE people SET role = 'CEO'")
            journal.db.execute("DELETE FROM tags")
        start(journal, f"{ID}j", f"{ID}7", 7)
    exchange(a, b)
    exchange(a, b)
    assert a.rows() == b.rows()
    assert not a.rows()["tags"]
    with a.open() as journal:
        assert people.get(journal, ana).company == "Lumen"
        assert people.get(journal, ana).role == "CEO"
        assert not journal.db.execute("SELECT 1 FROM sync_conflicts").fetchone()
    assert_sound(a, b)


def test_nothing_of_an_earlier_hub_holds_on_another_one(tmp_path: Path) -> None:
    a = Machine(tmp_path / "a", 1)
    add(a, "Ana Silva")
    a.offer()
    with a.open() as journal:
        stop(journal)
        assert journal.db.execute("SELECT 1 FROM sync_left").fetchone()
        start(journal, f"{ID}k", f"{ID}7", 7)
        assert not journal.db.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'sync_left'"
        ).fetchone()
    assert_sound(a)
