"""Short ids: the shortest start of an id that no other entry has, of four characters or more."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from caretrack.errors import NothingFound, SeveralFound
from caretrack.journal.rows import CHUNK, chunks
from caretrack.journal.tables import ENTRIES, INSERTED, LOGGED, OF_MACHINES

SHORTEST = 4
LAST = "-"  # what names the last entry, where an id is taken
# To look one id up takes as long as to read so many.
WORTH = 9


def short_ids(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the shortest unique start of each id among all entries of the journal."""
    starts = {whole: whole[:SHORTEST] for whole in ids}
    # Of ids that another program made, most may begin alike: each has all others beside it then.
    are_alike = len(set(starts.values())) * 2 < len(starts)
    read_all = are_alike or (len(starts) > CHUNK and len(starts) * WORTH > _rows_at_most(db))
    for whole, other in (_all_pairs if read_all else _pairs)(db, list(starts)):
        start = starts[whole]
        while start != whole and other.startswith(start):
            start = whole[: len(start) + 1]
        starts[whole] = start
    return starts


def short_id(db: sqlite3.Connection, whole: str) -> str:
    """Return the shortest start of `whole` that no other entry has."""
    return short_ids(db, [whole])[whole]


def _rows_at_most(db: sqlite3.Connection) -> int:
    """Return a number that the entries of the journal are not more than."""
    newest = (f"coalesce((SELECT max(rowid) FROM {table}), 0)" for table in ENTRIES)
    number: int = db.execute(f"SELECT {' + '.join(newest)}").fetchone()[0]
    return number


def _pairs(db: sqlite3.Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each of these ids with every other that begins as it does."""
    among = [
        f"SELECT w.id, other.id FROM w JOIN {table} AS other ON other.id > w.start "
        "AND other.id < w.start || '~' AND other.id <> w.id"
        for table in ENTRIES
    ]  # an index answers each of them
    # In the order of the index, where neighbours lie on one page.
    for part in chunks(sorted(ids)):
        yield from db.execute(
            f"WITH w (id, start) AS (SELECT column1, substr(column1, 1, {SHORTEST}) "
            f"FROM (VALUES {', '.join(['(?)'] * len(part))})) {' UNION ALL '.join(among)}",
            part,
        )


def _all_pairs(db: sqlite3.Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each of these ids with those before and after it among all entries.

    No other can share more of its start.
    """
    from bisect import bisect_left

    everything = sorted(
        row[0] for table in ENTRIES for row in db.execute(f"SELECT id FROM {table}")
    )
    for whole in ids:
        place = bisect_left(everything, whole)
        for other in everything[max(place - 1, 0) : place] + everything[place + 1 : place + 2]:
            yield whole, other


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
    What came from another machine is not meant. Raises NothingFound.
    """
    names = " ".join(f"WHEN {LOGGED[table]} THEN '{table}'" for table in tables)
    numbers = ", ".join(str(LOGGED[table]) for table in tables)
    newest = db.execute(
        f"SELECT CASE source {names} END AS source, row_id AS id, change_set FROM changes "
        f"WHERE event = {INSERTED} AND source IN ({numbers}) AND coalesce((SELECT command "
        f"FROM change_sets WHERE number = change_set), '') NOT IN {OF_MACHINES} ORDER BY seq DESC"
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
