"""Everything about one person, put together for `care profile` and `care next`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from caretrack.app.reach import Reach, reach_of
from caretrack.app.suggestions import gesture_ideas
from caretrack.domain.balance import Balance, balance, month_names
from caretrack.domain.clock import Clock
from caretrack.domain.event import Event
from caretrack.domain.model import Action, Fact, Feedback, Touch
from caretrack.domain.person import Person
from caretrack.domain.talk.both_ways import FirstMoves, MainChannel, first_moves, main_channel
from caretrack.domain.talk.categories import QUESTIONS, Category
from caretrack.domain.talk.last_personal import PersonalTouch, personal_touch
from caretrack.domain.talk.occasions import with_you_since
from caretrack.domain.talk.one_sided import Contact, contact, told_days
from caretrack.domain.talk.openers import Opener, OpenerSources, asked, openers, to_ask
from caretrack.domain.talk.standing import (
    Recognition,
    Sign,
    Standing,
    Trend,
    days_looked_at,
    mood_trend,
    of_feedback,
    of_signs,
    recognition,
    standing_and_change,
)
from caretrack.journal import due, entries, events, people, touches
from caretrack.journal.ahead import touches_ahead
from caretrack.journal.beside_ids import several_write
from caretrack.journal.connection import Journal
from caretrack.journal.ties import ties_of

if TYPE_CHECKING:
    from caretrack.domain.talk.attempts import Attempt
    from caretrack.domain.talk.coming import ComingOccasion
    from caretrack.domain.talk.events import EventSoFar
    from caretrack.domain.talk.introductions import Introduction
    from caretrack.domain.talk.ties import Around


class Answer(NamedTuple):
    """One of the ten questions: answered by facts, open, declined or closed."""

    question: Category
    state: str
    facts: list[Fact]


class Profile(NamedTuple):
    """Everything about one person, on one day.

    `to_ask` are the open questions, the next one first, and `ask` is that one as one can ask it.
    `reached` are the goals that they reached, the newest first. `with_you` is how long they have
    been with you, "" if no occasion says it.
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
    ties: list["Around"]
    promises: list[Action]
    gestures: list[Action]
    feedback: list[Feedback]
    history: list[Touch]
    openers: list[Opener]
    short_ids: dict[str, str]
    labels: dict[str, str]
    same_company: Sequence[tuple[str, str]] = ()  # (id, name) of who else is of it
    introductions: Sequence["Introduction"] = ()
    last_learned: date | None = None
    to_ask: Sequence[Category] = ()
    ask: str = ""
    reached: Sequence[Fact] = ()
    with_you: str = ""
    tried: Sequence["Attempt"] = ()
    contact: Contact = Contact()
    reach: Reach | None = None
    channel: MainChannel = MainChannel()
    first_moves: FirstMoves = FirstMoves()
    personal: PersonalTouch | None = None
    events: Sequence["EventSoFar"] = ()
    ahead: Sequence[Touch] = ()  # touches after today, the soonest first
    several_write: bool = False  # then it is shown who wrote a touch


def profile_of(
    journal: Journal, person: Person, history: int, now: datetime, *, to_read: bool
) -> Profile:
    """Return the page of a person for the journal's today; `now` is the local time.

    `to_read` adds what a person who reads it wants, and a program does not: short ids, labels of
    kinds, who else works at their company, and an introduction.
    """
    who = person.id
    known = due.opener_sources(journal, [who])[who]
    clock = due.clocks(journal, [who]).get(who)
    handles, tags = people.handles_of(journal, who)
    feedback = entries.of_people(journal, Feedback, [who])[who]
    newest_signs = touches.newest_signs(journal, who)
    stands, mood, recognised = _regard(journal, who, newest_signs, feedback)
    signs, whole = newest_signs[0], newest_signs[1] == date.min
    actions, ideas = gesture_ideas(journal, who, known, feedback, recognised)
    newest, questions = _newest(journal, who, history), to_ask(known)
    reached = [fact for fact in known.retired if fact.reached_on is not None]
    days = events.of_people(journal, [who])[who]
    ahead = touches_ahead(journal, [who]).get(who, [])
    shown = (known.facts, reached, actions, feedback, newest, ahead, [item.event for item in days])
    page = Profile(
        today=journal.today,
        person=person,
        handles=handles,
        tags=tags,
        clock=clock,
        last_care=known.last_care,
        balance=_balance(journal, who),
        standing=stands,
        mood=mood,
        recognition=recognised,
        ideas=[] if person.archived_on else ideas,
        answers=_answers(known.facts),
        facts=known.facts,
        occasions=_occasions(known, person, journal),
        ties=around(journal, who),
        promises=[item for item in actions if item.sort == "promise"],
        gestures=[item for item in actions if item.sort == "gesture"],
        feedback=[item for item in feedback if item.told_on is None],
        history=newest,
        openers=[] if person.archived_on else openers(known, journal.today),
        short_ids=_short_ids(journal, shown) if to_read else {},
        labels=touches.kind_labels(journal) if to_read else {},
        same_company=_same_company(journal, person) if to_read else (),
        introductions=_introductions(journal, person) if to_read else (),
        last_learned=entries.last_learned(journal, who),
        to_ask=questions,
        ask=asked(known, questions),
        reached=reached,
        with_you=with_you_since(known.occasions, journal.today),
        tried=touches.attempts(journal, [who])[who],
        reach=_reach(person, handles, now),
        contact=contact(signs, told_days(known.facts, feedback), journal.today, whole=whole),
        channel=main_channel(signs, journal.today, whole=whole),
        first_moves=first_moves(signs, journal.today),
        personal=personal_touch(signs, journal.today, whole=whole),
        events=days,
        ahead=ahead,
        several_write=to_read and several_write(journal),
    )
    return _in_memory(page) if person.archived_on else page


