"""Read calendars (.ics): past meetings with people of the journal become touches.

Each time of a series is one. An event that is marked tentative is none, and nobody who said no or
maybe is in a touch. Where all the people of the journal declined, nobody was reached: it is
`missed`. With a crowd of whom few are in the journal it is no touch either: the clock counts who is
in a touch, and would take two of two hundred for a talk of three (S1.7).
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from caretrack.domain.model import MISSED
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.errors import CareError
from caretrack.formats.ics.attendance import Attendance, attendance_of
from caretrack.formats.ics.days import MOST_TIMES, event_days, moment_of_series
from caretrack.formats.ics.event import (
    CalendarEvent,
    UnreadableEvent,
    need_icalendar,
    newest_of,
    possible_addresses,
    read_event,
    sequence_of,
)
from caretrack.formats.ics.lines import EVENT, CalendarPart, Calendars
from caretrack.formats.ics.zones import Zones
from caretrack.formats.known_names import KnownNames
from caretrack.formats.source import ReadOptions, Source

_LONGEST_UID = 300
_FAULTS_SHOWN = 10
_ZONES_SHOWN = 5
# Of all series of a file together: ten meetings a working day for forty years. More is garbage, and
# would take hours.
MOST_TIMES_OF_ALL = 100_000
# What a rule that names no day costs, in times.
_IN_VAIN = 200
# Of an event that nobody known is in: enough to take a day out of a series, or to cancel it.
_BARE = ("UID", "DTSTART", "RECURRENCE-ID", "STATUS", "SEQUENCE")
_PEOPLE = ("ATTENDEE", "ORGANIZER")
_NAMED = (*_PEOPLE, "SUMMARY")
NOT_YET = "not over yet: it comes with a later import"
_INVITES = frozenset({"", "PUBLISH", "REQUEST", "ADD", "CANCEL"})


@dataclass(slots=True)
class _CalendarState:
    """What is kept of a file while it is read.

    The events of each uid, the newest version last, and what to report at the end.
    """

    names: KnownNames
    zones: Zones = field(default_factory=Zones)
    events: dict[str, list[CalendarPart]] = field(default_factory=dict)
    faults: list[Refused] = field(default_factory=list)
    more_faults: int = 0
    left: Counter[str] = field(default_factory=Counter)
    not_yet: int = 0
    first: dict[str, int] = field(default_factory=dict)
    times: int = 0

    def refuse(self, part: CalendarPart, why: str) -> None:
        """Remember an event that cannot be read; of many, only the first are told."""
        if len(self.faults) < _FAULTS_SHOWN:
            self.faults.append(Refused(part.where, why))
        else:
            self.more_faults += 1

    def leave(self, part: CalendarPart, why: str) -> None:
        """Count an event that is left out, and remember where the first of its sort stands."""
        self.left[why] += 1
        self.first.setdefault(why, part.line)

    def wait(self, part: CalendarPart, times: int) -> None:
        """Count what is not over yet, and remember where the first of it stands."""
        self.not_yet += times
        self.first.setdefault(NOT_YET, part.line)


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the touches of a file of calendars, and what did not come in.

    Dates are those of this machine's time zone. Raises CareError where icalendar is missing, the
    file is not a calendar, or nobody in the journal has an e-mail address.
    """
    need_icalendar()
    known = options.known - options.mine
    if not (known or options.names):
        raise CareError(
            "nobody in the journal has an e-mail address or a full name to know them by",
            "Bring people in first: care import contacts.vcf",
        )
    state = _CalendarState(KnownNames(options.names, options.mine))
    with source.open() as file:
        calendars = Calendars(file, source)
        for part in calendars.parts():
            source.position = file.tell()
            _keep_event(state, part, known)
    if not calendars.any:
        raise CareError(f"{source.path} is not a calendar", "There is no BEGIN:VCALENDAR in it.")
    # Google names a calendar after the address of whose it is.
    options = replace(
        options,
        known=known,
        mine=options.mine | ({name for name in calendars.owners if "@" in name} - known),
    )
    for parts in state.events.values():
        yield from _series(parts, state, options)
    yield from _report(state)
    source.remarks += _of_zones(state.zones)
    source.position = source.size


