"""Merges of another machine carried on: what came for somebody who was merged goes to who is left.

The setting `merged ID` says into whom a person was merged, and stands as long as the merge does.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from caretrack.domain.people.merging import joined
from caretrack.domain.person import Person
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.sync.across import who_is_left
from caretrack.journal.change_log import lines
from caretrack.journal.checked_drafts import move_checked
from caretrack.journal.merging import MERGED, SAME
from caretrack.journal.rows import (
    ALPHABET,
    DIGITS,
    LETTERS,
    as_object,
    chunks,
    placeholders,
    to_sql,
)
from caretrack.journal.settings import TWO_PEOPLE
from caretrack.journal.sync.unite import CONCERNED, OF_PEOPLE, unite_entries
from caretrack.journal.tables import LOGGED, SYNC, UPDATED


class Followed(NamedTuple):
    """Who is merged into whom in the end, and what was done about it, by ids.

    `moved` are those of whom something went over, each with who is left; `reached` are the latter.
    `back` are people who came back out of a circle. `again` is who is left of people that were
    changed after their merge. `united` counts the rows that both had.
    """

    into: dict[str, str]
    moved: tuple[tuple[str, str], ...]
    back: tuple[str, ...]
    again: set[str]
    united: int

    @property
    def reached(self) -> set[str]:
        """Everybody to whom something came."""
        return {into for _, into in self.moved}


def follow_merges(db: sqlite3.Connection, since: int) -> Followed:
    """Move everything of people who were merged to who is left, and return what was done.

    Of those in `temp.concerned`, whom the log after the line `since` names. Must run inside
    `journal.change(...)`.
    """
    left = who_is_left(_merges(db))
    for person_id in left.back:
        db.execute("DELETE FROM settings WHERE key = ?", (f"{MERGED} {person_id}",))
        db.execute("UPDATE people SET deleted_at = NULL WHERE id = ?", (person_id,))
    concerned = {row[0] for row in db.execute(f"SELECT id FROM {CONCERNED}")}
    those = {gone: into for gone, into in sorted(left.into.items()) if gone in concerned}
    moved = [pair for pair in those.items() if _has_something(db, pair[0])]
    united = sum(_move(db, gone, into) for gone, into in moved)
    again = {into for gone, into in moved if _merge_again(db, gone, into)}
    for gone, columns in _came_late(db, since, those).items():
        _take_late(db, gone, those[gone], columns)
    _move_two_people(db, left.into)
    for gone, into in those.items():
        move_checked(db, gone, into)
    return Followed(left.into, tuple(moved), left.back, again, united)


def _merges(db: sqlite3.Connection) -> dict[str, str]:
    """Return into whom everybody was merged, of whom both are in the journal."""
    rows = db.execute(
        f"SELECT substr(key, {len(MERGED) + 2}), value FROM settings "
        f"WHERE key >= '{MERGED} ' AND key < '{MERGED}!' "
        f"AND EXISTS (SELECT 1 FROM people WHERE id = substr(key, {len(MERGED) + 2})) "
        "AND EXISTS (SELECT 1 FROM people WHERE id = value)"
    )
    return dict(rows.fetchall())


_OWN = (*OF_PEOPLE, ("touch_people", "person_id"), ("handles", "person_id"), ("tags", "person_id"))
_SOMETHING = "SELECT " + " OR ".join(
    [
        "EXISTS (SELECT 1 FROM people WHERE id = ?1 AND deleted_at IS NULL)",
        *(f"EXISTS (SELECT 1 FROM {table} WHERE {column} = ?1)" for table, column in _OWN),
        "EXISTS (SELECT 1 FROM settings WHERE key = 'skipped ' || ?1)",
    ]
)


def _has_something(db: sqlite3.Connection, person_id: str) -> bool:
    """True if a person who was merged is there again, or something is theirs."""
    return bool(db.execute(_SOMETHING, (person_id,)).fetchone()[0])


def _move(db: sqlite3.Connection, gone: str, into: str) -> int:
    """Move everything of one person to another; return how many rows both had."""
    united = _move_keyed(db, "touch_people", "touch_id", gone, into)
    united += _move_keyed(db, "tags", "tag", gone, into)
    for table in SAME:
        theirs = db.execute(f"SELECT id FROM {table} WHERE person_id = ?", (gone,)).fetchall()
        db.execute(f"UPDATE {table} SET person_id = ? WHERE person_id = ?", (into, gone))
        if theirs:
            united += unite_entries(db, table, into, {row[0] for row in theirs})
    for column in ("person_id", "other_id"):
        db.execute(f"UPDATE ties SET {column} = ? WHERE {column} = ?", (into, gone))
    db.execute("UPDATE handles SET person_id = ? WHERE person_id = ?", (into, gone))
    _move_skips(db, gone, into)
    return united


def _move_keyed(db: sqlite3.Connection, table: str, key: str, gone: str, into: str) -> int:
    """Move rows whose key is made of a person and something else; return how many both had."""
    both = f"{key} IN (SELECT {key} FROM {table} WHERE person_id = ?)"
    twice = db.execute(f"DELETE FROM {table} WHERE person_id = ? AND {both}", (gone, into)).rowcount
    db.execute(f"UPDATE {table} SET person_id = ? WHERE person_id = ?", (into, gone))
    return twice


def _move_skips(db: sqlite3.Connection, gone: str, into: str) -> None:
    theirs, mine = f"skipped {gone}", f"skipped {into}"
    if db.execute("SELECT 1 FROM settings WHERE key = ?", (mine,)).fetchone():
        db.execute("DELETE FROM settings WHERE key = ?", (theirs,))
    else:
        db.execute("UPDATE settings SET key = ? WHERE key = ?", (mine, theirs))


def _move_two_people(db: sqlite3.Connection, into: dict[str, str]) -> None:
    """Move what was recorded of two people to who is left of each; of one alone it goes."""
    for key, value in db.execute(
        "SELECT key, value FROM settings WHERE key GLOB ? ORDER BY key", (f"{TWO_PEOPLE} *",)
    ).fetchall():
        pair = key.removeprefix(f"{TWO_PEOPLE} ").split()
        ends = sorted({into.get(one, one) for one in pair})
        if ends == pair:
            continue
        db.execute("DELETE FROM settings WHERE key = ?", (key,))
        new = " ".join([TWO_PEOPLE, *ends])
        there = db.execute("SELECT 1 FROM settings WHERE key = ?", (new,)).fetchone()
        if len(ends) > 1 and not there:
            db.execute("INSERT INTO settings VALUES (?, ?)", (new, value))


def _merge_again(db: sqlite3.Connection, gone: str, into: str) -> bool:
    """Merge the row of somebody who was changed elsewhere after their merge, and so is back.

    What they have more than who is left is taken over, as a merge does it. False if they are not.
    """
    rows = [
        db.execute("SELECT * FROM people WHERE id = ?", (person_id,)).fetchone()
        for person_id in (gone, into)
    ]
    if rows[0]["deleted_at"] is not None:
        return False
    theirs, mine = (as_object(Person, row) for row in rows)
    _join(db, theirs, mine)
    _other_name(db, theirs, mine)
    db.execute(
        "UPDATE people SET deleted_at = ?, updated_at = ? WHERE id = ?",
        (theirs.updated_at, theirs.updated_at, gone),
    )
    return True


def _join(db: sqlite3.Connection, theirs: Person, mine: Person) -> None:
    """Write into the row of who is left what the other has more."""
    at = max(theirs.updated_at, mine.updated_at)
    values = joined(_unsaid(theirs, mine), mine, _day(at)).values
    if values:
        names = ", ".join(f"{name} = ?" for name in values)
        db.execute(
            f"UPDATE people SET {names}, updated_at = ? WHERE id = ?",
            [*map(to_sql, values.values()), at, mine.id],
        )


def _came_late(db: sqlite3.Connection, since: int, those: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the columns of people who were merged that came only now, though they are older.

    The merge did not know of them, and whoever was merged stays away.
    """
    named = db.execute(
        "SELECT c.seq, c.row_id FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set "
        f"WHERE c.seq > ? AND c.source = {LOGGED['people']} AND c.event = {UPDATED} "
        "AND s.command = ?",
        (since, SYNC),
    )
    found: dict[str, set[str]] = {}
    for part in chunks([row[0] for row in named if since and row[1] in those]):
        query = f"SELECT row_id, before, after FROM {lines()} WHERE seq IN ({placeholders(part)})"
        for row in db.execute(query, part):
            before, after = json.loads(row["before"]), json.loads(row["after"])
            if before["deleted_at"] and after["deleted_at"]:
                names = {name for name in _TAKEN if before[name] != after[name]}
                found.setdefault(row["row_id"], set()).update(names)
    return found


