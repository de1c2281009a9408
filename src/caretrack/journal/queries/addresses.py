"""Find e-mail addresses for mail programs, by name, nickname, address or company."""

from typing import NamedTuple

from caretrack.domain.people.death import has_died
from caretrack.domain.people.names import company_key, name_key
from caretrack.journal.connection import Journal

# Characters that no address holds, or that would make two of one in a header.
SEPARATORS = frozenset(' \t\r\n,;:<>()[]"\\')


class Address(NamedTuple):
    """One address of a person."""

    id: str
    name: str
    email: str
    company: str | None
    archived: bool


def find_addresses(journal: Journal, text: str) -> list[Address]:
    """Return the addresses of everybody in whom each word of `text` stands; all for no words.

    Accents and case do not matter. Archived people come last, and whoever has died is left out.
    Before others come those whose name or nickname has a word that begins so; then they come by
    name. The addresses of one person come as they were added.
    """
    words = name_key(text).split()
    rows = journal.db.execute(
        "SELECT p.id, p.name, h.value AS email, p.company, p.archived_on IS NOT NULL AS "
        "archived, p.archived_why, p.name_key, h.value_key, "
        "(SELECT group_concat(value_key, ' ') FROM handles WHERE person_id = p.id "
        "AND sort = 'nickname') AS nicknames "
        "FROM handles AS h JOIN people AS p ON p.id = h.person_id WHERE h.sort = 'email' "
        "AND p.deleted_at IS NULL ORDER BY h.rowid"
    )
    ranked: list[tuple[bool, bool, str, str, int, Address]] = []
    for row in rows:
        named = f" {row['name_key']} {row['nicknames'] or ''}"
        everything = (
            f"{named} {row['value_key']} {company_key(row['company']) if row['company'] else ''}"
        )
        if (
            all(word in everything for word in words)
            and is_single_address(row["email"])
            and not has_died(row["archived_why"])
        ):
            begins = all(f" {word}" in named or f"-{word}" in named for word in words)
            address = Address(
                row["id"], row["name"], row["email"], row["company"], bool(row["archived"])
            )
            ranked.append(
                (address.archived, not begins, row["name_key"], address.id, len(ranked), address)
            )
    return [entry[-1] for entry in sorted(ranked)]


def is_single_address(email: str) -> bool:
    """True if a mail program reads the value as one address.

    No value of the journal may send a mail to two.
    """
    local, _, domain = email.rpartition("@")
    return bool(local and domain) and email.isprintable() and SEPARATORS.isdisjoint(email)
