"""The hub is folded, and a machine that was away for a year still comes to the same journal."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desks import Desk

from caretrack.journal.rows import update

PEOPLE, EDITS = 10, 1_000


@pytest.fixture
def desks(tmp_path: Path, address: str, new_journal: Callable[[], str]) -> Iterator[list[Desk]]:
    own = new_journal()
    desks = [Desk(tmp_path / name, tag, address, own) for tag, name in enumerate("abc", start=1)]
    yield desks
    for desk in desks:
        desk.hub.close()


def test_a_thousand_edits_of_ten_people_take_the_room_of_some(desks: list[Desk]) -> None:
    a, b, away = desks
    dice = random.Random(20261130)
    people = [a.add(f"Person {number}") for number in range(PEOPLE)]
    for desk in desks:
        desk.sync()
    away.log(people[0], note="written on the way, and not sent for a year")
    for some in range(20):
        desk = (a, b)[some % 2]
        for _ in range(EDITS // 20):
            with desk.open() as journal, journal.change("edit"):
                column = dice.choice(["role", "company", "note", "met"])
                update(journal.db, "people", dice.choice(people), {column: f"{dice.random()}"})
        desk.sync()
    ops = sum(a.units_on_hub().values())
    # At each sync at most ten units were sent; what is older than another op of it may have gone.
    assert ops < 20 * PEOPLE + 60
    for _ in range(2):
        for desk in desks:
            desk.sync()
    assert away.rows() == a.rows() == b.rows()
