"""What all cadences together ask of you, beside what you do (S2.11)."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import fsum
from typing import NamedTuple

WORKING_DAYS, WEEK = 5, 7
# Over so many days is counted what you did; below so many it would say nothing.
COUNTED_DAYS, FEWEST_DAYS = 90, 14
# Of fewer people nobody needs to be told.
FEWEST_PEOPLE = 10


class Load(NamedTuple):
    """Caring touches a working day: what the cadences ask for, and what you made.

    `made` is None where the journal is too young to say.
    """

    people: int
    asked: float
    made: float | None

    @property
    def says_something(self) -> bool:
        """True if there are enough people for it to matter."""
        return self.people >= FEWEST_PEOPLE


NO_LOAD = Load(0, 0.0, None)


def asked_a_working_day(people: Mapping[int, int]) -> float:
    """Return how many caring touches a working day so many people at each cadence ask for.

    Each person asks for one touch in their cadence, in days of the calendar; a week has five
    working days.
    """
    # The same sum in whatever order they come.
    a_day = fsum(count / days for days, count in people.items() if days)
    return a_day * WEEK / WORKING_DAYS


def load(people: Mapping[int, int], touches: int, since: date | None, today: date) -> Load:
    """Return the load of so many people at each cadence (days -> people).

    `touches` are the caring ones of the last COUNTED_DAYS, each counted for everybody in it;
    `since` is the day of the first touch of the journal, None for none.
    """
    start = today - timedelta(days=COUNTED_DAYS - 1)
    days = (today - max(since or today, start)).days + 1
    made = touches * WEEK / WORKING_DAYS / days if days >= FEWEST_DAYS else None
    return Load(sum(people.values()), asked_a_working_day(people), made)


def load_words(found: Load) -> str:
    """Say it: "ask for 6.7 caring touches a working day; you made 1.4 a day this quarter".

    Below one a working day it is said by the week.
    """
    by_week = found.asked < 1
    times, unit = (WORKING_DAYS, "week") if by_week else (1, "working day")
    asked = _number(found.asked * times)
    noun = "touch" if asked == "1" else "touches"
    said = f"These cadences ask for {asked} caring {noun} a {unit}"
    if found.made is None:
        return f"{said}."
    return f"{said}; you made {_number(found.made * times)} a {unit[-4:].strip()} this quarter."


def load_change(before: Load, after: Load) -> str:
    """Say what a change of cadences does: "All cadences now ask for 6.7 …, 5.9 before"."""
    times, unit = (WORKING_DAYS, "week") if after.asked < 1 else (1, "working day")
    now, was = _number(after.asked * times), _number(before.asked * times)
    said = f"All cadences together ask for {now} caring touches a {unit} now"
    said += f", {was} before" if was != now else ""
    if after.made is None:
        return f"{said}."
    return f"{said}; you made {_number(after.made * times)} a {unit[-4:].strip()} this quarter."


def _number(value: float) -> str:
    """One place after the point, none where it is nought."""
    return f"{value:.1f}".removesuffix(".0")
