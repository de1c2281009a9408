"""What a profile says, section by section, as plain words: the terminal, the pipe and Markdown lay the same lines out."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from caretrack.domain.dates import ago, short, spoken
from caretrack.domain.model import Fact, Feedback
from caretrack.domain.pages.profile import Profile
from caretrack.domain.talk.categories import LABELS, NOT_RAISED, WORK, category, is_old, not_known
from caretrack.domain.text import shortened
from caretrack.views import words

if TYPE_CHECKING:
    from caretrack.domain.pages.company import CompanyPage
    from caretrack.domain.talk.introductions import Introduction

BARS = "▁▂▃▄▅▆▇█"
SHOWN_BESIDE = 4

Row = tuple[str, str, str]  # heading, words, where they come from


def headline(page: Profile) -> str:
    """Who they are: how to say it, role and company, how you met."""
    person = page.person
    say = f"  ({person.say})" if person.say else ""
    work = ", ".join(part for part in (person.role, person.company) if part)
    met = f"met {person.met}" if person.met else ""
    return " · ".join(part for part in (f"{person.name}{say}", work, met) if part)


def state(page: Profile) -> str:
    """The clock in a sentence."""
    person, clock, today = page.person, page.clock, page.today
    if person.archived_on:
        return f"Archived {short(person.archived_on, today)}" + (
            f": {person.archived_why}" if person.archived_why else ""
        )
    if clock is None:
        return ""
    touched = (
        f"Last in touch {short(clock.last_care, today)}"
        if clock.last_care
        else f"No touch yet, added {short(person.added_on, today)}"
    )
    if page.last_care is not None:
        touched += f", {page.last_care.channel}: {shortened(page.last_care.note, 50)}"
    parts = [touched, words.cadence(clock)]
    if clock.due_on:
        parts.append(f"due {'since ' if clock.due_on < today else ''}{short(clock.due_on, today)}")
    if person.snoozed_until and person.snoozed_until > today:
        parts.append(f"snoozed until {short(person.snoozed_until, today)}")
    if clock.last_sales:
        parts.append(f"last sold to {short(clock.last_sales, today)}")
    return " · ".join(parts)


def warning(page: Profile) -> str:
    """Said when a pitch is the last thing, or all, that they heard (S1.6, S2.4)."""
    clock = page.clock
    if clock is None or clock.last_sales is None:
        return ""
    if clock.last_care is None:
        return "They have heard nothing but sales from you."
    if clock.only_sales:
        return f"Only sales since then: {clock.sales_since} touches. Listen first."
    return (
        "The last thing they heard from you was sales. Listen first."
        if clock.last_sales > clock.last_care
        else ""
    )


def strip(page: "Profile | CompanyPage") -> str:
    """Care and sales over twelve months, a bar a month; a month with a touch never looks like one without."""
    months = page.balance.months
    if not page.balance.care and not page.balance.sales:
        return ""
    highest = max([1, *(month.care for month in months), *(month.sales for month in months)])
    care = "".join(_bar(month.care, highest) for month in months)
    sales = "".join(_bar(month.sales, highest) for month in months)
    return f"care {care} {page.balance.care} · sales {sales} {page.balance.sales} · the twelve months to {page.today:%B}"


def _bar(count: int, highest: int) -> str:
    return BARS[0] if not count else BARS[max(1, round(count / highest * (len(BARS) - 1)))]


def knowing(page: Profile) -> str:
    """Since when they are with you, and how long ago you last learned anything (S3.6, S4.3); of somebody new nothing."""
    added = page.person.added_on
    # Of somebody who was never touched the line above says since when.
    here = (
        f"in the journal since {short(added, page.today)}"
        if page.clock is not None and page.clock.last_care
        else ""
    )
    day = page.last_learned
    learned = (
        f"you last learned something {_on_and_ago(day, page.today)}"
        if day
        else "nothing learned yet"
        if here
        else ""
    )
    said = " · ".join(filter(None, (page.with_you or here, learned)))
    return f"{said[:1].upper()}{said[1:]}"


def _on_and_ago(day: date, today: date) -> str:
    """ "on 14 Oct, 5 weeks ago"; "today" and "yesterday" need no date."""
    said = ago(day, today)
    return f"on {short(day, today)}, {said}" if said.endswith("ago") else said


def handles(page: Profile) -> str:
    """How to reach them, what else they are called, their tags."""
    shown = [value for sort, value in page.handles if sort in {"nickname", "email", "phone", "url"}]
    return " · ".join([*shown, *(f"#{tag}" for tag in page.tags)])


def note(page: Profile) -> str:
    """What was noted about them when they were added."""
    return page.person.note or ""


def known(page: Profile) -> Iterator[Row]:
    """Their goal first (S0.6), then the ten questions, then all else: limits, too (S2.5)."""
    yield from (
        _fact(fact, page)
        for fact in page.facts
        if category(fact.category).comes_first and fact.is_known
    )
    yield from (_fact(fact, page) for answer in page.answers for fact in answer.facts)
    questions = {answer.question.name for answer in page.answers}
    for fact in page.facts:
        row = category(fact.category)
        if (
            row.name not in questions
            and row.may_be_raised
            and not row.comes_first
            and fact.is_known
        ):
            yield _fact(fact, page)


def to_ask(page: Profile) -> Iterator[Row]:
    """Which of the ten questions to ask next, and which are open after that (S0.5)."""
    if page.to_ask:
        yield ("Ask next", page.to_ask[0].question, "")
    if page.to_ask[1:]:
        yield ("Then", not_known(page.to_ask[1:]).removeprefix("Not known yet: "), "")


def left_alone(page: Profile) -> Iterator[Row]:
    """What not to raise: boundaries, what they declined to speak of, what was closed (S2.6); for ever, with how long ago that was."""
    yield from (
        (LABELS[fact.category], fact.text, _source(fact, page))
        for fact in page.facts
        if fact.category in NOT_RAISED and fact.is_known
    )
    for source, heading in (("declined", "Asked, declined"), ("closed", "Not to be asked")):
        for fact in page.facts:
            if fact.source == source:
                yield (
                    heading,
                    LABELS.get(fact.category, fact.category),
                    f"{short(fact.learned_on, page.today)}{_long_ago(fact, page)} · {page.short_ids[fact.id]}",
                )


def around(page: Profile) -> Iterator[Row]:
    """Occasions, ties from their side, who else is of their company, and the best idea for an introduction (S3.4)."""
    for day in page.occasions:
        done = f"done {short(day.done_on, page.today)}" if day.done_on else ""
        idea = "" if day.done_on else f" · {day.idea}"
        yield ("Occasion", f"{day.words} · {spoken(day.on)}{idea}", done)
    if page.ties or page.same_company:
        yield from _beside(page)
    if page.introduction is not None:
        yield ("Could introduce", introduction(page.introduction), "")


def introduction(idea: "Introduction") -> str:
    """The other one, and what they said; what was told in confidence with a word of care."""
    told = idea.other_fact
    first = "; ask both first" if category(told.category).shared_as == WORK else ""
    return f"{idea.other.name}, too: {told.text} ({told.category}){first}"


def _beside(page: Profile) -> Iterator[Row]:
    from caretrack.domain.talk.ties import tie_wording

    for item in page.ties:
        way = tie_wording(item.relation)
        yield (way.first if item.person_id == page.person.id else way.second, item.name, "")
    tied = {side for item in page.ties for side in (item.person_id, item.other_id)}
    names = [name for person_id, name in page.same_company if person_id not in tied]
    if names:
        more = [f"+{len(names) - SHOWN_BESIDE}"] if len(names) > SHOWN_BESIDE else []
        yield ("Same company", ", ".join([*names[:SHOWN_BESIDE], *more]), "")


def owed(page: Profile) -> Iterator[Row]:
    """Open promises, gestures and feedback, with their ids."""
    ids = page.short_ids
    for item in page.promises:
        yield (
            "You promised",
            item.text + (f", by {spoken(item.due_on)}" if item.due_on else ""),
            ids[item.id],
        )
    for item in page.gestures:
        yield (
            "You plan",
            item.text + (f", by {spoken(item.due_on)}" if item.due_on else ""),
            ids[item.id],
        )
    for said in page.feedback:
        yield ("They said", feedback(said, page.today), ids[said.id])


def feedback(said: Feedback, today: date) -> str:
    """What they said of your work, and what waits of it."""
    acted = f"; acted on {short(said.acted_on, today)}: {said.action}" if said.acted_on else ""
    return f"{said.tone} about {said.about}, {short(said.heard_on, today)}: {said.text}{acted}; {words.waits(said, today)}"


def history(page: Profile, *, brief: bool = False) -> Iterator[Row]:
    """The last touches, newest first; `brief` names no more than two or three of those who were with them."""
    for touch in page.history:
        others = [name for person_id, name in touch.people if person_id != page.person.id]
        extra = f" (with {words.few(others) if brief else ', '.join(others)})" if others else ""
        label = page.labels.get(touch.kind, touch.kind)
        mood = f" · mood {touch.mood}" if touch.mood else ""
        mood += " · from them" if touch.from_them else ""
        yield (
            short(touch.happened_on, page.today),
            f"{touch.channel} · {label} ({touch.family}){mood}{extra}: {touch.note}",
            page.short_ids[touch.id],
        )


def _fact(fact: Fact, page: Profile) -> Row:
    still = " (still so?)" if is_old(fact, page.today) else ""
    return (
        LABELS.get(fact.category, fact.category.capitalize()),
        fact.text + still,
        _source(fact, page),
    )


def _source(fact: Fact, page: Profile) -> str:
    return f"{fact.source}, {short(fact.learned_on, page.today)} · {page.short_ids[fact.id]}"


def _long_ago(fact: Fact, page: Profile) -> str:
    """Of another year the day alone says too little."""
    return (
        "" if fact.learned_on.year == page.today.year else f", {ago(fact.learned_on, page.today)}"
    )
