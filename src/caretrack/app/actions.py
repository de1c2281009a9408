"""Promises and gestures: written, and done."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.app.entries import day_to_come, worked_out
from caretrack.domain.clock import Clock
from caretrack.domain.dates import spoken
from caretrack.domain.kinds.families import CARE, Kind
from caretrack.domain.kinds.guess import guess_channel
from caretrack.domain.model import Action, Touch
from caretrack.domain.promise_days import check_ahead, split_promise
from caretrack.errors import CareError
from caretrack.journal import due, entries, people, touches
from caretrack.journal.connection import Journal
from caretrack.journal.ids import find_id, short_id
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


def finish_action(session: Session, start: str, note: str, day: date) -> DoneAction:
    """Close a promise or a gesture, named by the start of its id.

    A gesture, and a promise with a note, is logged as a caring touch too. Raises CareError if it is
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
                touch, label = _log(journal, action, note, day, session.config.kinds_words)
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


def _log(
    journal: Journal, action: Action, note: str, day: date, own: Mapping[str, Sequence[str]]
) -> tuple[Touch, str]:
    """Log an action as a touch; return the touch, and the label of its kind."""
    text = f"{action.text}: {note}" if note else action.text
    known = touches.kinds(journal)
    touch = touches.add(
        journal,
        [action.person_id],
        happened_on=day,
        kind=_kind(journal, action, note, own, known),
        channel=guess_channel(text) or "other",
        from_them=False,
        note=text,
    )
    return touch, known[touch.kind].label


def _kind(
    journal: Journal,
    action: Action,
    note: str,
    own: Mapping[str, Sequence[str]],
    known: Mapping[str, Kind],
) -> str:
    """Return the kind of an action that was done.

    The note decides, as in a log, if it says more than that they were in touch. Else it is the
    caring kind that the text of the action speaks for, never sales; a gesture that speaks for none
    is thanks, and a promise help.
    """
    default = "thanks" if action.sort == "gesture" else "help"
    person = people.get(journal, action.person_id)
    for text in filter(None, (note, action.text)):
        guessed = worked_out(text, own, known, names_in(journal, text, [person]))
        if guessed.kind == "checkin":
            continue
        if text is note or (guessed.words and known[guessed.kind].family == CARE):
            return guessed.kind
    return default
