"""Whom to look after, of those who are only known: what is asked, and what each answer does."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import NEVER, Clock
from caretrack.journal import changes, due, people, who_waits
from caretrack.journal.connection import Journal
from caretrack.journal.queries.known_people import KnownPerson, known_people
from caretrack.session import Session

NO_REMINDERS = "0"
# The keys that set a cadence: the days, and the words of the choice.
CADENCES: Mapping[str, tuple[int, str]] = {
    "2": (14, "2 weeks"),
    "m": (30, "month"),
    "3": (90, "3 months"),
    "y": (365, "year"),
    NO_REMINDERS: (NEVER, "never"),
}
# n goes to the next one, as in `care next` and `care due -i`.
ARCHIVE, NEXT, BACK, STOP = "a", "n", "u", "q"


class Decided(NamedTuple):
    """What an answer did: the change set that can be undone, and the clock, None in the archive."""

    change_set: str
    clock: Clock | None
    today: date


def to_decide(
    journal: Journal, tag: str | None, company: str | None, limit: int | None
) -> tuple[list[KnownPerson], int]:
    """Return those to decide about, the most met first, `limit` of them; and how many there are."""
    found = known_people(journal, who_waits.ids_with(journal, tag, company))
    return found[:limit], len(found)


def decide(session: Session, person_id: str, key: str) -> Decided:
    """Write the answer for one person, as a change set of its own: ^C loses no answer before it.

    Raises NothingFound where somebody else has erased them since.
    """
    with session.write() as journal:
        with journal.change("triage") as change_set:
            if key == ARCHIVE:
                people.change(journal, person_id, {"archived_on": journal.today})
            else:
                people.change(journal, person_id, {"cadence_days": CADENCES[key][0]})
        clock = due.clocks(journal, [person_id]).get(person_id)
        return Decided(change_set, clock, journal.today)


def take_back(session: Session, change_set: str) -> None:
    """Undo one answer. Raises CareError where somebody changed the same since."""
    with session.write() as journal:
        changes.undo(journal, changes.find_change_set(journal, change_set))
