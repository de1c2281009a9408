"""The days on which an event takes place: once, or again by its rules.

The rules are RRULE, RDATE and EXDATE; dateutil reads them.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from caretrack.domain.dates import is_leap
from caretrack.domain.text import shortened
from caretrack.formats.ics.event import (
    EventProperty,
    Meeting,
    Moment,
    UnreadableEvent,
    Zones,
    parse_moment,
)
from caretrack.formats.text import tidy

_NO_END = datetime.combine(date.max, time.max)
MOST_TIMES = 10_000  # a meeting on every working day for forty years

_DAILY_AND_LONGER = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_SHORTER = ("HOURLY", "MINUTELY", "SECONDLY")
_WHEN = (
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
    "BYSETPOS",
)
_READ = ("FREQ", "INTERVAL", "COUNT", "WKST", *_WHEN)


def event_days(meeting: Meeting, zones: Zones, until: date) -> tuple[list[date], bool]:
    """Return the days on which the event begins, and whether there are more than are looked at.

    They are in order, days of the event's own calendar, none after `until` (a local date) but for
    an event of one day. Raises UnreadableEvent for rules that cannot be read.
    """
    recurs, start = meeting.recurs, meeting.start
    if "RRULE" not in recurs and "RDATE" not in recurs:
        return [start.day], False
    # Somewhere it may be a day later already.
    last = until + timedelta(days=1)
    days = {start.day} if "RRULE" not in recurs else set()
    cut = False
    for rule in recurs.get("RRULE", ()):
        found, more = _by_rule(rule, start, last)
        days |= found
        cut |= more
    days |= _listed(recurs.get("RDATE", ()), start, zones)
    for rule in recurs.get("EXRULE", ()):
        days -= _by_rule(rule, start, last)[0]
    days -= _listed(recurs.get("EXDATE", ()), start, zones)
    return sorted(day for day in days if day <= last), cut


def local_day(found: EventProperty, start: Moment, zones: Zones) -> date:
    """Return the day of a property in the calendar of an event that begins at `start`.

    Raises UnreadableEvent.
    """
    when = parse_moment(found, zones)
    if when.at is None or when.zone is None or start.at is None:
        return when.day
    return datetime.combine(when.day, when.at, when.zone).astimezone(start.zone).date()


def _listed(
    properties: tuple[EventProperty, ...] | list[EventProperty], start: Moment, zones: Zones
) -> set[date]:
    days: set[date] = set()
    for found in properties:
        for value in found.value.split(","):
            days.add(local_day(found._replace(value=value), start, zones))
            if len(days) > MOST_TIMES:
                raise UnreadableEvent(f"it lists more than {MOST_TIMES:,} days", found.line)
    return days


def _by_rule(rule: EventProperty, start: Moment, last: date) -> tuple[set[date], bool]:
    """Return the days of a rule up to `last`, and whether there are more than MOST_TIMES.

    Raises UnreadableEvent.
    """
    from dateutil.rrule import rrulestr

    parts = _checked(rule)
    begin = datetime.combine(start.day, start.at or time.min)
    end = min(_until(rule, start), datetime.combine(last, time.max))
    if end < begin:
        return set(), False
    ahead = _years_ahead(begin.year, max(begin.year, last.year))
    text = ";".join(f"{name}={parts[name]}" for name in _READ if name in parts)
    try:
        times = rrulestr(text, dtstart=begin.replace(year=begin.year + ahead))
        return _taken(iter(times), ahead, end.replace(year=end.year + ahead))
    except Exception:  # dateutil raises whatever its parts raise
        raise _no_rule(rule) from None


def _taken(times: Iterator[datetime], ahead: int, end: datetime) -> tuple[set[date], bool]:
    days: set[date] = set()
    for count, later in enumerate(times):
        # Only the years up to that of `end` are sure to come again as they were.
        if later > end:
            break
        if count == MOST_TIMES:
            return days, True
        days.add(later.date().replace(year=later.year - ahead))
    return days, False


@lru_cache
def _years_ahead(first: int, last: int) -> int:
    """Return how many years later the years `first` to `last` come again, weekdays and all.

    It is the last time before the year 9999. dateutil looks for the next day that a rule fits until
    then: in those years, a rule that never fits (30 February) ends soon.
    """
    years = range(first, last + 2)
    return next(
        ahead
        for ahead in range(9998 - last, 0, -1)
        if all(_same_year(year, year + ahead) for year in years)
    )


def _same_year(one: int, other: int) -> bool:
    return date(one, 1, 1).weekday() == date(other, 1, 1).weekday() and is_leap(one) == is_leap(
        other
    )


def _checked(rule: EventProperty) -> dict[str, str]:
    """Return the parts of a rule, in upper case.

    Raises UnreadableEvent for one that is none, or that dateutil would not come to the end of.
    """
    pairs = (part.partition("=") for part in rule.value.upper().replace(" ", "").split(";"))
    parts = {name: value for name, _, value in pairs if value}
    often = parts.get("FREQ", "")
    interval = parts.get("INTERVAL", "1")
    if (
        often not in _DAILY_AND_LONGER + _SHORTER
        or not re.fullmatch("[0-9]{1,6}", interval)
        or int(interval) < 1
    ):
        raise _no_rule(rule)
    if often in _SHORTER and any(name in parts for name in _WHEN):
        raise UnreadableEvent(
            "it repeats within a day, under conditions: no meeting does", rule.line
        )
    return parts


def _no_rule(rule: EventProperty) -> UnreadableEvent:
    return UnreadableEvent(
        f"the rule {shortened(tidy(rule.value), 60)!r} cannot be read", rule.line
    )


def _until(rule: EventProperty, start: Moment) -> datetime:
    """Return the UNTIL of a rule in the event's own calendar; the end of time for none.

    Raises UnreadableEvent.
    """
    found = [
        part.partition("=")[2]
        for part in rule.value.upper().split(";")
        if part.strip().startswith("UNTIL=")
    ]
    if not found:
        return _NO_END
    try:
        until = parse_moment(EventProperty("UNTIL", rule.line, {}, found[0]), Zones())
    except UnreadableEvent:
        # "Until 9999" is how some say for ever.
        if found[0].strip()[:4].isdecimal() and int(found[0].strip()[:4]) > start.day.year:
            return _NO_END
        raise
    if until.at is None:
        return datetime.combine(until.day, time.max)
    if until.zone is None or start.zone is None:
        return datetime.combine(until.day, until.at)
    return (
        datetime.combine(until.day, until.at, until.zone)
        .astimezone(start.zone)
        .replace(tzinfo=None)
    )
