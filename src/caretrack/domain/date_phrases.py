"""Days in what people type: alone, and at the head of a note.

`day_grammar` reads the words of a day; here it is decided which words of a text are one. Those at
the end of a promise: `promise_days`.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.dates import (
    LONGEST_PHRASE,
    MONTHS,
    WEEKDAYS,
    not_a_date,
    phrase_words,
    spoken,
)
from caretrack.domain.day_grammar import Direction, moved_by, read_day
from caretrack.domain.language.first_look import LABEL_SIGNS
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.words import word_set

_EXAMPLES = {
    "past": 'Try "yesterday", "last friday" or "14 Mar".',
    "future": 'Try "tomorrow", "next friday" or "14 Mar".',
}
# Patterns are text: `re` compiles each where it is first used, and keeps it. Every `care log` reads
# the head of its note, and most need few of them.

# At the end of a phrase: a time of day.
AT_TIME = (
    r" (?:(?:(?:at|by|around|about|before|from) )?(?:\d{1,2}:\d\d|\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m)"
    r"|(?:at|around|about) \d{1,2}|(?:(?:at|in|by) )?(?P<word>[a-z]+|[ap]\.m))$"
)


def parse_date(phrase: str, today: date, *, prefer: Direction, month_first: bool = False) -> date:
    """Return the day that `phrase` means when it is said on the day `today`.

    A day without its year is the latest one up to today (past), or the earliest from today on
    (future). A weekday alone is the latest one up to today (past), or the first one after today
    (future): a log of "friday" may well be of today, but "by friday", said on a Friday, is a week
    ahead. "this friday" is the one of this week, Monday to Sunday; "next friday" the first after
    today; "last friday" the latest before today. "last week" is 7 days ago, "next month" one month
    on, clamped (31 Jan: 28 Feb). "end of week" is its Sunday.

    Raises CareError for a phrase that is not understood, for a day that does not exist, and for a
    year before 1900 or after 2200.
    """
    day = read_day(phrase_words(phrase, _EXAMPLES[prefer]), today, prefer, month_first)
    if day is None:
        raise not_a_date(phrase, _EXAMPLES[prefer])
    return day


def parse_snooze(phrase: str, today: date, month_first: bool = False) -> date:
    """Return the day until which to snooze: a span from today, or any date phrase.

    A span is "10d", "for 2 weeks" or "a month". Raises CareError as `parse_date` does, and for a
    day that is not after today.
    """
    words = phrase_words(phrase, _EXAMPLES["future"])
    span = words[1:] if words[:1] == ["for"] else words
    day = moved_by(today, 1, span) or parse_date(
        phrase, today, prefer="future", month_first=month_first
    )
    if day <= today:
        raise CareError(
            f"{spoken(day)} is not after today", 'Name a later day, or a span like "2w".'
        )
    return day


def read_phrase(words: list[str], today: date, prefer: Direction, month_first: bool) -> date | None:
    """Return the day, also with a time of day: "friday evening", "tuesday at 3 pm"."""
    times = word_set("days", "time of day")
    while words:
        day = read_day(words, today, prefer, month_first)
        if day is not None:
            return day
        time = re.search(AT_TIME, " ".join(["", *words]))
        if words[0] in times:
            words = words[1:]
        elif time and (time["word"] is None or time["word"] in times):
            words = " ".join(["", *words])[: time.start()].split()
        else:
            return None
    return None


class HeadDay(NamedTuple):
    """The day that a note begins with: the words that said it, and the note without its label."""

    day: date
    words: str
    rest: str


# A label ends with a colon, a dash or its line: "yesterday: …", "3 days ago - …", "[14 Nov] …".
_LABEL = (
    r"(?:[\[(](?P<inside>[^\])\n]{1,40})[\])](?P<close>[:\s–—-])|"
    r"(?P<bare>[^\n—]{1,40}?)(?P<end>\s*:(?=\s)|\s+[-–]+\s|\s*—|\s*\n))\s*"
)
# A day without its year that comes again within this time is not taken for the one of last year.
_SOON, _LONG_AGO = timedelta(days=60), timedelta(days=300)
WITH_YEAR = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_NUMBERED = r"(?a)\d{1,2}[./]\d{1,2}\.?"  # of no year: "27/11"
_ORDINAL = r"(?i)\d{1,2}(?:st|nd|rd|th)"
SPANS = {"week", "weeks", "wk", "fortnight", "month", "months", "year", "years"}
NEVER_ALONE = {"mon", "wed", "sat", "sun"}  # "sat with her", "sun and rain"


def day_at_head(note: str, today: date, month_first: bool = False) -> HeadDay | None:
    """Return the day that a note begins with, None where it begins with none.

    A label is taken off ("yesterday: lunch"), words of the sentence stay ("last friday we met").
    "Friday Group sent …" and "on friday she has her operation" begin with no day of the touch.
    Raises CareError for a day to come ("tomorrow we meet"), and for a label of a day that does not
    exist.
    """
    note = note.strip()
    head = note[:LONGEST_PHRASE]
    label = re.match(_LABEL, head) if any(sign in head for sign in LABEL_SIGNS) else None
    if label and (rest := note[label.end() :].strip()):
        words = (label["inside"] or label["bare"] or "").strip()
        day = _head_day(words, today, month_first)
        dash = (label["end"] or ":").strip() in {"-", "–"}
        until = rest.replace(":", " ").split(maxsplit=1)[0:1]
        range_ = dash and (
            _day_words(rest.replace(":", " "), today, month_first)
            or (until and re.fullmatch(_NUMBERED, until[0]))
        )
        if day is not None and not range_ and not re.fullmatch(_ORDINAL, words):
            return _past(HeadDay(day, words, rest), today)
    words = _day_words(note, today, month_first)
    day = _head_day(words, today, month_first) if words else None
    if day is None:
        return None
    found = HeadDay(day, words.rstrip(" ,;."), note)
    ahead = _is_to_come(words, note[len(words) :], day > today)
    if ahead is None:
        return None
    return _past(found._replace(day=day + timedelta(days=7 * (ahead and day <= today))), today)


# Days at the head of a note that cannot be told: "the other day", "Friday Ben called".
_UNTOLD = (
    r"(?i)(?:(?:on|over|at|during)\s+)?(?:the\s+other\s+(?:day|week|night)|(?:last|the)\s+weekend"
    r"|(?:a\s+few|some)\s+(?:days|weeks|months)\s+ago|last\s+(?:spring|summer|autumn|winter)|earlier\s+this\s+(?:week|month))\b"
    r"|(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?=\s+[A-Z]))"
)


# The day at the end of a short note: "lunch yesterday".
_AT_END = (
    r"(?i)\b(?:yesterday|last night|(?:last|on) (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|[\w]+ days ago)$"
)
# Without one of these there are no such days.
_OF_UNREAD = ("other", "weekend", "ago", "last", "earlier", "day")
_SHORT_NOTE = 60


def unread_day_of_note(note: str) -> str:
    """Return the words of a note that may be its day, "" for none; `day_at_head` read none.

    They are at its head ("the other day we met", "Friday Ben called": or was it a company?), or
    they end a short note of what you did ("lunch yesterday").
    """
    text = note.strip(" .!\n")
    may_be = any(word in text.casefold() for word in _OF_UNREAD)
    found = re.match(_UNTOLD, text) if may_be else None
    first = text.split(maxsplit=1)[0].lower() if text else ""
    together = word_set("days", "together") | word_set("days", "ours")
    if found is None:
        found = re.match(_NUMBERED, text)
        after = text[found.end() :].split(maxsplit=1)[:1] if found else []
        found = found if set(after) & word_set("days", "things together") else None
    if found is None and may_be and len(text) <= _SHORT_NOTE and first in together:
        found = re.search(_AT_END, text)
    return found[0] if found else ""


def _past(found: HeadDay, today: date) -> HeadDay:
    """Return what was found. Raises CareError if the day is to come: that is no touch yet."""
    if found.day <= today:
        return found
    raise CareError(
        f"“{shortened(found.words, 40)}” is {spoken(found.day)}, and that is still to come",
        "`care promise NAME TEXT --by DATE` keeps what you will do, `care occasion` a yearly day; "
        "-d today logs the note as it stands.",
    )


def _head_day(phrase: str, today: date, month_first: bool) -> date | None:
    """Return the day of the words at the head of a note, None if they are none."""
    words = phrase_words(phrase, "")
    day = read_phrase(words, today, "past", month_first)
    if day is not None and today - day > _LONG_AGO:
        ahead = read_phrase(words, today, "future", month_first)
        return ahead if ahead and today < ahead <= today + _SOON else day
    return day


def _day_words(note: str, today: date, month_first: bool) -> str:
    """Return the longest words that a note begins with and that are a day, "" for none."""
    line = note[:LONGEST_PHRASE].strip().partition("\n")[0]
    for end in reversed([found.end() for found in re.finditer(r"\S+", line)][:8]):
        try:
            if _may_begin(line[:end]) and _head_day(line[:end], today, month_first) is not None:
                return line[:end]
        except CareError:
            continue
    return ""


def _may_begin(phrase: str) -> bool:
    """True unless the words are a day only as a label or behind "on": "14/3", "easter"."""
    first, *_ = low = phrase.lower().split()
    if first in {"by", "until", "till", "now", "start", "beginning", "end", "eod", "eow", "eom"}:
        return False
    named = any(
        word.strip(",.")
        in (*WEEKDAYS, *MONTHS, "ago", "back", "last", "next", "this", "in", "within")
        or word.startswith(("yest", "yday", "y'day", "today", "tomorrow", "tonight"))
        for word in low
    )
    figures = [word for word in low if word[0].isdecimal()]
    numbered = len(low) == 1 and figures and re.fullmatch(_NUMBERED, first)
    return bool(
        first == "on" or named or numbered or any(re.match(WITH_YEAR, word) for word in figures)
    )


def _is_to_come(said: str, rest: str, ahead: bool) -> bool | None:
    """True if the note speaks of a touch to come, None if the day is of something else."""
    raw = rest.replace(",", " , ").replace("’", "'").split()
    words = [word.lower().strip('.;:!?"“”()') for word in raw]
    core = [word for word in phrase_words(said, "") if word not in word_set("days", "time of day")]
    weekday, apart = len(core) == 1 and core[0] in WEEKDAYS, said.endswith((",", ";", "."))
    first = words[0] if words else ""
    things = word_set("days", "things together")
    if first in word_set("days", "spoken of") and not apart:
        return None
    if re.fullmatch(_NUMBERED, said) and (ahead or first not in things):
        return None
    if weekday and not apart and not said.lower().startswith("on "):
        name = raw and raw[0][:1].isupper() and first not in {"i", "we"} and said[:1].isupper()
        never = core[0] in NEVER_ALONE and first not in things
        if name or never or first in word_set("days", "names with a weekday"):
            return None
    ours = first in word_set("days", "ours") or first in word_set("days", "together")
    if ahead or (weekday and _is_present(words)):
        ours = ours or bool({"we", "i", "us"} & set(words[:5]))
        return True if ours or not words else None
    in_touch = word_set("days", "in touch") & set(words[:4])
    if first in _THEIRS and not _is_of_both(words):
        return None
    return None if SPANS & set(core) and not (ours or in_touch or weekday) else False


# "last friday his dog died" is news of theirs; what day they told it is not said.
_THEIRS = {"he", "she", "they", "his", "her", "their"}


def _is_of_both(words: list[str]) -> bool:
    """True if a sentence about them says that you were in touch: "she called", "he and I had …"."""
    both = {*word_set("days", "ours"), *word_set("days", "in touch"), "me", "together"}
    return not both.isdisjoint(words[:15])


def _is_present(words: list[str]) -> bool:
    """True if a sentence speaks of what is or will be: "she has …", "we'll meet"."""
    present, (first, *more) = word_set("days", "present"), (words or [""])
    if first.endswith(("'ll", "'re", "'m")) or (more and more[0] in {"will", "won't"}):
        return True
    if first in {"she", "he", "it"}:
        return bool(more) and (more[0] in present or more[0].endswith("s")) and more[0] != "was"
    if first in {"we", "i", "they"}:
        return bool(more) and more[0] in present
    if first in {"her", "his", "their", "the", "our", "my"}:
        for word in more[:5]:
            if word in present or word == "," or word.endswith("ed"):
                return word in present
    return False
