"""A cadence as it is typed: a number of days, weeks, months or years, or a word."""

import re

from caretrack.domain.clock import NEVER
from caretrack.domain.text import shortened
from caretrack.errors import WrongUsage

LONGEST_DAYS = 3_660

_DAYS_OF = {
    **dict.fromkeys(("", "d", "day", "days"), 1),
    **dict.fromkeys(("w", "week", "weeks"), 7),
    **dict.fromkeys(("m", "month", "months"), 30),
    **dict.fromkeys(("y", "year", "years"), 365),
}


def _plain_cadence(text: str) -> str:
    """Return a cadence as a number and a unit: "every two weeks" is "2weeks", "weekly" "7"."""
    from caretrack.domain.dates import numbered
    from caretrack.domain.other_words import known_cadence

    # A hyphen joins words; before a number it would be a minus.
    words = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", text.casefold()).split()
    said = words[:1] in (["every"], ["once"], ["each"])
    words = [word for word in words[said:] if word not in {"a", "per"}]
    if words[:1] == ["other"]:
        words[0] = "2"
    elif said and len(words) == 1 and words[0].isalpha():
        words.insert(0, "1")
    counts = numbered(1, "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")
    plain = "".join(str(counts.get(word, word)) for word in words)
    return known_cadence(plain)


def cadence_days(text: str) -> int:
    """Return `30`, `30d`, `2w`, `3m`, `1y`, `weekly` or `never` as days: a month is 30, a year 365.

    `never` is NEVER. Raises WrongUsage for anything else, and outside 1 to 3,660 days.
    """
    written = _plain_cadence(text)
    if written in {"never", "none", "off"}:
        return NEVER
    found = re.fullmatch("([0-9]{1,6})([a-z]*)", written)
    unit = _DAYS_OF.get(found[2]) if found else None
    if found is None or unit is None:
        raise WrongUsage(
            f"'{shortened(text, 40)}' is not a cadence", "Try 30, 30d, 2w, 3m, monthly or never."
        )
    days = int(found[1]) * unit
    if not 1 <= days <= LONGEST_DAYS:
        raise WrongUsage(
            f"a cadence of {days:,} days is out of range",
            f"It goes from 1 to {LONGEST_DAYS:,} days; 'never' turns reminders off.",
        )
    return days
