"""Find who may be in the journal twice, and who of the two would stay."""

from typing import NamedTuple

from caretrack.domain.model import Person
from caretrack.domain.people.blocking import Known
from caretrack.domain.people.duplicates import Pair, duplicates
from caretrack.journal.connection import Journal
from caretrack.journal.people import everybody, listed
from caretrack.journal.phones import country
from caretrack.journal.settings import distinct_pairs


class DuplicatePair(NamedTuple):
    """A pair who may be one person: `gone` would be merged into `into`.

    `into` has more touches, or is in the journal longer.
    """

    gone: Person
    into: Person
    how: str
    why: tuple[str, ...]


def find_duplicates(journal: Journal) -> list[DuplicatePair]:
    """Return every pair who may be one person, the surest first.

    People in the archive are compared too; pairs that were said to be two people are left out.
    """
    people = {person.id: person for person in everybody(journal, archived=None)}
    handles = listed(journal, list(people))
    known = [
        Known(
            person.id,
            person.name,
            person.company,
            handles[person.id].nickname,
            handles[person.id].email,
            handles[person.id].phone,
        )
        for person in people.values()
    ]
    found = duplicates(known, distinct_pairs(journal), country(journal.db))
    touches = (
        dict(
            journal.db.execute(
                "SELECT person_id, count(*) FROM timeline WHERE happened_on <= ? "
                "GROUP BY person_id",
                (journal.today.isoformat(),),
            ).fetchall()
        )
        if found
        else {}
    )
    return [_duplicate_pair(pair, people, touches) for pair in found]


def _duplicate_pair(
    pair: Pair, people: dict[str, Person], touches: dict[str, int]
) -> DuplicatePair:
    def weight(person: Person) -> tuple[bool, int, str]:
        return (person.archived_on is not None, -touches.get(person.id, 0), person.created_at)

    into, gone = sorted((people[pair.one], people[pair.other]), key=weight)
    return DuplicatePair(gone, into, pair.how, pair.why)
