"""The JSON that others may rely on (`3-commands`): keys are column names, days are ISO text."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from caretrack.domain.clock import Clock
from caretrack.domain.model import Fact, Touch
from caretrack.domain.talk.categories import is_old
from caretrack.json_text import dumped

if TYPE_CHECKING:
    from caretrack.app.due import DuePage, Owed, Waits
    from caretrack.app.log import Logged
    from caretrack.app.profile import Profile
    from caretrack.app.reach import Reach
    from caretrack.domain.kinds.guess import Guess
    from caretrack.domain.person import Person
    from caretrack.domain.talk.coming import ComingOccasion
    from caretrack.domain.talk.events import EventSoFar
    from caretrack.domain.talk.one_sided import Contact
    from caretrack.domain.talk.openers import Opener
    from caretrack.domain.talk.standing import Recognition


CLOCK = (
    "since", "never", "last_care", "last_sales", "sales_since", "only_sales", "cadence",
    "cadence_reason", "due_on", "lateness",
)  # fmt: skip


def row(value: Any) -> dict[str, Any]:
    """A domain object as an object of its fields."""
    made: dict[str, Any] = value._asdict()
    return made


def rows(values: Iterable[Any]) -> list[dict[str, Any]]:
    """Domain objects as objects of their fields."""
    return [row(value) for value in values]


def person(
    value: "Person", handles: Sequence[tuple[str, str]], tags: Sequence[str]
) -> dict[str, Any]:
    """A person with their handles (sort and value) and tags."""
    return {
        **of_person(value),
        "handles": [{"sort": sort, "value": text} for sort, text in handles],
        "tags": list(tags),
    }


def of_person(value: "Person") -> dict[str, Any]:
    """A person by the columns; `owner` is there where they have one."""
    return _of_team(row(value), "owner")


def _of_team(values: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the values without a name that only a team has, where there is none."""
    if values[key] is None:
        del values[key]
    return values


def written(value: Any) -> dict[str, Any]:
    """What a command wrote: a person, a touch, or another entry."""
    if isinstance(value, Touch):
        return {"touch": touch(value)}
    from caretrack.app.people import PersonDetails

    return {"person": person(*value)} if isinstance(value, PersonDetails) else row(value)


def touch(value: Touch, guess: "Guess | None" = None, day_from: str = "") -> dict[str, Any]:
    """A touch, its family and people; with a `guess` its words, and whether it is sure.

    `day_from` are the words of its note that said its day. `by` is there where it is known.
    """
    made = {
        **_of_team(row(value), "by"),
        "people": [{"id": person_id, "name": name} for person_id, name in value.people],
    }
    if guess is not None:
        made |= {"kind_from": guess.words, "sure": guess.sure}
    return {**made, "day_from": day_from} if day_from else made


def clock(value: Clock | None) -> dict[str, Any]:
    """The keys of a clock in a waiting row; all of them null for a person in the archive."""
    if value is None:
        return dict.fromkeys(CLOCK)
    cadence, reason = value.cadence
    rest = (value.due_on, value.lateness)
    told = (
        value.since,
        value.never,
        value.last_care,
        value.last_sales,
        value.sales_since,
        value.only_sales,
        cadence,
        reason,
        *rest,
    )
    return dict(zip(CLOCK, told, strict=True))


def opener(value: "Opener") -> dict[str, Any]:
    """An opener: why, the words, the id of the entry behind it, its day."""
    return {"why": value.why, "text": value.text, "source": value.source, "on": value.on}


def waits(value: "Waits") -> dict[str, Any]:
    """A waiting row; with the owner where they have one."""
    return {
        "id": value.id,
        "name": value.name,
        "company": value.company,
        "role": value.role,
        **clock(value.clock),
        "openers": [opener(item) for item in value.openers],
        "tried": rows(value.tried),
        "reach": reach(value.reach),
        **({} if value.owner is None else {"owner": value.owner}),
    }


def reach(value: "Reach | None") -> dict[str, Any] | None:
    """How to reach somebody now; null where nothing is known that would help.

    `local_time` is null where it is that of this machine, `in_hours` where nobody knows their
    hours.
    """
    if value is None:
        return None
    return {
        "channel": value.channel,
        "value": value.value or None,
        "link": value.link or None,
        "zone": value.zone,
        "local_time": _minute(value.local),
        "in_hours": value.within,
        "hours_from": _minute(value.opens),
    }


def _minute(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="minutes")


def owed(value: "Owed") -> dict[str, Any]:
    """Something owed."""
    return {
        "sort": value.sort, "id": value.id, "person_id": value.person_id, "name": value.name,
        "text": value.text, "on": value.on, "days": value.days, "made_on": value.made_on,
    }  # fmt: skip


def coming(value: "ComingOccasion") -> dict[str, Any]:
    """An occasion on its next day, or an event: with an idea, and when it was done (or null)."""
    return {
        "id": value.id, "person_id": value.person_id, "name": value.name, "label": value.label,
        "on": value.on, "years": value.years, "idea": value.idea, "done_on": value.done_on,
        "sort": value.sort,
    }  # fmt: skip


def event(value: "EventSoFar") -> dict[str, Any]:
    """An event, how far it is ("coming", "tomorrow", "today", "ask", "known"), and what to say."""
    return {
        **row(value.event),
        "state": value.state,
        "say": value.text or None,
        "taken_up_on": value.taken_up_on,
    }


