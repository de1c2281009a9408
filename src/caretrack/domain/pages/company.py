"""The page of a company: its people and their clocks, who of them has nobody, what is owed to them (S3.4, S4.6)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import Balance, Clock, is_due
from caretrack.domain.model import Action, Feedback, Person
from caretrack.domain.talk.occasions import ComingOccasion
from caretrack.domain.talk.ties import NamedTie


class Member(NamedTuple):
    """Somebody of the company who is not in the archive: their clock, how they stand, and whether anybody of the journal has a tie with them."""

    person: Person
    clock: Clock
    standing: str
    tied: bool


class CompanyPage(NamedTuple):
    """Everything about a company, on one day. `people` have a cadence, `in_time` of them are not due, `share` is their part of 1."""

    today: date
    company: str
    members: Sequence[Member]
    archived: Sequence[Person]
    balance: Balance
    people: int
    in_time: int
    share: float
    ties: Sequence[NamedTie]
    promises: Sequence[Action]
    gestures: Sequence[Action]
    feedback: Sequence[Feedback]
    occasions: Sequence[ComingOccasion]
    short_ids: dict[str, str]


def has_nobody(clock: Clock, today: date) -> bool:
    """Whether nobody looks after them: reminders are wanted, and there was no caring touch within their time, or never any (S4.6).

    A snooze makes it no better. Somebody who was added today and never touched has nobody yet.
    """
    return clock.due_on is not None and (clock.never or is_due(clock.due_on, today))


def in_order_of_need(members: Iterable[Member], today: date) -> list[Member]:
    """Those who have nobody first, the most late before the others, then everybody else as late as they are; then by name."""
    return sorted(
        members,
        key=lambda member: (
            not has_nobody(member.clock, today),
            -member.clock.lateness,
            -member.clock.since,
            member.person.name_key,
        ),
    )
