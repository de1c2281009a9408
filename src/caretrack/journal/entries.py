"""Facts, promises and gestures, feedback, occasions and events: written and read."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from caretrack.domain.model import Action, Fact, Feedback, Occasion
from caretrack.domain.talk.follow_up import ASKED_AFTER_DAYS
from caretrack.domain.talk.occasions import falls_on
from caretrack.domain.talk.openers import undated_by
from caretrack.errors import NothingFound
from caretrack.journal.connection import Journal
from caretrack.journal.known import NOT_LOOKED_AFTER
from caretrack.journal.rows import (
    as_object,
    chunks,
    crowd_limit,
    insert,
    placeholders,
    update,
)

T = TypeVar("T")

# By the name of the class: to read facts, nobody has to load the classes of the other entries.
TABLES = {
    "Fact": "facts",
    "Action": "actions",
    "Feedback": "feedback",
    "Occasion": "occasions",
    "Event": "events",
    "Tie": "ties",
}
ORDERS = {
    "facts": "learned_on DESC, created_at DESC, rowid DESC",
    "actions": "due_on IS NULL, due_on, created_at, rowid",
    "feedback": "heard_on DESC, created_at DESC, rowid DESC",
    "occasions": "month, day, rowid",
    "events": "happens_on, rowid",
    "ties": "rowid",
}


def add(journal: Journal, cls: type[T], **values: Any) -> T:
    """Write one entry of the class and return it."""
    return get(journal, cls, insert(journal.db, TABLES[cls.__name__], values))


def change(journal: Journal, cls: type[T], entry_id: str, **values: Any) -> T:
    """Set columns of one entry and return it."""
    update(journal.db, TABLES[cls.__name__], entry_id, values)
    return get(journal, cls, entry_id)


def get(journal: Journal, cls: type[T], entry_id: str) -> T:
    """The entry with this whole id. Raises NothingFound."""
    row = journal.db.execute(
        f"SELECT * FROM {TABLES[cls.__name__]} WHERE id = ? AND deleted_at IS NULL", (entry_id,)
    ).fetchone()
    if row is None:
        raise NothingFound(f"no entry has the id {entry_id}")
    return as_object(cls, row)


def of_people(
    journal: Journal, cls: type[T], ids: Sequence[str], only: str = "1"
) -> dict[str, list[T]]:
    """Return the entries of these people by person id, in the order of ORDERS.

    `only` is SQL that narrows them.
    """
    found: dict[str, list[T]] = {person_id: [] for person_id in ids}
    for part in chunks(ids):
        for row in rows_of(journal, TABLES[cls.__name__], part, only):
            found[row["person_id"]].append(as_object(cls, row))
    return found


def rows_of(
    journal: Journal, table: str, ids: Sequence[str], only: str = "1"
) -> Iterable[sqlite3.Row]:
    """Return the entries of a chunk of people as rows of their table, as `of_people` does."""
    return journal.db.execute(
        f"SELECT * FROM {table} WHERE person_id IN ({placeholders(ids)}) "
        f"AND deleted_at IS NULL AND {only} ORDER BY {ORDERS[table]}",
        ids,
    )


OPEN_ACTION = "done_on IS NULL"
OPEN_FEEDBACK = "told_on IS NULL"
CURRENT_FACT = "retired_on IS NULL"
ACTIVE = (
    "EXISTS (SELECT 1 FROM people AS p WHERE p.id = person_id AND p.archived_on IS NULL "
    "AND p.deleted_at IS NULL)"
)


# A promise without a day counts from the day that it was made.
DUE_ACTION = (
    "(due_on <= :due_by OR (due_on IS NULL "
    "AND coalesce(made_on, substr(created_at, 1, 10)) <= :undated_by))"
)


def open_actions(
    journal: Journal, sort: str, due_by: date | None = None, limit: int | None = None
) -> list[Action]:
    """Return the open promises or gestures of people who are not archived, the soonest first.

    With `due_by`, only those due by that day, and those without a day that are a week old by then.
    """
    due = DUE_ACTION if due_by else "1"
    rows = journal.db.execute(
        f"SELECT * FROM actions WHERE {due} AND sort = :sort AND done_on IS NULL "
        f"AND deleted_at IS NULL AND {ACTIVE} ORDER BY {ORDERS['actions']} LIMIT :limit",
        {
            "due_by": due_by.isoformat() if due_by else None,
            "undated_by": undated_by(due_by).isoformat() if due_by else None,
            "sort": sort,
            "limit": -1 if limit is None else limit,
        },
    )
    return [as_object(Action, row) for row in rows]


def reached_goals(
    journal: Journal, *, of: Sequence[str] | None = None, limit: int | None = None
) -> list[Fact]:
    """Return the goals that were reached and not celebrated yet, the longest ago first (S0.8).

    A touch of celebration or a gift from that day on celebrates one, and so does any other caring
    touch of a later day. `of` narrows it to these people; else those in the archive are left out.
    """
    those = {f"person{number}": person for number, person in enumerate(of or ())}
    whose = ACTIVE if of is None else f"person_id IN ({', '.join(f':{name}' for name in those)})"
    rows = journal.db.execute(
        f"SELECT * FROM facts WHERE {whose} AND {_TO_CELEBRATE} "
        "ORDER BY reached_on, created_at, rowid LIMIT :limit",
        {
            **_celebrated_by(journal),
            **those,
            "limit": -1 if limit is None else limit,
        },
    )
    return [as_object(Fact, row) for row in rows]


_TO_CELEBRATE = """reached_on IS NOT NULL AND deleted_at IS NULL AND reached_on <= :today
    AND NOT EXISTS (SELECT 1 FROM timeline AS l JOIN touches AS t ON t.id = l.touch_id
        WHERE l.person_id = facts.person_id AND l.happened_on >= facts.reached_on
        AND l.happened_on <= :today AND l.family = 'care' AND l.people <= :crowd
        AND (l.happened_on > facts.reached_on OR t.kind = 'celebrate' OR t.channel = 'gift'))"""


def _celebrated_by(journal: Journal) -> dict[str, Any]:
    crowd = crowd_limit(journal)
    return {"today": journal.today.isoformat(), "crowd": crowd}


def open_and_recent_actions(
    journal: Journal, person_id: str, since: date
) -> tuple[list[Action], list[Action]]:
    """Return a person's open promises and gestures, and the gestures made after `since`."""
    wanted = f"({OPEN_ACTION} OR (sort = 'gesture' AND done_on > '{since.isoformat()}'))"
    found = of_people(journal, Action, [person_id], wanted)[person_id]
    return [item for item in found if item.done_on is None], [
        item for item in found if item.done_on is not None
    ]


