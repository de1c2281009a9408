"""The names of people and companies that may stand in a note, by the indexes."""

import re
from collections.abc import Iterable, Sequence

from caretrack.domain.kinds.name_words import LONGEST_NAME, Names, NameSet, name_set
from caretrack.domain.language.index_text import quote_words
from caretrack.domain.language.phrases import LONGEST_READ
from caretrack.domain.people.names import name_key
from caretrack.domain.person import Person
from caretrack.journal.connection import Journal
from caretrack.journal.rows import placeholders

# So many words of a note are looked up; those of more are read as words.
_LOOKED_UP = 200
# Of one word, so many entries are searched, and so many people are taken.
_SEARCHED = 1_000
_OF_ONE_WORD = 20


def names_in(journal: Journal, note: str, people: Sequence[Person | str]) -> Names:
    """Return the names of `people`, and of all others that the note may mention.

    Somebody who is not in the journal yet is only a name. Only words of the note are looked up,
    however many people there are.
    """
    return Names(names_of(journal, people), others_in(journal, note))


def every_name(journal: Journal) -> NameSet:
    """Return all names in the journal: for many notes at once."""
    names = journal.db.execute(
        "SELECT name FROM people WHERE deleted_at IS NULL "
        "UNION SELECT value FROM handles WHERE sort = 'nickname'"
    )
    companies = journal.db.execute("SELECT DISTINCT company FROM people WHERE company IS NOT NULL")
    return name_set((row[0] for row in names), (row[0] for row in companies))


def names_of(journal: Journal, people: Sequence[Person | str]) -> NameSet:
    """Return the names of `people`, nicknames and companies among them."""
    known = [person for person in people if not isinstance(person, str)]
    names = [one if isinstance(one, str) else one.name for one in people]
    nicknames = journal.db.execute(
        "SELECT value FROM handles WHERE sort = 'nickname' "
        f"AND person_id IN ({placeholders(known)})",
        [person.id for person in known],
    )
    names += [row[0] for row in nicknames]
    return name_set(names, (person.company for person in known if person.company))


def others_in(journal: Journal, note: str) -> NameSet:
    """Return the names in the journal that a note may mention."""
    found = re.findall(r"\w+", note[:LONGEST_READ])[:_LOOKED_UP]
    keys = [name_key(word) for word in found]
    runs = {
        " ".join(keys[at : at + length])
        for length in range(2, LONGEST_NAME + 1)
        for at in range(len(keys) - length + 1)
    }
    capitals = {
        key for word, key in zip(found, keys, strict=True) if word[0].isupper() and len(key) > 1
    }
    names = set(_whole(journal, runs))
    companies: set[str] = set()
    for word in capitals:
        named, of = _with_word(journal, word)
        names.update(named)
        companies.update(of)
    return name_set(names, companies)


def _whole(journal: Journal, keys: Iterable[str]) -> Iterable[str]:
    """Yield the names and nicknames that are one of these keys."""
    wanted = list(keys)
    if not wanted:
        return ()
    rows = journal.db.execute(
        "SELECT name FROM people WHERE deleted_at IS NULL "
        f"AND name_key IN ({placeholders(wanted)}) "
        "UNION SELECT value FROM handles WHERE sort = 'nickname' "
        f"AND value_key IN ({placeholders(wanted)})",
        [*wanted, *wanted],
    )
    return (row[0] for row in rows)


def _with_word(journal: Journal, word: str) -> tuple[list[str], list[str]]:
    """Return names and companies that have this word in them, first names before all others."""
    rows = journal.db.execute(
        "SELECT name, NULL FROM (SELECT name FROM people WHERE deleted_at IS NULL "
        "AND (name_key = :word OR (name_key > :word || ' ' AND name_key < :word || '!')) LIMIT 1) "
        "UNION ALL SELECT value, NULL FROM handles WHERE sort = 'nickname' AND value_key = :word "
        "UNION ALL SELECT * FROM (SELECT p.name, p.company FROM (SELECT rowid FROM search "
        f"WHERE search MATCH :quoted LIMIT {_SEARCHED}) AS s "
        "JOIN search_docs AS d ON d.doc = s.rowid JOIN people AS p ON p.id = d.row_id "
        f"WHERE d.source = 'people' AND p.deleted_at IS NULL LIMIT {_OF_ONE_WORD})",
        {"word": word, "quoted": quote_words(word)},
    ).fetchall()
    return [row[0] for row in rows], [row[1] for row in rows if row[1]]
