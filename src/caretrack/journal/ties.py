"""How people are connected: the ties read, by person and all of them, and the words for them."""

from typing import TYPE_CHECKING

from caretrack.domain.tie import Tie
from caretrack.journal.connection import Journal
from caretrack.journal.rows import as_object

if TYPE_CHECKING:
    from caretrack.domain.talk.ties import NamedTie


def ties_of(journal: Journal, person_id: str) -> list[Tie]:
    """Return the ties in which this person stands on either side."""
    rows = journal.db.execute(
        "SELECT * FROM ties WHERE (person_id = ?1 OR other_id = ?1) AND deleted_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM people WHERE id IN (person_id, other_id) "
        "AND people.deleted_at IS NOT NULL) ORDER BY rowid",
        (person_id,),
    )
    return [as_object(Tie, row) for row in rows]


def all_ties(journal: Journal, of: set[str] | None = None) -> "list[NamedTie]":
    """Return all ties with the names of their people; with `of`, only those of these ids.

    Deleted people have no ties.
    """
    from caretrack.domain.talk.ties import NamedTie

    rows = journal.db.execute(
        "SELECT t.id, t.person_id, a.name, t.relation, t.other_id, b.name FROM ties AS t "
        "JOIN people AS a ON a.id = t.person_id "
        "JOIN people AS b ON b.id = t.other_id WHERE t.deleted_at IS NULL "
        "AND a.deleted_at IS NULL AND b.deleted_at IS NULL "
        "ORDER BY a.name_key, b.name_key, t.rowid"
    )
    ties = (NamedTie(*row) for row in rows)
    return [tie for tie in ties if of is None or tie.person_id in of or tie.other_id in of]


def clean_new_relation(journal: Journal, text: str, besides: str = "") -> str:
    """Return the relation as it is stored. Raises what `clean_relation` raises.

    `besides` is the id of a tie whose own relation is left out of the comparison.
    """
    from caretrack.domain.talk.ties import clean_relation

    return clean_relation(text, relations(journal, besides))


def relations(journal: Journal, besides: str = "") -> list[str]:
    """Return the relations that ties of this journal use, the oldest first.

    The tie with the id `besides` is left out.
    """
    rows = journal.db.execute(
        "SELECT relation FROM ties WHERE deleted_at IS NULL AND id <> ? GROUP BY relation "
        "ORDER BY min(rowid)",
        (besides,),
    )
    return [row[0] for row in rows]
