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
from caretrack.domain.model import AREAS
from caretrack.domain.stats import CoveredPerson, Involved, LastHeard, Unthanked
from caretrack.domain.talk.standing import (
    ASKED_OFTEN,
    ASKS_DAYS,
    GOOD_MOOD,
    QUIET_DAYS,
    STANDING_DAYS,
    Evidence,
    is_only_asked,
)
from caretrack.journal import due
from caretrack.journal.connection import Journal
from caretrack.journal.known import NOT_LOOKED_AFTER
from caretrack.journal.rows import read_number
from caretrack.journal.signs import ABOUT, FROM_THEM, THANKS, area
from caretrack.journal.signs import ASK as ASKED_THEM

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
    db = journal.db
    db.execute(
        "CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY, looked_after INTEGER NOT NULL DEFAULT 0) "
        "WITHOUT ROWID"
    )
    if among is None:
        db.execute("INSERT INTO chosen (id) SELECT id FROM people WHERE deleted_at IS NULL")
    else:
        db.executemany("INSERT INTO chosen (id) VALUES (?)", [(who,) for who in among])
    db.execute(f"UPDATE chosen SET looked_after = 1 WHERE id IN ({LOOKED_AFTER})")


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
    found: int = journal.db.execute("SELECT count(*) FROM chosen WHERE looked_after").fetchone()[0]
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


OURS = "person_id IN (SELECT id FROM chosen WHERE looked_after)"


class StandingMaterial(NamedTuple):
    """What the standing of some people today is worked out from, as `standing.word_of` takes it.

    `people` of them have the same standing; `id` and `name` are those of the first. The feedback is
    without its words: whoever gave any is alone.
    """

    id: str
    name: str
    last_care: date | None
    good: int
    low: int
    wrote: bool
    heard: date | None
    people: int
    feedback: Sequence[Evidence]


# Only the touches of a year are read. Of those without feedback, all of a group have one word.
MATERIAL = f"""
WITH one AS (
    SELECT c.person_id AS id, c.last_care,
        count(CASE WHEN l.mood >= {GOOD_MOOD} AND l.family <> 'tried' THEN 1 END) AS good,
        count(CASE WHEN l.mood <= {LOW_MOOD} AND l.family <> 'tried' THEN 1 END) AS low,
        coalesce(max(l.signs & {FROM_THEM}), 0) AS wrote, max(l.happened_on) AS heard,
        EXISTS (SELECT 1 FROM feedback AS f WHERE f.person_id = c.person_id
            AND f.deleted_at IS NULL) AS said
    FROM clocks AS c LEFT JOIN timeline AS l ON l.person_id = c.person_id
        AND l.happened_on > :since AND l.happened_on <= :today AND l.people <= :crowd
        AND (l.signs & {FROM_THEM} OR (l.mood IS NOT NULL AND l.family <> 'tried'))
    WHERE c.person_id IN (SELECT id FROM chosen) AND c.cadence_reason <> '{KNOWN}'
    GROUP BY c.person_id
)
SELECT min(one.id), (SELECT p.name FROM people AS p WHERE p.id = one.id), last_care, good, low,
    wrote, heard, count(*) FROM one
GROUP BY CASE WHEN said THEN one.id END, good > low, wrote AND NOT low,
    max(last_care, coalesce(heard, '')) <= :quiet ORDER BY 1
"""


def standing_material(journal: Journal) -> Iterator[StandingMaterial]:
    """Yield everybody with what tells their standing today (S3.11), in groups of one standing."""
    said = feedback_said(journal)
    values = {
        **_year(journal, STANDING_DAYS),
        "quiet": (journal.today - timedelta(days=QUIET_DAYS)).isoformat(),
        "crowd": due.crowd_limit(journal),
    }
    rows = journal.db.execute(MATERIAL, values)
    for person_id, name, last_care, good, low, wrote, heard, count in rows:
        yield StandingMaterial(
            person_id,
            name,
            _day(last_care),
            good,
            low,
            bool(wrote),
            _day(heard),
            count,
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


# Each ask counts for everybody who was asked.
ASKED = f"FROM timeline AS l WHERE l.signs & {ASKED_THEM} AND l.happened_on <= :today AND l.{OURS}"
SAID = f"FROM feedback AS f WHERE f.deleted_at IS NULL AND f.heard_on <= :today AND f.{OURS}"
ASKS = f"SELECT l.signs / {ABOUT}, count(DISTINCT l.touch_id) {ASKED} GROUP BY 1"
FEEDBACK = f"SELECT {area('f.about')}, count(*) {SAID} GROUP BY 1"
HAD_A_SAY = f"""
SELECT had.area, p.id, p.name FROM (SELECT l.signs / {ABOUT} AS area, l.person_id {ASKED}
    UNION SELECT {area("f.about")}, f.person_id {SAID}) AS had
JOIN people AS p ON p.id = had.person_id ORDER BY p.name_key, p.id
"""


def involvement(journal: Journal) -> tuple[Involved, ...]:
    """Return who was asked about each area of the work, or spoke of it, ever (S3.8).

    Last comes what named no area, if there is any.
    """
    db, values = journal.db, {"today": journal.today.isoformat()}
    asks, feedback = (dict(db.execute(query, values)) for query in (ASKS, FEEDBACK))
    people: dict[int, list[tuple[str, str]]] = {}
    for number, person_id, name in db.execute(HAD_A_SAY, values):
        people.setdefault(number, []).append((person_id, name))
    numbers = (*range(1, len(AREAS) + 1), *((0,) if 0 in people else ()))
    return tuple(
        Involved(
            ("", *AREAS)[number],
            asks.get(number, 0),
            feedback.get(number, 0),
            tuple(people.get(number, ())),
        )
        for number in numbers
    )


def unthanked(journal: Journal) -> tuple[Unthanked, ...]:
    """Return those who were asked often in a year and never thanked, most asked first (S3.9).

    To be told what came of their feedback is thanks, too.
    """
    rows = journal.db.execute(
        f"""WITH asked AS (
            SELECT l.person_id, count(*) AS asks {ASKED} AND l.happened_on > :since
                GROUP BY l.person_id HAVING count(*) >= {ASKED_OFTEN}
        )
        SELECT p.id, p.name, a.asks,
            EXISTS (SELECT 1 FROM timeline AS l
                WHERE l.person_id = p.id AND l.family = 'care' AND l.happened_on > :since
                    AND l.happened_on <= :today AND l.signs & {THANKS})
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
