"""Erasing somebody: every row of theirs, the log of changes, the index, and then the free pages. Nothing brings it back.

First one transaction, whole or not at all; then the file is written anew (`VACUUM`). A mark among the settings stands
from the one to the other, so that a run that was cut off between them is finished by the next.
"""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from caretrack.domain.people.mentions import blanked
from caretrack.journal.changes import ERASED
from caretrack.journal.derived import refresh
from caretrack.journal.forget.holding import OWNED, Holding, broken_sets, touches_alone
from caretrack.journal.rows import new_id, now, placeholders
from caretrack.journal.schema import columns

UNFINISHED = "forgetting"


class Erased(NamedTuple):
    """How many rows were erased by table, and how many of the log of changes; how many entries of others lost the name."""

    counts: dict[str, int]
    log: int
    blanked: int


def erase(db: sqlite3.Connection, ids: Sequence[str], held: Holding, *, mentions: bool) -> Erased:
    """Erase everything of the person with these ids; `mentions` takes the name out of what is written of others too.

    Must run inside a transaction. What the triggers log of it is erased as well.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    start = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    counts = _erase_rows(db, ids, touches_alone(db, ids))
    changed = _blank(db, held) if mentions else 0
    refresh(db)
    db.execute("INSERT INTO search(search) VALUES ('optimize')")
    # Before the older rows go: a number that is free at the end of the log is given again.
    db.execute("DELETE FROM changes WHERE seq > ?", (start,))
    _erase_log(db, held.log)
    return Erased(
        {table: count for table, count in counts.items() if count}, len(held.log), changed
    )


def remember(db: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Write down that it was done, which no undo takes back, and that the file is still to be written anew."""
    change_set = new_id()
    db.execute("INSERT INTO change_sets VALUES (?, ?, 'forget', NULL)", (change_set, now()))
    _mark_broken(db, [change_set])
    _quietly(db, "INSERT OR REPLACE INTO settings VALUES (?, ?)", (UNFINISHED, " ".join(ids)))


def unfinished(db: sqlite3.Connection) -> bool:
    """Whether a run was cut off before the file was written anew."""
    return db.execute("SELECT 1 FROM settings WHERE key = ?", (UNFINISHED,)).fetchone() is not None


def write_anew(db: sqlite3.Connection) -> None:
    """Write the whole file anew, so that no free page and no gap in a page holds anything; takes as much room again while it runs."""
    db.execute("VACUUM")
    if unfinished(db):
        db.execute("BEGIN IMMEDIATE")
        _quietly(db, "DELETE FROM settings WHERE key = ?", (UNFINISHED,))
        db.execute("COMMIT")


def _quietly(db: sqlite3.Connection, statement: str, values: tuple[str, ...]) -> None:
    """A write that leaves no trace in the log of changes; inside a transaction."""
    start = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    db.execute(statement, values)
    db.execute("DELETE FROM changes WHERE seq > ?", (start,))


def _erase_log(db: sqlite3.Connection, log: dict[int, str | None]) -> None:
    broken = broken_sets(db, log)
    db.executemany("DELETE FROM changes WHERE seq = ?", [(seq,) for seq in log])
    whole = {change_set for change_set in log.values() if change_set is not None} - broken
    db.executemany("DELETE FROM change_sets WHERE id = ?", [(change_set,) for change_set in whole])
    _mark_broken(db, sorted(broken))


def _mark_broken(db: sqlite3.Connection, sets: Sequence[str]) -> None:
    """A row in each of these change sets that says: what stood here is erased, and the set cannot be undone."""
    there = {
        row[0]
        for row in db.execute("SELECT change_set FROM changes WHERE table_name = ?", (ERASED,))
    }
    values = [(change_set, ERASED, "", "{}") for change_set in sets if change_set not in there]
    db.executemany(
        "INSERT INTO changes (change_set, table_name, row_id, after) VALUES (?, ?, ?, ?)", values
    )


def _erase_rows(db: sqlite3.Connection, ids: Sequence[str], alone: Sequence[str]) -> dict[str, int]:
    one = placeholders(ids)
    counts = {"touches": len(alone)}
    for table in (table for table in OWNED if "touch_id" in columns(table)):
        db.executemany(
            f"UPDATE {table} SET touch_id = NULL WHERE touch_id = ?", [(touch,) for touch in alone]
        )
    for table in OWNED:
        counts[table] = db.execute(
            f"DELETE FROM {table} WHERE person_id IN ({one})", [*ids]
        ).rowcount
    counts["ties"] = db.execute(
        f"DELETE FROM ties WHERE person_id IN ({one}) OR other_id IN ({one})", [*ids, *ids]
    ).rowcount
    db.execute(f"DELETE FROM touch_people WHERE person_id IN ({one})", [*ids])
    db.executemany("DELETE FROM touches WHERE id = ?", [(touch,) for touch in alone])
    for person_id in ids:
        db.execute("DELETE FROM settings WHERE instr(key, ?1) OR instr(value, ?1)", (person_id,))
    db.execute(f"DELETE FROM people WHERE id IN ({one})", [*ids])
    return counts


def _blank(db: sqlite3.Connection, held: Holding) -> int:
    for mention in held.mentions:
        if mention.table == "tags":
            db.execute(
                "DELETE FROM tags WHERE person_id = ? AND tag = ?", (mention.id, mention.text)
            )
        else:
            text = blanked(mention.text, held.traces.names)
            db.execute(
                f"UPDATE {mention.table} SET {mention.column} = ? WHERE id = ?", (text, mention.id)
            )
    return len(held.mentions)
