"""Companies: found by what was typed, their people, and their care and sales by month (S3.4).

A company is not a row of its own: it is what people have in common. Spellings with the same key are
one company.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caretrack.domain.language.index_text import index_text
from caretrack.domain.people.names import Candidate, company_key, match
from caretrack.domain.person import Person
from caretrack.errors import NothingFound, SeveralFound
from caretrack.journal.colleagues import people_with_company
from caretrack.journal.connection import Journal
from caretrack.journal.rows import as_object, chunks, placeholders

SHOWN_CANDIDATES = 8
# The most rows of the full text that a profile reads for a company of the name.
ENOUGH_FOR_A_HINT = 200


class Company(NamedTuple):
    """A company: its most common name, its key, all spellings, and how many people it has.

    `people` are those who are not archived.
    """

    name: str
    key: str
    spellings: tuple[str, ...]
    people: int
    archived: int


def all_companies(journal: Journal) -> list[Company]:
    """Return all companies that people are of, by name."""
    rows = journal.db.execute(
        "SELECT company, count(*), count(archived_on) FROM people WHERE company IS NOT NULL "
        "AND deleted_at IS NULL GROUP BY company ORDER BY 2 DESC, 1"
    )
    return _group_by_key((row[0], row[1] - row[2], row[2]) for row in rows)


def _group_by_key(rows: Iterable[tuple[str, int, int]]) -> list[Company]:
    found: dict[str, Company] = {}
    for name, people, archived in rows:
        key = company_key(name)
        if key:
            there = found.get(key, Company(name, key, (), 0, 0))
            found[key] = there._replace(
                spellings=(*there.spellings, name),
                people=there.people + people,
                archived=there.archived + archived,
            )
    return sorted(found.values(), key=lambda company: company.key)


def matching(text: str, companies: Iterable[Company]) -> list[Company]:
    """Return the companies that may be meant by what was typed, by the rule for names of people."""
    by_key = {company.key: company for company in companies}
    candidates = [
        Candidate("", company.name, company.key, archived=not company.people)
        for company in by_key.values()
    ]
    return [by_key[candidate.key] for candidate in match(company_key(text) or text, candidates)]


def find(journal: Journal, text: str, nobody: NothingFound | None = None) -> Company:
    """Return the one company meant by what was typed.

    Raises SeveralFound with the names, and NothingFound with the nearest. `nobody` is the error
    that was raised when no person was found; its hint is then joined with this one.
    """
    companies = all_companies(journal)
    found = matching(text, companies)
    if len(found) == 1:
        return found[0]
    typed = " ".join(text.split())[:60]
    if found:
        parts = [f"{company.name} ({_count(company)})" for company in found[:SHOWN_CANDIDATES]]
        more = f", and {len(found) - len(parts)} more" if len(found) > len(parts) else ""
        raise SeveralFound(
            f"{len(found)} companies could be meant by '{typed}'",
            f"Say which: {'; '.join(parts)}{more}.",
        )
    from caretrack.domain.people.names import nearest_names

    near = nearest_names(text, [company.name for company in companies], count=2)
    if nobody is not None:
        if not near:
            raise nobody
        rest = (
            nobody.hint
            if nobody.hint.startswith("Did you mean")
            else "`care add` makes somebody new."
        )
        raise NothingFound(
            nobody.message, f"Did you mean the company {' or '.join(near)}? {rest}"
        ) from nobody
    asked = f"Did you mean {' or '.join(near)}?" if near else "`care list` shows the companies."
    raise NothingFound(f"nobody is of a company called '{typed}'", asked)


def _count(company: Company) -> str:
    number = company.people + company.archived
    return f"{number} {'person' if number == 1 else 'people'}"


def members(journal: Journal, company: Company) -> list[Person]:
    """Return everybody of a company by name, also those in the archive."""
    people = [
        as_object(Person, row)
        for part in chunks(company.spellings)
        for row in journal.db.execute(
            f"SELECT * FROM people WHERE company IN ({placeholders(part)}) AND deleted_at IS NULL",
            part,
        )
    ]
    return sorted(people, key=lambda person: (person.name_key, person.created_at, person.id))


def other_company(journal: Journal, text: str, person: Person) -> Company | None:
    """Return the company that `text` may mean as well as this person, in whole words.

    None if there is none, or if this person is all of it. Found by the full-text index.
    """
    words = "".join(char if char.isalnum() else " " for char in _fold(text)).split()
    if not words or "@" in text or person.id.startswith(text.strip().lower()):
        return None
    rows = people_with_company(journal, " ".join(f'"{word}"' for word in words), ENOUGH_FOR_A_HINT)
    found = matching(text, _group_by_key((company, 1, 0) for _, _, company in rows))
    others = [
        company
        for person_id, _, company in rows
        if found and company_key(company) == found[0].key and person_id != person.id
    ]
    return found[0] if len(found) == 1 and others else None


def _fold(text: str) -> str:
    return index_text(text).replace('"', " ")


def counts_by_month(
    journal: Journal, ids: Sequence[str], since_month: str
) -> dict[tuple[str, str], int]:
    """Count the touches of each family with any of these people, in each month.

    Months are YYYY-MM, from `since_month` to today. A touch with several of them counts once.
    """
    touches: dict[str, tuple[str, str]] = {}
    for part in chunks(ids):
        rows = journal.db.execute(
            "SELECT touch_id, substr(happened_on, 1, 7), family FROM timeline "
            f"WHERE person_id IN ({placeholders(part)}) AND happened_on >= ? AND happened_on <= ?",
            (*part, f"{since_month}-01", journal.today.isoformat()),
        )
        touches.update((row[0], (row[1], row[2])) for row in rows)
    counts: dict[tuple[str, str], int] = {}
    for month_and_family in touches.values():
        counts[month_and_family] = counts.get(month_and_family, 0) + 1
    return counts
