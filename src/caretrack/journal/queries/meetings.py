"""Whose addresses stand in a calendar, and with whom there was a touch on a day."""

from collections.abc import Collection, Iterable
from datetime import date

from caretrack.domain.people.death import has_died
from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, placeholders


def people_with_addresses(journal: Journal, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of the people with each of these e-mail addresses, given casefolded."""
    found: dict[str, list[str]] = {}
    for part in chunks(sorted({address.strip().lower() for address in addresses})):
        rows = journal.db.execute(
            "SELECT h.value_key, h.person_id FROM handles AS h JOIN people AS p ON p.id = "
            "h.person_id WHERE h.sort = 'email' AND p.deleted_at IS NULL "
            f"AND h.value_key IN ({placeholders(part)}) "
            "ORDER BY p.archived_on IS NOT NULL, p.rowid",
            part,
        )
        for address, person_id in rows:
            found.setdefault(address, []).append(person_id)
    return found


def in_touch_on(journal: Journal, ids: Collection[str], day: date) -> set[str]:
    """Return those of these people with whom there is a touch on this day, of whatever kind."""
    found: set[str] = set()
    for part in chunks(sorted(ids)):
        rows = journal.db.execute(
            "SELECT DISTINCT person_id FROM timeline "
            f"WHERE happened_on = ? AND person_id IN ({placeholders(part)})",
            (day.isoformat(), *part),
        )
        found.update(row[0] for row in rows)
    return found


def who_died(journal: Journal, ids: Collection[str]) -> set[str]:
    """Return those of these people who have died."""
    found: set[str] = set()
    for part in chunks(sorted(ids)):
        rows = journal.db.execute(
            "SELECT id, archived_why FROM people "
            f"WHERE archived_on IS NOT NULL AND id IN ({placeholders(part)})",
            part,
        )
        found.update(person_id for person_id, why in rows if has_died(why))
    return found
