"""Write calendars (RFC 5545): yearly days as events, tasks as all-day events or as to-dos.

Nothing depends on the time of writing but what is late: an export that says nothing new is the same
to the letter, so a folder is synced only where it changed.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from caretrack.domain.model import YearlyDay
from caretrack.domain.text import one_line, without_unsafe
from caretrack.formats.text import fold_line

_SAFE = re.compile("[0-9a-z]{1,40}")

# A leap year, for days whose year nobody knows.
ANY_YEAR = 2000
LONGEST_TEXT = 2_000
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_BEGIN = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//caretrack//care//EN", "CALSCALE:GREGORIAN")
# What whoever subscribes to the file is told: its name, and to look again every day.
_NAMED = ("X-WR-CALNAME:care", "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")
_END = "END:VCALENDAR"


class YearlyEvent(NamedTuple):
    """A yearly day of a person, as an event (S3.6).

    `stem` is the name of its file and its uid: it stays the same from one export to the next.
    `changed` is an instant in UTC; `since` says what the year is ("Born in 1976.").
    """

    stem: str
    summary: str
    day: YearlyDay
    changed: datetime
    since: str = ""


class Task(NamedTuple):
    """A task for a person, by a local day; None for no day. `stem` and `changed` as above."""

    stem: str
    summary: str
    due: date | None
    changed: datetime


def stem(sort: str, entry_id: str) -> str:
    """Return the name of an entry in calendars, of our own letters whatever its id is."""
    safe = (
        entry_id
        if _SAFE.fullmatch(entry_id)
        else hashlib.sha256(entry_id.encode(errors="surrogatepass")).hexdigest()[:32]
    )
    return f"care-{sort}-{safe}"


def write(
    days: Iterable[YearlyEvent], tasks: Iterable[Task], today: date, as_events: bool
) -> Iterator[str]:
    """Give one calendar of all of them.

    As events, tasks without a day are left out, and late ones stand on `today`.
    """
    yield _lines((*_BEGIN, *_NAMED))
    for _, lines in _components(days, tasks, today, as_events):
        yield _lines(lines)
    yield _lines((_END,))


def files(
    days: Iterable[YearlyEvent], tasks: Iterable[Task], today: date, as_events: bool
) -> Iterator[tuple[str, str]]:
    """Give a calendar of each, with the name of its file without the ending.

    So khal, todoman and vdirsyncer keep them.
    """
    for stem, lines in _components(days, tasks, today, as_events):
        yield stem, _lines((*_BEGIN, *lines, _END))


def _components(
    days: Iterable[YearlyEvent], tasks: Iterable[Task], today: date, as_events: bool
) -> Iterator[tuple[str, list[str]]]:
    for day in days:
        yield day.stem, _yearly(day)
    for task in tasks:
        if not as_events:
            yield task.stem, _to_do(task)
        elif task.due is not None:
            yield task.stem, _event_of(task, task.due, today)


def _yearly(event: YearlyEvent) -> list[str]:
    """Return the event of a yearly day; 29 February is the last of February, in every year."""
    day = event.day
    first = date(ANY_YEAR if day.year is None else day.year, day.month, day.day)
    rule = (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if (day.month, day.day) == (2, 29) else "FREQ=YEARLY"
    )
    return _event(event.stem, event.changed, first, [f"RRULE:{rule}"], event.summary, event.since)


def _event_of(task: Task, due: date, today: date) -> list[str]:
    if due >= today:
        return _event(task.stem, task.changed, due, [], task.summary)
    # In the past nobody would see it. It moves on every day, as a newer version of the event.
    changed = max(task.changed, datetime(today.year, today.month, today.day, tzinfo=UTC))
    return _event(task.stem, changed, today, [], f"{task.summary} (since {due.isoformat()})")


def _event(
    stem: str, changed: datetime, on: date, rules: list[str], summary: str, description: str = ""
) -> list[str]:
    return [
        "BEGIN:VEVENT",
        *_head(stem, changed),
        f"DTSTART;VALUE=DATE:{_basic(on)}",
        # Without one it is that day alone; of the last day that there is nothing comes after.
        *([f"DTEND;VALUE=DATE:{_basic(on + timedelta(days=1))}"] if on < date.max else []),
        *rules,
        f"SUMMARY:{_escaped(summary)}",
        *([f"DESCRIPTION:{_escaped(description)}"] if description else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _to_do(task: Task) -> list[str]:
    return [
        "BEGIN:VTODO",
        *_head(task.stem, task.changed),
        *([f"DUE;VALUE=DATE:{_basic(task.due)}"] if task.due else []),
        f"SUMMARY:{_escaped(task.summary)}",
        "STATUS:NEEDS-ACTION",
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
