"""What two machines did across each other: who is left, what comes back, what stands twice.

Every answer follows from the rows alone, so that all machines find the same one.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from caretrack.domain.people.phone import is_fuller, known_phone

T = TypeVar("T")

# Who deletes a person deletes what is theirs in the same moment, row by row: a longer pause than
# this between two rows parts two commands.
PAUSE = timedelta(seconds=10)


class Left(NamedTuple):
    """Into whom everybody who was merged has gone, and who comes back out of a circle, by id."""

    into: dict[str, str]
    back: tuple[str, ...]


class Day(NamedTuple):
    """A yearly day of one person as it is compared; the lower `order` was written first."""

    order: int
    month: int
    day: int
    year: int | None


def who_is_left(merged: Mapping[str, str]) -> Left:
    """Follow every merge to its end; `merged` says of each id into whom that person was merged.

    Two machines can merge two people into each other, and more of them in a circle. Of a circle the
    smallest id is left.
    """
    into: dict[str, str] = {}
    back = []
    for start in sorted(merged):
        way = [start]
        while (after := merged.get(way[-1])) is not None and after not in way:
            way.append(after)
        # A way that does not end runs into a circle, which begins where it came back to.
        end = way[-1] if after is None else min(way[way.index(after) :])
        if end == start:
            back.append(start)
        else:
            into[start] = end
    return Left(into, tuple(back))


def deleted_with(at: str, others: Iterable[tuple[str, T]]) -> list[T]:
    """Return which of these went with the person who was deleted `at`, by when each was deleted.

    They are those before it without a longer pause than PAUSE between two of them.
    """
    last, found = _instant(at), list[T]()
    if last is None:
        return found
    timed = [(when, other) for text, other in others if (when := _instant(text)) is not None]
    for when, other in sorted(timed, key=lambda pair: pair[0], reverse=True):
        if when > last:
            continue
        if last - when > PAUSE:
            break
        last = when
        found.append(other)
    return found


def _instant(text: str) -> datetime | None:
    """Return an instant of a row; None where another program wrote something else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def days_twice(days: Iterable[Day]) -> list[tuple[Day, Day]]:
    """Return the yearly days of one person and one label that go, each with the one that stays.

    Two are one if their day is the same, and their years are not two. The one with a year stays, or
    else the first.
    """
    stay: dict[tuple[int, int, int | None], Day] = {}
    with_year: dict[tuple[int, int], Day] = {}
    go = []
    for one in sorted(days, key=lambda day: (day.year is None, day.order)):
        day = (one.month, one.day)
        key = (*day, one.year)
        stays = stay.get(key) or (with_year.get(day) if one.year is None else None)
        if stays is not None:
            go.append((one, stays))
            continue
        stay[key] = one
        if one.year is not None:
            with_year.setdefault(day, one)
    return go


def handles_twice(sort: str, keys: Iterable[tuple[int, str]]) -> list[int]:
    """Return which handles of one person and one sort go, by their order; `keys` come with it.

    The first of several with one key stays. A phone number without its country code goes where the
    same number stands with it.
    """
    stay: dict[str, int] = {}
    go = []
    for order, key in sorted(keys):
        if key in stay:
            go.append(order)
        else:
            stay[key] = order
    if sort == "phone":
        for key in list(stay):
            fuller = [other for other in stay if is_fuller(other, key)]
            if known_phone(key, fuller):
                go.append(stay.pop(key))
    return sorted(go)
