"""What `care stats` says of people over time: personal touches, and who was a fan or a critic.

Everything here is about the people of `stats.choose_people` who are looked after now.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from caretrack.domain.stats import PERSONAL_DAYS, OnceSaid
from caretrack.domain.talk.standing import ENOUGH_PRAISE, STANDING_DAYS
from caretrack.journal import due
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import feedback_said
from caretrack.journal.signs import FROM_THEM, PERSONAL

# Each person's touches are read from the newest one on, until a personal one is found.
PERSONAL_TOUCHES = f"""
SELECT count(*) FROM chosen AS c WHERE c.looked_after AND EXISTS (
    SELECT 1 FROM timeline AS l WHERE l.person_id = c.id AND l.happened_on > :since
        AND l.happened_on <= :today AND l.family = 'care' AND l.people <= :crowd
        AND l.signs & {PERSONAL}
)
"""
WROTE = f"""
SELECT w.id, l.happened_on FROM wrote AS w CROSS JOIN timeline AS l ON l.person_id = w.id
    AND l.happened_on > :since AND l.happened_on <= :today AND l.people <= :crowd
    AND l.signs & {FROM_THEM}
"""


def personal_people(journal: Journal) -> int:
    """Count those with whom you were in touch just to hear from them, in PERSONAL_DAYS (S1.8)."""
    found: int = journal.db.execute(
        PERSONAL_TOUCHES, _window(journal, journal.today, PERSONAL_DAYS)
    ).fetchone()[0]
    return found


def once_said(journal: Journal, first: date) -> list[OnceSaid]:
    """Return everybody who gave feedback, and the days on which they wrote to you (S3.14).

    The days are read where they decide something: of those who praised you often enough. They go
    back as far as a standing on the day `first` does.
    """
    said = feedback_said(journal)
    praised = [
        who
        for who, items in said.items()
        if sum(item.tone == "praise" for item in items) >= ENOUGH_PRAISE
    ]
    wrote = _wrote(journal, praised, first)
    return [OnceSaid(items, wrote.get(who, ())) for who, items in said.items()]


def _wrote(journal: Journal, ids: Sequence[str], first: date) -> dict[str, list[date]]:
    db = journal.db
    db.execute("CREATE TEMP TABLE wrote (id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.executemany("INSERT INTO wrote VALUES (?)", [(who,) for who in ids])
    found: dict[str, list[date]] = {}
    for who, day in db.execute(WROTE, _window(journal, first, STANDING_DAYS)):
        found.setdefault(who, []).append(date.fromisoformat(day))
    return found


def _window(journal: Journal, day: date, days: int) -> dict[str, object]:
    return {
        "since": (day - timedelta(days=days)).isoformat(),
        "today": journal.today.isoformat(),
        "crowd": due.crowd_limit(journal),
    }
