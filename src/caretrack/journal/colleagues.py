"""Who is of the same company as a person (S3.4)."""

from caretrack.domain.language.index_text import quote_words
from caretrack.domain.people.names import company_key
from caretrack.domain.person import Person
from caretrack.journal.connection import Journal

# The most rows of the full text that a profile reads for colleagues.
ENOUGH = 2_000


def colleagues(journal: Journal, person: Person) -> list[tuple[str, str]]:
    """Return id and name of who else is of this person's company and not archived, by name.

    Found by the full-text index: a profile reads no whole table.
    """
    if not person.company:
        return []
    key = company_key(person.company)
    rows = people_with_company(journal, quote_words(_as_written(key)), ENOUGH)
    return [(row[0], row[1]) for row in rows if row[0] != person.id and company_key(row[2]) == key]


def _as_written(key: str) -> str:
    """Return the key of a company in letters as they are written, for the full-text index."""
    from unicodedata import normalize

    return normalize("NFC", key)


def people_with_company(journal: Journal, query: str, enough: int) -> list[tuple[str, str, str]]:
    """Return id, name and company of the people who have a company and match the query."""
    return journal.db.execute(
        "SELECT p.id, p.name, p.company FROM (SELECT rowid FROM search WHERE search MATCH ? "
        f"LIMIT {enough}) AS s "
        "JOIN search_docs AS d ON d.doc = s.rowid JOIN people AS p ON p.id = d.row_id "
        "WHERE d.source = 'people' AND p.deleted_at IS NULL AND p.archived_on IS NULL "
        "AND p.company IS NOT NULL ORDER BY p.name_key, p.rowid",
        (query,),
    ).fetchall()
