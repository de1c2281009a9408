"""Days of the calendar ("14 Mar 2026", "14/3", "2026-03-14"): how they are read and written.

`date_phrases` reads phrases that depend on today, such as "last friday".
"""

import re
from datetime import date

from caretrack.domain.text import shortened
from caretrack.errors import CareError, WrongUsage

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_PHRASE = 100

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# How `ago` counts: days below the first, weeks below the second, months below the third.
_DAYS_SAID, _WEEKS_SAID, _MONTHS_SAID = 14, 63, 24


def numbered(start: int, rows: str) -> dict[str, int]:
    """Return the number of each word: that of its row, counted from `start`. "|" ends a row."""
    return {
        word: number for number, row in enumerate(rows.split("|"), start) for word in row.split()
    }


MONTHS = numbered(
    1,
    "jan january|feb february|mar march|apr april|may|jun june"
    "|jul july|aug august|sep sept september|oct october|nov november|dec december",
)
WEEKDAYS = numbered(
    0,
    "mon monday|tue tues tuesday|wed weds wednesday|thu thur thurs thursday"
    "|fri friday|sat saturday|sun sunday",
)
# Numbers in words, as a span of days has them.
NUMBERS = numbered(1, "a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")

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


def spoken(day: date) -> str:
    """Return the day in full, "Fri 20 Nov 2026", always in English."""
    return f"{DAY_NAMES[day.weekday()][:3]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def short(day: date, today: date) -> str:
    """Return the day as "20 Nov", with its year where that is not the year of `today`."""
    text = f"{day.day} {MONTH_NAMES[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def with_weekday(day: date, today: date) -> str:
    """Return the day as "Fri 20 Nov", with its year where that is not the year of `today`."""
    return f"{DAY_NAMES[day.weekday()][:3]} {short(day, today)}"


def ago(day: date, today: date) -> str:
    """Return how long ago a day is: "today", "yesterday", "9 days ago", "5 weeks ago" and so on.

    A day to come is "today". Weeks are said from two weeks on, months from nine weeks, years from
    two years.
    """
    days = (today - day).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < _DAYS_SAID:
        return f"{days} days ago"
    if days < _WEEKS_SAID:
        return f"{days // 7} weeks ago"
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return f"{months} months ago" if months < _MONTHS_SAID else f"{months // 12} years ago"


def parse_iso(text: str) -> date:
    """Return the date of a strict YYYY-MM-DD.

    Raises CareError for anything else, and for a year before 1900 or after 2200.
    """
    try:
        if not text.isascii() or text[4:5] != "-" or text[7:8] != "-":
            raise ValueError
        return in_range(date.fromisoformat(text))
    except ValueError:
        raise CareError(
            f'"{shortened(text, 40)}" is not a date', "Write it as YYYY-MM-DD, like 2026-11-20."
        ) from None


def parse_time(text: str) -> int:
    """Return a time of day in minutes: `8:30`, `8`, `20.15` or `8:30pm` (510, 480, 1215, 1230).

    Raises WrongUsage for anything else.
    """
    found = re.fullmatch(r"(\d{1,2})(?:[:.h](\d\d))?\s*(?:([ap])\.?m\.?)?", text.strip().lower())
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + 12 * (half == "p")
        elif half:
            hour = 24
        if hour < 24 and minute < 60:
            return hour * 60 + minute
    raise WrongUsage(
        f"'{shortened(text, 40)}' is not a time of day", "Write it like 8:30 or 20:15."
    )


def parse_day(words: list[str], month_first: bool = False) -> tuple[int | None, int, int] | None:
    """Return year, month and day of a day like "14 Mar 2026" or "14/3"; None for other words.

    The year is None where it is not given. Raises CareError for a day that does not exist, and for
    a year that has not four digits: "14/3/26" may be 1926.
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


def _existing(year_text: str | None, month: int, day: int) -> tuple[int | None, int, int]:
    if year_text and len(year_text) != 4:
        raise CareError(
            f'"{year_text}" is not a whole year', 'Write all four digits, like "14 Mar 2026".'
        )
    year = int(year_text) if year_text else None
    check_day(year, month, day)
    return year, month, day


def check_day(year: int | None, month: int, day: int) -> None:
    """Raise CareError if there is no such day. Without a year, 29 Feb exists."""
    if not 1 <= month <= 12:
        raise CareError(f"there is no month {month}", 'Write the month as a word, like "14 Mar".')
    name, length = MONTH_NAMES[month - 1], _MONTH_LENGTHS[month - 1]
    if not 1 <= day <= length:
        raise CareError(
            f"{day} {name} is not a day of any year", f"{name} has at most {length} days."
        )
    if year is not None and (month, day) == (2, 29) and not is_leap(year):
        raise CareError(f"29 Feb {year} does not exist", f"{year} is not a leap year.")


def is_leap(year: int) -> bool:
    """True if the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def phrase_words(phrase: str, examples: str) -> list[str]:
    """Return the words of a phrase in lower case, without those that carry no meaning.

    Commas, "the", and "on" or "by" at the start are dropped. Raises CareError, with `examples` as
    its hint, for a phrase that is too long to be a date.
    """
    if len(phrase) > LONGEST_PHRASE:
        raise CareError(
            f"a phrase of {len(phrase):,} characters is not a date that I can read", examples
        )
    text = re.sub("['’]", "", phrase.lower().replace(",", " "))
    words = [bare for word in text.split() if (bare := word.rstrip(".")) not in ("", "the")]
    return words[1:] if words[:1] and words[0] in ("on", "by", "until", "till") else words


def not_a_date(phrase: str, examples: str) -> CareError:
    """Return the error for a phrase that is not understood."""
    if not phrase.strip():
        return CareError("the date is empty", examples)
    return CareError(f'"{shortened(phrase, 60)}" is not a date that I can read', examples)


def dated(year: int, month: int, day: int) -> date:
    """Return the date. Raises CareError for a year before 1900 or after 2200."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise out_of_range()
    return date(year, month, day)


def in_range(day: date) -> date:
    """Return the day itself. Raises CareError for a year before 1900 or after 2200."""
    return dated(day.year, day.month, day.day)


def out_of_range() -> CareError:
    """Return the error for a day before 1900 or after 2200."""
    return CareError("that day is out of range", f"Dates run from {FIRST_YEAR} to {LAST_YEAR}.")
