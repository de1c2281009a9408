"""A day that comes every year, as it is typed, and as imports and exports have it (S3.6)."""

import re
from typing import NamedTuple

from caretrack.domain.dates import LAST_YEAR, check_day, not_a_date, parse_day, phrase_words
from caretrack.errors import CareError

# Birthdays of people long dead are kept too: founders, grandparents.
FIRST_BIRTH_YEAR = 1800

_EXAMPLES = 'Try "14 March", "14/3" or "1976-03-14".'


class YearlyDay(NamedTuple):
    """A day that comes every year (S3.6). It may be 29 February.

    `year` is the first one, None if it is not known. `id` is "" for a day that is not in the
    journal yet; `deleted` is True if it was deleted there by hand.
    """

    month: int
    day: int
    year: int | None
    label: str = ""
    id: str = ""
    deleted: bool = False


def parse_yearly_day(phrase: str, *, month_first: bool = False) -> YearlyDay:
    """Return the yearly day of a phrase: "14 March", "14/3", "14 Mar 1976", "03-14", "--03-14".

    Raises CareError for anything else, for a day that does not exist (29 Feb does, unless the year
    says otherwise), and for a year before 1800 or after 2200.
    """
    words = phrase_words(phrase, _EXAMPLES)
    if found := re.fullmatch(
        "(?:--)?([0-9]{2})-([0-9]{2})|--([0-9]{2})([0-9]{2})", " ".join(words)
    ):
        month, day = (int(part) for part in found.groups() if part)
        check_day(None, month, day)
        return YearlyDay(month, day, None)
    written = parse_day(words, month_first)
    if written is None:
        raise not_a_date(phrase, _EXAMPLES)
    year, month, day = written
    if year is not None and not FIRST_BIRTH_YEAR <= year <= LAST_YEAR:
        raise CareError(
            f"the year {year} is out of range",
            f"Years run from {FIRST_BIRTH_YEAR} to {LAST_YEAR}; "
            "leave it out where it is not known.",
        )
    return YearlyDay(month, day, year)
