"""What `care stats` says of people over time, from what is kept of every day (`day_steps.py`).

Everything here is about the people of `stats.choose_people`.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from caretrack.domain.day_steps import SERIES, unpacked
from caretrack.domain.talk.standing_word import ENOUGH_PRAISE, STANDING_DAYS
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import ours, window
from caretrack.journal.rows import crowd_limit
from caretrack.journal.signs import FROM_THEM

CHANGES = "SELECT series, sum(change) FROM steps WHERE day > ? AND day <= ? GROUP BY series"
THEIR_STEPS = "SELECT s.steps FROM chosen AS c CROSS JOIN steps_of AS s ON s.person_id = c.id"
# Whoever is a fan or a critic today, by their feedback and whether they wrote.
FANS_AND_CRITICS = f"""
SELECT f.person_id, (SELECT p.name FROM people AS p WHERE p.id = f.person_id),
    sum(f.tone = 'praise') AS praise,
    sum(f.tone = 'complaint' AND (f.told_on IS NULL OR f.told_on > :today)) AS complaints
FROM steps_of AS s CROSS JOIN feedback AS f ON f.person_id = s.person_id
WHERE s.verdict_ends > :day
    AND f.deleted_at IS NULL AND f.heard_on > :since AND f.heard_on <= :today AND {ours("f")}
GROUP BY f.person_id HAVING complaints > praise
    OR (praise >= {ENOUGH_PRAISE} AND complaints = 0 AND EXISTS (SELECT 1 FROM timeline AS l
        WHERE l.person_id = f.person_id AND l.happened_on > :since AND l.happened_on <= :today
            AND l.people <= :crowd AND l.signs & {FROM_THEM}))
"""


def counts_on(
    journal: Journal, days: Iterable[date], among: set[str] | None
) -> dict[date, Counter[str]]:
    """Return how many people count for what on each of these days, by the names of SERIES."""
    ordered = sorted(set(days))
    numbers = [0, *(day.toordinal() for day in ordered)]
    changes = _changes(journal, numbers) if among is None else _their_changes(journal, numbers)
    counts, found = Counter[str](), {}
    for day, some in zip(ordered, changes, strict=True):
        counts.update(some)
        found[day] = counts.copy()
    return found


def _changes(journal: Journal, numbers: Sequence[int]) -> list[Counter[str]]:
    """Return what changes from each of these days to the next, counted from the day after it."""
    return [
        Counter({SERIES[series]: change for series, change in journal.db.execute(CHANGES, times)})
        for times in pairwise(numbers)
    ]


def _their_changes(journal: Journal, numbers: Sequence[int]) -> list[Counter[str]]:
    found = [Counter[str]() for _ in numbers]
    for (text,) in journal.db.execute(THEIR_STEPS):
        for day, series, change in unpacked(text):
            place = bisect_left(numbers, day)
            if place < len(numbers):
                found[place][SERIES[series]] += change
    return found[1:]


def fans_and_critics(journal: Journal) -> list[tuple[str, str]]:
    """Return the id and name of everybody who is a fan or a critic today (S3.11)."""
    since = journal.today - timedelta(days=STANDING_DAYS)
    values = {
        **window(journal, since),
        "day": journal.today.toordinal(),
        "crowd": crowd_limit(journal),
    }
    return [(row[0], row[1]) for row in journal.db.execute(FANS_AND_CRITICS, values)]
