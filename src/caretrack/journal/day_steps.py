"""Keep counts of people for every day (`domain/day_steps.py`), in the way the clocks are kept.

`steps_of` has a row for each person with the days on which the person begins and ends to count;
`steps` has the sums of all of them. The other columns of `steps_of` say of whom `stats` may have
something to tell, so that it need not look at the others. What a person counted for before is taken
off by what stands in their row, so that nothing else need be known of the time before.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from caretrack.domain.clock import (
    DEFAULT_CROWD,
    DEFAULT_DAYS,
    KNOWN,
    LOW_MOOD,
    cadence_in_force,
    first_due_on,
    is_low,
)
from caretrack.domain.day_steps import (
    FeedbackDay,
    PersonByDay,
    TouchShown,
    packed,
    turning_days,
    unanswered,
    unpacked,
    verdict_ends,
)
from caretrack.domain.kinds.families import CARE, TRIED
from caretrack.domain.talk.standing_word import ASKED_OFTEN, ASKS_DAYS
from caretrack.journal.rows import read_number, tag_cadences
from caretrack.journal.signs import ASK, FROM_THEM, LETTER, PERSONAL, THANKS, THEIRS

# Of `steps_of`: whose, letters, silent_from, verdict_ends, third_ask, thanked, steps.
Row = tuple[str, int, int | None, int | None, str | None, str | None, str]

TOGETHER = 5_000  # rows are worked out before they are written
# `third_ask` is the day of the last ask but two, `thanked` that of the last thanks in reach of it.
PEOPLE = f"""
SELECT *, CASE WHEN third_ask IS NOT NULL THEN nullif(max(
    coalesce((SELECT max(l.happened_on) FROM timeline AS l WHERE l.person_id = w.id
        AND l.happened_on > date(third_ask, '-{ASKS_DAYS} days') AND l.family = '{CARE}'
        AND l.signs & {THANKS}), ''),
    coalesce((SELECT max(f.told_on) FROM feedback AS f WHERE f.person_id = w.id
        AND f.deleted_at IS NULL), '')), '') END AS thanked
FROM (SELECT id, name_key, added_on, archived_on, cadence_days, known_on, taken_in_on,
        (SELECT l.happened_on FROM timeline AS l WHERE l.person_id = p.id AND l.signs & {ASK}
            ORDER BY l.happened_on DESC LIMIT 1 OFFSET {ASKED_OFTEN - 1}) AS third_ask
    FROM people AS p WHERE deleted_at IS NULL {{and_id}}) AS w
ORDER BY id
"""
# In the order of the key, so that nothing is sorted.
TOUCHES = """
SELECT person_id, happened_on, family, mood, signs FROM timeline WHERE people <= :crowd {and_person}
ORDER BY person_id, happened_on
"""
LAST_MOOD = """
SELECT l.mood FROM timeline AS l JOIN touches AS t ON t.id = l.touch_id
WHERE l.person_id = :who AND l.happened_on = :day AND l.family = 'care' AND l.people <= :crowd
    AND l.mood IS NOT NULL ORDER BY t.created_at DESC, t.rowid DESC LIMIT 1
