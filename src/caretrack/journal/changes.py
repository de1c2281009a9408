"""Read the change log: what each command changed, and how to undo it, whole or not at all."""

import json
import sqlite3
from typing import Any, NamedTuple

from caretrack.errors import CareError, NothingFound, SeveralFound
from caretrack.journal.connection import Journal
from caretrack.journal.phones import make_keys_again
from caretrack.journal.rows import now
from caretrack.journal.schema import columns, key_columns

# What is not a change by itself: the key of a handle is worked out from its value.
NOT_COMPARED = {"updated_at", "value_key"}
# The change set of what was mended when the journal was brought to a newer version.
UPGRADE = "upgrade"
# The table name of a row that marks a change set of which rows were erased by `care forget`.
ERASED = "erased"


class ChangeSet(NamedTuple):
    """What one command did: when (UTC), how many rows, and what it was about.

    `undone_by` is the change set that undid it, if any.
    """

    id: str
    made_at: str
    command: str
    rows: int
    undoes: str | None
    undone_by: str | None
    what: str


ID_LENGTH = 6  # characters of a change set's id
# A change set is described by the first of these columns that its first row has.
SUBJECT_COLUMNS = ("name", "note", "text", "label", "relation", "tag", "kind", "key", "value")

_SETS = (
    "SELECT s.id, s.made_at, s.command, s.undoes, (SELECT count(*) FROM changes "
    "WHERE change_set = s.id) AS rows FROM change_sets AS s"
)

_MADE = """SELECT coalesce(sum(table_name = 'people'), 0),
        coalesce(sum(table_name = 'touches'), 0)
    FROM changes
    WHERE change_set = (SELECT id FROM change_sets WHERE id = ? AND command = 'import')
        AND before IS NULL AND table_name IN ('people', 'touches')"""

_GONE = """SELECT json_extract(after, '$.name') FROM changes WHERE change_set = ?
    AND table_name = 'people'
    AND json_extract(after, '$.deleted_at') IS NOT NULL
        AND json_extract(before, '$.deleted_at') IS NULL AND before IS NOT NULL LIMIT 1"""


def _undone_by(db: sqlite3.Connection) -> dict[str, str]:
    """Return which change set is undone by which, as it stands now.

    An undo that was itself undone undoes nothing.
    """
    undone: dict[str, str] = {}
    for row in db.execute(
        "SELECT id, undoes FROM change_sets WHERE undoes IS NOT NULL ORDER BY rowid DESC"
    ):
        if row["id"] not in undone:
            undone.setdefault(row["undoes"], row["id"])
    return undone


def change_sets(journal: Journal, limit: int) -> list[ChangeSet]:
    """Return the newest change sets, newest first."""
    undone = _undone_by(journal.db)
    rows = journal.db.execute(f"{_SETS} ORDER BY s.rowid DESC LIMIT ?", (limit,))
    return [_change_set(journal.db, row, undone) for row in rows.fetchall()]


def _change_set(db: sqlite3.Connection, row: sqlite3.Row, undone: dict[str, str]) -> ChangeSet:
    meant = row["undoes"] or row["id"]
    about = _import_counts(db, meant) or _subject(db, meant)
    return ChangeSet(
        row["id"],
        row["made_at"],
        row["command"],
        row["rows"],
        row["undoes"],
        undone.get(row["id"]),
        about,
    )


def _import_counts(db: sqlite3.Connection, change_set: str) -> str:
    """Return what an import made: `12 people, 1 touch`.

    "" for one row alone, whose own words tell more, and for other commands.
    """
    people, touches = db.execute(_MADE, (change_set,)).fetchone()
    counts = (
        (people, "person" if people == 1 else "people"),
        (touches, "touch" if touches == 1 else "touches"),
    )
    return (
        ", ".join(f"{number:,} {noun}" for number, noun in counts if number)
        if people + touches > 1
        else ""
    )


