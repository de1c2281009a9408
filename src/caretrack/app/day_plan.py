"""What `care day` makes of a text before anything is written: touches, and what is left out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from shlex import quote
from typing import NamedTuple

from caretrack.app.entries import clean_channel, worked_out
from caretrack.app.heard import worth_keeping
from caretrack.app.log_questions import without_need_to_ask
from caretrack.domain.day import values as read
from caretrack.domain.day.sentences import crowd_in, promise_in
from caretrack.domain.day.touches import read_day
from caretrack.domain.day.values import DayTouch, LeftOut
from caretrack.domain.kinds.guess import Guess
from caretrack.domain.people.names import Candidate, name_key
from caretrack.domain.person import Person
from caretrack.domain.promise_days import split_promise
from caretrack.domain.talk.proposals import PROMISE, Proposal
from caretrack.domain.text import sentence, shortened
from caretrack.errors import CareError
from caretrack.journal import people, touches
from caretrack.journal.connection import Journal
from caretrack.journal.day_cast import cast_in
from caretrack.journal.find_people import (
    candidates_of,
    in_order,
    near_names,
    told_apart,
    typed_back,
)
from caretrack.journal.ids import short_id
from caretrack.journal.names_in_notes import names_in, others_in
from caretrack.session import Session

# The id of somebody who is not in the journal yet is this and the name.
NEW = "+"
# A line for a group that is not named says so many of its people.
MOST_OF_GROUP = 5
SAME = "same"
# It is no touch that somebody has died.
DIED = "died"


class Answers(NamedTuple):
    """What was answered about names: who is meant by a word, and who is new (their names)."""

    meant: Mapping[str, Sequence[str]] = {}
    new: Sequence[str] = ()


class Keep(NamedTuple):
    """Something to keep of one person: a fact, their mood, an event, or a promise to them."""

    person: Person | str
    proposal: Proposal


class PlannedTouch(NamedTuple):
    """A touch as it will be written. Somebody who is only a name will be added.

    `guess` is how the kind was worked out, None if it was chosen. `unclear` are those who were in
    it, too, and are not known. `crowd` is how many were there, None where all are named (S1.7).
    """

    people: tuple[Person | str, ...]
    day: date
    note: str
    kind: str
    guess: Guess | None
    channel: str
    from_them: bool
    keeps: tuple[Keep, ...] = ()
    unclear: tuple[LeftOut, ...] = ()
    crowd: int | None = None


class NotTaken(NamedTuple):
    """Words that become no touch: why (a word for programs, a sentence for people).

    `command` would log them, "" where nothing would. `people` are those who could be meant.
    """

    text: str
    why: str
    says: str
    on: date
    people: tuple[Person, ...] = ()
    command: str = ""


class DayPlan(NamedTuple):
    """What will be written, and what will not."""

    touches: list[PlannedTouch]
    left_out: list[NotTaken]


def planned(
    session: Session, journal: Journal, text: str, about: date, answers: Answers
) -> tuple[DayPlan, Sequence[LeftOut]]:
    """Return what a text about the day `about` becomes, and the names that are not clear in it."""
    new = [Candidate(NEW + name, name, name_key(name), (), (), False) for name in answers.new]
    cast = cast_in(journal, text, answers.meant, new)
    found = read_day(text, cast, about, session.today, month_first=session.month_first)
    plan = DayPlan([], [])
    places: dict[int, int] = {}
    seen: set[tuple[date, str, frozenset[str]]] = set()
    for number, touch in enumerate(found.touches):
        key = (touch.day, touch.note, frozenset(touch.people))
        there = touches.same_as(journal, touch.day, touch.note, touch.people)
        if there or key in seen:
            says = "it stands there twice"
            if there:
                says = f"it is in the journal, {short_id(journal.db, there)}"
            plan.left_out.append(NotTaken(touch.note, SAME, says, touch.day))
            continue
        seen.add(key)
        if told := _told_of_death(journal, touch):
            plan.left_out.append(told)
            continue
        places[number] = len(plan.touches)
        plan.touches.append(_touch(session, journal, touch))
    # The same words are left out once, however often they stand there.
    left_out = [_in_order(journal, left) for left in dict.fromkeys(found.left_out)]
    for left in left_out:
        if left.touch is None:
            plan.left_out.append(_not_taken(session, journal, left))
        elif left.touch in places:
            place = places[left.touch]
            touch_of = plan.touches[place]
            plan.touches[place] = touch_of._replace(unclear=(*touch_of.unclear, left))
    return plan, left_out


def _told_of_death(journal: Journal, touch: DayTouch) -> NotTaken | None:
    """Return what is said where a note tells that the one person of a touch has died."""
    person = _person(journal, touch.people[0])
    if len(touch.people) > 1 or isinstance(person, str) or person.archived_on:
        return None
    from caretrack.domain.people.death_in_note import deaths_in_note

    death = deaths_in_note(touch.note, touch.day, [person.name]).get(person.name)
    if death is None:
        return None
    says = f"it tells that {person.name} has died"
    command = f"care archive {_typed(journal, person)} --why {quote(death.why)}"
    return NotTaken(touch.note, DIED, says, touch.day, (person,), command)


def _in_order(journal: Journal, left: LeftOut) -> LeftOut:
    """Return what was left out with those who could be meant in the order of their names."""
    known = [one.id for one in in_order(journal.db, candidates_of(journal, left.people))]
    new = [one for one in left.people if one.startswith(NEW)]
    return left._replace(people=(*known, *new))


def _touch(session: Session, journal: Journal, touch: DayTouch) -> PlannedTouch:
    who = [_person(journal, person_id) for person_id in touch.people]
    kept = _keeps(session, journal, touch, who)
    known = touches.kinds(journal)
    names = names_in(journal, touch.note, who)
    guess = worked_out(touch.note, session.config.kinds_words, known, names)
    guess = without_need_to_ask(
        guess, [one.proposal for one in kept if one.proposal.sort != PROMISE]
    )
    return PlannedTouch(
        tuple(who),
        touch.day,
        touch.note,
        guess.kind,
        guess,
        clean_channel(None, touch.note),
        touch.from_them,
        tuple(kept),
        crowd=crowd_in(touch.note, len(who)),
    )


def _person(journal: Journal, person_id: str) -> Person | str:
    if person_id.startswith(NEW):
        return person_id.removeprefix(NEW)
    return people.get(journal, person_id)


def _keeps(
    session: Session, journal: Journal, touch: DayTouch, who: Sequence[Person | str]
) -> list[Keep]:
    """Return what the note proposes to keep, each with the person whom it is about.

    Of several people, what may be said of more than one of them is proposed of nobody.
    """
    by_id = dict(zip(touch.people, who, strict=True))
    found: list[Keep] = []
    if session.config.log_propose:
        for person_id, person in by_id.items():
            text = " ".join(
                sentence(piece.text) for piece in touch.pieces if piece.owner in ("", person_id)
            )
            text = touch.note if len(who) == 1 else text
            said = worth_keeping(
                journal,
                text,
                person,
                touch.day,
                partial(others_in, journal, text),
                month_first=session.month_first,
            )
            # Of an event in "June" the day is not known: there is nothing to keep yet.
            found += [Keep(person, proposal) for proposal in said if not proposal.is_undated]
    several = [one.proposal for one in found]
    kept = [one for one in found if several.count(one.proposal) == 1]
    return kept + _promises(session, touch, by_id)


def _promises(session: Session, touch: DayTouch, by_id: Mapping[str, Person | str]) -> list[Keep]:
    """Return what you promised, to whom a sentence speaks of, or to the first of the touch."""
    found = []
    for piece in touch.pieces:
        words = promise_in(piece.text)
        if not words:
            continue
        try:
            text, due_on = split_promise(words, touch.day, session.month_first)
        except CareError:
            text, due_on = words, None
        person = by_id[piece.owner or touch.people[0]]
        found.append(Keep(person, Proposal(PROMISE, text=text, on=due_on, words=words)))
    return found


def _not_taken(session: Session, journal: Journal, left: LeftOut) -> NotTaken:
    meant = [
        person
        for person_id in left.people
        if isinstance(person := _person(journal, person_id), Person)
    ]
    for person in meant if left.why == read.SEVERAL else ():
        there = touches.same_as(journal, left.day, left.text, [person.id])
        if there:
            start = short_id(journal.db, there)
            says = f"it is in the journal, {start}, with {person.name}"
            return NotTaken(left.text, SAME, says, left.day, (person,))
    command = ""
    if left.why == read.STRANGER:
        near = near_names(journal, left.written)
        command = (
            log_command(session, near[:1], left)
            if near
            else log_command(session, [left.written], left, "--new")
        )
    elif left.why in {read.SEVERAL, read.SEVERAL_BEFORE, read.ONLY_SPOKEN_OF} and meant:
        command = log_command(session, [_typed(journal, meant[0])], left)
    elif left.why == read.GROUP and 0 < len(meant) <= MOST_OF_GROUP:
        command = log_command(session, [_typed(journal, person) for person in meant], left)
    return NotTaken(left.text, left.why, why_not(journal, left), left.day, tuple(meant), command)


def log_command(session: Session, who: Sequence[str], left: LeftOut, *options: str) -> str:
    """Return the line that would log what was left out, with these people."""
    day = [] if left.day == session.today else ["-d", left.day.isoformat()]
    first, *others = who
    also = [part for other in others for part in ("--with", other)]
    words = ["care", "log", first, *also, *day, *options, left.text]
    return " ".join(map(quote, words))


def why_not(journal: Journal, left: LeftOut) -> str:
    """Return why words were left out, in a sentence."""
    named = shortened(left.written, 60)
    if left.why in {read.SEVERAL, read.SEVERAL_BEFORE}:
        by_id = {one.id: one for one in candidates_of(journal, left.people)}
        lines = told_apart(journal, [by_id[who] for who in left.people if who in by_id])
        return f"{len(left.people)} people could be meant by “{named}”: {'; '.join(lines)}"
    if left.why == read.GROUP:
        of = [
            person.name
            for one in left.people[:MOST_OF_GROUP]
            if isinstance(person := _person(journal, one), Person)
        ]
        more = len(left.people) - len(of)
        names = ", ".join([*of, *([f"{more} more"] if more else [])])
        return f"“{named}” does not say who was there; you know {names}"
    if left.why == read.STRANGER:
        near = near_names(journal, left.written)
        return f"nobody is called “{named}”" + (
            f"; did you mean {' or '.join(near)}?" if near else ""
        )
    if left.why == read.ONLY_SPOKEN_OF:
        return f"{named} is only spoken of" if named else "nobody is named who was there"
    return {
        read.AHEAD: left.says or "it is still to come, or only meant",
        read.NOT_DONE: "it says that you were not in touch",
        read.ASIDE: "it is no touch; `care import` reads a whole friends.md",
    }.get(left.why, "nobody is named")


def _typed(journal: Journal, person: Person) -> str:
    return typed_back(journal, person.id, person.name_key)


def names_of(who: Iterable[Person | str]) -> str:
    """Return the names of people, those who are new marked so."""
    return ", ".join(f"{one} (new)" if isinstance(one, str) else one.name for one in who)
