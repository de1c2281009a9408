"""Whose a change is that came from another machine, and when it was made there."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from caretrack.domain.sync.stamps import LAST_TAG, instant_of, tag_of
from caretrack.journal.change_log import key_is, number_of
from caretrack.journal.sync.states import NAMES, read_entries
from caretrack.journal.sync.tables import is_on
from caretrack.journal.sync.unite import OF_PEOPLE
from caretrack.journal.tables import LOGGED, SYNC

UNKNOWN = "another machine"
# Lines of a change set that are looked at: from whom the first of them came is told.
_LOOKED_AT = 200
# Stamps from before this are of rows from before the journal was shared: they tell no time.
_FIRST_YEAR = 2021


class Origin(NamedTuple):
    """Who made a change, "Mia on desktop", and when (UTC, ISO 8601); "" where that is not known."""

    who: str
    at: str


def origin_of_row(db: sqlite3.Connection, table: str, row_id: str) -> Origin:
    """Return who changed a row last on another machine, and when."""
    stamps = _stamps_of_others(db, table, row_id) if is_on(db) else []
    return origin_of_stamp(db, max(stamps)) if stamps else Origin(UNKNOWN, "")


def origin_of_stamp(db: sqlite3.Connection, stamp: int) -> Origin:
    """Return who made a stamp, and when."""
    at = instant_of(stamp)
    return Origin(_machine(db, tag_of(stamp)), at.isoformat() if at.year >= _FIRST_YEAR else "")


def origin_of_entries(db: sqlite3.Connection, person_id: str) -> Origin | None:
    """Return who wrote the last entry of a person on another machine; None if nobody did."""
    if not is_on(db):
        return None
    own = db.execute("SELECT tag FROM sync_state").fetchone()[0]
    rows = [
        f"SELECT max(rowid) FROM {table} WHERE {column} = ?1 AND deleted_at IS NULL "
        f"AND rowid & {LAST_TAG} <> ?2"
        for table, column in OF_PEOPLE
    ]
    rows.append(
        "SELECT max(t.rowid) FROM touch_people AS w JOIN touches AS t ON t.id = w.touch_id "
        f"WHERE w.person_id = ?1 AND t.deleted_at IS NULL AND t.rowid & {LAST_TAG} <> ?2"
    )
    stamps = [row[0] for row in db.execute(" UNION ALL ".join(rows), (person_id, own)) if row[0]]
    return origin_of_stamp(db, max(stamps)) if stamps else None


def origins_of_set(db: sqlite3.Connection, change_set: str) -> list[str]:
    """Return from whom the changes of a change set came, by name."""
    if not is_on(db):
        return [UNKNOWN]
    rows = db.execute(
        f"SELECT DISTINCT source, row_id FROM (SELECT source, row_id FROM changes "
        f"WHERE change_set = {number_of('?')} ORDER BY seq LIMIT {_LOOKED_AT})",
        (change_set,),
    ).fetchall()
    stamps = (_stamps_of_others(db, NAMES[row[0]], row[1]) for row in rows if row[0] in NAMES)
    tags = {tag_of(max(some)) for some in stamps if some}
    return sorted(_machine(db, tag) for tag in tags) or [UNKNOWN]


def origins_of_lines(
    db: sqlite3.Connection, table: str, row_id: str, lines: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Return from whom each of all changes of an entry came, oldest first; "" for those of here.

    A change is known by the columns that nothing changed later: their stamps say who it was.
    """
    entry = read_entries(db, table, [row_id]).get(row_id) if is_on(db) else None
    later: set[str] = set()
    found = []
    for line in reversed(lines):
        before, after = line["before"] or {}, line["after"] or {}
        changed = {name for name in {**before, **after} if before.get(name) != after.get(name)}
        if line["command"] != SYNC:
            found.append("")
        elif entry is None:
            found.append(UNKNOWN)
        elif line["before"] is None:
            found.append(_machine(db, tag_of(entry.birth)))
        else:
            stamps = [entry.stamp(name)[0] for name in changed - later]
            found.append(_machine(db, tag_of(max(stamps))) if stamps else UNKNOWN)
        later |= changed
    return found[::-1]


def _stamps_of_others(db: sqlite3.Connection, table: str, row_id: str) -> list[int]:
    """Return the stamps of a row that other machines made, and over which one was put here."""
    row = db.execute(f"SELECT rowid FROM {table} WHERE {key_is(table, '?1')}", (row_id,)).fetchone()
    kept = db.execute(
        "SELECT stamp, over, fields FROM sync_stamps WHERE source = ? AND row_id = ?",
        (LOGGED[table], row_id),
    ).fetchone()
    found: list[int] = [row[0]] if row else []
    if kept:
        found += [kept[0], kept[1], *_flat(json.loads(kept[2] or "{}").values())]
    own = db.execute("SELECT tag FROM sync_state").fetchone()[0]
    return [stamp for stamp in found if stamp and tag_of(stamp) != own]


def _flat(pairs: Iterable[list[int]]) -> list[int]:
    return [stamp for pair in pairs for stamp in pair]


def _machine(db: sqlite3.Connection, tag: int) -> str:
    """Return the name of the machine with this tag, with the person who writes there."""
    row = db.execute(
        "SELECT person, name FROM sync_devices WHERE tag = ? ORDER BY seen_at DESC", (tag,)
    ).fetchone()
    if row is None:
        return UNKNOWN
    return f"{row[0]} on {row[1]}" if row[0] else str(row[1])
