"""Search the full text: entries that hold words, and sent texts that may be near to a draft."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.language.index_text import quote_words
from caretrack.errors import CareError
from caretrack.journal.connection import Journal
from caretrack.journal.rows import CHUNK, placeholders

if TYPE_CHECKING:
    from caretrack.domain.draft.pasted import Sent

TEXTS = {
    "people": (
        "SELECT name, trim(coalesce(role || ', ', '') || coalesce(company || ', ', '') || "
        "coalesce(note, ''), ', '), added_on FROM people WHERE id = ?"
    ),
    "touches": """SELECT (SELECT group_concat(name, ', ') FROM (SELECT p.name
        FROM touch_people AS tp JOIN people AS p ON p.id = tp.person_id
        WHERE tp.touch_id = t.id AND p.deleted_at IS NULL ORDER BY tp.rowid)), note, happened_on
        FROM touches AS t WHERE t.id = ?""",
    "facts": (
        "SELECT name, category || ': ' || text, learned_on FROM facts "
        "JOIN people AS p ON p.id = person_id WHERE facts.id = ?"
    ),
    "actions": (
        "SELECT name, sort || ': ' || text, coalesce(done_on, due_on) FROM actions "
        "JOIN people AS p ON p.id = person_id WHERE actions.id = ?"
    ),
    "feedback": (
        "SELECT name, tone || ': ' || text, heard_on FROM feedback "
        "JOIN people AS p ON p.id = person_id WHERE feedback.id = ?"
    ),
    "occasions": (
        "SELECT name, label, NULL FROM occasions JOIN people AS p ON p.id = person_id "
        "WHERE occasions.id = ?"
    ),
    "events": (
        "SELECT name, text, happens_on FROM events JOIN people AS p ON p.id = person_id "
        "WHERE events.id = ?"
    ),
}


MOST_WORDS = 100


class SearchHit(NamedTuple):
    """One entry that was found; `person` names everybody in it."""

    table: str
    id: str
    person: str
    text: str
    on: date | None


def find(journal: Journal, words: str, limit: int) -> list[SearchHit]:
    """Return up to `limit` entries that hold all the words, newest first.

    If whole words find nothing, words that start so are looked for. Raises CareError for more than
    MOST_WORDS words.
    """
    said = dict.fromkeys(word for word in words.split() if any(map(str.isalnum, word)))
    if len(said) > MOST_WORDS:
        raise CareError(
            f"those are {len(said):,} words", f"Search for at most {MOST_WORDS} at a time."
        )
    terms = [quote_words(word) for word in said]
    if not terms:
        return []
    rows = _rows(journal, " ".join(terms), limit) or _rows(
        journal, " ".join(term + "*" for term in terms), limit
    )
    return [_hit(journal, row) for row in rows]


def _rows(journal: Journal, query: str, limit: int) -> list[sqlite3.Row]:
    return journal.db.execute(
        "SELECT d.source, d.row_id FROM (SELECT rowid FROM search WHERE search MATCH ? "
        "ORDER BY rowid DESC LIMIT ?) AS s "
        "JOIN search_docs AS d ON d.doc = s.rowid ORDER BY s.rowid DESC",
        (query, limit),
    ).fetchall()


def _hit(journal: Journal, row: sqlite3.Row) -> SearchHit:
    person, text, on = journal.db.execute(TEXTS[row["source"]], (row["row_id"],)).fetchone()
    return SearchHit(
        row["source"], row["row_id"], person or "", text, date.fromisoformat(on) if on else None
    )


# A pair in more notes than this is in every mail: the newest of them will do.
MOST_OF_PAIR = 200
MOST_READ = 30

NOTES = """
SELECT d.doc, t.id, t.happened_on, t.note,
    (SELECT group_concat(name, char(10)) FROM (SELECT p.name FROM touch_people AS tp
        JOIN people AS p ON p.id = tp.person_id
        WHERE tp.touch_id = t.id AND p.deleted_at IS NULL ORDER BY tp.rowid)) AS names
FROM search_docs AS d CROSS JOIN touches AS t ON t.id = d.row_id
WHERE d.doc IN ({docs}) AND d.source = 'touches'
    AND t.channel IN ('email', 'chat', 'letter') AND NOT t.from_them
    AND t.happened_on <= ?
    AND {to} EXISTS (SELECT 1 FROM touch_people WHERE touch_id = t.id AND person_id = ?)
"""


def find_sent(
    journal: Journal, pairs: Iterable[tuple[str, str]], person_id: str | None, *, to: bool = False
) -> "list[Sent]":
    """Return up to MOST_READ texts that were sent to others and may be near to a draft (S1.5).

    With `to` those that were sent to this person instead.

    `pairs` are words that stand near together in the draft. The texts that hold the most of them
    come first, the newest first among equals. What was written to you is left out.

    Reading two hundred thousand notes would take seconds. The full-text index finds the notes with
    each pair of words, and only those with the most pairs are read: a copy has many. Whole phrases
    would say more, but to find one with a "the" in it the index reads every "the" of the journal.
    """
    from caretrack.domain.draft.pasted import SPAN, Sent

    votes: Counter[int] = Counter()
    query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
    for one, other in pairs:
        near = f"NEAR({quote_words(one)} {quote_words(other)}, {SPAN - 1})"
        votes.update(row[0] for row in journal.db.execute(query, (near, MOST_OF_PAIR)))
    found: list[Sent] = []
    ranked = sorted(votes, key=lambda doc: (-votes[doc], -doc))
    for start in range(0, len(ranked), CHUNK):
        docs = ranked[start : start + CHUNK]
        rows = {
            row["doc"]: row
            for row in journal.db.execute(
                NOTES.format(docs=placeholders(docs), to="" if to else "NOT"),
                [*docs, journal.today.isoformat(), person_id or ""],
            )
        }
        for doc in docs:
            if doc in rows and rows[doc]["names"]:
                row = rows[doc]
                found.append(
                    Sent(
                        row["id"],
                        date.fromisoformat(row["happened_on"]),
                        tuple(row["names"].split("\n")),
                        row["note"],
                    )
                )
        if len(found) >= MOST_READ:
            break
    return found[:MOST_READ]
