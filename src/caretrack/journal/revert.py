"""Take back one change of a row, unless something later stands in the way."""

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from caretrack.errors import CareError
from caretrack.journal.change_log import key_is, of_row, sum_of_row
from caretrack.journal.changes import ID_LENGTH
from caretrack.journal.rows import instant, now
from caretrack.journal.schema import columns, key_columns
from caretrack.journal.tables import DELETED, INSERTED, LOGGED, NO_SUM, OF_MACHINES
from caretrack.journal.what_about import subject, subject_of_row

if TYPE_CHECKING:
    from caretrack.journal.sync.origin import Origin

# What is not a change by itself: the key of a handle is worked out from its value.
NOT_COMPARED = {"updated_at", "value_key"}


def revert(db: sqlite3.Connection, change: sqlite3.Row) -> None:
    """Take back one row of the log, as `change_log.lines` has it.

    Raises CareError if something later stands in the way. Must run inside a transaction.
    """
    before: Any = json.loads(change["before"] or "null")
    after: Any = json.loads(change["after"] or "null")
    if _changed_behind_the_log(db, change):
        raise _changed_since(db, change)
    if change["event"] == INSERTED:
        _revert_insert(db, change, after or {})
    elif change["event"] == DELETED:
        _revert_delete(db, change, before)
    else:
        _revert_update(db, change, before, after)


def _changed_behind_the_log(db: sqlite3.Connection, change: sqlite3.Row) -> bool:
    """True if this is the last line about a row that is another one now."""
    table = change["table_name"]
    if change["following"] is not None or change["sum"] == NO_SUM or table not in LOGGED:
        return False
    row = db.execute(
        f"SELECT {sum_of_row(table, table)} FROM {table} WHERE {key_is(table, '?1')}",
        (change["row_id"],),
    ).fetchone()
    return row is not None and row[0] != change["sum"]


def _where(table: str, row: dict[str, Any]) -> tuple[str, list[Any]]:
    keys = key_columns(table)
    return " AND ".join(f"{key} = ?" for key in keys), [row[key] for key in keys]


def _key_of(table: str, row_id: str) -> dict[str, Any]:
    """Return the key of a row of this id in the log, by its columns."""
    names = key_columns(table)
    return dict(zip(names, row_id.split(" ", len(names) - 1), strict=True))


def _revert_insert(db: sqlite3.Connection, change: sqlite3.Row, after: dict[str, Any]) -> None:
    table = change["table_name"]
    # A row that got another key since, as in a merge, is not there under this one.
    where, key = _where(table, _key_of(table, change["row_id"]))
    current = db.execute(f"SELECT * FROM {table} WHERE {where}", key).fetchone()
    if current is not None and any(
        current[name] != value for name, value in after.items() if name not in NOT_COMPARED
    ):
        raise _changed_since(db, change)
    if table == "people":
        _refuse_later_entries(db, {"name": "", **dict(current or {}), "id": change["row_id"]})
    if table == "kinds" and _only_deleted_touches_have(db, change["row_id"]):
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
    if all(value is None for value in before.values()):
        # `care doctor --accept` let a row go of which nothing is known any more.
        return
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
        "SELECT s.id, s.command FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set "
        f"WHERE c.source = ?2 AND {of_row('c', '?1')} AND c.seq > ?3 ORDER BY c.seq DESC LIMIT 1",
        (change["row_id"], LOGGED[change["table_name"]], change["seq"]),
    ).fetchone()
    if later is None:
        return CareError(
            f"{change['row_id']} was changed since by another program", "It cannot be undone."
        )
    if later["command"] in OF_MACHINES:
        return _changed_elsewhere(db, change)
    about = subject(db, later["id"])
    said = (
        f"{about} was changed since, by {later['command']}"
        if about
        else f"it was changed since, by {later['command']}"
    )
    return CareError(said, f"Undo that first: care undo {later['id'][:ID_LENGTH]}")


def _changed_elsewhere(db: sqlite3.Connection, change: sqlite3.Row) -> CareError:
    """Return the error for a row that another machine changed since: what it is, who, and when."""
    from caretrack.journal.sync.origin import origin_of_row

    table, own = change["table_name"], change["row_id"]
    row = json.loads(change["after"] or change["before"] or "{}")
    about = subject_of_row(db, table, own, row) or "it"
    return CareError(
        f"{about} was changed since, by {_by(origin_of_row(db, table, own))}",
        "What came from another machine stays: change it as it should be, and that is sent.",
    )


def _by(origin: "Origin") -> str:
    at = f", {instant(origin.at).astimezone():%Y-%m-%d %H:%M}" if origin.at else ""
    return f"{origin.who}{at}"


def _refuse_later_entries(db: sqlite3.Connection, person: dict[str, Any]) -> None:
    """Raise CareError if a person has entries that were made later.

    The set's own entries are undone before its people: what still stands is later.
    """
    if db.execute(f"SELECT {has_later_entries(':id')}", person).fetchone()[0]:
        from caretrack.journal.sync.origin import origin_of_entries

        if origin := origin_of_entries(db, person["id"]):
            raise CareError(
                f"{person['name']} has later entries, by {_by(origin)}",
                "What came from another machine stays; `care archive` takes the person off the "
                "lists.",
            )
        raise CareError(
            f"{person['name']} has later entries",
            "Undo those first, or `care archive` them; `care undo --list` shows what was done.",
        )


def has_later_entries(person: str) -> str:
    """Return the condition that something stands that is about a person; `person` is their id."""
    of_them = {
        "person_id": ("facts", "actions", "feedback", "occasions", "events", "ties"),
        "other_id": ("ties",),
    }
    entries = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE {column} = {person} AND deleted_at IS NULL"
        for column, tables in of_them.items()
        for table in tables
    )
    touches = (
        "SELECT 1 FROM touch_people JOIN touches ON touches.id = touch_id "
        f"WHERE person_id = {person} AND deleted_at IS NULL"
    )
    return f"EXISTS ({entries} UNION ALL {touches})"


def _revert_update(
    db: sqlite3.Connection,
    change: sqlite3.Row,
    before: dict[str, Any],
    after: dict[str, Any] | None,
) -> None:
    table = change["table_name"]
    if after is None:
        raise _changed_since(db, change)
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
