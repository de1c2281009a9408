"""Whether a letter is English: by the share of its words that every English text has."""

import re
from functools import cache

from caretrack.domain.language.stems import stop_words
from caretrack.words import word_set

LEAST_SHARE = 0.12
# Of fewer words nothing can be said.
LEAST_WORDS = 8
MOST_WORDS = 400
_WORD = re.compile(r"[^\W\d_]+")
# Short words that other languages have too.
_SHARED = word_set("draft_filler", "in other languages")


def is_english(text: str) -> bool:
    """True if a letter is English, or too short to tell."""
    words = [found.group().lower() for found in _WORD.finditer(text)][:MOST_WORDS]
    letters = "".join(words)
    if sum(letter.islower() for letter in letters) * 2 < len(letters):
        return False  # a script without capitals
    if len(words) < LEAST_WORDS:
        return True
    return sum(word in _common() for word in words) >= LEAST_SHARE * len(words)


@cache
def _common() -> frozenset[str]:
    return (stop_words() | word_set("draft_filler", "little")) - _SHARED
