"""What the touches of one person tell of how they stand to you, read by index, the newest so many and no more."""

from collections.abc import Iterable
from datetime import date, timedelta

from caretrack.domain.talk.standing import Sign
from caretrack.journal.connection import Journal
from caretrack.journal.due import crowd

# Six years of a touch a week. Of somebody with more, the newest tell enough, and nobody's page waits for the rest.
MOST = 300


def newest(journal: Journal, person_id: str) -> tuple[list[Sign], date]:
    """The newest 300 touches of a person up to today, newest first, and the day from which on none is left out."""
    most = crowd(journal)
    rows = journal.db.execute(
        "SELECT t.id, l.happened_on, t.kind, t.mood, t.from_them, t.note, t.about, l.people > ? FROM (SELECT touch_id, happened_on, people "
        f"FROM timeline WHERE person_id = ? AND happened_on <= ? ORDER BY happened_on DESC LIMIT {MOST}) AS l "
        "JOIN touches AS t ON t.id = l.touch_id ORDER BY l.happened_on DESC, t.created_at DESC, t.id",
        (most, person_id, journal.today.isoformat()),
    )
    signs = [
        Sign(
            touch_id,
            date.fromisoformat(on),
            kind,
            mood,
            bool(from_them),
            note,
            about,
            bool(crowded),
        )
        for touch_id, on, kind, mood, from_them, note, about, crowded in rows
    ]
    return signs, signs[-1].on + timedelta(days=1) if len(signs) == MOST else date.min


def last_care_on(journal: Journal, person_id: str, days: Iterable[date]) -> dict[date, date | None]:
    """The last caring touch of a person as of each of these days, in their order, as the clock counts it: not with a crowd (S1.7)."""
    wanted = list(days)
    rows = journal.db.execute(
        f"WITH d (day) AS (VALUES {', '.join(['(?)'] * len(wanted))}) SELECT day, (SELECT happened_on FROM timeline "
        "WHERE person_id = ? AND happened_on <= day AND family = 'care' AND people <= ? ORDER BY happened_on DESC LIMIT 1) FROM d",
        (*(day.isoformat() for day in wanted), person_id, crowd(journal)),
    )
    found = dict(rows.fetchall())
    return {
        day: date.fromisoformat(last) if (last := found[day.isoformat()]) else None
        for day in wanted
    }
