"""A day to come that a clause of a note names: "on 4 Dec", "in January", "next friday"."""

import re
from datetime import date
from typing import NamedTuple

from caretrack.domain.dates import MONTHS
from caretrack.domain.language.clauses import Clause, Line
from caretrack.errors import CareError
from caretrack.words import word_set

_LONGEST = 5  # words of a phrase
_LEADS = frozenset(["on", "in", "by", "at", "from", "since", "until", "till", "the", "for", "due"])
_SURELY_AHEAD = frozenset(["next", "tomorrow", "in"])


class SaidDay(NamedTuple):
    """A day, and where it stands: its first word and the one after its last."""

    on: date
    first: int
    last: int


def day_in(line: Line, clause: Clause, today: date, month_first: bool = False) -> SaidDay | None:
    """Return the first day after `today` that the clause names, with the words around it.

    A month stands for its first day. Where the clause tells of the past, "in March" is past too,
    and None is returned.
    """
    told = line.words[clause.first : clause.last]
    for at in range(clause.first, clause.last):
        word = line.words[at]
        if not (_may_begin(word) or word[0].isdecimal()):
            continue
        for end in range(min(at + _LONGEST, clause.last), at, -1):
            day = _read(line, at, end, today, month_first)
            if day is None:
                continue
            first = at
            while first > clause.first and line.words[first - 1] in _LEADS:
                first -= 1
            if day <= today or (
                not _SURELY_AHEAD.intersection(line.words[at:end])
                and not word_set("proposals", "past").isdisjoint(told)
            ):
                return None
            return SaidDay(day, first, end)
    return None


def _may_begin(word: str) -> bool:
    return word in _beginnings()


def _beginnings() -> frozenset[str]:
    from caretrack.domain.date_phrases import _WEEKDAYS

    return frozenset(
        [*MONTHS, *_WEEKDAYS, "tomorrow", "next", "this", "in", "end", "start", "beginning"]
    ) | {"day"}


def _read(line: Line, first: int, last: int, today: date, month_first: bool) -> date | None:
    """Return the day that the words mean, None if they mean none."""
    from caretrack.domain.date_phrases import parse_date

    words = line.words[first:last]
    if words[0] in ("in",) and len(words) == 2 and words[1] in MONTHS:
        return None  # the month itself is read at its own place
    if len(words) == 1 and words[0] in MONTHS:
        if words[0] == "may" and not line.is_capital(first):
            return None
        return _month(MONTHS[words[0]], today)
    if len(words) == 2 and words[0] == "next" and words[1] in MONTHS:
        return _month(MONTHS[words[1]], today)
    if len(words) == 2 and words[0] in MONTHS and re.fullmatch("20[0-9]{2}", words[1]):
        return date(int(words[1]), MONTHS[words[0]], 1)
    if len(words) == 1 and re.fullmatch("[0-9]+", words[0]):
        return None
    text = line.cut(first, last)
    if not text.replace(" ", "").isascii():
        return None
    try:
        return parse_date(text, today, prefer="future", month_first=month_first)
    except CareError:
        return None


def _month(month: int, today: date) -> date:
    """Return the first day of the next such month."""
    return date(today.year + (month <= today.month), month, 1)
