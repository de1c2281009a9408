"""What a page or an answer shows, as finished values: a command puts them together, a view only prints them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.balance import Balance, Standing
from caretrack.domain.cadence import Clock
from caretrack.domain.model import Action, Fact, Feedback, Person, Touch
from caretrack.domain.openers import Opener
from caretrack.domain.questions import Question


class Waits(NamedTuple):
    """One row of `due`: somebody, their clock, what to talk about."""

    id: str
    name: str
    company: str | None
    added_on: date
    clock: Clock
    openers: list[Opener]


class Owed(NamedTuple):
    """A promise that is due, feedback to answer or to thank for, or somebody to be told what came of theirs (`sort`: promise, answer, thank, tell)."""

    sort: str
    id: str
    short: str
    person_id: str
    name: str
    text: str
    on: date | None
    days: int


class Coming(NamedTuple):
    """An occasion on its next day; `years` is how many it will be, None where the year is unknown."""

    id: str
    person_id: str
    name: str
    label: str
    on: date
    years: int | None
    words: str


class DuePage(NamedTuple):
    """The morning list: who waits, what is owed, which occasions come, and how many people are in touch in time."""

    today: date
    waiting: Iterable[Waits]
    shown: int
    due_today: int
    waiting_in_all: int
    owed: list[Owed]
    owed_in_all: int
    occasions: list[Coming]
    occasions_more: bool
    people: int
    in_time: int
    share: float


class Logged(NamedTuple):
    """What a log wrote, and what it gives back. `kind_from` are the words that decided the kind, None where it was given."""

    touch: Touch
    short: str
    label: str
    kind_from: str | None
    facts: list[Fact]
    actions: list[Action]
    feedback: list[Feedback]
    added: list[str]
    today: date
    crowd: int
    known: bool
    clocks: dict[str, Clock | None]
    opener: Opener | None
    not_known: str


class Answer(NamedTuple):
    """One of the ten questions: answered by facts, open, declined or closed."""

    question: Question
    state: str
    facts: list[Fact]


class Around(NamedTuple):
    """A tie of somebody: `person_id` is the `relation` of `other_id`; `name` is whichever of the two is not the one it is shown for."""

    id: str
    person_id: str
    other_id: str
    name: str
    relation: str


class Profile(NamedTuple):
    """Everything about one person, on one day."""

    today: date
    person: Person
    short: str
    handles: list[tuple[str, str]]
    tags: tuple[str, ...]
    clock: Clock | None
    last_care: Touch | None
    balance: Balance
    standing: Standing
    answers: list[Answer]
    facts: Sequence[Fact]
    occasions: list[Coming]
    ties: list[Around]
    promises: list[Action]
    gestures: list[Action]
    feedback: list[Feedback]
    history: list[Touch]
    openers: list[Opener]
    short_ids: dict[str, str]
    labels: dict[str, str]
