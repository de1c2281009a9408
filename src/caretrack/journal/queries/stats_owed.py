"""What `care stats` says of promises, gestures and goals.

It is of the people of `stats.choose_people`.
"""

from collections.abc import Iterator
from datetime import date

from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import chosen, window

# What is still open for somebody in the archive is owed no longer.
OWN_ACTIONS = f"""
FROM actions AS a INDEXED BY actions_by_sort WHERE a.deleted_at IS NULL AND {chosen("a")}
    AND (a.done_on IS NOT NULL
        OR (SELECT p.archived_on IS NULL FROM people AS p WHERE p.id = a.person_id))
"""


def promise_days(journal: Journal, since: date) -> Iterator[tuple[date | None, date | None, int]]:
    """Return by when promises were due, when they were kept, and how many of them there are.

    Those that were kept before `since` are left out: they belong to another time.
    """
    rows = journal.db.execute(
        f"SELECT due_on, done_on, count(*) {OWN_ACTIONS} AND sort = 'promise' "
        "AND (done_on IS NULL OR done_on >= :since) GROUP BY done_on, due_on",
        window(journal, since),
    )
    return ((_day(due_on), _day(done_on), count) for due_on, done_on, count in rows)


def gestures(journal: Journal, since: date) -> tuple[int, int]:
    """Count the gestures made from `since` to today, and those still planned (S0.3)."""
    made, planned = journal.db.execute(
        "SELECT count(CASE WHEN done_on BETWEEN :since "
        f"AND :today THEN 1 END), count(CASE WHEN done_on IS NULL THEN 1 END) {OWN_ACTIONS} "
        "AND sort = 'gesture'",
        window(journal, since),
    ).fetchone()
    return made, planned


def reached(journal: Journal, since: date) -> int:
    """Count the goals that they reached from `since` to today (S0.8)."""
    count: int = journal.db.execute(
        "SELECT count(*) FROM facts AS f WHERE reached_on BETWEEN :since AND :today "
        f"AND deleted_at IS NULL AND {chosen('f')}",
        window(journal, since),
    ).fetchone()[0]
    return count


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
