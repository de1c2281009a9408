"""Whom `care stats` looks at to see who writes and who answers (S3.12, S4.7).

The newest few touches of somebody say nearly always that both sides write. The timeline has what
each of them shows.
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
from caretrack.journal.signs import FROM_THEM, LETTER, THEIRS

# Everybody whose newest touches that tell anything are letters of yours; and everybody who used to
# write and from whom nothing came for a while. This leaves out nobody who is one-sided: the domain
# decides.
MAY_BE_ONE_SIDED = f"""
WITH asked AS (
SELECT p.id, p.name, p.name_key, (SELECT count(*) FROM (
    SELECT l.signs & {LETTER} AS letter FROM timeline AS l
    WHERE l.person_id = p.id AND l.happened_on <= :today AND l.people <= :crowd
        AND l.signs & {THEIRS | LETTER}
    ORDER BY l.happened_on DESC LIMIT {LETTERS}) WHERE letter) = {LETTERS} AS waits,
    (SELECT l.happened_on FROM timeline AS l
    WHERE l.person_id = p.id AND l.happened_on <= :today AND l.people <= :crowd
        AND l.signs & {THEIRS}
    ORDER BY l.happened_on DESC LIMIT 1) AS last_sign
FROM chosen AS c CROSS JOIN people AS p ON p.id = c.id WHERE c.looked_after
)
SELECT a.id, a.name FROM asked AS a WHERE a.waits OR (
    a.last_sign <= :silent
    AND (SELECT max(l.happened_on) FROM timeline AS l WHERE l.person_id = a.id
        AND l.happened_on <= :today AND l.signs & {FROM_THEM}) BETWEEN :since AND :silent
    AND (SELECT count(*) FROM (SELECT DISTINCT l.happened_on FROM timeline AS l
        WHERE l.person_id = a.id AND l.happened_on <= :today AND l.signs & {FROM_THEM}
        LIMIT {WRITING_DAYS})) = {WRITING_DAYS}
) ORDER BY a.name_key, a.id
"""


def one_sided(journal: Journal) -> list[tuple[str, str, Contact]]:
    """Return everybody who does not answer or no longer writes: id, name, and who wrote to whom.

    They are of `choose_people`, by name.
    """
    today = journal.today
    named = journal.db.execute(
        MAY_BE_ONE_SIDED,
        {
            "today": today.isoformat(),
            "since": (today - timedelta(days=SILENCE_TOLD)).isoformat(),
            "silent": (today - timedelta(days=DAYS_SILENT)).isoformat(),
            "crowd": due.crowd_limit(journal),
        },
    ).fetchall()
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
