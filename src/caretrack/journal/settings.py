"""Settings that belong to the journal, because the clocks depend on them; cadences of tags; kinds of one's own."""

from caretrack.domain.clock.cadence import DEFAULT_CROWD, DEFAULT_DAYS
from caretrack.domain.kinds.families import Kind
from caretrack.errors import CareError
from caretrack.journal.connection import Journal
from caretrack.journal.derived import setting

DEFAULTS = {"cadence": DEFAULT_DAYS, "crowd": DEFAULT_CROWD}


def get(journal: Journal, key: str) -> int:
    """A setting of the journal, or its default."""
    return setting(journal.db, key, DEFAULTS[key])


def is_set(journal: Journal, key: str) -> bool:
    """Whether the journal says anything of this setting."""
    return journal.db.execute("SELECT 1 FROM settings WHERE key = ?", (key,)).fetchone() is not None


def put(journal: Journal, key: str, value: int | None) -> None:
    """Set a setting; None takes it back to its default."""
    if value is None:
        journal.db.execute("DELETE FROM settings WHERE key = ?", (key,))
    elif not is_set(journal, key):
        journal.db.execute("INSERT INTO settings VALUES (?, ?)", (key, str(value)))
    elif get(journal, key) != value:
        journal.db.execute("UPDATE settings SET value = ? WHERE key = ?", (str(value), key))


def set_tag_cadence(journal: Journal, tag: str, days: int | None) -> None:
    """Set the cadence of everybody with a tag; None takes it away."""
    there = journal.db.execute("SELECT days FROM tag_cadences WHERE tag = ?", (tag,)).fetchone()
    if days is None:
        journal.db.execute("DELETE FROM tag_cadences WHERE tag = ?", (tag,))
    elif there is None:
        journal.db.execute("INSERT INTO tag_cadences VALUES (?, ?)", (tag, days))
    elif there[0] != days:
        journal.db.execute("UPDATE tag_cadences SET days = ? WHERE tag = ?", (days, tag))


def tagged(journal: Journal, tag: str) -> int:
    """How many people have a tag."""
    count: int = journal.db.execute(
        "SELECT count(*) FROM tags JOIN people AS p ON p.id = person_id WHERE tag = ? AND deleted_at IS NULL",
        (tag,),
    ).fetchone()[0]
    return count


def add_kind(journal: Journal, kind: Kind) -> None:
    """A kind of one's own. Raises CareError when there is one of that name."""
    if journal.db.execute("SELECT 1 FROM kinds WHERE kind = ?", (kind.kind,)).fetchone():
        raise CareError(f"there is a kind {kind.kind} already", "`care kinds` lists them.")
    journal.db.execute("INSERT INTO kinds VALUES (?, ?, ?)", (kind.kind, kind.family, kind.label))


def kind_counts(journal: Journal) -> dict[str, int]:
    """How many touches there are of each kind."""
    return dict(
        journal.db.execute(
            "SELECT kind, count(*) FROM touches WHERE deleted_at IS NULL GROUP BY kind"
        ).fetchall()
    )
