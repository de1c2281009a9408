"""The clock of one person, worked out of their touches up to today."""

from datetime import date
from typing import Any

from caretrack.domain.clock import (
    DEFAULT_CROWD,
    DEFAULT_DAYS,
    Cadence,
    cadence_in_force,
    clock,
    first_due_on,
)
from caretrack.domain.last_touches import ClockTouch, last_touches
from caretrack.journal.connection import Journal
from caretrack.journal.rows import read_number


def clock_row(journal: Journal, person_id: str) -> dict[str, Any]:
    """Return the row of a person in `clocks` as it is today, without touches that are to come."""
    db = journal.db
    rows = db.execute(
        "SELECT l.happened_on, l.family, l.people, l.mood, t.created_at FROM timeline AS l "
        "JOIN touches AS t ON t.id = l.touch_id WHERE l.person_id = ?",
        (person_id,),
    )
    heard = [ClockTouch(date.fromisoformat(row[0]), row[1], row[2], row[3], row[4]) for row in rows]
    last = last_touches(heard, journal.today, read_number(db, "crowd", DEFAULT_CROWD))
    name_key, added_on, start = db.execute(
        "SELECT name_key, added_on, coalesce(taken_in_on, known_on) FROM people WHERE id = ?",
        (person_id,),
    ).fetchone()
    cadence = _cadence(journal, person_id, last.mood)
    base = last.care or date.fromisoformat(start or added_on)
    taken_in = date.fromisoformat(start) if start else None
    first_due = first_due_on(name_key, taken_in, last.care, cadence.days)
    made = clock(last, base, cadence, journal.today, first_due)
    return {
        "base_on": base.isoformat(),
        "base_day": base.toordinal(),
        "last_care": last.care.isoformat() if last.care else None,
        "last_mood": last.mood,
        "last_sales": last.sales.isoformat() if last.sales else None,
        "sales_since": last.sales_since,
        "cadence_days": cadence.days,
        "cadence_reason": cadence.reason,
        "due_on": made.due_on.isoformat() if made.due_on else None,
    }


def usual_days(journal: Journal, person_id: str) -> int | None:
    """Return a person's cadence as it is without a low mood; None for no reminders."""
    return _cadence(journal, person_id, None).days


def _cadence(journal: Journal, person_id: str, mood: int | None) -> Cadence:
    db = journal.db
    own, known = db.execute(
        "SELECT cadence_days, known_on IS NOT NULL FROM people WHERE id = ?", (person_id,)
    ).fetchone()
    tags = dict(
        db.execute(
            "SELECT tag, days FROM tags JOIN tag_cadences USING (tag) WHERE person_id = ?",
            (person_id,),
        ).fetchall()
    )
    default = read_number(db, "cadence", DEFAULT_DAYS)
    return cadence_in_force(own, tags, default, mood, known=bool(known))
