"""Days of the calendar as people write them, "14 Mar 2026" or "14/3", and which of them exist."""

import re

from caretrack.errors import CareError

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def numbered(start: int, *rows: str) -> dict[str, int]:
    """The words of each row, and the number of their row, counted from `start`."""
    return {word: number for number, row in enumerate(rows, start) for word in row.split()}


MONTHS = numbered(
    1,
    *("jan january", "feb february", "mar march", "apr april", "may", "jun june"),
    *(
        "jul july",
        "aug august",
        "sep sept september",
        "oct october",
        "nov november",
        "dec december",
    ),
)

# FIRST and SECOND are d and m, or m and d: which comes first is the caller's choice.
_IN_FIGURES = (
    r"(?P<y>[0-9]{4})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})",
    "(?P<y>[12][0-9]{3})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3][0-9])",
    r"(?P<FIRST>[0-9]{1,2})([/.])(?P<SECOND>[0-9]{1,2})(?:\2(?P<y>[0-9]+))?",
    "(?P<FIRST>[0-9]{1,2})-(?P<SECOND>[0-9]{1,2})-(?P<y>[0-9]+)",
)
_WITH_MONTH_NAMES = (
    "(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[ ./-]*(?:of )?(?P<m>[a-z]+)(?:[ ./-]*(?P<y>[0-9]+))?",
    "(?P<m>[a-z]+)[ ./-]*(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?:[ ./-]+(?P<y>[0-9]+))?",
)


def written_day(words: list[str], month_first: bool = False) -> tuple[int | None, int, int] | None:
    """Year (None where it is not said), month and day of a calendar day, "14 Mar 2026" or "14/3"; None for other words.

    Raises CareError for a day that does not exist, and for a year that has not four digits: "14/3/26" may be 1926.
    """
    text = " ".join(words)
    named = any("a" <= char <= "z" for char in text)
    first, second = ("m", "d") if month_first else ("d", "m")
    for pattern in _WITH_MONTH_NAMES if named else _IN_FIGURES:
        found = re.fullmatch(pattern.replace("FIRST", first).replace("SECOND", second), text)
        month = found and (MONTHS.get(found["m"]) if named else int(found["m"]))
        if found and month is not None:
            return _existing(found["y"], month, int(found["d"]))
    return None


def check_day(year: int | None, month: int, day: int) -> None:
    """Raises CareError when there is no such day; 29 Feb is one where the year is not known."""
    if not 1 <= month <= 12:
        raise CareError(f"there is no month {month}", 'Write the month as a word, like "14 Mar".')
    name, length = MONTH_NAMES[month - 1], _MONTH_LENGTHS[month - 1]
    if not 1 <= day <= length:
        raise CareError(f"{day} {name} is no day of any year", f"{name} has at most {length} days.")
    if year is not None and (month, day) == (2, 29) and not is_leap(year):
        raise CareError(f"29 Feb {year} does not exist", f"{year} is not a leap year.")


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _existing(year_text: str | None, month: int, day: int) -> tuple[int | None, int, int]:
    if year_text and len(year_text) != 4:
        raise CareError(
            f'"{year_text}" is not a whole year', 'Write all four digits, like "14 Mar 2026".'
        )
    year = int(year_text) if year_text else None
    check_day(year, month, day)
    return year, month, day
