"""Whom `care stats` looks at to see who writes and who answers (S3.12, S4.7).

What is kept of each person (`day_steps.py`) says nearly always that both sides write.
"""

from datetime import date

from caretrack.domain.model import Fact, Feedback
from caretrack.domain.talk.one_sided import (
    DAYS_SILENT,
    HABIT_NEWEST,
    LETTERS,
    Contact,
    contact,
    ended_every,
    told_days,
)
from caretrack.journal import entries, touches
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import ours
from caretrack.journal.rows import crowd_limit
from caretrack.journal.signs import FROM_THEM

# Everybody to whom letters of yours went without a sign of theirs, or with a touch of a day after
# today, which is in what is kept of them (`waits`); and those from whom nothing came for a while.
# This leaves out nobody who is one-sided: the domain decides.
MAY_BE_ONE_SIDED = f"""
WITH ahead AS (SELECT person_id FROM main.clocks WHERE latest > :today)
SELECT p.id, p.name, s.last_sign, s.letters >= {LETTERS} OR s.person_id IN ahead AS waits
FROM (SELECT person_id, last_sign, letters FROM steps_of WHERE letters >= {LETTERS}
    OR last_sign <= :silent OR person_id IN ahead) AS s
CROSS JOIN people AS p ON p.id = s.person_id WHERE {ours("s")} ORDER BY p.name_key, p.id
"""
WROTE = f"""
SELECT DISTINCT happened_on FROM timeline WHERE person_id = :who AND happened_on <= :today
    AND people <= :crowd AND signs & {FROM_THEM} ORDER BY happened_on DESC LIMIT {HABIT_NEWEST}
"""


def _used_to_write(journal: Journal, who: str, last_sign: int, crowd: int) -> bool:
    """True if they had a habit that ended, as far as the days tell on which they wrote."""
    values = {"who": who, "today": journal.today.isoformat(), "crowd": crowd}
    days = [date.fromisoformat(row[0]) for row in journal.db.execute(WROTE, values)]
    return ended_every(days, journal.today.toordinal() - last_sign) is not None


def one_sided(journal: Journal) -> list[tuple[str, str, Contact]]:
    """Return everybody who does not answer or no longer writes: id, name, and who wrote to whom.

    They are of `choose_people`, by name.
    """
    today, crowd = journal.today, crowd_limit(journal)
    rows = journal.db.execute(
        MAY_BE_ONE_SIDED,
        {
            "today": today.isoformat(),
            "silent": today.toordinal() - DAYS_SILENT,
        },
    ).fetchall()
    named = [
        (who, name)
        for who, name, last_sign, waits in rows
        if waits or _used_to_write(journal, who, last_sign, crowd)
    ]
    ids = [who for who, _ in named]
    facts = entries.of_people(journal, Fact, ids, entries.CURRENT_FACT)
    feedback = entries.of_people(journal, Feedback, ids)
    found = []
    for who, name in named:
        signs, whole_from = touches.newest_signs(journal, who)
        told = told_days(facts[who], feedback[who])
        theirs = contact(signs, told, today, whole=whole_from == date.min)
        if theirs.one_sided:
            found.append((who, name, theirs))
    return found