"""
FEEDBACK = """
SELECT person_id, heard_on, tone, told_on FROM feedback WHERE deleted_at IS NULL {and_person}
ORDER BY person_id
"""


def refresh_steps(db: sqlite3.Connection) -> None:
    """Bring up to date what is kept of those whose clocks are stale."""
    stale = "IN (SELECT row_id FROM stale WHERE source = 'clocks')"
    before = db.execute(f"SELECT person_id, steps FROM steps_of WHERE person_id {stale}").fetchall()
    _add_up(db, (text for _, text in before), -1)
    db.execute(f"DELETE FROM steps_of WHERE person_id {stale}")
    _write(db, which=stale)


def write_all_steps(db: sqlite3.Connection) -> None:
    """Fill both tables, which are empty."""
    _write(db, which="")


def _write(db: sqlite3.Connection, *, which: str) -> None:
    rows = step_rows(db, which=which)
    while some := list(islice(rows, TOGETHER)):
        db.executemany("INSERT INTO steps_of VALUES (?, ?, ?, ?, ?, ?, ?)", some)
        _add_up(db, (row[-1] for row in some), 1)


def _add_up(db: sqlite3.Connection, texts: Iterable[str], sign: int) -> None:
    """Add what these people count for to the sums, or take it off."""
    changes = Counter[tuple[int, int]]()
    for text in texts:
        for day, series, change in unpacked(text):
            changes[day, series] += sign * change
    rows = [(day, series, change) for (day, series), change in changes.items() if change]
    db.executemany(
        "INSERT INTO steps VALUES (?, ?, ?) ON CONFLICT (day, series) "
        "DO UPDATE SET change = change + excluded.change",
        rows,
    )
    db.executemany(
        "DELETE FROM steps WHERE day = ? AND series = ? AND change = 0", [row[:2] for row in rows]
    )


def step_rows(db: sqlite3.Connection, *, which: str = "") -> Iterator[Row]:
    """Return the rows of `steps_of` as they should be; `which` limits the ids of people."""
    default, crowd = (
        read_number(db, "cadence", DEFAULT_DAYS),
        read_number(db, "crowd", DEFAULT_CROWD),
    )
    and_person = f"AND person_id {which}" if which else ""
    touches = _grouped(db.execute(TOUCHES.format(and_person=and_person), {"crowd": crowd}))
    feedback = _grouped(db.execute(FEEDBACK.format(and_person=and_person)))
    tags = tag_cadences(db, f"AND p.id {which}" if which else "")
    people = db.execute(PEOPLE.format(and_id=f"AND id {which}" if which else ""))
    for *row, third_ask, thanked in people:
        person_id = row[0]
        theirs = _shown(db, person_id, touches(person_id), crowd)
        said: list[FeedbackDay] = [
            (_number(on), tone, _number(told_on) if told_on else None)
            for _, on, tone, told_on in feedback(person_id)
        ]
        person = _by_day(row, tags.get(person_id, {}), default, theirs, said)
        days = turning_days(person)
        told = (*unanswered(theirs), verdict_ends(days), third_ask, thanked)
        yield (person_id, *told, packed(days))


def _grouped(rows: Iterable[Any]) -> Callable[[str], Iterable[Any]]:
    """Return what gives the rows of each person; it is asked in the order of the rows."""
    groups = groupby(rows, key=itemgetter(0))
    person, some = next(groups, ("", iter(())))

    def of(wanted: str) -> Iterable[Any]:
        nonlocal person, some
        while person and person < wanted:
            person, some = next(groups, ("", iter(())))
        return some if person == wanted else ()

    return of


def _by_day(
    row: Any,
    tags: dict[str, int],
    default: int,
    touches: list[TouchShown],
    feedback: list[FeedbackDay],
) -> PersonByDay:
    _, name_key, added_on, archived_on, own, known, taken_in = row
    start = taken_in or known
    usual, after_low = (
        cadence_in_force(own, tags, default, mood, known=known is not None)
        for mood in (None, LOW_MOOD)
    )
    begin = date.fromisoformat(start) if start else None
    first_due = first_due_on(name_key, begin, None, usual.days)
    return PersonByDay(
        _number(start or added_on),
        archived_on and _number(archived_on),
        archived_on is None and usual.reason != KNOWN,
        usual.days,
        after_low.days,
        first_due.toordinal() if first_due else None,
        touches,
        feedback,
    )


def _shown(
    db: sqlite3.Connection, person_id: str, rows: Iterable[Any], crowd: int
) -> list[TouchShown]:
    """Return the touches; in which order moods were entered is asked only where one was low."""
    shown = []
    for _, day, family, mood, signs in rows:
        care, tried = family == CARE, family == TRIED
        low = False
        if care and is_low(mood):
            values = {"who": person_id, "day": day, "crowd": crowd}
            low = is_low(db.execute(LAST_MOOD, values).fetchone()[0])
        shown.append(
            TouchShown(
                _number(day),
                care,
                low,
                care and bool(signs & PERSONAL),
                None if tried else mood,
                bool(signs & FROM_THEM),
                bool(signs & THEIRS),
                bool(signs & LETTER),
            )
        )
    return shown


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
