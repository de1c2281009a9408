"""How near two names are, and why, in words (S2.8).

Similar names prove nothing alone: `duplicates.py` asks for other evidence as well.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.words import word_pairs, word_set

# The same name, nearly the same, perhaps the same, another.
SAME, NEAR, WEAK, OTHER = 3, 2, 1, 0

# Spellings of one sound, and the letter that stands for all of them.
_BY_EAR = (
    ("sch", "sh"),
    ("ph", "f"),
    ("ck", "k"),
    ("th", "t"),
    ("y", "i"),
    ("c", "k"),
    ("w", "v"),
    ("z", "s"),
    ("j", "i"),
    ("dt", "t"),
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def _listed(word: str, heading: str) -> bool:
    """True if `word` is in the list under this heading of words/names.txt."""
    return word in word_set("names", heading)


@cache
def _full_forms() -> dict[str, frozenset[str]]:
    """Return the names that each short first name stands for."""
    full_forms: dict[str, frozenset[str]] = {}
    for whole, shorts in word_pairs("names", "short names"):
        for short in shorts:
            full_forms[short] = full_forms.get(short, frozenset()) | {whole}
    return full_forms


class Read(NamedTuple):
    """A name as it is compared.

    `words` are in order and without titles. `younger` tells father from son ("jr"), or is "".
    `called` is what stands in brackets or quotation marks.
    """

    words: tuple[str, ...]
    younger: str
    called: tuple[str, ...]


def read_name(name: str) -> Read:
    """Return a name taken apart.

    "Silva, Ana" is turned round, titles and dots are dropped, hyphens are spaces.
    """
    key = name_key(name)
    called = tuple(found.strip() for found in re.findall(r"[(\"“”]([^()\"“”]+)[)\"“”]", key))
    key = re.sub(r"[(\"“”][^()\"“”]*[)\"“”]", " ", key)
    last, comma, first = key.partition(",")
    behind = _split(first)
    turned = (
        comma
        and behind
        and not all(_listed(word, "titles") or _listed(word, "younger") for word in behind)
    )
    words = [*behind, *_split(last)] if turned else _split(key)
    younger = next((word for word in words[1:] if _listed(word, "younger")), "")
    plain = [
        word
        for number, word in enumerate(words)
        if not _listed(word, "titles")
        and not (_listed(word, "younger") and (number or len(words) == 1))
    ]
    return Read(tuple(plain or words or [key]), younger, called)


def _split(key: str) -> list[str]:
    """Return the words of a key, without apostrophes."""
    return [word for word in re.split(r"[\s.,\-/_&]+", key.replace("'", "")) if word]


@cache
def by_ear(word: str) -> str:
    """Return roughly how a word sounds: "sofia" for "sophia", "muler" for "mueller"."""
    for letters, one in (*_UMLAUTS, *_BY_EAR):
        word = word.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", word)


def plain_vowels(word: str) -> str:
    """Return a word with its umlauts as plain vowels: "muller" for "mueller"."""
    for letters, one in _UMLAUTS:
        word = word.replace(letters, one)
    return word


def compare_names(one: Read, other: Read) -> tuple[int, str]:
    """Return how near two names are (SAME, NEAR, WEAK or OTHER), and why, in words (S2.8)."""
    first, second = one.words, other.words
    if first == second or "".join(first) == "".join(second):
        return (
            SAME if max(len(first), len(second)) > 1 or not first[0].isascii() else NEAR
        ), "the same name"
    if sorted(first) == sorted(second):
        return SAME, "the same name, in another order"
    without = [without_particles(words) for words in (first, second)]
    if without[0] and without[0] == without[1]:
        return (SAME if len(without[0]) > 1 else WEAK), "the same name, but for a particle"
    ways = [_in_step(*without), *(_in_step(turn, without[1]) for turn in _turned(without[0]))]
    found = max(ways, key=lambda way: way[0])
    return found if found[0] else _longer(*without)


def without_particles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name but for "von", "de" and their like."""
    particles = word_set("names", "particles")
    return tuple(word for word in words if word not in particles)


