"""What a new fact changes: near facts, and silences that it ends (S2.6, S4.3)."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from caretrack.domain.dates import MONTHS
from caretrack.domain.language.stems import stop_words
from caretrack.domain.model import Fact
from caretrack.domain.people.names import name_key
from caretrack.words import word_set

NEAR, NEAR_ELSEWHERE = 0.7, 0.85  # in the same category, and in another one
_SAME_START = 5
_COMPARED = 400  # characters: what nearly repeats a fact does so from its beginning

# A new fact of this source takes the place of the category's marks of these.
_ENDS = {
    "told": {"declined"},
    "noticed": set[str](),
    "declined": {"declined"},
    "closed": {"declined", "closed"},
}


@cache
def _when() -> frozenset[str]:
    """Return the words that say when: facts that differ in these alone are one, and news of it."""
    return frozenset(MONTHS) | word_set("stems", "time")


class _ComparedText(NamedTuple):
    """A text as it is compared: its letters, the words that count, the names among them."""

    letters: str
    words: frozenset[str]
    names: frozenset[str]


def near_facts(category: str, text: str, facts: Iterable[Fact]) -> list[Fact]:
    """Return the current facts that `text` nearly repeats, the nearest first; of equals the newest.

    Two texts are near if seven of ten of their words are the same; stop words and words of time do
    not count, and "start" and "starts" are the same. If each is one word, seven of ten letters are
    enough. In another category it takes more. They are not near if each has a name that the other
    has not: a sister Noor and a sister Samira are two people.
    """
    said = _said(text)
    shares = []
    for fact in facts:
        if not fact.is_known or fact.retired_on is not None:
            continue
        share = _share(said, _said(fact.text))
        if share >= (NEAR if fact.category == category else NEAR_ELSEWHERE):
            shares.append((share, fact.learned_on, fact.created_at, fact.id, fact))
    return [fact for *_, fact in sorted(shares, reverse=True)]


def _said(whole: str) -> _ComparedText:
    text = whole[:_COMPARED]
    # The first word has a capital for another reason, so often that it tells nothing.
    names = {name_key(word) for word in re.findall(r"\w+", text)[1:] if word[0].isupper()} - _when()
    letters = name_key(text)
    words = [
        word for word in re.findall(r"\w+", letters) if not word.isdigit() and word not in _when()
    ]
    return _ComparedText(
        letters,
        frozenset(words) - stop_words() or frozenset(words),
        frozenset(names - stop_words()),
    )


def _share(one: _ComparedText, other: _ComparedText) -> float:
    """Return how much two texts have in common, 0 to 1."""
    if one.letters == other.letters:
        return 1.0
    if not one.words or not other.words or (one.names - other.words and other.names - one.words):
        return 0.0
    if len(one.words) == len(other.words) == 1:
        return _by_letters(*sorted((*one.words, *other.words)))
    same = min(_found(one.words, other.words), _found(other.words, one.words))
    return 2 * same / (len(one.words) + len(other.words))


def _found(words: Iterable[str], among: Iterable[str]) -> int:
    """Return how many of the words are among the others, in one form or another."""
    return sum(any(_alike(word, known) for known in among) for word in words)


def _alike(one: str, other: str) -> bool:
    return one == other or (
        len(one) >= _SAME_START
        and len(other) >= _SAME_START
        and one[:_SAME_START] == other[:_SAME_START]
    )


def _by_letters(one: str, other: str) -> float:
    """Return how many of their letters are the same in the same order, as a share."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 0.0 if matcher.real_quick_ratio() < NEAR else matcher.ratio()


def ended_by(fact: Fact, before: Iterable[Fact]) -> list[Fact]:
    """Return the marks (declined, closed) that a new fact replaces, out of what was known before.

    A fact that they tell you ends what they once declined. What you closed stays closed, and what
    you only noticed ends nothing (S2.6).
    """
    return [
        mark
        for mark in before
        if mark.category == fact.category and mark.source in _ENDS[fact.source]
    ]


def still_silent(fact: Fact, before: Iterable[Fact]) -> str:
    """Return the mark that keeps the category of a new fact silent, "" for none (S2.6).

    "closed" goes before "declined".
    """
    if not fact.is_known:
        return ""
    marks = {
        mark.source for mark in before if mark.category == fact.category and mark.retired_on is None
    } - _ENDS[fact.source]
    return next((word for word in ("closed", "declined") if word in marks), "")
