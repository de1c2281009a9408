"""The ties of an import: between people of the file, told by the uid of their record or by name."""

from collections.abc import Iterable, Sequence

from caretrack.domain.people.matching import Matcher
from caretrack.domain.records import TieOutcome, TieRecord
from caretrack.domain.talk.ties import meaning
from caretrack.journal.connection import Journal
from caretrack.journal.imports.as_they_are import is_known
from caretrack.journal.imports.bulk import Bulk
from caretrack.journal.rows import chunks, new_id, now, placeholders

_Meaning = tuple[str, str, str]


def add_ties(
    journal: Journal, matcher: Matcher, bulk: Bulk, records: Sequence[TieRecord]
) -> tuple[TieOutcome, ...]:
    """Add the ties that are new to `bulk`, and return them.

    A tie that says the same from the other side is the same one. One that was deleted by hand does
    not come back. A tie with somebody who did not come in, or with themselves, is none.
    """
    found = [
        (person, record.relation, other)
        for record in records
        if (person := matcher.person_told(record.person))
        and (other := matcher.person_told(record.other))
        and person != other
    ]
    there = _there(journal, {person for tie in found for person in (tie[0], tie[2])})
    new, stamp = [], now()
    for person, relation, other in found:
        said = meaning(relation, person, other)
        if said in there:
            continue
        there.add(said)
        bulk.add("ties", new_id(), person, other, relation, stamp, stamp, None)
        new.append(TieOutcome(matcher.name(person), relation, matcher.name(other)))
    return tuple(new)


def _there(journal: Journal, people: Iterable[str]) -> set[_Meaning]:
    """Return what the ties of these people say, with those that were deleted by hand."""
    found: set[_Meaning] = set()
    for part in chunks(list(people)):
        rows = journal.db.execute(
            "SELECT person_id, other_id, relation FROM ties AS r "
            f"WHERE person_id IN ({placeholders(part)}) AND {is_known('ties')}",
            part,
        )
        found.update(meaning(row["relation"], row["person_id"], row["other_id"]) for row in rows)
    return found