def open_feedback(
    journal: Journal, heard_by: date = date.max, limit: int | None = None
) -> list[Feedback]:
    """Return the feedback up to the day `heard_by` that still waits for an answer, oldest first.

    Feedback of archived people is left out. It waits until they are told what came of it (S3.3).
    """
    rows = journal.db.execute(
        "SELECT * FROM feedback WHERE told_on IS NULL AND heard_on <= ? AND deleted_at IS NULL "
        f"AND {ACTIVE} ORDER BY heard_on, rowid LIMIT ?",
        (heard_by.isoformat(), -1 if limit is None else limit),
    )
    return [as_object(Feedback, row) for row in rows]


def count_owed(journal: Journal) -> int:
    """Count the promises that are due today, the feedback that waits, the goals to celebrate.

    Those of archived people are left out.
    """
    due = (
        f"SELECT count(*) FROM actions WHERE {DUE_ACTION} AND sort = 'promise' "
        f"AND done_on IS NULL AND deleted_at IS NULL AND {ACTIVE}"
    )
    waits = (
        "SELECT count(*) FROM feedback WHERE told_on IS NULL AND heard_on <= :today "
        f"AND deleted_at IS NULL AND {ACTIVE}"
    )
    reached = f"SELECT count(*) FROM facts WHERE {_TO_CELEBRATE} AND {ACTIVE}"
    total: int = journal.db.execute(
        f"SELECT ({due}) + ({waits}) + ({reached})",
        {
            "due_by": journal.today.isoformat(),
            "undated_by": undated_by(journal.today).isoformat(),
            **_celebrated_by(journal),
        },
    ).fetchone()[0]
    return total


def occasions_on(
    journal: Journal, days: Sequence[date], *, known_too: bool
) -> Iterator[tuple[date, Occasion, str]]:
    """Yield the occasions of these days, each with its day and the person's name.

    They come day by day, and by name. Those of 29 February fall on the 28th in a year without it
    (S3.6). `known_too`: also of people who are known and not looked after yet.
    """
    looked_after = "" if known_too else f"AND NOT {NOT_LOOKED_AFTER} "
    for part in chunks(days):
        on = [(place, day.month, day.day) for place, day in enumerate(part)]
        on += [(place, 2, 29) for place, month, day in on if (month, day) == (2, 28)]
        rows = journal.db.execute(
            f"WITH days (place, month, day) AS (VALUES {', '.join(map(str, on))}) "
            "SELECT o.*, p.name, days.place FROM days CROSS JOIN occasions AS o USING (month, day) "
            "JOIN people AS p ON p.id = o.person_id "
            "WHERE o.deleted_at IS NULL AND p.deleted_at IS NULL AND p.archived_on IS NULL "
            f"{looked_after}ORDER BY days.place, p.name_key, o.rowid"
        )
        for row in rows:
            on_day = part[row["place"]]
            if falls_on(row["month"], row["day"], on_day.year) == on_day:
                yield on_day, as_object(Occasion, row), row["name"]


def days_of_others(journal: Journal, but: str) -> list[tuple[str, str, str]]:
    """Return the id, the person and the text of all occasions and events of who may prompt.

    Those of the person `but` are left out, and birthdays, which name nobody.
    """
    rows = journal.db.execute(
        "SELECT id, person_id, label FROM occasions WHERE person_id <> ?1 AND deleted_at IS NULL "
        f"AND label <> 'birthday' AND {ACTIVE} "
        "UNION ALL SELECT id, person_id, text FROM events WHERE person_id <> ?1 "
        f"AND deleted_at IS NULL AND happens_on >= ?2 AND {ACTIVE}",
        (but, (journal.today - timedelta(days=ASKED_AFTER_DAYS)).isoformat()),
    )
    return [tuple(row) for row in rows]


def last_learned(journal: Journal, person_id: str) -> date | None:
    """Return the day up to today on which a fact about a person was last learned, or None (S4.3).

    A fact counts if it was told or noticed, even if it is retired since.
    """
    query = (
        "SELECT max(learned_on) FROM facts WHERE person_id = ? AND source IN ('told', 'noticed') "
        "AND learned_on <= ? AND deleted_at IS NULL"
    )
    day = journal.db.execute(query, (person_id, journal.today.isoformat())).fetchone()[0]
    return date.fromisoformat(day) if day else None


def categories(journal: Journal) -> list[str]:
    """Return the categories that facts of this journal use."""
    return [
        row[0]
        for row in journal.db.execute(
            "SELECT DISTINCT category FROM facts WHERE deleted_at IS NULL"
        )
    ]
