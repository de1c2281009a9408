"""Short ids: the shortest start of an id that no other entry has, of four characters or more."""

import sqlite3
from collections.abc import Iterable, Sequence

from caretrack.errors import NothingFound, SeveralFound
from caretrack.journal.schema import ENTRIES, INSERTED, LOGGED

SHORTEST = 4
LAST = "-"  # what names the last entry, where an id is taken
MANY = 2_000  # ids from which it is cheaper to read all of them once


def short_ids(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the shortest unique start of each id among all entries of the journal."""
    wanted = list(dict.fromkeys(ids))
    if len(wanted) < MANY:
        return (
            {
                whole: _shortest_start(whole, beside)
                for whole, *beside in db.execute(_neighbours(len(wanted)), wanted)
            }
            if wanted
            else {}
        )
    from bisect import bisect_left

    everything = sorted(
        row[0] for table in ENTRIES for row in db.execute(f"SELECT id FROM {table}")
    )
    found = {}
    for whole in wanted:
        place = bisect_left(everything, whole)
        beside = everything[max(place - 1, 0) : place] + everything[place + 1 : place + 2]
        found[whole] = _shortest_start(whole, beside)
    return found


def short_id(db: sqlite3.Connection, whole: str) -> str:
    """Return the shortest start of `whole` that no other entry has."""
    return short_ids(db, [whole])[whole]


def _neighbours(count: int) -> str:
    """Return a query for `count` ids, each with its neighbours in every table.

    Only the id before it and the id after it, in order, can share more of its start than others do.
    """
    beside = [
        f"(SELECT max(id) FROM {table} WHERE id < w.id), (SELECT min(id) FROM {table} "
        "WHERE id > w.id)"
        for table in ENTRIES
    ]  # an index answers each of them
    return (
        f"WITH w (id) AS (VALUES {', '.join(['(?)'] * count)}) SELECT w.id, {', '.join(beside)} "
        "FROM w"
    )


def _shortest_start(whole: str, beside: Iterable[str | None]) -> str:
    return whole[
        : max(
            [
                SHORTEST,
                *(
                    _shared_length(whole, neighbour) + 1
                    for neighbour in beside
                    if neighbour is not None
                ),
            ]
        )
    ]


NOUNS = {
    "people": "a person",
    "touches": "a touch",
    "facts": "a fact",
    "actions": "a promise or gesture",
    "feedback": "a piece of feedback",
    "occasions": "an occasion",
    "events": "an event",
    "ties": "a tie",
}


def find_id(db: sqlite3.Connection, start: str, table: str) -> str:
    """Return the whole id of the one entry of this table whose id begins with `start`.

    LAST is the last one of the table. Raises NothingFound, also if the entry is of another table.
    """
    found = _last(db, (table,)) if start.strip() == LAST else find_entry(db, start)
    if found["source"] != table:
        raise NothingFound(
            f"{start.strip()} is {NOUNS[found['source']]}, not {NOUNS[table]}",
            "`care open` and `care profile` show ids.",
        )
    return str(found["id"])


def _shared_length(one: str, other: str) -> int:
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]),
        len(one),
    )


def find_entry(db: sqlite3.Connection, start: str) -> sqlite3.Row:
    """Return the one entry whose id begins with `start`, as a row of (source, id).

    LAST is the entry that was written last. Deleted entries are not found. Raises NothingFound and
    SeveralFound; `start` needs four characters or more.
    """
    if start.strip() == LAST:
        return _last(db, ENTRIES)
    low = start.strip().lower()
    if len(low) < SHORTEST or not low.isascii() or not low.isalnum():
        raise NothingFound(
            f"'{start.strip()[:40]}' is not an id",
            "An id is four characters or more, like k3f9; `care history` and `care open` "
            "show them.",
        )
    parts = [
        f"SELECT '{table}' AS source, id FROM {table} WHERE id >= :low AND id < :low || '~' "
        "AND deleted_at IS NULL"
        for table in ENTRIES
    ]
    rows: list[sqlite3.Row] = db.execute(
        " UNION ALL ".join(parts) + " LIMIT 5", {"low": low}
    ).fetchall()
    if not rows:
        raise NothingFound(
            f"no entry has an id that starts with {low}",
            "`care history`, `care open` and `care find` show ids.",
        )
    if len(rows) > 1:
        raise SeveralFound(
            f"{len(rows)} entries have an id that starts with {low}",
            f"Say which: {', '.join(row['id'] for row in rows)}.",
        )
    return rows[0]


def _last(db: sqlite3.Connection, tables: Sequence[str]) -> sqlite3.Row:
    """Return the newest entry of these tables that is still there, as a row of (source, id).

    Of what one command wrote, a touch goes before what came out of it, and a person comes last.
    Raises NothingFound.
    """
    names = " ".join(f"WHEN {LOGGED[table]} THEN '{table}'" for table in tables)
    numbers = ", ".join(str(LOGGED[table]) for table in tables)
    newest = db.execute(
        f"SELECT CASE source {names} END AS source, row_id AS id, change_set FROM changes "
        f"WHERE event = {INSERTED} AND source IN ({numbers}) ORDER BY seq DESC"
    )
    change_set: int | None = None
    best: sqlite3.Row | None = None
    for row in newest:
        if best is not None and row["change_set"] != change_set:
            break
        there = f"SELECT 1 FROM {row['source']} WHERE id = ? AND deleted_at IS NULL"
        if (best is None or _rank(row) <= _rank(best)) and db.execute(
            there, (row["id"],)
        ).fetchone():
            change_set, best = row["change_set"], row
    if best is None:
        what = NOUNS[tables[0]].partition(" ")[2] if len(tables) == 1 else "entry"
        raise NothingFound(
            f"'{LAST}' is the last {what}, and there is none yet",
            "`care history` and `care open` show what there is.",
        )
    return best


def _rank(row: sqlite3.Row) -> int:
    return {"touches": 0, "people": 2}.get(row["source"], 1)
