"""A day to come that a clause of a note names: "on 4 Dec", "in January", "next friday"."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from caretrack.domain.dates import DAY_NAMES, LAST_YEAR, MONTHS, NUMBERS, WEEKDAYS
from caretrack.domain.language.clauses import Clause, Line
from caretrack.domain.talk.said_of import words_in
from caretrack.errors import CareError

_LONGEST = 5  # words of a phrase
_LEADS = frozenset(["on", "in", "by", "at", "from", "since", "until", "till", "the", "for", "due"])
_BEGIN = frozenset(
    [
        *MONTHS,
        *(name.lower() for name in DAY_NAMES),
        *("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"),
        *("tomorrow", "next", "this", "in", "end", "start", "beginning", "day"),
    ]
)
_SURELY_AHEAD = frozenset(["next", "tomorrow", "in"])
_HAS = frozenset(["has", "have", "he's", "she's", "they've"])
_DEADLINES = frozenset(["by", "until", "till"])
_SPANS = frozenset(["day", "days", "week", "weeks", "fortnight"])
_OFTEN = frozenset(["every", "each", "most"])
_COUNTS = frozenset([*NUMBERS, "couple"])
_YEAR_FROM = 4  # figures
_PAST_FROM = 4  # letters of a word in -ed that tells of the past


class SaidDay(NamedTuple):
    """A day, and where it stands: its first word and the one after its last."""

    on: date
    first: int
    last: int


def day_in(
    line: Line, clause: Clause, told_from: int, today: date, month_first: bool = False
) -> SaidDay | None:
    """Return the first day that the clause names, with the words around it; None for no day.

    A month stands for its first day. What is not after `today` is none, and where the clause tells
    of the past, "in March" is past too; it tells from the word `told_from` on.
    """
    if today.year >= LAST_YEAR:
        return None
    for at in range(clause.first, clause.last):
        word = line.words[at]
        if word not in _BEGIN and not word[0].isdecimal():
            continue
        for end in range(min(at + _LONGEST, clause.last), at, -1):
            day = _read(line, at, end, today, month_first)
            if day is None:
                continue
            first = at
            while first > clause.first and line.words[first - 1] in _LEADS:
                first -= 1
            if line.words[first - 1] in _OFTEN and first > clause.first:
                return None
            ahead = not _SURELY_AHEAD.isdisjoint(line.words[at:end])
            if day <= today or (not ahead and _is_past(line.words[told_from : clause.last])):
                return None
            return SaidDay(day, first, end)
    return None


def is_deadline(line: Line, day: SaidDay) -> bool:
    """True if something is to be done by the day, or lasts until it: "by friday"."""
    return not _DEADLINES.isdisjoint(line.words[day.first : day.last])


def is_vague(words: str) -> bool:
    """True if the words name a month or a week and no day of it: "in June", "next week"."""
    low = words.lower().replace(",", " ").split()
    if any(word[:1].isdecimal() for word in low if not _is_year(word)):
        return "month" in words or "year" in words
    named = any(word in WEEKDAYS or word in ("tomorrow", "tonight", "today") for word in low)
    return not named and ("in" not in low or not _SPANS.intersection(low))


def _is_year(word: str) -> bool:
    return len(word) == _YEAR_FROM and word[:2] == "20" and word.isascii() and word.isdecimal()


def _is_past(words: list[str]) -> bool:
    return any(
        word in words_in("past")
        or (word == "got" and before not in _HAS)
        or (word.endswith("ed") and len(word) >= _PAST_FROM and word not in words_in("not past"))
        for before, word in pairwise(["", *words])
    )


def starts_no_day(words: Sequence[str]) -> bool:
    """True for an "in" without a number behind it: in 3 days, in a week, and in the end."""
    return words[0] == "in" and not any(
        word[:1].isdecimal() or word in _COUNTS for word in words[1:]
    )


def _read(line: Line, first: int, last: int, today: date, month_first: bool) -> date | None:
    """Return the day that the words mean, None if they mean none."""
    words = line.words[first:last]
    month = MONTHS.get(words[-1])
    beside = (*line.words[max(first - 1, 0) : first], *line.words[last : last + 1])
    if month and any(word[0].isdecimal() and len(word) < _YEAR_FROM for word in beside):
        return None  # "30 Feb"
    if month and (len(words) == 1 or (len(words) == 2 and words[0] in ("next", "this"))):
        # "may" is a month with its capital alone, or behind "in".
        is_named = words[-1] != "may" or line.is_capital(last - 1) or line.words[first - 1] == "in"
        return date(today.year + (month <= today.month), month, 1) if is_named else None
    if len(words) == 2 and words[0] in MONTHS and _is_year(words[1]):
        return date(int(words[1]), MONTHS[words[0]], 1)
    if len(words) == 1 and words[0].isdecimal():
        return None
    if starts_no_day(words):
        return None
    from caretrack.domain.date_phrases import parse_date

    try:
        return parse_date(line.cut(first, last), today, prefer="future", month_first=month_first)
    except CareError:
        return None
