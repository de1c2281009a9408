"""What the cadences in force ask for, and how many caring touches there were."""

from datetime import date, timedelta

from caretrack.domain.load import COUNTED_DAYS, Load, load
from caretrack.journal.connection import Journal
from caretrack.journal.rows import crowd_limit
from caretrack.journal.who_waits import only_among

ALL_TOUCHES = (
    "SELECT coalesce(sum(touches), 0) FROM day_counts "
    "WHERE happened_on BETWEEN ? AND ? AND family = 'care' AND people <= ?"
)
THEIR_TOUCHES = (
    "SELECT count(*) FROM among AS a CROSS JOIN timeline AS c ON c.person_id = a.id "
    "WHERE c.happened_on BETWEEN ? AND ? AND c.family = 'care' AND c.people <= ?"
)
CADENCES = (
    "SELECT cadence_days, count(*) FROM clocks AS c WHERE cadence_days IS NOT NULL AND {among} "
    "GROUP BY cadence_days"
)


def work_load(journal: Journal, among: set[str] | None = None) -> Load:
    """Return what all cadences ask for beside what was done (S2.11); `among` narrows it to ids."""
    narrowed = CADENCES.format(among=only_among(journal, among))
    people = dict(journal.db.execute(narrowed).fetchall())
    since = journal.today - timedelta(days=COUNTED_DAYS - 1)
    bounds = (since.isoformat(), journal.today.isoformat(), crowd_limit(journal))
    counted = ALL_TOUCHES if among is None else THEIR_TOUCHES
    touches = journal.db.execute(counted, bounds).fetchone()[0]
    first = journal.db.execute(
        "SELECT min(happened_on) FROM touches WHERE deleted_at IS NULL AND happened_on <= ?",
        (journal.today.isoformat(),),
    ).fetchone()[0]
    return load(people, touches, date.fromisoformat(first) if first else None, journal.today)
