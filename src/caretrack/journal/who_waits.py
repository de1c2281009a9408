"""Who waits for a caring touch, by the clocks: their ids in order, how many, and the coverage.

`care due --count` loads this alone, for a prompt asks again and again.
"""

import sqlite3
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from caretrack.journal.connection import Journal

# An index alone answers this.
WAITING = "SELECT c.person_id, c.base_day, c.cadence_days, c.due_on, c.name_key FROM clocks AS c"
# As `waiting_order` begins.
MOST_LATE = "CAST(:day - c.base_day AS REAL) / c.cadence_days DESC, :day - c.base_day DESC"


def has_owners(journal: Journal) -> bool:
    """True if anybody has an owner: one look at an index that is empty where one person writes."""
    found = journal.db.execute(
        "SELECT 1 FROM people WHERE owner IS NOT NULL AND deleted_at IS NULL LIMIT 1"
    ).fetchone()
    return found is not None


def ids_with(
    journal: Journal,
    tag: str | None,
    company: str | None,
    owners: Collection[str] | None = None,
) -> set[str] | None:
    """Return the ids of everybody with the tag, of the company and of these owners.

    None if none of them is given. Without any name in it, `owners` is nobody. Raises NothingFound
    if nobody has the tag, or is of the company.
    """
    if owners is not None:
        from caretrack.journal.owners import people_of

        theirs, others = people_of(journal, owners), ids_with(journal, tag, company)
        return theirs if others is None else theirs & others
    if tag is None and company is None:
        return None
    from caretrack.journal.people import known_tag, of_company

    ids = of_company(journal, company)
    if tag is None:
        return None if ids is None else set(ids)
    rows = journal.db.execute(
        "SELECT person_id FROM tags WHERE tag = ?", (known_tag(journal, tag),)
    )
    tagged = {row[0] for row in rows}
    return tagged if ids is None else tagged & set(ids)


def due_ids(
    journal: Journal, *, limit: int | None = None, among: set[str] | None = None
) -> tuple[list[str], int]:
    """Return the ids of those who are due today, and how many there are in all.

    They come as `waiting_order` says; `limit` of them. `among` narrows it to these ids.
    """
    where, values = _due(journal, among, None, journal.today)
    total = count_clocks(journal, where, values)
    if limit == 0:
        return [], total
    rows = journal.db.execute(
        f"{WAITING} WHERE {where} ORDER BY {MOST_LATE} LIMIT :limit",
        values | {"limit": -1 if limit is None else limit},
    ).fetchall()
    if len(rows) < total:
        rows = _with_equals_of_last(journal, rows, where, values)
    day = journal.today.toordinal()
    from caretrack.domain.clock import waiting_order

    rows.sort(key=lambda row: waiting_order(row[4], day - row[1], row[2], journal.today))
    return [row[0] for row in rows[:limit]], total


def _with_equals_of_last(
    journal: Journal, rows: list[sqlite3.Row], where: str, values: dict[str, Any]
) -> list[sqlite3.Row]:
    """Return the rows with everybody who waits as long as the last of them."""
    last = rows[-1]
    equals = journal.db.execute(
        f"{WAITING} WHERE {where} AND c.due_on = :due_on AND c.base_day = :base_day",
        values | {"due_on": last["due_on"], "base_day": last["base_day"]},
    ).fetchall()
    return [*(row for row in rows if tuple(row)[1:4] != tuple(last)[1:4]), *equals]


def coming_ids(
    journal: Journal, within: int, *, limit: int | None = None, among: set[str] | None = None
) -> tuple[list[str], int]:
    """Return the ids of those who become due in the days after today, as `due_ids` does.

    The soonest come first, then by name.
    """
    where, values = _due(journal, among, journal.today, journal.today + timedelta(days=within))
    rows = journal.db.execute(
        f"SELECT c.person_id FROM clocks AS c WHERE {where} "
        "ORDER BY c.due_on, c.name_key, c.person_id LIMIT :limit",
        values | {"limit": -1 if limit is None else limit},
    )
    return [row[0] for row in rows], count_clocks(journal, where, values)


def _due(
    journal: Journal, among: set[str] | None, after: date | None, until: date
) -> tuple[str, dict[str, Any]]:
    """Return the condition for those who become due after a day and until another; its values."""
    values = {
        "after": after.isoformat() if after else "",
        "until": until.isoformat(),
        "today": journal.today.isoformat(),
        "day": journal.today.toordinal(),
    }
    where = (
        "c.due_on > :after AND c.due_on <= :until "
        "AND (c.snoozed_until IS NULL OR c.snoozed_until <= :today) "
        f"AND {only_among(journal, among)}"
    )
    return where, values


def coverage(journal: Journal, among: set[str] | None = None) -> tuple[int, int, int]:
    """Count the people with a cadence, those of them who are not due, and everybody (S4.6).

    Archived people are left out; a snooze does not make coverage better.
    """
    # Each of the three counts is answered from one end of an index.
    narrowed = only_among(journal, among)
    counts = ", ".join(
        f"(SELECT count(*) FROM clocks AS c WHERE {test} AND {narrowed})"
        for test in ("1", "c.due_on IS NULL", "c.due_on <= :today")
    )
    everybody, without, due = journal.db.execute(
        f"SELECT {counts}", {"today": journal.today.isoformat()}
    ).fetchone()
    return everybody - without, everybody - without - due, everybody


def count_known(journal: Journal, among: set[str] | None = None) -> int:
    """Count the people who are known, and not looked after yet: they are never due."""
    from caretrack.domain.clock import KNOWN

    return count_clocks(
        journal,
        f"c.due_on IS NULL AND c.cadence_reason = :known AND {only_among(journal, among)}",
        {"known": KNOWN},
    )


def count_clocks(journal: Journal, where: str, values: dict[str, Any]) -> int:
    """Return the number of clocks `c` for which a condition holds."""
    count: int = journal.db.execute(
        f"SELECT count(*) FROM clocks AS c WHERE {where}", values
    ).fetchone()[0]
    return count


def only_among(journal: Journal, among: set[str] | None) -> str:
    """Return the condition that a clock `c` is of these people; None: of anybody."""
    if among is None:
        return "1"
    journal.db.execute("CREATE TEMP TABLE IF NOT EXISTS among (id TEXT PRIMARY KEY)")
    journal.db.executemany(
        "INSERT OR IGNORE INTO among VALUES (?)", [(person_id,) for person_id in among]
    )
    return "c.person_id IN (SELECT id FROM among)"
