"""Attempts that reached nobody: shown in a few words, and held against nobody."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.dates import MONTH_NAMES

DAYS_NAMED = 3


class Attempt(NamedTuple):
    """A day on which one of you tried to reach the other, and how."""

    on: date
    channel: str
    from_them: bool = False


def tried(attempts: Sequence[Attempt], today: date) -> str:
    """Return "tried 3 and 5 Nov, call", what they tried after what you did; "" for nothing."""
    mine = [item for item in attempts if not item.from_them]
    theirs = [item for item in attempts if item.from_them]
    said = (_said("tried", mine, today), _said("they tried", theirs, today))
    return "; ".join(part for part in said if part)


def _said(verb: str, attempts: Sequence[Attempt], today: date) -> str:
    if not attempts:
        return ""
    days = sorted({item.on for item in attempts})
    if len(days) > DAYS_NAMED:
        when = f"{len(days)} times since {_listed(days[:1], today)}"
    else:
        when = _listed(days, today)
    channels = dict.fromkeys(item.channel for item in attempts if item.channel != "other")
    return f"{verb} {when}" + (f", {_and(list(channels))}" if channels else "")


def _listed(days: Sequence[date], today: date) -> str:
    """Return days in order as "3 and 5 Nov": a month is said once, a year if it is another one."""
    parts = []
    for day, later in zip(days, [*days[1:], None], strict=True):
        month, year = f" {MONTH_NAMES[day.month - 1]}", f" {day.year}"
        if later is not None and later != today:
            month = month if (later.month, later.year) != (day.month, day.year) else ""
            year = year if later.year != day.year else ""
        parts.append(
            "today"
            if day == today
            else f"{day.day}{month}{year if day.year != today.year and month else ''}"
        )
    return _and(parts)


def _and(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
