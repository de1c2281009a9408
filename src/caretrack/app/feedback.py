"""Feedback: heard, acted on, and told what came of it (S3.3)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.app.entries import split_feedback
from caretrack.domain.clock import Clock
from caretrack.domain.dates import spoken
from caretrack.domain.model import THANKS, Feedback
from caretrack.errors import CareError
from caretrack.journal import due, entries, people, touches
from caretrack.journal.ids import find_id, short_id
from caretrack.session import Session


class WrittenFeedback(NamedTuple):
    """A piece of feedback that was written: the name of its person, and its short id."""

    item: Feedback
    name: str
    short: str


class ToldFeedback(NamedTuple):
    """Feedback that they were told about.

    `short` is the short id of the touch that it was logged as, `clock` the clock after it.
    """

    item: Feedback
    name: str
    short: str
    clock: Clock | None


def add_feedback(
    session: Session,
    words: Sequence[str],
    *,
    about: str,
    tone: str | None,
    day: date,
    edit: bool = False,
) -> WrittenFeedback:
    """Write what somebody said of your work; `words` are the name and the text.

    Without `tone`, the text says it ("praise: …").
    """
    with session.write() as journal:
        person, rest = people.find_leading(journal, words)
        said = session.text(rest, "the feedback", edit=edit, option="what they said")
        told, text = split_feedback(said)
        tone = tone or told
        with journal.change("feedback"):
            item = entries.add(
                journal,
                Feedback,
                person_id=person.id,
                about=about,
                tone=tone,
                text=text,
                heard_on=day,
            )
        return WrittenFeedback(item, person.name, short_id(journal.db, item.id))


def act_on_feedback(
    session: Session, start: str, action: str, day: date
) -> tuple[WrittenFeedback, str]:
    """Write what you did about a piece of feedback, named by the start of its id.

    Also return what was written there before, "" for nothing.

    Raises CareError if they were told already.
    """
    with session.write() as journal:
        with journal.change("acted"):
            item = entries.get(journal, Feedback, find_id(journal.db, start, "feedback"))
            if item.told_on is not None:
                raise CareError(
                    f"they were told on {spoken(item.told_on)} already",
                    "`care undo` takes that back.",
                )
            before = item.action or ""
            item = entries.change(journal, Feedback, item.id, acted_on=day, action=action)
        name = people.get(journal, item.person_id).name
        return WrittenFeedback(item, name, short_id(journal.db, item.id)), before


def tell_feedback(session: Session, start: str, note: str, channel: str, day: date) -> ToldFeedback:
    """Write that they were told what came of their feedback, and log it as a touch of thanks.

    Raises CareError if they were told already.
    """
    with session.write() as journal:
        with journal.change("told"):
            item = entries.get(journal, Feedback, find_id(journal.db, start, "feedback"))
            if item.told_on is not None:
                raise CareError(
                    f"they were told on {spoken(item.told_on)}", "`care undo` takes it back."
                )
            what = f": {item.action}" if item.action else ""
            touch = touches.add(
                journal,
                [item.person_id],
                happened_on=day,
                kind=THANKS,
                channel=channel,
                from_them=False,
                note=note or f"told them what came of “{item.text}”{what}",
            )
            item = entries.change(journal, Feedback, item.id, told_on=day)
        return ToldFeedback(
            item,
            people.get(journal, item.person_id).name,
            short_id(journal.db, touch.id),
            due.clocks(journal, [item.person_id]).get(item.person_id),
        )
