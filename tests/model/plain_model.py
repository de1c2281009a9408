"""The journal as a few lines of plain Python: what a user would work out with a pencil.

Nothing of the program is used here, least of all its clock.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta

CARE, SALES = "care", "sales"
CROWD = 5
MUTUAL = ("friend", "knows", "works with")


@dataclass
class ModelPerson:
    """Somebody in the model; `own` is their cadence in days, 0 for never, None for none."""

    name: str
    added_on: date
    role: str = ""
    own: int | None = None
    tags: set[str] = field(default_factory=set)
    snoozed_until: date | None = None
    archived: bool = False
    died: bool = False
    # Out of an address book, and not looked after yet.
    known: bool = False


@dataclass
class ModelTouch:
    """One touch: the ids of its people. Touches stand in the order in which they were entered."""

    on: date
    family: str
    note: str
    mood: int | None
    people: set[str]


@dataclass
class ModelEntry:
    """A fact, promise, gesture, feedback, occasion, event or tie; `state` is what became of it."""

    table: str
    person: str
    text: str
    state: str = ""


@dataclass
class ModelJournal:
    """All that a journal holds, by id; and how often people should hear from you."""

    people: dict[str, ModelPerson] = field(default_factory=dict)
    touches: dict[str, ModelTouch] = field(default_factory=dict)
    entries: dict[str, ModelEntry] = field(default_factory=dict)
    tag_days: dict[str, int] = field(default_factory=dict)
    default_days: int = 30

    def copy(self) -> ModelJournal:
        """Return a copy that shares nothing with this one."""
        return deepcopy(self)

    def of(self, person: str, family: str, today: date) -> list[ModelTouch]:
        """Return the touches with a person that count for the clock on this day."""
        return [
            touch
            for touch in self.touches.values()
            if person in touch.people and touch.family == family and touch.on <= today
        ]

    def last_care(self, person: str, today: date) -> date | None:
        """Return the last day of a caring touch with at most CROWD people."""
        days = [touch.on for touch in self.of(person, CARE, today) if len(touch.people) <= CROWD]
        return max(days, default=None)

    def cadence(self, person: str, today: date) -> int | None:
        """Return the days that a person should at most go without care; None for no reminders."""
        one = self.people[person]
        tagged = [self.tag_days[tag] for tag in one.tags if tag in self.tag_days]
        days = one.own if one.own is not None else min(tagged, default=self.default_days)
        if days == 0 or one.known:
            return None
        last = self.last_care(person, today)
        moods = [
            touch.mood
            for touch in self.of(person, CARE, today)
            if touch.on == last and len(touch.people) <= CROWD and touch.mood
        ]
        # Of several on one day, the mood that was entered last.
        return -(-days // 2) if moods and moods[-1] <= 2 else days

    def since(self, person: str, today: date) -> int:
        """Return the days since the last care, or since they were added."""
        start = self.last_care(person, today) or self.people[person].added_on
        return max((today - start).days, 0)

    def due_on(self, person: str, today: date) -> date | None:
        """Return the first day on which they wait."""
        days = self.cadence(person, today)
        start = self.last_care(person, today) or self.people[person].added_on
        return None if days is None else start + timedelta(days)

    def waiting(self, today: date) -> set[str]:
        """Return who waits today."""
        return self.coming(today, 0, after=date.min)

    def coming(self, today: date, within: int, after: date | None = None) -> set[str]:
        """Return who becomes due in so many days after today, and whom no snooze leaves out."""
        until = today + timedelta(within)
        return {
            key
            for key, one in self.people.items()
            if not one.archived
            and not (one.snoozed_until and one.snoozed_until > today)
            and (due := self.due_on(key, today)) is not None
            and (after or today) < due <= until
        }

    def only_sales(self, person: str, today: date) -> bool:
        """True if two or more sales touches came after the last care, or without any."""
        start = self.last_care(person, today) or date.min
        return sum(touch.on > start for touch in self.of(person, SALES, today)) >= 2

    def leave(self, person: str) -> None:
        """Take somebody out, with all that is only theirs."""
        del self.people[person]
        for key, touch in list(self.touches.items()):
            touch.people.discard(person)
            if not touch.people:
                del self.touches[key]
        self.entries = {
            key: entry for key, entry in self.entries.items() if person not in entry.person.split()
        }

    def merge(self, gone: str, into: str, today: date) -> None:
        """Move all of one to the other: the earlier day, the later snooze, what is not there."""
        one, other = self.people.pop(gone), self.people[into]
        other.role = other.role or one.role
        other.own = one.own if other.own is None else other.own
        other.added_on = min(one.added_on, other.added_on)
        other.tags |= one.tags
        if one.snoozed_until and one.snoozed_until > today:
            other.snoozed_until = max(one.snoozed_until, other.snoozed_until or date.min)
        # Who stays in the archive or outside of it is the one who stays, but the dead are dead.
        other.archived = other.archived or one.died
        other.died = other.died or one.died
        for touch in self.touches.values():
            if gone in touch.people:
                touch.people = touch.people - {gone} | {into}
        said = {self.said(entry) for entry in self.entries.values() if into in entry.person.split()}
        for key, entry in list(self.entries.items()):
            if gone not in entry.person.split():
                continue
            ends = [into if end == gone else end for end in entry.person.split()]
            entry.person = " ".join(ends)
            if entry.table == "ties" and (len(set(ends)) == 1 or self.said(entry) in said):
                del self.entries[key]
            said.add(self.said(entry))

    @staticmethod
    def said(entry: ModelEntry) -> tuple[str, ...]:
        """Return what a tie says: who of two friends is named first does not matter."""
        ends = entry.person.split()
        return (entry.text, *(sorted(ends) if entry.text in MUTUAL else ends))
