"""Merge what others changed into the journal: rows, log, derived tables and cursor in one go.

What came is joined with what is here (`domain/sync/states.py`), so that nothing depends on the
order. A unit whose parent is not here yet waits. Everything is checked before it is written: what
does not fit is set aside, and the rest goes on.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from caretrack.domain.sync.forgetting import is_forgetting
from caretrack.domain.sync.stamps import is_far_ahead, stamp_at
from caretrack.domain.sync.states import Entry, Lost, Register, join_entries, join_registers
from caretrack.domain.sync.units import NotUnderstood, Unit
from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, instant, now, placeholders
from caretrack.journal.schema import MODEL, key_columns
from caretrack.journal.sync.collect import collect, renew
from caretrack.journal.sync.forgotten import Forgotten, take_in
from caretrack.journal.sync.incoming import Incoming, parents_of, read_unit
from caretrack.journal.sync.state import read, write
from caretrack.journal.sync.states import (
    ENTRY_TABLES,
    read_entries,
    read_members,
    read_registers,
    sent_columns,
)
from caretrack.journal.sync.write import Writing
from caretrack.journal.tables import LOGGED, SYNC

CLOCK = "clock"


class Merged(NamedTuple):
    """What came of some ops: rows that changed here, by the machine that sent them.

    `conflicts` counts values that lost, `aside` ops that are not understood, `waiting` units that
    wait for a row they refer to, `ahead` those whose clock is more than a day ahead.
    """

    rows: dict[str, int]
    conflicts: int
    aside: int
    waiting: int
    ahead: int


def merge(
    journal: Journal, incoming: Sequence[Incoming], cursor: str, *, more: bool = False
) -> Merged:
    """Merge these ops, and let the cursor of the hub stand at `cursor`: both or neither.

    With `more` to come at once, derived tables are brought up to date by the last one; or by the
    next command, if that never comes.
    """
    with journal.change(SYNC, keep_without_changes=True, refresh_later=more):
        collect(journal)
        merging = _Merging(journal)
        merging.take(incoming)
        last = journal.db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
        clock = max(read(journal.db).clock, merging.newest)
        write(journal.db, cursor=cursor, watermark=last, clock=clock)
    return merging.report()


class _Merging:
    """One merge, inside a transaction."""

    def __init__(self, journal: Journal) -> None:
        self.journal, self.db = journal, journal.db
        self.now = now()
        self.far_ahead = instant(self.now)
        self.newest = 0
        self.rows: dict[str, int] = {}
        self.conflicts = self.aside = self.ahead = 0

    def report(self) -> Merged:
        waiting = self.db.execute(
            "SELECT count(*) FROM sync_waiting WHERE needs <> ?", (CLOCK,)
        ).fetchone()[0]
        return Merged(self.rows, self.conflicts, self.aside, waiting, self.ahead)

    def take(self, incoming: Sequence[Incoming]) -> None:
        """Merge these, those whose time has come, and whatever waited for what they brought."""
        units: list[tuple[Unit, Incoming]] = []
        for one in [*incoming, *self._whose_time_has_come()]:
            try:
                if is_forgetting(one.plain):
                    take_in(self.db, one.plain)
                    continue
                units.append((read_unit(one.plain), one))
            except NotUnderstood as why:
                self._set_aside(one, str(why))
        self.forgotten = Forgotten(self.db)
        while units:
            self._merge([pair for pair in units if not self._is_ahead(*pair)])
            units = [(read_unit(one.plain), one) for one in self._that_can_stand()]
        self.forgotten.finish()

    def _whose_time_has_come(self) -> list[Incoming]:
        limit = stamp_at(self.far_ahead, 0)
        return self._out_of_waiting("needs = ? AND stamp <= ?", (CLOCK, limit + _DAY))

    def _that_can_stand(self) -> list[Incoming]:
        """Take out of the waiting what waits for a row that is there now."""
        found: list[Incoming] = []
        for table in ("people", "kinds", "touches"):
            key = key_columns(table)[0]
            found += self._out_of_waiting(
                f"needs IN (SELECT w.needs FROM sync_waiting AS w JOIN {table} AS p "
                f"ON p.{key} = substr(w.needs, {len(table) + 2}) WHERE w.needs >= ? "
                "AND w.needs < ?)",
                (f"{table} ", f"{table}!"),
            )
        return found

    def _out_of_waiting(self, where: str, values: tuple[object, ...]) -> list[Incoming]:
        rows = self.db.execute(
            f"SELECT rowid, row_id, plain, device FROM sync_waiting WHERE {where}", values
        ).fetchall()
        self.db.executemany("DELETE FROM sync_waiting WHERE rowid = ?", [(r[0],) for r in rows])
        return [Incoming("", row[1], bytes(row[2]), row[3]) for row in rows]

    def _is_ahead(self, unit: Unit, one: Incoming) -> bool:
        if not is_far_ahead(unit.newest, self.far_ahead):
            return False
        self.ahead += 1
        self._wait(unit, one, CLOCK)
        return True

    def _wait(self, unit: Unit, one: Incoming, needs: str) -> None:
        self.db.execute(
            "INSERT INTO sync_waiting VALUES (?, ?, ?, ?, ?, ?)",
            (LOGGED[unit.row.table], unit.row.id, needs, unit.newest, one.device, one.plain),
        )

    def _set_aside(self, one: Incoming, why: str) -> None:
        self.aside += 1
        self.db.execute(
            "INSERT OR IGNORE INTO sync_aside (id, why, noticed_at, device) VALUES (?, ?, ?, ?)",
            (one.id or one.row, why, self.now, one.device),
        )

    def _merge(self, units: list[tuple[Unit, Incoming]]) -> None:
        units = [
            (kept, one)
            for unit, one in units
            if (kept := self.forgotten.without(unit, one.row if one.id else ""))
        ]
        units = self._with_parents(units)
        self.newest = max([self.newest, *(unit.newest for unit, _ in units)])
        writing = Writing(self.journal)
        for table in MODEL:
            mine = [(unit, one) for unit, one in units if unit.row.table == table]
            if table in ENTRY_TABLES:
                self._join_entries(table, mine, writing)
            else:
                self._join_registers(table, [(u.row, o) for u, o in mine], writing)  # type: ignore[misc]
        writing.write()
        for table, own in writing.held:
            renew(self.db, table, own)

    def _with_parents(self, units: list[tuple[Unit, Incoming]]) -> list[tuple[Unit, Incoming]]:
        """Let the units wait that refer to a row that is neither here nor among them."""
        parents = [parents_of(unit) for unit, _ in units]
        there = self._rows_there({parent for some in parents for parent in some})
        while True:
            brought = {
                (unit.row.table, unit.row.id)
                for unit, _ in units
                if not (isinstance(unit.row, Register) and unit.row.row is None)
            }
            missing = [
                next((p for p in sorted(some) if p not in there and p not in brought), None)
                for some in parents
            ]
            if not any(missing):
                return units
            for (unit, one), parent in zip(units, missing, strict=True):
                if parent:
                    self._wait(unit, one, " ".join(parent))
            stay = [place for place, parent in enumerate(missing) if not parent]
            units, parents = [units[p] for p in stay], [parents[p] for p in stay]

    def _rows_there(self, rows: set[tuple[str, str]]) -> set[tuple[str, str]]:
        found = set()
        for table in {table for table, _ in rows}:
            key = key_columns(table)[0]
            for part in chunks([own for of, own in rows if of == table]):
                found |= {
                    (table, row[0])
                    for row in self.db.execute(
                        f"SELECT {key} FROM {table} WHERE {key} IN ({placeholders(part)})", part
                    )
                }
        return found

    def _join_entries(
        self, table: str, units: list[tuple[Unit, Incoming]], writing: Writing
    ) -> None:
        ids = list(dict.fromkeys(unit.row.id for unit, _ in units))
        there = read_entries(self.db, table, ids)
        before = dict(there)
        names = sent_columns(table)
        members: list[tuple[Register, Incoming]] = []
        for unit, one in units:
            entry = unit.row
            if not isinstance(entry, Entry):
                continue
            mine = there.get(entry.id)
            joined = join_entries(mine, entry, names) if mine else None
            there[entry.id] = joined.entry if joined else entry
            if joined:
                self._keep_lost(table, entry.id, joined.lost)
            if there[entry.id] != mine:
                self.rows[one.device] = self.rows.get(one.device, 0) + 1
            members += [(member, one) for member in unit.members]
        for own, entry in there.items():
            if entry != before.get(own):
                writing.entry(before.get(own), entry)
        if members:
            known = read_members(self.db, list({m.id.partition(" ")[0] for m, _ in members}))
            self._join(
                {member.id: member for some in known.values() for member in some}, members, writing
            )

    def _join_registers(
        self, table: str, registers: list[tuple[Register, Incoming]], writing: Writing
    ) -> None:
        ids = list(dict.fromkeys(register.id for register, _ in registers))
        self._join(read_registers(self.db, table, ids), registers, writing)

    def _join(
        self,
        there: dict[str, Register],
        registers: Iterable[tuple[Register, Incoming]],
        writing: Writing,
    ) -> None:
        before = dict(there)
        changed: dict[str, Register] = {}
        for register, one in registers:
            mine = there.get(register.id)
            joined = join_registers(mine, register) if mine else None
            held = joined.register if joined else register
            if joined and register.table not in _SILENT:
                self._keep_lost(register.table, register.id, joined.lost)
            if held != mine:
                there[register.id] = changed[register.id] = held
                if held.table != "touch_people":
                    self.rows[one.device] = self.rows.get(one.device, 0) + 1
        for own, held in changed.items():
            if held != before.get(own):
                writing.register(before.get(own), held)

    def _keep_lost(self, table: str, row_id: str, lost: Iterable[Lost]) -> None:
        for one in lost:
            if table == "settings" and " " in row_id:
                continue
            self.conflicts += 1
            self.db.execute(
                "INSERT INTO sync_conflicts (source, row_id, field, lost, lost_stamp, won_stamp, "
                "noticed_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT "
                "(source, row_id, field, lost_stamp) DO UPDATE SET won_stamp = excluded.won_stamp",
                (
                    LOGGED[table],
                    row_id,
                    one.field,
                    json.dumps(one.value, ensure_ascii=False),
                    one.stamp,
                    one.won,
                    self.now,
                ),
            )


# Who was in a touch, and tags: each is there or not, and nobody has to choose.
_SILENT = frozenset({"touch_people", "tags"})
_DAY = stamp_at(datetime(2020, 1, 2, tzinfo=UTC), 0)
