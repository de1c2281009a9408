"""What `care stats` adds up: counts made by SQLite, and the caring days of everybody read as a stream, a person at a time.

`among` narrows every question to these people (ids); None is everybody. A touch with several people counts once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from caretrack.domain.clock import DEFAULT_DAYS, LOW_MOOD, ONLY_SALES, cadence_in_force, is_low
from caretrack.domain.pages.stats import Somebody
from caretrack.domain.stats import CountedTouches, CoveredPerson
from caretrack.journal import due
from caretrack.journal.connection import Journal
from caretrack.journal.rows import read_number

# A plus keeps SQLite from looking every touch up by the index of days: to read the table through is three times faster.
TOUCHES_IN_TIME = "t.deleted_at IS NULL AND +t.happened_on BETWEEN :since AND :today"
# A fact counts for the touch that it names, or, where it names none, for every touch with that person on that day.
TAUGHT = """
SELECT touch_id AS id FROM facts WHERE touch_id IS NOT NULL AND deleted_at IS NULL AND source IN ('told', 'noticed')
UNION SELECT touch_id FROM feedback WHERE touch_id IS NOT NULL AND deleted_at IS NULL
UNION SELECT l.touch_id FROM facts AS f JOIN timeline AS l ON l.person_id = f.person_id AND l.happened_on = f.learned_on
    WHERE f.touch_id IS NULL AND f.deleted_at IS NULL AND f.source IN ('told', 'noticed')
"""
LOOKED_AFTER = "SELECT id FROM people WHERE deleted_at IS NULL AND archived_on IS NULL"
# What is still open for somebody in the archive is owed no longer.
OWN_ACTIONS = f"deleted_at IS NULL AND person_id IN (SELECT id FROM chosen) AND (done_on IS NOT NULL OR person_id IN ({LOOKED_AFTER}))"

# Everybody of `chosen`, and for each of them and each of `ends`, in the same order, the last day of a caring touch that counts.
PEOPLE = "SELECT p.id, p.added_on, p.archived_on, p.cadence_days FROM chosen AS c CROSS JOIN people AS p ON p.id = c.id ORDER BY c.id"
CARED = """
SELECT (SELECT l.happened_on FROM timeline AS l WHERE l.person_id = c.id AND l.happened_on <= e.day AND l.family = 'care'
    AND l.people <= :crowd ORDER BY l.happened_on DESC LIMIT 1)
