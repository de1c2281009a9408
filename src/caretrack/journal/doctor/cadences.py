"""Find cadences that are none: no command writes one, and clocks are reckoned with it."""

import sqlite3

from caretrack.domain.cadence import LONGEST_DAYS
from caretrack.domain.clock import NEVER
from caretrack.journal.doctor.check import JournalCheck

# Whose it is, the words of `care` that set it again, and what is stored.
CADENCES = """
SELECT name AS whose, 'every ' || id AS mend, cadence_days AS days FROM people
WHERE cadence_days IS NOT NULL AND deleted_at IS NULL
UNION ALL SELECT '#' || tag, 'every --tag ' || tag, days FROM tag_cadences
UNION ALL SELECT 'the journal', 'config cadence', value FROM settings WHERE key = 'cadence'
"""
# Those that no command can read come first. A setting is a text.
NONE = f"""
SELECT days = CAST(CAST(days AS INTEGER) AS TEXT) AS readable, whose, mend, days
FROM ({CADENCES})
WHERE NOT readable OR CAST(days AS INTEGER) NOT BETWEEN {NEVER} AND {LONGEST_DAYS}
ORDER BY readable, whose
"""


def check_cadences(db: sqlite3.Connection) -> list[JournalCheck]:
    """Find cadences that are not a whole number of days, from NEVER to the longest there is."""
    found = db.execute(NONE).fetchall()
    if not found:
        return []
    readable, whose, mend, days = found[0]
    values = {"count": len(found), "whose": whose, "mend": mend, "cadence": days}
    code = "cadences_none" if readable else "cadences_unreadable"
    return [JournalCheck("cadences", False, code, values)]
