"""What was changed on several machines becomes one journal."""

import itertools
from pathlib import Path

import pytest
from machines import Machine, exchange

from caretrack.domain.kinds.families import Kind
from caretrack.journal import merging, people, settings, touches
from caretrack.journal.changes import find_change_set, undo
from caretrack.journal.doctor.examine import examine
from caretrack.journal.rows import mark_deleted, update
from caretrack.journal.sync.conflicts import open_conflicts


@pytest.fixture
def two(tmp_path: Path) -> tuple[Machine, Machine]:
    return Machine(tmp_path / "a", 1), Machine(tmp_path / "b", 2)


def add(machine: Machine, name: str) -> str:
    with machine.open() as journal, journal.change("add"):
        return people.add(journal, name).id


def log(machine: Machine, *who: str, note: str = "We spoke.") -> str:
    with machine.open() as journal, journal.change("log"):
        return touches.add(
            journal, who, happened_on=machine.today, kind="checkin", channel="phone", note=note
        ).id


def change(machine: Machine, table: str, row_id: str, **values: object) -> None:
    with machine.open() as journal, journal.change("edit"):
        update(journal.db, table, row_id, values)


def test_what_one_wrote_is_there_on_the_other(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    with a.open() as journal, journal.change("edit"):
        people.set_handles(journal, ana, "email", ["ana@x.example", "b@x.example"])
        people.tag(journal, ana, ["vip"])
    log(a, ana)
    exchange(a, b)
    assert a.rows() == b.rows()
    assert len(b.rows()["touches"]) == 1
    assert len(b.rows()["handles"]) == 2


def test_each_field_is_of_who_wrote_it_last(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    exchange(a, b)
    change(a, "people", ana, role="CFO", company="Lumen")
    change(b, "people", ana, role="CEO")
    change(b, "people", ana, note="likes tea")
    exchange(a, b)
    assert a.rows() == b.rows()
    with b.open() as journal:
        person = people.get(journal, ana)
    assert (person.role, person.company, person.note) == ("CEO", "Lumen", "likes tea")


def test_a_later_edit_brings_a_deleted_row_back(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    touch = log(a, ana)
    exchange(a, b)
    with a.open() as journal, journal.change("delete"):
        mark_deleted(journal.db, "touches", touch)
    change(b, "touches", touch, note="She wants a call.")
    exchange(a, b)
    assert a.rows() == b.rows()
    with a.open() as journal:
        assert touches.get(journal, touch).note == "She wants a call."


def test_a_deletion_after_an_edit_holds(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    touch = log(a, ana)
    exchange(a, b)
    change(b, "touches", touch, note="She wants a call.")
    with a.open() as journal, journal.change("delete"):
        mark_deleted(journal.db, "touches", touch)
    exchange(a, b)
    assert a.rows() == b.rows()
    with a.open() as journal:
        assert not journal.db.execute("SELECT 1 FROM touches WHERE deleted_at IS NULL").fetchone()


def test_what_was_taken_away_is_gone_on_both(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    with a.open() as journal, journal.change("tag"):
        people.tag(journal, ana, ["vip", "north"])
    exchange(a, b)
    with b.open() as journal, journal.change("tag"):
        journal.db.execute("DELETE FROM tags WHERE tag = 'vip'")
    exchange(a, b)
    assert a.rows() == b.rows()
    assert [row[2] for row in a.rows()["tags"]] == ["north"]
    with a.open() as journal:
        assert journal.db.execute("SELECT count(*) FROM sync_conflicts").fetchone()[0] == 0


def test_rows_stand_in_the_order_in_which_they_were_written(two: tuple[Machine, Machine]) -> None:
    a, b = two
    names = [(a, "Ana A"), (b, "Ben B"), (a, "Cai C"), (b, "Dora D"), (b, "Eve E")]
    for machine, name in names:
        add(machine, name)
    exchange(a, b)
    assert [row[2] for row in a.rows()["people"]] == [name for _, name in names]
    assert a.rows() == b.rows()


def test_doctor_finds_nothing_after_a_merge(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    exchange(a, b)
    for number in range(20):
        log(b, ana, note=f"Talk {number}")
    change(a, "people", ana, role="CEO")
    exchange(a, b)
    for machine in two:
        with machine.open() as journal:
            assert [one for one in examine(journal) if not one.fine] == []


def test_a_merge_is_not_sent_back(two: tuple[Machine, Machine]) -> None:
    a, b = two
    log(a, add(a, "Ana Silva"))
    exchange(a, b)
    assert a.offer() == b.offer() == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_no_order_of_arrival_matters(tmp_path: Path, order: tuple[int, ...]) -> None:
    a, b, c = (Machine(tmp_path / name, tag) for tag, name in enumerate("abc", 1))
    exchange(a, b, c)
    ana = add(a, "Ana Silva")
    touch = log(a, ana)
    parts = [a.offer()]
    b.take(parts[0])
    change(b, "touches", touch, note="Better words.")
    change(b, "people", ana, role="CEO")
    parts.append(b.offer())
    change(a, "people", ana, role="CFO")
    log(a, ana, note="Once more.")
    parts.append(a.offer())
    b.take(parts[2])
    a.take(parts[1])
    with b.open() as journal, journal.change("delete"):
        mark_deleted(journal.db, "touches", touch)
    parts.append(b.offer())
    a.take(parts[3])
    for place in (*order, *order):
        c.take(list(reversed(parts[place])))
    assert c.rows() == a.rows() == b.rows()
    with c.open() as journal:
        assert journal.db.execute("SELECT count(*) FROM sync_waiting").fetchone()[0] == 0


def test_a_value_that_lost_against_one_whose_author_had_not_seen_it_is_kept(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    exchange(a, b)
    change(a, "people", ana, role="CFO")
    change(b, "people", ana, role="CEO")
    exchange(a, b)
    for machine in two:
        with machine.open() as journal:
            rows = journal.db.execute("SELECT field, lost FROM sync_conflicts").fetchall()
        assert [tuple(row) for row in rows] == [("role", '"CFO"')]


def test_a_change_made_after_seeing_the_other_is_no_conflict(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    exchange(a, b)
    change(a, "people", ana, role="CFO")
    exchange(a, b)
    change(b, "people", ana, role="CEO")
    exchange(a, b)
    for machine in two:
        with machine.open() as journal:
            assert not journal.db.execute("SELECT 1 FROM sync_conflicts").fetchall()


def test_many_new_rows_are_merged_as_few_are(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    exchange(a, b)
    with a.open() as journal, journal.change("log"):
        for number in range(600):
            touches.add(
                journal,
                [ana],
                happened_on=a.today,
                kind="checkin",
                channel="phone",
                note=f"Talk {number}",
            )
    exchange(a, b)
    assert a.rows() == b.rows()
    with b.open() as journal:
        assert [one for one in examine(journal) if not one.fine] == []


def test_an_undo_travels(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    log(a, ana)
    exchange(a, b)
    with a.open() as journal:
        undo(journal, find_change_set(journal, None))
    exchange(a, b)
    assert a.rows() == b.rows()
    with b.open() as journal:
        assert not journal.db.execute("SELECT 1 FROM touches WHERE deleted_at IS NULL").fetchone()


def test_a_merge_of_people_travels(two: tuple[Machine, Machine]) -> None:
    a, b = two
    one, other = add(a, "Ana Silva"), add(a, "Ana da Silva")
    log(a, one)
    exchange(a, b)
    with a.open() as journal, journal.change("merge"):
        merging.merge(journal, one, other)
    log(b, other)
    exchange(a, b)
    assert a.rows() == b.rows()


def test_settings_travel(two: tuple[Machine, Machine]) -> None:
    a, b = two
    with a.open() as journal, journal.change("config"):
        settings.put(journal, "cadence", 21)
        settings.set_tag_cadence(journal, "vip", 7)
    exchange(a, b)
    with b.open() as journal, journal.change("config"):
        settings.put(journal, "cadence", None)
    exchange(a, b)
    assert a.rows() == b.rows()


def test_what_was_put_and_taken_away_between_two_times_is_gone_on_both(
    two: tuple[Machine, Machine],
) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    exchange(a, b)
    with a.open() as journal, journal.change("config"):
        settings.put(journal, "cadence", 55)
        people.tag(journal, ana, ["vip"])
    with b.open() as journal, journal.change("config"):
        settings.put(journal, "cadence", 11)
        people.tag(journal, ana, ["vip"])
    with b.open() as journal:
        undo(journal, find_change_set(journal, None))
    exchange(a, b)
    assert a.rows() == b.rows()
    assert a.rows()["tags"] == []
    for machine in two:
        with machine.open() as journal:
            assert not settings.is_set(journal, "cadence")
            lost = [(one.row_id, one.lost) for one in open_conflicts(journal.db)]
        assert lost == [("cadence", {"key": "cadence", "value": "55"})]


def test_a_kind_that_one_took_back_and_another_uses_stays(two: tuple[Machine, Machine]) -> None:
    a, b = two
    ana = add(a, "Ana Silva")
    exchange(a, b)
    demo = Kind("demo", "care", "Demo")
    with a.open() as journal, journal.change("kinds"):
        settings.add_kind(journal, demo)
    with a.open() as journal, journal.change("log"):
        touches.add(
            journal, [ana], happened_on=a.today, kind="demo", channel="phone", note="We spoke."
        )
    with b.open() as journal, journal.change("kinds"):
        settings.add_kind(journal, demo)
    with b.open() as journal:
        undo(journal, find_change_set(journal, None))
    for _ in range(3):
        exchange(a, b)
    assert a.rows() == b.rows()
    assert [row[1] for row in a.rows()["kinds"]].count("demo") == 1
    assert len(b.rows()["touches"]) == 1
