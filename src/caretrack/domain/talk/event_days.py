"""The day in front of an event, or behind it: "4 dec operation", "moves to Leeds next friday"."""

from collections.abc import Sequence
from datetime import date, timedelta

from caretrack.domain.date_phrases import SPANS, read_phrase
from caretrack.domain.dates import (
    LONGEST_PHRASE,
    MONTHS,
    WEEKDAYS,
    not_a_date,
    phrase_words,
    spoken,
)
from caretrack.domain.day_grammar import Direction
from caretrack.domain.text import shortened
from caretrack.errors import CareError

# How far away the day of an event may be. What is over for longer is a fact.
MOST_DAYS_AGO, MOST_DAYS_AHEAD = 365, 3653
_MOST_WORDS = 8
# "4 dec", typed on the 7th, is three days ago and not in a year.
_JUST_OVER = timedelta(days=60)
_ALMOST_A_YEAR = 300  # days
# A day may be said with these, but before a noun they belong to it: "the twins", "early shift".
_BEGINS_A_TEXT = frozenset(["the", "first", "early", "late"])
_BEHIND_A_TIME = frozenset(
    ["she", "he", "they", "it", "we", "i", "her", "his", "their", "its", "the", "a", "an", "thing"]
)
_HINT = 'Try "4 dec operation", "next friday exam", "in 2 weeks moves to Leeds".'


def split_event(words: Sequence[str], today: date, month_first: bool = False) -> tuple[date, str]:
    """Return the day and the text of an event out of its words.

    The day comes first, or else last; its colon is taken off. A feast is the day and stays in the
    text: "christmas party". The text is "" where there is nothing but a day. Raises CareError where
    no day is read, and for one that does not exist or is too far away.
    """
    said = " ".join(words).split()
    day, count = _leading(said, today, month_first)
    if day is not None and _is_of_the_calendar(said[:count]):
        _refuse_another(said[count:], day, today, month_first)
        return _checked(day, today), _text(said[count:])
    last, start = _trailing(said, today, month_first)
    if last is not None:
        return _checked(last, today), _text(said[:start])
    if day is not None:
        return _checked(day, today), _text(said)
    for end in range(min(len(said), _MOST_WORDS), 0, -1):
        # What is no day at all is passed over; one that does not exist is said.
        read_phrase(phrase_words(" ".join(said[:end])[:LONGEST_PHRASE], ""), today, "future", False)
    shown = shortened(" ".join(said), 60)
    raise CareError(f"no day was read in “{shown}”" if said else "the day is missing", _HINT)


def parse_event_day(phrase: str, today: date, month_first: bool = False) -> date:
    """Return the day of a phrase that is nothing but a day. Raises CareError as above."""
    day, rest = split_event(phrase.split(), today, month_first)
    if rest:
        raise not_a_date(phrase, 'Try "4 dec", "next friday" or "2026-12-04".')
    return day


def names_day(text: str, day: date, told_on: date) -> bool:
    """True if a text that was told on the day `told_on` names the day: "has an exam on 4 dec"."""
    words = text.split()
    begins = {*WEEKDAYS, *MONTHS, "tomorrow", "next", "this", "in"}
    return any(
        _leading(words[at : at + _MOST_WORDS], told_on, month_first=False)[0] == day
        for at, word in enumerate(words)
        if word[:1].isdecimal() or word.lower().rstrip(",.") in begins
    )


def _text(words: Sequence[str]) -> str:
    return "-" if words == ["-"] else " ".join(words).strip(" ,;:–—-")


def _leading(words: Sequence[str], today: date, month_first: bool) -> tuple[date | None, int]:
    """Return the day of the first words, None for no day, and how many words it has."""
    last = len(words) - (words[-1:] == ["-"])
    for count in range(min(last, _MOST_WORDS), 0, -1):
        day = _day(" ".join(words[:count]).rstrip(" :,;–-"), today, month_first)
        if day is not None:
            return day, _without_text(words, count)
    return None, 0


def _without_text(words: Sequence[str], count: int) -> int:
    """Return how many of `count` words the day has, without what begins the text behind it."""
    while (
        1 < count < len(words)
        and words[count - 1].lower() in _BEGINS_A_TEXT
        and words[count].lower() not in _BEHIND_A_TIME
    ):
        count -= 1
    return count


def _trailing(words: Sequence[str], today: date, month_first: bool) -> tuple[date | None, int]:
    """Return the day of the last words, None for no day, and how many words stand before it."""
    for start in range(max(1, len(words) - _MOST_WORDS), len(words)):
        day = _day(" ".join(words[start:]).rstrip(" .!"), today, month_first)
        if day is not None:
            return day, start
    return None, 0


def _day(phrase: str, today: date, month_first: bool) -> date | None:
    """Return the day of a phrase, None where it is none.

    It is to come, unless the phrase says otherwise, or it was just over and comes in a year.
    """
    if len(phrase) > LONGEST_PHRASE or not (words := phrase_words(phrase, "")):
        return None
    ahead = _read(words, today, "future", month_first)
    if ahead is not None and (ahead - today).days < _ALMOST_A_YEAR:
        return ahead
    before = _read(words, today, "past", month_first)
    just_over = before is not None and before < today and today - before <= _JUST_OVER
    return before if just_over else ahead


def _read(words: list[str], today: date, prefer: Direction, month_first: bool) -> date | None:
    try:
        return read_phrase(words, today, prefer, month_first)
    except CareError:
        return None


def _refuse_another(rest: Sequence[str], day: date, today: date, month_first: bool) -> None:
    """Raise CareError if a second day follows: "thursday 4 dec", which is a Friday."""
    other, count = _leading(rest, today, month_first)
    if other is not None and not MONTHS.keys().isdisjoint(word.lower() for word in rest[:count]):
        raise CareError(
            f"two days were read, {spoken(day)} and {spoken(other)}", "Name one of them."
        )


def _is_of_the_calendar(words: Sequence[str]) -> bool:
    """True if words name their day by the calendar or from today on, not by a feast."""
    named = {*WEEKDAYS, *MONTHS, *SPANS, "today", "tomorrow", "tonight", "yesterday", "days", "day"}
    return any(word.lower().strip(".,:") in named or word[:1].isdigit() for word in words)


def _checked(day: date, today: date) -> date:
    if (today - day).days > MOST_DAYS_AGO:
        raise CareError(
            f"{spoken(day)} is more than a year ago",
            "`care learn NAME CATEGORY TEXT` keeps what you know of it.",
        )
    if (day - today).days > MOST_DAYS_AHEAD:
        raise CareError(f"{spoken(day)} is more than ten years away", "Is the year right?")
    return day
