"""What `care stats` adds up: counts by SQLite, and what is read person by person.

Everything here is about the people of `choose_people`. A touch with several people counts once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from caretrack.domain.clock import (
    DEFAULT_DAYS,
    KNOWN,
    LOW_MOOD,
    ONLY_SALES,
    cadence_in_force,
    first_due_on,
    is_low,
)
from caretrack.domain.model import AREAS, ASK, THANKS
from caretrack.domain.stats import CoveredPerson, Involved, LastHeard, Unthanked
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
from caretrack.journal.known import NOT_LOOKED_AFTER
from caretrack.journal.rows import read_number

NOT_ARCHIVED = "SELECT p.id FROM people AS p WHERE p.deleted_at IS NULL AND p.archived_on IS NULL"
LOOKED_AFTER = f"{NOT_ARCHIVED} AND NOT {NOT_LOOKED_AFTER}"
# What is still open for somebody in the archive is owed no longer.

# Everybody of `chosen`; and, in the same order, the last caring day of each at each of `ends`.
PEOPLE = (
    "SELECT p.id, p.added_on, p.archived_on, p.cadence_days, p.name_key, p.known_on IS NOT NULL, "
    "coalesce(p.taken_in_on, p.known_on) FROM chosen AS c "
    "CROSS JOIN people AS p ON p.id = c.id ORDER BY c.id"
)
CARED = """
SELECT (SELECT l.happened_on FROM timeline AS l WHERE l.person_id = c.id
    AND l.happened_on <= e.day AND l.family = 'care'
    AND l.people <= :crowd ORDER BY l.happened_on DESC LIMIT 1)
