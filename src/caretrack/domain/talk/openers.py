"""Openers: one concrete thing to talk about, from what the journal knows (S0.4, S1.2, S2.3).

The order is the rule: what you owe comes before what is on their mind, and that before what you do
not know yet. What they told and what was said last take turns, so that no two touches begin with
the same words (S2.3), and neither do many mornings. Declined and closed categories are never used
(S2.6), and no opener is generic.
"""

from collections.abc import Container, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from caretrack.domain.clock import is_low
from caretrack.domain.dates import short, spoken
from caretrack.domain.language.sentences import tells_something
from caretrack.domain.model import Action, Fact, Feedback, Occasion, Touch
from caretrack.domain.talk.categories import (
    BIRTHDAY,
    Category,
    category,
    is_old,
    open_questions,
    silent_categories,
    wording,
)
from caretrack.domain.talk.follow_up import how_it_goes, tail
from caretrack.domain.talk.occasions import done_on, is_own_birthday, next_on, when_it_comes
from caretrack.domain.talk.personal import just_because, only_business
from caretrack.domain.talk.said import Heard, answered_in, in_short, last_said
from caretrack.domain.text import sentence, shortened

if TYPE_CHECKING:
    from caretrack.domain.talk.events import EventSoFar

T = TypeVar("T")

UNANSWERED_DAYS = 14
OCCASION_DAYS = 7
UNDATED_DAYS = 7
# Open questions are said after a log once in so many days.
ASKED_DAYS = 7
# For so many mornings the same opener stands, then the next of equal rank has its turn.
TURN_DAYS = 3


class Opener(NamedTuple):
    """One thing to talk about.

    `why` names the rule, `source` is the id of the entry behind it (None for a question), `on` its
    date. `category` is that of the question, "" for all else.
    """

    why: str
    text: str
    source: str | None
    on: date | None
    category: str = ""


class OpenerSources(NamedTuple):
    """What the openers of one person are made of.

    `touched` counts the caring touches since the newest fact worth following up was learned
    (`follow_from`), `waited` the days that they wait longer than they should; `celebrated` are the
    days of the last two weeks on which an occasion was celebrated (`occasions.done_on`). `notes`
    are the newest caring notes, newest first; `own_note` is the note of the person; `retired` are
    the facts that hold no more, `reached` the goals that nobody has celebrated yet. `lately` counts
    the caring touches of half a year by kind, where the last one was business; `prefers` is the
    channel that they like best, `service` what you do for them, "" for not known. `events` are the
    days of their life of which there is something to say. `in_memory` are yearly days of somebody
    else who has died, and `silent` the ids of facts and notes that speak of them: they prompt
    nothing.
    """

    promises: Sequence[Action] = ()
    feedback: Sequence[Feedback] = ()
    occasions: Sequence[Occasion] = ()
    facts: Sequence[Fact] = ()
    last_care: Touch | None = None
    touched: int = 0
    celebrated: Sequence[date] = ()
    waited: int = 0
    notes: Sequence[Heard] = ()
    own_note: Heard | None = None
    retired: Sequence[Fact] = ()
    reached: Sequence[Fact] = ()
    lately: Sequence[tuple[str, int]] = ()
    prefers: str = ""
    service: str = ""
    events: Sequence["EventSoFar"] = ()
    in_memory: Sequence[Occasion] = ()
    silent: frozenset[str] = frozenset()


def worth_following(facts: Sequence[Fact], today: date = date.max) -> list[Fact]:
    """Return the facts that may be an opener, the newest first, and then those that stand aside.

    None was learned after `today`.

    Of one day, the category that comes first in its `opener` place, then what was written last.
    """
    silent = silent_categories(facts)
    worth = [
        fact
        for fact in facts
        if category(fact.category).opener
        and fact.category not in silent
        and fact.retired_on is None
        and fact.learned_on <= today
    ]
    return sorted(
        worth,
        key=lambda fact: (
            not category(fact.category).aside,
            fact.learned_on,
            -category(fact.category).opener,
            fact.created_at,
            fact.id,
        ),
        reverse=True,
    )


def follow_from(facts: Sequence[Fact], today: date = date.max) -> date | None:
    """Return the day of the newest fact worth following up by `today`, None if there is none.

    Caring touches after it count as turns. What stands aside begins no new round.
    """
    worth = worth_following(facts, today)
    fresh = [fact for fact in worth if not category(fact.category).aside]
    return max((fact.learned_on for fact in fresh or worth), default=None)


def to_ask(known: OpenerSources, besides: Container[str] = ()) -> list[Category]:
    """Return the questions to ask, the next one first (S0.5); a birthday is the last (S3.13).

    Each time that all openers had their turn, the next question is tried. What the last notes
    answer is not asked, nor what is in `besides`.
    """
    questions, rounds = _open_still(known)
    return _turned([row for row in questions if row.name not in besides], rounds)


