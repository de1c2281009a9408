"""What a journal holds, as values.

Field names are the column names. Days are local calendar dates, times are UTC text.

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


class Person(NamedTuple):
    """A person you look after, with or without a deal (S3.10).

    `cadence_days` is their own cadence in days: None if not set, NEVER for no reminders.
    """

    id: str
    name: str
    name_key: str
    company: str | None
    role: str | None
    say: str | None
    met: str | None
    note: str | None
    cadence_days: int | None
    snoozed_until: date | None
    added_on: date
    archived_on: date | None
    archived_why: str | None
    created_at: str
    updated_at: str
    service: str | None = None
    prefers: str | None = None
    zone: str | None = None
    hours: str | None = None
    # The day on which an address book brought them; None once you look after them.
    known_on: date | None = None
    # The day on which an import or `care triage` took them in: the first due day is spread from it.
    taken_in_on: date | None = None
    department: str | None = None
    duties: str | None = None
    address: str | None = None


class PersonText(NamedTuple):
    """A text that a person can have, by the name of its column.

    `label` stands before it on a page, `what` is the help of its option. `searched` texts are in
    the full-text index; `long` ones may have several lines.
    """

    name: str
    label: str
    what: str
    searched: bool = True
    long: bool = False


# The texts of a person except the name, in the order of the columns and of the form. All code that
# writes, reads, merges, erases, searches or shows these texts uses this list.
PERSON_TEXTS = (
    PersonText("company", "Company", "Where they work."),
    PersonText("role", "Role", "What they do there."),
    PersonText("department", "Department", "Which part of the company they are in."),
    PersonText("duties", "Duties", "What they answer for, where the role does not say it."),
    PersonText("say", "Say it", "How to say the name.", searched=False),
    PersonText("met", "Met", "Where and when you met."),
    PersonText("service", "Service", "What you do for them: 'payroll, since 2023'."),
    PersonText("prefers", "Prefers", "The channel they like best: call, email …", searched=False),
    PersonText("zone", "Zone", "Their time zone, such as Asia/Seoul.", searched=False),
    PersonText("hours", "Hours", "When to reach them, their time: '9-15'.", searched=False),
    PersonText("address", "Address", "Where their post goes.", searched=False, long=True),
    PersonText("note", "Note", "Anything else.", long=True),
)
TEXT_NAMES = tuple(text.name for text in PERSON_TEXTS)


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


class YearlyDay(NamedTuple):
    """A day that comes every year (S3.6). It may be 29 February.

    `year` is the first one, None if it is not known. `id` is "" for a day that is not in the
    journal yet; `deleted` is True if it was deleted there by hand.
    """

    month: int
    day: int
    year: int | None
    label: str = ""
    id: str = ""
    deleted: bool = False


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


class Event(NamedTuple):
    """A day in a person's life that comes once: an operation, an exam, a move."""

    id: str
    person_id: str
    happens_on: date
    text: str
    touch_id: str | None
    created_at: str = ""
    updated_at: str = ""


class Tie(NamedTuple):
    """How two people of the journal are connected: `person_id` is the `relation` of `other_id`."""

    id: str
    person_id: str
    other_id: str
    relation: str
    created_at: str = ""
    updated_at: str = ""
