"""The newest notes of people, for what was said last (S0.4)."""

from collections.abc import Iterable
from datetime import date

from caretrack.domain.model import UNKNOWN
from caretrack.domain.talk.said import Heard
from caretrack.journal.connection import Journal
from caretrack.journal.rows import crowd_limit
from caretrack.journal.touches import MOST_COUNTED, people_in

# So many of the newest notes are looked at for what was said last.
MOST_NOTES = 4


def last_notes(journal: Journal, ids: Iterable[str]) -> dict[str, list[Heard]]:
    """Return the newest caring notes of each person, newest first, MOST_NOTES of them at most.

    The clock's rule decides what counts (S1.7); of a touch of kind `unknown` only the day is known,
    and its note tells nothing that was said. Each person is answered from one end of an index.
    """
    crowd, today = crowd_limit(journal), journal.today.isoformat()
    query = (
        "SELECT t.id, l.happened_on, t.note, l.people FROM timeline AS l "
        "JOIN touches AS t ON t.id = l.touch_id WHERE l.person_id = ? AND l.happened_on <= ? "
        "AND l.family = 'care' AND l.people <= ? AND t.note <> '' "
        f"AND t.kind <> '{UNKNOWN}' "
        f"ORDER BY l.happened_on DESC, t.created_at DESC, t.rowid DESC LIMIT {MOST_NOTES}"
    )
    read = {person: journal.db.execute(query, (person, today, crowd)).fetchall() for person in ids}
    with_others = {touch for rows in read.values() for touch, _, _, people in rows if people > 1}
    there = people_in(journal, sorted(with_others))
    return {
        person: [
            Heard(
                touch,
                date.fromisoformat(day),
                note,
                tuple(name for who, name in there.get(touch, ()) if who != person),
            )
            for touch, day, note, _ in rows
        ]
        for person, rows in read.items()
    }


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
