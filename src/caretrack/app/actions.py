"""Promises and gestures, written and done; goals that were reached."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.app.entries import day_to_come, worked_out
from caretrack.domain.clock import Clock
from caretrack.domain.dates import spoken
from caretrack.domain.kinds.families import CARE, Kind
from caretrack.domain.kinds.guess import guess_channel
from caretrack.domain.model import CELEBRATE, Action, Fact, Touch
from caretrack.domain.promise_days import check_ahead, split_promise
from caretrack.domain.talk.categories import category
from caretrack.errors import CareError
from caretrack.journal import due, entries, people, touches
from caretrack.journal.connection import Journal
from caretrack.journal.ids import find_entry, find_id, short_id
from caretrack.journal.names_in_notes import names_in
from caretrack.session import Session


class AddedAction(NamedTuple):
    """A promise or a gesture that was written: the name of its person, and its short id."""

    action: Action
    name: str
    short: str


class DoneAction(NamedTuple):
    """A promise or a gesture that was done.

    `touch` is the touch that it was logged as, None if it was not; `short` is its short id, `label`
    that of its kind, `clock` the clock of the person after it.
    """

    action: Action
    name: str
    touch: Touch | None = None
    short: str = ""
    label: str = ""
    clock: Clock | None = None


def add_action(
    session: Session, sort: str, words: Sequence[str], by: str | None, *, edit: bool = False
) -> AddedAction:
    """Write a promise or a gesture; `words` are the name and the text.

    Without `by`, "... by friday" at the end of the text is its day. Raises CareError if the day is
    past.
    """
    due_on = day_to_come(session, by)
    with session.write() as journal:
        person, rest = people.find_leading(journal, words)
        text = session.text(rest, f"the {sort}", edit=edit, option=f"the {sort}")
        if due_on is not None:
            check_ahead(due_on, session.today)
        else:
            text, due_on = split_promise(text, session.today, session.month_first)
        with journal.change(sort):
            action = entries.add(
                journal,
                Action,
                person_id=person.id,
                sort=sort,
                text=text,
                due_on=due_on,
                made_on=session.today,
            )
        return AddedAction(action, person.name, short_id(journal.db, action.id))


class ReachedGoal(NamedTuple):
    """A goal that was reached; the rest as for `DoneAction`, if a note made it a touch, too."""

    fact: Fact
    name: str
    touch: Touch | None = None
    short: str = ""
    label: str = ""
    clock: Clock | None = None

    @property
    def is_celebrated(self) -> bool:
        """True if the touch was a celebration already."""
        touch = self.touch
        return touch is not None and (touch.kind == CELEBRATE or touch.channel == "gift")


def finish(session: Session, start: str, note: str, day: date) -> DoneAction | ReachedGoal:
    """Close a promise or a gesture, or mark a goal as reached, named by the start of its id.

    Raises what `finish_action` and `reach_goal` raise.
    """
    with session.read() as journal:
        is_fact = find_entry(journal.db, start)["source"] == "facts"
    return (reach_goal if is_fact else finish_action)(session, start, note, day)


def reach_goal(session: Session, start: str, note: str, day: date) -> ReachedGoal:
    """Mark a goal as reached; with a note, log that as a caring touch, too (S0.8).

    It is no longer their goal, and a celebration is owed. Raises CareError for any other fact.
    """
    with session.write() as journal:
        with journal.change("done"):
            fact = entries.get(journal, Fact, find_id(journal.db, start, "facts"))
            _check_can_be_reached(fact, start.strip(), day)
            touch, label = None, ""
            if note:
                told = _Told(fact.person_id, fact.text, note, "listen")
                touch, label = _log(journal, told, day, session.config.kinds_words)
            fact = entries.change(journal, Fact, fact.id, reached_on=day, retired_on=day)
        name = people.get(journal, fact.person_id).name
        if touch is None:
            return ReachedGoal(fact, name)
        clock = due.clocks(journal, [fact.person_id]).get(fact.person_id)
        return ReachedGoal(fact, name, touch, short_id(journal.db, touch.id), label, clock)


def _check_can_be_reached(fact: Fact, start: str, day: date) -> None:
    if fact.reached_on is not None:
        raise CareError(
            f"that goal was reached on {spoken(fact.reached_on)}", "`care undo` takes it back."
        )
    if not category(fact.category).can_be_reached or not fact.is_known:
        raise CareError(
            f"that is a fact ({fact.category}); only a goal can be reached",
            f"`care retire {start}` if it no longer holds, `care edit {start}` to change it.",
        )
    if fact.retired_on is not None:
        raise CareError(
            f"that goal was retired on {spoken(fact.retired_on)}", "`care undo` takes it back."
        )
    if day < fact.learned_on:
        raise CareError(
            f"you learned of that goal on {spoken(fact.learned_on)}",
            "Name that day or a later one.",
        )


def finish_action(session: Session, start: str, note: str, day: date) -> DoneAction:
    """Close a promise or a gesture, named by the start of its id.

    A gesture, and a promise with a note, is logged as a touch too. Raises CareError if it is
    done already.
    """
    with session.write() as journal:
        with journal.change("done"):
            action = entries.get(journal, Action, find_id(journal.db, start, "actions"))
            if action.done_on is not None:
                raise CareError(
                    f"that {action.sort} was done on {spoken(action.done_on)}",
                    "`care undo` takes it back.",
                )
            touch, label = None, ""
            if note or action.sort == "gesture":
                usual = "thanks" if action.sort == "gesture" else "help"
                told = _Told(action.person_id, action.text, note, usual)
                touch, label = _log(journal, told, day, session.config.kinds_words)
            action = entries.change(
                journal,
                Action,
                action.id,
                done_on=day,
                touch_id=touch.id if touch else action.touch_id,
            )
        who = action.person_id
        done = DoneAction(action, people.get(journal, who).name)
        if touch is None:
            return done
        return done._replace(
            touch=touch,
            short=short_id(journal.db, touch.id),
            label=label,
            clock=due.clocks(journal, [who]).get(who),
        )


class _Told(NamedTuple):
    """What was done of a person, and what came of it; `usual` is the kind if no word decides."""

    who: str
    done: str
    note: str
    usual: str


def _log(
    journal: Journal, told: _Told, day: date, own: Mapping[str, Sequence[str]]
) -> tuple[Touch, str]:
    """Log what was done as a touch; return the touch, and the label of its kind."""
    text = f"{told.done}: {told.note}" if told.note else told.done
    known = touches.kinds(journal)
    touch = touches.add(
        journal,
        [told.who],
        happened_on=day,
        kind=_kind(journal, told, own, known),
        channel=guess_channel(text) or "other",
        from_them=False,
        note=text,
    )
    touches.answer_praise(journal, touch)
    return touch, known[touch.kind].label


def _kind(
    journal: Journal, told: _Told, own: Mapping[str, Sequence[str]], known: Mapping[str, Kind]
) -> str:
    """Return the kind of what was done.

    The note decides, as in a log, if it says more than that they were in touch. Else it is the
    caring kind that what was done speaks for, never sales, or else the usual one.
    """
    person = people.get(journal, told.who)
    for text in filter(None, (told.note, told.done)):
        guessed = worked_out(text, own, known, names_in(journal, text, [person]))
        if guessed.kind == "checkin":
            continue
        if text is told.note or (guessed.words and known[guessed.kind].family == CARE):
            return guessed.kind
    return told.usual