FROM chosen AS c CROSS JOIN ends AS e ORDER BY c.id, e.rowid
"""
LOW = f"SELECT person_id, happened_on FROM timeline WHERE family = 'care' AND people <= :crowd AND mood <= {LOW_MOOD}"


def narrow(journal: Journal, among: set[str] | None) -> None:
    """Choose whom everything below is about; before any other question, and once for a journal."""
    journal.db.execute("CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY) WITHOUT ROWID")
    if among is None:
        journal.db.execute("INSERT INTO chosen SELECT id FROM people WHERE deleted_at IS NULL")
    else:
        journal.db.executemany(
            "INSERT INTO chosen VALUES (?)", [(person_id,) for person_id in among]
        )


def counted(journal: Journal, since: date, among: set[str] | None) -> list[CountedTouches]:
    """The touches from `since` to today, counted by month, channel, family and mood."""
    only = (
        ""
        if among is None
        else "AND t.id IN (SELECT touch_id FROM touch_people WHERE person_id IN (SELECT id FROM chosen))"
    )
    families = dict(journal.db.execute("SELECT kind, family FROM kinds").fetchall())
    rows = journal.db.execute(
        f"SELECT substr(t.happened_on, 1, 7), t.channel, t.kind, t.mood, count(*) FROM touches AS t WHERE {TOUCHES_IN_TIME} {only} GROUP BY 1, 2, 3, 4",
        _window(journal, since),
    )
    return [
        CountedTouches(month, channel, families[kind], mood, touches)
        for month, channel, kind, mood, touches in rows
    ]


def taught(journal: Journal, since: date, among: set[str] | None) -> Mapping[str, int]:
    """How many caring touches of each month brought a fact or feedback with them (S4.3)."""
    only = (
        ""
        if among is None
        else "AND t.id IN (SELECT touch_id FROM touch_people WHERE person_id IN (SELECT id FROM chosen))"
    )
    rows = journal.db.execute(
        f"SELECT substr(t.happened_on, 1, 7), count(*) FROM ({TAUGHT}) AS taught JOIN touches AS t ON t.id = taught.id JOIN kinds AS k ON k.kind = t.kind "
        f"WHERE k.family = 'care' AND {TOUCHES_IN_TIME} {only} GROUP BY 1",
        _window(journal, since),
    )
    return dict(rows.fetchall())


def looked(journal: Journal, ends: Sequence[date]) -> Iterator[CoveredPerson]:
    """Everybody as coverage on these days needs them, those in the archive too, one after the other.

    For each person and day the last caring touch is looked up: that takes the same time however many touches there are.
    """
    db = journal.db
    db.execute("CREATE TEMP TABLE ends (day TEXT)")
    db.executemany("INSERT INTO ends VALUES (?)", [(end.isoformat(),) for end in ends])
    default, tags, crowd = (
        read_number(db, "cadence", DEFAULT_DAYS),
        _tag_cadences(journal),
        {"crowd": due.crowd(journal)},
    )
    lows: dict[str, set[str]] = {}
    for person_id, day in db.execute(LOW, crowd):
        lows.setdefault(person_id, set()).add(day)
    cared = db.execute(CARED, crowd)
    for person_id, added_on, archived_on, own in db.execute(PEOPLE):
        usual, after_low = (
            cadence_in_force(own, tags.get(person_id, {}), default, mood).days
            for mood in (None, LOW_MOOD)
        )
        low = lows.get(person_id, ())
        mine = dict.fromkeys(day for (day,) in islice(cared, len(ends)) if day)
        days = [
            (date.fromisoformat(day), day in low and _low(journal, person_id, day, crowd))
            for day in mine
        ]
        yield CoveredPerson(date.fromisoformat(added_on), _day(archived_on), usual, after_low, days)


def _low(journal: Journal, person_id: str, day: str, crowd: Mapping[str, int]) -> bool:
    """Whether the mood entered last on a day that has a low one was low: to see the order of entry takes the touches."""
    last = journal.db.execute(
        "SELECT l.mood FROM timeline AS l JOIN touches AS t ON t.id = l.touch_id WHERE l.person_id = :who AND l.happened_on = :day "
        "AND l.family = 'care' AND l.people <= :crowd AND l.mood IS NOT NULL ORDER BY t.created_at DESC, t.rowid DESC LIMIT 1",
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


def people(journal: Journal) -> int:
    """How many people are looked after now."""
    found: int = journal.db.execute(
        f"SELECT count(*) FROM chosen WHERE id IN ({LOOKED_AFTER})"
    ).fetchone()[0]
    return found


def only_sales(journal: Journal) -> tuple[Somebody, ...]:
    """Those who heard only sales since the last caring touch, the most of them first (S1.6)."""
    return _somebody(
        journal, f"c.sales_since >= {ONLY_SALES}", "c.sales_since DESC, p.name_key, p.id"
    )


def never(journal: Journal) -> tuple[Somebody, ...]:
    """Those who never had a caring touch, the longest in the journal first (S0.1)."""
    return _somebody(journal, "c.last_care IS NULL", "p.added_on, p.name_key, p.id")


def _somebody(journal: Journal, which: str, order: str) -> tuple[Somebody, ...]:
    due.set_right_what_lies_ahead(journal)
    rows = journal.db.execute(
        "SELECT p.id, p.name, p.company, p.added_on, c.last_care, c.last_sales, c.sales_since FROM clocks AS c JOIN people AS p ON p.id = c.person_id "
        f"WHERE c.person_id IN (SELECT id FROM chosen) AND {which} ORDER BY {order}"
    )
    return tuple(
        Somebody(
            row[0], row[1], row[2], date.fromisoformat(row[3]), _day(row[4]), _day(row[5]), row[6]
        )
        for row in rows.fetchall()
    )


def promise_days(journal: Journal) -> Iterator[tuple[date | None, date | None]]:
    """By when each promise was due, and when it was kept."""
    rows = journal.db.execute(
        f"SELECT due_on, done_on FROM actions WHERE sort = 'promise' AND {OWN_ACTIONS}"
    )
    return ((_day(row[0]), _day(row[1])) for row in rows)


def gestures(journal: Journal, since: date) -> tuple[int, int]:
    """How many gestures were made from `since` to today, and how many are planned still (S0.3)."""
    made, planned = journal.db.execute(
        "SELECT count(CASE WHEN done_on BETWEEN :since AND :today THEN 1 END), count(CASE WHEN done_on IS NULL THEN 1 END) FROM actions "
        f"WHERE sort = 'gesture' AND {OWN_ACTIONS}",
        _window(journal, since),
    ).fetchone()
    return made, planned


def _window(journal: Journal, since: date) -> dict[str, str]:
    return {"since": since.isoformat(), "today": journal.today.isoformat()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
