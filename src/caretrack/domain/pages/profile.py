"""The page of one person: finished values that a command puts together and a view only prints."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.clock import Balance, Clock
from caretrack.domain.model import Action, Fact, Feedback, Person, Touch
from caretrack.domain.talk.categories import Category
from caretrack.domain.talk.openers import Opener
from caretrack.domain.talk.standing import Recognition, Standing, Trend

if TYPE_CHECKING:
    from caretrack.domain.talk.introductions import Introduction
    from caretrack.domain.talk.occasions import ComingOccasion


class Answer(NamedTuple):
    """One of the ten questions: answered by facts, open, declined or closed."""

    question: Category
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
    """Everything about one person, on one day.

    `to_ask` are the open questions, the next one first; `with_you` how long they have been with you, "" where no occasion says it.
    """

    today: date
    person: Person
    handles: list[tuple[str, str]]
    tags: tuple[str, ...]
    clock: Clock | None
    last_care: Touch | None
    balance: Balance
    standing: Standing
    mood: Trend
    recognition: Recognition
    ideas: list[Opener]
    answers: list[Answer]
    facts: Sequence[Fact]
    occasions: list["ComingOccasion"]
    ties: list[Around]
    promises: list[Action]
    gestures: list[Action]
    feedback: list[Feedback]
    history: list[Touch]
    openers: list[Opener]
    short_ids: dict[str, str]
    labels: dict[str, str]
    same_company: Sequence[tuple[str, str]] = ()  # (id, name) of who else is of it
    introduction: "Introduction | None" = None
    last_learned: date | None = None
    to_ask: Sequence[Category] = ()
    with_you: str = ""
