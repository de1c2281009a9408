"""Touches of a day after today: they wait, are shown as ahead, and count when their day has come.

They come of a journey over time zones, of a clock that went wrong, or of another program. A day of
today or before is made of the touches up to it alone.
"""

from collections.abc import Sequence

from caretrack.domain.model import Touch
from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, placeholders
from caretrack.journal.touches import by_ids


def shadow_clocks(journal: Journal) -> None:
    """Put clocks without the touches after today into a temporary table, before the stored ones.

    The stored clocks count every touch, so that they hold on every later day without a write. A
    query that names no database reads the temporary table.
    """
    from caretrack.journal.clock_row import clock_row

    db = journal.db
    db.execute("CREATE TEMP TABLE IF NOT EXISTS clocks AS SELECT * FROM main.clocks LIMIT 0")
    # Emptied, and not dropped: somebody may still be reading it.
    db.execute("DELETE FROM temp.clocks")
    db.execute("INSERT INTO temp.clocks SELECT * FROM main.clocks")
    db.execute("CREATE UNIQUE INDEX IF NOT EXISTS temp.clocks_of ON clocks (person_id)")
    ahead = db.execute(
        "SELECT person_id FROM main.clocks WHERE latest > ?", (journal.today.isoformat(),)
    ).fetchall()
    for (person_id,) in ahead:
        row = clock_row(journal, person_id)
        settings = ", ".join(f"{name} = ?" for name in row)
        db.execute(
            f"UPDATE temp.clocks SET {settings} WHERE person_id = ?", (*row.values(), person_id)
        )


def touches_ahead(journal: Journal, ids: Sequence[str]) -> dict[str, list[Touch]]:
    """Return the touches after today of each of these people who has any, the soonest first."""
    found: dict[str, list[Touch]] = {}
    for part in chunks(ids):
        rows = journal.db.execute(
            "SELECT person_id, touch_id FROM timeline WHERE happened_on > ? "
            f"AND person_id IN ({placeholders(part)})",
            (journal.today.isoformat(), *part),
        ).fetchall()
        touches = {one.id: one for one in by_ids(journal, [row["touch_id"] for row in rows])}
        for person_id, touch_id in rows:
            found.setdefault(person_id, []).append(touches[touch_id])
    for theirs in found.values():
        theirs.sort(key=lambda touch: (touch.happened_on, touch.created_at, touch.id))
    return found
