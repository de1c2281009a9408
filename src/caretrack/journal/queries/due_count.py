"""Count who is due, and read nothing else: a prompt asks for it again and again."""

from datetime import timedelta

from caretrack.journal.connection import Journal


def count_due(journal: Journal, within: int = 0) -> int:
    """Count the people who are due within so many days and not snoozed past today.

    One query, answered from an index.
    """
    today = journal.today.isoformat()
    if journal.db.execute("SELECT 1 FROM clocks WHERE latest > ? LIMIT 1", (today,)).fetchone():
        # Somebody has a touch after today: their clock has to be worked out.
        from caretrack.journal.due import coming_ids, due_ids

        return due_ids(journal, limit=0)[1] + coming_ids(journal, within, limit=0)[1]
    by = (journal.today + timedelta(days=within)).isoformat()
    query = (
        "SELECT count(*) FROM clocks WHERE due_on <= ? AND (snoozed_until IS NULL "
        "OR snoozed_until <= ?)"
    )
    number: int = journal.db.execute(query, (by, today)).fetchone()[0]
    return number
