"""Settings that belong to the journal: for its clocks, tags, kinds, skips and distinct people."""

from caretrack.domain.clock import DEFAULT_CROWD, DEFAULT_DAYS
from caretrack.domain.kinds.families import Kind
from caretrack.errors import CareError
from caretrack.journal.connection import Journal
from caretrack.journal.rows import read_number

DEFAULTS = {"cadence": DEFAULT_DAYS, "crowd": DEFAULT_CROWD}


def get(journal: Journal, key: str) -> int:
    """Return a setting of the journal, or its default."""
    return read_number(journal.db, key, DEFAULTS[key])


def is_set(journal: Journal, key: str) -> bool:
    """True if the journal holds this setting."""
    return journal.db.execute("SELECT 1 FROM settings WHERE key = ?", (key,)).fetchone() is not None


def put(journal: Journal, key: str, value: int | None) -> None:
    """Set a setting; None takes it back to its default."""
    if value is None:
        journal.db.execute("DELETE FROM settings WHERE key = ?", (key,))
    elif not is_set(journal, key):
        journal.db.execute("INSERT INTO settings VALUES (?, ?)", (key, str(value)))
    elif get(journal, key) != value:
        journal.db.execute("UPDATE settings SET value = ? WHERE key = ?", (str(value), key))


def tag_cadence(journal: Journal, tag: str) -> int | None:
    """Return the cadence of a tag, in days; None for none."""
    row = journal.db.execute("SELECT days FROM tag_cadences WHERE tag = ?", (tag,)).fetchone()
    return row and int(row[0])


def set_tag_cadence(journal: Journal, tag: str, days: int | None) -> None:
    """Set the cadence, in days, of everybody with a tag; None takes it away."""
    there = tag_cadence(journal, tag)
    if days is None:
        journal.db.execute("DELETE FROM tag_cadences WHERE tag = ?", (tag,))
    elif there is None:
        journal.db.execute("INSERT INTO tag_cadences VALUES (?, ?)", (tag, days))
    elif there != days:
        journal.db.execute("UPDATE tag_cadences SET days = ? WHERE tag = ?", (days, tag))


def count_tagged(journal: Journal, tag: str) -> int:
    """Count the people with a tag."""
    count: int = journal.db.execute(
        "SELECT count(*) FROM tags JOIN people AS p ON p.id = person_id WHERE tag = ? "
        "AND deleted_at IS NULL",
        (tag,),
    ).fetchone()[0]
    return count


def add_kind(journal: Journal, kind: Kind) -> None:
    """Add a kind of one's own. Raises CareError if there is one of that name."""
    if journal.db.execute("SELECT 1 FROM kinds WHERE kind = ?", (kind.kind,)).fetchone():
        raise CareError(f"there is a kind {kind.kind} already", "`care kinds` lists them.")
    journal.db.execute("INSERT INTO kinds VALUES (?, ?, ?)", (kind.kind, kind.family, kind.label))


def kind_counts(journal: Journal) -> dict[str, int]:
    """Count the touches of each kind."""
    return dict(
        journal.db.execute("SELECT kind, sum(touches) FROM touch_counts GROUP BY kind").fetchall()
    )


OFTEN_SKIPPED = 3


def _skip_key(person_id: str) -> str:
    return f"skipped {person_id}"


def read_skips(journal: Journal, person_id: str) -> tuple[int, str]:
    """Return how often a person was skipped in a row, and the last caring touch before it."""
    row = journal.db.execute(
        "SELECT value FROM settings WHERE key = ?", (_skip_key(person_id),)
    ).fetchone()
    count, _, care = row[0].split(" ") if row else ("0", "", "")
    return int(count), care


def count_skip(journal: Journal, person_id: str) -> int:
    """Count one more skip of a person, and return how many there are in a row.

    A caring touch starts the count again.
    """
    row = journal.db.execute(
        "SELECT last_care FROM clocks WHERE person_id = ?", (person_id,)
    ).fetchone()
    last_care = (row and row[0]) or "never"
    count, care = read_skips(journal, person_id)
    made = (count if care == last_care else 0) + 1
    clear_skips(journal, person_id)
    journal.db.execute(
        "INSERT INTO settings VALUES (?, ?)",
        (_skip_key(person_id), f"{made} {journal.today.isoformat()} {last_care}"),
    )
    return made


def clear_skips(journal: Journal, person_id: str) -> None:
    """Start the count of skips again."""
    journal.db.execute("DELETE FROM settings WHERE key = ?", (_skip_key(person_id),))


def skipped_today(journal: Journal) -> list[str]:
    """Return the ids of the people who were skipped today."""
    rows = journal.db.execute("SELECT key, value FROM settings WHERE key GLOB 'skipped *'")
    return [
        row["key"].split(" ")[1]
        for row in rows
        if row["value"].split(" ")[1] == journal.today.isoformat()
    ]


TWO_PEOPLE = "two people"


def _pair_key(one: str, other: str) -> str:
    return f"{TWO_PEOPLE} {min(one, other)} {max(one, other)}"


def distinct_pairs(journal: Journal) -> set[frozenset[str]]:
    """Return the pairs of ids that were said to be two people."""
    rows = journal.db.execute("SELECT key FROM settings WHERE key GLOB ?", (f"{TWO_PEOPLE} *",))
    return {frozenset(row[0].removeprefix(TWO_PEOPLE).split()) for row in rows}


def mark_distinct(journal: Journal, one: str, other: str) -> bool:
    """Record that these are two people; False if that was recorded already.

    Must run inside `journal.change(...)`.
    """
    if journal.db.execute(
        "SELECT 1 FROM settings WHERE key = ?", (_pair_key(one, other),)
    ).fetchone():
        return False
    journal.db.execute(
        "INSERT INTO settings VALUES (?, ?)", (_pair_key(one, other), journal.today.isoformat())
    )
    return True


def move_distinct(journal: Journal, gone: str, into: str) -> None:
    """Move what was recorded of `gone` to `into`, when the two are merged.

    What was recorded of the pair itself is dropped.
    """
    for pair in distinct_pairs(journal):
        if gone in pair:
            journal.db.execute("DELETE FROM settings WHERE key = ?", (_pair_key(*sorted(pair)),))
            for other in pair - {gone, into}:
                mark_distinct(journal, into, other)
