"""What `stats` says of people, read from the touches themselves: slow, and right.

The functions are those of `journal.queries`, with the same names and results.
"""

from collections import Counter
from datetime import date, timedelta

from caretrack.domain.clock import KNOWN, LOW_MOOD
from caretrack.domain.day_steps import PERSONAL_DAYS
from caretrack.domain.model import AREAS, ASK, THANKS, Fact, Feedback
from caretrack.domain.stats import Involved, Unthanked
from caretrack.domain.talk.one_sided import Contact, contact, told_days
from caretrack.domain.talk.personal import PERSONAL
from caretrack.domain.talk.standing import (
    ASKED_OFTEN,
    ASKS_DAYS,
    is_only_asked,
    of_feedback,
    word_of,
)
from caretrack.domain.talk.standing_word import GOOD_MOOD, STANDING_DAYS
from caretrack.journal import entries, touches
from caretrack.journal.connection import Journal
from caretrack.journal.known import NOT_LOOKED_AFTER
from caretrack.journal.rows import crowd_limit

LOOKED_AFTER = (
    "SELECT p.id FROM people AS p WHERE p.deleted_at IS NULL AND p.archived_on IS NULL "
    f"AND NOT {NOT_LOOKED_AFTER}"
)
OURS = f"person_id IN (SELECT id FROM chosen WHERE id IN ({LOOKED_AFTER}))"


MATERIAL = f"""
WITH moods AS (
    SELECT person_id, count(CASE WHEN mood >= {GOOD_MOOD} THEN 1 END) AS good, count(CASE
        WHEN mood <= {LOW_MOOD} THEN 1 END) AS low,
        max(happened_on) AS day
    FROM timeline WHERE happened_on > :since AND happened_on <= :today AND people <= :crowd
        AND mood IS NOT NULL AND family <> 'tried' GROUP BY person_id
), wrote AS (
    SELECT l.person_id, max(l.happened_on) AS day FROM touches AS t
        CROSS JOIN timeline AS l ON l.touch_id = t.id
    WHERE t.from_them AND t.deleted_at IS NULL AND +t.happened_on > :since
        AND +t.happened_on <= :today
        AND t.id NOT IN (SELECT touch_id FROM timeline WHERE people > :crowd
            AND happened_on > :since AND happened_on <= :today)
    GROUP BY l.person_id
)
SELECT p.id, p.name, c.last_care, coalesce(m.good, 0), coalesce(m.low, 0), w.day IS NOT NULL,
    max(coalesce(m.day, ''), coalesce(w.day, ''))
FROM clocks AS c JOIN people AS p ON p.id = c.person_id
    LEFT JOIN moods AS m ON m.person_id = p.id LEFT JOIN wrote AS w ON w.person_id = p.id
WHERE p.id IN (SELECT id FROM chosen) AND c.cadence_reason <> '{KNOWN}'
"""


def standings(journal: Journal) -> Counter[str]:
    """Return how many people stand to you in each way."""
    values = {**_year(journal, STANDING_DAYS), "crowd": crowd_limit(journal)}
    rows = journal.db.execute(MATERIAL, values).fetchall()
    feedback = entries.of_people(journal, Feedback, [row[0] for row in rows])
    return Counter(
        word_of(
            good,
            low,
            bool(wrote),
            date.fromisoformat(heard) if heard else None,
            of_feedback(feedback[person_id]),
            date.fromisoformat(last_care) if last_care else None,
            journal.today,
        )
        for person_id, _, last_care, good, low, wrote, heard in rows
    )


def _load_asks(journal: Journal) -> None:
    """Write every ask up to today into a temporary table `asks`, a row for each person in it."""
    db = journal.db
    db.execute("DROP TABLE IF EXISTS temp.asks")
    db.execute("CREATE TEMP TABLE asks (id TEXT, about TEXT, day TEXT, person_id TEXT)")
    db.execute(
        "INSERT INTO asks SELECT t.id, t.about, t.happened_on, l.person_id FROM touches AS t "
        "CROSS JOIN timeline AS l ON l.touch_id = t.id "
        f"WHERE t.kind = '{ASK}' AND t.deleted_at IS NULL AND t.happened_on <= ? AND +l.{OURS}",
        (journal.today.isoformat(),),
    )


