"""The days of everybody as a calendar, and what is to be done for them where that is asked for.

With the tasks come what a pocket needs: what to talk about, what was said last, and the number.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from caretrack.app.exports.selection import AT_ONCE, Selection
from caretrack.domain.event import Event
from caretrack.domain.model import Action, Occasion
from caretrack.domain.people.death import has_died
from caretrack.domain.people.reach import address_of, link_to
from caretrack.domain.person import Person
from caretrack.domain.talk.brief import said_last
from caretrack.domain.talk.event_words import is_news
from caretrack.domain.talk.events import what_to_wish
from caretrack.domain.talk.occasions import counts_since, is_birthday
from caretrack.domain.talk.openers import openers
from caretrack.domain.text import shortened
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.ics import write
from caretrack.formats.ics.write import (
    CalendarStyle,
    Entry,
    Notes,
    SingleEvent,
    Task,
    YearlyEvent,
    stem,
)
from caretrack.journal import due, entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.in_memory import about_departed
from caretrack.journal.queries.export import last_changed

# What earlier exports called their files: in a folder, those that are not written any more are
# done, and deleted.
_OURS = re.compile("care-(occasion|event|touch|promise|gesture)-[0-9a-z]{1,40}")
LONGEST_LINE = 200
_VERBS = {"call": "Call", "chat": "Text", "email": "Write to"}


def text(journal: Journal, selection: Selection) -> Iterator[str]:
    """One calendar."""
    return write.write(_entries(journal, selection), journal.today, _style(selection))


def files(journal: Journal, selection: Selection) -> Iterator[tuple[str, str]]:
    """A calendar of each day and each task, for a folder."""
    return write.files(_entries(journal, selection), journal.today, _style(selection))


def is_ours(path: Path) -> bool:
    """True if an earlier export wrote this file, by its name."""
    return _OURS.fullmatch(path.stem) is not None


def _style(selection: Selection) -> CalendarStyle:
    return CalendarStyle(not selection.options.todo, selection.options.alarm)


def _entries(journal: Journal, selection: Selection) -> Iterator[Entry]:
    """Give the days of everybody, then the tasks for those who are not in the archive."""
    days = (_days(_Part(journal, selection, part)) for part in _parts(selection))
    if not (selection.options.due or selection.options.todo):
        return chain.from_iterable(days)
    tasks = (_tasks(_Part(journal, selection, part)) for part in _parts(selection))
    return chain.from_iterable(chain(days, tasks))


def _parts(selection: Selection) -> Iterator[Sequence[Person]]:
    for start in range(0, len(selection.people), AT_ONCE):
        yield selection.people[start : start + AT_ONCE]


class _Part:
    """Some of the people, with all that their entries are made of."""

    def __init__(self, journal: Journal, selection: Selection, part: Sequence[Person]) -> None:
        self.journal, self.today = journal, journal.today
        options = selection.options
        self.is_bare = options.no_notes
        # Whoever has died has no days any more.
        self.people = [person for person in part if not has_died(person.archived_why)]
        self.active = [person for person in self.people if person.archived_on is None]
        ids = [person.id for person in self.active]
        for_a_pocket = options.due or options.todo
        self.handles = people.listed(journal, ids) if for_a_pocket else {}
        self.known = due.opener_sources(journal, ids) if for_a_pocket and not self.is_bare else {}
        self.changed = last_changed(journal, ids) if for_a_pocket else {}

    def when_changed(self, person: Person, *stamps: str) -> datetime:
        """Return when an entry was last another: the newest of all that it may be made of."""
        return datetime.fromisoformat(
            max(person.updated_at, self.changed.get(person.id, ""), *stamps)
        )

    def notes(self, person: Person, *lines: str, on: date | None = None) -> Notes:
        """Return these lines, then what to talk about `on` a day, what was said, the number."""
        said = self._said(person, on)
        number, link = self._number(person)
        return Notes(tuple(filter(None, (*lines, *said, number))), link)

    def _said(self, person: Person, on: date | None) -> Iterator[str]:
        known = self.known.get(person.id)
        if known is None:
            return
        first = next(iter(openers(known, on)), None) if on else None
        if first is not None:
            yield first.text
        last = said_last(known, self.today)
        if last is not None and not (first and first.source == last.source):
            yield shortened(f"{last.label}, {last.text}", LONGEST_LINE)

    def _number(self, person: Person) -> tuple[str, str]:
        """Return the number or address that they like best, with their hours, and its link."""
        listed = self.handles.get(person.id)
        if listed is None:
            return "", ""
        # Whoever likes to be met is called to arrange it.
        for channel in filter(None, (person.prefers, "call", "email")):
            address = address_of(channel, listed.handles)
            if address:
                there = ", ".join(filter(None, (person.hours, person.zone)))
                hours = f" ({there})" if there else ""
                return f"{_VERBS[channel]} {address}{hours}", link_to(channel, address)
        return "", ""


def _days(part: _Part) -> Iterator[Entry]:
    """Give the yearly days of these people, and the days of their life that are to come."""
    ids = [person.id for person in part.people]
    yearly = entries.of_people(part.journal, Occasion, ids)
    once = entries.of_people(part.journal, Event, ids)
    texts = [(day.id, who, day.label, None) for who in ids for day in yearly[who]]
    texts += [(event.id, who, event.text, None) for who in ids for event in once[who]]
    silent = about_departed(part.journal, texts)
    for person in part.people:
        for day in yearly[person.id]:
            if day.id in silent:
                continue
            label = (
                f"{day.label} {day.year}"
                if counts_since(day.label) and day.year is not None
                else day.label
            )
            yield YearlyEvent(
                stem("occasion", day.id),
                f"{person.name}: {label}",
                YearlyDay(day.month, day.day, day.year, day.label),
                part.when_changed(person, day.updated_at),
                part.notes(person, _since(day)),
            )
        for event in once[person.id]:
            # A new job that an address book showed is news, and no day to come.
            if (
                event.happens_on >= part.today
                and not is_news(event.text)
                and event.id not in silent
            ):
                wish = "" if part.is_bare else f"The day before: {what_to_wish(event.text)}."
                what = "a day in their life" if part.is_bare else event.text
                yield SingleEvent(
                    stem("event", event.id),
                    f"{person.name}: {what}",
                    event.happens_on,
                    part.when_changed(person, event.updated_at),
                    part.notes(person, wish),
                )


def _tasks(part: _Part) -> Iterator[Task]:
    """Give whom to be in touch with by when, and what is promised or planned for them."""
    ids = [person.id for person in part.active]
    open_ones = entries.of_people(part.journal, Action, ids, entries.OPEN_ACTION)
    clocks = due.clocks(part.journal, ids)
    for person in part.active:
        clock = clocks.get(person.id)
        if clock and clock.due_on:
            on = max(clock.due_on, person.snoozed_until or clock.due_on)
            yield Task(
                stem("touch", person.id),
                f"{person.name}: be in touch",
                on,
                part.when_changed(person),
                part.notes(person, on=max(on, part.today)),
            )
        for action in open_ones[person.id]:
            yield Task(
                stem(action.sort, action.id),
                _summary(person, action, is_bare=part.is_bare),
                action.due_on,
                part.when_changed(person, action.updated_at),
                part.notes(person),
            )


def _summary(person: Person, action: Action, *, is_bare: bool) -> str:
    if is_bare:
        return f"{person.name}: a {action.sort}"
    words = "promised" if action.sort == "promise" else "for them"
    return f"{person.name}, {words}: {action.text}"


def _since(day: Occasion) -> str:
    """A yearly event cannot count the years; it says from when to count."""
    if day.year is None or counts_since(day.label):
        return ""
    return f"Born in {day.year}." if is_birthday(day.label) else f"Since {day.year}."
