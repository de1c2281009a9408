"""Merge what others changed into the journal: rows, log, derived tables and cursor in one go.

What came is joined with what is here (`domain/sync/states.py`), so that nothing depends on the
order. A unit whose parent is not here yet waits. Everything is checked before it is written: what
does not fit is set aside, and the rest goes on.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caretrack.domain.sync.forgetting import is_forgetting
from caretrack.domain.sync.stamps import latest_believed
from caretrack.domain.sync.states import Entry, Lost, Register, join_entries, join_registers
from caretrack.domain.sync.units import NotUnderstood
from caretrack.journal.connection import Journal
from caretrack.journal.phones import country
from caretrack.journal.rows import chunks, instant, now, placeholders
from caretrack.journal.schema import MODEL, key_columns
from caretrack.journal.sync.collect import collect, renew
from caretrack.journal.sync.forgotten import Forgotten, take_in
from caretrack.journal.sync.incoming import Checked, Incoming, Row, parents_of, read_units
from caretrack.journal.sync.state import read, write
from caretrack.journal.sync.states import (
    ENTRY_TABLES,
    is_given,
    put_in_outbox,
    read_entries,
    read_members,
    read_registers,
    sent_columns,
)
from caretrack.journal.sync.write import MANY, Writing
from caretrack.journal.tables import LOGGED, SYNC

CLOCK = "clock"
# Of the file, while many rows come: their keys are all over its indexes.
CACHE_KIB = 49_152


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
        write(journal.db, cursor=cursor, watermark=last)
    return merging.report()


class _Merging:
    """One merge, inside a transaction."""

    def __init__(self, journal: Journal) -> None:
        self.journal, self.db = journal, journal.db
        self.now = now()
        # A clock that is further ahead is not believed.
        self.limit = latest_believed(instant(self.now))
        self.rows: dict[str, int] = {}
        self.conflicts = self.aside = self.ahead = 0

    def report(self) -> Merged:
        waiting = self.db.execute(
            "SELECT count(*) FROM sync_waiting WHERE needs <> ?", (CLOCK,)
        ).fetchone()[0]
        return Merged(self.rows, self.conflicts, self.aside, waiting, self.ahead)

    def take(self, incoming: Sequence[Incoming]) -> None:
        """Merge these, those whose time has come, and whatever waited for what they brought."""
        some = []
        for one in [*incoming, *self._whose_time_has_come()]:
            if not is_forgetting(one.plain):
                some.append(one)
                continue
            try:
                take_in(self.db, one.plain)
            except NotUnderstood as why:
                self._set_aside(one, str(why))
        self.forgotten = Forgotten(self.db)
        if len(some) > MANY:
            self.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        while some:
            units = read_units(some, country(self.db), self._set_aside)
            self._merge([unit for unit in units if not self._is_ahead(unit)])
            some = self._that_can_stand()
        self.forgotten.finish()

    def _whose_time_has_come(self) -> list[Incoming]:
        return self._out_of_waiting("needs = ? AND stamp <= ?", (CLOCK, self.limit))

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

    def _is_ahead(self, one: Checked) -> bool:
        if one.newest <= self.limit:
            return False
        self.ahead += 1
        self._wait(one, CLOCK)
        return True

    def _wait(self, one: Checked, needs: str) -> None:
        row, sender = one.unit.row, one.sender
        self.db.execute(
            "INSERT INTO sync_waiting VALUES (?, ?, ?, ?, ?, ?)",
            (LOGGED[row.table], row.id, needs, one.newest, sender.device, sender.plain),
        )

    def _set_aside(self, one: Incoming, why: str) -> None:
        self.aside += 1
        self.db.execute(
            "INSERT OR IGNORE INTO sync_aside (id, why, noticed_at, device, row) "
            "VALUES (?, ?, ?, ?, ?)",
            (one.id or one.row, why, self.now, one.device, one.row),
        )

    def _merge(self, units: list[Checked]) -> None:
        units = self._with_parents(self._without_forgotten(units))
        # What is stamped anew here is later than what came.
        newest = max((one.newest for one in units), default=0)
        if newest > read(self.db).clock:
            write(self.db, clock=newest)
        writing = Writing(self.journal)
        tables: dict[str, list[Checked]] = {}
        for one in units:
            tables.setdefault(one.unit.row.table, []).append(one)
        for table in MODEL:
            if table in ENTRY_TABLES:
                self._join_entries(table, tables.get(table, []), writing)
            else:
                self._join_registers(table, tables.get(table, []), writing)
        writing.write()
        for table, own in writing.held:
            renew(self.db, table, own)

    def _without_forgotten(self, units: list[Checked]) -> list[Checked]:
        found: list[Checked] = []
        for one in units:
            unit = self.forgotten.without(one.unit, one.sender.row if one.sender.id else "")
            if unit is not None:
                row = one.row if unit.row is one.unit.row else None
                found.append(Checked(unit, row, one.sender, one.newest))
        return found

    def _with_parents(self, units: list[Checked]) -> list[Checked]:
        """Let the units wait that refer to a row that is neither here nor among them."""
        parents = [parents_of(one.unit) for one in units]
        there = self._rows_there({parent for some in parents for parent in some})
        kinds = self._kinds_brought(units)
        while True:
            brought = kinds | {
                (one.unit.row.table, one.unit.row.id)
                for one in units
                if isinstance(one.unit.row, Entry)
            }
            missing = [
                next((p for p in sorted(some - there) if p not in brought), None)
                if some - there
                else None
                for some in parents
            ]
            if not any(missing):
                return units
            for one, parent in zip(units, missing, strict=True):
                if parent:
                    self._wait(one, " ".join(parent))
            stay = [place for place, parent in enumerate(missing) if not parent]
            units, parents = [units[p] for p in stay], [parents[p] for p in stay]

    def _kinds_brought(self, units: list[Checked]) -> set[tuple[str, str]]:
        """Return the kinds among these that hold: one that was taken away later is not there."""
        rows = [one.unit.row for one in units]
        kinds = [row for row in rows if isinstance(row, Register) and row.table == "kinds"]
        held = read_registers(self.db, "kinds", [kind.id for kind in kinds])
        for kind in kinds:
            mine = held.get(kind.id)
            held[kind.id] = join_registers(mine, kind).register if mine else kind
        return {("kinds", own) for own, kind in held.items() if kind.row is not None}

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

    def _join_entries(self, table: str, units: list[Checked], writing: Writing) -> None:
        ids = list(dict.fromkeys(one.unit.row.id for one in units))
        there = read_entries(self.db, table, ids)
        before = dict(there)
        names = sent_columns(table)
        members: list[tuple[Register, str]] = []
        for one in units:
            entry, device = one.unit.row, one.sender.device
            if not isinstance(entry, Entry):
                continue
            mine = there.get(entry.id)
            joined = join_entries(mine, entry, names) if mine else None
            there[entry.id] = joined.entry if joined else entry
            if joined:
                self._keep_lost(table, entry.id, joined.lost)
            if mine and entry.birth > mine.birth:
                # Another program put the row in anew there: its machine has to hear what it was.
                put_in_outbox(self.db, {(LOGGED[table], entry.id): self.now})
            if there[entry.id] != mine:
                self.rows[device] = self.rows.get(device, 0) + 1
            members += [(member, device) for member in one.unit.members]
        # What came is written as it was checked, unless it was joined with another state.
        rows = {own: one.row for one in units if there[own := one.unit.row.id] is one.unit.row}
        for own, entry in there.items():
            if entry != before.get(own):
                writing.entry(before.get(own), entry, rows.get(own))
        if members:
            touches = list(dict.fromkeys(one.id.partition(" ")[0] for one, _ in members))
            old = [touch for touch in touches if touch in before]
            known = read_members(self.db, old) if old else {}
            self._join({m.id: m for some in known.values() for m in some}, members, writing, {})

    def _join_registers(self, table: str, units: list[Checked], writing: Writing) -> None:
        ids = list(dict.fromkeys(one.unit.row.id for one in units))
        registers = [
            (one.unit.row, one.sender.device) for one in units if isinstance(one.unit.row, Register)
        ]
        rows = {id(one.unit.row): one.row for one in units}
        self._join(read_registers(self.db, table, ids), registers, writing, rows)

    def _join(
        self,
        there: dict[str, Register],
        registers: Iterable[tuple[Register, str]],
        writing: Writing,
        rows: dict[int, Row | None],
    ) -> None:
        before = dict(there)
        changed: dict[str, Register] = {}
        for register, device in registers:
            mine = there.get(register.id)
            joined = join_registers(mine, register) if mine else None
            held = joined.register if joined else register
            if joined and register.table not in _SILENT:
                self._keep_lost(register.table, register.id, joined.lost)
            if held != mine:
                there[register.id] = changed[register.id] = held
                if held.table != "touch_people" and not is_given(LOGGED[held.table], held.stamp):
                    self.rows[device] = self.rows.get(device, 0) + 1
        for own, held in changed.items():
            if held != before.get(own):
                writing.register(before.get(own), held, rows.get(id(held)))

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
