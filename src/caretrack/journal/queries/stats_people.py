"""What `care stats` says of people one by one: how they stand to you, what they were involved in, who was only ever asked.

All of it is about those whom `stats.narrow` has chosen and who are looked after now.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.clock import LOW_MOOD
from caretrack.domain.model import AREAS, ASK, THANKS
from caretrack.domain.pages.stats import Asked, Involved
from caretrack.domain.talk.standing import (
    ASKED_OFTEN,
    ASKS_DAYS,
    GOOD_MOOD,
    STANDING_DAYS,
    Evidence,
    is_only_asked,
)
from caretrack.journal import due
from caretrack.journal.connection import Journal
from caretrack.journal.queries.stats import LOOKED_AFTER

OURS = f"person_id IN (SELECT id FROM chosen WHERE id IN ({LOOKED_AFTER}))"


class Material(NamedTuple):
    """What the standing of one person today is worked out of, as `standing.word_of` takes it; the feedback is without its words."""

    id: str
    name: str
    last_care: date | None
    good: int
    low: int
    wrote: bool
    heard: date | None
    feedback: Sequence[Evidence]


# Moods are counted along the timeline. Few touches were written by them: those are looked up in its index by touch, which knows
# nothing of how many people there were, so that the touches of a crowd are taken out before.
MATERIAL = f"""
WITH moods AS (
    SELECT person_id, count(CASE WHEN mood >= {GOOD_MOOD} THEN 1 END) AS good, count(CASE WHEN mood <= {LOW_MOOD} THEN 1 END) AS low,
        max(happened_on) AS day
    FROM timeline WHERE happened_on > :since AND happened_on <= :today AND people <= :crowd AND mood IS NOT NULL GROUP BY person_id
), wrote AS (
    SELECT l.person_id, max(l.happened_on) AS day FROM touches AS t CROSS JOIN timeline AS l ON l.touch_id = t.id
    WHERE t.from_them AND t.deleted_at IS NULL AND +t.happened_on > :since AND +t.happened_on <= :today
        AND t.id NOT IN (SELECT touch_id FROM timeline WHERE people > :crowd AND happened_on > :since AND happened_on <= :today)
    GROUP BY l.person_id
)
SELECT p.id, p.name, c.last_care, coalesce(m.good, 0), coalesce(m.low, 0), w.day IS NOT NULL,
    max(coalesce(m.day, ''), coalesce(w.day, ''))
FROM clocks AS c JOIN people AS p ON p.id = c.person_id LEFT JOIN moods AS m ON m.person_id = p.id LEFT JOIN wrote AS w ON w.person_id = p.id
WHERE p.id IN (SELECT id FROM chosen)
"""


def everybody(journal: Journal) -> Iterator[Material]:
    """Everybody with what tells their standing today, one after the other. To read the touches too would take ten times longer."""
    due.set_right_what_lies_ahead(journal)
    said = _feedback(journal)
    values = {**_year(journal, STANDING_DAYS), "crowd": due.crowd(journal)}
    for person_id, name, last_care, good, low, wrote, heard in journal.db.execute(MATERIAL, values):
        yield Material(
            person_id,
            name,
            _day(last_care),
            good,
            low,
            bool(wrote),
            _day(heard),
            said.get(person_id, ()),
        )


def _feedback(journal: Journal) -> Mapping[str, list[Evidence]]:
    rows = journal.db.execute(
        f"SELECT person_id, heard_on, tone, told_on FROM feedback WHERE deleted_at IS NULL AND {OURS}"
    )
    found: dict[str, list[Evidence]] = {}
    for person_id, heard_on, tone, told_on in rows:
        found.setdefault(person_id, []).append(
            Evidence(date.fromisoformat(heard_on), tone, "", settled_on=_day(told_on))
        )
    return found


def _ask_for_asks(journal: Journal) -> None:
    """Look up every ask up to today of those whom all this is about, a row for each of them; once for a journal, in a table `asks`."""
    db = journal.db
    if db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'asks'").fetchone():
        return
    db.execute("CREATE TEMP TABLE asks (id TEXT, about TEXT, day TEXT, person_id TEXT)")
    db.execute(
        "INSERT INTO asks SELECT t.id, t.about, t.happened_on, l.person_id FROM touches AS t CROSS JOIN timeline AS l ON l.touch_id = t.id "
        f"WHERE t.kind = '{ASK}' AND t.deleted_at IS NULL AND t.happened_on <= ? AND +l.{OURS}",
        (journal.today.isoformat(),),
    )


def involved(journal: Journal) -> tuple[Involved, ...]:
    """Who was ever asked about product, marketing, sales and service, or spoke of them (S3.8); last, what named none of them, where there is any."""
    _ask_for_asks(journal)
    db = journal.db
    db.execute("CREATE TEMP TABLE had_a_say (about TEXT, ask TEXT, said TEXT, person_id TEXT)")
    db.execute(
        "INSERT INTO had_a_say SELECT coalesce(about, ''), id, NULL, person_id FROM asks "
        f"UNION ALL SELECT about, NULL, id, person_id FROM feedback WHERE deleted_at IS NULL AND heard_on <= ? AND {OURS}",
        (journal.today.isoformat(),),
    )
    db.execute(
        f"UPDATE had_a_say SET about = '' WHERE about NOT IN ({', '.join('?' * len(AREAS))})", AREAS
    )
    counts = {
        row[0]: row[1:]
        for row in db.execute(
            "SELECT about, count(DISTINCT ask), count(DISTINCT said) FROM had_a_say GROUP BY about"
        )
    }
    people: dict[str, list[tuple[str, str]]] = {}
    rows = db.execute(
        "SELECT DISTINCT about, p.id, p.name FROM had_a_say JOIN people AS p ON p.id = person_id ORDER BY p.name_key, p.id"
    )
    for area, person_id, name in rows:
        people.setdefault(area, []).append((person_id, name))
    areas = (*AREAS, "") if "" in counts else AREAS
    said = [(area, *counts.get(area, (0, 0))) for area in areas]
    return tuple(
        Involved(area, asks, feedback, tuple(people.get(area, ()))) for area, asks, feedback in said
    )


def unthanked(journal: Journal) -> tuple[Asked, ...]:
    """Those who were asked three times or more in a year, and neither thanked nor told what came of anything (S3.9); the most asked first."""
    _ask_for_asks(journal)
    rows = journal.db.execute(
        f"""WITH asked AS (
            SELECT person_id, count(*) AS asks FROM asks WHERE day > :since GROUP BY person_id HAVING count(*) >= {ASKED_OFTEN}
        )
        SELECT p.id, p.name, a.asks,
            EXISTS (SELECT 1 FROM timeline AS l JOIN touches AS t ON t.id = l.touch_id
                WHERE l.person_id = p.id AND l.family = 'care' AND l.happened_on > :since AND l.happened_on <= :today AND t.kind = '{THANKS}')
            + EXISTS (SELECT 1 FROM feedback AS f
                WHERE f.person_id = p.id AND f.deleted_at IS NULL AND f.told_on > :since AND f.told_on <= :today)
        FROM asked AS a JOIN people AS p ON p.id = a.person_id ORDER BY a.asks DESC, p.name_key, p.id""",
        _year(journal, ASKS_DAYS),
    )
    return tuple(
        Asked(one, name, asks)
        for one, name, asks, recognised in rows
        if is_only_asked(asks, recognised)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _year(journal: Journal, days: int) -> dict[str, object]:
    """What lies less than so many days back, as bounds: after `since`, up to `today`."""
    return {
        "since": (journal.today - timedelta(days=days)).isoformat(),
        "today": journal.today.isoformat(),
    }
