"""What is asked behind something that they told: with tact, and after its day has gone by.

Nothing is asked behind a death, a parting, an illness, a liking, an award or a number of children.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from caretrack.domain.dates import MONTHS
from caretrack.domain.language.sentences import as_listed, is_in, words_of
from caretrack.words import word_set

# How long after its day something is asked about, and after how long it is no news.
ASKED_AFTER_DAYS = 180
# So long an event stands on the morning page of somebody who is not due; then it waits until they
# are.
JUST_PAST_DAYS = 14
HOW_DID_IT_GO = "How did it go?"
HOW_IS_IT_GOING = "How is that going?"

# Patterns are text: `re` compiles each where it is first used, and keeps it. To compile all of them
# at import would slow every command.
_NUMBER_OF_CHILDREN = (
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a)\s+"
    r"(?:(?:small|little|grown|grown-up|young|older?)\s+)?"
    r"(?:kids?|child|children|sons?|daughters?|boys?|girls?|siblings|brothers?|sisters?)"
    r"(?=\s*(?:$|[,.;()]|and\b|aged?\b|\d))"
    r"|\b(?:father|mother|mum|dad) of\b|\bno (?:kids|children)\b"
)
_OF_A_FAMILY = (
    *("kid", "child", "son", "daughter", "boy", "girl", "sibling", "brother", "sister"),
    *("father", "mother", "mum", "dad"),
)
_COUNTED = frozenset(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "a", "no")
)
_PASSED_AWAY = r"\bpass(?:ed|es|ing)? away\b|\bput to sleep\b"
_LOSSES = ("lost ", "losing ", "loss of ")
_LOST = r"\b(?:lost|losing|loss of) (?:his|her|their|a|an|the) ([\w'-]+)"
# A first clause that tells where you were: "went to her opening night".
_WENT = r"(?i)^(?:we\s+|I\s+)?(?:went|came|drove|saw|watched|visited|attended)\b[^,;.:]*"
_OF_A_WAY = ("went", "came", "drove", "saw", "watched", "visited", "attended")
# A word with a capital within a sentence: Hope is no hope.
_NAME = r"(?<=[\w,;] )[A-Z]\w+"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Any word may stand where the month does: it is looked up, as a pattern of all months takes long to
# compile. What stands behind the first part is only looked at: "in late May" begins twice.
_DAY_MONTH = r"(\d{1,2})(?=(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]+)\b(?:\s+(20\d\d))?)"
_MONTH_DAY = r"\b(?=([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(20\d\d))?)"
_IN_MONTH = (
    r"\b(?:in|by|until|till|for|from|early|mid|late|this|next|end of|during)"
    r"(?=\s+([a-z]+)\b(?:\s+(20\d\d))?)"
)
_ISO = r"\b(20\d\d)-(\d\d)-(\d\d)\b"
_YEAR = r"\b(?:in|by|until|for)\s+(20\d\d)\b"
_WEEKDAY = (
    r"\b(?:on|next|this|by|until|till)\s+"
    r"(mon|tue|wed|thu|fri|sat|sun)(?:s|rs?|ur|nes|sday|day|urday|nesday|rsday|ursday)?\b"
)
_SPAN = r"\bin\s+(a|an|one|two|three|four|five|six|\d{1,2})\s+(day|week|month|fortnight)s?\b"
_AHEAD = {
    "tomorrow": 1, "tonight": 0, "this week": 6, "this weekend": 6, "next week": 13,
    "next weekend": 13, "next month": 61,
}  # fmt: skip
# Without one of these words, and without a figure, a text names no time.
_TIMES = frozenset(MONTHS) | {
    *("tomorrow", "tonight", "week", "weeks", "weekend", "month", "months", "year", "day", "days"),
    *("fortnight", "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur"),
    *("thurs", "thursday", "fri", "friday", "sat", "saturday", "sun", "sunday"),
}
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 31}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PAST = frozenset(
    (
        *("was", "were", "had", "did", "went", "came", "got", "been", "since", "last", "ago"),
        *("met", "saw", "has", "have", "said", "told", "spoke", "heard", "thought", "felt"),
        *("took", "gave", "made", "sent", "wrote", "won", "lost", "left", "sold", "bought"),
        *("began", "ran", "sat", "sang", "fell", "broke", "tore", "caught", "drove", "flew"),
        *("rode", "slept", "spent", "taught", "swam", "hurt", "threw", "woke", "paid", "rang"),
        "kept",
    )
)


def tail(
    text: str, asked: str, on: date, today: date, *, still: str = "", old: bool = False
) -> str:
    """Return what is asked behind `text`, told on the day `on`; "" for nothing.

    `asked` is the question of its sort, `still` the one for what is `old`.
    """
    low = text.lower()
    words = words_of(low)
    listed = as_listed(words)
    if _is_a_death(listed, low) or is_in(listed, "parting"):
        return ""
    day = over_on(low, words, on)
    is_ill = is_in(listed, "illness")
    if day is not None and day < today and not (is_ill and not is_in(listed, "treatment")):
        return HOW_DID_IT_GO if (today - day).days <= ASKED_AFTER_DAYS else ""
    if is_ill or is_in(listed, "settled") or _names_a_family(low):
        return ""
    return still if old else asked


def _names_a_family(low: str) -> bool:
    """True if it says how many children or siblings there are, or whose parent somebody is."""
    if not any(word in low for word in _OF_A_FAMILY):
        return False
    # The pattern takes long to compile: a number is near, or an "of", where it may find anything.
    words = ("", "", *words_of(low), "")
    return any(
        _counts(before) or _counts(last) or after.startswith("of")
        for before, last, word, after in zip(words, words[1:], words[2:], words[3:], strict=False)
        if any(one in word for one in _OF_A_FAMILY)
    ) and (re.search(_NUMBER_OF_CHILDREN, low) is not None)


def _counts(word: str) -> bool:
    """True if a word is a number, or ends with one behind a hyphen or another sign."""
    last = word.replace("'", "-").replace(".", "-").rpartition("-")[2]
    return last in _COUNTED or last[-1:].isdecimal()


def _is_a_death(listed: frozenset[str], low: str) -> bool:
    """True for "died", "passed away" and "lost her mother"."""
    lost = re.search(_LOST, low.replace("’", "'")) if any(loss in low for loss in _LOSSES) else None
    return (
        is_in(listed, "death")
        or (("away" in low or "sleep" in low) and re.search(_PASSED_AWAY, low) is not None)
        or (lost is not None and is_in(as_listed([lost[1]]), "people"))
    )


def how_it_goes(text: str, on: date, today: date) -> str:
    """Return the question about something that goes on or weighs on them; "" for what does not."""
    rest = re.sub(_NAME, "", text)
    if any(verb in rest.lower() for verb in _OF_A_WAY):
        rest = re.sub(_WENT, "", rest)
    listed = as_listed(words_of(rest))
    if is_in(listed, "weighs"):
        return "How is that now?"
    is_theirs = is_in(listed, "people") or is_in(listed, "life")
    if is_in(listed, "under way") or (is_theirs and _is_to_come(text.lower(), on)):
        return HOW_IS_IT_GOING if (today - on).days <= ASKED_AFTER_DAYS else "What came of it?"
    return ""


def _is_to_come(low: str, on: date) -> bool:
    return over_on(low, words_of(low), on) is not None


def over_on(low: str, words: Sequence[str], on: date) -> date | None:
    """Return the day on which the time is over that a text in lower case names as to come.

    `words` are its words, and it was said on the day `on`: "in May" is over on 31 May. Return None
    for a text that names no such time, or that tells of the past.
    """
    if _TIMES.isdisjoint(words) and not any(map(str.isdecimal, low)):
        return None
    for when, days in _AHEAD.items():
        if when in low and re.search(rf"\b{when}\b", low):
            return on + timedelta(days=days)
    if any(unit in low for unit in _UNITS) and (found := re.search(_SPAN, low)):
        count = _COUNTS.get(found[1]) or int(found[1])
        return on + timedelta(days=count * _UNITS[found[2]])
    if "20" in low and (found := re.search(_ISO, low)):
        day = _existing(*map(int, found.groups()))
        return day if day and day >= on else None
    # A pattern is compiled only for a text with a word that it needs: most have none of them.
    of_months = (_of_calendar, _month) if any(month in low for month in MONTHS) else ()
    read = (look(low, on) for look in (*of_months, _weekday, _whole_year))
    return next((day for day in read if day is not None and day >= on), None)


def _of_calendar(low: str, on: date) -> date | None:
    if not any(map(str.isdecimal, low)):
        return None
    found = _first_of_month(_DAY_MONTH, 2, low) or _first_of_month(_MONTH_DAY, 1, low)
    if found is None or _tells_of_the_past(low[: found.start()]):
        return None
    name, day = (found[1], found[2]) if found[1] in MONTHS else (found[2], found[1])
    if found[3]:
        return _existing(int(found[3]), MONTHS[name], int(day))
    this_year = _existing(on.year, MONTHS[name], int(day))
    if this_year and this_year >= on:
        return this_year
    return _existing(on.year + 1, MONTHS[name], int(day))


def _month(low: str, on: date) -> date | None:
    found = _first_of_month(_IN_MONTH, 1, low)
    if found is None or _tells_of_the_past(low[: found.start()]):
        return None
    month = MONTHS[found[1]]
    year = int(found[2]) if found[2] else on.year + (month < on.month)
    return _last_day(year, month)


def _first_of_month(pattern: str, group: int, low: str) -> re.Match[str] | None:
    """Return the first match of a pattern whose group is the name of a month."""
    return next((found for found in re.finditer(pattern, low) if found[group] in MONTHS), None)


def _weekday(low: str, on: date) -> date | None:
    found = re.search(_WEEKDAY, low) if any(day in low for day in _WEEKDAYS) else None
    if found is None or _tells_of_the_past(low[: found.start()]):
        return None
    ahead = (_WEEKDAYS.index(found[1]) - on.weekday() - 1) % 7 + 1
    return on + timedelta(days=ahead)


def _whole_year(low: str, on: date) -> date | None:
    if "next year" in low:
        return date(on.year + 1, 12, 31)
    found = re.search(_YEAR, low) if "20" in low else None
    if found is None or _tells_of_the_past(low[: found.start()]):
        return None
    return date(int(found[1]), 12, 31)


def _tells_of_the_past(before: str) -> bool:
    """True if what stands before a day has a verb in the past: "moved in May"."""
    clause = re.split(r"[,.;:!?]", before)[-1]
    return not _PAST.isdisjoint(re.findall(r"\w+", clause)) or any(
        word.endswith("ed") and word not in word_set("said", "not past")
        for word in words_of(clause)
    )


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
