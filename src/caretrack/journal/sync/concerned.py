"""Whom the changes since the last time concern: only of them anything can be across."""

import sqlite3

from caretrack.journal.change_log import key_is
from caretrack.journal.merging import MERGED
from caretrack.journal.sync.unite import OF_PEOPLE
from caretrack.journal.tables import LOGGED

# From so many lines on everybody is looked at: that takes no longer.
MANY = 3_000


def note_concerned(db: sqlite3.Connection, after: int, last: int) -> None:
    """Let the table `temp.concerned` hold the ids of whom the log after a line tells.

    `last` is its last line; where it is before `after`, everybody is meant.
    """
    db.execute("CREATE TEMP TABLE IF NOT EXISTS concerned (id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute("DELETE FROM temp.concerned")
    if last - after > MANY or last < after or after == 0:
        db.execute("INSERT INTO temp.concerned SELECT id FROM people")
        return
    for query in _queries():
        db.execute(f"INSERT OR IGNORE INTO temp.concerned {query}", (after,))
    # A touch stays when one of its people is deleted: who else was in it counts.
    db.execute(
        "INSERT OR IGNORE INTO temp.concerned SELECT o.person_id FROM temp.concerned AS c "
        "CROSS JOIN people AS p ON p.id = c.id AND p.deleted_at > '' "
        "CROSS JOIN touch_people AS w ON w.person_id = p.id "
        "CROSS JOIN touch_people AS o ON o.touch_id = w.touch_id"
    )


def note_beside(db: sqlite3.Connection, person_id: str) -> None:
    """Add everybody who is in a touch with somebody."""
    db.execute(
        "INSERT OR IGNORE INTO temp.concerned SELECT o.person_id FROM touch_people AS w "
        "JOIN touch_people AS o ON o.touch_id = w.touch_id WHERE w.person_id = ?",
        (person_id,),
    )


def _queries() -> list[str]:
    """Return the queries for the people of lines after the one that is bound."""
    lines = "FROM changes AS c"
    blank = "instr(c.row_id, ' ')"
    found = [
        f"SELECT c.row_id {lines} WHERE c.seq > ? AND c.source = {LOGGED['people']}",
        f"SELECT w.person_id {lines} JOIN touch_people AS w ON w.touch_id = c.row_id "
        f"WHERE c.seq > ? AND c.source = {LOGGED['touches']}",
        f"SELECT substr(c.row_id, {blank} + 1) {lines} "
        f"WHERE c.seq > ? AND c.source = {LOGGED['touch_people']}",
        f"SELECT w.person_id {lines} JOIN touch_people AS w "
        f"ON w.touch_id = substr(c.row_id, 1, {blank} - 1) "
        f"WHERE c.seq > ? AND c.source = {LOGGED['touch_people']}",
        f"SELECT substr(c.row_id, 1, {blank} - 1) {lines} "
        f"WHERE c.seq > ? AND c.source = {LOGGED['tags']}",
        # Who was merged, and into whom; who was skipped.
        f"SELECT substr(c.row_id, {blank} + 1) {lines} "
        f"WHERE c.seq > ? AND c.source = {LOGGED['settings']}",
        f"SELECT s.value {lines} JOIN settings AS s ON s.key = c.row_id "
        f"WHERE c.seq > ? AND c.source = {LOGGED['settings']} AND s.key GLOB '{MERGED} *'",
    ]
    found += [
        f"SELECT {table}.{column} {lines} JOIN {table} ON {key_is(table, 'c.row_id')} "
        f"WHERE c.seq > ? AND c.source = {LOGGED[table]}"
        for table, column in (*OF_PEOPLE, ("handles", "person_id"))
    ]
    return found
