"""The sentences of a day: where each ends, which day it says, what is no touch of it.

A sentence that tells of two touches is two ("met Ana, then called Ben"). A text without marks, as
a dictation program prints it, is parted where a new sentence must begin.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.date_phrases import day_at_head, parse_date
from caretrack.domain.dates import DAY_NAMES, MONTHS
from caretrack.domain.language.sentences import spans_of_sentences
from caretrack.domain.people.in_sentences import Cast, mentions_in
from caretrack.domain.people.presence import THERE, Mention, listed
from caretrack.errors import CareError

_WEEKDAYS = "|".join(f"{name[:3]}|{name}" for name in DAY_NAMES)
_MONTH_WORDS = "|".join(MONTHS)
# The day behind what you did: "saw Ana on Tuesday", "called Ben last night".
_DAY_BEHIND = re.compile(
    r"\b(?P<day>yesterday|last night|today|tonight|this (?:morning|afternoon|evening)"
    r"|the day before yesterday"
    rf"|(?:on |last )(?:{_WEEKDAYS})(?=\b(?!'))"
    r"|(?:a|an|one|two|three|four|five|six|seven|\d{1,2}) (?:days?|weeks?) ago"
    rf"|on (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH_WORDS})\b(?: \d{{4}})?"
    rf"|on (?:{_MONTH_WORDS}) \d{{1,2}}(?:st|nd|rd|th)?\b(?: \d{{4}})?"
    r"|on \d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
# Behind these the day is one of what is spoken of.
_OF_THE_TALK = re.compile(
    r"[,:;(–—]|\b(?:about|re|regarding|for|that|because|since|who|which|when|if|whether"
    r"|promis\w+|will|would|shall|should|wants?|'ll"
    r"|to (?=[a-z]+ (?:the|a|an|his|her|their|my|our|it|him|them|up|out)\b))",
)
_LEADS = re.compile(r"(?:(?P<word>[A-Za-z]+)\b,?\s+)")
# The days of other languages, at the head of a sentence. "Hier" is "here" in German.
_DAYS_ABROAD = re.compile(
    r"(?:(?P<before>gestern|ayer|ieri|ontem|wczoraj|gisteren|hier(?=,|\s+(?:j'ai|soir|on|nous|avec)\b))"
    r"|heute|hoy|oggi|hoje|aujourd'hui|vandaag|dzisiaj)\b",
    re.IGNORECASE,
)
# What is still to come, or did not happen: "must call Ana", "forgot to write to Ben".
_AHEAD = re.compile(
    r"(?:(?:i|we)\s+)?(?:must|needs?\s+to|have\s+to|has\s+to|should|ought\s+to|will|shall|'ll"
    r"|(?:am\s+|'m\s+|are\s+|'re\s+)?(?:going|planning|hoping)\s+to|gonna|want\s+to|plan\s+to|hope\s+to"
    r"|to\s+do|todo|remember\s+to|remind\s+me|don't\s+forget|intend\s+to|could|may|might|would\s+like)\b"
    r"|(?:i|we)'(?:ll|d\s+like)\b|(?:next\s+(?:week|month|time)|tomorrow)\b|\[ ?\]"
    r"|(?:morgen|demain|mañana|domani|amanhã|jutro)\b"
    # "call Gil tomorrow"
    r"|(?:call|ring|phone|text|e?-?mail|write|send|ask|tell|invite|remind|meet|see|visit|thank)"
    rf"\s+(?!from\b|with\b)[^.!?,:;]*\b(?:tomorrow|next\s+\w+|asap|by\s+(?:{_WEEKDAYS}))\b",
    re.IGNORECASE,
)
# Within so many characters a sentence says that it was called off. To look through one of a whole
# dictation would take minutes.
_SAID_EARLY = 1_000
# How many were there beside those who are named: "and 60 others", "with about 40 customers".
_COUNTED = re.compile(
    r"\b(?:(?P<and>and|plus)|with|among) (?:(?:about|around|some|roughly|nearly|over) )?"
    r"(?P<number>\d{1,3}(?:[,.]\d{3})|\d{1,5}) "
    r"(?:(?P<others>others?\b|more\b)|people\b|guests\b|customers\b|clients\b|colleagues\b"
    r"|visitors\b|attendees\b|participants\b)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:(?:i|we)\s+)?(?:didn't|did\s+not|forgot(?:ten)?\s+to|never|haven't|have\s+not|couldn't|could\s+not"
    r"|wanted\s+to|meant\s+to|no\s+time\s+(?:to|for)|still\s+haven't)\s+"
    r"(?:(?:get\s+to|manage\s+to|find\s+time\s+to|even|really|get\s+round\s+to)\s+)?"
    r"(?:call(?:ed|ing)?|write|writing|written|ring|meet|met|see|seen|phone|visit|talk|speak|text|e?-?mail"
    r"|thank|send|sent|answer|reply)\b"
    r"|[^.!?,:;]*\b(?:call|meeting|lunch|dinner|coffee|breakfast|walk|demo|visit)\s+with\s[^.!?,:;]*"
    r"\b(?:was|is|got|has\s+been)\s+(?:cancell?ed|postponed|called\s+off|put\s+off)\b"
    r"|[^.!?,:;]*\bwith\s[^.!?,:;]*\bfell\s+through\b|(?:(?:i|we)\s+)?skipped\b"
    r"|(?:did|have|should|shall|do|can|could|must)\s+(?:i|we)\b"
    r"|(?:still\s+)?(?:nothing|not\s+a\s+word|no\s+(?:word|news|sign|call))\s+(?:yet\s+|more\s+)?from\b"
    r"|(?:still\s+)?waiting\s+(?:for|on|to)\b"
    # "Will couldn't come": somebody else's absence.
    r"|\w+\s+(?:couldn't|could\s+not|can't|cannot|didn't|did\s+not|won't)\s+(?:come|make\s+it|join|attend)\b"
    r"|\w+\s+(?:was|were)(?:(?:n't|\s+not)\s+(?:there|invited)|\s+(?:missing|absent))\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"(?:\b(?:promised|promising)\s+(?:(?!to\b|that\b|i\b|we\b)[\w'’-]+\s+){0,2}?"
    r"(?:(?=(?:the|a|an|my|our|some)\s)|to\s+|(?:that\s+)?(?:i|we)(?:'d|'ll|\s+would|\s+will)\s+)"
    r"|\b(?:told|said)\s+(?:(?!i\b|we\b)[\w'’-]+\s+){0,3}?(?:i|we)(?:'d|'ll|\s+would|\s+will)\s+"
    r"|(?:^|(?<=[,;:]\s)|(?<=\band\s)|(?<=\bso\s))(?:i|we)(?:'ll|\s+will)\s+)"
    r"(?!be\b|see\b|have\b|never\b|probably\b|think\b|not\b|miss\b)(?P<what>.+)",
    re.IGNORECASE,
)
_PROMISE_ENDS = re.compile(
    r"[.;!?]\s|,?\s+(?:but|because|and\s+(?:he|she|they|i|we))\b", re.IGNORECASE
)
_THEIR_PROMISE = re.compile(r"\b(?:he|she|they)\s+(?:has\s+|have\s+)?$", re.IGNORECASE)
_CUT = re.compile(
    r"(?:\s*[,;]\s*(?:and\s+)?|\s+(?:and|&|\+)\s+|\s+(?=then\s))(?:(?:then|later|also)\s+)?(?=\S)"
)
_DAY_OPENS = {"yesterday", "today", "tomorrow", "this", "last", "and", "then"}
# A sentence that is longer is not parted: to look at every "and" of it would take long.
_LONGEST_PARTED = 1_000
# The name of a touch stands within so many words of its beginning.
_HEAD = 7
_BLANK = re.compile(r"\n[^\S\n]*\n")


class Sentence(NamedTuple):
    """A sentence, or a part of one that tells of a touch of its own.

    `start` and `end` are its place in the passage. `paragraph` counts its paragraphs.
    """

    text: str
    start: int
    end: int
    paragraph: int


class SaidDay(NamedTuple):
    """The day that a sentence says, None for none, and the place where the rest begins.

    `label` is True if the day stands in front as a label ("Yesterday: …") and may hold for what
    follows. `wrong` is why the day is none of a touch: it is to come, or there is no such day.
    """

    day: date | None = None
    start: int = 0
    label: bool = False
    wrong: str = ""


def sentences_of(text: str, cast: Cast) -> list[Sentence]:
    """Return the sentences of a passage, and of each that has no marks the parts of it."""
    breaks = [found.start() for found in _BLANK.finditer(text)]
    found: list[Sentence] = []
    names = frozenset(cast.called) | cast.surnames.keys()
    at = 0
    for start, end in spans_of_sentences(text):
        while at < len(breaks) and breaks[at] < start:
            at += 1
        for first, last in _unmarked_parts(text[start:end], names):
            if re.search(r"[^\W\d_]", text[start + first : start + last]) is None:
                continue
            found.append(
                Sentence(text[start + first : start + last], start + first, start + last, at)
            )
    return found


def _unmarked_parts(sentence: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Return the parts of a sentence that has neither capitals nor commas; else all of it."""
    words = list(re.finditer(r"[^\s]+", sentence))
    plain = re.sub(r"\bI\b|(?<![^\W_])I'", "i", sentence)
    if len(words) < 6 or plain != plain.lower():
        return [(0, len(sentence))]
    low = [name_part(word[0]) for word in words]
    who_or_what = (listed("opens"), names, listed("they"))
    starts, told = [0], False
    for at, word in enumerate(low):
        # "yesterday i met", "this evening i met" have begun already.
        begun = at - starts[-1] < (3 if low[starts[-1]] in _DAY_OPENS else 2)
        if told and not begun and _opens(low, at, names):
            starts.append(at)
            told = False
        told = told or any(word in some for some in who_or_what)
    ends = [*starts[1:], len(words)]
    return [
        (words[first].start(), words[last - 1].end())
        for first, last in zip(starts, ends, strict=True)
    ]


