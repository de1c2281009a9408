"""What `care stats` counts of touches, by month. A touch with several people counts once.

It is of the people of `stats.choose_people`. What all touches add up to is counted as they are
written (`touch_counts`).
"""

from collections.abc import Mapping
from datetime import date

from caretrack.domain.stats import CountedTouches
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import window

# The plus keeps SQLite from using the index of days: reading the whole table is three times faster.
TOUCHES_IN_TIME = "t.deleted_at IS NULL AND +t.happened_on BETWEEN :since AND :today"
THEIR_TOUCHES = f"""
SELECT substr(t.happened_on, 1, 7), t.channel, t.kind, t.mood, count(*) FROM touches AS t
WHERE {TOUCHES_IN_TIME} AND t.id IN (SELECT touch_id FROM touch_people WHERE person_id IN (
    SELECT id FROM chosen)) GROUP BY 1, 2, 3, 4
"""
# Whole months, without the touches that are still ahead in the month of today.
COUNTED_TOUCHES = """
SELECT month, channel, kind, nullif(mood, 0), sum(touches) AS n FROM (
    SELECT * FROM touch_counts
        WHERE month BETWEEN substr(:since, 1, 7) AND substr(:today, 1, 7)
    UNION ALL SELECT substr(happened_on, 1, 7), kind, channel, coalesce(mood, 0), -1 FROM touches
        WHERE happened_on > :today AND happened_on < substr(:today, 1, 7) || '-~'
            AND deleted_at IS NULL
) GROUP BY 1, 2, 3, 4 HAVING n > 0
"""
# A fact counts for the touch that it names. If it names none, it counts for every touch with that
# person on that day.
TAUGHT = """
SELECT touch_id AS id FROM facts WHERE touch_id IS NOT NULL AND deleted_at IS NULL
    AND source IN ('told', 'noticed')
UNION SELECT touch_id FROM feedback WHERE touch_id IS NOT NULL AND deleted_at IS NULL
UNION SELECT l.touch_id FROM facts AS f JOIN timeline AS l ON l.person_id = f.person_id
    AND l.happened_on = f.learned_on
    WHERE f.touch_id IS NULL AND f.deleted_at IS NULL AND f.source IN ('told', 'noticed')
"""


def touch_counts(journal: Journal, since: date, among: set[str] | None) -> list[CountedTouches]:
    """Count the touches from `since` to today by month, channel, family and mood.

    `since` is the first day of a month. Those of everybody are counted already.
    """
    families = dict(journal.db.execute("SELECT kind, family FROM kinds").fetchall())
    rows = journal.db.execute(
        COUNTED_TOUCHES if among is None else THEIR_TOUCHES, window(journal, since)
    )
    return [
        CountedTouches(month, channel, families[kind], mood, touches)
        for month, channel, kind, mood, touches in rows
    ]


def count_taught(journal: Journal, since: date, among: set[str] | None) -> Mapping[str, int]:
    """Count the caring touches of each month that brought a fact or feedback (S4.3)."""
    only = (
        ""
        if among is None
        else (
            "AND t.id IN (SELECT touch_id FROM touch_people WHERE person_id IN (SELECT id "
            "FROM chosen))"
        )
    )
    rows = journal.db.execute(
        f"SELECT substr(t.happened_on, 1, 7), count(*) FROM ({TAUGHT}) AS taught "
        "JOIN touches AS t ON t.id = taught.id JOIN kinds AS k ON k.kind = t.kind "
        f"WHERE k.family = 'care' AND {TOUCHES_IN_TIME} {only} GROUP BY 1",
        window(journal, since),
    )
    return dict(rows.fetchall())
