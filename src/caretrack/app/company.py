"""The page of a company, put together for `care profile` (S3.4)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from caretrack.app.due import coming, events_near
from caretrack.domain.balance import Balance, balance, month_names
from caretrack.domain.clock import Clock, is_due, share
from caretrack.domain.model import Action, Feedback
from caretrack.domain.person import Person
from caretrack.domain.talk.attempts import Attempt
from caretrack.domain.talk.coming import ComingOccasion
from caretrack.domain.talk.events import EventNear
from caretrack.domain.talk.standing import of_feedback, of_signs, standing
from caretrack.domain.talk.ties import NamedTie
from caretrack.journal import companies, due, entries, touches, who_waits
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.journal.ties import all_ties

OCCASION_DAYS = 30

T = TypeVar("T", Action, Feedback)


class Member(NamedTuple):
    """A person of the company who is not in the archive.

    `standing` is one word. `tied` is true if they have a tie with anybody in the journal.
    """

    person: Person
    clock: Clock
    standing: str
    tied: bool
    tried: Sequence[Attempt] = ()


class CompanyPage(NamedTuple):
    """Everything about a company, on one day.

    `people` is how many have a cadence, `in_time` how many of those are not due, `share` the
    quotient of the two.
    """

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
    events: Sequence[EventNear]
    short_ids: dict[str, str]


def has_nobody(clock: Clock, today: date) -> bool:
    """True if nobody looks after this person (S4.6).

    They have a cadence, and there was no caring touch within it, or never any. A snooze changes
    nothing. Whoever was added today and never touched has nobody yet.
    """
    return clock.due_on is not None and (clock.never or is_due(clock.due_on, today))


def in_order_of_need(members: Iterable[Member], today: date) -> list[Member]:
    """Return those who have nobody first, then the others; in each the most late first."""
    return sorted(
        members,
        key=lambda member: (
            not has_nobody(member.clock, today),
            -member.clock.lateness,
            -member.clock.since,
            member.person.name_key,
        ),
    )


def company_page(journal: Journal, company: companies.Company) -> CompanyPage:
    """The finished page of a company for the journal's today."""
    everybody = companies.members(journal, company)
    people = [person for person in everybody if person.archived_on is None]
    ids = [person.id for person in people]
    of_them = set(ids)
    actions = _of_all(entries.of_people(journal, Action, ids, entries.OPEN_ACTION))
    feedback = entries.of_people(journal, Feedback, ids)
    waiting = [item for item in _of_all(feedback) if item.told_on is None]
    known_to = all_ties(journal, of_them)
    with_cadence, in_time, _ = who_waits.coverage(journal, of_them)
    members = _members(
        journal,
        people,
        feedback,
        {side for tie in known_to for side in (tie.person_id, tie.other_id)},
    )
    return CompanyPage(
        today=journal.today,
        company=company.name,
        members=in_order_of_need(members, journal.today),
        archived=[person for person in everybody if person.archived_on is not None],
        balance=balance(
            companies.counts_by_month(journal, ids, month_names(journal.today)[0]), journal.today
        ),
        people=with_cadence,
        in_time=in_time,
        share=share(in_time, with_cadence),
        ties=[tie for tie in known_to if {tie.person_id, tie.other_id} <= of_them],
        promises=sorted(
            (item for item in actions if item.sort == "promise"),
            key=lambda item: (item.due_on is None, item.due_on),
        ),
        gestures=[item for item in actions if item.sort == "gesture"],
        feedback=waiting,
        occasions=coming(journal, OCCASION_DAYS, among=of_them)[0],
        events=events_near(journal, OCCASION_DAYS, among=of_them)[0],
        short_ids=short_ids(
            journal.db, [*ids, *(item.id for item in actions), *(item.id for item in waiting)]
        ),
    )


def _members(
    journal: Journal, people: Sequence[Person], feedback: dict[str, list[Feedback]], tied: set[str]
) -> list[Member]:
    ids = [person.id for person in people]
    clocks, tried = due.clocks(journal, ids), touches.attempts(journal, ids)
    members = []
    for person in people:
        clock, moods = clocks[person.id], of_signs(touches.newest_signs(journal, person.id)[0])
        word = standing(
            moods, of_feedback(feedback[person.id]), clock.last_care, journal.today
        ).word
        members.append(Member(person, clock, word, person.id in tied, tried[person.id]))
    return members


def _of_all(by_person: Mapping[str, Sequence[T]]) -> list[T]:
    return [item for items in by_person.values() for item in items]
