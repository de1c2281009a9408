"""The newest notes of people, for what was said last (S0.4)."""

from collections.abc import Iterable
from datetime import date

from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.domain.model import UNKNOWN
from caretrack.domain.talk.said import Heard
from caretrack.journal.connection import Journal
from caretrack.journal.rows import read_number
from caretrack.journal.touches import MOST_COUNTED

# So many of the newest notes are looked at for what was said last.
MOST_NOTES = 4


def last_notes(journal: Journal, ids: Iterable[str]) -> dict[str, list[Heard]]:
    """Return the newest caring notes of each person, newest first, MOST_NOTES of them at most.

    The clock's rule decides what counts (S1.7); of a touch of kind `unknown` only the day is known,
    and its note tells nothing that was said. Each person is answered from one end of an index.
    """
    crowd, today = read_number(journal.db, "crowd", DEFAULT_CROWD), journal.today.isoformat()
    query = (
        "SELECT t.id, l.happened_on, t.note, l.people FROM timeline AS l "
        "JOIN touches AS t ON t.id = l.touch_id WHERE l.person_id = ? AND l.happened_on <= ? "
        "AND l.family = 'care' AND l.people <= ? AND t.note <> '' "
        f"AND t.kind <> '{UNKNOWN}' "
        f"ORDER BY l.happened_on DESC, t.created_at DESC, t.rowid DESC LIMIT {MOST_NOTES}"
    )
    found = {}
    for person in ids:
        rows = journal.db.execute(query, (person, today, crowd)).fetchall()
        found[person] = [
            Heard(
                row["id"],
                date.fromisoformat(row["happened_on"]),
                row["note"],
                _others(journal, row["id"], person) if row["people"] > 1 else (),
            )
            for row in rows
        ]
    return found


def _others(journal: Journal, touch_id: str, person: str) -> tuple[str, ...]:
    rows = journal.db.execute(
        "SELECT p.name FROM touch_people AS tp JOIN people AS p ON p.id = tp.person_id "
        "WHERE tp.touch_id = ? AND p.id <> ? AND p.deleted_at IS NULL ORDER BY tp.rowid",
        (touch_id, person),
    )
    return tuple(row[0] for row in rows)


def days_of(journal: Journal, person_id: str) -> list[date]:
    """Return the day of each touch of a person up to today, the oldest first.

    There are the newest MOST_COUNTED at most.
    """
    rows = journal.db.execute(
        "SELECT happened_on FROM timeline WHERE person_id = ? AND happened_on <= ? "
        f"ORDER BY happened_on DESC LIMIT {MOST_COUNTED}",
        (person_id, journal.today.isoformat()),
    )
    return [date.fromisoformat(row[0]) for row in rows][::-1]
