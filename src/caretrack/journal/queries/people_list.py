"""What `care list` shows of each person, and whom it leaves out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from caretrack.domain.clock import KNOWN, ONLY_SALES
from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, placeholders

# The id, name and company; of the clock, the last care, the days and the reason of the cadence, the
# day they are due, and the sales touches since the last care. In the archive nobody has a clock:
# there is no reason.
ListedPerson: TypeAlias = tuple[
    str, str, str | None, date | None, int | None, str | None, date | None, int
]


def people_listed(journal: Journal, ids: Sequence[str]) -> Iterator[ListedPerson]:
    """Yield these people, in the order given, without whom a command has erased meanwhile."""
    day = date.fromisoformat
    for part in chunks(ids):
        rows = journal.db.execute(
            "SELECT p.id, p.name, p.company, c.last_care, c.cadence_days, c.cadence_reason, "
            "c.due_on, c.sales_since FROM people AS p LEFT JOIN clocks AS c ON c.person_id = p.id "
            f"WHERE p.id IN ({placeholders(part)})",
            part,
        )
        found = {row[0]: row for row in rows}
        for person_id in part:
            if person_id in found:
                who, name, company, last, days, reason, due, sales = found[person_id]
                last_care, due_on = day(last) if last else None, day(due) if due else None
                yield who, name, company, last_care, days, reason, due_on, sales


def only_sales_ids(journal: Journal) -> set[str]:
    """Return the ids of those who heard only sales since their last caring touch (S1.6)."""
    rows = journal.db.execute(f"SELECT person_id FROM clocks WHERE sales_since >= {ONLY_SALES}")
    return {row[0] for row in rows}


def known_ids(journal: Journal) -> set[str]:
    """Return the ids of those who are known, and not looked after yet."""
    rows = journal.db.execute("SELECT person_id FROM clocks WHERE cadence_reason = ?", (KNOWN,))
    return {row[0] for row in rows}


def any_clock(journal: Journal, ids: Sequence[str]) -> bool:
    """True if any of these people is not in the archive."""
    return any(
        journal.db.execute(
            f"SELECT 1 FROM clocks WHERE person_id IN ({placeholders(part)}) LIMIT 1", part
        ).fetchone()
        for part in chunks(ids)
    )
