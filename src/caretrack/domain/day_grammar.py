"""The grammar of days: words to a local calendar date.

ISO first; day first, unless the caller says month first. What can be read in two ways ("the
weekend", "14/3/26") is no day here. `prefer` decides where words leave the direction open: a
weekday alone, a day without its year, the start or end of a period.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from caretrack.domain.dates import (
    DAY_NAMES,
    LAST_YEAR,
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    dated,
    in_range,
    out_of_range,
    parse_day,
    spoken,
)
from caretrack.errors import CareError

Direction = Literal["past", "future"]

_NAMED = {
    **dict.fromkeys(
        ("today", "now", "tonight", "this morning", "this afternoon", "this evening"), 0
    ),
    **dict.fromkeys(("end of day", "end of today", "close of business", "eod", "cob"), 0),
    **dict.fromkeys(("yesterday", "last night", "yest", "yday"), -1),
    **dict.fromkeys(("tomorrow", "tmrw", "tmr"), 1),
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
_SHORT = {"eom": "month", "eoy": "year"}
# Feasts of one day of the calendar: month, day. Easter is worked out.
_FEASTS = {
    **dict.fromkeys(("new year", "new years", "new years day"), (1, 1)),
    **dict.fromkeys(("valentines", "valentines day"), (2, 14)),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    **dict.fromkeys(("christmas", "christmas day", "xmas"), (12, 25)),
    "boxing day": (12, 26),
    **dict.fromkeys(("new years eve", "nye"), (12, 31)),
}
_EASTER = {"easter", "easter sunday"}
_SHIFTS = {"last": -1, "this": 0, "next": 1}

_Unit = tuple[int, int]  # days, months: one of them is 0
_UNITS: dict[str, _Unit] = {
    **dict.fromkeys(("d", "day", "days"), (1, 0)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), (7, 0)),
    **dict.fromkeys(("fortnight", "fortnights"), (14, 0)),
    **dict.fromkeys(("m", "month", "months"), (0, 1)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), (0, 12)),
}


def read_day(words: list[str], today: date, prefer: Direction, month_first: bool) -> date | None:
    """Return the day, or None if the words are no date phrase.

    Raises CareError for a day that does not exist or is out of range.
    """
    day = (
        _by_name(words, today)
        or _by_distance(words, today, month_first)
        or _by_weekday(words, today, prefer)
        or _by_edge(words, today, prefer)
        or _by_feast(words, today, prefer)
        or _by_calendar(words, today, prefer, month_first)
    )
    return in_range(day) if day else None


def _by_name(words: list[str], today: date) -> date | None:
    days = _NAMED.get(" ".join(words))
    return None if days is None else today + timedelta(days=days)


def _by_distance(words: list[str], today: date, month_first: bool) -> date | None:
    match words:
        case ["last" | "next" as which, "week" | "wk" | "month" | "year" as period]:
            return _moved(today, _SHIFTS[which], _UNITS[period])
        case ["week" | "month" as period, "before", "last"]:
            return _moved(today, -2, _UNITS[period])
        case ["within", "week" | "month" | "year" as period]:
            return _moved(today, 1, _UNITS[period])
        case [*span, "ago" | "back"]:
            return moved_by(today, -1, span)
        case ["in", *span, "time"] | ["in" | "within", *span]:
            return moved_by(today, 1, span)
        case [signed, *more] if signed[0] in "+-":
            return moved_by(today, 1 if signed[0] == "+" else -1, [signed[1:], *more])
    if "from" in words:
        split = words.index("from")
        start = read_day(words[split + 1 :], today, "future", month_first)
        return start and moved_by(start, 1, words[:split])
    return None


def moved_by(start: date, sign: int, span: list[str]) -> date | None:
    """Return `start` moved by a span like "3d", "two weeks", "a month"; None for other words."""
    if len(span) == 1 and (found := re.fullmatch("([0-9]+)([a-z]+)", span[0])):
        span = list(found.groups())
    match span:
        case (
            ["couple", unit]
            | ["couple", "of", unit]
            | ["a", "couple", unit]
            | ["a", "couple", "of", unit]
        ):
            span = ["two", unit]
    if len(span) != 2 or span[1] not in _UNITS:
        return None
    count = int(span[0]) if span[0].isascii() and span[0].isdigit() else NUMBERS.get(span[0])
    return None if count is None else in_range(_moved(start, sign * count, _UNITS[span[1]]))


def _moved(start: date, count: int, unit: _Unit) -> date:
    days, months = unit
    try:
        if not months:
            return start + timedelta(days=count * days)
        if abs(count) > LAST_YEAR * 12:
            raise OverflowError
        from dateutil.relativedelta import relativedelta

        return start + relativedelta(months=count * months)
    except (OverflowError, ValueError):
        raise out_of_range() from None


def _by_weekday(words: list[str], today: date, prefer: Direction) -> date | None:
    monday = today - timedelta(days=today.weekday())
    match words:
        case ["eow"]:  # of the working week
            return _closest(today, prefer, lambda day: day.weekday() == WEEKDAYS["friday"])
        case [name] if name in WEEKDAYS:
            from_here = today + timedelta(days=1 if prefer == "future" else 0)
            return _closest(from_here, prefer, lambda day: day.weekday() == WEEKDAYS[name])
        case ["this", name] if name in WEEKDAYS:
            return monday + timedelta(days=WEEKDAYS[name])
        case [name, "after", "next"] if name in WEEKDAYS:
            return _by_weekday([name], today + timedelta(days=7), "future")
        case ["this", "coming", name] | ["coming", name] | [name, "coming"] if name in WEEKDAYS:
            return _by_weekday([name], today, "future")
        case ["last" | "next" as which, name] if name in WEEKDAYS:
            from_here = today + timedelta(days=_SHIFTS[which])
            return _closest(
                from_here,
                "past" if which == "last" else "future",
                lambda day: day.weekday() == WEEKDAYS[name],
            )
        case [name, which, "week"] | [name, "of", which, "week"] | [which, "week", name] if (
            name in WEEKDAYS and which in _SHIFTS
        ):
            return monday + timedelta(days=WEEKDAYS[name] + 7 * _SHIFTS[which])
    return None


def _by_edge(words: list[str], today: date, prefer: Direction) -> date | None:
    """Return the first or last day of a period: "end of month", "start of next week", "eom"."""
    if len(words) == 1 and words[0] in _SHORT:
        words = ["end", "of", _SHORT[words[0]]]
    if len(words) == 2 and words[0] in ("month", "year") and words[1] == "end":
        words = ["end", "of", words[0]]
    if len(words) < 3 or words[0] not in ("start", "beginning", "end") or words[1] != "of":
        return None
    after = 1 if words[0] == "end" else 0
    gap = timedelta(days=after)  # a period ends on the day before the next one starts
    match words[2:]:
        case ["week" | "month" | "year" as unit]:
            return _closest(today, prefer, lambda day: _starts(unit, day + gap))
        case ["last" | "this" | "next" as which, "week" | "month" | "year" as unit]:
            start = _closest(today, "past", lambda day: _starts(unit, day))
            return _moved(start, _SHIFTS[which] + after, _UNITS[unit]) - gap
        case [name] if name in MONTHS:
            return _closest(
                today, prefer, lambda day: _starts("month", day + gap) and day.month == MONTHS[name]
            )
        case [name, year] if name in MONTHS and re.fullmatch("[0-9]{4}", year):
            return _moved(dated(int(year), MONTHS[name], 1), after, _UNITS["month"]) - gap
    return None


def _by_feast(words: list[str], today: date, prefer: Direction) -> date | None:
    """Return the day of a feast: "christmas", "new year's eve", "easter"."""
    name = " ".join(words)
    if name in _FEASTS:
        month_day = _FEASTS[name]
        return _closest(today, prefer, lambda day: (day.month, day.day) == month_day)
    if name not in _EASTER:
        return None
    from dateutil.easter import easter

    days = [easter(today.year + change) for change in (-1, 0, 1)]
    return (
        max(day for day in days if day <= today)
        if prefer == "past"
        else min(day for day in days if day >= today)
    )


def _starts(unit: str, day: date) -> bool:
    """True if a week, month or year starts on `day`."""
    if unit == "week":
        return day.weekday() == 0
    return day.day == 1 and (unit == "month" or day.month == 1)


def _by_calendar(
    words: list[str], today: date, prefer: Direction, month_first: bool
) -> date | None:
    """Return a day of the calendar: "14 Mar", "Fri 20 Nov 2026", "14th".

    If its weekday is named too, both must agree.
    """
    weekday = WEEKDAYS.get(words[0]) if words else None
    rest = words if weekday is None else words[1:]
    if written := parse_day(rest, month_first):
        year, *month_day = written
        day = (
            dated(year, *month_day)
            if year is not None
            else _closest(today, prefer, lambda day: [day.month, day.day] == month_day)
        )
    elif found := re.fullmatch("(0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)", " ".join(rest)):
        day = _closest(today, prefer, lambda day: day.day == int(found[1]))
    else:
        return None
    if weekday is not None and weekday != day.weekday():
        names = f"{spoken(day)[4:]} is a {DAY_NAMES[day.weekday()]}, not a {DAY_NAMES[weekday]}"
        raise CareError(names, "Leave the weekday out, or write the day in full.")
    return day


def _closest(start: date, prefer: Direction, fits: Callable[[date], bool]) -> date:
    """Return the first day that fits, from `start` on, into the past or the future."""
    step = timedelta(days=1 if prefer == "future" else -1)
    while not fits(start):
        start += step
    return start
