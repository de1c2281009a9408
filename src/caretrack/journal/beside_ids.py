"""What stands beside the ids of people: their names."""

from collections.abc import Sequence

from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, placeholders


def names(journal: Journal, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of these people, by id."""
    found: dict[str, str] = {}
    for part in chunks(list(dict.fromkeys(ids))):
        query = f"SELECT id, name FROM people WHERE id IN ({placeholders(part)})"
        found.update(journal.db.execute(query, part).fetchall())
    return found
