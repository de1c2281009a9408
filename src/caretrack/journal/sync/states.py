"""Read and write the states of rows: their values, and their stamps."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from caretrack.domain.sync.stamps import SHARED
from caretrack.domain.sync.states import Entry, Register
from caretrack.journal.forget.erase import UNFINISHED
from caretrack.journal.rows import chunks, placeholders
from caretrack.journal.schema import MODEL, columns, key_columns
from caretrack.journal.tables import ENTRIES, LOGGED

# Worked out on each machine, and never sent.
WORKED_OUT = frozenset({"name_key", "value_key"})
ENTRY_TABLES = frozenset(ENTRIES)
NAMES = {number: table for table, number in LOGGED.items()}
# A setting that is about this one file.
NOT_SENT = frozenset({("settings", UNFINISHED)})


@cache
def sent_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table that are sent, without the id of an entry."""
    left_out = WORKED_OUT | ({"id"} if table in ENTRY_TABLES else set())
    return tuple(name for name in columns(table) if name not in left_out)


def key_of(table: str, row_id: str) -> dict[str, str]:
    """Return the columns of the key of a row, by its id in the change log."""
    names = key_columns(table)
    return dict(zip(names, row_id.split(" ", len(names) - 1), strict=True))


def stamps_of(
    db: sqlite3.Connection, source: int, ids: Sequence[str]
) -> dict[str, tuple[int, int, str | None]]:
    """Return what is kept of the stamps of these rows: stamp, over, and those of columns (JSON)."""
    found = {}
    for part in chunks(ids):
        for row_id, *kept in db.execute(
            "SELECT row_id, stamp, over, fields FROM sync_stamps WHERE source = ? "
            f"AND row_id IN ({placeholders(part)})",
            (source, *part),
        ):
            found[row_id] = (kept[0], kept[1], kept[2])
    return found


def read_entries(db: sqlite3.Connection, table: str, ids: Sequence[str]) -> dict[str, Entry]:
    """Return the states of the entries with these ids that are there."""
    stamps = stamps_of(db, LOGGED[table], ids)
    names = sent_columns(table)
    found = {}
    for part in chunks(ids):
        for birth, row_id, *values in db.execute(
            f"SELECT rowid, id, {', '.join(names)} FROM {table} WHERE id IN ({placeholders(part)})",
            part,
        ):
            there = {
                name: value for name, value in zip(names, values, strict=True) if value is not None
            }
            kept = stamps.get(row_id)
            own = json.loads(kept[2]) if kept and kept[2] else {}
            pairs = {name: (pair[0], pair[1]) for name, pair in own.items()}
            found[row_id] = Entry(table, row_id, birth, there, pairs)
    return found


def read_registers(db: sqlite3.Connection, table: str, ids: Sequence[str]) -> dict[str, Register]:
    """Return the states of the registers with these ids that are there, or were taken away."""
    stamps = stamps_of(db, LOGGED[table], ids)
    found = {
        row_id: Register(table, row_id, 0, None, stamp, over)
        for row_id, (stamp, over, _) in stamps.items()
    }
    for row_id, order, row in _register_rows(db, table, ids):
        kept = stamps.get(row_id)
        stamp, over = (kept[0], kept[1]) if kept else (order, 0)
        found[row_id] = Register(table, row_id, order, row, stamp, over)
    return found


def _register_rows(
    db: sqlite3.Connection, table: str, ids: Sequence[str]
) -> Iterable[tuple[str, int, dict[str, Any]]]:
    names = sent_columns(table)
    keys = key_columns(table)
    for part in chunks(ids):
        rows = f"SELECT {table}.rowid, {', '.join(f'{table}.{name}' for name in names)} FROM"
        if len(keys) == 1:
            query, values = f"{rows} {table} WHERE {keys[0]} IN ({placeholders(part)})", list(part)
        else:
            # A list of pairs behind IN would be looked up for each row of the table.
            pairs = [own.split(" ", 1) for own in part]
            marks = ", ".join(["(?, ?)"] * len(pairs))
            query = (
                f"WITH w (one, two) AS (VALUES {marks}) {rows} w CROSS JOIN {table} "
                f"ON {table}.{keys[0]} = w.one AND {table}.{keys[1]} = w.two"
            )
            values = [value for pair in pairs for value in pair]
        for order, *row in db.execute(query, values):
            said = dict(zip(names, row, strict=True))
            yield " ".join(said[key] for key in keys), order, said


