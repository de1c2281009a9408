"""Occasions: birthdays and other yearly days, their next date and their words (S3.6).

What you could do for one that comes is in `coming`: a morning without any does not load it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from caretrack.domain.dates import MONTH_NAMES, is_leap, with_weekday
from caretrack.domain.model import Occasion

# Days before an occasion on which a card counts for it. On the day after, it is a year away.
DONE_BEFORE = 14


def falls_on(month: int, day: int, year: int) -> date:
    """Return the date of a yearly day in `year`; 29 February is on the 28th in most years."""
    if (month, day) == (2, 29) and not is_leap(year):
        return date(year, 2, 28)
    return date(year, month, day)


def next_on(month: int, day: int, today: date) -> date:
    """Return the next date of a yearly day; today counts."""
    this_year = falls_on(month, day, today.year)
    return this_year if this_year >= today else falls_on(month, day, today.year + 1)


def turns(year: int | None, on: date) -> int | None:
    """Return how many years it is on the date `on` since `year`.

    None if the year is unknown or still to come.
    """
    return None if year is None or year > on.year else on.year - year


def is_birthday(label: str) -> bool:
    """True if a label says a birthday, theirs or that of a relative: "Mia's birthday"."""
    return label.casefold().endswith("birthday")


def is_own_birthday(label: str) -> bool:
    """True if a label says their own birthday."""
    return label.casefold() == "birthday"


def counts_since(label: str) -> bool:
    """True if a label says since when something is so: "with us since"."""
    return label.casefold().endswith("since")


def spoken_yearly(month: int, day: int, year: int | None) -> str:
    """Return a yearly day in words: "3 Feb 1980", or "3 Feb" if its first year is not known."""
    return f"{day} {MONTH_NAMES[month - 1]}{f' {year}' if year else ''}"


def typed_yearly(occasion: Occasion) -> str:
    """Return the day of an occasion as it may be typed: "1980-02-03", or "3 Feb" without a year."""
    if occasion.year:
        return f"{occasion.year:04d}-{occasion.month:02d}-{occasion.day:02d}"
    return spoken_yearly(occasion.month, occasion.day, None)


def with_years(occasion: Occasion, on: date, today: date | None = None) -> str:
    """Return the label of an occasion with how many years it is on that day (S3.6).

    "birthday, turns 50"; "with us since 2019, 7 years" if the label ends with "since";
    "anniversary, 3 years" for any other. Of `today` it is said: "birthday today, turns 50".
    """
    years, now = turns(occasion.year, on), " today" if on == today else ""
    if counts_since(occasion.label) and occasion.year is not None:
        label = f"{occasion.label} {occasion.year}"
        return f"{label}, {_years(years)}{now}" if years else f"{label}{now}"
    label = f"{occasion.label}{now}"
    if not years:
        return label
    return f"{label}, turns {years}" if is_birthday(occasion.label) else f"{label}, {_years(years)}"


def when_it_comes(occasion: Occasion, on: date, today: date) -> str:
    """Return an occasion with its next day: "turns 50 on Tue 24 Nov", "birthday today" (S3.6).

    The day before is "tomorrow, Tue 24 Nov".
    """
    label = with_years(occasion, on, today)
    if on == today:
        return label
    years = turns(occasion.year, on)
    if years and is_own_birthday(occasion.label):
        label = f"turns {years}"
    comma = "," if "," in label else ""
    day = with_weekday(on, today)
    when = f"tomorrow, {day}" if on - today == timedelta(days=1) else f"on {day}"
    return f"{label}{comma} {when}"


def _years(number: int) -> str:
    return f"{number} year{'s' * (number != 1)}"


def done_on(
    occasion: Occasion, all_of_them: Iterable[Occasion], celebrated: Iterable[date], today: date
) -> date | None:
    """Return the day on which the coming occasion was celebrated, None if not yet (S3.6).

    `celebrated` are the days of caring touches with them of kind `celebrate`, or with a gift. One
    in the 14 days before the day counts; a touch that is nearer to another occasion of
    `all_of_them` belongs to that one.
    """
    on = next_on(occasion.month, occasion.day, today)
    first = on - timedelta(days=DONE_BEFORE)
    others = [
        day for other in all_of_them if other.id != occasion.id for day in _around(other, today)
    ]
    kept = [
        day
        for day in celebrated
        if first <= day <= today and all(abs(on - day) <= abs(other - day) for other in others)
    ]
    return max(kept, default=None)


def _around(occasion: Occasion, today: date) -> tuple[date, date]:
    """Return the last and the next date of an occasion."""
    on = next_on(occasion.month, occasion.day, today)
    return falls_on(occasion.month, occasion.day, on.year - 1), on


def with_you_since(occasions: Iterable[Occasion], today: date) -> str:
    """Return "with us since 1 Mar 2023, 3 years", or "" if no occasion says it (S3.6).

    The first occasion says it whose label ends with "since" and whose year is known.
    """
    known = [
        (item.year, item.month, item.day, item.label)
        for item in occasions
        if item.year is not None and counts_since(item.label)
    ]
    if not known:
        return ""
    year, month, day, label = min(known)
    years = today.year - year - (today < falls_on(month, day, today.year))
    since = f"{label} {day} {MONTH_NAMES[month - 1]} {year}"
    return f"{since}, {_years(years)}" if years > 0 else since
