"""What every journal starts with."""

import sqlite3
from collections.abc import Mapping

from caretrack.domain.kinds.families import BUILT_IN
from caretrack.journal.schema import APPLICATION_ID


def built_in(db: sqlite3.Connection) -> None:
    """The kinds of the domain, and the number that says whose file this is."""
    db.executemany(
        "INSERT INTO kinds VALUES (?, ?, ?)",
        [(kind.kind, kind.family, kind.label) for kind in BUILT_IN],
    )
    db.execute("DELETE FROM changes")
    db.execute("DELETE FROM stale")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def settings(db: sqlite3.Connection, values: Mapping[str, int]) -> None:
    """The settings that a journal was asked to begin with. They are no change that could be undone, as little as the kinds."""
    db.execute("BEGIN IMMEDIATE")
    db.executemany(
        "INSERT OR IGNORE INTO settings VALUES (?, ?)",
        [(key, str(value)) for key, value in values.items()],
    )
    db.execute("DELETE FROM changes WHERE change_set IS NULL AND table_name = 'settings'")
    db.execute("COMMIT")
