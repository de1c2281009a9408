"""What a change set was about, in a few words: whom it named, or what came in how many rows."""

import json
import sqlite3
from typing import Any

from caretrack.journal.change_log import MARKS, RESTORED, lines, number_of
from caretrack.journal.tables import INSERTED, LOGGED, SYNC

# A change set is described by the first of these columns that its first row has.
SUBJECT_COLUMNS = ("name", "note", "text", "label", "relation", "tag", "kind", "key", "value")

_PEOPLE, _TOUCHES = LOGGED["people"], LOGGED["touches"]
_MADE = f"""SELECT coalesce(sum(source = {_PEOPLE}), 0), coalesce(sum(source = {_TOUCHES}), 0)
    FROM changes WHERE change_set =
        (SELECT number FROM change_sets WHERE id = ? AND command IN ('import', '{SYNC}'))
        AND event = {INSERTED} AND source IN ({_PEOPLE}, {_TOUCHES})"""


def what_about(db: sqlite3.Connection, change_set: str, command: str, undoes: str | None) -> str:
    """Return what a change set was about; of what a sync brought, also from whom it came."""
    meant = undoes or change_set
    about = _restored_counts(db, change_set) or _counts(db, meant) or subject(db, meant)
    if command != SYNC:
        return about
    from caretrack.journal.sync.origin import origins_of_set

    came = f"from {', '.join(origins_of_set(db, change_set))}"
    return f"{came}: {about}" if about else came


def _restored_counts(db: sqlite3.Connection, change_set: str) -> str:
    """Return what a restore brought: `a backup: 12 people, 1 touch`; "" for other commands."""
    row = db.execute(
        "SELECT json_extract(before, '$.people'), json_extract(before, '$.touches'), undoes "
        "FROM changes JOIN change_sets AS s ON s.number = change_set "
        "WHERE s.id = ? AND source = ?",
        (change_set, MARKS[RESTORED]),
    ).fetchone()
    if row is None:
        return ""
    what = "the earlier journal" if row["undoes"] else "a backup"
    return f"{what}: {_people_and_touches(row[0] or 0, row[1] or 0)}"


def _counts(db: sqlite3.Connection, change_set: str) -> str:
    """Return what an import or a sync brought: `12 people, 1 touch`.

    "" for one row alone, whose own words tell more, and for other commands.
    """
    people, touches = db.execute(_MADE, (change_set,)).fetchone()
    return _people_and_touches(people, touches) if people + touches > 1 else ""


def _people_and_touches(people: int, touches: int) -> str:
    """Return `12 people, 1 touch`, without what there is none of."""
    counts = (
        (people, "person" if people == 1 else "people"),
        (touches, "touch" if touches == 1 else "touches"),
    )
    return ", ".join(f"{number:,} {noun}" for number, noun in counts if number) or "nobody"


def subject(db: sqlite3.Connection, change_set: str) -> str:
    """Return what a change set was about: a person in it, and the text of its first row."""
    rows = [
        json.loads(row[0])
        for row in db.execute(
            f"SELECT coalesce(after, before, '{{}}') FROM {lines()} "
            f"WHERE number = {number_of('?')} ORDER BY seq LIMIT 4",
            (change_set,),
        )
    ]
    text = next((str(rows[0][name]) for name in SUBJECT_COLUMNS if rows and rows[0].get(name)), "")
    who = next((row["person_id"] for row in rows if row.get("person_id")), None)
    person = db.execute("SELECT name FROM people WHERE id = ?", (who,)).fetchone()
    gone = db.execute(
        f"SELECT json_extract(after, '$.name') FROM {lines()} WHERE number = {number_of('?')} "
        f"AND source = {_PEOPLE} AND json_extract(after, '$.deleted_at') IS NOT NULL "
        "AND json_extract(before, '$.deleted_at') IS NULL AND before IS NOT NULL LIMIT 1",
        (change_set,),
    ).fetchone()
    if gone is not None:
        # A person deleted with all that is theirs, or merged into somebody else.
        return f"{gone[0]} into {person[0]}" if person and person[0] != gone[0] else str(gone[0])
    return ": ".join(dict.fromkeys(part for part in (person[0] if person else "", text) if part))


def subject_of_row(db: sqlite3.Connection, table: str, row_id: str, row: dict[str, Any]) -> str:
    """Return what one row is about: a person, and its own text."""
    who = row.get("person_id")
    if table == "touches":
        # An undo that is under way has taken out who was in it.
        first = db.execute(
            f"SELECT substr(row_id, ?2) FROM changes WHERE source = {LOGGED['touch_people']} "
            "AND substr(row_id, 1, 4) = substr(?1, 1, 4) AND +row_id > ?1 || ' ' "
            "AND +row_id < ?1 || '!' ORDER BY seq LIMIT 1",
            (row_id, len(row_id) + 2),
        ).fetchone()
        who = first and first[0]
    person = db.execute("SELECT name FROM people WHERE id = ?", (who,)).fetchone()
    text = next((str(row[name]) for name in SUBJECT_COLUMNS if row.get(name)), "")
    return ": ".join(dict.fromkeys(part for part in (person[0] if person else "", text) if part))