def _in_memory(page: Profile) -> Profile:
    """Return the page of somebody in the archive: of whoever has died, nothing waits any more."""
    from caretrack.domain.people.death import has_died

    if not has_died(page.person.archived_why):
        return page
    return page._replace(
        to_ask=(),
        ask="",
        occasions=[],
        promises=[],
        gestures=[],
        feedback=[],
        with_you="",
        last_learned=None,
        events=[item for item in page.events if item.is_known],
    )


def _balance(journal: Journal, who: str) -> Balance:
    first = month_names(journal.today)[0]
    return balance(touches.counts_by_month(journal, who, first), journal.today)


def _reach(person: Person, handles: Sequence[tuple[str, str]], now: datetime) -> Reach | None:
    if not (person.prefers or person.zone or person.hours):
        return None
    return reach_of(person, handles, now)


def _newest(journal: Journal, who: str, count: int) -> list[Touch]:
    if not count:
        return []
    return touches.history(journal, person=who, until=journal.today.isoformat(), limit=count)


def _short_ids(
    journal: Journal, shown: Iterable[Sequence[Fact | Action | Feedback | Touch | Event]]
) -> dict[str, str]:
    from caretrack.journal.ids import short_ids

    return short_ids(journal.db, [item.id for entries in shown for item in entries])


def _answers(facts: Sequence[Fact]) -> list[Answer]:
    """Return the ten questions and what answers them (S0.5).

    Told and noticed facts answer a question; declined and closed ones silence it (S2.6).
    """
    made = []
    for question in QUESTIONS:
        about = [fact for fact in facts if fact.category == question.name]
        answers = [fact for fact in about if fact.is_known]
        silent = {fact.source for fact in about} & {"declined", "closed"}
        state = (
            "answered"
            if answers
            else "closed"
            if "closed" in silent
            else "declined"
            if silent
            else "open"
        )
        made.append(Answer(question, state, answers))
    return made


def _occasions(known: OpenerSources, person: Person, journal: Journal) -> "list[ComingOccasion]":
    if not (known.occasions or known.in_memory):
        return []
    from caretrack.domain.talk.coming import as_coming

    rows = [
        as_coming(item, person.name, known.occasions, known.facts, known.celebrated, journal.today)
        for item in known.occasions
    ]
    rows += [
        as_coming(item, person.name, (), (), (), journal.today)._replace(idea="")
        for item in known.in_memory
    ]
    return sorted(rows, key=lambda row: row.on)


def around(journal: Journal, who: str) -> "list[Around]":
    """Return the ties of a person, each with the name of the other one."""
    ties = ties_of(journal, who)
    if not ties:
        return []
    from caretrack.domain.talk.ties import Around

    names = people.names(journal, [side for tie in ties for side in (tie.person_id, tie.other_id)])
    rows = []
    for tie in ties:
        other = tie.other_id if tie.person_id == who else tie.person_id
        rows.append(Around(tie.id, tie.person_id, tie.other_id, names[other], tie.relation))
    return rows


def _same_company(journal: Journal, person: Person) -> list[tuple[str, str]]:
    if not person.company:
        return []
    from caretrack.journal.colleagues import colleagues

    return colleagues(journal, person)


def _introductions(journal: Journal, person: Person) -> "Sequence[Introduction]":
    if person.archived_on:
        return ()
    from caretrack.app.suggestions import introductions_for

    return introductions_for(journal, person.id, 1)[0]


def _regard(
    journal: Journal,
    who: str,
    signs: tuple[list[Sign], date],
    feedback: Sequence[Feedback],
) -> tuple[Standing, Trend, Recognition]:
    """Return how they stand to you, how their mood goes, and how they were recognised."""
    newest, whole_from = signs
    moods, said = of_signs(newest), of_feedback(feedback)
    last_care = touches.last_care_on(journal, who, days_looked_at(journal.today))
    return (
        standing_and_change(moods, said, last_care, whole_from=whole_from),
        mood_trend(moods, journal.today),
        recognition(newest, feedback, journal.today),
    )
