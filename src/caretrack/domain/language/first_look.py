"""A first look at a note: whether rules that seldom speak may have something to say of it.

A look is cheap and misses nothing that its rules find. Only where it says that they may find
something are they loaded and asked.
"""

from functools import cache

from caretrack.domain.dates import LONGEST_PHRASE, MONTHS, WEEKDAYS
from caretrack.domain.language.phrases import LONGEST_READ, Rules, hits, words_of
from caretrack.words import phrase_list, word_set

# Words and starts of words by which a note may begin with its day (`date_phrases.day_at_head`).
_OF_A_DAY = frozenset(
    [*WEEKDAYS, *MONTHS, "ago", "back", "last", "next", "this", "in", "within", "on"]
)
_STARTS_OF_A_DAY = ("yest", "yday", "y'day", "today", "tomorrow", "tonight")
LABEL_SIGNS = ")]:-–—\n"
_FIRST_WORDS = 8
# How the words begin, and how a note ends, that may be its day and are not read
# (`date_phrases.unread_day_of_note`).
_OF_UNREAD = frozenset(
    [*WEEKDAYS, "on", "over", "at", "during", "the", "last", "a", "some", "earlier"]
)
_ENDS_UNREAD = ("day", "night", "ago")


def may_name_its_day(note: str) -> bool:
    """True unless a note neither begins with a day nor has words that may be its day."""
    if not note.isascii():
        return True
    text = note.strip()
    head = text[:LONGEST_PHRASE].lower()
    if any(sign in head for sign in LABEL_SIGNS) or any(map(str.isdecimal, head)):
        return True
    words = [word.strip(",.") for word in head.split(maxsplit=_FIRST_WORDS)[:_FIRST_WORDS]]
    if any(word in _OF_A_DAY or word.startswith(_STARTS_OF_A_DAY) for word in words):
        return True
    text = note.strip(" .!\n").lower()
    first = text.split(maxsplit=1)[:1]
    return not _OF_UNREAD.isdisjoint(first) or text.endswith(_ENDS_UNREAD)


def may_tell_of_death(note: str) -> bool:
    """True unless nothing in a note says that somebody has died (`death_in_note`)."""
    low = note.casefold()
    signs = word_set("death", "marks") | word_set("death", "held for them")
    return any(sign in low for sign in ("lost", "late", *signs)) or any(
        hits(death_phrases(), words_of(note)[0])
    )


@cache
def death_phrases() -> Rules:
    """Return the phrases that tell in a note that somebody has died."""
    headings = ("died", "abroad", "only in a note")
    return Rules({heading: phrase_list("death", heading) for heading in headings})


def may_tell_of_referral(note: str) -> bool:
    """True unless a note tells of no referral (`talk.referrals`)."""
    return len(note) > LONGEST_READ or any(hits(referral_phrases(), words_of(note)[0]))


@cache
def referral_phrases() -> Rules:
    """Return the phrases of a referral: of their doing, and of what came to you through them."""
    return Rules({group: phrase_list("referrals", group) for group in ("given", "got")})