def name_part(word: str) -> str:
    """Return a word in lower case, without marks around it."""
    return word.lower().replace("’", "'").strip('.,;:!?"()')


def _opens(low: Sequence[str], at: int, names: Collection[str]) -> bool:
    """True if a sentence of a text without marks begins with this word."""
    word, before = low[at], low[at - 1]
    after = low[at + 1] if at + 1 < len(low) else ""
    more = low[at + 2] if at + 2 < len(low) else ""
    acts = listed("opens")
    if word in ("and", "so") and after in ("i", "we"):
        return more in acts or more in ("will", "must", "need")
    if word == "and" and after == "then":
        return True
    if word in ("i", "we"):
        return before not in listed("joins") and (after in acts or after in ("will", "must"))
    if word == "then":
        return after in acts or after in ("i", "we", "this", "in", "at") or after in names
    if word in ("yesterday", "today", "tomorrow"):
        return after in acts or after in ("i", "we")
    if word in ("this", "last") and after in ("morning", "afternoon", "evening", "night"):
        return more in acts or more in ("i", "we") or more in names
    if before in listed("joins"):
        return False
    if word in listed("they") or word in names:
        return before not in acts and ("'" in word or after in listed("is"))
    return (word in acts and before not in names and word not in ("had", "lunch")) or (
        word == "had" and after in acts
    )


