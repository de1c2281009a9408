"""Who is meant by what was typed or written: look-ups by the words of names, then the rule (S2.8).

The rule is `domain.people.names.match`. The table `name_words` narrows the people that it looks at,
so that a name is found as fast among 50,000 as among 50.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from caretrack.domain.people.leading import LONGEST_RUN, first_words, is_named_by, titles_before
from caretrack.domain.people.names import (
    LONGEST_TYPED,
    Candidate,
    match,
    name_key,
    nearest_names,
    slug_of_key,
)
from caretrack.domain.people.plain_names import (
    same_name_key,
    spellings,
    unspaced,
    without_middle_initials,
)
from caretrack.domain.person import Person
from caretrack.errors import NothingFound, SeveralFound
from caretrack.journal.connection import Journal
from caretrack.journal.rows import as_object, chunks, placeholders

# How many people the error SeveralFound tells apart.
SHOWN_CANDIDATES = 8
# Behind every word that starts with what stands before it.
LAST = "\U0010ffff"
_EVERYBODY_WITH = "SELECT person_id FROM name_words WHERE word "


def get(journal: Journal, person_id: str) -> Person:
    """Return the person with this id, given in full. Raises NothingFound."""
    row = journal.db.execute(
        "SELECT * FROM people WHERE id = ? AND deleted_at IS NULL", (person_id,)
    ).fetchone()
    if row is None:
        raise NothingFound(f"nobody has the id {person_id}")
    return as_object(Person, row)


def find(journal: Journal, text: str, *, starts: bool = True) -> Person:
    """Return the one person meant by `text` (S2.8); `text` and `starts` as in `match`.

    Where several are meant, the journal may have somebody to ask (`Journal.choose`). Raises
    NothingFound with the nearest names, SeveralFound with what tells the people apart.
    """
    return _the_one(journal, text, matching(journal, text, starts=starts))


def find_leading(
    journal: Journal, words: Sequence[str], *, starts: bool = True, leaves: int = 0
) -> tuple[Person, list[str]]:
    """Return who is named by the longest run of leading words, and the words that are left.

    A first word with a space in it is a name as it stands. The run leaves at least as many words as
    `leaves`, where there are more. Raises what `find` raises.
    """
    if not words or len(words[0].split()) != 1:
        return find(journal, words[0] if words else "", starts=starts), list(words[1:])
    length, found = _longest_run(journal, words[: max(len(words) - leaves, 1)], starts)
    return _the_one(journal, " ".join(words[:length]), found), list(words[length:])


def find_trailing(journal: Journal, words: Sequence[str]) -> tuple[list[str], Person]:
    """Return the words before the longest run of last words that names one person, and who it is.

    At least one word is left. Raises what `find` raises.
    """
    for start in range(max(1, len(words) - LONGEST_RUN), len(words)):
        run = words[start:]
        length, found = _longest_run(journal, run, starts=True)
        if length == len(run) and found:
            return list(words[:start]), _the_one(journal, " ".join(run), found)
    return list(words[:-1]), find(journal, words[-1])


def _longest_run(
    journal: Journal, words: Sequence[str], starts: bool
) -> tuple[int, list[Candidate]]:
    """Return how many leading words name somebody, and whom."""
    shortest = titles_before(words) + 1
    alone = matching(journal, words[shortest - 1], starts=starts)
    if not alone and shortest > 1:
        shortest, alone = 1, matching(journal, words[0], starts=starts)
    one, other = first_words(words)
    if one and other:
        begins = [person for person in alone if starts]
        known = {person.id: person for person in (*_with_both(journal, one, other), *begins)}
        started = {person.id for person in begins}
        for length in range(min(len(words), LONGEST_RUN), 1, -1):
            found = [
                person
                for person in known.values()
                if is_named_by(
                    words[:length],
                    person,
                    bare_initials=len(alone) != 1,
                    starts=person.id in started,
                )
            ]
            if found:
                return length, match(" ".join(words[:length]), found) or found
    return shortest, alone


def _with_both(journal: Journal, one: str, other: str) -> list[Candidate]:
    """Return everybody whose name has the words of one key, and begins a word like the other."""
    queries = [
        *(f"{_EVERYBODY_WITH} = ?" for _ in one.split()),
        f"{_EVERYBODY_WITH} >= ? AND word < ?",
    ]
    start = other.split(maxsplit=1)[0]
    return _candidates(journal.db, " INTERSECT ".join(queries), (*one.split(), start, start + LAST))


def matching(journal: Journal, text: str, *, starts: bool = True) -> list[Candidate]:
    """Return everybody who could be meant by `text` (S2.8); `text` and `starts` as in `match`.

    The cheapest query that finds anybody decides. Raises NothingFound if `text` is empty.
    """
    if len(text) > LONGEST_TYPED:
        return []
    key = name_key(text)
    if not key:
        raise NothingFound("the name is empty", "`care list` shows everybody.")
    for query, values in _look_ups(key, text):
        found = match(text, _candidates(journal.db, query, values), starts=starts)
        if found:
            return found
    return []


def _look_ups(key: str, text: str) -> Iterable[tuple[str, Sequence[str]]]:
    """Yield queries for the ids of people who may be meant, the cheapest first."""
    exact = (
        "SELECT id FROM people WHERE name_key IN (?, replace(?, '-', ' ')) "
        "UNION SELECT person_id FROM handles WHERE value_key IN (?, ?)"
    )
    values = [key, key, key, text.strip().lower()]
    last = key.rpartition("-")[2]  # a slug may end with an id
    if 4 <= len(last) <= 16:
        exact += " UNION SELECT id FROM people WHERE id >= ? AND id < ? || '~'"
        values += [last, last]
    yield exact, values
    if key.isalnum():
        yield f"{_EVERYBODY_WITH} = ?", [key]
    ways = (key, *spellings(key), unspaced(key))
    runs = list(filter(None, dict.fromkeys(_telling_words(way) for way in ways)))
    if runs:
        starts = f"{_EVERYBODY_WITH} >= ? AND word < ?"
        yield (
            # Each part in brackets of its own: SQLite joins INTERSECT and UNION from left to right.
            " UNION ".join(
                f"SELECT * FROM ({' INTERSECT '.join([starts] * len(words))})" for words in runs
            ),
            [end for words in runs for word in words for end in (word, word + LAST)],
        )


def _telling_words(way: str) -> tuple[str, ...]:
    """Return the words that everybody has in their name who is meant by a spelling of it.

    Single letters may be initials, and "jr" may be left out: they count where nothing else does.
    """
    words = "".join(char if char.isalnum() else " " for char in way).split()
    long = tuple(word for word in without_middle_initials(words) if len(word) > 1)
    return long or tuple(word[0] for word in words[:1])


def called_first(journal: Journal, words: Iterable[str], but_not: str) -> dict[str, str]:
    """Return, for each word (name key) that is a whole or first name, one person's name with it.

    The id `but_not` does not count. Whoever is not archived goes before whoever is.
    """
    query = (
        "SELECT name FROM people WHERE deleted_at IS NULL AND id <> :id "
        "AND (name_key = :word OR (name_key > :word || ' ' AND name_key < :word || '!')) "
        "ORDER BY archived_on IS NOT NULL, name_key LIMIT 1"
    )
    rows = {
        word: journal.db.execute(query, {"word": word, "id": but_not}).fetchone()
        for word in words
        if word
    }
    return {word: row["name"] for word, row in rows.items() if row}


def candidates_of(journal: Journal, ids: Sequence[str]) -> list[Candidate]:
    """Return the people with these ids as they are compared."""
    return [
        person
        for part in chunks(ids)
        for person in _candidates(journal.db, f"VALUES {', '.join(['(?)'] * len(part))}", part)
    ]


def _candidates(db: sqlite3.Connection, query: str, values: Sequence[str]) -> list[Candidate]:
    rows = db.execute(
        "SELECT p.id, p.name, p.name_key, p.archived_on, "
        "(SELECT group_concat(value_key, char(10)) FROM handles "
        "WHERE person_id = p.id AND sort = 'nickname') AS nicknames, "
        "(SELECT group_concat(value_key, char(10)) FROM handles "
        "WHERE person_id = p.id AND sort = 'email') AS emails "
        f"FROM people AS p WHERE p.deleted_at IS NULL AND p.id IN ({query})",
        values,
    )
    return [
        Candidate(
            id=row["id"],
            name=row["name"],
            key=row["name_key"],
            other_keys=tuple((row["nicknames"] or "").split("\n")) if row["nicknames"] else (),
            emails=tuple((row["emails"] or "").split("\n")) if row["emails"] else (),
            archived=row["archived_on"] is not None,
        )
        for row in rows
    ]


def _the_one(journal: Journal, text: str, found: Sequence[Candidate]) -> Person:
    """Return the person who was found. Raises NothingFound for nobody, SeveralFound for several."""
    typed = " ".join(text.split())[:60]
    if len(found) == 1:
        return get(journal, found[0].id)
    if not found:
        raise NothingFound(f"nobody is called '{typed}'", _near(journal, text))
    question = f"{len(found)} people could be meant by '{typed}'"
    shown = in_order(journal.db, found)[:SHOWN_CANDIDATES]
    lines = told_apart(journal, shown)
    if journal.choose is not None and len(found) == len(shown):
        return get(journal, shown[journal.choose(question, lines)].id)
    more = f"; and {len(found) - len(shown)} more" if len(found) > len(shown) else ""
    raise SeveralFound(question, f"Say which: {'; '.join(lines)}{more}.")


def told_apart(journal: Journal, shown: Sequence[Candidate]) -> list[str]:
    """Return a line for each person: the name, what tells them apart, and what to type for them."""
    from caretrack.domain.dates import short

    rows = journal.db.execute(
        "SELECT p.id, p.company, "
        "(SELECT max(happened_on) FROM timeline WHERE person_id = p.id AND happened_on <= ?) "
        f"AS last FROM people AS p WHERE p.id IN ({placeholders(shown)})",
        [journal.today.isoformat(), *(person.id for person in shown)],
    )
    about = {row["id"]: (row["company"], row["last"]) for row in rows}
    lines = []
    for person in shown:
        company, last = about[person.id]
        touched = (
            f"last touch {short(date.fromisoformat(last), journal.today)}"
            if last
            else "no touch yet"
        )
        known = ", ".join(
            filter(None, (company, touched, typed_back(journal, person.id, person.key)))
        )
        lines.append(f"{person.name} ({known})")
    return lines


def typed_back(journal: Journal, person_id: str, key: str) -> str:
    """Return what finds this person and nobody else: a slug, with the id where others share it."""
    from caretrack.journal.ids import short_id

    slug = slug_of_key(key)
    if "-" in slug and [found.id for found in matching(journal, slug)] == [person_id]:
        return slug
    start = short_id(journal.db, person_id)
    return f"{slug}-{start}" if slug else start


def in_order(db: sqlite3.Connection, found: Sequence[Candidate]) -> list[Candidate]:
    """Return people in the order of their names."""
    by_id = {candidate.id: candidate for candidate in found}
    ordered: list[Candidate] = []
    for part in chunks(list(by_id)):
        query = (
            f"SELECT id FROM people WHERE id IN ({placeholders(part)}) "
            "ORDER BY name_key, company, created_at, rowid"
        )
        ordered += [by_id[row[0]] for row in db.execute(query, part)]
    return ordered


def near_names(journal: Journal, text: str) -> list[str]:
    """Return the names and nicknames that a name may be a slip of, the nearest first."""
    rows = journal.db.execute(
        "SELECT name FROM people WHERE deleted_at IS NULL "
        "UNION SELECT value FROM handles JOIN people AS p ON p.id = person_id "
        "WHERE sort = 'nickname' AND p.deleted_at IS NULL"
    )
    return nearest_names(text, [row[0] for row in rows])


def _near(journal: Journal, text: str) -> str:
    near = near_names(journal, text)
    add = (
        "`care add` makes somebody new."
        if near
        else "`care list` shows everybody, `care add` makes somebody new."
    )
    return f"Did you mean {' or '.join(near)}? {add}" if near else add


def with_same_name(journal: Journal, name: str) -> list[Person]:
    """Return everybody who has this name, however it is written (`same_name_key`)."""
    key = name_key(name)
    same = same_name_key(key)
    words = _telling_words(same)
    query = " INTERSECT ".join(f"{_EVERYBODY_WITH} = ?" for _ in words)
    rows = journal.db.execute(
        "SELECT * FROM people WHERE deleted_at IS NULL AND "
        f"(name_key = ?{f' OR id IN ({query})' if words else ''}) ORDER BY name_key, rowid",
        (key, *words),
    )
    found = [as_object(Person, row) for row in rows]
    return [person for person in found if same_name_key(name_key(person.name)) == same]
