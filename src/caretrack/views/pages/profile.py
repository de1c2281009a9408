"""What a profile says: what you know and owe, how they stand to you, how they were recognised."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from caretrack.app.profile import Profile
from caretrack.domain.dates import MONTH_NAMES, ago, short, spoken
from caretrack.domain.model import Fact, Feedback
from caretrack.domain.talk.categories import LABELS, NOT_RAISED, WORK, category, is_old, not_known
from caretrack.domain.talk.gestures import missing
from caretrack.views import words
from caretrack.views.page import Page, Span, linked
from caretrack.views.pages import in_touch
from caretrack.views.rows import PageRow, Section

if TYPE_CHECKING:
    from caretrack.domain.talk.events import EventSoFar
    from caretrack.domain.talk.introductions import Introduction

SHOWN_BESIDE = 4
SHOWN_ANSWERED = 2
SHOWN_MONTHS = 3
OPENERS = 3
PREFERRED = {
    "call": "prefers a call", "video": "prefers a video call", "email": "prefers e-mail",
    "chat": "prefers a chat", "meeting": "prefers to meet", "letter": "prefers letters",
    "gift": "prefers gifts", "event": "prefers to meet at events",
}  # fmt: skip


def page_of(profile: Profile) -> Page:
    """Everything about a person."""
    name, about = headline(profile)
    return Page(
        head=((name, "head"), (f" · {about}" if about else "", "")),
        sentences=(
            (handles(profile), "quiet"),
            reached(profile),
            (post(profile), "quiet"),
            (profile.person.note or "", ""),
            (in_touch.state(profile), ""),
            (words.ahead(profile.ahead, profile.today, profile.short_ids), "quiet"),
            (in_touch.not_reached(profile), "quiet"),
            (in_touch.who_writes(profile), ""),
            (in_touch.just_to_hear(profile), ""),
            (in_touch.both_ways(profile), "quiet"),
            (in_touch.warning(profile), "sales"),
            (words.care_and_sales(profile.balance, profile.today), "care"),
            (standing(profile), "quiet"),
            (mood(profile), "quiet"),
            (in_touch.last_learned_line(profile), "quiet"),
        ),
        sections=(
            Section(
                "Talk about",
                [PageRow("Talk about", item.text) for item in to_talk_about(profile)],
                once=True,
                lead=True,
            ),
            Section("What you know", list(known(profile))),
            Section("Ask", list(to_ask(profile))),
            Section("Leave alone", list(left_alone(profile))),
            Section("Around them", list(around(profile))),
            Section("Open", list(owed(profile))),
            Section("Recognition", list(recognised(profile))),
            Section("What you could do", list(gestures(profile))),
            Section("Last touches", list(history(profile))),
        ),
    )


def headline(page: Profile) -> tuple[str, str]:
    """Who they are: the name and how to say it; then work, service, how you met, whose."""
    person = page.person
    say = f"  ({person.say})" if person.say else ""
    role, department = person.role or "", person.department or ""
    # "Head of Finance, Finance" says one thing twice.
    if re.search(rf"\b{re.escape(department)}\b", role, re.IGNORECASE):
        department = ""
    work = ", ".join(part for part in (role, department, person.company) if part)
    duties = f"duties: {person.duties}" if person.duties else ""
    met = f"met {person.met}" if person.met else ""
    service = f"for them: {person.service}" if person.service else ""
    owner = f"looked after by {person.owner}" if person.owner else ""
    about = (work, duties, service, met, owner)
    return f"{person.name}{say}", " · ".join(part for part in about if part)


def handles(page: Profile) -> str:
    """How to reach them, what else they are called, their tags."""
    shown = [
        f"fax {value}" if sort == "fax" else value for sort, value in page.handles if sort != "uid"
    ]
    return " · ".join([*shown, *(f"#{tag}" for tag in page.tags)])


def post(page: Profile) -> str:
    """Where their post goes."""
    if not page.person.address:
        return ""
    from caretrack.domain.people.postal import address_line

    return address_line(page.person.address)


def reached(page: Profile) -> Span:
    """How they like to be reached, with their number or address as a link, and their time."""
    reach = page.reach
    if reach is None or page.person.archived_on is not None:
        return ("", "")
    liked = PREFERRED.get(reach.channel or "", "")
    parts = (", ".join(filter(None, (liked, reach.value))), words.their_time(reach, page.today))
    said = " · ".join(filter(None, parts))
    return (f"{said[:1].upper()}{said[1:]}", linked("", reach.link))


def known(page: Profile) -> Iterator[PageRow]:
    """Their goal first (S0.6), those reached, the ten questions, then all else, limits (S2.5).

    Events that are over and were taken up come last.
    """
    yield from (
        _fact(fact, page)
        for fact in page.facts
        if category(fact.category).comes_first and fact.is_known
    )
    for fact in page.reached:
        on = f"{short(fact.reached_on or fact.learned_on, page.today)} · {page.short_ids[fact.id]}"
        yield PageRow("Goal reached", fact.text, on)
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
    yield from (_event(item, page) for item in page.events if item.is_known)


def _event(item: "EventSoFar", page: Profile) -> PageRow:
    event = item.event
    return PageRow("Event", f"{event.text} · {spoken(event.happens_on)}", page.short_ids[event.id])


def to_talk_about(page: Profile) -> list[PageRow]:
    """Return the first openers. The question among them stands under "Ask"."""
    said = [item.text for item in page.openers if item.why != "question"]
    return [PageRow("Talk about", text) for text in said[:OPENERS]]


def to_ask(page: Profile) -> Iterator[PageRow]:
    """Which of the ten questions to ask next, and which are open after that (S0.5)."""
    if page.to_ask:
        yield PageRow("Ask next", f"{page.to_ask[0].question} “{page.ask}”")
    if page.to_ask[1:]:
        yield PageRow("Then", not_known(page.to_ask[1:]).removeprefix("Not known yet: "))


def left_alone(page: Profile) -> Iterator[PageRow]:
    """Yield what not to raise: boundaries, what they declined, what was closed (S2.6).

    It is shown for ever, with how long ago it was.
    """
    yield from (
        PageRow(LABELS[fact.category], fact.text, _source(fact, page))
        for fact in page.facts
        if fact.category in NOT_RAISED and fact.is_known
    )
    for source, heading in (("declined", "Asked, declined"), ("closed", "Not to be asked")):
        for fact in page.facts:
            if fact.source == source:
                yield PageRow(
                    heading,
                    LABELS.get(fact.category, fact.category),
                    f"{short(fact.learned_on, page.today)}{_long_ago(fact, page)}"
                    f" · {page.short_ids[fact.id]}",
                )


def around(page: Profile) -> Iterator[PageRow]:
    """Yield occasions, events that are not over, ties from their side, colleagues, and the best
    introduction (S3.4).
    """
    for day in page.occasions:
        done = f"done {short(day.done_on, page.today)}" if day.done_on else ""
        idea = f" · {day.idea}" if day.idea and not day.done_on else ""
        yield PageRow("Occasion", f"{day.words} · {spoken(day.on)}{idea}", done)
    yield from (_event(item, page) for item in page.events if not item.is_known)
    if page.ties or page.same_company:
        yield from _beside(page)
    for could in page.introductions:
        yield PageRow("Could introduce", introduction(could))


def introduction(idea: "Introduction") -> str:
    """The other one, and what they said; what was told in confidence with a word of care."""
    told = idea.other_fact
    first = "; ask both first" if category(told.category).shared_as == WORK else ""
    return f"{idea.other.name}, too: {told.text} ({told.category}){first}"


def _beside(page: Profile) -> Iterator[PageRow]:
    if page.ties:
        from caretrack.domain.talk.ties import tie_wording

        for item in page.ties:
            way = tie_wording(item.relation)
            yield PageRow(way.first if item.person_id == page.person.id else way.second, item.name)
    tied = {side for item in page.ties for side in (item.person_id, item.other_id)}
    names = [name for person_id, name in page.same_company if person_id not in tied]
    if names:
        yield PageRow("Same company", words.few(names, SHOWN_BESIDE))


def owed(page: Profile) -> Iterator[PageRow]:
    """Open promises, gestures and feedback, with their ids."""
    ids = page.short_ids
    for item in page.promises:
        yield PageRow(
            "You promised",
            item.text + (f", by {spoken(item.due_on)}" if item.due_on else ""),
            ids[item.id],
        )
    for item in page.gestures:
        yield PageRow(
            "You plan",
            item.text + (f", by {spoken(item.due_on)}" if item.due_on else ""),
            ids[item.id],
        )
    for said in page.feedback:
        yield PageRow("They said", feedback(said, page.today), ids[said.id])


def feedback(said: Feedback, today: date) -> str:
    """What they said of your work, and what waits of it."""
    acted = f"; acted on {short(said.acted_on, today)}: {said.action}" if said.acted_on else ""
    ahead = ", ahead" if said.heard_on > today else ""
    heard = f"{said.tone} about {said.about}, {short(said.heard_on, today)}{ahead}: {said.text}"
    return f"{heard}{acted}; {words.waits(said, today)}"


def history(page: Profile) -> Iterator[PageRow]:
    """Yield the last touches, newest first. A terminal names at most three of the others."""
    for touch in page.history:
        others = [name for person_id, name in touch.people if person_id != page.person.id]
        label = page.labels.get(touch.kind, touch.kind)
        mood = f" · mood {touch.mood}" if touch.mood else ""
        mood += " · from them" if touch.from_them else ""
        mood += f" · {touch.crowd:,} there" if touch.crowd else ""
        mood += f" · by {touch.by}" if touch.by and page.several_write else ""
        text, brief = (
            f"{touch.channel} · {label} ({touch.family}){mood}{who}: {touch.note}"
            for who in (_with(", ".join(others)), _with(words.few(others)))
        )
        yield PageRow(short(touch.happened_on, page.today), text, page.short_ids[touch.id], brief)


def _with(names: str) -> str:
    return f" (with {names})" if names else ""


def _fact(fact: Fact, page: Profile) -> PageRow:
    still = " (still so?)" if is_old(fact, page.today) else ""
    return PageRow(
        LABELS.get(fact.category, fact.category.capitalize()),
        fact.text + still,
        _source(fact, page),
    )


def _source(fact: Fact, page: Profile) -> str:
    ahead = ", ahead" if fact.learned_on > page.today else ""
    day = f"{short(fact.learned_on, page.today)}{ahead}"
    return f"{fact.source}, {day} · {page.short_ids[fact.id]}"


def _long_ago(fact: Fact, page: Profile) -> str:
    """Of another year the day alone says too little."""
    return (
        "" if fact.learned_on.year == page.today.year else f", {ago(fact.learned_on, page.today)}"
    )


def standing(page: Profile) -> str:
    """Return the standing, since when and what before, with the evidence; "" if nothing speaks."""
    stands = page.standing
    if stands.word == "unknown" and stands.before is None and not stands.evidence:
        return ""
    word = stands.word.capitalize()
    if stands.word == "unknown":
        word = (
            f"{stands.before.capitalize()} before, no clear signs"
            if stands.before
            else "No clear signs"
        )
        word += f" since {_month(stands.since, page.today)}" if stands.since else ""
    elif stands.since is not None:
        word += f" since {_month(stands.since, page.today)}"
        word += f", {stands.before} before" if stands.before != "unknown" else ""
    return word + (f" · {'; '.join(stands.evidence)}" if stands.evidence else "")


def mood(page: Profile) -> str:
    """Where their mood is another than before, with the moods that say so (S4.5)."""
    trend = page.mood
    if trend.word not in {"higher", "lower"}:
        return ""
    newest, before = ", ".join(trend.newest), ", ".join(trend.before)
    return f"Mood {trend.word} than before: {newest}; before that {before}"


def recognised(page: Profile) -> Iterator[PageRow]:
    """Yield what was answered, where they had a say, asks against thanks (S3.3, S3.8, S3.9)."""
    yield from _answered(page)
    yield from _involved(page)
    if page.recognition.asked:
        yield PageRow("You asked", _asked(page))


def gestures(page: Profile) -> Iterator[PageRow]:
    """Ideas for gestures, where fewer than three are planned (S3.7)."""
    if page.person.archived_on:
        return
    for idea in missing(len(page.gestures), page.ideas):
        source = page.short_ids.get(idea.source or "")
        yield PageRow("Idea", idea.text, f"{idea.why} · {source}" if source else idea.why)


def _answered(page: Profile) -> Iterator[PageRow]:
    for item in page.recognition.answered[:SHOWN_ANSWERED]:
        yield PageRow(
            "Answered",
            f"{item.tone} about {item.about}, {short(item.heard_on, page.today)}:"
            f" {item.text}{_closed(item, page.today)}",
        )


def _closed(item: Feedback, today: date) -> str:
    told = item.told_on or today
    acted = f"; acted on {short(item.acted_on, today)}: {item.action}" if item.acted_on else ""
    after = (
        "the same day"
        if told <= item.heard_on
        else f"after {words.days((told - item.heard_on).days)}"
    )
    return f"{acted}; told {short(told, today)}, {after}"


def _involved(page: Profile) -> Iterator[PageRow]:
    involved = page.recognition.involved
    if involved:
        areas = ", ".join(f"{area} ({_months(on, page.today)})" for area, on in involved)
        yield PageRow("Involved", f"in {areas}")


def _asked(page: Profile) -> str:
    asked, thanked = page.recognition.asked, page.recognition.recognised
    times = f"{_times(len(asked))} in twelve months, last {short(asked[0].on, page.today)}"
    if page.recognition.only_asked:
        return f"{times}; no thanks yet, and no word of what came of it. Thank them first."
    return (
        f"{times}; thanked or told {_times(len(thanked))}, last {short(thanked[0], page.today)}"
        if thanked
        else f"{times}; not thanked yet"
    )


def _month(month: str, today: date) -> str:
    first = date.fromisoformat(f"{month}-01")
    return f"{first:%B}" if first.year == today.year else f"{first:%B} {first.year}"


def _months(on: Sequence[date], today: date) -> str:
    """Return the last three months of days that come newest first: `… Dec 2025, Mar, Oct`."""
    months = list(
        dict.fromkeys(
            MONTH_NAMES[day.month - 1] + (f" {day.year}" if day.year != today.year else "")
            for day in on
        )
    )
    return ("… " if len(months) > SHOWN_MONTHS else "") + ", ".join(reversed(months[:SHOWN_MONTHS]))


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
