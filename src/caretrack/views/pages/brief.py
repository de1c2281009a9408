"""What the page before the meetings says: each with its hour and people, six lines for a person."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from caretrack.app.brief import BriefPage, Passed, PersonBrief
from caretrack.app.meetings import Meeting, Stranger
from caretrack.domain.dates import short, with_weekday
from caretrack.views import as_json, words
from caretrack.views.page import Page
from caretrack.views.rows import PageRow, Section

# What nobody knows yet to have taken place.
WAS = "Was in the calendar"


def page_of(brief: BriefPage, *, offers: bool = True) -> Page:
    """The meetings of a day and their people; or the people who were named.

    Without `offers` the lines that add people are left out: they are asked for.
    """
    if not brief.calendars:
        return _of_people(brief)
    met = [meeting for meeting in brief.meetings if _is_with_somebody(meeting)]
    rest = [meeting for meeting in brief.meetings if not _is_with_somebody(meeting)]
    told: dict[str, str] = {}
    sections = [
        Section(_title(meeting, brief.day), list(_rows(meeting, brief, told)), titled=True)
        for meeting in met
    ]
    alone = [PageRow(_from_to(meeting, brief.day), _what(meeting)) for meeting in rest]
    title = "Also in the calendar" if met else "In the calendar, with nobody of the journal"
    sections += [
        Section(title, alone, titled=True),
        Section(WAS, [_passed(item, brief.today) for item in brief.passed], titled=True),
        Section("Not in the journal", _to_add(brief.strangers) if offers else [], titled=True),
    ]
    return Page(((_head(brief, len(met)), "head"),), ((_note(brief), "quiet"),), sections)


def json_of(brief: BriefPage) -> dict[str, Any]:
    """`care brief --json`."""
    people = {one.person.id: _person_json(one) for one in brief.people}
    return {
        "today": brief.today,
        "day": brief.day,
        "meetings": [_meeting_json(meeting, people) for meeting in brief.meetings],
        "people": [] if brief.calendars else list(people.values()),
        "passed": [passed_json(item) for item in brief.passed],
        "strangers": [_stranger_json(one) for one in brief.strangers],
        "calendars": list(brief.calendars),
        "problems": list(brief.problems),
    }


def passed_json(item: Passed) -> dict[str, Any]:
    """A meeting that was in the calendar, and the line that logs it."""
    return {
        "starts": item.starts,
        "title": item.title,
        "people": _named(item.people),
        "command": item.command,
    }


def in_a_few_words(meetings: Sequence[Meeting], shown: int = 3) -> str:
    """Return what the head of the morning list says: "2 meetings today: 10:00 Ben Okoro, …"."""
    if not meetings:
        return ""
    texts = [
        f"{hour(meeting)} {words.few([name for _, name in meeting.people])}"
        for meeting in meetings[:shown]
    ]
    more = len(meetings) - shown
    texts += [f"and {more} more"] if more > 0 else []
    return f"{words.count(len(meetings), 'meeting')} today: {', '.join(texts)}"


def whom_asked_after(item: Passed) -> str:
    """Return the names of a meeting that is over."""
    return listed([name for _, name in item.people])


def asked_after(item: Passed, today: date) -> str:
    """Return when a meeting was in the calendar, and the question after it."""
    on = "" if item.starts.date() == today else "yesterday "
    title = f", {item.title.rstrip('.')}" if item.title else ""
    return f"{on}{item.starts:%H:%M}{title}. What was said?"


def _head(brief: BriefPage, met: int) -> str:
    year = "" if brief.day.year == brief.today.year else f" {brief.day.year}"
    day = f"{brief.day:%A} {brief.day.day} {brief.day:%B}{year}"
    if not brief.meetings:
        return f"Nothing in the calendar for {with_weekday(brief.day, brief.today)}."
    return f"{day} · {words.count(met, 'meeting')}" if met else day


def _note(brief: BriefPage) -> str:
    """Return what was read where there is nothing, or how to say who you are."""
    if not brief.meetings:
        return f"Calendars: {', '.join(brief.calendars)}"
    if brief.strangers and not brief.own_address_known:
        return "Which of the addresses is yours? care config me.emails ADDRESS"
    return ""


def _is_with_somebody(meeting: Meeting) -> bool:
    return bool(meeting.people or meeting.strangers or meeting.unclear or meeting.declined)


def _title(meeting: Meeting, day: date) -> str:
    return f"{_from_to(meeting, day)} · {_what(meeting)}"


def _what(meeting: Meeting) -> str:
    perhaps = "not confirmed" if meeting.tentative else ""
    return " · ".join(filter(None, (meeting.title or "no title", meeting.place, perhaps)))


def _from_to(meeting: Meeting, day: date) -> str:
    """`10:00–11:00`, `all day`, `since yesterday`: of other days by their day."""
    if meeting.all_day:
        return "all day"
    start = f"{meeting.starts:%H:%M}"
    if meeting.starts.date() < day:
        start = f"since {short(meeting.starts.date(), day)}"
    if meeting.ends <= meeting.starts:
        return start
    end = f"{meeting.ends:%H:%M}"
    if meeting.ends.date() > day and end != "00:00":
        end = f"{short(meeting.ends.date(), day)}, {end}"
    return f"{start}–{end}" if meeting.starts.date() == day else f"{start}, until {end}"


def hour(meeting: Meeting) -> str:
    """Return when a meeting begins, `10:00` or `all day`."""
    return "all day" if meeting.all_day else f"{meeting.starts:%H:%M}"


def _rows(meeting: Meeting, brief: BriefPage, told: dict[str, str]) -> Iterator[PageRow]:
    """Yield the people of a meeting; whoever was met before on the page is only named.

    `told` is the hour of the meeting under which each person stands.
    """
    people = {one.person.id: one for one in brief.people}
    for person_id, name in meeting.people:
        if person_id in told:
            yield PageRow(name, f"as above, {told[person_id]}", style="name")
            continue
        told[person_id] = hour(meeting)
        yield from _lines(people[person_id], brief.today)
    for name in meeting.declined:
        yield PageRow(name, "declined", style="name")
    for item in meeting.unclear:
        yield PageRow(item.word, f"may be {listed(item.names, 'or')}", style="name")
    for one in meeting.strangers:
        yield PageRow(one.name, f"not in the journal{_mail(one)}", style="name")
    if meeting.others:
        others = words.count(meeting.others, "other", "others")
        yield PageRow("", f"and {others} who are not in the journal")


def _mail(one: Stranger) -> str:
    return f" · {one.email}" if one.email else ""


def _of_people(brief: BriefPage) -> Page:
    """The people who were named: one has the page alone, of several each has a part."""
    heads, parts = [], []
    for one in brief.people:
        head, *lines = _lines(one, brief.today)
        heads.append(f"{head.heading} · {head.text}")
        parts.append(lines)
    if len(heads) == 1:
        title = "In memory" if brief.people[0].in_memory else "Before you meet"
        return Page(((heads[0], "head"),), (), [Section(title, parts[0])])
    names = words.few([one.person.name for one in brief.people])
    sections = [
        Section(head, lines or [PageRow("", _nothing(one))], titled=True)
        for one, head, lines in zip(brief.people, heads, parts, strict=True)
    ]
    return Page(((names, "head"),), (), sections)


def _nothing(one: PersonBrief) -> str:
    return "nothing to prepare" if one.in_memory else "nothing known yet"


def _lines(one: PersonBrief, today: date) -> Iterator[PageRow]:
    """Yield the name with what stands beside it, then the lines."""
    yield PageRow(one.person.name, " · ".join(_about(one, today)), style="name")
    for line in one.lines:
        yield PageRow(line.label, line.text)


def _about(one: PersonBrief, today: date) -> Iterator[str]:
    """Yield who somebody is, when you were last in touch, and what comes this week."""
    person = one.person
    if person.say:
        yield f"say {person.say}"
    work = ", ".join(part for part in (person.role, person.company) if part)
    if work:
        yield work
    if person.service:
        yield f"for them: {person.service}"
    if person.archived_on is not None:
        why = f": {person.archived_why}" if person.archived_why else ""
        yield f"in the archive{why}"
    yield from _reach(one)
    if one.last_care is not None or one.person.archived_on is None:
        yield _last(one, today)
    if one.clock is not None and one.clock.only_sales:
        yield words.sales_since(one.clock)
    if one.coming:
        yield one.coming.rstrip(".")


def _reach(one: PersonBrief) -> Iterator[str]:
    """Yield the number to call, or what they like better, and the hour where it is another."""
    reach = one.reach
    if reach is None:
        return
    if reach.value and (reach.channel != "email" or one.person.prefers == "email"):
        yield reach.value
    if reach.local is not None:
        yield f"{words.hour(reach.local)} their time"


def _last(one: PersonBrief, today: date) -> str:
    if one.last_care is None:
        return "no caring touch yet"
    return f"last in touch {short(one.last_care.happened_on, today)}"


def _passed(item: Passed, today: date) -> PageRow:
    text = f"{asked_after(item, today)} {item.command}"
    return PageRow(whom_asked_after(item), text, style="name")


def _to_add(strangers: Sequence[Stranger]) -> list[PageRow]:
    return [PageRow(one.name, one.command, style="name") for one in strangers]


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return names as a sentence has them: `Ana, Ben and Eva`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _named(people: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": person_id, "name": name} for person_id, name in people]


def _stranger_json(one: Stranger) -> dict[str, Any]:
    return {"name": one.name, "email": one.email or None, "command": one.command}


def meeting_json(meeting: Meeting) -> dict[str, Any]:
    """A meeting of the morning list: when, what, and who of the journal is in it."""
    return {
        "starts": meeting.starts.date() if meeting.all_day else meeting.starts,
        "ends": meeting.ends.date() if meeting.all_day else meeting.ends,
        "all_day": meeting.all_day,
        "title": meeting.title,
        "place": meeting.place or None,
        "channel": meeting.channel,
        "tentative": meeting.tentative,
        "people": _named(meeting.people),
    }


def _meeting_json(meeting: Meeting, people: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        **meeting_json(meeting),
        "people": [people[person_id] for person_id, _ in meeting.people],
        "strangers": [_stranger_json(one) for one in meeting.strangers],
        "others": meeting.others,
        "declined": list(meeting.declined),
        "unclear": [item._asdict() for item in meeting.unclear],
    }


def _person_json(one: PersonBrief) -> dict[str, Any]:
    return {
        "id": one.person.id,
        "name": one.person.name,
        "say": one.person.say,
        "role": one.person.role,
        "company": one.person.company,
        "service": one.person.service,
        "archived_on": one.person.archived_on,
        "archived_why": one.person.archived_why,
        **as_json.clock(one.clock),
        "coming": one.coming or None,
        "reach": one.reach._asdict() if one.reach else None,
        "lines": as_json.rows(one.lines),
    }
