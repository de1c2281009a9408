"""What to know of a person in the minute before you meet: six lines at most (S0.4, S2.3, S2.5).

What was said last, their goal, what keeps them up, what not to raise, what you owe, one question.
A line that has nothing to say is left out. What is to be left alone stands in its own line, and is
spoken of in no other (S2.6).
"""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import is_low
from caretrack.domain.dates import short
from caretrack.domain.model import Action, Fact, Feedback
from caretrack.domain.talk.categories import (
    LABELS,
    MARKS,
    NOT_RAISED,
    WORTH_FOLLOWING,
    category,
    is_old,
    silent_categories,
)
from caretrack.domain.talk.openers import Opener, OpenerSources, asked, to_ask, to_ask_rather
from caretrack.domain.talk.said import LeftAlone, in_short, left_alone
from caretrack.domain.text import shortened

MOST_LINES = 6
# What is named of what you owe; the rest is counted.
SHOWN_OWED = 3
WIDTH = 90
# Where nothing is known of the first, the next one says the most of what they want, or weighs.
GOALS = tuple(name for name in WORTH_FOLLOWING if category(name).is_aim)
WORRIES = tuple(name for name in WORTH_FOLLOWING if category(name).weighs)


class BriefLine(NamedTuple):
    """One line: `what` it is (said, goal, worry, leave, owe, ask), its label and its text.

    `source` is the id of the entry behind it and `on` its day, where it is of one entry.
    """

    what: str
    label: str
    text: str
    source: str | None = None
    on: date | None = None


def brief_lines(
    known: OpenerSources, opening: Sequence[Opener], today: date, besides: Container[str] = ()
) -> list[BriefLine]:
    """Return the lines of one person, in their order.

    `opening` are the openers of this person. Somebody else of the meeting is asked the questions
    in `besides`.
    """
    alone = left_alone(known.facts)
    lines = (
        said_last(known, today),
        _newest_of(GOALS, known.facts, alone, today, "goal"),
        _newest_of(WORRIES, known.facts, alone, today, "worry"),
        _not_to_raise(known.facts),
        _owed(known, today),
        _question(known, opening, besides),
    )
    return [line for line in lines if line is not None]


def lines_in_memory(known: OpenerSources, today: date) -> list[BriefLine]:
    """Return the line of somebody who has died: what was said last, and nothing to ask or do."""
    said = said_last(known, today)
    return [said] if said is not None else []


def asked_category(known: OpenerSources, besides: Container[str] = ()) -> str:
    """Return the category of the question that a brief asks, "" for none."""
    return next((row.name for row in to_ask(known, besides)), "")


def said_last(known: OpenerSources, today: date) -> BriefLine | None:
    """Return what was said last, or what your own note of them says; None for nothing."""
    for heard in known.notes:
        text = in_short(heard.note, known.facts)
        if text:
            last = known.last_care
            low = last is not None and last.id == heard.source and is_low(last.mood)
            with_whom = f" (with {', '.join(heard.others)})" if heard.others else ""
            said = f"{short(heard.on, today)}{with_whom}{', low' if low else ''}: {text}"
            return BriefLine("said", "Said last", said, heard.source, heard.on)
    own = known.own_note
    text = in_short(own.note, known.facts) if own else ""
    return BriefLine("said", "Your note", text, own.source, own.on) if own and text else None


def _newest_of(
    names: Sequence[str], facts: Sequence[Fact], alone: LeftAlone, today: date, what: str
) -> BriefLine | None:
    """Return the newest fact of the first of these categories that has one."""
    silent = silent_categories(facts)
    for name in names:
        found = [
            fact
            for fact in facts
            if fact.category == name
            and name not in silent
            and fact.retired_on is None
            and not alone.touched_by(fact.text)
        ]
        if found:
            fact = max(found, key=lambda fact: (fact.learned_on, fact.created_at, fact.id))
            still = " (still so?)" if is_old(fact, today) else ""
            text = shortened(fact.text, WIDTH) + still
            return BriefLine(what, LABELS[name], text, fact.id, fact.learned_on)
    return None


def _not_to_raise(facts: Sequence[Fact]) -> BriefLine | None:
    """Return all limits, none of them cut: the one left out would be the one that is raised."""
    current = [fact for fact in facts if fact.retired_on is None]
    limits = [fact.text for fact in current if fact.category in NOT_RAISED and fact.is_known]
    limits += [
        f"{category(fact.category).name} ({MARKS[fact.source]})"
        for fact in current
        if not fact.is_known
    ]
    texts = list(dict.fromkeys(limits))
    return BriefLine("leave", "Do not raise", "; ".join(texts)) if texts else None


def _owed(known: OpenerSources, today: date) -> BriefLine | None:
    texts = [*_promised(known.promises, today), *_of_feedback(known.feedback, today)]
    texts += [f"celebrate with them: {shortened(fact.text, WIDTH)}" for fact in known.reached]
    if not texts:
        return None
    more = len(texts) - SHOWN_OWED
    rest = [f"and {more} more"] if more > 0 else []
    return BriefLine("owe", "You owe", "; ".join([*texts[:SHOWN_OWED], *rest]))


def _promised(promises: Sequence[Action], today: date) -> Iterator[str]:
    """Yield the promises, the one that is due first at the head, and those without a day last."""
    for item in sorted(
        promises, key=lambda item: (item.due_on or date.max, item.begun_on, item.id)
    ):
        by = ""
        if item.due_on is not None:
            days = (today - item.due_on).days
            late = f", {days} {'day' if days == 1 else 'days'} late" if days > 0 else ""
            by = " (by today)" if days == 0 else f" (by {short(item.due_on, today)}{late})"
        yield shortened(item.text, WIDTH) + by


def _of_feedback(feedback: Sequence[Feedback], today: date) -> Iterator[str]:
    for item in sorted(feedback, key=lambda item: (item.acted_on is None, item.heard_on, item.id)):
        said = f"“{shortened(item.text, WIDTH // 2)}”"
        if item.acted_on is not None:
            yield f"tell them what came of {said}: {shortened(item.action or 'done', WIDTH // 2)}"
        elif item.tone == "praise":
            yield f"a thank-you for {said}, {short(item.heard_on, today)}"
        else:
            yield f"an answer to {said}, {short(item.heard_on, today)}"


def _question(
    known: OpenerSources, opening: Sequence[Opener], besides: Container[str]
) -> BriefLine | None:
    """Return one thing to ask: after a day of their life, or else the next open question."""
    for opener in opening:
        if opener.why == "event":
            return BriefLine("ask", "Ask", opener.text, opener.source, opener.on)
    question = asked(known, to_ask_rather(known, besides))
    return BriefLine("ask", "Ask", f"“{question}”") if question else None