FROM chosen AS c CROSS JOIN ends AS e ORDER BY c.id, e.rowid
"""
LOW = (
    "SELECT person_id, happened_on FROM timeline WHERE family = 'care' AND people <= :crowd "
    f"AND mood <= {LOW_MOOD}"
)


def choose_people(journal: Journal, among: set[str] | None) -> None:
    """Choose the people that everything below is about; None is everybody.

    Called once for a journal, before anything else.
    """
    journal.db.execute("CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY) WITHOUT ROWID")
    if among is None:
        journal.db.execute("INSERT INTO chosen SELECT id FROM people WHERE deleted_at IS NULL")
    else:
        journal.db.executemany(
            "INSERT INTO chosen VALUES (?)", [(person_id,) for person_id in among]
        )


def covered_people(journal: Journal, ends: Sequence[date]) -> Iterator[CoveredPerson]:
    """Yield everybody, also those in the archive, with what coverage on these days needs.

    The last caring touch is looked up for each person and day: that takes the same time however
    many touches there are.
    """
    db = journal.db
    db.execute("CREATE TEMP TABLE ends (day TEXT)")
    db.executemany("INSERT INTO ends VALUES (?)", [(end.isoformat(),) for end in ends])
    default, tags, crowd = (
        read_number(db, "cadence", DEFAULT_DAYS),
        _tag_cadences(journal),
        {"crowd": due.crowd_limit(journal)},
    )
    lows: dict[str, set[str]] = {}
    for person_id, day in db.execute(LOW, crowd):
        lows.setdefault(person_id, set()).add(day)
    cared = db.execute(CARED, crowd)
    for person_id, added_on, archived_on, own, name_key, known, start in db.execute(PEOPLE):
        usual, after_low = (
            cadence_in_force(own, tags.get(person_id, {}), default, mood, known=bool(known)).days
            for mood in (None, LOW_MOOD)
        )
        low = lows.get(person_id, ())
        mine = dict.fromkeys(day for (day,) in islice(cared, len(ends)) if day)
        days = [
            (date.fromisoformat(day), day in low and _low(journal, person_id, day, crowd))
            for day in mine
        ]
        yield CoveredPerson(
            date.fromisoformat(start or added_on),
            _day(archived_on),
            usual,
            after_low,
            days,
            first_due_on(name_key, _day(start), None, usual),
        )


def _low(journal: Journal, person_id: str, day: str, crowd: Mapping[str, int]) -> bool:
    """True if the last mood that was entered for this day is low.

    The order of entry is read from the touches, so it is asked only for days with a low mood.
    """
    last = journal.db.execute(
        "SELECT l.mood FROM timeline AS l JOIN touches AS t ON t.id = l.touch_id "
        "WHERE l.person_id = :who AND l.happened_on = :day "
        "AND l.family = 'care' AND l.people <= :crowd AND l.mood IS NOT NULL "
        "ORDER BY t.created_at DESC, t.rowid DESC LIMIT 1",
        {"who": person_id, "day": day, **crowd},
    ).fetchone()
    return is_low(last[0])


def _tag_cadences(journal: Journal) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for person_id, tag, days in journal.db.execute(
        "SELECT person_id, tag, days FROM tag_cadences JOIN tags USING (tag)"
    ):
        found.setdefault(person_id, {})[tag] = days
    return found


def count_people(journal: Journal) -> int:
    """Count the people who are looked after now."""
    found: int = journal.db.execute(
        f"SELECT count(*) FROM chosen WHERE id IN ({LOOKED_AFTER})"
    ).fetchone()[0]
    return found


def count_known(journal: Journal) -> int:
    """Count the people who are known, and not looked after yet."""
    found: int = journal.db.execute(
        "SELECT count(*) FROM clocks WHERE person_id IN (SELECT id FROM chosen) "
        f"AND cadence_reason = '{KNOWN}'"
    ).fetchone()[0]
    return found


def only_sales(journal: Journal) -> tuple[LastHeard, ...]:
    """Return those who heard only sales since their last caring touch, the most first (S1.6)."""
    return _somebody(
        journal, f"c.sales_since >= {ONLY_SALES}", "c.sales_since DESC, p.name_key, p.id"
    )


def never_touched(journal: Journal) -> tuple[LastHeard, ...]:
    """Return those who never had a caring touch, the longest in the journal first (S0.1)."""
    return _somebody(journal, "c.last_care IS NULL", "p.added_on, p.name_key, p.id")


def _somebody(journal: Journal, which: str, order: str) -> tuple[LastHeard, ...]:
    rows = journal.db.execute(
        "SELECT p.id, p.name, p.company, p.added_on, c.last_care, c.last_sales, "
        "c.sales_since FROM clocks AS c JOIN people AS p ON p.id = c.person_id "
        "WHERE c.person_id IN (SELECT id FROM chosen) "
        f"AND c.cadence_reason <> '{KNOWN}' AND {which} ORDER BY {order}"
    )
    return tuple(
        LastHeard(
            row[0], row[1], row[2], date.fromisoformat(row[3]), _day(row[4]), _day(row[5]), row[6]
        )
        for row in rows.fetchall()
    )


def window(journal: Journal, since: date) -> dict[str, str]:
    """Return the bounds of the days from `since` to today, as SQL binds them."""
    return {"since": since.isoformat(), "today": journal.today.isoformat()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


OURS = f"person_id IN (SELECT id FROM chosen WHERE id IN ({LOOKED_AFTER}))"


class StandingMaterial(NamedTuple):
    """What one person's standing today is worked out from, as `standing.word_of` takes it.

    The feedback is without its words.
    """

    id: str
    name: str
    last_care: date | None
    good: int
    low: int
    wrote: bool
    heard: date | None
    feedback: Sequence[Evidence]


# Moods are counted along the timeline. Few touches were written by the people themselves: those
# are looked up by touch. That index does not say how many people there were, so touches of a crowd
# are excluded by a query of their own.
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


def standing_material(journal: Journal) -> Iterator[StandingMaterial]:
    """Yield everybody with what tells their standing today (S3.11).

    Reading the touches too would take ten times longer.
    """
    said = feedback_said(journal)
    values = {**_year(journal, STANDING_DAYS), "crowd": due.crowd_limit(journal)}
    for person_id, name, last_care, good, low, wrote, heard in journal.db.execute(MATERIAL, values):
        yield StandingMaterial(
            person_id,
            name,
            _day(last_care),
            good,
            low,
            bool(wrote),
            _day(heard),
            said.get(person_id, ()),
        )


def feedback_said(journal: Journal) -> Mapping[str, list[Evidence]]:
    """Return the feedback of everybody who is looked after, by person, without its words."""
    rows = journal.db.execute(
        "SELECT person_id, heard_on, tone, told_on FROM feedback WHERE deleted_at IS NULL "
        f"AND {OURS}"
    )
    found: dict[str, list[Evidence]] = {}
    for person_id, heard_on, tone, told_on in rows:
        found.setdefault(person_id, []).append(
            Evidence(date.fromisoformat(heard_on), tone, "", settled_on=_day(told_on))
        )
    return found


def _load_asks(journal: Journal) -> None:
    """Write every ask up to today into a temporary table `asks`, a row for each person in it.

    Done once for a journal.
    """
    db = journal.db
    if db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'asks'").fetchone():
        return
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
