"""Days of their life that come once, written down."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.event import Event
from caretrack.domain.person import Person
from caretrack.domain.talk.event_days import split_event
from caretrack.domain.talk.events import said_when_kept
from caretrack.domain.text import clean_text
from caretrack.errors import CareError
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_id
from caretrack.session import Session


class AddedEvent(NamedTuple):
    """An event that was written: the name of its person, its short id, and what is said of it."""

    event: Event
    name: str
    short: str
    said: str


def add_event(session: Session, words: Sequence[str], *, edit: bool = False) -> AddedEvent:
    """Write an event; `words` are the name, then the day and the text.

    Raises CareError where no day is read, and for one that is too far away.
    """
    with session.write() as journal:
        person, rest = people.find_leading(journal, words)
        day, text = split_event(rest, session.today, session.month_first)
        given = [text] if text else []
        text = session.text(given, "the event", edit=edit, option="what happens on that day")
        with journal.change("event"):
            event = write_event(journal, person.id, day, text)
        return added(journal, person, event)


def added(journal: Journal, person: Person, event: Event) -> AddedEvent:
    """Return what there is to say of an event that was just written."""
    said = (
        "In the archive: nothing will be said of it."
        if person.archived_on
        else said_when_kept(event, journal.today)
    )
    return AddedEvent(event, person.name, short_id(journal.db, event.id), said)


def write_event(
    journal: Journal, person_id: str, day: date, text: str, touch_id: str | None = None
) -> Event:
    """Write an event of a person; what is there already, of that day and text, stays one entry.

    Must run inside `journal.change(...)`. `touch_id` is the touch in which it was told.
    """
    for event in entries.of_people(journal, Event, [person_id])[person_id]:
        if event.happens_on == day and event.text.casefold() == text.casefold():
            return event
    return entries.add(
        journal, Event, person_id=person_id, happens_on=day, text=text, touch_id=touch_id
    )


def split_typed(typed: str, on: date, month_first: bool) -> tuple[date, str]:
    """Return the day and the text of "fri: operation", as seen from the day of the touch.

    Raises CareError where no day is read, and where there is nothing but a day.
    """
    day, text = split_event(typed.split(), on, month_first)
    if not text:
        raise CareError(
            f"“{typed[:60]}” is a day and nothing that happens on it",
            'Say the day, then what happens: "fri: operation".',
        )
    return day, clean_text(text, "the event")
