"""Birthdays as tables have them: in the order of somebody's locale, with a time of midnight, or as a zero that means none."""

import re
from typing import NamedTuple

from caretrack.domain.model import YearlyDay
from caretrack.domain.talk.occasions import parse_yearly_day

_IN_FIGURES = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_ISO = re.compile("([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_YEAR_AND_TIME = re.compile(
    r"(.{6,30}?)(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?Z?)"
)
# Outlook writes 1/1/4501 where there is no day, others 1604 or 0000 where there is no year.
_NO_DAY = "4501"
_NO_YEAR = {"1604", "0000", "0001"}


class Order(NamedTuple):
    """Whether the month stands before the day in a column: as it proves itself (None where nothing does), and a day that can be read in two ways."""

    month_first: bool | None = None
    unclear: str = ""


def seen(order: Order, cell: str) -> Order:
    """What is known of the order after one more cell of the column; the first proof decides."""
    found = _IN_FIGURES.fullmatch(_bare(cell))
    if order.month_first is not None or not found or found[4] == _NO_DAY:
        return order
    one, other = int(found[1]), int(found[3])
    if found[2] == "." or one > 12 >= other:
        return order._replace(month_first=False)
    if other > 12 >= one:
        return order._replace(month_first=True)
    return (
        order if order.unclear or one == other or one > 12 else order._replace(unclear=cell.strip())
    )


def understood(cell: str, month_first: bool, this_year: int) -> YearlyDay | None:
    """The yearly day of a cell; None where it says that there is none.

    A day that only one order allows is read in that one. Of a year in two figures nobody knows the century but where it would be
    still to come in ours: 76 is 1976, and 15 is left out. Raises CareError for what is no day.
    """
    text = _bare(cell)
    if not re.search("[1-9]", text) and not re.search(r"[^\W\d_]", text):
        return None
    if iso := _ISO.fullmatch(text):
        return _day(iso[1], iso[2], iso[3], this_year)
    found = _IN_FIGURES.fullmatch(text)
    if not found:
        return parse_yearly_day(text)
    one, other = int(found[1]), int(found[3])
    first = month_first and found[2] != "." if max(one, other) <= 12 else other > 12
    month, day = (found[1], found[3]) if first else (found[3], found[1])
    return _day(found[4], month, day, this_year)


def _day(year: str | None, month: str, day: str, this_year: int) -> YearlyDay | None:
    if year == _NO_DAY or not int(month) or not int(day):
        return None
    if year and len(year) == 2:
        # Nobody is born in a year to come, and next to nobody a hundred years ago.
        year = f"19{year}" if int(year) > this_year % 100 else None
    known = "" if year is None or year in _NO_YEAR else year
    return parse_yearly_day(f"{known or '-'}-{int(month):02}-{int(day):02}")


def _bare(cell: str) -> str:
    """The day without the time of day that databases add."""
    text = cell.strip()[:60]
    timed = _YEAR_AND_TIME.fullmatch(text)
    return timed[1] if timed else text
