"""Read what stands in a calendar on some days: every event, whoever is in it.

Times are those of this machine. What is cancelled is left out; who declined is told apart by
whoever knows whose calendar it is. An event that is not near the days is never taken apart, so that
a large calendar is read at the speed of its lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import BinaryIO, NamedTuple

from caretrack.domain.agenda import LONGEST_EVENT, AgendaEvent
from caretrack.domain.records import Refused
from caretrack.errors import CareError
from caretrack.formats.ics.days import MOST_TIMES, moment_of_series, starts_between
from caretrack.formats.ics.event import (
    CalendarEvent,
    Moment,
    UnreadableEvent,
    need_icalendar,
    newest_of,
    read_event,
    sequence_of,
)
from caretrack.formats.ics.lines import EVENT, CalendarPart, Calendars
from caretrack.formats.ics.zones import Zones
from caretrack.formats.source import ENOUGH

# Of all series of a file together, as in `read`.
MOST_TIMES_OF_ALL = 100_000
# Events that are not closed; a file with more of them is damaged.
MOST_FAULTS = 100
# No meeting takes place more often on a day.
MOST_A_DAY = 24
_INVITES = frozenset({"", "PUBLISH", "REQUEST", "ADD", "CANCEL"})
# The ending of the uids that an export of ours writes: its days are shown elsewhere.
_OURS = "@caretrack"
_DAY = re.compile(r":\s*(\d{4})(\d\d)(\d\d)")
_UNTIL = re.compile(r"\bUNTIL=(\d{4})(\d\d)(\d\d)", re.IGNORECASE)
_ONE_DAY = timedelta(days=1)


class _Days(NamedTuple):
    """The local days that are asked for, both included."""

    first: date
    last: date


@dataclass(slots=True)
class _Series:
    """The events of one uid that may be near the days, and the last SEQUENCE of the others."""

    parts: list[CalendarPart] = field(default_factory=list)
    elsewhere: int = -1


@dataclass(slots=True)
class _Budget:
    """How many times of series were looked at in a file."""

    times: int = 0


def read_agenda(file: BinaryIO, first: date, last: date) -> Iterator[AgendaEvent | Refused]:
    """Give what lies on the local days from `first` to `last`, in no order, and what is unreadable.

    Raises CareError where icalendar is missing, or the file is not a calendar.
    """
    need_icalendar()
    _refuse_garbage(file)
    days, zones, calendars = _Days(first, last), Zones(), Calendars(file)
    series: dict[str, _Series] = {}
    faults = 0
    for part in calendars.parts():
        if part.name != EVENT:
            zones.add(part)
        elif part.fault:
            yield Refused(part.where, part.fault)
            faults += 1
            if faults >= MOST_FAULTS:
                yield Refused(part.where, "so many are damaged that the rest is not read")
                break
        elif part.method in _INVITES:
            _keep_event(series, part, days)
    if not calendars.any:
        raise _not_a_calendar()
    owners = tuple(sorted(name for name in calendars.owners if "@" in name))
    budget = _Budget()
    for found in series.values():
        if not found.parts:
            continue
        for item in _of_series(found, zones, days, budget):
            yield item._replace(owners=owners) if isinstance(item, AgendaEvent) else item


def _refuse_garbage(file: BinaryIO) -> None:
    """Raise CareError for a file that has no BEGIN near its start, in whatever encoding."""
    head = file.read(ENOUGH)
    file.seek(0)
    if b"BEGIN" not in head.replace(b"\0", b"").upper():
        raise _not_a_calendar()


def _not_a_calendar() -> CareError:
    return CareError("it is not a calendar", "There is no BEGIN:VCALENDAR in it.")


def _keep_event(series: dict[str, _Series], part: CalendarPart, days: _Days) -> None:
    lines = {_name(line): line for _, line in reversed(part.lines)}
    uid = lines.get("UID", "").partition(":")[2].strip()
    if uid.endswith(_OURS):
        return
    of_uid = series.setdefault(uid or f"\n{part.number}", _Series())
    if _may_be_near(lines, days):
        of_uid.parts.append(part)
    else:
        of_uid.elsewhere = max(of_uid.elsewhere, sequence_of(part))


def _name(line: str) -> str:
    return line.partition(":")[0].partition(";")[0].strip().upper()


def _may_be_near(lines: dict[str, str], days: _Days) -> bool:
    """True unless the lines of an event say that it lies on other days.

    In another time zone it may be a day earlier or later.
    """
    before, after = days.first - _ONE_DAY, days.last + _ONE_DAY
    start = _day(_DAY, lines.get("DTSTART", ""))
    if start is None or "RECURRENCE-ID" in lines or "RDATE" in lines:
        return True
    if start > after:
        return False
    if "RRULE" in lines:
        until = _day(_UNTIL, lines["RRULE"])
        return until is None or until >= before - LONGEST_EVENT
    if "DURATION" in lines:
        return start >= before - LONGEST_EVENT
    return max(start, _day(_DAY, lines.get("DTEND", "")) or start) >= before


def _day(pattern: re.Pattern[str], line: str) -> date | None:
    found = pattern.search(line)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _of_series(
    series: _Series, zones: Zones, days: _Days, budget: _Budget
) -> Iterator[AgendaEvent | Refused]:
    """Give the times of a series, and of the events that stand for some of its times."""
    events: list[CalendarEvent] = []
    for part in sorted(series.parts, key=sequence_of):
        try:
            events.append(read_event(part, zones))
        except UnreadableEvent as error:
            yield error.refused(part)
    whole = newest_of([event for event in events if "RECURRENCE-ID" not in event.recurs])
    if whole and sequence_of(whole[-1].part) < series.elsewhere:
        whole = []
    if whole and whole[-1].cancelled:
        return
    changed: dict[Moment, CalendarEvent] = {}
    for event in events:
        if "RECURRENCE-ID" in event.recurs:
            start = whole[-1].start if whole else event.start
            try:
                changed[moment_of_series(event.recurs["RECURRENCE-ID"][0], start, zones)] = event
            except UnreadableEvent as error:
                yield error.refused(event.part)
    for event in whole:
        yield from _times(event, changed, zones, days, budget)
    for event in changed.values():
        if _lies_on(event, event.start, days):
            yield _event_at(event, event.start)


def _times(
    event: CalendarEvent,
    changed: dict[Moment, CalendarEvent],
    zones: Zones,
    days: _Days,
    budget: _Budget,
) -> Iterator[AgendaEvent | Refused]:
    if budget.times > MOST_TIMES_OF_ALL:
        yield Refused(event.part.where, "the events before it repeat too often to be read")
        return
    # What began days ago may still last.
    first = days.first - _ONE_DAY - timedelta(days=event.length.days + 1)
    try:
        starts, cut = starts_between(event, zones, first, days.last + _ONE_DAY, list(changed))
    except UnreadableEvent as error:
        yield error.refused(event.part)
        return
    budget.times += MOST_TIMES if cut else len(starts) + 1
    on = [start for start in starts if _lies_on(event, start, days)]
    if len(on) > MOST_A_DAY * ((days.last - days.first).days + 1):
        yield Refused(event.part.where, f"it repeats more than {MOST_A_DAY} times a day")
        return
    yield from (_event_at(event, start) for start in on if not event.cancelled)


def _lies_on(event: CalendarEvent, start: Moment, days: _Days) -> bool:
    if event.cancelled:
        return False
    begins = start.local_start()
    return begins.date() <= days.last and (
        begins.date() >= days.first
        or start.local_end(event.length) > datetime.combine(days.first, time.min)
    )


def _event_at(event: CalendarEvent, start: Moment) -> AgendaEvent:
    return AgendaEvent(
        uid=event.uid,
        starts=start.local_start(),
        ends=start.local_end(event.length),
        all_day=start.at is None,
        title=event.summary,
        place=event.place,
        channel=event.channel,
        tentative=event.tentative,
        guests=event.guests,
    )
