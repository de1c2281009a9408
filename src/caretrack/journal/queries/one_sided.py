"""Whom `care stats` looks at to see who writes and who answers (S3.12, S4.7).

Reading all touches of everybody would take too long. The newest few say of most people that both
sides write; and few touches are written by the people themselves.
"""

from datetime import date, timedelta

from caretrack.domain.model import Fact, Feedback
from caretrack.domain.talk.one_sided import (
    DAYS_SILENT,
    SILENCE_TOLD,
    WRITING_DAYS,
    Contact,
    contact,
    is_from_both,
    is_letter,
    told_days,
)
from caretrack.journal import entries, touches
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import LOOKED_AFTER

NEWEST = 12

PEOPLE = f"""
SELECT p.id, p.name FROM people AS p JOIN chosen AS c ON c.id = p.id WHERE p.id IN ({LOOKED_AFTER})
ORDER BY p.name_key, p.id
"""
ONCE_WROTE = """
SELECT l.person_id FROM touches AS t CROSS JOIN timeline AS l ON l.touch_id = t.id
WHERE t.from_them AND t.deleted_at IS NULL AND +t.happened_on <= :today
GROUP BY l.person_id
HAVING count(DISTINCT t.happened_on) >= :enough AND max(t.happened_on) BETWEEN :since AND :silent
"""


def one_sided(journal: Journal) -> list[tuple[str, str, Contact]]:
    """Return everybody who does not answer or no longer writes: id, name, and who wrote to whom.

    They are of `choose_people`, by name.
    """
    today = journal.today
    once_wrote = {
        row[0]
        for row in journal.db.execute(
            ONCE_WROTE,
            {
                "today": today.isoformat(),
                "since": (today - timedelta(days=SILENCE_TOLD)).isoformat(),
                "silent": (today - timedelta(days=DAYS_SILENT)).isoformat(),
                "enough": WRITING_DAYS,
            },
        )
    }
    named = [
        (who, name)
        for who, name in journal.db.execute(PEOPLE).fetchall()
        if who in once_wrote or _may_wait_for_an_answer(journal, who)
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


def _may_wait_for_an_answer(journal: Journal, who: str) -> bool:
    """False if the newest touches show a sign of theirs before a letter of yours."""
    signs, whole_from = touches.newest_signs(journal, who, NEWEST)
    for sign in signs:
        if sign.crowded:
            continue
        if is_letter(sign):
            return True
        if is_from_both(sign):
            return False
    return whole_from != date.min
