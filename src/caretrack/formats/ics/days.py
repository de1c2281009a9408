"""The days and times at which an event takes place: once, or again by its rules.

The rules are RRULE, RDATE and EXDATE; dateutil reads them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from caretrack.domain.dates import is_leap
from caretrack.domain.text import shortened, tidy
from caretrack.formats.ics.event import (
    CalendarEvent,
    EventProperty,
    Moment,
    UnreadableEvent,
    parse_moment,
)
from caretrack.formats.ics.zones import Zones

_NO_END = datetime.combine(date.max, time.max)
MOST_TIMES = 10_000  # a meeting on every working day for forty years

_DAILY_AND_LONGER = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_SHORTER = ("HOURLY", "MINUTELY", "SECONDLY")
_STEPS = {
    "WEEKLY": timedelta(weeks=1),
    "DAILY": timedelta(days=1),
    "HOURLY": timedelta(hours=1),
    "MINUTELY": timedelta(minutes=1),
    "SECONDLY": timedelta(seconds=1),
}
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


class EventDays(NamedTuple):
    """The days on which an event begins, in order.

    `cut`: there are more than are looked at. `in_vain`: a rule of it names no day, which takes as
    long to find out as many days.
    """

    days: list[date]
    cut: bool = False
    in_vain: bool = False


class _RuleTimes(NamedTuple):
    """The times of a rule, as an EventDays has them."""

    times: list[datetime]
    cut: bool = False
    in_vain: bool = False


def event_days(meeting: CalendarEvent, zones: Zones, until: date) -> EventDays:
    """Return the days on which the event begins.

    They are days of the event's own calendar, none after `until` (a local date) but for
    an event of one day. Raises UnreadableEvent for rules that cannot be read.
    """
    recurs, start = meeting.recurs, meeting.start
    if "RRULE" not in recurs and "RDATE" not in recurs:
        return EventDays([start.day])
    # Somewhere it may be a day later already.
    last = until + timedelta(days=1)
    days = {start.day} if "RRULE" not in recurs else set()
    cut = in_vain = False
    rules = recurs.get("RRULE", ())
    for rule in rules:
        found = _of_series(rule, start, start.day, last, alone=len(rules) == 1)
        days |= {begins.date() for begins in found.times}
        cut |= found.cut
        in_vain |= found.in_vain
    days |= {when.day for when in _listed(recurs.get("RDATE", ()), start, zones)}
    for rule in recurs.get("EXRULE", ()):
        days -= {begins.date() for begins in _by_rule(rule, start, start.day, last).times}
    days -= {when.day for when in _listed(recurs.get("EXDATE", ()), start, zones)}
    return EventDays(sorted(day for day in days if day <= last), cut, in_vain)


def starts_between(
    event: CalendarEvent, zones: Zones, first: date, last: date, instead: Collection[Moment] = ()
) -> tuple[list[Moment], bool]:
    """Return when the event begins from `first` to `last`, and whether more is not looked at.

    These are days of the event's own calendar. `instead` are the times for which another event
    stands. Raises UnreadableEvent for rules that cannot be read.
    """
    recurs, start = event.recurs, event.start
    begins = datetime.combine(start.day, start.at or time.min)
    if "RRULE" not in recurs and "RDATE" not in recurs:
        return ([start] if first <= start.day <= last else []), False
    times = {begins} if "RRULE" not in recurs else set()
    cut = False
    rules = recurs.get("RRULE", ())
    for rule in rules:
        found = _of_series(rule, start, first, last, alone=len(rules) == 1)
        times.update(found.times)
        cut |= found.cut
    for when in _listed(recurs.get("RDATE", ()), start, zones):
        at = (when.at or start.at) if start.at else None
        times.add(datetime.combine(when.day, at or time.min))
    for rule in recurs.get("EXRULE", ()):
        times.difference_update(_by_rule(rule, start, first, last).times)
    near = sorted(begins for begins in times if first <= begins.date() <= last)
    gone: dict[date, set[time | None]] = {}
    for when in (*_listed(recurs.get("EXDATE", ()), start, zones), *instead):
        gone.setdefault(when.day, set()).add(when.at)
    on_a_day = Counter(found.date() for found in near)
    kept = [
        found
        for found in near
        if not _is_named(found.time(), gone.get(found.date(), ()), on_a_day[found.date()])
    ]
    return [
        Moment(found.date(), found.time() if start.at else None, start.zone) for found in kept
    ], cut


def _is_named(at: time, named: Collection[time | None], on_the_day: int) -> bool:
    """True if one of the times named for a day means the one `at` this time.

    None means all times of the day. Where the event has one time on it, its hour may have changed
    since it was named.
    """
    return bool(named) and (on_the_day == 1 or None in named or at in named)


def moment_of_series(found: EventProperty, start: Moment, zones: Zones) -> Moment:
    """Return when a property says, in the calendar of an event that begins at `start`.

    Raises UnreadableEvent.
    """
    when = parse_moment(found, zones)
    if when.at is None or when.zone is None or start.at is None:
        return Moment(when.day, when.at, start.zone)
    there = datetime.combine(when.day, when.at, when.zone).astimezone(start.zone)
    return Moment(there.date(), there.time(), start.zone)


def _listed(properties: Sequence[EventProperty], start: Moment, zones: Zones) -> Collection[Moment]:
    times: dict[Moment, None] = {}
    for found in properties:
        for value in found.value.split(","):
            times[moment_of_series(found._replace(value=value), start, zones)] = None
            if len(times) > MOST_TIMES:
                raise UnreadableEvent(f"it lists more than {MOST_TIMES:,} days", found.line)
    return times


def _of_series(
    rule: EventProperty, start: Moment, first: date, last: date, *, alone: bool
) -> _RuleTimes:
    """Return the times of a series by one of its rules, as `_by_rule` does.

    The first is the start of the event, even where the rule does not name it, and the rule counts
    it (RFC 5545, 3.8.5.3), if it is the only one. Only a series that ends before its start has no
    time at all. Raises UnreadableEvent.
    """
    begins = datetime.combine(start.day, start.at or time.min)
    found = _by_rule(rule, start, first, last, counts_start=alone)
    if first <= start.day and begins not in found.times and begins <= _until(rule, start):
        return found._replace(times=[begins, *found.times])
    return found


def _by_rule(
    rule: EventProperty, start: Moment, first: date, last: date, *, counts_start: bool = False
) -> _RuleTimes:
    """Return the times of a rule up to `last`, of which there may be more than MOST_TIMES.

    None are left out from `first` on; those before it may be. With `counts_start`, the start of the
    event is one of the times that the rule counts. Raises UnreadableEvent.
    """
    from dateutil.rrule import rrulestr

    parts = _checked(rule)
    begin = _moved_on(datetime.combine(start.day, start.at or time.min), parts, first)
    end = min(_until(rule, start), datetime.combine(last, time.max))
    if end < begin:
        return _RuleTimes([])
    ahead = _years_ahead(begin.year, max(begin.year, last.year))
    text = ";".join(f"{name}={parts[name]}" for name in _READ if name in parts)
    begin = begin.replace(year=begin.year + ahead)
    try:
        times = iter(rrulestr(text, dtstart=begin))
        if counts_start and "COUNT" in parts:
            times = _counted(times, begin, int(parts["COUNT"]))
        return _taken(times, ahead, end.replace(year=end.year + ahead))
    except Exception:  # dateutil raises whatever its parts raise
        raise _no_rule(rule) from None


def _counted(times: Iterator[datetime], begin: datetime, count: int) -> Iterator[datetime]:
    """Give so many times of a rule, where `begin` is counted even if the rule does not name it."""
    for at, when in enumerate(times):
        if at == 0 and when != begin:
            count -= 1
        if at >= count:
            return
        yield when


def _moved_on(begin: datetime, parts: Mapping[str, str], first: date) -> datetime:
    """Return a later time from which a rule gives the same from `first` on: there is less to count.

    A rule that counts its times begins where it begins; so does one by months or years, which has
    few of them.
    """
    step = _STEPS.get(parts["FREQ"])
    if step is None or "COUNT" in parts or first <= begin.date():
        return begin
    step *= int(parts.get("INTERVAL", "1"))
    return begin + max((datetime.combine(first, time.min) - begin) // step - 1, 0) * step


def _taken(times: Iterator[datetime], ahead: int, end: datetime) -> _RuleTimes:
    taken: list[datetime] = []
    for count, later in enumerate(times):
        # Only the years up to that of `end` are sure to come again as they were.
        if later > end:
            break
        if count == MOST_TIMES:
            return _RuleTimes(taken, cut=True)
        taken.append(later.replace(year=later.year - ahead))
    return _RuleTimes(taken, in_vain=not taken)


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
