"""Count who is due, and read nothing else: a prompt asks for it again and again."""

from datetime import timedelta

from caretrack.journal.connection import Journal


def count_due(journal: Journal, within: int = 0) -> int:
    """Count the people who are due within so many days and not snoozed past today.

    One query, answered from an index.
    """
    today, by = journal.today, journal.today + timedelta(days=within)
    query = (
        "SELECT count(*) FROM clocks WHERE due_on <= ? AND (snoozed_until IS NULL "
        "OR snoozed_until <= ?)"
    )
    days = (by.isoformat(), today.isoformat())
    number: int = journal.db.execute(query, days).fetchone()[0]
    return number
