"""What the hub holds, folded by code of its own: it must be what the machines export.

The ops are opened with the keys of a machine, and joined here once more, column by column: the
later stamp holds. Nothing of how the program joins, applies or orders is used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from laptops import KEYS, Machine
from random_commands import Row
from stormy_hubs import StormyHub

NUMBERS = {
    1: "people",
    2: "handles",
    3: "tags",
    4: "tag_cadences",
    5: "kinds",
    6: "touches",
    7: "touch_people",
    8: "facts",
    9: "actions",
    10: "feedback",
    11: "occasions",
    12: "events",
    13: "ties",
    14: "settings",
}
ENTRIES = {"people", "touches", "facts", "actions", "feedback", "occasions", "events", "ties"}
WORKED_OUT = {"name_key", "value_key"}
# Stamp, and the value: of two the larger stamp holds.
Held = tuple[int, Any]


class Folded:
    """The rows that all ops together make."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.births: dict[tuple[str, str], int] = {}
        self.columns: dict[tuple[str, str], dict[str, Held]] = {}
        self.registers: dict[tuple[str, str], tuple[int, int, Row | None]] = {}

    def add(self, said: dict[str, Any], columns: dict[str, list[str]]) -> None:
        """Join the state of a unit."""
        table, key = NUMBERS[said["t"]], said["k"]
        if table not in ENTRIES:
            self._register(table, key, said["s"], said["b"], said["v"])
            return
        born = self.births.get((table, key))
        self.births[table, key] = said["b"] if born is None else min(born, said["b"])
        held = self.columns.setdefault((table, key), {})
        for name in columns[table]:
            stamp = said.get("s", {}).get(name, (said["b"], 0))[0]
            value = said["v"].get(name)
            if name not in held or stamp > held[name][0]:
                held[name] = (stamp, value)
        for person, order, stamp, _ in said.get("p", []):
            row = {"touch_id": key, "person_id": person} if order else None
            self._register("touch_people", f"{key} {person}", stamp, order, row)

    def _register(self, table: str, key: str, stamp: int, order: int, row: Row | None) -> None:
        # A register that never changed has the stamp of when it came.
        found = self.registers.get((table, key))
        if found is None or max(stamp, order) > max(found[0], found[1]):
            self.registers[table, key] = (stamp, order, row)

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table in their order."""
        if table in ENTRIES:
            found = [
                (self.births[one], {"id": one[1]} | {n: held[1] for n, held in columns.items()})
                for one, columns in self.columns.items()
                if one[0] == table
            ]
        else:
            found = [
                (order, row)
                for (name, _), (_, order, row) in self.registers.items()
                if name == table and row is not None
            ]
        return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def plain_ops(machine: Machine, hub: StormyHub) -> Iterator[dict[str, Any]]:
    """Give the body of every op on the hub that the keys of this machine open."""
    keyring = hub.keyring(machine)
    for op in hub.ops(keyring.journal):
        said = json.loads(keyring.open(op.row, op.body))
        if "t" in said:
            yield said


def differences(machine: Machine, hub: StormyHub, exported: dict[str, list[Row]]) -> list[str]:
    """Return where the export differs from what the ops make, field by field."""
    with machine.opened() as db:
        columns = {
            table: [
                row[1]
                for row in db.execute(f"PRAGMA table_info({table})")
                if row[1] != "id" and row[1] not in WORKED_OUT
            ]
            for table in ENTRIES
        }
    folded = Folded()
    for said in plain_ops(machine, hub):
        folded.add(said, columns)
    return [line for table in KEYS for line in _compare(table, folded.rows(table), exported[table])]


def _compare(table: str, ours: list[Row], theirs: list[Row]) -> Iterator[str]:
    own = {_key(table, row): row for row in ours if not _is_local(table, row)}
    other = {_key(table, row): row for row in theirs if not _is_local(table, row)}
    for key in own.keys() - other.keys():
        yield f"oracle: {table} {key} is on the hub and in no export"
    for key in other.keys() - own.keys():
        yield f"oracle: {table} {key} is exported, and not on the hub"
    for key in own.keys() & other.keys():
        for name, value in other[key].items():
            if name not in WORKED_OUT and own[key].get(name) != value:
                yield (
                    f"oracle: {table} {key} {name} is {own[key].get(name)!r} by the ops, "
                    f"{value!r} by the export"
                )
    if own.keys() == other.keys() and list(own) != list(other):
        yield f"oracle: the rows of {table} stand in another order"


def _is_local(table: str, row: Row) -> bool:
    return table == "settings" and row["key"] == "forgetting"


def _key(table: str, row: Row) -> str:
    return " ".join(str(row[name]) for name in KEYS[table])
