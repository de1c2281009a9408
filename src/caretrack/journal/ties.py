"""Ties: who stands beside whom (S3.4)."""

from caretrack.domain.talk.ties import Between, clean_relation
from caretrack.journal.connection import Journal


def all_ties(journal: Journal, of: set[str] | None = None) -> list[Between]:
    """All ties by the names of their people; with `of`, only those of these people, on either side. Deleted people have none."""
    rows = journal.db.execute(
        "SELECT t.id, t.person_id, a.name, t.relation, t.other_id, b.name FROM ties AS t JOIN people AS a ON a.id = t.person_id "
        "JOIN people AS b ON b.id = t.other_id WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND b.deleted_at IS NULL "
        "ORDER BY a.name_key, b.name_key, t.rowid"
    )
    ties = (Between(*row) for row in rows)
    return [tie for tie in ties if of is None or tie.person_id in of or tie.other_id in of]


def clean_new_relation(journal: Journal, text: str, besides: str = "") -> str:
    """The relation as it is stored, by the rule of `clean_relation` and the relations of this journal. Raises what that raises."""
    return clean_relation(text, relations(journal, besides))


def relations(journal: Journal, besides: str = "") -> list[str]:
    """The relations that ties of this journal use, the oldest first; those of all ties but the one with this id."""
    rows = journal.db.execute(
        "SELECT relation FROM ties WHERE deleted_at IS NULL AND id <> ? GROUP BY relation ORDER BY min(rowid)",
        (besides,),
    )
    return [row[0] for row in rows]
