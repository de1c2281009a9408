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


def several_write(journal: Journal) -> bool:
    """True if more than one person writes: then it is shown who wrote a touch.

    The index of the names is asked for its first and its last one. One that is not mine is a
    second one.
    """
    named = "FROM touches WHERE by IS NOT NULL AND deleted_at IS NULL"
    first, last = journal.db.execute(
        f"SELECT (SELECT min(by) {named}), (SELECT max(by) {named})"
    ).fetchone()
    if first is None:
        return False
    from caretrack.domain.people.names import name_key

    return len({name_key(name) for name in (first, last, journal.writer()) if name}) > 1