def _subject(db: sqlite3.Connection, change_set: str) -> str:
    """Return what a change set was about: a person in it, and the text of its first row."""
    rows = [
        json.loads(row[0])
        for row in db.execute(
            "SELECT coalesce(after, before) FROM changes WHERE change_set = ? ORDER BY seq LIMIT 4",
            (change_set,),
        )
    ]
    text = next((str(rows[0][name]) for name in SUBJECT_COLUMNS if rows and rows[0].get(name)), "")
    who = next((row["person_id"] for row in rows if row.get("person_id")), None)
    person = db.execute("SELECT name FROM people WHERE id = ?", (who,)).fetchone()
    gone = db.execute(_GONE, (change_set,)).fetchone()
    if gone is not None:
        # A person deleted with all that is theirs, or merged into somebody else.
        return f"{gone[0]} into {person[0]}" if person and person[0] != gone[0] else str(gone[0])
    return ": ".join(dict.fromkeys(part for part in (person[0] if person else "", text) if part))


def find_change_set(journal: Journal, start: str | None) -> ChangeSet:
    """Return the change set that `care undo` means.

    It is the one whose id starts with `start`, or else the newest that is no undo and not undone.
    Raises NothingFound, SeveralFound, and CareError if it is undone already.
    """
    undone = _undone_by(journal.db)
    if start is None:
        for row in journal.db.execute(
            f"{_SETS} WHERE s.undoes IS NULL AND s.command <> ? ORDER BY s.rowid DESC LIMIT 1000",
            (UPGRADE,),
        ):
            if row["id"] not in undone:
                return _change_set(journal.db, row, undone)
        raise NothingFound("there is nothing to undo")
    rows = journal.db.execute(
        f"{_SETS} WHERE s.id >= ? AND s.id < ? LIMIT 2", (start.lower(), start.lower() + "~")
    ).fetchall()
    if not rows:
        raise NothingFound(f"no change set starts with {start}", "`care undo --list` shows them.")
    if len(rows) > 1:
        raise SeveralFound(f"several change sets start with {start}", "Give a character more.")
    found = _change_set(journal.db, rows[0], undone)
    if found.undone_by:
        raise CareError(
            f"{found.id[:ID_LENGTH]} is undone already",
            f"To bring it back: care undo {found.undone_by[:ID_LENGTH]}",
        )
    return found


def undo(journal: Journal, change_set: ChangeSet) -> int:
    """Undo every change of the set, newest first, as a change set of its own; return the rows.

    Raises CareError, with nothing changed, if a later command changed the same columns of a
    row, or if part of the set was erased.
    """
    if journal.db.execute(
        "SELECT 1 FROM changes WHERE change_set = ? AND table_name = ?", (change_set.id, ERASED)
    ).fetchone():
        erased = (
            "forget erases for good"
            if change_set.command == "forget"
            else "somebody in it was forgotten, and with them what it changed"
        )
        raise CareError(
            f"{change_set.id[:ID_LENGTH]} cannot be taken back: {erased}",
            "`care undo --list` shows the others.",
        )
    try:
        with journal.change(f"undo {change_set.id[:ID_LENGTH]}", undoes=change_set.id):
            journal.db.execute("PRAGMA defer_foreign_keys = ON")
            changes = journal.db.execute(
                "SELECT seq, table_name, row_id, before, after FROM changes "
                "WHERE change_set = ? ORDER BY seq DESC",
                (change_set.id,),
            ).fetchall()
            for change in changes:
                _revert(journal.db, change)
            if any(change["table_name"] in ("handles", "settings") for change in changes):
                make_keys_again(journal.db)
    except sqlite3.IntegrityError as error:
        raise CareError(
            "a later entry needs what this would take away",
            "Undo that first; `care undo --list` shows what was done.",
        ) from error
    return len(changes)


def _revert(db: sqlite3.Connection, change: sqlite3.Row) -> None:
    before: Any = json.loads(change["before"] or "null")
    after: Any = json.loads(change["after"] or "null")
    if before is None:
        _revert_insert(db, change, after)
    elif after is None:
        _revert_delete(db, change, before)
    else:
        _revert_update(db, change, before, after)


def _where(table: str, row: dict[str, Any]) -> tuple[str, list[Any]]:
    keys = key_columns(table)
    return " AND ".join(f"{key} = ?" for key in keys), [row[key] for key in keys]


def _revert_insert(db: sqlite3.Connection, change: sqlite3.Row, after: dict[str, Any]) -> None:
    table = change["table_name"]
    where, key = _where(table, after)
    current = db.execute(f"SELECT * FROM {table} WHERE {where}", key).fetchone()
    if current is not None and any(
        current[name] != value for name, value in after.items() if name not in NOT_COMPARED
    ):
        raise _changed_since(db, change)
    if table == "people":
        _refuse_later_entries(db, after)
    if table == "kinds" and _only_deleted_touches_have(db, after["kind"]):
        return
    if "deleted_at" in columns(table):
        db.execute(
            f"UPDATE {table} SET deleted_at = ?, updated_at = ? WHERE {where} "
            "AND deleted_at IS NULL",
            [now(), now(), *key],
        )
    else:
        db.execute(f"DELETE FROM {table} WHERE {where}", key)


