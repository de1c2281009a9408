"""Read one event: when it began, who was invited, and what they answered.

icalendar reads its properties and their values.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from caretrack.domain.agenda import DECLINED, LONGEST_EVENT, Guest
from caretrack.domain.records import Refused
from caretrack.domain.text import shortened, tidy
from caretrack.errors import CareError
from caretrack.formats.ics.channel import channel_of, is_video
from caretrack.formats.ics.lines import CalendarPart
from caretrack.formats.ics.zones import Zones
from caretrack.formats.text import said_name, tidy_name

LONGEST_SUMMARY = 500
# A calendar is full of links that nobody reads; a longer place is one.
LONGEST_PLACE = 200
# E-mail invitations did not exist before; programs write 1601 and 1900 for no date.
FIRST_YEAR = 1970
LAST_YEAR = 2200

OUT = frozenset({DECLINED, "TENTATIVE", "DELEGATED"})
_THINGS = frozenset({"ROOM", "RESOURCE"})
_LINKS = ("URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
_APART = re.compile(r"""[\s:;,"'<>=]+""")


class UnreadableEvent(Exception):
    """Why an event, or a property of it, cannot be read; `line` is 0 where no line is to blame."""

    def __init__(self, why: str, line: int = 0) -> None:
        """Say why, and where."""
        super().__init__(why)
        self.line = line

    def refused(self, part: CalendarPart) -> Refused:
        """For the report, that the event did not come in."""
        return Refused(f"event {part.number}, line {self.line or part.line}", str(self))


class EventProperty(NamedTuple):
    """A property as icalendar takes it apart; `line` is where it stands."""

    name: str
    line: int
    params: Mapping[str, Any]
    value: str