def to_ask_rather(known: OpenerSources, besides: Container[str]) -> list[Category]:
    """The same, but where all that are open are in `besides`, these are asked again."""
    questions, rounds = _open_still(known)
    return _turned([row for row in questions if row.name not in besides] or questions, rounds)


def _open_still(known: OpenerSources) -> tuple[list[Category], int]:
    """Return the questions that are open, in order, and how often all openers had their turn."""
    answered = {fact.category for fact in known.facts if fact.retired_on is None}
    answered |= answered_in(known.notes)
    silent = silent_categories(known.facts)
    questions = open_questions(answered, silent)
    if BIRTHDAY.name not in answered | silent and not any(
        is_own_birthday(occasion.label) for occasion in known.occasions
    ):
        questions = [*questions, BIRTHDAY]
    return questions, known.touched // (len(worth_following(known.facts)) + 1)


def asked(known: OpenerSources, questions: Sequence[Category]) -> str:
    """Return the first question as one can ask it, "" for none; the wordings take turns (S2.10)."""
    turn = known.touched + known.waited // TURN_DAYS
    return next((wording(question, turn) for question in questions), "")


def asks_after(day: date, days: Sequence[date]) -> bool:
    """True if the open questions are said after a log of this day: once in ASKED_DAYS at most.

    `days` are those of all touches, this one too, oldest first.
    """
    said = days[0]
    for other in days:
        if (other - said).days >= ASKED_DAYS:
            said = other
    return said == day == days[-1] and days.count(day) == 1


def openers(known: OpenerSources, today: date, besides: Container[str] = ()) -> list[Opener]:
    """Return all openers that apply, in the order of the rule; the first is the one to show.

    No question is asked of a category in `besides`, as long as another one is open.
    """
    return list(in_order(known, today, besides))


def in_order(known: OpenerSources, today: date, besides: Container[str] = ()) -> Iterator[Opener]:
    """Yield what `openers` returns; who wants the first ones does not have the others made."""
    yield from _events(known, today)
    yield from _late_promises(known, today)
    yield from _untold(known, today)
    yield from _unanswered(known, today)
    yield from _to_celebrate(known, today)
    yield from _coming(known, today)
    yield from _low_mood(known, today)
    questions = list(_questions(known, besides))
    said = [*_just_because(known, today), *_said(known, today)]
    yield from _in_turns(known, list(_facts(known, today)), said, questions)