def read_members(db: sqlite3.Connection, touches: Sequence[str]) -> dict[str, list[Register]]:
    """Return who is, or was, in each of these touches."""
    source = LOGGED["touch_people"]
    found: dict[str, list[Register]] = {touch: [] for touch in touches}
    stamped = db.execute("SELECT 1 FROM sync_stamps WHERE source = ? LIMIT 1", (source,))
    any_stamped = stamped.fetchone() is not None
    for part in chunks(touches):
        stamps: dict[str, tuple[int, int]] = {}
        if any_stamped:
            marks = ", ".join(["(?)"] * len(part))
            stamps = {
                row_id: (stamp, over)
                for row_id, stamp, over in db.execute(
                    f"WITH w (id) AS (VALUES {marks}) SELECT s.row_id, s.stamp, s.over FROM w "
                    f"CROSS JOIN sync_stamps AS s ON s.source = {source} "
                    "AND s.row_id > w.id || ' ' AND s.row_id < w.id || '!'",
                    part,
                )
            }
        for order, touch, person in db.execute(
            "SELECT rowid, touch_id, person_id FROM touch_people "
            f"WHERE touch_id IN ({placeholders(part)})",
            part,
        ):
            own = f"{touch} {person}"
            stamp, over = stamps.pop(own, (order, 0))
            row = {"touch_id": touch, "person_id": person}
            found[touch].append(Register("touch_people", own, order, row, stamp, over))
        for own, (stamp, over) in stamps.items():
            touch = own.partition(" ")[0]
            found[touch].append(Register("touch_people", own, 0, None, stamp, over))
    return found


def keep_stamps(db: sqlite3.Connection, states: Iterable[Entry | Register]) -> None:
    """Write the stamps of these states; where the rowid says them, nothing is kept."""
    kept: list[tuple[object, ...]] = []
    gone: list[tuple[object, ...]] = []
    for state in states:
        source = LOGGED[state.table]
        if isinstance(state, Entry):
            if state.stamps:
                text = json.dumps(state.stamps, separators=(",", ":"), sort_keys=True)
                kept.append((source, state.id, state.newest, 0, text))
            else:
                gone.append((source, state.id))
        elif state.row is None or (state.stamp, state.over) != (state.order, 0):
            kept.append((source, state.id, state.stamp, state.over, None))
        else:
            gone.append((source, state.id))
    db.executemany("INSERT OR REPLACE INTO sync_stamps VALUES (?, ?, ?, ?, ?)", kept)
    db.executemany("DELETE FROM sync_stamps WHERE source = ? AND row_id = ?", gone)


def unit_of(table: str, row_id: str) -> tuple[int, str]:
    """Return the unit that a row belongs to, as the number of a table and a row id."""
    if table == "touch_people":
        return LOGGED["touches"], row_id.partition(" ")[0]
    return LOGGED[table], row_id


def put_in_outbox(db: sqlite3.Connection, units: Mapping[tuple[int, str], str]) -> None:
    """Let these units be sent; each with the instant since when it waits."""
    db.executemany(
        "INSERT OR IGNORE INTO sync_outbox VALUES (?, ?, ?)",
        [(source, row_id, since) for (source, row_id), since in units.items()],
    )


def is_given(source: int, stamp: int) -> bool:
    """True for a kind of touch that was there before the journal was shared: no change to count.

    Every journal begins with most of them.
    """
    return source == LOGGED["kinds"] and stamp < SHARED


def tables_to_send() -> Sequence[str]:
    """Return the tables whose rows are units, rows before those that refer to them."""
    return [table for table in MODEL if table != "touch_people"]
