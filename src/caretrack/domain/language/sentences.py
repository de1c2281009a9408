"""The sentences of a note, and the one of them that has substance.

Substance is a person, a day, a feeling, a proper name, or what makes and changes a life. A text is
cut between sentences, else between clauses, else between words, and never before its point.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from caretrack.domain.text import ends_a_sentence, one_line
from caretrack.words import word_set

# Patterns are text: `re` compiles each where it is first used, and keeps it. To compile all of them
# at import would slow every command. Sets of signs beyond Latin-1 take the longest to compile, so
# such signs become the plain ones that mean the same before they are looked for.
_WORD = r"[^\W_]+(?:['.-][^\W_]+)*"
# A run of signs or of spaces is tried from its start alone: a note of dots only would take minutes.
_END = r"(?<![.!?])[.!?]+[\"')]*\s+|(?:(?<!\s)\s+)?[\n;]+\s*|(?<!\s)\s+[-|/*]+\s+"
_SIGNS = ".!?\n;-|/*"
_PLAIN_ENDS = str.maketrans("…”’。！？–—•", "!\"';;;---")
_CLAUSE = r",\s+(?:(?:and|but|so)\s+)?|\s*[:(]\s*|\s+(?:and|but|so)\s+|\s+(?=(?:because|while)\s)"
_PLAIN_COMMAS = str.maketrans("、，", "::")
_ADDRESS = r"(?<!\S)\S*(?:://|@|www\.)\S*"
_OF_ADDRESSES = ("://", "@", "www.")
_WORD_OR_SIGN = r"\w+|[^\w\s]"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept"),
    *("sep", "oct", "nov", "dec"),
)
_WEEKDAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("mon", "tues", "tue", "wed", "thurs", "thur", "fri", "sat", "sun"),
)
# Words that name a day without another beside them: "may" and "march" do not.
_ALONE = frozenset(
    ("tomorrow", "tonight", "weekend", "christmas", "xmas", "easter", *_MONTHS[:12], *_WEEKDAYS[:7])
) - {"march", "may"}
_BEFORE_A_DAY = frozenset(
    (
        *("in", "on", "by", "until", "till", "from", "since", "next", "last", "this", "early"),
        *("mid", "late", "of"),
    )
)
_BEHIND_IT = frozenset(
    (*_MONTHS, *_WEEKDAYS, "week", "month", "year", "spring", "summer", "autumn", "winter")
)
_ORDINALS = ("st", "nd", "rd", "th")
# "3.5." and "3/5", looked for only where a text has such a sign between figures.
_DAY_IN_FIGURES = r"\b\d{1,2}[./]\d{1,2}\.?(?=\s|$)"
# Signs and spaces around a sentence.
_AROUND = (
    " -–—|/•*;\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
# What a word of each list adds to the weight of its sentence, once for each list.
_WEIGHTS = {
    "death": 6, "parting": 5, "illness": 5, "life": 3, "people": 3, "feelings": 2, "under way": 1,
}  # fmt: skip
_A_DAY, _A_NAME = 2, 2
# Several rules look at the same note, one after the other: what it gave is kept for so many texts.
_TEXTS_AT_ONCE = 256


@lru_cache(_TEXTS_AT_ONCE)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, as they are listed."""
    return tuple(re.findall(_WORD, text.lower().replace("’", "'")))


def as_listed(words: Sequence[str]) -> frozenset[str]:
    """Return words as the lists have them: as they are, and without their 's."""
    return frozenset((*words, *(word[:-2] for word in words if word.endswith("'s"))))


def is_in(listed: frozenset[str], heading: str) -> bool:
    """True if one of the words (`as_listed`) is in this list of `words/said.txt`."""
    return not word_set("said", heading).isdisjoint(listed)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, one line each.

    A dash ends one too, and a line end, unless the next line goes on in lower case.
    """
    return [one_line(text[start:end]) for start, end in spans_of_sentences(text)]


def spans_of_sentences(text: str) -> list[tuple[int, int]]:
    """Return where each of the `sentences` of a text begins and ends, without the signs around."""
    found, start = [], 0
    plain = text if text.isascii() else text.translate(_PLAIN_ENDS)
    # Most notes are one sentence: a sign at their end alone parts nothing.
    ends = re.finditer(_END, plain) if any(sign in plain[:-1] for sign in _SIGNS) else ()
    for match in ends:
        before, after = text[start : match.start()], text[match.end() :]
        if match[0].startswith(".") and _is_short_form(before, after):
            continue
        if match[0] == "\n" and after[:1].islower():
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    bare = (_bare(text, *span) for span in found)
    return [(start, end) for start, end in bare if _has_word(text[start:end])]


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the spaces and signs at its ends that are none of the sentence."""
    part = text[start:end]
    left = len(part) - len(part.lstrip(_AROUND))
    return start + left, start + max(len(part.rstrip(_AROUND)), left)


def _is_short_form(before: str, after: str) -> bool:
    """True if a full stop is that of "Dr." or "J.", and no end."""
    last = before.rsplit(None, 1)[-1:] or [""]
    word = last[0].lstrip("(\"'“‘").lower()
    initial = len(word) == 1 and word.isalpha() and after[:1].isupper() and word not in "ai"
    return initial or word in word_set("said", "abbreviations")


def clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence between its commas and conjunctions."""
    parts = re.split(_CLAUSE, sentence.translate(_PLAIN_COMMAS))
    return [part for part in (part.strip(" ,:()") for part in parts) if _has_word(part)]


@lru_cache(_TEXTS_AT_ONCE)
def weight(text: str) -> int:
    """Return how much substance a text has: 0 if it tells nothing that one would come back to."""
    words = as_listed(words_of(_without_addresses(text)))
    found = sum(weight for heading, weight in _WEIGHTS.items() if is_in(words, heading))
    found += _A_DAY if _names_a_day(text) else 0
    return found + (_A_NAME if has_name(text) else 0)


def _names_a_day(text: str) -> bool:
    low = text.casefold()
    tokens = re.findall(_WORD_OR_SIGN, low)
    if not _ALONE.isdisjoint(tokens) or any(
        before in _BEFORE_A_DAY and word in _BEHIND_IT for before, word in pairwise(tokens)
    ):
        return True
    if not any(map(str.isdecimal, low)):
        return False
    if _has_a_dated_word(tokens):
        return True
    return any(
        sign in "./" and before.isdecimal() and after.isdecimal()
        for before, sign, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    ) and (re.search(_DAY_IN_FIGURES, text) is not None)


def _has_a_dated_word(words: Sequence[str]) -> bool:
    """True for the name of a month beside a day of it, "3rd of may", and for "in 2019"."""
    earlier = ""
    for before, word in pairwise(words):
        if word in _MONTHS:
            day = earlier if before == "of" else before
            if _is_a_day(day[:-2] if day.endswith(_ORDINALS) else day):
                return True
        if before in _MONTHS and _is_a_day(word):
            return True
        is_a_year = len(word) == 4 and word.isdecimal() and word.startswith(("19", "20"))
        if is_a_year and before in ("in", "since"):
            return True
        earlier = before
    return False


def _is_a_day(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2


def has_name(text: str) -> bool:
    """True if a word after the first is written like a name: "at Leeds"."""
    if text.islower():
        return False
    words = re.findall(_WORD, _without_addresses(text).replace("’", "'"))
    if sum(word[:1].isupper() for word in words) > len(words) // 2 + 1:
        return False
    return any(word[0].isupper() and len(word) > 1 and not word.isupper() for word in words[1:])


def tells_something(text: str) -> bool:
    """True if a word of it says more than that there was a call or a meeting."""
    little = word_set("said", "little")
    return any(
        word not in little and not word.isdecimal() for word in words_of(_without_addresses(text))
    )


def _without_addresses(text: str) -> str:
    if not any(sign in text for sign in _OF_ADDRESSES):
        return text
    return re.sub(_ADDRESS, " ", text)


def point(parts: Sequence[str], width: int) -> str:
    """Return the point of a text, given as its sentences, in at most `width` characters.

    It is the whole text if that is short enough; else the sentence of most weight, with those
    beside it that have weight too; else the clause of it.
    """
    whole = _joined(parts)
    if len(whole) <= width:
        return whole
    best = max(range(len(parts)), key=lambda place: (weight(parts[place]), -place))
    if len(parts[best]) <= width:
        first, last = _widened(parts, best, width)
        return _joined(parts[first : last + 1])
    return _clause_of(parts[best], width)


def _joined(parts: Sequence[str]) -> str:
    """Return sentences as one text; one that a dash or a semicolon ended goes on in lower case."""
    text = "".join(parts[:1])
    for part in parts[1:]:
        mark = "" if ends_a_sentence(text) else ";" if part[0].islower() else "."
        text += f"{mark} {part}"
    return text


def _widened(parts: Sequence[str], best: int, width: int) -> tuple[int, int]:
    """Return the first and last place of the sentences around the best one that are worth room."""
    first = last = best
    while last + 1 < len(parts) and weight(parts[last + 1]):
        if len(_joined(parts[first : last + 2])) > width:
            break
        last += 1
    while first and weight(parts[first - 1]):
        if len(_joined(parts[first - 1 : last + 1])) > width:
            break
        first -= 1
    return first, last


def _clause_of(sentence: str, width: int) -> str:
    """Return the clause of most weight, with as much behind it as there is room for."""
    parts = clauses(sentence)
    best = max(parts, key=lambda part: (weight(part), -parts.index(part)), default=sentence)
    start = sentence.find(best)
    lead = "…" if _has_word(sentence[:start]) else ""  # a comma alone is no loss
    rest = sentence[start:]
    if len(lead) + len(rest) <= width:
        return lead + rest
    words = list(_words_from(rest, width - len(lead) - 1))
    if weight(best) and not weight(" ".join(words)):
        return _around_the_point(best, width)
    return f"{lead}{' '.join(words).rstrip(' ,;:.-–—')}…"


def _words_from(text: str, room: int) -> Iterator[str]:
    """Yield whole words as long as there is room; a first word that is too long is cut."""
    used = -1
    for word in text.split():
        if used + 1 + len(word) > room:
            if used < 0:
                yield word[:room]
            return
        used += 1 + len(word)
        yield word


def _around_the_point(clause: str, width: int) -> str:
    """Return the end of a clause that begins at most three words before its first weighty one.

    A word before it that leaves no room for it is left out.
    """
    words = clause.split()
    first = next((place for place in range(len(words)) if weight(" ".join(words[: place + 1]))), 0)
    start = max(first - 3, 0)
    while start < first and len(" ".join(words[start : first + 1])) > width - 2:
        start += 1
    kept = list(_words_from(" ".join(words[start:]), width - 2))
    end = "" if start + len(kept) == len(words) else "…"
    return f"…{' '.join(kept).rstrip(' ,;:.-–—')}{end}"