def _in_turns(
    known: OpenerSources, facts: list[Opener], said: list[Opener], questions: list[Opener]
) -> list[Opener]:
    """Return what they told, what was said last, and what to ask, begun where the turn is.

    The newest fact opens first. After a caring touch, or some mornings, it is what was said last,
    and so on in turns. Where it was business alone, so is what was said last: to call just because
    comes before it, in the same turn. A question has a turn only where no note tells anything,
    after a touch.
    """
    mornings = known.waited // TURN_DAYS
    turns = known.touched + mornings
    if said:
        told = _turned(facts, (turns + 1) // 2)
        first = [*said, *told[:1]] if turns % 2 else [*told[:1], *said]
        return [*first, *told[1:], *questions]
    if any(tells_something(heard.note) for heard in known.notes):
        return [*_turned(facts, turns), *questions]
    if not facts:
        questions = [*_service(known), *questions]
    return _turned([*_turned(facts, mornings), *questions], known.touched)


def _turned(items: list[T], turns: int) -> list[T]:
    """Return the items in their order, begun after so many turns."""
    start = turns % len(items) if items else 0
    return items[start:] + items[:start]


def undated_by(today: date) -> date:
    """Return the day by which a promise without a day was made, if it is owed today."""
    return today - timedelta(days=UNDATED_DAYS)


def _events(known: OpenerSources, today: date) -> Iterator[Opener]:
    if not known.events:
        return
    from caretrack.domain.talk.events import by_urgency

    for item in by_urgency(known.events, today):
        yield Opener("event", item.text, item.event.id, item.event.happens_on)


def is_owed(promise: Action, today: date) -> bool:
    """True if the day of a promise has come; one without a day is owed after a week."""
    if promise.due_on is not None:
        return promise.due_on <= today
    return promise.begun_on <= undated_by(today)


def waits_long(said: Feedback, today: date) -> bool:
    """True if feedback waits for two weeks, or something was done about it and they wait to hear.

    It was not told yet.
    """
    return said.acted_on is not None or (today - said.heard_on).days >= UNANSWERED_DAYS


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
        if is_owed(item, today):
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
    """Yield the feedback that waits long; a referral or a testimonial is owed a thanks at once."""
    for item in known.feedback:
        if item.acted_on is not None or item.told_on is not None:
            continue
        if item.tone == "praise" and _is_referral(item.text):
            text = sentence(f"{short(item.heard_on, today)}: {shortened(item.text, 60)}")
            yield Opener("thank", f"{text} Thank them for it.", item.id, item.heard_on)
        elif waits_long(item, today):
            why, still = (
                ("thank", "thank them") if item.tone == "praise" else ("answer", "not answered yet")
            )
            on = short(item.heard_on, today)
            text = f"They said on {on} “{shortened(item.text, 50)}”; {still}."
            yield Opener(why, text, item.id, item.heard_on)


def _is_referral(text: str) -> bool:
    from caretrack.domain.talk.praise import is_referral

    return is_referral(text)


def _coming(known: OpenerSources, today: date) -> Iterator[Opener]:
    coming = sorted(
        (next_on(item.month, item.day, today), item.id, item) for item in known.occasions
    )
    for day, _, item in coming:
        if (day - today).days <= OCCASION_DAYS and done_on(
            item, known.occasions, known.celebrated, today
        ) is None:
            words = when_it_comes(item, day, today)
            yield Opener("occasion", f"{words[:1].upper()}{words[1:]}.", item.id, day)


def _to_celebrate(known: OpenerSources, today: date) -> Iterator[Opener]:
    for fact in known.reached:
        on = fact.reached_on or fact.learned_on
        text = f"Goal reached on {short(on, today)}: {shortened(fact.text, 60)}"
        yield Opener("celebrate", sentence(text) + " Celebrate it with them.", fact.id, on)


def _low_mood(known: OpenerSources, today: date) -> Iterator[Opener]:
    touch = known.last_care
    if touch is not None and is_low(touch.mood):
        note = in_short(touch.note, known.facts)
        said = f": {note}" if note else ""
        text = (
            sentence(f"Low last time, {short(touch.happened_on, today)}{said}")
            + " Ask how they are, and mean it."
        )
        yield Opener("mood", text, touch.id, touch.happened_on)


def _facts(known: OpenerSources, today: date) -> Iterator[Opener]:
    for fact in worth_following(known.facts, today):
        if fact.id in known.silent or _is_event(known, fact.text, fact.learned_on):
            continue
        row = category(fact.category)
        told = f"{fact.category}, {short(fact.learned_on, today)}: {shortened(fact.text, 60)}"
        ask = tail(
            fact.text, row.ask, fact.learned_on, today, still=row.still, old=is_old(fact, today)
        )
        yield Opener("fact", f"{sentence(told)} {ask}".rstrip(), fact.id, fact.learned_on)


def _is_event(known: OpenerSources, text: str, on: date) -> bool:
    """True if a text tells of an event that is asked about by itself, or was."""
    if not known.events:
        return False
    from caretrack.domain.talk.event_days import names_day

    return any(names_day(text, item.event.happens_on, on) for item in known.events)


def _said(known: OpenerSources, today: date) -> Iterator[Opener]:
    """Yield what was said last; where nothing was said yet, what your note of them says.

    A low mood tells the note of its touch already.
    """
    last = last_said(known.notes, known.facts, known.retired)
    if last is None:
        own = last_said([known.own_note], known.facts, known.retired) if known.own_note else None
        if own is not None:
            heard, said = own
            yield Opener("said", sentence(f"Your note: {said}"), heard.source, heard.on)
        return
    heard, said = last
    if heard.source in known.silent or _is_event(known, said, heard.on):
        return
    low = known.last_care
    if low is not None and is_low(low.mood) and low.id == heard.source:
        return
    unnamed = [name for name in heard.others if name.split()[0] not in said]
    with_whom = f" (with {', '.join(unnamed)})" if unnamed else ""
    text = sentence(f"{short(heard.on, today)}{with_whom}: {said}")
    ask = tail(said, how_it_goes(said, heard.on, today), heard.on, today)
    yield Opener("said", f"{text} {ask}".rstrip(), heard.source, heard.on)


def _just_because(known: OpenerSources, today: date) -> Iterator[Opener]:
    """Yield that somebody heard business alone for half a year (S1.8)."""
    times = only_business(known.lately, [*known.facts, *known.retired], today)
    if times:
        yield Opener("just-because", just_because(times, known.prefers), None, None)


def _service(known: OpenerSources) -> Iterator[Opener]:
    """Yield a question about what you do for them (S1.9), where nothing of theirs is known."""
    if known.service:
        text = f"What you do for them: {shortened(known.service, 60)}"
        yield Opener("service", f"{sentence(text)} Ask how it goes for them.", None, None)


def _questions(known: OpenerSources, besides: Container[str]) -> Iterator[Opener]:
    questions = to_ask_rather(known, besides)[:1]
    for question in questions:
        text = f"Not known yet: {question.unknown}. Ask: “{asked(known, questions)}”"
        yield Opener("question", text, None, None, question.name)
