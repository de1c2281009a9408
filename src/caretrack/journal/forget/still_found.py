"""Ask the journal, as `care find` does, whether it still finds what a person was called."""

import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from caretrack.domain.language.index_text import quote_words
from caretrack.domain.people.hint_places import hint_key
from caretrack.domain.people.name_or_word import OTHER
from caretrack.domain.people.sought import WRITTEN, Sought, words_of
from caretrack.journal.derived import text_query
from caretrack.journal.forget.entries_of_others import Mention

# Of more entries only the number is said.
_READ = 200
_SHOWN = 5  # words


class StillFound(NamedTuple):
    """A word of the name that `care find` still finds: in how many entries, and as which words.

    They are plain words that are written like it, or other words that begin so.
    """

    word: str
    entries: int
    written: tuple[str, ...]


def still_found(
    db: sqlite3.Connection, sought: Sought, found: Collection[Mention]
) -> tuple[StillFound, ...]:
    """Return what `care find` finds by the names, but for what is told otherwise.

    `found` are the texts of others with a place that was judged: those that may be the person are
    told by themselves. What others are called is theirs, and not counted.
    """
    told = {
        (mention.table, mention.id) for mention in found if mention.names_them or mention.in_doubt
    }
    told |= {
        (mention.table, mention.id)
        for mention in found
        if all(place.verdict == OTHER for place in mention.places)
    }
    return (
        *(still for asked in sought.asked() if (still := _asked(db, asked, told)) is not None),
        *_hints(sought, [one for one in found if (one.table, one.id) not in told]),
    )


def _hints(sought: Sought, found: Sequence[Mention]) -> Iterator[StillFound]:
    """Give the hints that stand as plain words: the initials OK, one sign of a Chinese name."""
    for hint in sought.hints:
        key = hint_key(hint)
        written = [
            {mention.text[place.start : place.end] for place in mention.places if place.word == key}
            for mention in found
        ]
        if having := [words for words in written if words]:
            yield StillFound(hint.what, len(having), tuple(sorted(set().union(*having)))[:_SHOWN])


def _asked(
    db: sqlite3.Connection, asked: str, told: Collection[tuple[str, str]]
) -> StillFound | None:
    """Return what is found by one name: by whole words, or else by words that begin so."""
    terms = [quote_words(part) for part in asked.split() if any(map(str.isalnum, part))]
    if not terms:
        return None
    rows = _rows(db, " ".join(terms)) or _rows(db, " ".join(f"{term}*" for term in terms))
    written: dict[str, None] = {}
    count = 0
    for table, row_id in rows:
        if (table, row_id) in told:
            continue
        words = list(_written(_text(db, table, row_id), asked)) if count < _READ else []
        if table == "people" and _is_called(db, row_id, words):
            continue
        count += 1
        written.update(dict.fromkeys(words))
    return StillFound(asked, count, tuple(written)[:_SHOWN]) if count else None


def _rows(db: sqlite3.Connection, query: str) -> list[tuple[str, str]]:
    return [
        (row[0], row[1])
        for row in db.execute(
            "SELECT d.source, d.row_id FROM search AS s JOIN search_docs AS d ON d.doc = s.rowid "
            "WHERE s.search MATCH ? ORDER BY s.rowid DESC",
            (query,),
        )
    ]


def _text(db: sqlite3.Connection, table: str, row_id: str) -> str:
    row = db.execute(f"SELECT text FROM ({text_query(table)}) WHERE id = ?", (row_id,)).fetchone()
    return row[0] if row else ""


def _written(text: str, asked: str) -> Iterator[str]:
    """Give the words of a text that begin with the first word that was asked for, as written."""
    first = words_of(asked)[:1]
    for match in re.finditer(WRITTEN, text) if first else ():
        if words_of(match.group())[0].startswith(first[0]):
            yield match.group().lower()


def _is_called(db: sqlite3.Connection, person_id: str, words: Sequence[str]) -> bool:
    """True if somebody is called by all of these words."""
    names = db.execute(
        "SELECT name || ' ' || coalesce(company, '') || ' ' || coalesce((SELECT "
        "group_concat(value, ' ') FROM handles WHERE person_id = people.id), '') "
        "FROM people WHERE id = ?",
        (person_id,),
    ).fetchone()
    called = words_of(names[0])
    return all(words_of(word)[0] in called for word in words)
