"""Where a text has what only hints at somebody: initials, one letter, a short number. Pure.

Others have these, too, so such a place is in doubt at most; where it is mostly something else
("OK", "A friend"), it is a plain word.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from typing import NamedTuple

from caretrack.domain.people.name_or_word import DOUBT, NO_CASE, WORD, Text
from caretrack.domain.people.names import name_key
from caretrack.domain.people.sought import (
    INITIALS,
    NO_LETTERS,
    ONE_LETTER,
    ONE_SIGN,
    SHORT_LOCAL,
    SHORT_NUMBER,
    Hint,
    Sought,
)
from caretrack.domain.people.word_forms import is_english_word
from caretrack.words import word_set

# What may stand between two initials, and behind one that is short for a name.
_BETWEEN = re.compile(r"\.?[\s\-]?")
_SHORT_FOR = re.compile(r"\.(?:\s[^\W\dA-Z_]|\s*$)")
_HAS = re.compile(r"\.?['’]s\b")
# Words of one letter: at the head of a sentence they have a capital, too.
_WORDS = frozenset("aeiouy")
_PRONOUN = "I"
_YEAR = re.compile(r"(?:19|20)\d\d")


class HintPlace(NamedTuple):
    """A place of a text that has a hint: `start` to `end`, DOUBT or WORD, and the key."""

    start: int
    end: int
    verdict: str
    word: str


def hint_patterns(sought: Sought) -> Iterator[str]:
    """Give patterns for texts as they are written: what may have a hint matches one of them."""
    for what, sort in sought.hints:
        if sort == INITIALS:
            for letters in _shorter(what):
                yield _apart(_BETWEEN.pattern.join(map(_letter, letters)))
        elif sort == NO_LETTERS:
            yield re.escape(what)
        elif sort != ONE_SIGN:
            # In ASCII a small letter by itself is a word, or part of one.
            small = sort != ONE_LETTER or not what.isascii()
            yield _apart(f"(?{'i' if small else ''}:{_letter(what)})")
    if first := _first_letters(sought):
        yield rf"(?<![^\W_])[{''.join(sorted(first))}](?:\.|['’]s\b)"


def hint_places(read: Text, sought: Sought, used: Set[int]) -> Iterator[HintPlace]:
    """Give the places of hints; words in `used` are taken already."""
    looks: dict[str, Callable[[Text, str, int], HintPlace | None]] = {
        INITIALS: _initials_at,
        ONE_LETTER: _letter_at,
        SHORT_LOCAL: _local_at,
        SHORT_NUMBER: _number_at,
    }
    done = set(used)
    for what, sort in sought.hints:
        if sort == NO_LETTERS:
            verdict = WORD if what.isascii() else DOUBT
            for match in re.finditer(re.escape(what), read.text):
                yield HintPlace(*match.span(), verdict, what)
            continue
        look = looks.get(sort)
        for at in range(len(read.words)) if look else ():
            found = look(read, what, at) if look and at not in done else None
            if found and not done.intersection(covered := _covered(read, at, found.end)):
                done.update(covered)
                yield found
    letters = _first_letters(sought)
    for at, word in enumerate(read.words):
        if at not in done and read.text[word.start : word.end] in letters and _is_short(read, at):
            yield HintPlace(word.start, word.end, DOUBT, word.key)


def hint_key(hint: Hint) -> str:
    """Return what a place of a hint has as its word."""
    return hint.what if hint.sort == NO_LETTERS else name_key(hint.what)


def _apart(pattern: str) -> str:
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def _shorter(initials: str) -> Sequence[str]:
    """Return initials, and those of two of three words: TKA, TA, TK."""
    return tuple(dict.fromkeys((initials, initials[0] + initials[-1], initials[:2])))


def _letter(letter: str) -> str:
    """Return the pattern of a capital, with its marks or without."""
    return f"(?:{'|'.join(map(re.escape, dict.fromkeys((letter, name_key(letter).upper()))))})"


def _first_letters(sought: Sought) -> frozenset[str]:
    """Return the capitals by which a word of the name may be cut short: the T of "T. was here"."""
    letters = {word[0].upper() for word in sought.given | sought.family if len(word) > 1}
    return frozenset(letters - {_PRONOUN})


def _covered(read: Text, first: int, end: int) -> set[int]:
    """Return the words from the first to the one that ends there."""
    return {at for at in range(first, len(read.words)) if read.words[at].end <= end}


def _initials_at(read: Text, what: str, at: int) -> HintPlace | None:
    """Return the initials that begin at a word: "TKA", "T.K.A.", "T. K. A.", "T.A."."""
    word, key = read.words[at], name_key(what)
    written = read.text[word.start : word.end]
    if word.key == key and written.isupper():
        plain = read.case == NO_CASE or written.lower() in word_set("mentions", "abbreviations")
        return HintPlace(word.start, word.end, WORD if plain else DOUBT, key)
    for letters in _shorter(what):
        last = at + len(letters) - 1
        if last < len(read.words) and all(
            _is_capital(read, at + place, letter)
            and (not place or _BETWEEN.fullmatch(read.gap(at + place)))
            for place, letter in enumerate(letters)
        ):
            return HintPlace(word.start, read.words[last].end, DOUBT, key)
    return None


def _is_capital(read: Text, at: int, letter: str) -> bool:
    word = read.words[at]
    return word.capital and word.key == name_key(letter) and len(_written(read, at)) == 1


def _written(read: Text, at: int) -> str:
    """Return a word as it is written, each letter with its marks as one."""
    from unicodedata import normalize

    word = read.words[at]
    return normalize("NFC", read.text[word.start : word.end])


def _letter_at(read: Text, what: str, at: int) -> HintPlace | None:
    """Return a word of one letter, which is a name: the Å of "Å was there"."""
    word, written = read.words[at], _written(read, at)
    if written.casefold() != what.casefold() or (not word.capital and what.isascii()):
        return None
    plain = not word.capital or written == _PRONOUN or (word.key in _WORDS and word.begins)
    plain = plain and (what.isascii() or not word.capital)
    return HintPlace(word.start, word.end, WORD if plain else DOUBT, word.key)


def _local_at(read: Text, what: str, at: int) -> HintPlace | None:
    """Return what stands before the @ of a short address."""
    word = read.words[at]
    if word.key != what:
        return None
    signed = "@" in (read.text[word.start - 1 : word.start], read.text[word.end : word.end + 1])
    if len(what) == 1 and not signed:
        return None
    plain = is_english_word(what) and not signed
    return HintPlace(word.start, word.end, WORD if plain else DOUBT, what)


def _number_at(read: Text, what: str, at: int) -> HintPlace | None:
    word = read.words[at]
    verdict = WORD if _YEAR.fullmatch(what) else DOUBT
    return HintPlace(word.start, word.end, verdict, what) if word.key == what else None


def _is_short(read: Text, at: int) -> bool:
    """True if a capital is short for a name: "T. was here", "T.'s boat"; not that of "z. B."."""
    behind = read.words[at].end
    if _HAS.match(read.text, behind):
        return len(read.key(at - 1)) != 1
    alone = len(read.key(at - 1)) != 1 and len(read.key(at + 1)) != 1
    return alone and _SHORT_FOR.match(read.text, behind) is not None
