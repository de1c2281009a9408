"""Words as texts are compared by them: their stems, and the stop words, which say nothing."""

from functools import cache

from caretrack.domain.people.names import name_key
from caretrack.words import word_pairs, word_set

_VOWELS = "aeiouy"


def stop_words() -> frozenset[str]:
    """Return the words of grammar, which every text has."""
    return word_set("stems", "stop words")


@cache
def word_stem(word: str) -> str:
    """Return the stem of a word as it is written: without case, accents and possessive."""
    key = name_key(word).removesuffix("'s").rstrip("'")
    return key[:-1] if key[:-1].isdecimal() and key[-1] == "s" else stem(key)


def stem(key: str) -> str:
    """Return a word in lower case without what plurals, -ing and -ed put at its end.

    Equal for the forms of one English word, near enough for other languages.
    """
    key = _alike().get(key, key)
    if not key.isascii() or len(key) < 4:
        return key
    key = _alike().get(singular := _singular(key), singular)
    for ending in ("ing", "ed"):
        rest = key.removesuffix(ending)
        if (
            rest != key
            and len(rest) > 2
            and not key.endswith("eed")
            and any(vowel in rest for vowel in _VOWELS)
        ):
            key = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "aeiousl" else rest
            break
    key = _alike().get(key, key)
    return key[:-1] if key.endswith("e") and len(key) > 3 else key


def forms(word: str) -> list[str]:
    """Return what may be written for a word, for an index that knows no stems.

    It is the word itself, its stem, and the stem with its endings.
    """
    root = stem(name_key(word))
    last = root[-1:]
    doubled = root + last if last in "bdgmnprt" else root
    endings = ("", "s", "es", "e", "ing", "ed")
    made = [word, *(root + ending for ending in endings), f"{doubled}ing", f"{doubled}ed"]
    made += [f"{root[:-1]}ies"] if last == "y" else []
    made += [
        form
        for alike, meant in _alike().items()
        if stem(meant) == root
        for form in (alike, f"{alike}s")
    ]
    return list(dict.fromkeys(made))


def _singular(key: str) -> str:
    if key.endswith("ies") and len(key) > 4:
        return key[:-3] + "y"
    if key.endswith(("sses", "xes", "ches", "shes")):
        return key[:-2]
    if key.endswith("s") and not key.endswith(("ss", "us", "is")):
        return key[:-1]
    return key


@cache
def _alike() -> dict[str, str]:
    """Return forms that no rule of endings brings together, and the word that is meant."""
    return {form: words[0] for form, words in word_pairs("stems", "alike")}
