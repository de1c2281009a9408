"""The clock: who went too long without a caring touch (S0.1, S1.6).

Everything is computed from what is stored and from `today`; nothing is kept that could go stale.
Days are whole local calendar days.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.text import shortened
from caretrack.errors import WrongUsage

NEVER = 0
DEFAULT_DAYS = 30
DEFAULT_CROWD = 5
LONGEST_DAYS = 3_660
LOW_MOOD = 2
ONLY_SALES = 2
# Why somebody has no cadence who is known and not looked after yet.
KNOWN = "known"

# Names that differ in one letter are far from each other (Knuth's multiplicative hash).
_MIXER, _MASK = 2_654_435_761, 0xFFFF_FFFF

_DAYS_OF = {
    **dict.fromkeys(("", "d", "day", "days"), 1),
    **dict.fromkeys(("w", "week", "weeks"), 7),
    **dict.fromkeys(("m", "month", "months"), 30),
    **dict.fromkeys(("y", "year", "years"), 365),
}


class ClockTouch(NamedTuple):
    """One touch, as far as the clock needs it; `entered` is when it was written, as text."""

    happened_on: date
    family: str
    people: int
    mood: int | None = None
    entered: str = ""


class Cadence(NamedTuple):
    """The most days a person should go without a caring touch (None: no reminders), and why."""

    days: int | None
    reason: str


class LastTouches(NamedTuple):
    """The last caring and the last sales touch, and the sales touches since the caring one."""

    care: date | None = None
    sales: date | None = None
    sales_since: int = 0
    mood: int | None = None


class Clock(NamedTuple):
    """One person's clock on one day.

    `lateness` is since / cadence to three places, 0.0 without a cadence.
    """

    since: int
    never: bool
    last_care: date | None
    last_sales: date | None
    sales_since: int
    only_sales: bool
    cadence: Cadence
    due_on: date | None
    lateness: float


class Coverage(NamedTuple):
    """How many people have a cadence, and how many of them are in touch in time, on one day."""

    people: int
    in_time: int

    @property
    def share(self) -> float | None:
        """The share in time (S4.6), to four places; None if nobody has a cadence."""
        return round(self.in_time / self.people, 4) if self.people else None


def is_low(mood: int | None) -> bool:
    """True if a mood of 1 to 5 was low (S1.3)."""
    return mood is not None and mood <= LOW_MOOD


def cadence_in_force(
    own: int | None,
    by_tag: Mapping[str, int],
    default: int,
    mood: int | None,
    *,
    known: bool = False,
) -> Cadence:
    """Return their own cadence, else the shortest of their tags, else the default.

    After a low mood it is half of that, rounded up: they need you sooner, not at once (S1.3). NEVER
    (0) means no reminders: their own always holds; among tags, any number of days is shorter.
    Somebody who is `known`, and not looked after yet, does not get the default.
    """
    days, reason = default, "default"
    if own is not None:
        days, reason = own, "own"
    elif by_tag:
        tag = min(by_tag, key=lambda tag: (by_tag[tag] == NEVER, by_tag[tag], tag))
        days, reason = by_tag[tag], f"tag {tag}"
    elif known:
        return Cadence(None, KNOWN)
    if days == NEVER:
        return Cadence(None, "never")
    if is_low(mood):
        return Cadence((days + 1) // 2, "low last time")
    return Cadence(days, reason)


def last_touches(touches: Iterable[ClockTouch], today: date, crowd: int) -> LastTouches:
    """Return the last caring and sales touches up to today; `touches` come in any order.

    A caring touch with more than `crowd` people resets nobody's clock (S1.7). The mood is the one
    that was entered last on the day of the last caring touch. Sales touches count from the day
    after that; all of them if there was no caring touch.
    """
    counted = [touch for touch in touches if touch.happened_on <= today]
    care = [touch for touch in counted if touch.family == "care" and touch.people <= crowd]
    sales = [touch.happened_on for touch in counted if touch.family == "sales"]
    last_care = max((touch.happened_on for touch in care), default=None)
    moods = [
        (touch.entered, touch.mood)
        for touch in care
        if touch.happened_on == last_care and touch.mood is not None
    ]
    since = sales if last_care is None else [day for day in sales if day > last_care]
    return LastTouches(
        last_care, max(sales, default=None), len(since), max(moods)[1] if moods else None
    )


def first_due_on(
    name_key: str, taken_in_on: date | None, last_care: date | None, days: int | None
) -> date | None:
    """Return the first day on which somebody who was taken in is due; None for the usual rule.

    Two hundred people taken in on one day must not be due on one day: they are spread over their
    cadence, from the day after to its last day. Which day it is comes of the name alone, so it is
    the same whenever it is asked. A caring touch before that holds where it is recent enough, and
    any caring touch from that day on ends the spreading.
    """
    if taken_in_on is None or days is None:
        return None
    if last_care is not None and last_care + timedelta(days=days) > taken_in_on:
        return None
    number = 0
    for char in name_key:
        number = (number ^ ord(char)) * _MIXER & _MASK
        number ^= number >> 15
    return taken_in_on + timedelta(days=1 + number * days // (_MASK + 1))


def clock(
    last: LastTouches,
    added_on: date,
    cadence: Cadence,
    today: date,
    first_due: date | None = None,
) -> Clock:
    """Return the clock of a person who is looked after since `added_on` (S1.6).

    `first_due` is the day of `first_due_on`, where there is one.
    """
    base = last.care or added_on
    since = max((today - base).days, 0)
    due_on = first_due
    if due_on is None and cadence.days is not None:
        due_on = base + timedelta(days=cadence.days)
    return Clock(
        since=since,
        never=last.care is None,
        last_care=last.care,
        last_sales=last.sales,
        sales_since=last.sales_since,
        only_sales=last.sales_since >= ONLY_SALES,
        cadence=cadence,
        due_on=due_on,
        lateness=0.0 if cadence.days is None else round(since / cadence.days, 3),
    )


def is_due(
    due_on: date | None, today: date, snoozed_until: date | None = None, within: int = 0
) -> bool:
    """True if somebody is due today, or within so many days (S1.1).

    A snooze holds until its day.
    """
    if due_on is None or (snoozed_until is not None and snoozed_until > today):
        return False
    return (due_on - today).days <= within


def waiting_order(name_key: str, since: int, cadence: int, today: date) -> tuple[float, int, int]:
    """Return the key by which those who wait are sorted (S0.1): who needs you most comes first.

    The days since the last care divided by the cadence, then the days themselves; then whose turn
    it is today. `cadence` is in days, 1 or more.
    """
    return -(since / cadence), -since, turn_of(name_key, today)


def turn_of(name_key: str, today: date) -> int:
    """Return a number that is the same all day, and another one tomorrow.

    Sorted by it, each of several people is first on about as many days as any other, whatever they
    are called and whoever else is among them.
    """
    whole = (1 << 64) - 1
    # The three steps of SplitMix64, which make every bit of the sum count.
    mixed = int.from_bytes(name_key.encode("utf-8", "replace"), "big") % ((1 << 61) - 1)
    mixed = (mixed + today.toordinal() * 0x9E3779B97F4A7C15) & whole
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 & whole
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB & whole
    return mixed ^ (mixed >> 31)


def share(in_time: int, people: int) -> float:
    """Return the coverage as a share: 1.0 if nobody has a cadence (S4.6)."""
    return round(in_time / people, 4) if people else 1.0


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