def parts_of(sentence: str, cast: Cast) -> list[tuple[int, int, list[Mention]]]:
    """Return the parts of a sentence that each tell of a touch, with whom they name.

    It is parted before a second thing you did with somebody else, where the first was one too:
    "Called Ana and wrote to Ben". "Ana called and asked about Ben" is one.
    """
    found = mentions_in(sentence, cast)
    if len(found) < 2 or len(sentence) > _LONGEST_PARTED:
        return [(0, len(sentence), found)]
    cuts = [0]
    for match in _CUT.finditer(sentence):
        head, tail = sentence[cuts[-1] : match.start()], sentence[match.end() :]
        theirs = found[0].first == 0
        days = _begins_day(head, cast) and _begins_day(tail, cast)
        days = days or (_has_day_behind(head) and _is_name_with_day(tail, cast))
        if days or (
            _begins_touch(tail, cast)
            and _begins_touch(head, cast, talk=True)
            and (not theirs or _is_ours(tail, cast))
        ):
            cuts.append(match.end())
    if len(cuts) == 1:
        return [(0, len(sentence), found)]
    ends = [*cuts[1:], len(sentence)]
    return [
        (start, _trimmed(sentence, start, end), mentions_in(sentence[start:end], cast))
        for start, end in zip(cuts, ends, strict=True)
    ]


def _trimmed(sentence: str, start: int, end: int) -> int:
    """Return the end of a part without "and then" and the comma behind it."""
    part = re.sub(r"(?:[\s,;]|\b(?:and|then|later|also)\b)+$", "", sentence[start:end])
    return start + len(part)


def _is_ours(part: str, cast: Cast) -> bool:
    """True if a part says who did it: you, or somebody who is named."""
    found = mentions_in(part, cast)
    return re.match(r"(?:i|we)\b", part, re.IGNORECASE) is not None or bool(
        found and found[0].first == 0
    )


def _begins_day(part: str, cast: Cast) -> bool:
    """True if a part begins with a day, and names somebody: "Tue Ben (call)"."""
    day = re.match(rf"(?:on |last )?(?:{_WEEKDAYS}|yesterday|today)\b", part, re.IGNORECASE)
    return day is not None and bool(mentions_in(part, cast))


def _has_day_behind(part: str) -> bool:
    return _DAY_BEHIND.search(part) is not None


def _is_name_with_day(part: str, cast: Cast) -> bool:
    """True for a name and its day, behind another one: "Ben this morning"."""
    found = mentions_in(part, cast)
    return bool(found) and found[0].first == 0 and _has_day_behind(part)