def _only_deleted_touches_have(db: sqlite3.Connection, kind: str) -> bool:
    """True if all touches of this kind are deleted: undo can bring them back, so the kind stays."""
    alive = db.execute(
        "SELECT max(deleted_at IS NULL) FROM touches WHERE kind = ?", (kind,)
    ).fetchone()[0]
    return bool(alive == 0)


def _revert_delete(db: sqlite3.Connection, change: sqlite3.Row, before: dict[str, Any]) -> None:
    table = change["table_name"]
    where, key = _where(table, before)
    current = db.execute(f"SELECT * FROM {table} WHERE {where}", key).fetchone()
    if current is None:
        db.execute(
            f"INSERT INTO {table} ({', '.join(before)}) VALUES ({', '.join('?' * len(before))})",
            list(before.values()),
        )
    elif dict(current) != before:
        raise _changed_since(db, change)


def _changed_since(db: sqlite3.Connection, change: sqlite3.Row) -> CareError:
    later = db.execute(
        "SELECT s.id, s.command FROM changes AS c JOIN change_sets AS s ON s.id = c.change_set "
        "WHERE c.table_name = ? AND c.row_id = ? AND c.seq > ? ORDER BY c.seq DESC LIMIT 1",
        (change["table_name"], change["row_id"], change["seq"]),
    ).fetchone()
    if later is None:
        return CareError(
            f"{change['row_id']} was changed since by another program", "It cannot be undone."
        )
    about = _subject(db, later["id"])
    said = (
        f"{about} was changed since, by {later['command']}"
        if about
        else f"it was changed since, by {later['command']}"
    )
    return CareError(said, f"Undo that first: care undo {later['id'][:ID_LENGTH]}")


def _refuse_later_entries(db: sqlite3.Connection, person: dict[str, Any]) -> None:
    """Raise CareError if a person has entries that were made later.

    The set's own entries are undone before its people: what still stands is later.
    """
    later = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE person_id = :id AND deleted_at IS NULL"
        for table in ("facts", "actions", "feedback", "occasions", "events", "ties")
    )
    ties = "SELECT 1 FROM ties WHERE (person_id = :id OR other_id = :id) AND deleted_at IS NULL"
    touches = (
        "SELECT 1 FROM touch_people JOIN touches ON touches.id = touch_id WHERE person_id = :id "
        "AND deleted_at IS NULL"
    )
    if db.execute(
        f"SELECT EXISTS ({later} UNION ALL {ties} UNION ALL {touches})", person
    ).fetchone()[0]:
        raise CareError(
            f"{person['name']} has later entries",
            "Undo those first, or `care archive` them; `care undo --list` shows what was done.",
        )


def _revert_update(
    db: sqlite3.Connection, change: sqlite3.Row, before: dict[str, Any], after: dict[str, Any]
) -> None:
    table = change["table_name"]
    where, key = _where(table, after)
    current = db.execute(f"SELECT * FROM {table} WHERE {where}", key).fetchone()
    different = [name for name in after if after[name] != before[name] and name not in NOT_COMPARED]
    if current is None or any(current[name] != after[name] for name in different):
        raise _changed_since(db, change)
    values = {name: before[name] for name in different}
    if "updated_at" in columns(table):
        values["updated_at"] = now()
    settings = ", ".join(f"{name} = ?" for name in values)
    if values:
        db.execute(f"UPDATE {table} SET {settings} WHERE {where}", [*values.values(), *key])


def history_of(journal: Journal, row_id: str) -> list[sqlite3.Row]:
    """Return every change of the entry with this id, oldest first.

    The columns are made_at, command, before and after (JSON text).
    """
    return journal.db.execute(
        "SELECT s.made_at, s.command, c.before, c.after FROM changes AS c "
        "LEFT JOIN change_sets AS s ON s.id = c.change_set "
        "WHERE c.row_id = ? ORDER BY c.seq",
        (row_id,),
    ).fetchall()
