"""Ids: how they are made, shown and typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.errors import CareError, NothingFound, SeveralFound
from caretrack.journal.ids import find_entry, short_id, short_ids
from caretrack.journal.rows import new_id
from caretrack.journal.tables import ENTRIES

CROCKFORD = set("0123456789abcdefghjkmnpqrstvwxyz")

# Few letters, so that many ids begin alike.
alike = st.builds(
    lambda start, rest: start + rest,
    st.sampled_from(["a1", "b2"]),
    st.text("ab0", min_size=14, max_size=14),
)
placed = st.dictionaries(alike, st.sampled_from(ENTRIES), min_size=1, max_size=40)


@contextmanager
def holding(
    ids: dict[str, str], deleted: frozenset[str] = frozenset()
) -> Iterator[sqlite3.Connection]:
    """Every table of entries with these ids, and no other column but the mark."""
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    for table in ENTRIES:
        db.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY, deleted_at TEXT)")
    for whole, table in ids.items():
        db.execute(
            f"INSERT INTO {table} VALUES (?, ?)", (whole, "then" if whole in deleted else None)
        )
    try:
        yield db
    finally:
        db.close()


def shortest(whole: str, others: set[str]) -> str:
    """The slow way."""
    for length in range(4, 17):
        if not any(other.startswith(whole[:length]) for other in others - {whole}):
            return whole[:length]
    return whole


def test_an_id_is_16_characters_of_crockford_base32_a_letter_and_a_digit_first() -> None:
    for _ in range(2_000):
        made = new_id()
        assert len(made) == 16
        assert set(made) <= CROCKFORD
        assert made[0].isalpha()
        assert made[1].isdigit()


def test_an_id_is_not_made_twice() -> None:
    assert len({new_id() for _ in range(50_000)}) == 50_000


def test_every_character_comes_up_in_every_place() -> None:
    made = [new_id() for _ in range(5_000)]
    assert {one[0] for one in made} == CROCKFORD - set("0123456789")
    assert {one[1] for one in made} == set("0123456789")
    assert all({one[place] for one in made} == CROCKFORD for place in range(2, 16))


@given(placed)
def test_a_short_id_is_the_shortest_start_that_nothing_else_has(ids: dict[str, str]) -> None:
    with holding(ids) as db:
        assert short_ids(db, ids) == {whole: shortest(whole, set(ids)) for whole in ids}


@pytest.mark.parametrize("besides", [100, 30_000], ids=["few others", "many others"])
def test_many_ids_at_once_get_the_same_starts(besides: int) -> None:
    whole = [f"a{number:05}{'0' * 10}" for number in range(0, 1_200, 2)]
    random = [f"b{number * 7_919 % 100_003:06}{'0' * 9}" for number in range(besides)]
    ids = dict.fromkeys(whole, "people") | dict.fromkeys(random, "touches")
    with holding(ids) as db:
        assert short_ids(db, random[:60] + whole) == short_ids_one_by_one(db, random[:60] + whole)


def short_ids_one_by_one(db: sqlite3.Connection, ids: list[str]) -> dict[str, str]:
    return {whole: short_id(db, whole) for whole in ids}


@given(placed, st.data())
def test_a_short_id_finds_its_entry_again(ids: dict[str, str], data: st.DataObject) -> None:
    deleted = frozenset(data.draw(st.sets(st.sampled_from(sorted(ids)))))
    with holding(ids, deleted) as db:
        for whole, table in ids.items():
            start = short_id(db, whole)
            if whole in deleted:
                with pytest.raises(NothingFound):
                    find_entry(db, start)
            else:
                assert tuple(find_entry(db, start)) == (table, whole)
                assert tuple(find_entry(db, f" {start.upper()} ")) == (table, whole)


def test_a_start_that_several_have_is_refused_with_all_of_them() -> None:
    with (
        holding({"a1bb" + "0" * 12: "people", "a1bb" + "1" * 12: "facts"}) as db,
        pytest.raises(SeveralFound) as refused,
    ):
        find_entry(db, "a1bb")
    assert "a1bb000000000000, a1bb111111111111" in str(refused.value)


@pytest.mark.parametrize(
    "start",
    ["", "a1b", "a1bb%", "a1b_", "a1bb' OR 1", "ä1bb", "a1bb000000000000a", "\udcff" * 4, "\0" * 4],
)
def test_what_is_no_start_of_an_id_finds_nothing(start: str) -> None:
    with holding({"a1bb" + "0" * 12: "people"}) as db, pytest.raises(CareError) as refused:
        find_entry(db, start)
    assert refused.value.exit_code == 3