def _begins_touch(part: str, cast: Cast, *, talk: bool = False) -> bool:
    """True if a part begins with what you did with somebody who is named, or with them.

    With `talk`, that may be talk.
    """
    found = mentions_in(part, cast)
    first = next((one for one in found if one.weight == THERE and (talk or not one.talked)), None)
    if first is None:
        return False
    if first.first == 0:
        return first.did
    words = re.findall(r"[\w'’-]+", part.lower())[:_HEAD]
    acts = listed("acts") | listed("talk") if talk else listed("acts")
    # "danced with Ben"
    did_with = first.first == 2 and words[0].endswith("ed") and words[1] == "with"
    return did_with or (first.first <= _HEAD and not acts.isdisjoint(words))


def weekday_before_name(text: str, mentions: Sequence[Mention], today: date) -> date | None:
    """Return the day of a weekday right before the first name: "Tue Ben (call)"; else None."""
    if not mentions or mentions[0].first != 1:
        return None
    word = re.match(rf"({_WEEKDAYS})\b", text, re.IGNORECASE)
    return parse_date(word[0], today, prefer="past") if word else None


def said_day(text: str, today: date, month_first: bool) -> SaidDay:
    """Return the day that a sentence says, as seen from `today`; "and", "so" may stand before it.

    A day at its end counts behind what you did: "saw Ana on Tuesday", not "Ana moves on Tuesday";
    the caller knows what was done.
    """
    start = 0
    while (lead := _LEADS.match(text, start)) and lead["word"].lower() in listed("leads"):
        start = lead.end()
    abroad = _DAYS_ABROAD.match(text, start)
    if abroad:
        return SaidDay(today - timedelta(days=1 if abroad["before"] else 0), start)
    try:
        head = day_at_head(text[start:], today, month_first)
    except CareError as error:
        return SaidDay(wrong=error.message)
    if head is None:
        return SaidDay(start=start)
    place = text.find(head.rest, start)
    return SaidDay(head.day, place, label=place > start)


def heading_day(text: str, today: date, month_first: bool) -> date | None:
    """Return the day of a line that is nothing but a day: "Yesterday:", "Tuesday", "14 Nov"."""
    bare = text.strip(" :.-–—[]()")
    if not bare or len(bare.split()) > 4:
        return None
    try:
        day = parse_date(bare, today, prefer="past", month_first=month_first)
    except CareError:
        return None
    return day if day <= today else None


def day_behind(text: str, today: date, month_first: bool) -> date | None:
    """Return the day behind what was done, in the first clause of a sentence, None for none."""
    ends = _OF_THE_TALK.search(text)
    clause = text[: ends.start()] if ends else text
    found = _DAY_BEHIND.search(clause)
    if found is None:
        return None
    phrase = re.sub(r"^on (?:the )?", "", found["day"].lower())
    try:
        day = parse_date(phrase, today, prefer="past", month_first=month_first)
    except CareError:
        return None
    return day if day <= today else None


def is_ahead(text: str) -> bool:
    """True for what is to come or only meant: "must call Ana", "will meet Ben on Monday"."""
    return _AHEAD.match(text.replace("’", "'")) is not None


def is_not_done(text: str) -> bool:
    """True for what did not happen: "forgot to call Ana", "didn't write to Ben"."""
    return _NOT_DONE.match(text[:_SAID_EARLY].replace("’", "'")) is not None


def promise_in(text: str) -> str:
    """Return what you promised in a sentence, "" for nothing.

    "I promised to send her the list" and "I'll send her the list" are "send her the list".
    """
    plain = text.replace("’", "'")
    found = _PROMISED.search(plain)
    if found is None or _THEIR_PROMISE.search(plain[: found.start()]):
        return ""
    if found[0].lower().startswith(("promised", "promising")):
        words = plain[: found.start()].split()
        if words and words[-1].lower() not in ("i", "we", "and", "also", "then", "have", "i've"):
            return ""
    what = found["what"]
    ends = _PROMISE_ENDS.search(f"{what} ")
    return what[: ends.start()].strip(" .,;!") if ends else what.strip(" .,;!")


def crowd_in(text: str, named: int) -> int | None:
    """Return how many were there, where a text counts those who are not named (S1.7).

    `named` is the number of those who are: "Ana, Ben and 60 others" is 62, "Ana with 40
    people" is 40. None where nobody is counted.
    """
    found = _COUNTED.search(text)
    if found is None:
        return None
    number = int(re.sub(r"[,.]", "", found["number"]))
    besides = found["and"] or found["others"]
    return max(number + named * bool(besides), named) or None