def _keep_event(state: _CalendarState, part: CalendarPart, known: frozenset[str]) -> None:
    if part.name != EVENT:
        state.zones.add(part)
        return
    if part.fault:
        state.refuse(part, part.fault)
        return
    if part.method not in _INVITES:
        state.leave(part, "an answer to an invitation, no meeting")
        return
    lines = {name: line for _, line in part.lines if (name := _name(line)) in _BARE}
    if not any(
        (_name(line) in _PEOPLE and not known.isdisjoint(possible_addresses(line)))
        or (_name(line) in _NAMED and state.names.may_stand_in(line))
        for _, line in part.lines
    ):
        if "UID" in lines and (
            "RECURRENCE-ID" in lines
            or part.method == "CANCEL"
            or "CANCELLED" in lines.get("STATUS", "").upper()
        ):
            part.lines = [(number, line) for number, line in part.lines if _name(line) in _BARE]
        else:
            state.leave(part, "nobody of the journal is in it")
            return
    if "DTSTART" not in lines:
        state.refuse(part, "it has no date: there is no DTSTART")
        return
    uid = lines["UID"].partition(":")[2].strip() if "UID" in lines else ""
    state.events.setdefault(uid or f"\n{part.number}", []).append(part)


def _name(line: str) -> str:
    return line.partition(":")[0].partition(";")[0].strip().upper()


def _series(
    parts: list[CalendarPart], state: _CalendarState, options: ReadOptions
) -> Iterator[Item]:
    """Give the touches of all events that have one uid.

    They are the series, the days of it that were changed, and earlier versions of either.
    """
    meetings: list[CalendarEvent] = []
    if state.times >= MOST_TIMES_OF_ALL and any(
        _name(line) in ("RRULE", "RDATE") for part in parts for _, line in part.lines
    ):
        state.refuse(
            parts[0],
            f"the meetings before it repeat {MOST_TIMES_OF_ALL:,} times already, "
            "more than a file may",
        )
        return
    for part in parts:
        try:
            meetings.append(read_event(part, state.zones))
        except UnreadableEvent as error:
            yield error.refused(part)
    meetings.sort(key=_version)
    whole = newest_of([meeting for meeting in meetings if "RECURRENCE-ID" not in meeting.recurs])
    changed: dict[date, CalendarEvent] = {}
    for meeting in meetings:
        if "RECURRENCE-ID" in meeting.recurs:
            found = meeting.recurs["RECURRENCE-ID"][0]
            try:
                changed[
                    moment_of_series(
                        found, whole[-1].start if whole else meeting.start, state.zones
                    ).day
                ] = meeting
            except UnreadableEvent as error:
                yield error.refused(meeting.part)
                continue
            if found.params.get("RANGE"):
                yield Refused(
                    meeting.part.where,
                    "it changes all later ones, too: only its own day is read so",
                    whole=False,
                )
    for meeting in whole:
        # The last one has the uid itself: before there were others, it was the only one.
        begins = "" if meeting is whole[-1] else f"#{meeting.start.as_written}"
        one = replace(meeting, uid=f"{meeting.uid}{begins}") if meeting.uid else meeting
        yield from _times(one, frozenset(changed), state, options)
    for day, meeting in changed.items():
        if not (whole and whole[-1].cancelled):
            yield from _changed(meeting, day, state, options)


def _version(meeting: CalendarEvent) -> tuple[int, int]:
    return sequence_of(meeting.part), meeting.part.number


