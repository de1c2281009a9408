"""Yearly dates: birthdays and the like, whose year may be unknown (S3.6)."""

import re
from datetime import date
from typing import NamedTuple

from caretrack.domain.calendar_days import check_day, is_leap, written_day
from caretrack.domain.dates import LAST_YEAR, folded, refusal
from caretrack.errors import CareError

# Birthdays of people long dead are kept too: founders, grandparents.
FIRST_BIRTH_YEAR = 1800

_EXAMPLES = 'Try "14 March", "14/3" or "1976-03-14".'


class YearlyDay(NamedTuple):
    """A day of every year; `year` is the one it began in, None where nobody knows."""

    month: int
    day: int
    year: int | None


def yearly(phrase: str, *, month_first: bool = False) -> YearlyDay:
    """The yearly day that `phrase` names: "14 March", "14/3", "14 Mar 1976", "1976-03-14", "03-14", "--03-14".

    Raises CareError for what is not understood, for days that do not exist (29 Feb does, unless the year says
    otherwise) and for years before 1800 or after 2200.
    """
    words = folded(phrase, _EXAMPLES)
    if found := re.fullmatch("(?:--)?([0-9]{2})-([0-9]{2})|--([0-9]{2})([0-9]{2})", " ".join(words)):
        month, day = (int(part) for part in found.groups() if part)
        check_day(None, month, day)
        return YearlyDay(month, day, None)
    written = written_day(words, month_first)
    if written is None:
        raise refusal(phrase, _EXAMPLES)
    year, month, day = written
    if year is not None and not FIRST_BIRTH_YEAR <= year <= LAST_YEAR:
        raise CareError(
            f"the year {year} is out of range", f"Years run from {FIRST_BIRTH_YEAR} to {LAST_YEAR}; leave it out where it is not known."
        )
    return YearlyDay(month, day, year)


def falls_on(month: int, day: int, year: int) -> date:
    """The date of a yearly day in `year`: 29 February is kept on the 28th in years without one."""
    if (month, day) == (2, 29) and not is_leap(year):
        return date(year, 2, 28)
    return date(year, month, day)


def next_on(month: int, day: int, today: date) -> date:
    """The next date of a yearly day, today included."""
    this_year = falls_on(month, day, today.year)
    return this_year if this_year >= today else falls_on(month, day, today.year + 1)


def turns(year: int | None, on: date) -> int | None:
    """How many years it is on the date `on` since `year`; None when the year is unknown or still to come."""
    return None if year is None or year > on.year else on.year - year
