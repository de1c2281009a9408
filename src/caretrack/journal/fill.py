"""What every journal starts with."""

import sqlite3

from caretrack.domain.kinds import BUILT_IN
from caretrack.journal.schema import APPLICATION_ID


def built_in(db: sqlite3.Connection) -> None:
    """The kinds of the domain, and the number that says whose file this is."""
    db.executemany("INSERT INTO kinds VALUES (?, ?, ?)", [(kind.kind, kind.family, kind.label) for kind in BUILT_IN])
    db.execute("DELETE FROM changes")
    db.execute("DELETE FROM stale")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
