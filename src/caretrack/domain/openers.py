"""Openers: one concrete thing to talk about, out of what the journal knows (S0.4, S1.2, S2.3). Never a generic one.

The order is the rule: what you owe comes before what is on their mind, and that before what you do not know yet.
Declined and closed categories are never used (S2.6).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.cadence import is_low
from caretrack.domain.dates import short, spoken
from caretrack.domain.model import Action, Fact, Feedback, Occasion, Touch
from caretrack.domain.occasions import next_on, turns
from caretrack.domain.questions import WORTH_FOLLOWING, open_questions
from caretrack.domain.text import sentence, shortened

UNANSWERED_DAYS = 14
OCCASION_DAYS = 7


class Opener(NamedTuple):
    """One thing to talk about: `why` names the rule, `source` is the id of the entry behind it (None for a question), `on` its date."""

    why: str
    text: str
    source: str | None
    on: date | None


class Known(NamedTuple):
    """What the openers of one person are made of: what is open, what is current, what must be left alone."""

    promises: Sequence[Action] = ()
    feedback: Sequence[Feedback] = ()
    occasions: Sequence[Occasion] = ()
    facts: Sequence[Fact] = ()
    last_care: Touch | None = None


def silent_categories(facts: Sequence[Fact]) -> set[str]:
    """The categories that this person declined to speak of, or that were closed for them (S2.6)."""
    return {fact.category for fact in facts if fact.source in {"declined", "closed"} and fact.retired_on is None}


def with_years(occasion: Occasion, on: date) -> str:
    """The occasion's label with how many years it is on that day: "birthday, turns 50", "anniversary, 3 years" (S3.6)."""
    years = turns(occasion.year, on)
    if not years:
        return occasion.label
    return f"{occasion.label}, turns {years}" if occasion.label == "birthday" else f"{occasion.label}, {years} year{'s' * (years != 1)}"


def openers(known: Known, today: date) -> list[Opener]:
    """All openers that apply, in the order of the rule; the first is the one to show."""
    silent = silent_categories(known.facts)
    return [
        *_late_promises(known, today),
        *_untold(known, today),
        *_unanswered(known, today),
        *_coming(known, today),
        *_low_mood(known, today),
        *_newest_fact(known, silent, today),
        *_first_question(known, silent),
    ]


def _late_promises(known: Known, today: date) -> Iterator[Opener]:
    late = [(action.due_on, action.id, action.text) for action in known.promises if action.due_on is not None and action.due_on < today]
    for due_on, action_id, text in sorted(late):
        yield Opener("promise", f"You promised: {shortened(text, 60)}, by {spoken(due_on)}.", action_id, due_on)


def _untold(known: Known, today: date) -> Iterator[Opener]:
    for item in known.feedback:
        if item.acted_on is not None and item.told_on is None:
            done = f"{short(item.acted_on, today)}: {shortened(item.action or 'done', 50)}"
            text = f"Tell them what came of “{shortened(item.text, 40)}”, {done}"
            yield Opener("tell", sentence(text), item.id, item.acted_on)


def _unanswered(known: Known, today: date) -> Iterator[Opener]:
    for item in known.feedback:
        if item.acted_on is None and item.told_on is None and (today - item.heard_on).days >= UNANSWERED_DAYS:
            why, still = ("thank", "thank them") if item.tone == "praise" else ("answer", "not answered yet")
            text = f"They said on {short(item.heard_on, today)} “{shortened(item.text, 50)}”; {still}."
            yield Opener(why, text, item.id, item.heard_on)


def _coming(known: Known, today: date) -> Iterator[Opener]:
    coming = sorted((next_on(item.month, item.day, today), item.id, item) for item in known.occasions)
    for day, _, item in coming:
        if (day - today).days <= OCCASION_DAYS:
            words = with_years(item, day)
            yield Opener("occasion", f"{words[:1].upper()}{words[1:]}, on {spoken(day)}.", item.id, day)


def _low_mood(known: Known, today: date) -> Iterator[Opener]:
    touch = known.last_care
    if touch is not None and is_low(touch.mood):
        said = f": {shortened(touch.note, 60)}" if touch.note else ""
        text = sentence(f"Low last time, {short(touch.happened_on, today)}{said}") + " Ask how they are, and mean it."
        yield Opener("mood", text, touch.id, touch.happened_on)


def _newest_fact(known: Known, silent: set[str], today: date) -> Iterator[Opener]:
    worth = [fact for fact in known.facts if fact.category in WORTH_FOLLOWING and fact.category not in silent and fact.retired_on is None]
    if worth:
        rank = {category: -place for place, category in enumerate(WORTH_FOLLOWING)}
        fact = max(worth, key=lambda fact: (fact.learned_on, rank[fact.category], fact.id))
        text = sentence(f"{fact.category}, {short(fact.learned_on, today)}: {shortened(fact.text, 60)}") + " Ask how it goes."
        yield Opener("fact", text, fact.id, fact.learned_on)


def _first_question(known: Known, silent: set[str]) -> Iterator[Opener]:
    answered = {fact.category for fact in known.facts if fact.retired_on is None}
    for question in open_questions(answered, silent)[:1]:
        yield Opener("question", f"Not known yet: {question.short}.", None, None)