@dataclass(frozen=True, slots=True)
class Moment:
    """When something begins, as its calendar writes it.

    `at` is None for a whole day, `zone` None for a time of no zone.
    """

    day: date
    at: time | None
    zone: tzinfo | None

    @property
    def as_written(self) -> str:
        """The day and the time of its calendar, wherever this machine is."""
        return self.day.isoformat() + (f"T{self.at:%H%M}" if self.at else "")

    def local(self, day: date) -> date:
        """Return the date on this machine when it begins on `day` of its own calendar."""
        if self.at is None or self.zone is None:
            return day
        return datetime.combine(day, self.at, self.zone).astimezone().date()

    def on(self, day: date) -> "Moment":
        """Return the same hour on another day."""
        return Moment(day, self.at, self.zone)

    def local_start(self) -> datetime:
        """Return the time on this machine when it begins; midnight for a whole day."""
        begins = datetime.combine(self.day, self.at or time.min)
        if self.at is None or self.zone is None:
            return begins
        return begins.replace(tzinfo=self.zone).astimezone().replace(tzinfo=None)

    def local_end(self, length: timedelta) -> datetime:
        """Return the time on this machine when it ends, `length` after its start."""
        if self.at is None or self.zone is None:
            return self.local_start() + length
        begins = datetime.combine(self.day, self.at, self.zone)
        return (begins.astimezone(UTC) + length).astimezone().replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event; `recurs` are its RRULE, RDATE, EXDATE, EXRULE and RECURRENCE-ID.

    `length` is how long it takes, zero for no time at all. `place` is where it is, or the link to a
    video meeting.
    """

    part: CalendarPart
    uid: str
    start: Moment
    summary: str
    guests: tuple[Guest, ...]
    cancelled: bool
    tentative: bool
    channel: str
    recurs: Mapping[str, list[EventProperty]]
    refused: tuple[Refused, ...] = ()
    length: timedelta = timedelta()
    place: str = ""


def newest_of(events: Sequence[CalendarEvent]) -> list[CalendarEvent]:
    """Return the events of one uid that take place, of those in the order of their versions.

    A later SEQUENCE is a newer version. Events of the same one that begin at different times are no
    versions: some programs give all their events one uid. What is called off is the last word.
    """
    if any(event.cancelled for event in events):
        return list(events[-1:])
    newest = {
        event.start.local_start(): event
        for event in events
        if sequence_of(event.part) == sequence_of(events[-1].part)
    }
    return sorted(newest.values(), key=lambda event: event.part.number)


def sequence_of(part: CalendarPart) -> int:
    """Return the SEQUENCE of an event, 0 for none that can be read."""
    for line, text in part.lines:
        if text.partition(":")[0].partition(";")[0].strip().upper() == "SEQUENCE":
            try:
                value = parse_property(line, text).value.strip()
            except UnreadableEvent:
                return 0
            return int(value) if value.isdecimal() and len(value) < 10 else 0
    return 0


def possible_addresses(line: str) -> set[str]:
    """Return all that could be an address in a line, casefolded: enough to see who is not in it."""
    return {word for word in _APART.split(line.casefold()) if "@" in word}


def need_icalendar() -> None:
    """Raises CareError where icalendar is not installed."""
    try:
        import icalendar  # noqa: F401
    except ImportError:
        raise CareError(
            "reading calendars needs icalendar", "pip install 'caretrack[ics]'"
        ) from None


def read_event(part: CalendarPart, zones: Zones) -> CalendarEvent:
    """The event of these lines. Raises UnreadableEvent where it cannot be told when it began."""
    refused: list[Refused] = []
    found = _properties(part, refused)
    if "DTSTART" not in found:
        raise UnreadableEvent("its date cannot be read")
    start = parse_moment(found["DTSTART"][0], zones)
    if _text(found, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE":
        start = Moment(start.day, None, None)
    status = _text(found, "STATUS").upper()
    return CalendarEvent(
        part=part,
        uid=tidy_name(_text(found, "UID")),
        start=start,
        summary=shortened(tidy_name(_text(found, "SUMMARY")), LONGEST_SUMMARY),
        guests=_guests(found),
        cancelled=status == "CANCELLED" or part.method == "CANCEL",
        tentative=status == "TENTATIVE",
        channel=channel_of(
            _text(found, "LOCATION"),
            _text(found, "SUMMARY"),
            (_text(found, name) for name in _LINKS),
        ),
        recurs={
            name: found[name]
            for name in ("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")
            if name in found
        },
        refused=tuple(refused),
        length=_length(found, start, zones),
        place=_place(found),
    )


def _length(found: Mapping[str, list[EventProperty]], start: Moment, zones: Zones) -> timedelta:
    """Return how long an event takes, by DTEND or DURATION; a whole day where neither says it.

    An end that cannot be read, or that lies before the start, says nothing.
    """
    least = timedelta(days=1) if start.at is None else timedelta()
    length = least
    if "DTEND" in found:
        try:
            end = parse_moment(found["DTEND"][0], zones)
        except UnreadableEvent:
            return least
        if start.at is None or end.at is None:
            length = timedelta(days=(end.day - start.day).days)
        else:
            length = end.local_start() - start.local_start()
            if end.zone is not None and start.zone is not None:
                ends = datetime.combine(end.day, end.at, end.zone)
                length = ends - datetime.combine(start.day, start.at, start.zone).astimezone(UTC)
    elif "DURATION" in found:
        length = _duration(found["DURATION"][0])
    return length if least <= length <= LONGEST_EVENT else least


def _duration(found: EventProperty) -> timedelta:
    from icalendar.prop import vDuration

    read: Any = vDuration.from_ical
    try:
        length: timedelta = read(found.value.strip())
    except Exception:  # icalendar raises whatever its parts raise
        return timedelta()
    return length


def _place(found: Mapping[str, list[EventProperty]]) -> str:
    """Return the place of an event; where it names none, the link of its video meeting."""
    places = [_text(found, name) for name in ("LOCATION", *_LINKS)]
    links = [link for link in places[1:] if is_video(link)]
    # Apple writes the street under the name of a place.
    place = " ".join(places[0].split())
    return shortened(tidy_name(place or next(iter(links), "")), LONGEST_PLACE)


def parse_moment(found: EventProperty, zones: Zones) -> Moment:
    """Return when this property says.

    Raises UnreadableEvent for what is not a date, and for years out of range.
    """
    from icalendar.prop import vDDDTypes

    read: Any = vDDDTypes.from_ical
    # Exchange writes names of zones with a colon and without quotes: "TZID=tzone://Microsoft/Utc:".
    rest, colon, value = found.value.strip().rpartition(":")
    try:
        when = read(value)
    except Exception:  # icalendar raises whatever its parts raise
        raise _no_date(found) from None
    if isinstance(when, tuple):
        when = when[0]
    if not isinstance(when, date):
        raise _no_date(found)
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise UnreadableEvent(f"the year {when.year} is out of range", found.line)
    if not isinstance(when, datetime):
        return Moment(when, None, None)
    zone, name = when.tzinfo, f"{found.params.get('TZID', '')}{colon}{rest}".strip()
    if zone is None and name:
        zone = zones.named(name, found.line)
    return Moment(when.date(), when.time(), zone)


def _no_date(found: EventProperty) -> UnreadableEvent:
    return UnreadableEvent(
        f"{found.name} {shortened(tidy(found.value), 40)!r} is not a date", found.line
    )


def parse_property(line: int, text: str) -> EventProperty:
    """One property, taken apart and unescaped. Raises UnreadableEvent."""
    from icalendar.parser import Contentline

    line_of: Any = Contentline
    try:
        name, params, value = line_of(text).parts()
    except ValueError:
        raise UnreadableEvent("it cannot be read") from None
    return EventProperty(str(name).upper(), line, params, str(value))


def _properties(part: CalendarPart, refused: list[Refused]) -> dict[str, list[EventProperty]]:
    found: dict[str, list[EventProperty]] = {}
    for line, text in part.lines:
        name = re.split("[;:]", text, maxsplit=1)[0].strip().upper()
        try:
            found.setdefault(name, []).append(parse_property(line, text))
        except UnreadableEvent as error:
            refused.append(
                Refused(f"event {part.number}, line {line}", f"{name}: {error}", whole=False)
            )
    return {name: properties for name, properties in found.items() if properties}


def _text(found: Mapping[str, list[EventProperty]], name: str) -> str:
    return found[name][0].value.strip() if name in found else ""


def _guests(found: Mapping[str, list[EventProperty]]) -> tuple[Guest, ...]:
    """Return everybody who was invited, and who invited, each once.

    The answer that they gave as an attendee counts.
    """
    guests: dict[str, Guest] = {}
    for item in (*found.get("ATTENDEE", ()), *found.get("ORGANIZER", ())):
        if str(item.params.get("CUTYPE", "")).upper() in _THINGS:
            continue
        answer = (
            "DELEGATED"
            if str(item.params.get("ROLE", "")).upper() == "NON-PARTICIPANT"
            else str(item.params.get("PARTSTAT", ""))
        )
        # Apple's own attendees have an address of iCloud, and their e-mail beside it; some have
        # none.
        written = (
            possible_addresses(item.value)
            or possible_addresses(str(item.params.get("EMAIL", "")))
            or {item.value.strip().casefold()}
        )
        address, sort = min(written), str(item.params.get("CUTYPE", "")).upper()
        name = said_name(str(item.params.get("CN", "")))
        guest = Guest(address, answer.upper(), name, one=sort != "GROUP")
        guests.setdefault(address, guest)
    return tuple(guests.values())
