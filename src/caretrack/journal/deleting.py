"""Deleting by a mark: what goes with an entry, and what is said of it."""

from caretrack.journal.connection import Journal
from caretrack.journal.rows import mark_deleted
from caretrack.journal.search import TEXTS

WORDS = {
    "touches": "touch",
    "facts": "fact",
    "feedback": "feedback",
    "occasions": "occasion",
    "ties": "tie",
}


def delete(journal: Journal, table: str, entry_id: str) -> str:
    """Mark an entry as deleted and give what it was, in words. With a person goes all that is theirs alone."""
    if table in TEXTS:
        name, text, _ = journal.db.execute(TEXTS[table], (entry_id,)).fetchone()
    else:
        name, text = journal.db.execute(
            "SELECT a.name || ', ' || b.name, relation FROM ties JOIN people AS a ON a.id = person_id JOIN people AS b ON b.id = other_id WHERE ties.id = ?",
            (entry_id,),
        ).fetchone()
    gone = _with_what_is_theirs(journal, entry_id) if table == "people" else 0
    mark_deleted(journal.db, table, entry_id)
    if table == "people":
        return (
            f"{name}, with {gone} {'entry' if gone == 1 else 'entries'} of theirs"
            if gone
            else str(name)
        )
    # The text of a promise or a gesture begins with which of them it is.
    word, _, rest = (WORDS[table], "", text) if table in WORDS else text.partition(": ")
    return f"{word} · {name or 'nobody'} · {rest}"


def _with_what_is_theirs(journal: Journal, person_id: str) -> int:
    db = journal.db
    owned = [
        (table, row[0])
        for table in ("facts", "actions", "feedback", "occasions")
        for row in db.execute(
            f"SELECT id FROM {table} WHERE person_id = ? AND deleted_at IS NULL", (person_id,)
        )
    ]
    owned += [
        ("ties", row[0])
        for row in db.execute(
            "SELECT id FROM ties WHERE (person_id = ?1 OR other_id = ?1) AND deleted_at IS NULL",
            (person_id,),
        )
    ]
    alone = """SELECT t.id FROM touch_people AS p JOIN touches AS t ON t.id = p.touch_id WHERE p.person_id = ? AND t.deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM touch_people AS o JOIN people AS q ON q.id = o.person_id
            WHERE o.touch_id = t.id AND o.person_id <> p.person_id AND q.deleted_at IS NULL)"""
    owned += [("touches", row[0]) for row in db.execute(alone, (person_id,))]
    for table, entry_id in owned:
        mark_deleted(db, table, entry_id)
    return len(owned)
