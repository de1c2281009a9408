"""Phrases to dates: a small grammar of our own, on local calendar dates.

ISO first; day first, unless the caller says month first. What can be read in two ways ("the
weekend", "14/3/26", "before friday") is refused, not guessed. `prefer` decides where a phrase
leaves the direction open: a weekday alone, a day without its year, the start or end of a period.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from caretrack.domain.dates import (
    DAY_NAMES,
    LAST_YEAR,
    LONGEST_PHRASE,
    MONTHS,
    dated,
    in_range,
    not_a_date,
    numbered,
    out_of_range,
    parse_day,
    phrase_words,
    spoken,
)
from caretrack.domain.text import shortened
from caretrack.errors import CareError

Direction = Literal["past", "future"]

_EXAMPLES = {
    "past": 'Try "yesterday", "last friday" or "14 Mar".',
    "future": 'Try "tomorrow", "next friday" or "14 Mar".',
}

_WEEKDAYS = numbered(
    0,
    "mon monday|tue tues tuesday|wed weds wednesday|thu thur thurs thursday"
    "|fri friday|sat saturday|sun sunday",
)
_NUMBERS = numbered(1, "a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")
_NAMED = {
    **dict.fromkeys(
        ("today", "now", "tonight", "this morning", "this afternoon", "this evening"), 0
    ),
    **dict.fromkeys(("yesterday", "last night"), -1),
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
_SHIFTS = {"last": -1, "this": 0, "next": 1}

_Unit = tuple[int, int]  # days, months: one of them is 0
_UNITS: dict[str, _Unit] = {
    **dict.fromkeys(("d", "day", "days"), (1, 0)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), (7, 0)),
    **dict.fromkeys(("fortnight", "fortnights"), (14, 0)),
    **dict.fromkeys(("m", "month", "months"), (0, 1)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), (0, 12)),
}


def parse_date(phrase: str, today: date, *, prefer: Direction, month_first: bool = False) -> date:
    """Return the day that `phrase` means when it is said on the day `today`.

    A day without its year is the latest one up to today (past), or the earliest from today on
    (future). A weekday alone is the latest one up to today (past), or the first one after today
    (future): a log of "friday" may well be of today, but "by friday", said on a Friday, is a week
    ahead. "this friday" is the one of this week, Monday to Sunday; "next friday" the first after
    today; "last friday" the latest before today. "last week" is 7 days ago, "next month" one month
    on, clamped (31 Jan: 28 Feb). "end of week" is its Sunday.

    Raises CareError for a phrase that is not understood, for a day that does not exist, and for a
    year before 1900 or after 2200.
    """
    day = _read(phrase_words(phrase, _EXAMPLES[prefer]), today, prefer, month_first)
    if day is None:
        raise not_a_date(phrase, _EXAMPLES[prefer])
    return day


def parse_snooze(phrase: str, today: date, month_first: bool = False) -> date:
    """Return the day until which to snooze: a span from today, or any date phrase.

    A span is "10d", "for 2 weeks" or "a month". Raises CareError as `parse_date` does, and for a
    day that is not after today.
    """
    words = phrase_words(phrase, _EXAMPLES["future"])
    span = words[1:] if words[:1] == ["for"] else words
    day = _away(today, 1, span) or parse_date(
        phrase, today, prefer="future", month_first=month_first
    )
    if day <= today:
        raise CareError(
            f"{spoken(day)} is not after today", 'Name a later day, or a span like "2w".'
        )
    return day


def split_promise(text: str, today: date, month_first: bool = False) -> tuple[str, date | None]:
    """Return a promise and the day it is due: "send it by friday" is "send it" and that Friday.

    The last " by " counts whose whole rest is a date; without one the text stays whole ("stand by
    me"). Raises CareError if the rest is a day that does not exist ("by 30 feb") or is past, and if
    there is nothing but a day ("by friday").
    """
    bare = re.fullmatch(r"by\s+(.+)", text.strip(" .!;,"), re.IGNORECASE)
    if (
        bare
        and len(bare[1]) <= LONGEST_PHRASE
        and _read(phrase_words(bare[1], _EXAMPLES["future"]), today, "future", month_first)
    ):
        raise CareError(
            f'"{shortened(text, 60)}" is a day and nothing to do',
            'Say what, then the day: "send the plan by friday".',
        )
    for found in reversed(list(re.finditer(r"\sby(?=\s)", text, re.IGNORECASE))):
        head, rest = text[: found.start()].rstrip(" ,;"), text[found.end() :].strip(" .!;,")
        if not head.strip() or len(rest) > LONGEST_PHRASE:
            continue
        day = _read(phrase_words(rest, _EXAMPLES["future"]), today, "future", month_first)
        if day is not None:
            return head, check_ahead(day, today)
    return text, None


def check_ahead(day: date, today: date) -> date:
    """Return the day by which something is due. Raises CareError if it is past on `today`."""
    if day < today:
        hint = 'Name a day to come. One made earlier: care log NAME -d DAY -p "TEXT by DATE".'
        raise CareError(f"{spoken(day)} is past on {spoken(today)}", hint)
    return day


def _read(words: list[str], today: date, prefer: Direction, month_first: bool) -> date | None:
    """Return the day, or None if the words are no date phrase.

    Raises CareError for a day that does not exist or is out of range.
    """
    day = (
        _by_name(words, today)
        or _by_distance(words, today, month_first)
        or _by_weekday(words, today, prefer)
        or _by_edge(words, today, prefer)
        or _by_calendar(words, today, prefer, month_first)
    )
    return in_range(day) if day else None


def _by_name(words: list[str], today: date) -> date | None:
    days = _NAMED.get(" ".join(words))
    return None if days is None else today + timedelta(days=days)


def _by_distance(words: list[str], today: date, month_first: bool) -> date | None:
    match words:
        case ["last" | "next" as which, "week" | "month" | "year" as period]:
            return _moved(today, _SHIFTS[which], _UNITS[period])
        case [*span, "ago"]:
            return _away(today, -1, span)
        case ["in", *span, "time"] | ["in", *span]:
            return _away(today, 1, span)
        case [signed, *more] if signed[0] in "+-":
            return _away(today, 1 if signed[0] == "+" else -1, [signed[1:], *more])
    if "from" in words:
        split = words.index("from")
        start = _read(words[split + 1 :], today, "future", month_first)
        return start and _away(start, 1, words[:split])
    return None


def _away(start: date, sign: int, span: list[str]) -> date | None:
    """Return `start` moved by a span like "3d", "two weeks", "a month"; None for other words."""
    if len(span) == 1 and (found := re.fullmatch("([0-9]+)([a-z]+)", span[0])):
        span = list(found.groups())
    if len(span) != 2 or span[1] not in _UNITS:
        return None
    count = int(span[0]) if span[0].isascii() and span[0].isdigit() else _NUMBERS.get(span[0])
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
        case [name] if name in _WEEKDAYS:
            from_here = today + timedelta(days=1 if prefer == "future" else 0)
            return _closest(from_here, prefer, lambda day: day.weekday() == _WEEKDAYS[name])
        case ["this", name] if name in _WEEKDAYS:
            return monday + timedelta(days=_WEEKDAYS[name])
        case ["last" | "next" as which, name] if name in _WEEKDAYS:
            from_here = today + timedelta(days=_SHIFTS[which])
            return _closest(
                from_here,
                "past" if which == "last" else "future",
                lambda day: day.weekday() == _WEEKDAYS[name],
            )
        case [name, which, "week"] | [name, "of", which, "week"] | [which, "week", name] if (
            name in _WEEKDAYS and which in _SHIFTS
        ):
            return monday + timedelta(days=_WEEKDAYS[name] + 7 * _SHIFTS[which])
    return None


def _by_edge(words: list[str], today: date, prefer: Direction) -> date | None:
    """Return the first or last day of a period: "end of month", "start of next week"."""
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
    weekday = _WEEKDAYS.get(words[0]) if words else None
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
