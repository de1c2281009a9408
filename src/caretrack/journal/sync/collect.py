"""Stamp what was changed here since the last time, as the change log tells it.

Commands do nothing for this: they write the log anyway. Each line gets a stamp, by when its command
ran. A row that came gets its stamp as its rowid: so rows stand in one order on every machine, and a
row that never changed needs nothing kept of it.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

from caretrack.domain.sync.stamps import LAST_TAG, next_stamp, stamp_at, tag_of
from caretrack.domain.sync.states import Entry, Register, with_its_own
from caretrack.journal.change_log import of_row
from caretrack.journal.connection import Journal
from caretrack.journal.rows import instant, now
from caretrack.journal.schema import MODEL, columns, key_columns
from caretrack.journal.sync.state import SyncState, new_stamp, read, write
from caretrack.journal.sync.states import (
    ENTRY_TABLES,
    NAMES,
    NOT_SENT,
    WORKED_OUT,
    keep_stamps,
    put_in_outbox,
    read_entries,
    read_registers,
    unit_of,
)
from caretrack.journal.tables import DELETED, INSERTED, LOGGED

TOGETHER = 20_000  # lines that are read at a time
# Registers whose keys are drawn: no other machine puts one there of its own.
_OF_ONE_MACHINE = frozenset({"handles"})
# The lines of one command have stamps behind each other: a large import takes part of a second.
MOMENT = timedelta(seconds=1)


class _Line(NamedTuple):
    """A line of the log about one row, with its stamp."""

    seq: int
    stamp: int
    event: int
    before: str | None
    made_at: str


@contextmanager
def without_a_log(db: sqlite3.Connection) -> Iterator[None]:
    """Run a block inside a transaction whose changes are in no line of the log."""
    held = db.execute("SELECT change_set FROM change_now").fetchone()[0]
    db.execute("DELETE FROM change_now")
    yield
    db.execute("INSERT INTO change_now VALUES (?)", (held,))


def collect(journal: Journal) -> int:
    """Stamp the changes since the last time and put their units into the outbox; return how many.

    Must run inside a transaction, with nothing stale.
    """
    db, units = journal.db, 0
    state = read(db)
    last = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    if last <= state.watermark:
        if last < state.watermark:
            write(db, watermark=last)
        return 0
    # No row is anywhere where a new one is to stand.
    clock = max(state.clock, *(_last_row(db, table) for table in MODEL))
    while rows := _some_lines(db, state.watermark):
        clock, lines = _stamped(rows, clock, state.tag)
        units += _collect(db, state, lines)
        state = state._replace(clock=clock, watermark=rows[-1][0])
        write(db, clock=clock, watermark=state.watermark)
    return units


def renew(db: sqlite3.Connection, table: str, row_id: str) -> None:
    """Stamp a register anew, as it stands, and send it: what another machine said does not hold."""
    found = read_registers(db, table, [row_id]).get(row_id)
    if found is not None and found.row is not None:
        keep_stamps(db, [found._replace(stamp=new_stamp(db), over=found.stamp)])
        put_in_outbox(db, {unit_of(table, row_id): now()})


def stamp_anew(db: sqlite3.Connection, table: str, row_id: str, changed: set[str]) -> None:
    """Stamp these columns of an entry as changed now, though no line of the log says so.

    `care forget` erases such lines.
    """
    entry = read_entries(db, table, [row_id]).get(row_id)
    if entry is not None:
        stamp = new_stamp(db)
        stamps = {name: (stamp, entry.stamp(name)[0]) for name in with_its_own(table, changed)}
        keep_stamps(db, [entry._replace(stamps={**entry.stamps, **stamps})])
        put_in_outbox(db, {unit_of(table, row_id): now()})


def _last_row(db: sqlite3.Connection, table: str) -> int:
    last: int = db.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
    return last


def _some_lines(db: sqlite3.Connection, after: int) -> list[Any]:
    return db.execute(
        "SELECT c.seq, c.source, c.event, c.row_id, c.before, s.made_at FROM changes AS c "
        "LEFT JOIN change_sets AS s ON s.number = c.change_set WHERE c.seq > ? "
        "ORDER BY c.seq LIMIT ?",
        (after, TOGETHER),
    ).fetchall()


def _stamped(
    rows: Sequence[Any], clock: int, tag: int
) -> tuple[int, dict[tuple[str, str], list[_Line]]]:
    """Return the newest stamp, and the lines by the table and id of their row."""
    found: dict[tuple[str, str], list[_Line]] = {}
    this_moment = now()
    said, at = "", instant(this_moment)
    for seq, source, event, row_id, before, made_at in rows:
        table = NAMES.get(source)
        if table is None or (table, row_id) in NOT_SENT:
            continue
        # What another program changed is of no command: it is stamped as of now. So is what was
        # done while the clock was wrong and ahead, or nobody would take anything of here again.
        if (made_at or this_moment) != said:
            said = made_at or this_moment
            at = min(instant(said), instant(this_moment))
        clock = next_stamp(clock, at, tag)
        found.setdefault((table, row_id), []).append(_Line(seq, clock, event, before, said))
    return clock, found


def _collect(
    db: sqlite3.Connection, state: SyncState, lines: dict[tuple[str, str], list[_Line]]
) -> int:
    ids: dict[str, list[str]] = {}
    for table, row_id in lines:
        ids.setdefault(table, []).append(row_id)
    units: dict[tuple[int, str], str] = {}
    for table in MODEL:
        if table not in ids:
            continue
        own = {row_id: lines[table, row_id] for row_id in ids[table]}
        changed = (
            _stamp_entries(db, state, table, own)
            if table in ENTRY_TABLES
            else _stamp_registers(db, state, table, own)
        )
        for row_id in changed:
            units.setdefault(unit_of(table, row_id), own[row_id][0].made_at)
    put_in_outbox(db, units)
    return len(units)


def _stamp_entries(
    db: sqlite3.Connection, state: SyncState, table: str, lines: dict[str, list[_Line]]
) -> list[str]:
    there = read_entries(db, table, list(lines))
    births: list[tuple[int, str]] = []
    stamped: list[Entry] = []
    for row_id, own in lines.items():
        entry = there.get(row_id)
        if entry is None:
            _bring_back(db, table, own[-1])
            continue
        if own[0].event == INSERTED:
            entry = entry._replace(birth=own[0].stamp, stamps={})
            births.append((entry.birth, row_id))
        stamps = _stamps(entry, own, state.tag)
        if stamps != entry.stamps or own[0].event == INSERTED:
            stamped.append(entry._replace(stamps=stamps))
    _move(db, table, "id = ?", births)
    # One that another program put in anew, or that was brought back, may have had stamps before.
    keep_stamps(db, [one for one in stamped if one.stamps or there[one.id].stamps])
    return [row_id for row_id in lines if row_id in there]


def _stamps(entry: Entry, lines: Sequence[_Line], tag: int) -> dict[str, tuple[int, int]]:
    """Return the stamps of the columns of an entry after these lines about it."""
    stamps = dict(entry.stamps)
    afters = [_columns_of(entry.table, line.before) for line in lines[1:]]
    for line, after in zip(lines, [*afters, entry.values], strict=True):
        if line.event == INSERTED:
            continue
        before = _columns_of(entry.table, line.before)
        names = before.keys() | after.keys()
        changed = {name for name in names if before.get(name) != after.get(name)}
        for name in with_its_own(entry.table, changed):
            stamp, over = stamps.get(name, (entry.birth, 0))
            # Of several changes here, only the first was made over what somebody else said.
            of_a_run = name in stamps and tag_of(stamp) == tag
            stamps[name] = (line.stamp, over if of_a_run else stamp)
    return stamps


def _columns_of(table: str, text: str | None) -> dict[str, Any]:
    values = json.loads(text) if text else []
    return {
        name: value
        for name, value in zip(columns(table), values, strict=False)
        if value is not None and name not in WORKED_OUT and name != "id"
    }


def _bring_back(db: sqlite3.Connection, table: str, line: _Line) -> None:
    """Put a row that another program removed back, as deleted: so it is known everywhere.

    The log says it, and the next lines that are read are these. A row that refers to nothing any
    more stays away.
    """
    values = json.loads(line.before or "[]")
    if line.event != DELETED or not any(value is not None for value in values):
        return
    row = dict(zip(columns(table), values, strict=False))
    row["deleted_at"] = row.get("deleted_at") or line.made_at
    for _, _, parent, column, key, *_ in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        if (
            row.get(column) is not None
            and not db.execute(f"SELECT 1 FROM {parent} WHERE {key} = ?", (row[column],)).fetchone()
        ):
            return
    db.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )


def _stamp_registers(
    db: sqlite3.Connection, state: SyncState, table: str, lines: dict[str, list[_Line]]
) -> list[str]:
    there = read_registers(db, table, list(lines))
    births: list[tuple[int, str]] = []
    stamped: list[Register] = []
    for row_id, own in lines.items():
        is_new = own[0].event == INSERTED
        found = there.get(row_id)
        if found is None:
            # It was there, and its rowid went with it. Or it came and went between two times: what
            # was said last is that there is none, and another machine may have put one there.
            if is_new and table in _OF_ONE_MACHINE:
                continue
            seen = 0 if is_new else _seen(db, table, row_id, own[0].seq)
            found = Register(table, row_id, 0, None, seen, 0)
        elif is_new and not _is_kept(db, table, row_id):
            found = found._replace(stamp=0, over=0)
        of_a_run = tag_of(found.stamp) == state.tag and found.over > 0
        over = found.over if of_a_run else found.stamp
        order = found.order
        came = [line.stamp for line in own if line.event == INSERTED]
        if came and found.row is not None:
            order = came[-1]
            births.append((order, row_id))
        stamped.append(found._replace(order=order, stamp=own[-1].stamp, over=over))
    where = " AND ".join(f"{key} = ?" for key in key_columns(table))
    _move(db, table, where, births)
    keep_stamps(db, stamped)
    return [one.id for one in stamped]


def _seen(db: sqlite3.Connection, table: str, row_id: str, seq: int) -> int:
    """Return a stamp of when a register that is gone was last written or merged here.

    It is as good as the stamp that it had, of which nothing is kept: to whoever took it away,
    everything up to then was known.
    """
    made_at = db.execute(
        "SELECT s.made_at FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set "
        f"WHERE {of_row('c', '?1')} AND c.source = ?2 AND c.seq < ?3 ORDER BY c.seq DESC LIMIT 1",
        (row_id, LOGGED[table], seq),
    ).fetchone()
    return stamp_at(instant(made_at[0]) + MOMENT, LAST_TAG) if made_at else 0


def _is_kept(db: sqlite3.Connection, table: str, row_id: str) -> bool:
    query = "SELECT 1 FROM sync_stamps WHERE source = ? AND row_id = ?"
    return db.execute(query, (LOGGED[table], row_id)).fetchone() is not None


def _move(
    db: sqlite3.Connection, table: str, where: str, births: Sequence[tuple[int, str]]
) -> None:
    """Give rows their rowids. It is no change: neither the log nor derived rows hear of it."""
    keys = len(key_columns(table))
    values = [(rowid, *row_id.split(" ", keys - 1)) for rowid, row_id in births]
    moved_quietly(db, table, f"UPDATE {table} SET rowid = ? WHERE {where}", values)


def moved_quietly(
    db: sqlite3.Connection, table: str, statement: str, values: Sequence[tuple[object, ...]]
) -> None:
    """Run a statement that moves rows, without the trigger that logs and marks what is stale."""
    if not values:
        return
    name = f"log_{table}_update"
    sql = db.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    db.execute(f"DROP TRIGGER {name}")
    db.executemany(statement, values)
    db.execute(sql)