def _turned(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the words with the first put last, and with the last put first."""
    return [(*words[1:], words[0]), (words[-1], *words[:-1])] if len(words) > 1 else []


def _in_step(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[int, str]:
    """Compare two names of equally many words, word by word.

    The words that are least near decide. A name of one word is WEAK at most.
    """
    if len(first) != len(second) or not first:
        return OTHER, ""
    steps = [_words(a, b) for a, b in zip(first, second, strict=True)]
    if any(level == OTHER for level, _ in steps):
        return OTHER, ""
    levels = [level for level, _ in steps]
    said = [why for _, why in steps if why]
    # Where no word is the same, every word has to sound the same: "Philip Meier", "Filip Meyer".
    doubtful = len([why for why in said if not why.startswith("written")])
    if len(steps) > 1 and SAME not in levels and doubtful:
        return OTHER, ""
    level = min(levels)
    return (level if len(first) > 1 else min(level, WEAK)), "; ".join(said)


@lru_cache(maxsize=16_384)
def _words(one: str, other: str) -> tuple[int, str]:
    """Return how near two words are, and why, in words; "" for equal words."""
    if one == other:
        return SAME, ""
    if plain_vowels(one) == plain_vowels(other):
        return SAME, f"{_both(one, other)} are one name"
    if len(one) == 1 or len(other) == 1:
        return (WEAK, f"an initial: {_both(one, other)}") if one[:1] == other[:1] else (OTHER, "")
    if one in full_forms(other) or other in full_forms(one) or full_forms(one) & full_forms(other):
        return WEAK, f"{_both(one, other)} are often one name"
    known = _listed(one, "names of their own") and _listed(other, "names of their own")
    if by_ear(one) == by_ear(other) and not (
        known and len(one) == len(other) and one[-1] != other[-1]
    ):
        return NEAR, f"written otherwise: {_both(one, other)}"
    if is_a_slip(one, other):
        return NEAR, f"one letter differs: {_both(one, other)}"
    return OTHER, ""


def full_forms(short: str) -> frozenset[str]:
    """Return the first names that this one is often short for: "robert" for "bob"."""
    return _full_forms().get(short, frozenset())


def is_first_name(word: str) -> bool:
    """True for a first name, or a short form of one, that the lists know. Many are not in them."""
    return _listed(word, "names of their own") or word in _full_forms() or word in _whole_forms()


@cache
def _whole_forms() -> frozenset[str]:
    """Return the first names that have a short form."""
    return frozenset().union(*_full_forms().values())


def _both(one: str, other: str) -> str:
    return f"{one.capitalize()} and {other.capitalize()}"


def is_a_slip(one: str, other: str) -> bool:
    """True if two words differ by one letter: wrong, missing, or changed places with the next.

    Only words of five letters or more count. A difference in the first letter or only at the end is
    no slip, nor is one between two words that are both listed as names of their own.
    """
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    if _listed(one, "names of their own") and _listed(other, "names of their own"):
        return False
    start = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    if start >= min(len(one), len(other)) - (len(one) == len(other)):
        return False  # only the end differs: Silva and Silvas, Ivanov and Ivanova
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _longer(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[int, str]:
    """Compare two names of which one has words that the other leaves out."""
    short, long = sorted((first, second), key=len)
    if len(short) == len(long) or not short:
        return OTHER, ""
    rest = list(long)
    for word in short:
        found = next(
            (
                place
                for place, other in enumerate(rest)
                if _words(word, other)[0] >= (NEAR if len(word) > 1 else WEAK)
            ),
            None,
        )
        if found is None:
            return OTHER, ""
        rest.pop(found)
    if len(short) == 1:
        return (
            (WEAK, f"one is only called {short[0].capitalize()}")
            if len(short[0]) > 1 and short[0] in (long[0], long[-1])
            else (OTHER, "")
        )
    if short[0][0] not in (long[0][0], long[-1][0]) or len(max(short, key=len)) < 2:
        return OTHER, ""
    initials = any(len(word) == 1 for word in short)
    return (WEAK if initials else NEAR), f"one leaves out {' '.join(rest).title()}"
