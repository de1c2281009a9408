"""The morning list: finished values that a command puts together and a view only prints."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from caretrack.domain.cadence import Clock
from caretrack.domain.openers import Opener


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
    """An occasion on its next day; `years` is how many it will be, None where the year is unknown.

    `idea` is what one could do for it, `done_on` the day on which it was kept already (S3.6).
    """

    id: str
    person_id: str
    name: str
    label: str
    on: date
    years: int | None
    words: str
    idea: str = ""
    done_on: date | None = None


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
    everybody: int
    people: int
    in_time: int
    share: float
