"""What `care stats` counts of touches, by month. A touch with several people counts once.

It is of the people of `stats.choose_people`. What all touches add up to is counted as they are
written (`touch_counts`).
"""

from collections.abc import Mapping
from datetime import date

from caretrack.domain.clock import LOW_MOOD
from caretrack.domain.stats import FAIR_MOOD, CountedTouches
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import window

MOODS = f"""
sum({{touches}}), sum({{touches}} * (coalesce(mood, 0) BETWEEN 1 AND {LOW_MOOD})),
sum({{touches}} * (coalesce(mood, 0) = {FAIR_MOOD})),
sum({{touches}} * (coalesce(mood, 0) > {FAIR_MOOD}))
"""
# First in the order of the key, where nothing is sorted; what is left is few rows.
ALL_TOUCHES = f"""
SELECT month, channel, family, sum(touches), sum(low), sum(fair), sum(well)
FROM (SELECT month, kind, channel, sum(touches) AS touches,
        sum(touches * (mood BETWEEN 1 AND {LOW_MOOD})) AS low,
        sum(touches * (mood = {FAIR_MOOD})) AS fair, sum(touches * (mood > {FAIR_MOOD})) AS well
    FROM touch_counts WHERE month BETWEEN substr(:since, 1, 7) AND substr(:today, 1, 7)
    GROUP BY month, kind, channel)
CROSS JOIN kinds USING (kind) GROUP BY 1, 2, 3
"""
# Those of days after today, in the month of today.
AHEAD = f"""
SELECT substr(happened_on, 1, 7), channel, family, {MOODS.format(touches="-1")}
FROM touches CROSS JOIN kinds USING (kind)
WHERE happened_on > :today AND happened_on < substr(:today, 1, 7) || '-~' AND deleted_at IS NULL
GROUP BY 1, 2, 3
"""
# Person by person: theirs lie together in the timeline. Then each touch is read once, by its id.
THEIR_TOUCHES = f"""
SELECT substr(happened_on, 1, 7), channel, family, {MOODS.format(touches="1")}
FROM touches CROSS JOIN kinds USING (kind)
WHERE id IN (SELECT l.touch_id FROM chosen AS c CROSS JOIN timeline AS l ON l.person_id = c.id
    WHERE l.happened_on BETWEEN :since AND :today)
GROUP BY 1, 2, 3
"""
TAUGHT = """
SELECT month, count(*) FROM taught AS w
WHERE month BETWEEN substr(:since, 1, 7) AND substr(:today, 1, 7) {narrowed}
    AND w.touch_id NOT IN (SELECT id FROM touches WHERE happened_on > :today)
GROUP BY month
"""
# The plus: the few people of a touch are looked up among the chosen, not all of those in the touch.
OF_CHOSEN = """
AND EXISTS (SELECT 1 FROM touch_people AS p WHERE p.touch_id = w.touch_id
    AND +p.person_id IN (SELECT id FROM chosen))
"""


def touch_counts(journal: Journal, since: date, among: set[str] | None) -> list[CountedTouches]:
    """Count the touches from `since` to today by month, channel, family and mood.

    `since` is the first day of a month. Those of everybody are counted already; what is taken off
    them, because it is still ahead, comes as numbers below 0.
    """
    return [
        CountedTouches(*row)
        for query in ((ALL_TOUCHES, AHEAD) if among is None else (THEIR_TOUCHES,))
        for row in journal.db.execute(query, window(journal, since))
    ]


def count_taught(journal: Journal, since: date, among: set[str] | None) -> Mapping[str, int]:
    """Count the caring touches of each month that brought a fact or feedback (S4.3)."""
    query = TAUGHT.format(narrowed="" if among is None else OF_CHOSEN)
    return dict(journal.db.execute(query, window(journal, since)).fetchall())
