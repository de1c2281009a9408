"""The journal as a few lines of plain Python: what a user would work out with a pencil.

Nothing of the program is used here, least of all its clock.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta

CARE, SALES = "care", "sales"
CROWD = 5


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


@dataclass
class ModelTouch:
    """One touch: the ids of its people."""

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
        if days == 0:
            return None
        last = self.last_care(person, today)
        moods = {
            touch.mood
            for touch in self.of(person, CARE, today)
            if touch.on == last and len(touch.people) <= CROWD
        }
        # Two of one day: which was the last, the day does not tell. The tests log one a day.
        return -(-days // 2) if moods & {1, 2} else days

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
        return {
            key
            for key, one in self.people.items()
            if not one.archived
            and not (one.snoozed_until and one.snoozed_until > today)
            and (due := self.due_on(key, today)) is not None
            and due <= today
        }

    def only_sales(self, person: str, today: date) -> bool:
        """True if two or more sales touches came after the last care, or after they were added."""
        start = self.last_care(person, today) or self.people[person].added_on
        return sum(touch.on > start for touch in self.of(person, SALES, today)) >= 2
