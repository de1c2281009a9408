"""Which entries of people speak of somebody else who has died (`domain.people.in_memory`)."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, placeholders

if TYPE_CHECKING:
    from caretrack.domain.people.in_memory import Departed

# The id of an entry, whose it is, its text, and its day (`Kept`).
Entry = tuple[str, str, str, date | None]
# So many letters of a text are read: what it is about stands there.
_READ = 400
# To look for names in so many texts takes longer than to see first whether anybody has died.
_MANY = 500
# What parts the words of a text in ASCII.
_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}


def about_departed(journal: Journal, entries: Iterable[Entry], who: str = "") -> frozenset[str]:
    """Return the ids of those entries that speak of somebody who has died as if they lived.

    With `who`, an id, only of this person.
    """
    read = [(entry_id, whose, text[:_READ], on) for entry_id, whose, text, on in entries]
    if len(read) >= _MANY and not _has_anybody_died(journal):
        return frozenset()
    keys = set[str]().union(*(_keys(text) for _, _, text, _ in read))
    # An s at the end of a word may be a genitive.
    keys |= {key[:-1] for key in keys if key.endswith("s")}
    rows = _archived_called(journal, keys)
    if not rows:
        return frozenset()
    from caretrack.domain.people.death import has_died

    rows = [row for row in rows if who in ("", row["id"]) and has_died(row["archived_why"])]
    if not rows:
        return frozenset()
    from caretrack.domain.people.in_memory import Kept, speaks_of

    departed = [_departed(journal, row) for row in rows]
    return frozenset(
        entry.id
        for entry in (Kept(*values) for values in read)
        if any(speaks_of(entry, one) for one in departed)
    )


def _has_anybody_died(journal: Journal) -> bool:
    """True if somebody is in the archive because they have died."""
    reasons = journal.db.execute(
        "SELECT DISTINCT archived_why FROM people WHERE archived_on IS NOT NULL "
        "AND archived_why IS NOT NULL AND deleted_at IS NULL"
    ).fetchall()
    if not reasons:
        return False
    from caretrack.domain.people.death import has_died

    return any(has_died(why) for (why,) in reasons)


def _keys(text: str) -> Iterable[str]:
    """Return the words of a text that may be names."""
    if text.isascii():
        found = text.translate(_SIGNS).split()
    else:
        found = "".join(sign if sign.isalnum() else " " for sign in text).split()
    capitals = [word for word in found if not word[0].islower()]
    if text.isascii():
        return " ".join(capitals or found).lower().split()  # as `name_key` has it
    from caretrack.domain.people.names import name_key
    from caretrack.domain.people.plain_names import parts_of_unspaced

    return [*map(name_key, capitals or found), *parts_of_unspaced(name_key(text))]


def _archived_called(journal: Journal, keys: Iterable[str]) -> list[sqlite3.Row]:
    """Return who is in the archive for a reason, and has one of these words in the name."""
    found: dict[str, sqlite3.Row] = {}
    for part in chunks(sorted(keys)):
        query = (
            "SELECT p.id, p.name, p.archived_why, p.archived_on FROM name_words AS w "
            "JOIN people AS p ON p.id = w.person_id "
            f"WHERE w.word IN ({placeholders(part)}) AND p.archived_on IS NOT NULL "
            "AND p.archived_why IS NOT NULL AND p.deleted_at IS NULL"
        )
        found.update((row["id"], row) for row in journal.db.execute(query, part))
    return list(found.values())


def _departed(journal: Journal, row: sqlite3.Row) -> "Departed":
    from caretrack.domain.people.in_memory import Departed
    from caretrack.domain.people.names import name_key

    nicknames = journal.db.execute(
        "SELECT value FROM handles WHERE person_id = ? AND sort = 'nickname'", (row["id"],)
    )
    names = [row["name"], *(nickname for (nickname,) in nicknames)]
    firsts = sorted({name_key(name).split()[0] for name in names if name_key(name)})
    living = journal.db.execute(
        "SELECT DISTINCT p.id FROM name_words AS w JOIN people AS p ON p.id = w.person_id "
        f"WHERE w.word IN ({placeholders(firsts)}) AND p.archived_on IS NULL "
        "AND p.deleted_at IS NULL",
        firsts,
    )
    return Departed(
        [name for name in names if name_key(name)],
        date.fromisoformat(row["archived_on"]),
        _akin(journal, row),
        frozenset(person_id for (person_id,) in living),
    )


def _akin(journal: Journal, row: sqlite3.Row) -> frozenset[str]:
    """Return who is tied to somebody, or has their surname."""
    from caretrack.domain.people.names import name_key

    words = name_key(row["name"]).split()
    found = {
        one
        for pair in journal.db.execute(
            "SELECT person_id, other_id FROM ties WHERE (person_id = ?1 OR other_id = ?1) "
            "AND deleted_at IS NULL",
            (row["id"],),
        )
        for one in pair
    }
    if len(words) > 1:
        family = journal.db.execute(
            "SELECT p.id, p.name_key FROM name_words AS w JOIN people AS p ON p.id = w.person_id "
            "WHERE w.word = ?",
            (words[-1],),
        )
        found |= {person_id for person_id, key in family if key.split()[-1:] == words[-1:]}
    return frozenset(found - {row["id"]})
