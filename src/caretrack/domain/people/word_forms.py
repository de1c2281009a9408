"""The forms of a name in a sentence: genitives, and endings of languages that bend names. Pure.

"Anas Boot", "Annu" of Anna, "Liisan" of Liisa, "Ивана" of Иван; in Hebrew and Arabic a preposition
is written in front of the name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from caretrack.domain.people.names import name_key
from caretrack.words import word_pairs, word_set

# How a word of a text is a form of a name: the name itself; the name as the language of the text
# bends it; something that may be it, and may be another name.
EXACT, BENT, PERHAPS = "exact", "bent", "perhaps"

OTHER = "other"  # a language that no list knows
_IN_FRONT = {
    "\u0590-\u05ff": "(?:ו?ש?(?:כש|מה|[הבכלמ])?|ו)",
    "\u0600-\u06ff": "(?:[وف]?(?:ال|لل|[بلك])?)",
}
_SHORTEST_BENT = 3


@cache
def by_language(heading: str) -> Mapping[str, frozenset[str]]:
    """Return a list of words/mentions.txt by language; lines of one language are put together."""
    found: dict[str, frozenset[str]] = {}
    for language, words in word_pairs("mentions", heading):
        keys = words if heading == "letters" else map(name_key, words)
        found[language] = found.get(language, frozenset()).union(keys)
    return found


def language_of(text: str, keys: Iterable[str]) -> str:
    """Return the language of which a text has the most words and letters; "" where it has none.

    `keys` are the words of the text. Of two languages English is taken.
    """
    counts = dict.fromkeys(by_language("small words"), 0)
    words, english = _languages_of_words(), _english_words()
    for key in set(keys):
        for language in words.get(key, ()):
            counts[language] += 1
        counts["en"] += len(key) > 1 and key in english
    if not text.isascii():
        letters = set(text.lower())
        for language, own in by_language("letters").items():
            counts[language] += 2 * len(letters & own)
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    return best if counts[best] else ""


@cache
def _languages_of_words() -> Mapping[str, Sequence[str]]:
    """Return the words by which a language is known, each with its languages."""
    found: dict[str, list[str]] = {}
    known = by_language("small words")
    for heading in ("small words", "people do", "before a person"):
        for language, words in by_language(heading).items():
            for word in words if language in known else ():
                found.setdefault(word, []).append(language)
    return found


@cache
def _english_words() -> frozenset[str]:
    parts = (word_set("english", part) for part in ("small words", "chat", "words"))
    return frozenset().union(*parts)


def is_english_word(key: str) -> bool:
    """True for a word of the English list."""
    return key in _english_words()


def form_of(key: str, name: str, language: str) -> str | None:
    """Return how a word is a form of a name, both as keys: EXACT, BENT or PERHAPS; else None."""
    if key == name:
        return EXACT
    if alphabet := _prefixing(name):
        if re.fullmatch(_IN_FRONT[alphabet] + re.escape(name), key):
            article = re.match("[وف]?ال|ה", key) and key != name
            return BENT if len(name) >= _SHORTEST_BENT and not article else PERHAPS
        return None
    if len(name) < _SHORTEST_BENT:
        return PERHAPS if key == f"{name}s" and len(name) > 1 else None
    if key[:1] != name[:1] or not _beginning(key, name):
        return None
    if key in (f"{name}s", f"{name}es"):
        return BENT if key == f"{name}s" and language != "fi" else PERHAPS
    if key in _bent(name, language):
        return BENT
    # Of three letters too many words would be forms: the zoo of Zoë.
    if len(name) == _SHORTEST_BENT:
        return None
    return PERHAPS if any(key in _bent(name, other) for other in by_language("endings")) else None


def beginnings(name: str) -> str:
    """Return the pattern of all words that may be a form of a name: what they begin with."""
    if alphabet := _prefixing(name):
        return _IN_FRONT[alphabet] + re.escape(name)
    return re.escape(name[: max(2, len(name) - 3)] if len(name) > 3 else name[:2])


def _prefixing(name: str) -> str:
    """Return the letters of the alphabet of a name in which words stand in front of it."""
    return next((letters for letters in _IN_FRONT if re.match(f"[{letters}]", name)), "")


def _beginning(key: str, name: str) -> bool:
    """True if a word begins as the name does, but for its last letters."""
    return re.match(beginnings(name), key) is not None


@cache
def _bent(name: str, language: str) -> frozenset[str]:
    """Return the forms of a name in a language."""
    endings = by_language("endings").get(language, frozenset())
    found = {name + ending for ending in endings}
    bends = endings - {"", "s", "es"}
    if not bends:
        return frozenset(found)
    if name[-1] in "aeoyаяие":
        found |= {name[:-1] + ending for ending in bends}
    # Marek is Marka, Павел is Павла: the vowel before the last letter falls out.
    if len(name) > 3 and name[-2] in "eео":
        found |= {name[:-2] + name[-1] + ending for ending in bends}
    for end, instead in word_pairs("mentions", "changes"):
        if name.endswith(name_key(end)) and len(name) > len(end):
            found |= {name[: -len(end)] + name_key(new) for new in instead}
    return frozenset(found - {name})


def is_name_of_its_own(key: str) -> bool:
    """True for a first name that is a form of another: Marie, Annie, Martina."""
    return key in word_set("names", "names of their own") or key in _first_names()


@cache
def _first_names() -> frozenset[str]:
    pairs = word_pairs("names", "short names")
    return frozenset(word for name, shorts in pairs for word in (name, *shorts))
