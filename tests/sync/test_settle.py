"""What two machines did across each other is settled, and all of them come to the same rows."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from machines import Machine

from caretrack.domain.kinds.families import Kind
from caretrack.domain.model import Action, Fact, Occasion
from caretrack.domain.tie import Tie
from caretrack.errors import CareError
from caretrack.journal import changes, entries, merging, people, touches
from caretrack.journal import settings as journal_settings
from caretrack.journal.connection import Journal
from caretrack.journal.delete_entry import delete_entry
from caretrack.journal.doctor.examine import examine
from caretrack.journal.sync.incoming import Incoming
from caretrack.journal.sync.settle import Settled, settle
from caretrack.journal.sync.state import write
from caretrack.journal.sync.unite import OF_PEOPLE

DAY = date(2026, 11, 1)


class Hub:
    """All that was sent, and how far each machine has read it."""

    def __init__(self, *machines: Machine) -> None:
        self.machines = machines
        self.ops: list[tuple[int, Incoming]] = []
        self.read = dict.fromkeys((machine.tag for machine in machines), 0)

    def sync(self, machine: Machine) -> Settled:
        """Do what `care sync` does."""
        self.ops += [(machine.tag, one) for one in machine.offer()]
        new = self.ops[self.read[machine.tag] :]
        machine.take([one for tag, one in new if tag != machine.tag])
        self.read[machine.tag] = len(self.ops)
        with machine.open() as journal:
            done = settle(journal)
            assert settle(journal) == Settled()
            with journal.change("sync", keep_without_changes=True):
                write(journal.db, settled=0)
            again = settle(journal)._replace(alike=())
            assert again == Settled(), "what is settled stays so, whoever is looked at"
        self.ops += [(machine.tag, one) for one in machine.offer()]
        return done

    def meet(self) -> list[Settled]:
        """Let everybody sync in turn until nothing moves, and return what was settled."""
        done = []
        for _ in range(8):
            before = len(self.ops)
            done += [self.sync(machine) for machine in self.machines]
            if len(self.ops) == before:
                first, *others = (machine.rows() for machine in self.machines)
                for other in others:
                    assert other == first
                for machine in self.machines:
                    with machine.open() as journal:
                        assert [one for one in examine(journal) if not one.fine] == []
                return done
        raise AssertionError("they do not come to rest")


def add(machine: Machine, name: str, **values: Any) -> str:
    with machine.open() as journal, journal.change("add"):
        return people.add(journal, name, anyway=True, **values).id


def log(machine: Machine, *who: str, note: str = "We spoke.") -> str:
    with machine.open() as journal, journal.change("log"):
        return touches.add(
            journal, who, happened_on=DAY, kind="checkin", channel="call", note=note
        ).id


def put(machine: Machine, cls: type[Any], who: str, **values: Any) -> str:
    with machine.open() as journal, journal.change("put"):
        return str(entries.add(journal, cls, person_id=who, **values).id)


def merge(machine: Machine, gone: str, into: str) -> None:
    with machine.open() as journal, journal.change("merge"):
        merging.merge(journal, gone, into)


def delete(machine: Machine, table: str, row_id: str) -> None:
    with machine.open() as journal, journal.change("delete"):
        delete_entry(journal, table, row_id)


def undo(machine: Machine, start: str | None = None) -> None:
    with machine.open() as journal:
        changes.undo(journal, changes.find_change_set(journal, start))


def handles(machine: Machine, who: str, sort: str, *values: str) -> None:
    with machine.open() as journal, journal.change("edit"):
        people.add_handles(journal, who, sort, values)


def with_whom(machine: Machine, touch: str) -> list[str]:
    with machine.open() as journal:
        return [name for _, name in touches.get(journal, touch).people]


def of(machine: Machine, cls: type[Any], who: str) -> list[Any]:
    with machine.open() as journal:
        return list(entries.of_people(journal, cls, [who])[who])


def names(machine: Machine) -> list[str]:
    with machine.open() as journal:
        return [person.name for person in people.everybody(journal, archived=None)]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Machine, Machine]:
    return Machine(tmp_path / "laptop", 1), Machine(tmp_path / "desktop", 2)


@pytest.fixture
def hub(two: tuple[Machine, Machine]) -> Hub:
    return Hub(*two)


@pytest.fixture
def pair(two: tuple[Machine, Machine], hub: Hub) -> tuple[str, str]:
    """Anna and Ana, whom both machines know."""
    found = add(two[0], "Anna Silva"), add(two[0], "Ana Silva")
    hub.meet()
    return found


def test_what_is_logged_for_somebody_merged_elsewhere_goes_to_who_is_left(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    ben = add(b, "Ben")
    merge(a, anna, ana)
    touch = log(b, anna, ben)
    put(b, Fact, anna, category="joy", text="sails", source="told", learned_on=DAY)
    put(b, Tie, anna, other_id=ben, relation="friend")
    handles(b, anna, "phone", "+49 30 123456")
    with b.open() as journal, journal.change("tag"):
        people.tag(journal, anna, ["vip"])
        journal_settings.count_skip(journal, anna)
        journal_settings.mark_distinct(journal, anna, ben)
    done = hub.meet()
    assert {moved for one in done for moved in one.moved} == {("Anna Silva", "Ana Silva")}
    for machine in two:
        assert with_whom(machine, touch) == ["Ben", "Ana Silva"]
        assert [fact.text for fact in of(machine, Fact, ana)] == ["sails"]
        assert [tie.other_id for tie in of(machine, Tie, ana)] == [ben]
        assert names(machine) == ["Ana Silva", "Ben"]
        with machine.open() as journal:
            found, tags = people.handles_of(journal, ana)
            assert ("phone", "+49 30 123456") in found
            assert tags == ("vip",)
            assert journal_settings.read_skips(journal, ana)[0] == 1
            assert journal_settings.distinct_pairs(journal) == {frozenset((ana, ben))}


def test_a_chain_of_merges_is_followed_to_its_end(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    carl = add(a, "A. Silva")
    hub.meet()
    merge(a, anna, ana)
    merge(b, ana, carl)
    touch = log(b, anna)
    hub.meet()
    for machine in two:
        assert names(machine) == ["A. Silva"]
        assert with_whom(machine, touch) == ["A. Silva"]


def test_who_are_merged_into_each_other_end_as_one_of_the_two(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    hers, his = log(a, anna), log(b, ana)
    merge(a, anna, ana)
    merge(b, ana, anna)
    done = hub.meet()
    left = "Anna Silva" if anna < ana else "Ana Silva"
    assert left in {name for one in done for name in one.unmerged}
    for machine in two:
        assert names(machine) == [left]
        assert [with_whom(machine, touch) for touch in (hers, his)] == [[left], [left]]


def test_who_was_changed_after_their_merge_gives_that_to_who_is_left(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    merge(a, anna, ana)
    with b.open() as journal, journal.change("edit"):
        people.change(journal, anna, {"company": "Lumen", "name": "Anna S. Maia"})
    hub.meet()
    for machine in two:
        with machine.open() as journal:
            assert people.get(journal, ana).company == "Lumen"
            listed = people.listed(journal, [ana])[ana].nickname
            assert set(listed) == {"Anna Silva", "Anna S. Maia"}
        assert names(machine) == ["Ana Silva"]


def test_what_was_changed_before_a_merge_that_did_not_know_of_it_is_not_lost(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    with b.open() as journal, journal.change("edit"):
        people.change(journal, anna, {"company": "Lumen", "name": "Anna S. Maia"})
    with a.open() as journal, journal.change("edit"):
        people.change(journal, anna, {"role": "CFO"})
        people.change(journal, ana, {"met": "in Porto"})
    merge(a, anna, ana)
    with a.open() as journal, journal.change("edit"):
        people.change(journal, ana, {"role": None})
    hub.meet()
    for machine in two:
        with machine.open() as journal:
            person = people.get(journal, ana)
            assert (person.company, person.role, person.met) == ("Lumen", None, "in Porto")
            assert "Anna S. Maia" in people.listed(journal, [ana])[ana].nickname


def test_what_both_say_stands_once_after_a_merge(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    merge(a, anna, ana)
    fact = {"category": "joy", "source": "told", "learned_on": DAY}
    put(a, Fact, ana, text="Sails", **fact)
    put(b, Fact, anna, text="sails", **fact)
    touch = log(b, anna, ana)
    done = hub.meet()
    assert sum(one.united for one in done) >= 2
    for machine in two:
        assert [item.text for item in of(machine, Fact, ana)] == ["Sails"]
        assert with_whom(machine, touch) == ["Ana Silva"]


def test_who_was_deleted_and_is_logged_elsewhere_is_back_with_all_that_was_theirs(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, _ = pair
    first = log(a, anna, note="Long ago.")
    put(a, Fact, anna, category="joy", text="sails", source="told", learned_on=DAY)
    old = put(a, Fact, anna, category="joy", text="hikes", source="told", learned_on=DAY)
    with a.open() as journal, journal.change("delete"):
        journal.db.execute(
            "UPDATE facts SET deleted_at = '2026-11-02T10:00:00.000000Z' WHERE id = ?", (old,)
        )
    hub.meet()
    delete(a, "people", anna)
    second = log(b, anna, note="Just now.")
    done = hub.meet()
    assert ("Anna Silva",) in [one.revived for one in done]
    for machine in two:
        assert [with_whom(machine, one) for one in (first, second)] == [["Anna Silva"]] * 2
        assert [item.text for item in of(machine, Fact, anna)] == ["sails"]


def test_who_was_deleted_with_others_in_a_touch_stays_away_and_comes_with_a_later_one(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    log(a, anna, ana)
    hub.meet()
    delete(a, "people", anna)
    hub.meet()
    assert names(b) == ["Ana Silva"]
    ben = add(a, "Ben")
    hub.meet()
    delete(a, "people", ben)
    log(b, ana, ben)
    hub.meet()
    assert names(a) == names(b) == ["Ana Silva", "Ben"]
    delete(b, "people", ben)
    hub.meet()
    assert names(a) == names(b) == ["Ana Silva"]


def test_who_was_deleted_here_and_merged_into_elsewhere_is_back(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    delete(a, "people", ana)
    merge(b, anna, ana)
    hub.meet()
    assert names(a) == names(b) == ["Ana Silva"]
    delete(a, "people", ana)
    hub.meet()
    assert names(a) == names(b) == []


def test_one_address_day_and_tie_that_two_wrote_stand_once(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    anna, ana = pair
    for machine, year in zip(two, (None, 1976), strict=True):
        handles(machine, anna, "email", "anna@x.example")
        put(machine, Occasion, anna, label="birthday", month=3, day=14, year=year)
    put(two[0], Tie, anna, other_id=ana, relation="sister")
    put(two[1], Tie, ana, other_id=anna, relation="sibling")
    hub.meet()
    for machine in two:
        with machine.open() as journal:
            assert people.handles_of(journal, anna)[0] == [("email", "anna@x.example")]
        assert [item.year for item in of(machine, Occasion, anna)] == [1976]
        assert [item.relation for item in of(machine, Tie, anna)] == ["sister"]


def test_a_tie_between_two_who_became_one_goes(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    merge(a, anna, ana)
    put(b, Tie, anna, other_id=ana, relation="sister")
    hub.meet()
    for machine in two:
        assert of(machine, Tie, ana) == []


def test_two_people_with_one_address_of_two_machines_are_named(
    two: tuple[Machine, Machine], hub: Hub
) -> None:
    for machine, name in zip(two, ("Ana Silva", "A. Silva"), strict=True):
        handles(machine, add(machine, name), "email", "Ana@X.example")
    shared = add(two[0], "Ben")
    handles(two[0], shared, "email", "ben@x.example")
    handles(two[0], add(two[0], "Benjamin"), "email", "ben@x.example")
    done = hub.meet()
    assert {pair for one in done for pair in one.alike} == {("Ana Silva", "A. Silva")}


def test_a_kind_that_one_removed_and_another_used_comes_back(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    with a.open() as journal, journal.change("kinds"):
        journal_settings.add_kind(journal, Kind("walk", "care", "a walk"))
    hub.meet()
    undo(a)
    with b.open() as journal, journal.change("log"):
        touch = touches.add(
            journal, [pair[0]], happened_on=DAY, kind="walk", channel="call", note="By the sea."
        ).id
    hub.meet()
    for machine in two:
        assert with_whom(machine, touch) == ["Anna Silva"]


def test_an_undone_merge_stays_undone(
    two: tuple[Machine, Machine], hub: Hub, pair: tuple[str, str]
) -> None:
    a, b = two
    anna, ana = pair
    touch = log(a, anna)
    hub.meet()
    merge(a, anna, ana)
    hub.meet()
    undo(a)
    later = log(b, ana)
    hub.meet()
    for machine in two:
        assert with_whom(machine, touch) == ["Anna Silva"]
        assert with_whom(machine, later) == ["Ana Silva"]


def test_a_touch_with_nobody_in_it_stays(two: tuple[Machine, Machine], hub: Hub) -> None:
    touch = log(two[0])
    hub.meet()
    assert with_whom(two[1], touch) == []


# Numbers that pick the machine, the step, the people and the words; hypothesis shrinks them.
picks = st.lists(st.tuples(*[st.integers(0, 40)] * 5), min_size=1, max_size=25)


def one(journal: Journal, table: str, pick: int) -> str | None:
    """One of the rows that are there, the same one on machines that know the same ones."""
    rows = journal.db.execute(
        f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY rowid"
    ).fetchall()
    return str(rows[pick % len(rows)][0]) if rows else None


def a_person(journal: Journal, who: str, other: str, a: int, b: int) -> None:
    made = people.add(journal, f"Nr {a}", anyway=True, company=(None, "Lumen")[b % 2])
    people.add_handles(journal, made.id, "email", [f"nr{a % 3}@x.example"])


def a_touch(journal: Journal, who: str, other: str, a: int, b: int) -> None:
    those = [who, other] if b % 2 else [who]
    touches.add(
        journal, those, happened_on=DAY, kind="checkin", channel="call", note=f"word {a % 3}"
    )


def an_entry(journal: Journal, who: str, other: str, a: int, b: int) -> None:
    day = DAY + timedelta(days=b)
    if a % 4 == 0:
        fact = {"category": "joy", "source": "told", "learned_on": DAY}
        entries.add(journal, Fact, person_id=who, text=f"Word {b % 2}", **fact)
    elif a % 4 == 1:
        entries.add(journal, Action, person_id=who, sort="promise", text="call", due_on=day)
    elif a % 4 == 2:
        year = (None, 1976, 1980)[b % 3]
        values = {"label": "birthday", "month": 3, "day": 14, "year": year}
        entries.add(journal, Occasion, person_id=who, **values)
    elif who != other:
        relation = ("boss", "reports to", "friend")[b % 3]
        entries.add(journal, Tie, person_id=who, other_id=other, relation=relation)


def a_handle(journal: Journal, who: str, other: str, a: int, b: int) -> None:
    if b % 3 == 0:
        people.set_handles(journal, who, "email", [])
    people.add_handles(journal, who, "phone", [("+49 30 123456", "030 123456")[a % 2]])
    people.tag(journal, who, [("vip", "porto")[a % 2]])


def a_setting(journal: Journal, who: str, other: str, a: int, b: int) -> None:
    if a % 2:
        journal_settings.count_skip(journal, who)
    elif who != other:
        journal_settings.mark_distinct(journal, who, other)


def an_edit(journal: Journal, who: str, other: str, a: int, b: int) -> None:
    wanted: tuple[dict[str, Any], ...] = (
        {"company": f"Café {b % 3}"},
        {"name": f"Nr {b}"},
        {"cadence_days": b},
        {"note": f"note {b}"},
    )
    people.change(journal, who, wanted[a % 4])


def a_merge(journal: Journal, who: str, other: str, a: int, b: int) -> None:
    if who != other:
        merging.merge(journal, who, other)


def a_deletion(journal: Journal, who: str, other: str, a: int, b: int) -> None:
    table = ("people", "people", "touches", "facts", "ties")[a % 5]
    entry = one(journal, table, b)
    if entry:
        delete_entry(journal, table, entry)


STEPS = (a_person, a_touch, a_touch, an_entry, a_handle, a_setting, an_edit, a_merge, a_deletion)
MORE = ("undo", "sync")


def step(hub: Hub, pick: tuple[int, ...]) -> None:
    """Run a command on one machine, or let it sync."""
    which, what, a, b, c = pick
    machine = hub.machines[which % len(hub.machines)]
    place = what % (len(STEPS) + len(MORE))
    if place >= len(STEPS):
        if MORE[place - len(STEPS)] == "sync":
            hub.sync(machine)
        else:
            with machine.open() as journal, suppress(CareError):
                found = [one for one in changes.change_sets(journal, 9) if one.command == "step"]
                if found:
                    chosen = changes.find_change_set(journal, found[a % len(found)].id)
                    changes.undo(journal, chosen)
        return
    with machine.open() as journal:
        who, other = one(journal, "people", a), one(journal, "people", b)
        if who and other:
            with journal.change("step"):
                STEPS[place](journal, who, other, b, c)


def nothing_is_left_behind(machine: Machine) -> None:
    """Nobody who is gone has anything, and no touch is with deleted people alone."""
    with machine.open() as journal:
        db = journal.db
        gone = "(SELECT substr(key, 8) FROM settings WHERE key GLOB 'merged *')"
        for table, column in (*OF_PEOPLE, ("touch_people", "person_id"), ("handles", "person_id")):
            query = f"SELECT 1 FROM {table} WHERE {column} IN {gone}"
            assert db.execute(query).fetchone() is None, table
        assert (
            db.execute(
                "SELECT 1 FROM touches AS t WHERE deleted_at IS NULL AND EXISTS "
                "(SELECT 1 FROM touch_people WHERE touch_id = t.id) AND NOT EXISTS (SELECT 1 FROM "
                "touch_people JOIN people AS p ON p.id = person_id WHERE touch_id = t.id "
                "AND p.deleted_at IS NULL)"
            ).fetchone()
            is None
        )


@pytest.mark.parametrize("machines", [2, 3])
@hypothesis_settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(picked=picks)
def test_machines_come_to_the_same_rows_whatever_they_did(
    machines: int, picked: list[tuple[int, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        some = [Machine(Path(folder) / str(tag), tag) for tag in range(1, machines + 1)]
        hub = Hub(*some)
        for name in ("Ana", "Ben", "Cleo", "Dan"):
            add(some[0], name)
        hub.meet()
        for pick in picked:
            step(hub, pick)
        hub.meet()
        for machine in some:
            nothing_is_left_behind(machine)
