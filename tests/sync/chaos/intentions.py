"""What each command wanted, kept beside the journals: who knew of what, and which word is last.

Nothing of the program is asked here: before and after each command the rows are read, and what
is different is an *assertion* of that machine about a cell (a field of a row, or whether the row
is there). Of two assertions about one cell one beats the other for certain if

- its machine had seen the other one: it had synced to the end since the other one was pushed; or
- it was made later, by the clocks of their machines, than a hybrid clock could put the other one.

At the end each cell must say what an assertion wanted that nothing beats for certain, and every
touch whose `care log` ended with 0 is there, unless a command took it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from random_commands import Row, Rows

# The fields of which only a person's own command decides: nothing settles them afterwards.
TRACKED: dict[str, tuple[str, ...]] = {
    "people": ("company", "role", "say", "met", "note", "service"),
    "touches": ("note", "happened_on", "kind", "channel", "mood"),
    "facts": ("text", "category", "source"),
    "actions": ("text", "due_on", "done_on"),
    "feedback": ("text", "tone", "about", "told_on"),
    "events": ("text", "happens_on"),
    "tag_cadences": ("days",),
    "settings": ("value",),
    "kinds": ("family", "label"),
    "tags": (),
}
REGISTERS = {"tags", "tag_cadences", "settings", "kinds"}
ALIVE = "is there"
# How long a command takes at most, in seconds of the world.
SLACK = 9.0
TOKEN = re.compile(r"\bt\d+z\b")

Cell = tuple[str, str, str]
Known = dict[str, int]


@dataclass
class Assertion:
    """What a machine said of a cell: the how manieth word of it, when, and what it had seen."""

    machine: str
    number: int
    value: Any
    earliest: float
    latest: float
    seen: Known
    # It may have been lost with a file that was put back; it beats nothing.
    weak: bool = False

    def beaten_by(self, other: Assertion) -> bool:
        """True if the other one is the later word for certain."""
        if other.weak:
            return False
        return self.number <= other.seen.get(self.machine, 0) or other.earliest > self.latest


class Ran(Protocol):
    """A command that was run: when, by the clock of its machine, and whether it ended with 0."""

    at: float

    @property
    def ok(self) -> bool: ...


class Kept(NamedTuple):
    """What a machine or a hub knew when a copy of it was made."""

    known: Known
    top: float


@dataclass
class Intentions:
    """All assertions of a run."""

    cells: dict[Cell, list[Assertion]] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    tops: dict[str, float] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    hubs: dict[str, Known] = field(default_factory=dict)
    top: float = 0.0
    logged: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    with_whom: dict[str, set[str]] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    merged: dict[str, set[str]] = field(default_factory=dict)

    def name(self, machine: str) -> str:
        """Return as whom a machine speaks now."""
        return self.called.setdefault(machine, machine)

    def observe(
        self, machine: str, args: Sequence[str], done: Ran, before: Rows, after: Rows
    ) -> None:
        """Take what a command changed on a machine."""
        at = done.at
        # What is of somebody goes with them, and comes back with them.
        along = args[0] == "merge" or (args[0] == "delete" and args[1] in before["people"])
        name = self.name(machine)
        mine = self.known.setdefault(machine, {})
        wanted = list(_different(before, after))
        if wanted:
            number = self.numbers[name] = self.numbers.get(name, 0) + 1
            seen = dict(mine)
            latest = max(at, self.tops.get(machine, 0.0)) + SLACK
            self.top = max(self.top, latest)
            for cell, value in wanted:
                said = self.cells.setdefault(cell, [])
                said.append(Assertion(name, number, value, at, latest, seen))
                if along and cell[0] != "people" and cell[2] == ALIVE and not value:
                    said.append(Assertion(name, number, True, at, latest, seen, weak=True))
            mine[name] = number
        self._touches(machine, done.ok, before, after)

    def _touches(self, machine: str, said_ok: bool, before: Rows, after: Rows) -> None:
        old, new = tokens(before), tokens(after)
        for token in old.keys() - new.keys():
            self.taken.setdefault(token, machine)
        for token in new.keys() - old.keys():
            if said_ok:
                self.logged[token] = machine
        for row in after["touch_people"].values():
            self.with_whom.setdefault(row["touch_id"], set()).add(row["person_id"])
        for key, row in after["settings"].items():
            if key.startswith("merged "):
                self.merged.setdefault(key.split(" ")[1], set()).add(row["value"])

    def set_up(self, machine: str, place: str) -> None:
        """Sync is set up: what was before is older than everything."""
        for assertions in self.cells.values():
            for one in assertions:
                one.earliest = one.latest = 0.0
        self.hubs[place] = dict(self.known.get(machine, {}))

    def on(self, place: str) -> Known:
        """Return what the hub knows for certain, at one of the places where it lies."""
        return self.hubs.setdefault(place, {})

    def carried(self, places: Sequence[str]) -> None:
        """What lies at one of these places lies at all of them."""
        whole: Known = {}
        for place in places:
            _join(whole, self.on(place))
        for place in places:
            self.hubs[place] = dict(whole)

    def begins_to_sync(self, machine: str, at: float) -> None:
        """A sync begins: from now on the clock of this machine may be as far as any other's."""
        self.top = max(self.top, at)
        self.tops[machine] = self.top

    def has_synced(self, machine: str, before: Known, place: str) -> None:
        """A sync ended with 0: it knows what was there before, and now the hub knows all of it."""
        mine = self.known.setdefault(machine, {})
        _join(mine, before)
        _join(self.on(place), mine)

    def copied(self, machine: str, of: str) -> None:
        """A machine has become a copy of another."""
        self.known[machine] = dict(self.known.get(of, {}))
        self.tops[machine] = max(self.tops.get(of, 0.0), self.top)
        self.called[machine] = f"{machine} as {of} {len(self.numbers)}"

    def keep(self, machine: str) -> Kept:
        """A copy of a journal is made."""
        return Kept(dict(self.known.get(machine, {})), self.tops.get(machine, 0.0))

    def put_back(self, machine: str, kept: Kept) -> None:
        """An older copy is put back: what was not on the hub may be lost for good."""
        name = self.name(machine)
        sure = (kept.known, *self.hubs.values())
        safe = max(known.get(name, 0) for known in sure)
        for assertions in self.cells.values():
            for one in assertions:
                one.weak = one.weak or (one.machine == name and one.number > safe)
        for token, where in self.logged.items():
            if where == machine:
                self.taken.setdefault(token, f"{machine}, put back")
        self.known[machine] = dict(kept.known)
        self.called[machine] = f"{machine} again {len(self.numbers)}"

    def forgets(self, person: str, is_gone: bool) -> None:
        """Somebody is to be forgotten; a forget that was killed may be finished later, or never."""
        self.forgotten.add(person)
        if is_gone:
            self.erased.add(person)

    def of_forgotten(self, people: set[str]) -> bool:
        """True if one of these people was forgotten, or merged into or out of somebody who was."""
        reached, waiting = set(people), list(people)
        ways: dict[str, set[str]] = {}
        for gone, into in self.merged.items():
            for one in into:
                ways.setdefault(gone, set()).add(one)
                ways.setdefault(one, set()).add(gone)
        while waiting:
            for other in ways.get(waiting.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return bool(reached & self.forgotten)

    def lost(self, rows: Rows) -> list[str]:
        """Return the touches that are gone though nobody took them away."""
        there = tokens(rows)
        gone = [one for one in self.logged if one not in there and one not in self.taken]
        if not self.forgotten:
            return gone
        everything = {
            token: cell[1]
            for cell, assertions in self.cells.items()
            if cell[0] == "touches" and cell[2] == "note"
            for one in assertions
            for token in TOKEN.findall(str(one.value))
        }
        return [
            one
            for one in gone
            if not self.of_forgotten(self.with_whom.get(everything.get(one, ""), set()))
        ]

    def wrong(self, rows: Rows) -> list[str]:
        """Return the cells that do not say the last word."""
        return [
            said
            for cell, assertions in self.cells.items()
            if (said := self._wrong_cell(cell, assertions, rows[cell[0]].get(cell[1]), rows))
        ]

    def _wrong_cell(
        self, cell: Cell, assertions: list[Assertion], row: Row | None, rows: Rows
    ) -> str:
        table, key, name = cell
        if self.forgotten and self._is_of_forgotten(table, key, row):
            return ""
        if table == "people" and self._was_merged(key):
            # It was settled: who was merged stays away, and what differs stands in a note.
            return ""
        last = [one for one in assertions if not any(one.beaten_by(other) for other in assertions)]
        if name == ALIVE:
            value: Any = row is not None and row.get("deleted_at") is None
            if value and table == "people" and _is_used(rows, key):
                return ""
            # What is of two people, or of one, goes to who is left.
            words = key.replace("\x1f", " ").split(" ")
            if table in {"tags", "settings"} and any(map(self._was_merged, words)):
                return ""
        elif row is None:
            return ""
        else:
            value = row[name]
        if any(one.value == value for one in last) or all(one.weak for one in last):
            return ""
        words = ", ".join(
            f"{one.value!r} by {one.machine} ({one.number}) at {one.earliest:.0f}" for one in last
        )
        return f"{table} {key} {name}: {value!r}, and the last word is {words or 'nobody’s'}"

    def _was_merged(self, person: str) -> bool:
        return person in self.merged or any(person in into for into in self.merged.values())

    def _is_of_forgotten(self, table: str, key: str, row: Row | None) -> bool:
        # What is gone may have been of somebody who was forgotten.
        return row is None or table == "people"


def tokens(rows: Mapping[str, Mapping[str, Row]]) -> dict[str, str]:
    """Return the tokens of the touches that are there, with their ids."""
    return {
        token: row["id"]
        for row in rows["touches"].values()
        if row["deleted_at"] is None
        for token in TOKEN.findall(row["note"])
    }


def _different(before: Rows, after: Rows) -> Iterator[tuple[Cell, Any]]:
    for table, names in TRACKED.items():
        old, new = before[table], after[table]
        for key in {**old, **new}:
            was, now = old.get(key), new.get(key)
            if was == now or (table == "settings" and not _is_tracked(key)):
                continue
            yield (table, key, ALIVE), now is not None and now.get("deleted_at") is None
            if now is not None:
                for name in names:
                    if was is None or was[name] != now[name] or table in REGISTERS:
                        yield (table, key, name), now[name]


def _is_tracked(key: str) -> bool:
    return key in {"cadence", "crowd"} or key.startswith("two people")


def _is_used(rows: Rows, person: str) -> bool:
    tables = ("touch_people", "facts", "actions", "feedback", "occasions", "events", "ties")
    return any(
        person in (row.get("person_id"), row.get("other_id"))
        for table in tables
        for row in rows[table].values()
    )


def _join(into: Known, other: Known) -> None:
    for name, number in other.items():
        into[name] = max(into.get(name, 0), number)
