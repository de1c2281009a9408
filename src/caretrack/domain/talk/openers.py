"""Openers: one concrete thing to talk about, from what the journal knows (S0.4, S1.2, S2.3).

The order is the rule: what you owe comes before what is on their mind, and that before what you do
not know yet. The last two take turns, so that no two touches begin with the same words (S2.3).
Declined and closed categories are never used (S2.6), and no opener is generic.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from caretrack.domain.clock import is_low
from caretrack.domain.dates import short, spoken
from caretrack.domain.model import Action, Fact, Feedback, Occasion, Touch
from caretrack.domain.talk.categories import (
    Category,
    category,
    is_old,
    open_questions,
    silent_categories,
)
from caretrack.domain.talk.occasions import done_on, next_on, with_years
from caretrack.domain.text import sentence, shortened

T = TypeVar("T")

UNANSWERED_DAYS = 14
OCCASION_DAYS = 7
UNDATED_DAYS = 7


class Opener(NamedTuple):
    """One thing to talk about.

    `why` names the rule, `source` is the id of the entry behind it (None for a question), `on` its
    date.
    """

    why: str
    text: str
    source: str | None
    on: date | None


class OpenerSources(NamedTuple):
    """What the openers of one person are made of.

    `touched` counts the caring touches since the newest fact worth following up was learned
    (`follow_from`); `celebrated` are the days of the last two weeks on which an occasion was
    celebrated (`occasions.done_on`).
    """

    promises: Sequence[Action] = ()
    feedback: Sequence[Feedback] = ()
    occasions: Sequence[Occasion] = ()
    facts: Sequence[Fact] = ()
    last_care: Touch | None = None
    touched: int = 0
    celebrated: Sequence[date] = ()


def worth_following(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts that may be an opener, the newest first.

    Of one day, the category that comes first in its `opener` place, then what was written last.
    """
    silent = silent_categories(facts)
    worth = [
        fact
        for fact in facts
        if category(fact.category).opener
        and fact.category not in silent
        and fact.retired_on is None
    ]
    return sorted(
        worth,
        key=lambda fact: (
            fact.learned_on,
            -category(fact.category).opener,
            fact.created_at,
            fact.id,
        ),
        reverse=True,
    )


def follow_from(facts: Sequence[Fact]) -> date | None:
    """Return the day of the newest fact worth following up, None if there is none.

    Caring touches after it count as turns.
    """
    return max((fact.learned_on for fact in worth_following(facts)), default=None)


def to_ask(known: OpenerSources) -> list[Category]:
    """Return the questions to ask, the next one first (S0.5).

    Each time that all openers had their turn, the next question is tried.
    """
    answered = {fact.category for fact in known.facts if fact.retired_on is None}
    questions = open_questions(answered, silent_categories(known.facts))
    rounds = known.touched // (len(worth_following(known.facts)) + 1)
    return _turned(questions, rounds)


def openers(known: OpenerSources, today: date) -> list[Opener]:
    """Return all openers that apply, in the order of the rule; the first is the one to show."""
    return [
        *_late_promises(known, today),
        *_untold(known, today),
        *_unanswered(known, today),
        *_coming(known, today),
        *_low_mood(known, today),
        *_turned([*_facts(known, today), *_first_question(known)], known.touched),
    ]


def _turned(items: list[T], turns: int) -> list[T]:
    """Return the items in their order, begun after so many turns."""
    start = turns % len(items) if items else 0
    return items[start:] + items[:start]


def undated_by(today: date) -> date:
    """Return the day by which a promise without a day was made, if it is owed today."""
    return today - timedelta(days=UNDATED_DAYS)


def _late_promises(known: OpenerSources, today: date) -> Iterator[Opener]:
    late = [
        (action.due_on, action.id, action.text)
        for action in known.promises
        if action.due_on is not None and action.due_on < today
    ]
    for due_on, action_id, text in sorted(late):
        yield Opener(
            "promise",
            f"You promised: {shortened(text, 60)}, by {spoken(due_on)}.",
            action_id,
            due_on,
        )
    undated = [item for item in known.promises if item.due_on is None]
    for item in sorted(undated, key=lambda item: (item.begun_on, item.id)):
        if item.begun_on <= undated_by(today):
            on = short(item.begun_on, today)
            text = sentence(f"You promised on {on}: {shortened(item.text, 60)}")
            yield Opener("promise", text, item.id, item.begun_on)


def _untold(known: OpenerSources, today: date) -> Iterator[Opener]:
    for item in known.feedback:
        if item.acted_on is not None and item.told_on is None:
            done = f"{short(item.acted_on, today)}: {shortened(item.action or 'done', 50)}"
            text = f"Tell them what came of “{shortened(item.text, 40)}”, {done}"
            yield Opener("tell", sentence(text), item.id, item.acted_on)


def _unanswered(known: OpenerSources, today: date) -> Iterator[Opener]:
    for item in known.feedback:
        if (
            item.acted_on is None
            and item.told_on is None
            and (today - item.heard_on).days >= UNANSWERED_DAYS
        ):
            why, still = (
                ("thank", "thank them") if item.tone == "praise" else ("answer", "not answered yet")
            )
            on = short(item.heard_on, today)
            text = f"They said on {on} “{shortened(item.text, 50)}”; {still}."
            yield Opener(why, text, item.id, item.heard_on)


def _coming(known: OpenerSources, today: date) -> Iterator[Opener]:
    coming = sorted(
        (next_on(item.month, item.day, today), item.id, item) for item in known.occasions
    )
    for day, _, item in coming:
        if (day - today).days <= OCCASION_DAYS and done_on(
            item, known.occasions, known.celebrated, today
        ) is None:
            words = with_years(item, day)
            yield Opener(
                "occasion", f"{words[:1].upper()}{words[1:]}, on {spoken(day)}.", item.id, day
            )


def _low_mood(known: OpenerSources, today: date) -> Iterator[Opener]:
    touch = known.last_care
    if touch is not None and is_low(touch.mood):
        said = f": {shortened(touch.note, 60)}" if touch.note else ""
        text = (
            sentence(f"Low last time, {short(touch.happened_on, today)}{said}")
            + " Ask how they are, and mean it."
        )
        yield Opener("mood", text, touch.id, touch.happened_on)


def _facts(known: OpenerSources, today: date) -> Iterator[Opener]:
    for fact in worth_following(known.facts):
        ask = "Does it still hold?" if is_old(fact, today) else "Ask how it goes."
        text = (
            sentence(
                f"{fact.category}, {short(fact.learned_on, today)}: {shortened(fact.text, 60)}"
            )
            + f" {ask}"
        )
        yield Opener("fact", text, fact.id, fact.learned_on)


def _first_question(known: OpenerSources) -> Iterator[Opener]:
    for question in to_ask(known)[:1]:
        yield Opener("question", f"Not known yet: {question.unknown}.", None, None)
