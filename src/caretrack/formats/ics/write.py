"""Write calendars (RFC 5545): yearly days as events, tasks as all-day events or as to-dos.

Nothing depends on the time of writing but what is late: an export that says nothing new is the same
to the letter, so a folder is synced only where it changed.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from caretrack.domain.text import one_line, without_unsafe
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.text import fold_line

_SAFE = re.compile("[0-9a-z]{1,40}")

# A leap year, for days whose year nobody knows.
ANY_YEAR = 2000
LONGEST_TEXT = 2_000
_LINK = re.compile("[a-z]{3,9}:[!-~]{1,300}")
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_BEGIN = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//caretrack//care//EN", "CALSCALE:GREGORIAN")
# What whoever subscribes to the file is told: its name, and to look again every day.
_NAMED = ("X-WR-CALNAME:care", "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")
_END = "END:VCALENDAR"


class Notes(NamedTuple):
    """What stands with an entry: the lines of its description, and what a tap on it opens."""

    lines: tuple[str, ...] = ()
    link: str = ""


class YearlyEvent(NamedTuple):
    """A yearly day of a person, as an event (S3.6).

    `stem` is the name of its file and its uid: it stays the same from one export to the next.
    `changed` is an instant in UTC.
    """

    stem: str
    summary: str
    day: YearlyDay
    changed: datetime
    notes: Notes = Notes()


class SingleEvent(NamedTuple):
    """A local day in somebody's life that comes once. `stem` and `changed` as above."""

    stem: str
    summary: str
    on: date
    changed: datetime
    notes: Notes = Notes()


class Task(NamedTuple):
    """A task for a person, by a local day; None for no day. `stem` and `changed` as above."""

    stem: str
    summary: str
    due: date | None
    changed: datetime
    notes: Notes = Notes()


Entry = YearlyEvent | SingleEvent | Task


class CalendarStyle(NamedTuple):
    """How entries are written: tasks as events, or as to-dos; `alarm` in minutes of a local day.

    Without an `alarm` nothing rings.
    """

    as_events: bool = True
    alarm: int | None = None


def stem(sort: str, entry_id: str) -> str:
    """Return the name of an entry in calendars, of our own letters whatever its id is."""
    safe = (
        entry_id
        if _SAFE.fullmatch(entry_id)
        else hashlib.sha256(entry_id.encode(errors="surrogatepass")).hexdigest()[:32]
    )
    return f"care-{sort}-{safe}"


def write(entries: Iterable[Entry], today: date, style: CalendarStyle) -> Iterator[str]:
    """Give one calendar of all of them.

    As events, tasks without a day are left out, and late ones stand on `today`.
    """
    yield _lines((*_BEGIN, *_NAMED))
    for _, lines in _components(entries, today, style):
        yield _lines(lines)
    yield _lines((_END,))


def files(entries: Iterable[Entry], today: date, style: CalendarStyle) -> Iterator[tuple[str, str]]:
    """Give a calendar of each, with the name of its file without the ending.

    So khal, todoman and vdirsyncer keep them.
    """
    for stem, lines in _components(entries, today, style):
        yield stem, _lines((*_BEGIN, *lines, _END))


def _components(
    entries: Iterable[Entry], today: date, style: CalendarStyle
) -> Iterator[tuple[str, list[str]]]:
    for entry in entries:
        if isinstance(entry, YearlyEvent):
            yield entry.stem, _yearly(entry, style.alarm)
        elif isinstance(entry, SingleEvent):
            yield entry.stem, _event(entry, entry.changed, entry.on, style.alarm)
        elif not style.as_events:
            yield entry.stem, _to_do(entry, style.alarm)
        elif entry.due is not None:
            yield entry.stem, _event_of(entry, entry.due, today, style.alarm)


def _yearly(event: YearlyEvent, alarm: int | None) -> list[str]:
    """Return the event of a yearly day; 29 February is the last of February, in every year."""
    day = event.day
    first = date(ANY_YEAR if day.year is None else day.year, day.month, day.day)
    rule = (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if (day.month, day.day) == (2, 29) else "FREQ=YEARLY"
    )
    return _event(event, event.changed, first, alarm, f"RRULE:{rule}")


def _event_of(task: Task, due: date, today: date, alarm: int | None) -> list[str]:
    if due >= today:
        return _event(task, task.changed, due, alarm)
    # In the past nobody would see it. It moves on every day, as a newer version of the event, and
    # rings no more: a backlog would ring all morning.
    changed = max(task.changed, datetime(today.year, today.month, today.day, tzinfo=UTC))
    late = task._replace(summary=f"{task.summary} (since {due.isoformat()})")
    return _event(late, changed, today, None)


def _event(entry: Entry, changed: datetime, on: date, alarm: int | None, *rules: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        *_head(entry.stem, changed),
        f"DTSTART;VALUE=DATE:{_basic(on)}",
        # Without one it is that day alone; of the last day that there is nothing comes after.
        *([f"DTEND;VALUE=DATE:{_basic(on + timedelta(days=1))}"] if on < date.max else []),
        *rules,
        *_words(entry),
        "TRANSP:TRANSPARENT",
        *_alarm(entry.summary, alarm, "TRIGGER"),
        "END:VEVENT",
    ]


def _words(entry: Entry) -> list[str]:
    """Return what is read of an entry, and what a tap opens."""
    description = "\\n".join(filter(None, map(_escaped, entry.notes.lines)))
    link = entry.notes.link
    return [
        f"SUMMARY:{_escaped(entry.summary)}",
        *([f"DESCRIPTION:{description}"] if description else []),
        *([f"URL:{link}"] if _LINK.fullmatch(link) else []),
    ]


def _alarm(summary: str, minutes: int | None, trigger: str) -> list[str]:
    """Return what rings at a minute of the local day: a day begins at midnight where it is read."""
    if minutes is None:
        return []
    hour, minute = divmod(minutes, 60)
    after = f"{hour}H" * (hour > 0) + f"{minute}M" * (minute > 0) or "0S"
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(summary)}",
        f"{trigger}:PT{after}",
        "END:VALARM",
    ]


def _to_do(task: Task, alarm: int | None) -> list[str]:
    return [
        "BEGIN:VTODO",
        *_head(task.stem, task.changed),
        *([f"DUE;VALUE=DATE:{_basic(task.due)}"] if task.due else []),
        *_words(task),
        "STATUS:NEEDS-ACTION",
        *_alarm(task.summary, alarm if task.due else None, "TRIGGER;RELATED=END"),
        "END:VTODO",
    ]


def _head(stem: str, changed: datetime) -> list[str]:
    """Return what says which entry it is, and which version.

    Google and Outlook take a newer version only where SEQUENCE has grown.
    """
    changed = changed.astimezone(UTC)
    return [
        f"UID:{stem}@caretrack",
        f"DTSTAMP:{changed:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{max(0, int((changed - _EPOCH).total_seconds()))}",
        "CLASS:PRIVATE",
        "CATEGORIES:care",
    ]


def _basic(day: date) -> str:
    """`20261121`. Not by strftime, which writes the year 7 as 7."""
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """Return a text as a value: one line that cannot end early, nor drive a terminal."""
    line = one_line(without_unsafe(text, " "))[:LONGEST_TEXT]
    return line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{fold_line(line)}\r\n" for line in lines)
