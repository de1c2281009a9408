"""Who of a team looks after whom, and who writes. A journal of one person never asks."""

from collections.abc import Collection, Sequence

from caretrack.domain.clock import KNOWN
from caretrack.domain.team import OwnedGroup
from caretrack.journal.connection import Journal
from caretrack.journal.rows import now, placeholders
from caretrack.journal.who_waits import only_among

# The index holds only people with an owner, or touches whose writer is known.
_OWNED = "owner IS NOT NULL AND deleted_at IS NULL"
_WRITTEN = "by IS NOT NULL AND deleted_at IS NULL"


def owner_names(journal: Journal) -> list[str]:
    """Return the names of all owners, as they are spelled."""
    return _distinct(journal, "people", "owner", _OWNED)


def writer_names(journal: Journal) -> list[str]:
    """Return the names of all who wrote a touch, as they are spelled."""
    return _distinct(journal, "touches", "by", _WRITTEN)


def _distinct(journal: Journal, table: str, column: str, where: str) -> list[str]:
    """Return the values of an indexed column: from each, the index is asked for the next one."""
    rows = journal.db.execute(
        f"WITH RECURSIVE each_one (name) AS (SELECT min({column}) FROM {table} WHERE {where} "
        f"UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE {where} "
        f"AND {column} > each_one.name) FROM each_one WHERE each_one.name IS NOT NULL) "
        "SELECT name FROM each_one WHERE name IS NOT NULL"
    )
    return [row[0] for row in rows]


def people_of(journal: Journal, owners: Collection[str]) -> set[str]:
    """Return the ids of the people of these owners, in any spelling; of nobody for none."""
    db = journal.db
    if not owners:
        query = "SELECT id FROM people WHERE owner IS NULL AND deleted_at IS NULL"
        return {row[0] for row in db.execute(query)}
    query = f"SELECT id FROM people WHERE owner IN ({placeholders([*owners])}) AND {_OWNED}"
    return {row[0] for row in db.execute(query, [*owners])}


def owner_of(journal: Journal) -> dict[str, str]:
    """Return the owner of everybody who has one, by id."""
    return dict(journal.db.execute(f"SELECT id, owner FROM people WHERE {_OWNED}").fetchall())


def count_archived(journal: Journal, ids: Collection[str]) -> int:
    """Return how many of these people are in the archive."""
    rows = journal.db.execute(
        "SELECT id FROM people WHERE archived_on IS NOT NULL AND deleted_at IS NULL"
    )
    return sum(row[0] in ids for row in rows)


def hand_over(journal: Journal, ids: Sequence[str], owner: str | None) -> None:
    """Give these people to an owner, None for nobody; must run inside `journal.change(...)`."""
    stamp = now()
    journal.db.executemany(
        "UPDATE people SET owner = ?, updated_at = ? WHERE id = ? AND owner IS NOT ?",
        [(owner, stamp, person_id, owner) for person_id in ids],
    )


def waiting_of_nobody(journal: Journal) -> int:
    """Return how many people are due today and have no owner."""
    count: int = journal.db.execute(
        "SELECT count(*) FROM clocks AS c JOIN people AS p ON p.id = c.person_id "
        "WHERE c.due_on <= ?1 AND (c.snoozed_until IS NULL OR c.snoozed_until <= ?1) "
        "AND p.owner IS NULL",
        (journal.today.isoformat(),),
    ).fetchone()[0]
    return count


def owned_groups(journal: Journal, among: set[str] | None = None) -> list[OwnedGroup]:
    """Return how many people of each owner have each cadence; `among` narrows it to ids."""
    rows = journal.db.execute(
        "SELECT p.owner, CASE WHEN c.due_on IS NULL THEN NULL ELSE c.cadence_days END AS days, "
        "count(*), coalesce(sum(c.due_on <= :today), 0) "
        "FROM clocks AS c JOIN people AS p ON p.id = c.person_id "
        f"WHERE c.cadence_reason <> :known AND {only_among(journal, among)} "
        "GROUP BY p.owner, days ORDER BY p.owner, days",
        {"today": journal.today.isoformat(), "known": KNOWN},
    )
    return [OwnedGroup(*row) for row in rows]


def count_named(journal: Journal, key: str) -> tuple[int, int]:
    """Return how many people a colleague of this name key looks after, and touches they wrote."""
    from caretrack.domain.people.names import name_key

    counts = []
    for table, column, names in (
        ("people", "owner", owner_names(journal)),
        ("touches", "by", writer_names(journal)),
    ):
        same = [name for name in names if name_key(name) == key]
        query = f"SELECT count(*) FROM {table} WHERE {column} IN ({placeholders(same)})"
        counts.append(journal.db.execute(f"{query} AND deleted_at IS NULL", same).fetchone()[0])
    return counts[0], counts[1]
