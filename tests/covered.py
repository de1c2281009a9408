"""Who was in touch in time on a day, asked person by person and day by day: slow, and plain."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.day_steps import PersonByDay, TouchShown
from caretrack.domain.stats import Coverage


class CoveredPerson(NamedTuple):
    """What coverage needs of one person.

    `usual` is their cadence in days as it is now, `after_low` the one after a low mood; None means
    no reminders. `cared` are the days of the caring touches that count, oldest first, each with
    True if the mood was low. `first_due` is the first day on which somebody who was taken in is
    due, None for the usual rule.
    """

    added_on: date
    archived_on: date | None
    usual: int | None
    after_low: int | None
    cared: Sequence[tuple[date, bool]]
    first_due: date | None = None


def in_time(person: CoveredPerson, day: date) -> bool | None:
    """True if somebody had heard from you in time on `day`; None if they do not count then.

    They count from the day they were added, or taken in, until the day they were archived, unless
    they get no reminders; a snooze changes nothing. The cadence is that of now, halved if the last
    mood up to that day was low (S4.6, S1.3).
    """
    if day < person.added_on or (person.archived_on is not None and person.archived_on <= day):
        return None
    last, low = next(
        ((on, low) for on, low in reversed(person.cared) if on <= day), (person.added_on, False)
    )
    cadence = person.after_low if low else person.usual
    if cadence is None:
        return None
    due_on = last + timedelta(days=cadence)
    if person.first_due is not None and (last == person.added_on or due_on <= person.added_on):
        due_on = person.first_due
    return day < due_on


def coverage(people: Iterable[CoveredPerson], days: Sequence[date]) -> list[Coverage]:
    """Return the coverage on each of these days."""
    counted, well = [0] * len(days), [0] * len(days)
    for person in people:
        for number, day in enumerate(days):
            kept = in_time(person, day)
            if kept is not None:
                counted[number] += 1
                well[number] += kept
    return [Coverage(*pair) for pair in zip(counted, well, strict=True)]


def by_day(person: CoveredPerson) -> PersonByDay:
    """Return the same person as `day_steps` takes one."""
    return PersonByDay(
        person.added_on.toordinal(),
        person.archived_on and person.archived_on.toordinal(),
        person.archived_on is None,
        person.usual,
        person.after_low,
        person.first_due and person.first_due.toordinal(),
        [TouchShown(on.toordinal(), care=True, low_after=low) for on, low in person.cared],
    )
