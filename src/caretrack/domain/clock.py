"""The clock: who went too long without a caring touch (S0.1, S1.6).

Everything is computed from what is stored and from `today`; nothing is kept that could go stale.
Days are whole local calendar days.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

NEVER = 0
DEFAULT_DAYS = 30
DEFAULT_CROWD = 5
LOW_MOOD = 2
ONLY_SALES = 2
# Why somebody has no cadence who is known and not looked after yet.
KNOWN = "known"

# Names that differ in one letter are far from each other (Knuth's multiplicative hash).
_MIXER, _MASK = 2_654_435_761, 0xFFFF_FFFF


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
