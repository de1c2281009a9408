"""Keep who was asked about each area of the work, or spoke of it (S3.8), as the clocks are kept.

`involved` has a row for each area and each person who is looked after, so that `stats` reads the
names in their order and adds up nothing. A touch with several people is counted once, and so not
here: `alone` counts the asks of one person alone.
"""

import sqlite3
from collections.abc import Mapping

from caretrack.domain.clock import KNOWN
from caretrack.journal.signs import ABOUT, ASK, area

STALE = "IN (SELECT row_id FROM stale WHERE source = 'clocks')"
# `latest` is the newest day of what a row counts.
ROWS = f"""
SELECT h.about, p.name_key, p.id AS person_id, p.name, sum(h.alone) AS alone,
    sum(h.feedback) AS feedback, max(h.day) AS latest
FROM (
    SELECT l.person_id, l.signs / {ABOUT} AS about, l.people = 1 AS alone, 0 AS feedback,
        l.happened_on AS day
    FROM timeline AS l WHERE l.signs & {ASK} {{and_asked}}
    UNION ALL SELECT f.person_id, {area("f.about")}, 0, 1, f.heard_on
    FROM feedback AS f WHERE f.deleted_at IS NULL {{and_spoke}}
) AS h JOIN main.clocks AS c ON c.person_id = h.person_id AND c.cadence_reason <> '{KNOWN}'
    JOIN people AS p ON p.id = h.person_id
GROUP BY h.about, p.name_key, p.id
"""
EVERYBODY = ROWS.format(and_asked="", and_spoke="")
# The rows without the days after today, of which few have any.
_AHEAD = "IN (SELECT person_id FROM involved WHERE latest > :today)"
TODAY = f"""
SELECT about, name_key, person_id, name, alone, feedback FROM involved WHERE +latest <= :today
UNION ALL SELECT about, name_key, person_id, name, alone, feedback FROM ({
    ROWS.format(
        and_asked=f"AND l.happened_on <= :today AND l.person_id {_AHEAD}",
        and_spoke=f"AND f.heard_on <= :today AND f.person_id {_AHEAD}",
    )
}) WHERE (about, name_key, person_id) IN (
    SELECT about, name_key, person_id FROM involved WHERE latest > :today)
"""


def any_ahead(db: sqlite3.Connection, values: Mapping[str, str]) -> bool:
    """True if something of a day after `today` is counted."""
    rows = db.execute("SELECT 1 FROM involved WHERE latest > :today LIMIT 1", values)
    return rows.fetchone() is not None


def refresh_involved(db: sqlite3.Connection) -> None:
    """Bring up to date what is kept of those whose clocks are stale."""
    db.execute(f"DELETE FROM involved WHERE person_id {STALE}")
    rows = ROWS.format(and_asked=f"AND l.person_id {STALE}", and_spoke=f"AND f.person_id {STALE}")
    db.execute(f"INSERT INTO involved {rows}")


def write_all_involved(db: sqlite3.Connection) -> None:
    """Fill the table, which is empty."""
    db.execute(f"INSERT INTO involved {EVERYBODY}")
