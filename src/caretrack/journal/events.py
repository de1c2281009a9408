"""Events of people, each with what became of it so far (S0.4)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caretrack.domain.talk.follow_up import ASKED_AFTER_DAYS
from caretrack.journal import entries
from caretrack.journal.connection import Journal
from caretrack.journal.in_memory import about_departed
from caretrack.journal.rows import as_object, chunks, crowd_limit

if TYPE_CHECKING:
    from caretrack.domain.event import Event
    from caretrack.domain.talk.events import Cared, EventSoFar

_DAY = timedelta(days=1)


def of_people(journal: Journal, ids: Sequence[str]) -> "dict[str, list[EventSoFar]]":
    """Return all events of these people by person id, the earliest first."""
    from caretrack.domain.event import Event

    return _so_far(journal, entries.of_people(journal, Event, ids))


def with_news(journal: Journal, ids: Sequence[str]) -> "dict[str, list[EventSoFar]]":
    """Return the events of these people of which there may be something to say.

    They are those of tomorrow, of today, and of the days in which one is asked about. Whoever has
    none is left out.
    """
    first, last = journal.today - timedelta(days=ASKED_AFTER_DAYS), journal.today + _DAY
    between = f"happens_on BETWEEN '{first.isoformat()}' AND '{last.isoformat()}'"
    rows = [
        row for part in chunks(ids) for row in entries.rows_of(journal, "events", part, between)
    ]
    if not rows:
        return {}
    from caretrack.domain.event import Event

    found: dict[str, list[Event]] = {}
    for row in rows:
        found.setdefault(row["person_id"], []).append(as_object(Event, row))
    return _so_far(journal, found)


def still_open(journal: Journal, of: str | None = None) -> "list[EventSoFar]":
    """Return the events that come or are to be asked about, of one person or of everybody."""
    first = journal.today - timedelta(days=ASKED_AFTER_DAYS)
    if of is not None:
        found = [item for item in of_people(journal, [of])[of] if item.event.happens_on >= first]
    else:
        found = [item for item, _ in between(journal, first, date.max)]
    return [item for item in found if not item.is_known]


def between(
    journal: Journal, first: date, last: date, among: set[str] | None = None
) -> "list[tuple[EventSoFar, str]]":
    """Return the events of these days, each with the name of its person, the earliest first.

    Those of people in the archive are left out, and those that speak of somebody who has died.
    `among` narrows it to these people.
    """
    rows = journal.db.execute(
        "SELECT e.*, p.name FROM events AS e JOIN people AS p ON p.id = e.person_id "
        "WHERE e.happens_on BETWEEN ? AND ? AND e.deleted_at IS NULL "
        "AND p.deleted_at IS NULL AND p.archived_on IS NULL "
        "ORDER BY e.happens_on, p.name_key, e.rowid",
        (first.isoformat(), last.isoformat()),
    ).fetchall()
    if not rows:
        return []
    from caretrack.domain.event import Event

    found = [
        (as_object(Event, row), row["name"])
        for row in rows
        if among is None or row["person_id"] in among
    ]
    silent = about_departed(
        journal, [(event.id, event.person_id, event.text, None) for event, _ in found]
    )
    found = [row for row in found if row[0].id not in silent]
    by_person: dict[str, list[Event]] = {}
    for event, _ in found:
        by_person.setdefault(event.person_id, []).append(event)
    known = {
        item.event.id: item for items in _so_far(journal, by_person).values() for item in items
    }
    return [(known[event.id], name) for event, name in found]


def _so_far(journal: Journal, found: "dict[str, list[Event]]") -> "dict[str, list[EventSoFar]]":
    if not any(found.values()):
        return {person: [] for person in found}
    from caretrack.domain.talk.events import so_far

    return {
        person: [so_far(event, cared, journal.today) for event in events]
        for person, events in found.items()
        for cared in [_cared(journal, person, events)]
    }


def _cared(journal: Journal, person: str, events: "Iterable[Event]") -> "list[Cared]":
    """Return the caring touches with somebody from the eve of the first event on (S1.7)."""
    first = min((event.happens_on for event in events), default=journal.today)
    if first > journal.today + _DAY:
        return []
    from caretrack.domain.talk.events import Cared

    rows = journal.db.execute(
        "SELECT l.happened_on, t.created_at FROM timeline AS l "
        "JOIN touches AS t ON t.id = l.touch_id "
        "WHERE l.person_id = ? AND l.happened_on BETWEEN ? AND ? AND l.family = 'care' "
        "AND l.people <= ? ORDER BY l.happened_on",
        (
            person,
            (first - _DAY).isoformat(),
            journal.today.isoformat(),
            crowd_limit(journal),
        ),
    )
    return [Cared(date.fromisoformat(row[0]), row[1]) for row in rows]
