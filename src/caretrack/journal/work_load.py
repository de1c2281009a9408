"""What the cadences in force ask for, and how many caring touches there were."""

from collections import Counter
from datetime import date, timedelta

from caretrack.domain.load import COUNTED_DAYS, Load, load
from caretrack.journal.connection import Journal
from caretrack.journal.rows import crowd_limit

ALL_TOUCHES = (
    "SELECT coalesce(sum(touches), 0) FROM day_counts "
    "WHERE happened_on BETWEEN ? AND ? AND family = 'care' AND people <= ?"
)
TOUCHES_BY_PERSON = (
    "SELECT l.person_id, count(*) FROM touches AS t JOIN timeline AS l ON l.touch_id = t.id "
    "WHERE t.happened_on BETWEEN ? AND ? AND l.family = 'care' AND l.people <= ? GROUP BY 1"
)
CADENCES = (
    "SELECT cadence_days, count(*) FROM clocks WHERE cadence_days IS NOT NULL GROUP BY cadence_days"
)
CADENCES_BY_PERSON = "SELECT person_id, cadence_days FROM clocks WHERE cadence_days IS NOT NULL"


def work_load(journal: Journal, among: set[str] | None = None) -> Load:
    """Return what all cadences ask for beside what was done (S2.11); `among` narrows it to ids."""
    people: Counter[int] = Counter()
    if among is None:
        people.update(dict(journal.db.execute(CADENCES).fetchall()))
    else:
        rows = journal.db.execute(CADENCES_BY_PERSON)
        people.update(days for who, days in rows if who in among)
    since = journal.today - timedelta(days=COUNTED_DAYS - 1)
    bounds = (since.isoformat(), journal.today.isoformat(), crowd_limit(journal))
    if among is None:
        touches = journal.db.execute(ALL_TOUCHES, bounds).fetchone()[0]
    else:
        touched = journal.db.execute(TOUCHES_BY_PERSON, bounds)
        touches = sum(count for who, count in touched if who in among)
    first = journal.db.execute(
        "SELECT min(happened_on) FROM touches WHERE deleted_at IS NULL AND happened_on <= ?",
        (journal.today.isoformat(),),
    ).fetchone()[0]
    return load(people, touches, date.fromisoformat(first) if first else None, journal.today)
