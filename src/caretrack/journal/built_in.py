"""Insert what a new journal begins with."""

import sqlite3
from collections.abc import Mapping

from caretrack.journal.tables import LOGGED
from caretrack.journal.version import APPLICATION_ID


def insert_kinds(db: sqlite3.Connection) -> None:
    """Insert the built-in kinds that are not there yet.

    The first migration makes the table of version 1, which refuses `tried`: that kind comes later.
    """
    from caretrack.domain.kinds.families import BUILT_IN

    db.executemany(
        "INSERT OR IGNORE INTO kinds VALUES (?, ?, ?)",
        [(kind.kind, kind.family, kind.label) for kind in BUILT_IN],
    )


def insert_built_in(db: sqlite3.Connection) -> None:
    """Insert the built-in kinds, and mark the file as one of this program."""
    insert_kinds(db)
    db.execute("DELETE FROM changes")
    db.execute("DELETE FROM stale")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def insert_settings(db: sqlite3.Connection, values: Mapping[str, int | str]) -> None:
    """Insert the settings that a new journal begins with; inside a transaction.

    Like the kinds, they are no change that could be undone.
    """
    db.executemany(
        "INSERT OR IGNORE INTO settings VALUES (?, ?)",
        [(key, str(value)) for key, value in values.items()],
    )
    db.execute(f"DELETE FROM changes WHERE change_set IS NULL AND source = {LOGGED['settings']}")