def _times(
    meeting: CalendarEvent, changed: frozenset[date], state: _CalendarState, options: ReadOptions
) -> Iterator[Item]:
    """The touches of an event, each time that is not changed by another event."""
    who, why = attendance_of(meeting, state.names, options)
    if why:
        state.leave(meeting.part, why)
        return
    repeats = "RRULE" in meeting.recurs or "RDATE" in meeting.recurs
    try:
        days, cut, in_vain = event_days(meeting, state.zones, options.today)
    except UnreadableEvent as error:
        yield error.refused(meeting.part)
        return
    if repeats:
        state.times += MOST_TIMES if cut else len(days) + _IN_VAIN * in_vain
    if cut:
        why = f"it repeats more than {MOST_TIMES:,} times: what comes after them is left out"
        yield Refused(meeting.part.where, why, whole=False)
    unchanged = [(day, day if repeats else None) for day in days if day not in changed]
    # Where every day was changed, nothing is left to say of the series itself.
    if unchanged or not days:
        yield from _past(meeting, who, unchanged, state, options)


def _changed(
    meeting: CalendarEvent, day: date, state: _CalendarState, options: ReadOptions
) -> Iterator[Item]:
    """The touch of an event that stands for one day of its series."""
    who, why = attendance_of(meeting, state.names, options)
    if why:
        state.leave(meeting.part, why)
    else:
        yield from _past(meeting, who, [(meeting.start.day, day)], state, options)


def _past(
    meeting: CalendarEvent,
    who: Attendance,
    days: list[tuple[date, date | None]],
    state: _CalendarState,
    options: ReadOptions,
) -> Iterator[Item]:
    """Give the touches of an event on these days of its calendar, but not those to come.

    With each day stands the day of the series that it replaces. What is not over today has not
    happened yet.
    """
    begun = [
        (local, of, meeting.start.on(day).local_end(meeting.length))
        for day, of in days
        if (local := meeting.start.local(day)) <= options.today
    ]
    past = [(local, of) for local, of, ends in begun if options.is_over(ends)]
    if len(past) < len(begun):
        state.wait(meeting.part, len(begun) - len(past))
    if not past:
        if not begun:
            state.leave(meeting.part, "still to come, or on no day at all")
        return
    yield from meeting.refused
    for local, of in past:
        yield TouchRecord(
            happened_on=local.isoformat(),
            people=(),
            note=f"declined: {meeting.summary}" if who.declined else meeting.summary,
            where=meeting.part.where,
            uid=_uid(meeting.uid, of),
            emails=who.emails,
            called=who.called,
            kind=MISSED if who.declined else "",
            channel=meeting.channel,
        )


def _uid(uid: str, day: date | None) -> str:
    """What the touch is known again by: the event's uid, and the day of its series."""
    if len(uid) > _LONGEST_UID:
        uid = hashlib.sha256(uid.encode()).hexdigest()
    return f"{uid}/{day.isoformat()}" if uid and day else uid


def _of_zones(zones: Zones) -> list[str]:
    """What to say of time zones of which nothing is known."""
    names = [f"{name[:60]!r} (line {line})" for name, line in zones.unknown.items()]
    if not names:
        return []
    shown = names[:_ZONES_SHOWN] + (
        [f"{len(names) - _ZONES_SHOWN:,} more"] * (len(names) > _ZONES_SHOWN)
    )
    if len(names) == 1:
        return [f"the time zone {shown[0]} is not known: its times are taken as they are written"]
    return [
        f"the time zones {', '.join(shown)} are not known: "
        "their times are taken as they are written"
    ]


def _report(state: _CalendarState) -> Iterator[Item]:
    yield from state.faults
    if state.more_faults:
        yield Refused(
            f"{state.more_faults:,} more events",
            "not closed, or without a date",
            number=state.more_faults,
        )
    if state.not_yet:
        events = "1 event" if state.not_yet == 1 else f"{state.not_yet:,} events"
        where = f"{events}, line {state.first[NOT_YET]}"
        yield Refused(where, NOT_YET, whole=False, number=state.not_yet, not_yet=True)
    for why, count in state.left.items():
        events, at = (
            ("1 event", "line") if count == 1 else (f"{count:,} events", "the first at line")
        )
        yield Refused(events, f"{why} ({at} {state.first[why]})", whole=False, number=count)
