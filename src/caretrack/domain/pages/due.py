"""The morning list: finished values that a command puts together and a view only prints."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.clock import Clock
from caretrack.domain.talk.openers import Opener

if TYPE_CHECKING:
    from caretrack.domain.talk.occasions import ComingOccasion


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


class DuePage(NamedTuple):
    """The morning list: who waits, what is owed, which occasions come, and how many people are in touch in time."""

    today: date
    waiting: Iterable[Waits]
    shown: int
    due_today: int
    waiting_in_all: int
    owed: list[Owed]
    owed_in_all: int
    occasions: list["ComingOccasion"]
    occasions_more: bool
    everybody: int
    people: int
    in_time: int
    share: float
