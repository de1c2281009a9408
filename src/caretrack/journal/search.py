"""Full text: every entry in which all the words stand, newest first."""

import sqlite3
from datetime import date
from typing import NamedTuple

from caretrack.journal.connection import Journal
from caretrack.journal.derived import FOLDED

TEXTS = {
    "people": "SELECT name, trim(coalesce(role || ', ', '') || coalesce(company || ', ', '') || coalesce(note, ''), ', '), added_on FROM people WHERE id = ?",
    "touches": """SELECT (SELECT group_concat(name, ', ') FROM (SELECT p.name FROM touch_people AS tp JOIN people AS p ON p.id = tp.person_id
        WHERE tp.touch_id = t.id AND p.deleted_at IS NULL ORDER BY tp.rowid)), note, happened_on
        FROM touches AS t WHERE t.id = ?""",
    "facts": "SELECT name, category || ': ' || text, learned_on FROM facts JOIN people AS p ON p.id = person_id WHERE facts.id = ?",
    "actions": "SELECT name, sort || ': ' || text, coalesce(done_on, due_on) FROM actions JOIN people AS p ON p.id = person_id WHERE actions.id = ?",
    "feedback": "SELECT name, tone || ': ' || text, heard_on FROM feedback JOIN people AS p ON p.id = person_id WHERE feedback.id = ?",
    "occasions": "SELECT name, label, NULL FROM occasions JOIN people AS p ON p.id = person_id WHERE occasions.id = ?",
}


class Hit(NamedTuple):
    """One entry that was found; `person` names everybody in it."""

    table: str
    id: str
    person: str
    text: str
    on: date | None


def find(journal: Journal, words: str, limit: int) -> list[Hit]:
    """Up to `limit` entries with all the words, newest first; where whole words find nothing, words that start so."""
    terms = [quoted(word) for word in words.split() if any(char.isalnum() for char in word)]
    if not terms:
        return []
    rows = _rows(journal, " ".join(terms), limit) or _rows(
        journal, " ".join(term + "*" for term in terms), limit
    )
    return [_hit(journal, row) for row in rows]


def _rows(journal: Journal, query: str, limit: int) -> list[sqlite3.Row]:
    return journal.db.execute(
        "SELECT d.source, d.row_id FROM (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?) AS s "
        "JOIN search_docs AS d ON d.doc = s.rowid ORDER BY s.rowid DESC",
        (query, limit),
    ).fetchall()


def _hit(journal: Journal, row: sqlite3.Row) -> Hit:
    person, text, on = journal.db.execute(TEXTS[row["source"]], (row["row_id"],)).fetchone()
    return Hit(
        row["source"], row["row_id"], person or "", text, date.fromisoformat(on) if on else None
    )


def quoted(words: str) -> str:
    """The words one after the other, as the index holds them; nothing in them is read as an operator."""
    return '"' + "".join(FOLDED.get(char, char) for char in words).replace('"', '""') + '"'
