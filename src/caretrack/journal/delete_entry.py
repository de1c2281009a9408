"""Delete one entry, or a person with all that is theirs alone; `care undo` brings it back."""

from typing import NamedTuple

from caretrack.journal.connection import Journal
from caretrack.journal.rows import mark_deleted


class DeletedEntry(NamedTuple):
    """What was deleted: the people in it, its text, and how many entries went with a person."""

    table: str
    names: str
    text: str
    owned: int


def delete_entry(journal: Journal, table: str, entry_id: str) -> DeletedEntry:
    """Mark an entry as deleted; with a person, also what is theirs alone. Return what it was."""
    from caretrack.journal.search import TEXTS

    if table in TEXTS:
        name, text, _ = journal.db.execute(TEXTS[table], (entry_id,)).fetchone()
    else:
        name, text = journal.db.execute(
            "SELECT a.name || ', ' || b.name, relation FROM ties "
            "JOIN people AS a ON a.id = person_id JOIN people AS b ON b.id = other_id "
            "WHERE ties.id = ?",
            (entry_id,),
        ).fetchone()
    owned = _delete_owned(journal, entry_id) if table == "people" else 0
    mark_deleted(journal.db, table, entry_id)
    return DeletedEntry(table, name or "", text, owned)


def _delete_owned(journal: Journal, person_id: str) -> int:
    db = journal.db
    owned = [
        (table, row[0])
        for table in ("facts", "actions", "feedback", "occasions", "events")
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
    alone = """SELECT t.id FROM touch_people AS p JOIN touches AS t ON t.id = p.touch_id
        WHERE p.person_id = ? AND t.deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM touch_people AS o JOIN people AS q ON q.id = o.person_id
            WHERE o.touch_id = t.id AND o.person_id <> p.person_id AND q.deleted_at IS NULL)"""
    owned += [("touches", row[0]) for row in db.execute(alone, (person_id,))]
    for table, entry_id in owned:
        mark_deleted(db, table, entry_id)
    return len(owned)