def due(page: "DuePage") -> Iterator[str]:
    """`care due --json` as text, row by row: a whole backlog never lies in memory."""
    coverage = {"people": page.people, "in_time": page.in_time, "share": page.share}
    yield f'{{"today": {dumped(page.today)}, "coverage": {dumped(coverage)}, "waiting": ['
    for number, item in enumerate(chain(page.waiting, page.coming)):
        yield (", " if number else "") + dumped(waits(item))
    ahead = page.coming_in_all - page.coming_shown
    rest = {
        "more": page.waiting_in_all - page.shown + ahead,
        "coming_more": ahead,
        "owed": [owed(item) for item in page.owed],
        "owed_more": page.owed_in_all - len(page.owed),
        "occasions": [coming(item) for item in page.occasions],
        "occasions_more": page.occasions_in_all - len(page.occasions),
    }
    if page.meetings or page.passed:
        from caretrack.views.pages.brief import meeting_json, passed_json

        rest["meetings"] = [meeting_json(item) for item in page.meetings]
        rest["passed"] = [passed_json(item) for item in page.passed]
    else:
        rest |= {"meetings": [], "passed": []}
    rest["events"] = [{**event(item.so_far), "name": item.name} for item in page.events]
    rest["events_more"] = page.events_in_all - len(page.events)
    rest["known"] = page.known
    if page.of_nobody:
        rest["of_nobody"] = page.of_nobody
    yield "], " + dumped(rest).removeprefix("{") + "\n"


def logged(report: "Logged") -> dict[str, Any]:
    """`care log --json`."""
    from caretrack.views.words import unread_head

    unread = unread_head(report.day_unread, report.short)
    return {
        "touch": touch(report.touch, report.guess, report.day_from),
        "people": [{"id": person_id, "name": name} for person_id, name in report.touch.people],
        "facts": rows(report.facts),
        "actions": rows(report.actions),
        "feedback": rows(report.feedback),
        "events": rows(report.events),
        "proposed": [
            {**row(proposal), "command": command or None} for proposal, command in report.proposed
        ],
        "mentioned": [
            {"id": person.id, "name": person.name, "command": command}
            for person, command in report.mentioned
        ],
        "said": [line for line in (*report.of_facts, report.selling, unread) if line],
        "open": rows(report.open),
        "died": [
            {"id": person.id, "name": person.name, "command": command}
            for person, command in report.died
        ],
        "archived": [{"id": one.id, "name": one.name} for one in report.archived],
        "thanked": rows(report.thanked),
        "next_due": {
            person_id: value.due_on if value else None for person_id, value in report.clocks.items()
        },
        "taken_in": report.taken_in,
        "ahead": {
            person_id: [touch(item) for item in theirs]
            for person_id, theirs in report.ahead.items()
        },
    }


def recognition(value: "Recognition") -> dict[str, Any]:
    """What a person gave you, and what came back: days by area, asks, thanks, closed feedback."""
    return {
        "involved": dict(value.involved),
        "never": value.never,
        "asked": [{"id": sign.id, "on": sign.on, "about": sign.about} for sign in value.asked],
        "recognised": value.recognised,
        "answered": rows(value.answered),
        "only_asked": value.only_asked,
    }


def facts(values: Iterable[Fact], page: "Profile") -> list[dict[str, Any]]:
    """Facts, with whether each is so old that one should ask whether it still holds."""
    return [{**row(value), "old": is_old(value, page.today)} for value in values]


def contact(value: "Contact", today: date) -> dict[str, Any]:
    """Who wrote to whom, and what is said of it."""
    from caretrack.domain.talk.one_sided import contact_lines

    habit = row(value.habit) if value.habit else None
    return {**row(value), "habit": habit, "said": contact_lines(value, today)}


def both_ways(page: "Profile") -> dict[str, Any]:
    """On which channel you keep in touch, who begins, the last personal touch; what is said."""
    from caretrack.views.pages import in_touch

    said = (in_touch.just_to_hear(page), in_touch.both_ways(page))
    return {
        "channel": page.channel.channel or None,
        "times": page.channel.times,
        "of": page.channel.of,
        "spoken_on": page.channel.spoken_on,
        "you_began": page.first_moves.you,
        "they_began": page.first_moves.they,
        "began_of": page.first_moves.of,
        "personal_on": page.personal.on if page.personal else None,
        "business_since": page.personal.business if page.personal else None,
        "said": [line for line in said if line],
    }


def profile(page: "Profile") -> dict[str, Any]:
    """`care profile --json`."""
    return {
        "person": person(page.person, page.handles, page.tags),
        "clock": clock(page.clock) if page.clock else None,
        "tried": rows(page.tried),
        "reach": reach(page.reach),
        "contact": contact(page.contact, page.today),
        "both_ways": both_ways(page),
        "balance": {
            "care": page.balance.care,
            "sales": page.balance.sales,
            "months": rows(page.balance.months),
        },
        "standing": row(page.standing),
        "mood": row(page.mood),
        "recognition": recognition(page.recognition),
        "last_learned": page.last_learned,
        "with_you": page.with_you or None,
        "to_ask": [question.name for question in page.to_ask],
        "ask": page.ask or None,
        "reached": rows(page.reached),
        "questions": [
            {
                "category": answer.question.name,
                "question": answer.question.question,
                "facts": facts(answer.facts, page),
                "state": answer.state,
            }
            for answer in page.answers
        ],
        "facts": facts(page.facts, page),
        "occasions": [coming(item) for item in page.occasions],
        "events": [event(item) for item in page.events],
        "ties": rows(page.ties),
        "promises": rows(page.promises),
        "gestures": rows(page.gestures),
        "ideas": [opener(item) for item in page.ideas],
        "feedback": rows(page.feedback),
        "history": [touch(item) for item in page.history],
        "ahead": [touch(item) for item in page.ahead],
        "openers": [opener(item) for item in page.openers],
    }
