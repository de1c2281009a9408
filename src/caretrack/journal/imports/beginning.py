"""How the new people of an import begin: looked after, or only known (S2.1)."""

from collections.abc import Sequence

from caretrack.domain.people.person_update import PersonUpdate
from caretrack.domain.records import Beginning
from caretrack.journal.connection import Journal
from caretrack.journal.known import known_ids, take_in
from caretrack.journal.rows import update


class NewPeople:
    """Says how new people begin, and counts how many there are of each sort.

    With `known` they are known and not looked after yet, but for those who have a cadence, by the
    file or by a tag. `every`: new people get `days` as their cadence (None for the usual one), and
    whoever of the file was only known is taken in. A table of our own says for each person whether
    they are known.
    """

    def __init__(
        self, journal: Journal, *, known: bool = False, days: int | None = None, every: bool = False
    ) -> None:
        """Read which tags have a cadence."""
        self.journal = journal
        self._known = known
        self._days = days
        self._every = every
        rows = journal.db.execute("SELECT tag FROM tag_cadences")
        self._tags = frozenset(row[0] for row in rows)
        self._looked_after = self._known_only = 0
        self._taken_in: list[str] = []
        self._own_cadence: set[str] = set()

    def count(self, people: Sequence[PersonUpdate]) -> None:
        """Count these people of the file; call it before they are written."""
        # Whoever is in the archive is neither.
        active = [person for person in people if not _is_archived(person)]
        for person in active:
            if person.is_new:
                known = self._is_known(person)
                self._known_only += known
                self._looked_after += not known
        mine = [person for person in active if not person.is_new]
        before = known_ids(self.journal, [person.id for person in mine])
        self._taken_in += [
            person.id
            for person in mine
            if person.id in before and (self._every or self._has_cadence(person))
        ]
        self._own_cadence.update(person.id for person in mine if person.set_cadence)

    def counted(self) -> Beginning:
        """Return how many there were of each."""
        taken_in = len(self._taken_in)
        return Beginning(self._looked_after, self._known_only, taken_in, self._days)

    def columns(self, person: PersonUpdate) -> dict[str, str | int | None]:
        """Return the cadence of a new person, and since when they are known or looked after."""
        today = self.journal.today.isoformat()
        begin = (
            {"known_on": person.known_since or today}
            if self._is_known(person)
            else {"taken_in_on": today}
        )
        return {"cadence_days": person.set_cadence or self._days, **begin}

    def take_in(self) -> None:
        """Look after those of the file who were only known before and are taken in."""
        take_in(self.journal, self._taken_in)
        if self._days is not None:
            for person_id in self._taken_in:
                if person_id not in self._own_cadence:
                    update(self.journal.db, "people", person_id, {"cadence_days": self._days})

    def _has_cadence(self, person: PersonUpdate) -> bool:
        """True if a tag or the file gives them a cadence, so that they are looked after."""
        return bool(person.set_cadence) or not self._tags.isdisjoint(person.tags)

    def _is_known(self, person: PersonUpdate) -> bool:
        if self._every or self._has_cadence(person):
            return False
        return self._known or bool(person.known_since)


def _is_archived(person: PersonUpdate) -> bool:
    return person.archived_on is not None or person.set_archived is not None
