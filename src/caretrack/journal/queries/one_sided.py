"""Whom `care stats` looks at to see who writes and who answers (S3.12, S4.7).

What is kept of each person (`day_steps.py`) says nearly always that both sides write.
"""

from datetime import date

from caretrack.domain.model import Fact, Feedback
from caretrack.domain.talk.habit import LETTERS
from caretrack.domain.talk.one_sided import (
    Contact,
    contact,
    told_days,
)
from caretrack.journal import entries, touches
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import ours

# Everybody to whom letters of yours went without a sign of theirs, whose habit to write has ended,
# or with a touch of a day after today, which is in what is kept of them. This leaves out nobody who
# is one-sided: the domain decides.
MAY_BE_ONE_SIDED = f"""
SELECT p.id, p.name FROM (
    SELECT person_id FROM steps_of WHERE letters >= {LETTERS}
    UNION SELECT person_id FROM steps_of WHERE silent_from <= :day
    UNION SELECT person_id FROM main.clocks WHERE latest > :today
) AS s CROSS JOIN people AS p ON p.id = s.person_id WHERE {ours("s")} ORDER BY p.name_key, p.id
"""


def one_sided(journal: Journal) -> list[tuple[str, str, Contact]]:
    """Return everybody who does not answer or no longer writes: id, name, and who wrote to whom.

    They are of `choose_people`, by name.
    """
    today = journal.today
    named = journal.db.execute(
        MAY_BE_ONE_SIDED, {"today": today.isoformat(), "day": today.toordinal()}
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
