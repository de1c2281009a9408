"""Find who may be in the journal twice, and who of the two would stay."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from caretrack.domain.people.duplicates import Pair, duplicates
from caretrack.domain.people.prepared import Known
from caretrack.journal.connection import Journal
from caretrack.journal.people import ids_by_name
from caretrack.journal.phones import country
from caretrack.journal.rows import CHUNK, chunks, placeholders
from caretrack.journal.settings import distinct_pairs


class Twin(NamedTuple):
    """One person of a pair."""

    id: str
    name: str
    company: str | None
    archived: bool


class DuplicatePair(NamedTuple):
    """A pair who may be one person: `gone` would be merged into `into`.

    `into` has more touches, or is in the journal longer.
    """

    gone: Twin
    into: Twin
    how: str
    why: tuple[str, ...]


def find_duplicates(journal: Journal) -> list[Pair]:
    """Return every pair who may be one person, the surest first.

    People in the archive are compared too; pairs that were said to be two people are left out.
    """
    return duplicates(_everybody(journal), distinct_pairs(journal), country(journal.db))


def with_who_stays(journal: Journal, found: Iterable[Pair]) -> Iterator[DuplicatePair]:
    """Yield pairs with what is said of the two, and who of them would stay, some at a time."""
    waiting: list[Pair] = []
    for pair in found:
        waiting.append(pair)
        if len(waiting) == CHUNK // 2:
            yield from _with_who_stays(journal, waiting)
            waiting.clear()
    yield from _with_who_stays(journal, waiting)


def _everybody(journal: Journal) -> Iterator[Known]:
    """Yield everybody as they are compared, in the order of their names."""
    for part in chunks(ids_by_name(journal, archived=None)):
        among = f"IN ({placeholders(part)})"
        handles: dict[str, dict[str, tuple[str, ...]]] = {}
        for person_id, sort, value in journal.db.execute(
            f"SELECT person_id, sort, value FROM handles WHERE person_id {among} ORDER BY rowid",
            part,
        ):
            of = handles.setdefault(person_id, {})
            of[sort] = (*of.get(sort, ()), value)
        named = journal.db.execute(f"SELECT id, name, company FROM people WHERE id {among}", part)
        rows = {row[0]: tuple(row) for row in named}
        for person_id in part:
            of = handles.get(person_id, {})
            lists = (of.get(sort, ()) for sort in ("nickname", "email", "phone"))
            if person_id in rows:  # a command may have erased them meanwhile
                yield Known(*rows[person_id], *lists)


def _with_who_stays(journal: Journal, found: list[Pair]) -> Iterator[DuplicatePair]:
    ids = list(dict.fromkeys(person_id for pair in found for person_id in (pair.one, pair.other)))
    twins: dict[str, tuple[tuple[bool, int, str], Twin]] = {}
    for row in journal.db.execute(
        "SELECT id, name, company, archived_on IS NOT NULL, created_at, (SELECT count(*) "
        "FROM timeline WHERE person_id = people.id AND happened_on <= ?) "
        f"FROM people WHERE id IN ({placeholders(ids)})",
        (journal.today.isoformat(), *ids),
    ):
        person_id, name, company, archived, created_at, touches = row
        twin = Twin(person_id, name, company, bool(archived))
        twins[person_id] = ((twin.archived, -touches, created_at), twin)
    for pair in found:
        both = [twins[person_id] for person_id in (pair.one, pair.other) if person_id in twins]
        if len(both) == 2:
            (_, into), (_, gone) = sorted(both, key=lambda twin: twin[0])
            yield DuplicatePair(gone, into, pair.how, pair.why)
