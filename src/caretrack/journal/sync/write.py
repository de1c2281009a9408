"""Write joined states into the journal: rows, their stamps, and lines of the log about them."""

from collections.abc import Iterator, Sequence
from typing import Any

from caretrack.domain.sync.states import Entry, Register
from caretrack.journal.change_log import add_row_sum, key_is, number_of, sum_of_row
from caretrack.journal.connection import Journal
from caretrack.journal.count_triggers import TOUCH_COUNTS, count_triggers
from caretrack.journal.derived import EVERYTHING, is_much, mark_stale
from caretrack.journal.imports.bulk import COUNT_NEW
from caretrack.journal.phones import country, make_keys_again
from caretrack.journal.rows import chunks, placeholders
from caretrack.journal.schema import MODEL, columns, key_columns, triggers
from caretrack.journal.sync.collect import moved_quietly
from caretrack.journal.sync.incoming import Row, stored
from caretrack.journal.sync.states import keep_stamps, key_of
from caretrack.journal.tables import INSERTED, LOGGED

# Tables whose rows are their keys.
_KEYS_ALONE = frozenset({"touch_people", "tags"})
# From so many new rows on they are logged by statement.
MANY = 500


class Writing:
    """What is to be written of one merge; `write` writes it, inside a transaction.

    `held` are registers that may not go, as something here refers to them.
    """

    def __init__(self, journal: Journal) -> None:
        """Nothing yet."""
        self.journal, self.db = journal, journal.db
        self.held: list[tuple[str, str]] = []
        self._country = country(self.db)
        self._new: dict[str, list[tuple[int, Row, str]]] = {}
        self._changed: list[tuple[Entry, Entry]] = []
        self._registers: list[tuple[Register | None, Register]] = []
        self._stamps: list[Entry | Register] = []

    def entry(self, before: Entry | None, after: Entry, row: Row | None = None) -> None:
        """Let an entry stand so; `before` is how it stands, `row` how one that came is stored."""
        if before is None:
            self._add(after.table, after.birth, after.values | {"id": after.id}, after.id, row)
            if after.stamps:
                self._stamps.append(after)
            return
        self._changed.append((before, after))
        self._stamps.append(after)

    def register(self, before: Register | None, after: Register, row: Row | None = None) -> None:
        """Let a register stand so; `before` is how it stands, `row` how one that came is stored."""
        if before is None and after.row is not None:
            self._add(after.table, after.order, after.row, after.id, row)
            if (after.stamp, after.over) != (after.order, 0):
                self._stamps.append(after)
            return
        self._registers.append((before, after))
        self._stamps.append(after)

    def _add(
        self, table: str, rowid: int, values: dict[str, Any], own: str, row: Row | None
    ) -> None:
        if row is None:
            row = (
                tuple(values[name] for name in key_columns(table))
                if table in _KEYS_ALONE
                else stored(table, values, self._country)
            )
        self._new.setdefault(table, []).append((rowid, row, own))

    def write(self) -> None:
        """Write everything."""
        db = self.db
        db.execute("PRAGMA defer_foreign_keys = ON")
        self._insert()
        for before, after in self._changed:
            self._update_entry(before, after)
        kept = set()
        for earlier, later in self._registers:
            if not self._write_register(earlier, later):
                kept.add((later.table, later.id))
        stamps = [one for one in self._stamps if (one.table, one.id) not in kept]
        keep_stamps(db, stamps)
        tables = {*self._new, *(after.table for _, after in self._registers)}
        if tables & {"handles", "settings"}:
            make_keys_again(db)

    def _insert(self) -> None:
        new = {table: self._new[table] for table in MODEL if table in self._new}
        count = sum(map(len, new.values()))
        if count < MANY:
            for table, rows in new.items():
                self._insert_into(table, rows)
            return
        for table in new:
            self.db.execute(f"DROP TRIGGER log_{table}_insert")
        self.db.execute(f"DROP TRIGGER {COUNT_NEW}")
        for table, rows in new.items():
            self._insert_into(table, rows)
        self._log_and_mark(new, count)
        for table in new:
            self.db.execute(triggers(table)[f"log_{table}_insert"])
        self.db.execute(count_triggers()[COUNT_NEW])

    def _insert_into(self, table: str, rows: Sequence[tuple[int, Row, str]]) -> None:
        names = ", ".join(("rowid", *columns(table)))
        marks = ", ".join("?" * (len(columns(table)) + 1))
        self.db.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            [
                (rowid, *row[1])
                for rowid, row in zip(self._free_rowids(table, rows), rows, strict=True)
            ],
        )

    def _free_rowids(self, table: str, rows: Sequence[tuple[int, Row, str]]) -> Iterator[int]:
        """Give each row its rowid, or the next one that is free.

        Two machines had to make a row of the table in the same microsecond for that, and to have
        the same tag.
        """
        taken: set[int] = set()
        for part in chunks([row[0] for row in rows]):
            query = f"SELECT rowid FROM {table} WHERE rowid IN ({placeholders(part)})"
            taken |= {found[0] for found in self.db.execute(query, part)}
        for rowid, _, _ in rows:
            free = rowid
            while free in taken:
                free += 1
            taken.add(free)
            yield free

    def _free_rowid(self, table: str, rowid: int) -> int:
        query = f"SELECT 1 FROM {table} WHERE rowid = ?"
        while self.db.execute(query, (rowid,)).fetchone():
            rowid += 1
        return rowid

    def _log_and_mark(self, new: dict[str, list[tuple[int, Row, str]]], count: int) -> None:
        """Log new rows, and mark what is derived from them as stale, by statement."""
        db = self.db
        db.execute("CREATE TEMP TABLE IF NOT EXISTS sync_new (source INTEGER, row_id TEXT)")
        db.execute("DELETE FROM temp.sync_new")
        add_row_sum(db)
        much = is_much(db, count)
        for table, rows in new.items():
            source = LOGGED[table]
            db.executemany(
                "INSERT INTO temp.sync_new VALUES (?, ?)", [(source, own) for _, _, own in rows]
            )
            those = f"temp.sync_new AS w JOIN {table} ON {key_is(table, 'w.row_id')}"
            db.execute(
                "INSERT INTO changes (change_set, source, event, row_id, sum, before) "
                f"SELECT {number_of('?')}, {source}, {INSERTED}, w.row_id, "
                f"{sum_of_row(table, table)}, NULL FROM {those} WHERE w.source = {source}",
                (self.journal.change_set,),
            )
            if not much:
                mark_stale(db, table, f"FROM {those} WHERE w.source = :source", {"source": source})
        if much:
            db.execute("INSERT OR IGNORE INTO stale VALUES (?, '')", (EVERYTHING,))
        elif "touches" in new:
            new_ones = f"SELECT row_id FROM temp.sync_new WHERE source = {LOGGED['touches']}"
            counted = TOUCH_COUNTS.format(only=f"AND t.id IN ({new_ones})")
            db.execute(
                f"INSERT INTO touch_counts SELECT * FROM ({counted}) WHERE 1 "
                "ON CONFLICT (month, kind, channel, mood) DO UPDATE SET "
                "touches = touches + excluded.touches"
            )

    def _update_entry(self, before: Entry, after: Entry) -> None:
        table = after.table
        if after.birth != before.birth:
            moved_quietly(
                self.db,
                table,
                f"UPDATE {table} SET rowid = ? WHERE id = ?",
                [(self._free_rowid(table, after.birth), after.id)],
            )
        names = before.values.keys() | after.values.keys()
        changed = {n for n in names if before.values.get(n) != after.values.get(n)}
        if not changed:
            return
        row = dict(
            zip(
                columns(table),
                stored(table, after.values | {"id": after.id}, self._country),
                strict=True,
            )
        )
        if "name" in changed:
            changed |= {"name_key"} & row.keys()
        settings = ", ".join(f"{name} = ?" for name in sorted(changed))
        self.db.execute(
            f"UPDATE {table} SET {settings} WHERE id = ?",
            [*(row[name] for name in sorted(changed)), after.id],
        )

    def _write_register(self, before: Register | None, after: Register) -> bool:
        """Write a register; False, with nothing written, if it may not go."""
        table, key = after.table, key_of(after.table, after.id)
        there = before is not None and before.row is not None
        if after.row is None:
            if there and table == "kinds" and self._is_used(after.id):
                self.held.append((table, after.id))
                return False
            if there:
                self.db.execute(f"DELETE FROM {table} WHERE {_is(table)}", key)
            return True
        values = stored(table, after.row, self._country)
        row = dict(zip(columns(table), values, strict=True))
        if not there:
            self._insert_into(table, [(after.order, values, after.id)])
            return True
        others = [name for name in row if name not in key and before.row.get(name) != row[name]]  # type: ignore[union-attr]
        if others:
            settings = ", ".join(f"{name} = :{name}" for name in others)
            self.db.execute(f"UPDATE {table} SET {settings} WHERE {_is(table)}", row)
        if before is not None and before.order != after.order:
            where = " AND ".join(f"{name} = ?" for name in key)
            moved_quietly(
                self.db,
                table,
                f"UPDATE {table} SET rowid = ? WHERE {where}",
                [(self._free_rowid(table, after.order), *key.values())],
            )
        return True

    def _is_used(self, kind: str) -> bool:
        query = "SELECT 1 FROM touches WHERE kind = ? LIMIT 1"
        return self.db.execute(query, (kind,)).fetchone() is not None


def _is(table: str) -> str:
    return " AND ".join(f"{name} = :{name}" for name in key_columns(table))
