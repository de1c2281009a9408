"""What a journal holds of people, as values: touches, facts, promises, feedback and occasions.

Field names are the column names. Days are local calendar dates, times are UTC text. People, their
texts, events, yearly days and ties have modules of their own: the morning list does without them.

The classes of the domain are named tuples, because every command makes about thirty of them when it
starts: a named tuple takes 0.09 ms to make, a frozen dataclass with slots takes 1.15 ms.
"""

from datetime import date
from typing import NamedTuple

# What feedback and asks can be about: the four cycles that a person can take part in (S3.8).
AREAS = ("product", "marketing", "sales", "service")
# The kinds of touch that rules look for by name.
ASK = "ask"
THANKS = "thanks"
MISSED = "missed"
CELEBRATE = "celebrate"
UNKNOWN = "unknown"
# The most people that can be counted in one touch.
MOST_IN_A_CROWD = 1_000_000


class Touch(NamedTuple):
    """One time you were in touch: on a day, of one kind, by one channel.

    `mood` is theirs, from 1 (low) to 5.
    """

    id: str
    happened_on: date
    kind: str
    family: str
    channel: str
    from_them: bool
    mood: int | None
    note: str
    created_at: str
    updated_at: str
    people: tuple[tuple[str, str], ...] = ()  # (id, name) of everybody in it
    about: str | None = None  # which area an `ask` was about (S3.8)
    crowd: int | None = None  # how many were there, where not everybody is named (S1.7)
    by: str | None = None  # who of a team wrote it

    @property
    def people_there(self) -> int:
        """How many people it was with: those who are named, or as many as were counted."""
        return max(len(self.people), self.crowd or 0)


class Fact(NamedTuple):
    """Something you know about a person.

    `source` is "told" or "noticed" (S4.4); or else "declined" (they did not want to say) or
    "closed" (you will not ask).
    """

    id: str
    person_id: str
    category: str
    text: str
    source: str
    learned_on: date
    touch_id: str | None
    retired_on: date | None
    created_at: str = ""
    updated_at: str = ""
    reached_on: date | None = None  # the day on which a goal was reached (S0.8)

    @property
    def is_known(self) -> bool:
        """True if it was told or noticed; False for a mark that they declined or you closed."""
        return self.source in {"told", "noticed"}


class Action(NamedTuple):
    """A promise you made, or a gesture that you plan (`sort`).

    `made_on` is the day on which it was made; those of before version 4 have none.
    """

    id: str
    person_id: str
    sort: str
    text: str
    due_on: date | None
    done_on: date | None
    touch_id: str | None
    created_at: str = ""
    updated_at: str = ""
    made_on: date | None = None

    @property
    def begun_on(self) -> date:
        """The day on which it was made, or at least written."""
        return self.made_on or date.fromisoformat(self.created_at[:10])


class Feedback(NamedTuple):
    """What a person said about your work.

    You heard it, later acted on it, and later told them so; each is a day.
    """

    id: str
    person_id: str
    about: str
    tone: str
    text: str
    heard_on: date
    acted_on: date | None
    action: str | None
    told_on: date | None
    touch_id: str | None
    created_at: str = ""
    updated_at: str = ""


class Occasion(NamedTuple):
    """A yearly day of a person (S3.6). `year` is the first one, None if it is not known."""

    id: str
    person_id: str
    label: str
    month: int
    day: int
    year: int | None
    created_at: str = ""
    updated_at: str = ""
