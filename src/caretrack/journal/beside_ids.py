"""What stands beside the ids of people: their names and companies."""

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


def names_and_companies(journal: Journal, ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Return the names and the companies of these people, by id."""
    found: dict[str, tuple[str, str | None]] = {}
    for part in chunks(ids):
        query = f"SELECT id, name, company FROM people WHERE id IN ({placeholders(part)})"
        found.update((row[0], (row[1], row[2])) for row in journal.db.execute(query, part))
    return found