def involvement(journal: Journal) -> tuple[Involved, ...]:
    """Return who was asked about each area of the work, or spoke of it, ever (S3.8).

    Last comes what named no area, if there is any.
    """
    _load_asks(journal)
    db = journal.db
    db.execute("CREATE TEMP TABLE had_a_say (about TEXT, ask TEXT, said TEXT, person_id TEXT)")
    db.execute(
        "INSERT INTO had_a_say SELECT coalesce(about, ''), id, NULL, person_id FROM asks "
        "UNION ALL SELECT about, NULL, id, person_id FROM feedback WHERE deleted_at IS NULL "
        f"AND heard_on <= ? AND {OURS}",
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
        "SELECT DISTINCT about, p.id, p.name FROM had_a_say "
        "JOIN people AS p ON p.id = person_id ORDER BY p.name_key, p.id"
    )
    for area, person_id, name in rows:
        people.setdefault(area, []).append((person_id, name))
    areas = (*AREAS, "") if "" in counts else AREAS
    said = [(area, *counts.get(area, (0, 0))) for area in areas]
    return tuple(
        Involved(area, asks, feedback, tuple(people.get(area, ()))) for area, asks, feedback in said
    )


def unthanked(journal: Journal) -> tuple[Unthanked, ...]:
    """Return those who were asked often in a year and never thanked, most asked first (S3.9).

    To be told what came of their feedback is thanks, too.
    """
    _load_asks(journal)
    rows = journal.db.execute(
        f"""WITH asked AS (
            SELECT person_id, count(*) AS asks FROM asks WHERE day > :since
                GROUP BY person_id HAVING count(*) >= {ASKED_OFTEN}
        )
        SELECT p.id, p.name, a.asks,
            EXISTS (SELECT 1 FROM timeline AS l JOIN touches AS t ON t.id = l.touch_id
                WHERE l.person_id = p.id AND l.family = 'care' AND l.happened_on > :since
                    AND l.happened_on <= :today AND t.kind = '{THANKS}')
            + EXISTS (SELECT 1 FROM feedback AS f
                WHERE f.person_id = p.id AND f.deleted_at IS NULL AND f.told_on > :since
                    AND f.told_on <= :today)
        FROM asked AS a JOIN people AS p ON p.id = a.person_id
            ORDER BY a.asks DESC, p.name_key, p.id""",
        _year(journal, ASKS_DAYS),
    )
    return tuple(
        Unthanked(one, name, asks)
        for one, name, asks, recognised in rows
        if is_only_asked(asks, recognised)
    )


def _year(journal: Journal, days: int) -> dict[str, object]:
    """Return the bounds of the last `days` days: after `since`, up to `today`."""
    return {
        "since": (journal.today - timedelta(days=days)).isoformat(),
        "today": journal.today.isoformat(),
    }


PERSONAL_TOUCHES = f"""
SELECT count(*) FROM chosen AS c WHERE c.id IN ({LOOKED_AFTER}) AND EXISTS (
    SELECT 1 FROM timeline AS l JOIN touches AS t ON t.id = l.touch_id
    WHERE l.person_id = c.id AND l.happened_on > :since AND l.happened_on <= :today
        AND l.family = 'care' AND l.people <= :crowd AND t.kind IN (:kinds)
)
"""


def personal_people(journal: Journal) -> int:
    """Count those with whom you were in touch just to hear from them, in PERSONAL_DAYS (S1.8)."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(PERSONAL))
    found: int = journal.db.execute(
        PERSONAL_TOUCHES.replace(":kinds", kinds),
        {**_year(journal, PERSONAL_DAYS), "crowd": crowd_limit(journal)},
    ).fetchone()[0]
    return found


def one_sided(journal: Journal) -> list[tuple[str, str, Contact]]:
    """Return everybody who does not answer or no longer writes: id, name, and who wrote to whom.

    They are of `choose_people`, by name.
    """
    named = journal.db.execute(
        "SELECT p.id, p.name FROM people AS p JOIN chosen AS c ON c.id = p.id "
        f"WHERE p.id IN ({LOOKED_AFTER}) ORDER BY p.name_key, p.id"
    ).fetchall()
    ids = [who for who, _ in named]
    facts = entries.of_people(journal, Fact, ids, entries.CURRENT_FACT)
    feedback = entries.of_people(journal, Feedback, ids)
    found = []
    for who, name in named:
        signs, whole_from = touches.newest_signs(journal, who)
        told = told_days(facts[who], feedback[who])
        theirs = contact(signs, told, journal.today, whole=whole_from == date.min)
        if theirs.one_sided:
            found.append((who, name, theirs))
    return found
