"""The day at the end of a promise: "send it by friday", "call friday", "in two weeks"."""

import re
from datetime import date, timedelta

from caretrack.domain.date_phrases import (
    AT_TIME,
    NEVER_ALONE,
    SPANS,
    WITH_YEAR,
    parse_date,
    read_phrase,
)
from caretrack.domain.dates import LONGEST_PHRASE, MONTHS, WEEKDAYS, phrase_words, spoken
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.words import word_set

# What may follow the day of a promise: "by friday, ok?".
_MANNERS = re.compile(
    r"[\s,;–-]+\(?(?:ok|okay|please|pls|right|i promise|promised|if (?:i|we) can"
    r"|if possible|if that works|as (?:agreed|promised|discussed)|or (?:so|sooner|earlier)"
    r"|hopefully|at the(?: very)? latest|latest|at last|for sure|thanks|then|asap)\)?[.!?]*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\(?(?:(?P<by>(?:no|not) (?:later|earlier) than|(?:not|on or) before|by|before|until|till|til)"
    r"|(?P<on>on|for|at|over))\s+",
    re.IGNORECASE,
)
_MOST_WORDS = 9
_LATER_TODAY = {
    "noon",
    "midday",
    "lunchtime",
    "teatime",
    "afternoon",
    "evening",
    "night",
    "midnight",
}
_TOMORROW = {"tomorrow", "tmrw", "tmr"}
_EDGES = {"start", "beginning", "end", "eod", "eow", "eom", "eoy"}


def split_promise(text: str, today: date, month_first: bool = False) -> tuple[str, date | None]:
    """Return a promise and the day it is due: "send it by friday" is "send it" and that Friday.

    Its day is its last words, with "by" or without: "call friday", "before 3 dec", "in two weeks".
    A time of day is passed over. Another day is not read: "call about friday", "stand by me".
    Raises CareError if the day behind a "by" does not exist or is past, and if there is nothing but
    a day ("by friday").
    """
    body = _without_manners(text)
    words = list(re.finditer(r"\S+", body))
    for word in words[-_MOST_WORDS:]:
        head, phrase = body[: word.start()], body[word.start() :]
        if len(phrase) > LONGEST_PHRASE:
            continue
        day, due = _due_day(phrase, head, today, month_first)
        if day is None:
            continue
        if not head.strip():
            raise CareError(
                f'"{shortened(text, 60)}" is a day and nothing to do',
                'Say what, then the day: "send the plan by friday".',
            )
        if due:
            kept = body if phrase.lower().startswith("for ") else head
            return kept.rstrip(" ,;:–-(\n"), check_ahead(day, today)
        break
    return text, None


def parse_due(phrase: str, today: date, month_first: bool = False) -> date:
    """Return the day by which something is due: what may end a promise, or any date phrase.

    Raises CareError as `parse_date` does.
    """
    if len(phrase) <= LONGEST_PHRASE:
        day, _ = _due_day(phrase, "", today, month_first)
        if day is not None:
            return day
    return parse_date(phrase, today, prefer="future", month_first=month_first)


def _without_manners(text: str) -> str:
    """Return a promise without what may follow its day: "by friday, ok?"."""
    body = text.rstrip(" .!?:;,)\n")
    while manners := _MANNERS.search(body[-40:]):
        body = body[: manners.start() - len(body[-40:])]
    return body


def check_ahead(day: date, today: date) -> date:
    """Return the day by which something is due. Raises CareError if it is past on `today`."""
    if day < today:
        hint = 'Name a day to come. One made earlier: care log NAME -d DAY -p "TEXT by DATE".'
        raise CareError(f"{spoken(day)} is past on {spoken(today)}", hint)
    return day


def _due_day(phrase: str, head: str, today: date, month_first: bool) -> tuple[date | None, bool]:
    """Return the day of the words, None if they are none, and whether the promise is due then."""
    lead = _LEAD.match(phrase)
    by, on = (lead["by"] or "", lead["on"] or "") if lead else ("", "")
    rest = re.sub("[()]", " ", phrase[lead.end() if lead else 0 :]).strip()
    if lead and _LEAD.match(rest):
        return None, False
    words = phrase_words(rest, "")
    try:
        day = _read_due(words, today, month_first, before=by.lower() == "before", at=bool(on))
    except CareError:
        if by:
            raise
        return None, False
    if day is None:
        return None, False
    if by:
        return day, True
    before = head.lower().replace("’", "'").split()
    another = bool(before) and before[-1].strip("(,") in word_set("days", "not due")
    past = word_set("days", "past") & {word.strip(",.") for word in before[1:]}
    return day, not another and not past and day >= today and _may_end(phrase, on.lower(), words)


