"""Two states of a row are joined to the same one, in any order and however often."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.sync.stamps import (
    EPOCH,
    STEP,
    instant_of,
    latest_believed,
    next_stamp,
    old_stamp,
    stamp_at,
    tag_of,
)
from caretrack.domain.sync.states import (
    Entry,
    Lost,
    Register,
    join_entries,
    join_registers,
    with_its_own,
)
from caretrack.domain.sync.units import NotUnderstood, Unit, from_text, to_text

COLUMNS = ("role", "note", "deleted_at", "updated_at")
NUMBERS = {"people": 1, "tags": 3, "touches": 6, "touch_people": 7}
NAMES = {number: name for name, number in NUMBERS.items()}
ENTRIES = frozenset({"people", "touches"})

numbers = st.integers(0, 6)
texts = st.sampled_from(["a", "b", "ü"])
entries = st.builds(
    Entry,
    st.just("people"),
    st.just("k3f9"),
    numbers,
    st.dictionaries(st.sampled_from(COLUMNS), texts),
    st.dictionaries(st.sampled_from(COLUMNS), st.tuples(numbers, numbers)),
)
registers = st.builds(
    Register,
    st.just("tags"),
    st.just("k3f9 vip"),
    numbers,
    st.none() | st.fixed_dictionaries({"tag": texts}),
    numbers,
    numbers,
)


def entry(**stamps: tuple[object, int, int]) -> Entry:
    values = {name: value for name, (value, _, _) in stamps.items() if value is not None}
    return Entry("people", "k3f9", 10, values, {n: (s, o) for n, (_, s, o) in stamps.items()})


def rows_of(one: Entry) -> dict[str, object]:
    return {name: (one.values.get(name), one.stamp(name)[0]) for name in COLUMNS}


@given(st.lists(entries, min_size=1, max_size=4))
def test_entries_are_joined_to_the_same_in_any_order(states: list[Entry]) -> None:
    ends = set()
    for order in itertools.permutations(states):
        joined = order[0]
        for other in (*order[1:], *order):
            joined = join_entries(joined, other, COLUMNS).entry
        ends.add(str(rows_of(joined)))
    assert len(ends) == 1


@given(st.lists(registers, min_size=1, max_size=4))
def test_registers_are_joined_to_the_same_in_any_order(states: list[Register]) -> None:
    ends = set()
    for order in itertools.permutations(states):
        joined = order[0]
        for other in (*order[1:], *order):
            joined = join_registers(joined, other).register
        ends.add(str((joined.row, joined.order, joined.stamp)))
    assert len(ends) == 1


def test_the_later_stamp_of_each_column_holds() -> None:
    mine = entry(role=("CEO", 30, 10), note=("tea", 20, 10))
    theirs = entry(role=("CFO", 25, 10), note=("coffee", 40, 10))
    joined = join_entries(mine, theirs, COLUMNS)
    assert joined.entry.values == {"role": "CEO", "note": "coffee"}


@pytest.mark.parametrize(
    ("mine", "theirs", "lost"),
    [
        # Neither had seen the other.
        (("CEO", 30, 10), ("CFO", 25, 10), (Lost("role", "CFO", 25, 30),)),
        (("CFO", 25, 10), ("CEO", 30, 10), (Lost("role", "CFO", 25, 30),)),
        # The later was written over the earlier.
        (("CFO", 25, 10), ("CEO", 30, 25), ()),
        # Both say the same.
        (("CEO", 30, 10), ("CEO", 25, 10), ()),
        # One took it away.
        ((None, 30, 10), ("CFO", 25, 10), (Lost("role", "CFO", 25, 30),)),
    ],
)
def test_what_lost_unseen_is_told(
    mine: tuple[object, int, int], theirs: tuple[object, int, int], lost: tuple[Lost, ...]
) -> None:
    assert join_entries(entry(role=mine), entry(role=theirs), COLUMNS).lost == lost


def test_when_a_row_was_changed_is_no_conflict() -> None:
    mine, theirs = entry(updated_at=("a", 30, 10)), entry(updated_at=("b", 25, 10))
    assert join_entries(mine, theirs, COLUMNS).lost == ()


def test_a_register_that_lost_unseen_is_told() -> None:
    mine = Register("tags", "k3f9 vip", 10, {"tag": "vip"}, 20, 10)
    theirs = Register("tags", "k3f9 vip", 10, None, 30, 10)
    joined = join_registers(mine, theirs)
    assert joined.register == theirs
    assert joined.lost == (Lost("", {"tag": "vip"}, 20, 30),)
    assert join_registers(theirs, theirs._replace(over=20)).lost == ()
    assert join_registers(mine, theirs._replace(over=20)).lost == ()


def test_what_means_one_thing_is_stamped_together() -> None:
    assert with_its_own("occasions", {"day"}) == {"month", "day", "year", "deleted_at"}
    assert with_its_own("people", {"role"}) == {"role", "deleted_at"}


def test_a_stamp_says_when_and_where() -> None:
    at = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    stamp = stamp_at(at, 7)
    assert (instant_of(stamp), tag_of(stamp)) == (at, 7)
    assert stamp_at(EPOCH - timedelta(days=1), 7) == 7


def test_a_stamp_is_later_than_all_that_was_seen() -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    ahead = stamp_at(at + timedelta(hours=1), 3)
    assert next_stamp(ahead, at, 7) > ahead
    assert tag_of(next_stamp(ahead, at, 7)) == 7
    assert next_stamp(0, at, 7) == stamp_at(at, 7)
    assert old_stamp(1, 7) == STEP + 7


def test_a_clock_may_be_a_day_ahead_and_no_more() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    assert stamp_at(now + timedelta(hours=23), 1) <= latest_believed(now)
    assert stamp_at(now + timedelta(hours=25), 1) > latest_believed(now)


def member(person: str, order: int, stamp: int) -> Register:
    row = {"touch_id": "t1", "person_id": person} if order else None
    return Register("touch_people", f"t1 {person}", order, row, stamp, 0)


@pytest.mark.parametrize(
    "unit",
    [
        Unit(Entry("people", "k3f9", 10, {"role": "CEO"}, {"role": (20, 10)})),
        Unit(Entry("touches", "t1", 10, {"note": "ü"}, {}), (member("p1", 11, 11),)),
        Unit(Entry("touches", "t1", 10, {}, {}), (member("p1", 0, 12), member("p2", 13, 13))),
        Unit(Register("tags", "k3f9 vip", 10, {"tag": "vip"}, 20, 10)),
        Unit(Register("tags", "k3f9 vip", 0, None, 20, 10)),
    ],
)
def test_a_unit_is_read_as_it_was_written(unit: Unit) -> None:
    assert from_text(to_text(unit, NUMBERS), NAMES, ENTRIES) == unit
    assert unit.newest in {11, 13, 20}


def test_the_same_state_is_the_same_text() -> None:
    one = Unit(
        Entry("touches", "t1", 1, {"a": 1, "b": 2}, {}), (member("p", 1, 1), member("q", 2, 2))
    )
    other = Unit(
        Entry("touches", "t1", 1, {"b": 2, "a": 1}, {}), (member("q", 2, 2), member("p", 1, 1))
    )
    assert to_text(one, NUMBERS) == to_text(other, NUMBERS)


@pytest.mark.parametrize(
    ("text", "newer"),
    [
        (b"", False),
        (b"[1", False),
        (b"[" * 100_000, False),
        (b"[]", False),
        (b"\xff\xfe", False),
        (b'{"f":0}', False),
        (b'{"f":"1"}', False),
        (b'{"f":2,"t":1}', True),
        (b'{"f":1,"t":99,"k":"a"}', True),
        (b'{"f":1,"t":"1","k":"a"}', True),
        (b'{"f":1,"t":7,"k":"a b"}', False),
        (b'{"f":1,"t":1,"k":5}', False),
        (b'{"f":1,"t":1,"k":"a","b":1,"v":[]}', False),
        (b'{"f":1,"t":1,"k":"a","b":1,"v":{},"s":[]}', False),
        (b'{"f":1,"t":1,"k":"a","b":1,"v":{},"s":{"role":[1]}}', False),
        (b'{"f":1,"t":1,"k":"a","b":-1,"v":{}}', False),
        (b'{"f":1,"t":1,"k":"a","b":true,"v":{}}', False),
        (b'{"f":1,"t":1,"k":"a","b":9223372036854775808,"v":{}}', False),
        (b'{"f":1,"t":6,"k":"a","b":1,"v":{},"p":{}}', False),
        (b'{"f":1,"t":6,"k":"a","b":1,"v":{},"p":[["x",1,1]]}', False),
        (b'{"f":1,"t":1,"k":"\\ud800","b":1,"v":{}}', False),
        (b'{"f":1,"t":3,"k":"a b","b":1,"v":5,"s":1,"o":0}', False),
        (b'{"f":1,"t":3,"k":"a b","b":1,"v":null,"s":"1","o":0}', False),
    ],
)
def test_what_is_no_unit_is_refused(text: bytes, newer: bool) -> None:
    with pytest.raises(NotUnderstood) as refused:
        from_text(text, NAMES, ENTRIES)
    assert refused.value.newer is newer
