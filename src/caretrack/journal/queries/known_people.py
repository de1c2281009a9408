"""Those who are known and not looked after yet, as `care triage` asks about them."""

import sqlite3
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import KNOWN
from caretrack.journal.connection import Journal


class KnownPerson(NamedTuple):
    """Somebody to decide about. `touches` are those up to today, with who was reached."""

    id: str
    name: str
    company: str | None
    role: str | None
    met: str | None
    known_on: date
    touches: int
    last_touch: date | None


def known_people(journal: Journal, among: set[str] | None = None) -> list[KnownPerson]:
    """Return those who are known and not looked after yet, the most met first.

    Who was met as often comes by the last time, the newest first, then by name.
    """
    rows = journal.db.execute(
        "SELECT p.id, p.name, p.company, p.role, p.met, p.known_on, count(l.touch_id) AS touches, "
        "max(l.happened_on) AS last FROM clocks AS c JOIN people AS p ON p.id = c.person_id "
        "LEFT JOIN timeline AS l ON l.person_id = p.id AND l.happened_on <= ? "
        "AND l.family <> 'tried' "
        f"WHERE c.cadence_reason = '{KNOWN}' GROUP BY p.id "
        "ORDER BY touches DESC, last DESC, p.name_key, p.id",
        (journal.today.isoformat(),),
    )
    return [_known_person(row) for row in rows if among is None or row["id"] in among]


def _known_person(row: sqlite3.Row) -> KnownPerson:
    return KnownPerson(
        id=row["id"],
        name=row["name"],
        company=row["company"],
        role=row["role"],
        met=row["met"],
        known_on=date.fromisoformat(row["known_on"]),
        touches=row["touches"],
        last_touch=date.fromisoformat(row["last"]) if row["last"] else None,
    )