def _may_end(phrase: str, on: str, words: list[str]) -> bool:
    """True if words that are a day may be when a promise is due, though no "by" is in front."""
    last = words[-1]
    feast = not any(
        word in (*WEEKDAYS, *MONTHS, *SPANS, *_EDGES, *_TOMORROW, "today", "tonight", "this", "in")
        or word[:1].isdigit()
        for word in words
    )
    if on == "at":
        return feast or words[0] in _EDGES or "weekend" in words
    if on:
        return words != ["now"]
    if phrase.lower().startswith("the ") and "tomorrow" not in words and words[0] not in _EDGES:
        return False
    if len(words) == 1:
        number = last[:1].isdigit() or last[:1] in "+-"
        return last not in NEVER_ALONE - {"mon"} and (
            bool(re.fullmatch(WITH_YEAR, last)) if number else last != "now" and not feast
        )
    return not feast or words[0] in {"next", "this", "within"}


def _read_due(
    words: list[str], today: date, month_first: bool, *, before: bool = False, at: bool = False
) -> date | None:
    """Return the day by which something is due, None if the words are no day.

    "before 3 dec" is the day before, "this week" its end. The weekend begins after Friday: "by the
    weekend"; "at the weekend" ends on Sunday.
    """
    match words:
        case ["weekend"] | ["this", "weekend"]:
            name = "sunday" if at or len(words) == 2 else "friday"
            ahead = (WEEKDAYS[name] - today.weekday()) % 7
            return today + timedelta(days=ahead)
        case ["this", "week" | "month" | "year" as period]:
            words = ["end", "of", period]
    time = re.fullmatch(AT_TIME, " ".join(["", *words]))
    if time and not at and (time["word"] is None or time["word"] in _LATER_TODAY):
        return today
    day = read_phrase(words, today, "future", month_first)
    if day is None or not before or words[0] in _EDGES:
        return day
    return day - timedelta(days=1)


# What looks like the day of a promise, at its end or within.
_LOOKS_DUE = re.compile(
    r"\b(?:(?P<by>by|before|until|till|til)\s+(?P<rest>\S+(?:\s+\S+){0,5})"
    r"|in\s+(?:a\s+few|some|several|a\s+week\s+or)\s+(?:days|weeks|months|two))$",
    re.IGNORECASE,
)
_LOOKS_AHEAD = re.compile(r"in\s+\S+\s+(?:days?|weeks?|months?)\b", re.IGNORECASE)
_LOOKS_LIKE_TIME = re.compile(
    r"\b(?P<lead>(?:(?:on|at|in|this|next|after|over|mid|early|late|about|around|for|by|of|from|end"
    r"|before|until|till|during)\s+){0,3}(?P<the>the\s+)?)"
    r"(?P<time>[a-z]+[0-9]?)\b(?P<last>(?!\s+\w))?",
    re.IGNORECASE,
)
_NOT_DUE = re.compile(r"\b(?:every|each|other|last|yesterday)\s+$", re.IGNORECASE)


def unread_day(text: str) -> str:
    """Return the words of a promise without a day that look like its day, "" for none.

    `split_promise` read none: "by michaelmas", "in spring", "about friday".
    """
    body = _without_manners(text)[-200:]
    due = _LOOKS_DUE.search(body)
    if ahead := _LOOKS_AHEAD.match(text):
        return ahead[0]
    if due and ((due["by"] or "").lower() != "by" or _may_be_time(due["rest"])):
        return due[0]
    for found in _LOOKS_LIKE_TIME.finditer(body):
        word, last = found["time"].lower(), found["last"] is not None
        if _NOT_DUE.search(body[: found.start()]):
            continue
        if (word in WEEKDAYS and len(word) > 4) or word in {"tomorrow", "tonight"}:
            if last or not found["the"]:
                return found[0]
        elif last and found["lead"] and word in word_set("days", "times not read"):
            return found[0]
    return ""


def _may_be_time(rest: str) -> bool:
    """True if "by" may be followed by a day in these words: "by michaelmas", not "by email"."""
    first, *_ = words = [word.strip("(,.") for word in rest.split()]
    if first.lower() in word_set("days", "by what means") or first.endswith("ing") or not first:
        return False
    if len(words) == 1 and re.fullmatch(r"\d{1,2}", first):
        return True
    times = {*word_set("days", "times not read"), *WEEKDAYS}
    return (first.islower() and first[0].isalpha()) or any(word.lower() in times for word in words)
