"""What `care stats` says of people one by one: how they stand to you, what they were involved in, who was only ever asked.

All of it is about those whom `stats.narrow` has chosen and who are looked after now.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from caretrack.domain.model import AREAS, ASK, THANKS
from caretrack.domain.recognition import ASKED_OFTEN, ASKS_DAYS, is_only_asked
from caretrack.domain.standing import STANDING_DAYS, Evidence
from caretrack.domain.stats_page import Asked, Involved
from caretrack.journal import due
from caretrack.journal.connection import Journal
from caretrack.journal.stats import LOOKED_AFTER

OURS = f"person_id IN (SELECT id FROM chosen WHERE id IN ({LOOKED_AFTER}))"


class Material(NamedTuple):
    """What the standing of one person today is worked out of; the evidence is without its words."""

    id: str
    name: str
    last_care: date | None
    touches: Sequence[Evidence]
    feedback: Sequence[Evidence]


def everybody(journal: Journal) -> Iterator[Material]:
    """Everybody with what tells their standing today, one after the other. To read the words too would take ten times longer."""
    due.set_right_what_lies_ahead(journal)
    signs, said = _signs(journal), _feedback(journal)
    touches = next(signs, None)
    people = journal.db.execute(
        "SELECT p.id, p.name, c.last_care FROM clocks AS c JOIN people AS p ON p.id = c.person_id WHERE p.id IN (SELECT id FROM chosen) ORDER BY p.id"
    )
    for person_id, name, last_care in people:
        while touches is not None and touches[0] < person_id:
            touches = next(signs, None)
        mine = touches[1] if touches is not None and touches[0] == person_id else ()
        yield Material(person_id, name, date.fromisoformat(last_care) if last_care else None, mine, said.get(person_id, ()))


def _signs(journal: Journal) -> Iterator[tuple[str, list[Evidence]]]:
    """The touches of a year that tell something of how somebody stands, by person, in the order of their ids."""
    db, values = journal.db, {**_year(journal, STANDING_DAYS), "crowd": due.crowd(journal)}
    db.execute("CREATE TEMP TABLE wrote (id TEXT PRIMARY KEY) WITHOUT ROWID")
    in_time = "deleted_at IS NULL AND +happened_on > :since AND +happened_on <= :today"
    db.execute(f"INSERT INTO wrote SELECT id FROM touches WHERE from_them AND {in_time}", values)
    rows = db.execute(
        "SELECT l.person_id, l.happened_on, l.mood, w.id FROM timeline AS l LEFT JOIN wrote AS w ON w.id = l.touch_id "
        "WHERE l.happened_on > :since AND l.happened_on <= :today AND l.people <= :crowd AND (l.mood IS NOT NULL OR w.id IS NOT NULL) "
        "ORDER BY l.person_id",
        values,
    )
    for person_id, touches in groupby(rows, key=lambda row: str(row[0])):
        yield person_id, [Evidence(date.fromisoformat(on), str(mood or ""), "", wrote is not None) for _, on, mood, wrote in touches]


def _feedback(journal: Journal) -> Mapping[str, list[Evidence]]:
    rows = journal.db.execute(f"SELECT person_id, heard_on, tone, told_on FROM feedback WHERE deleted_at IS NULL AND {OURS}")
    found: dict[str, list[Evidence]] = {}
    for person_id, heard_on, tone, told_on in rows:
        settled = date.fromisoformat(told_on) if told_on else None
        found.setdefault(person_id, []).append(Evidence(date.fromisoformat(heard_on), tone, "", settled_on=settled))
    return found


def involved(journal: Journal) -> tuple[Involved, ...]:
    """Who was ever asked about product, marketing, sales and service, or spoke of them (S3.8); last, what named none of them, where there is any."""
    db = journal.db
    db.execute("CREATE TEMP TABLE had_a_say (about TEXT, ask TEXT, said TEXT, person_id TEXT)")
    db.execute(
        f"INSERT INTO had_a_say SELECT coalesce(t.about, ''), t.id, NULL, l.person_id FROM touches AS t CROSS JOIN timeline AS l ON l.touch_id = t.id "
        f"WHERE t.kind = '{ASK}' AND t.deleted_at IS NULL AND t.happened_on <= :today AND +l.{OURS} "
        f"UNION ALL SELECT about, NULL, id, person_id FROM feedback WHERE deleted_at IS NULL AND heard_on <= :today AND {OURS}",
        {"today": journal.today.isoformat()},
    )
    db.execute(f"UPDATE had_a_say SET about = '' WHERE about NOT IN ({', '.join('?' * len(AREAS))})", AREAS)
    counts = {
        row[0]: row[1:] for row in db.execute("SELECT about, count(DISTINCT ask), count(DISTINCT said) FROM had_a_say GROUP BY about")
    }
    people: dict[str, list[tuple[str, str]]] = {}
    rows = db.execute("SELECT DISTINCT about, p.id, p.name FROM had_a_say JOIN people AS p ON p.id = person_id ORDER BY p.name_key, p.id")
    for area, person_id, name in rows:
        people.setdefault(area, []).append((person_id, name))
    areas = (*AREAS, "") if "" in counts else AREAS
    said = [(area, *counts.get(area, (0, 0))) for area in areas]
    return tuple(Involved(area, asks, feedback, tuple(people.get(area, ()))) for area, asks, feedback in said)


def unthanked(journal: Journal) -> tuple[Asked, ...]:
    """Those who were asked three times or more in a year, and neither thanked nor told what came of anything (S3.9); the most asked first."""
    rows = journal.db.execute(
        f"""WITH asked AS (
            SELECT l.person_id, count(*) AS asks FROM touches AS t CROSS JOIN timeline AS l ON l.touch_id = t.id
            WHERE t.kind = '{ASK}' AND t.deleted_at IS NULL AND +t.happened_on > :since AND +t.happened_on <= :today AND +l.{OURS}
            GROUP BY l.person_id HAVING asks >= {ASKED_OFTEN}
        )
        SELECT p.id, p.name, a.asks,
            EXISTS (SELECT 1 FROM timeline AS l JOIN touches AS t ON t.id = l.touch_id
                WHERE l.person_id = p.id AND l.family = 'care' AND l.happened_on > :since AND l.happened_on <= :today AND t.kind = '{THANKS}')
            + EXISTS (SELECT 1 FROM feedback AS f
                WHERE f.person_id = p.id AND f.deleted_at IS NULL AND f.told_on > :since AND f.told_on <= :today)
        FROM asked AS a JOIN people AS p ON p.id = a.person_id ORDER BY a.asks DESC, p.name_key, p.id""",
        _year(journal, ASKS_DAYS),
    )
    return tuple(Asked(one, name, asks) for one, name, asks, recognised in rows if is_only_asked(asks, recognised))


def _year(journal: Journal, days: int) -> dict[str, object]:
    """What lies less than so many days back, as bounds: after `since`, up to `today`."""
    return {"since": (journal.today - timedelta(days=days)).isoformat(), "today": journal.today.isoformat()}
