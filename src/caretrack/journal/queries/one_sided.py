"""Whom `care stats` looks at to see who writes and who answers (S3.12, S4.7).

Reading all touches of everybody would take too long. The newest few say of most people that both
sides write; and few touches are written by the people themselves.
"""

from datetime import date, timedelta

from caretrack.domain.model import Fact, Feedback
from caretrack.domain.talk.one_sided import (
    DAYS_SILENT,
    LETTERS,
    SILENCE_TOLD,
    WRITING_DAYS,
    Contact,
    contact,
    told_days,
)
from caretrack.journal import due, entries, touches
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import LOOKED_AFTER

NEWEST = 12

# Everybody whose newest touches that tell anything may all be letters of yours. What is a letter,
# and what a sign of theirs, is decided by the domain; this leaves out nobody who is one-sided.
WAITING = f"""
SELECT p.id, p.name, (SELECT sum(letter) FROM (
    SELECT NOT t.from_them AND t.channel IN ('email', 'chat', 'letter')
        AND (t.mood IS NULL OR l.family = 'tried') AS letter
    FROM timeline AS l CROSS JOIN touches AS t ON t.id = l.touch_id
    WHERE l.person_id = p.id AND l.happened_on <= :today AND l.people <= :crowd
        AND (t.from_them OR (l.family <> 'tried' AND (t.mood IS NOT NULL
            OR t.channel IN ('call', 'video', 'meeting', 'event')))
        OR (t.channel IN ('email', 'chat', 'letter') AND t.source_uid IS NULL))
    ORDER BY l.happened_on DESC LIMIT {LETTERS})) = {LETTERS} AS waits
FROM people AS p JOIN chosen AS c ON c.id = p.id WHERE p.id IN ({LOOKED_AFTER})
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
    rows = journal.db.execute(
        WAITING, {"today": today.isoformat(), "crowd": due.crowd_limit(journal)}
    ).fetchall()
    named = [
        (who, name)
        for who, name, waits in rows
        if (waits or who in once_wrote) and _may_be_one_sided(journal, who, who in once_wrote)
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


def _may_be_one_sided(journal: Journal, who: str, once_wrote: bool) -> bool:
    """False if the newest few touches show that both sides write."""
    signs, whole_from = touches.newest_signs(journal, who, NEWEST)
    found = contact(signs, (), journal.today)
    if found.last_sign is None:
        return found.letters >= LETTERS or whole_from != date.min
    silent = (journal.today - found.last_sign).days >= DAYS_SILENT
    return found.letters >= LETTERS or (once_wrote and silent)