_TAKEN = ("name", "cadence_days", *TEXT_NAMES)


def _take_late(db: sqlite3.Connection, gone: str, into: str, columns: set[str]) -> None:
    """Give these columns of somebody who was merged to who is left, and nothing else of theirs."""
    query = "SELECT * FROM people WHERE id = ?"
    theirs, mine = (
        as_object(Person, db.execute(query, (person_id,)).fetchone()) for person_id in (gone, into)
    )
    others: dict[str, Any] = dict.fromkeys(set(_TAKEN[1:]) - columns)
    same: dict[str, Any] = {
        name: getattr(mine, name)
        for name in ("added_on", "known_on", "taken_in_on", "snoozed_until", "archived_why")
    }
    _join(db, theirs._replace(**others, **same), mine)
    if "name" in columns:
        _other_name(db, theirs, mine)


def _day(instant: str) -> date:
    """Return the day of an instant, as the merge is written into a note; it is in UTC."""
    try:
        return date.fromisoformat(instant[:10])
    except ValueError:  # another program wrote it
        return date.min


def _unsaid(theirs: Person, mine: Person) -> Person:
    """Return somebody without the texts that the note of who is left has already.

    The merge wrote them there, and they would be written again.
    """
    said = mine.note or ""
    drop: dict[str, Any] = {
        name: None
        for name in TEXT_NAMES
        if name != "note" and f"{name} {getattr(theirs, name)}" in said
    }
    if theirs.cadence_days is not None and f"cadence every {theirs.cadence_days} d" in said:
        drop["cadence_days"] = None
    return theirs._replace(**drop)


def _other_name(db: sqlite3.Connection, theirs: Person, mine: Person) -> None:
    """Add the other name as a nickname, under an id that every machine makes alike."""
    there = "SELECT 1 FROM handles WHERE person_id = ? AND sort = 'nickname' AND value_key = ?"
    if theirs.name_key == mine.name_key or db.execute(there, (mine.id, theirs.name_key)).fetchone():
        return
    db.execute(
        "INSERT INTO handles VALUES (?, ?, 'nickname', ?, ?) ON CONFLICT (id) DO NOTHING",
        (_made_id(mine.id, theirs.name_key), mine.id, theirs.name, theirs.name_key),
    )


def _made_id(*parts: str) -> str:
    """Return an id that looks like any other, and follows from its parts."""
    noise = sha256("\0".join(parts).encode()).digest()
    return (
        LETTERS[noise[0] % len(LETTERS)]
        + DIGITS[noise[1] % len(DIGITS)]
        + "".join(ALPHABET[byte & 31] for byte in noise[2:16])
    )
