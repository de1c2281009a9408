"""What was said last, and comes back (S0.4, S2.3): the newest caring note that nothing took up.

A newer caring note takes up an older one; so does a fact of the same day or later, or one that was
retired since, that says what the note says. What touches a boundary, or a category that they
declined or that was closed, never comes back (S2.6).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from caretrack.domain.language.sentences import (
    clauses,
    point,
    sentences,
    tells_something,
    weight,
    words_of,
)
from caretrack.domain.model import Fact
from caretrack.domain.talk.categories import NOT_RAISED, category, silent_categories
from caretrack.words import word_pairs, word_set

WIDTH = 90
# What a whole mail is longer than.
_LINES_OF_A_NOTE = 1
# Characters of a note that are looked through for answers.
_READ = 1_000
# Texts of a person that are compared.
_TEXTS_AT_ONCE = 256
_GROUPS = ("death", "parting", "illness")


# A line in the note of a person which says what differed when two were merged.
MERGED = "(Merged from"


class Heard(NamedTuple):
    """A note: the id of the entry that it is of, its day, and who else was there."""

    source: str
    on: date
    note: str
    others: tuple[str, ...] = ()


def last_said(
    notes: Sequence[Heard], facts: Sequence[Fact], retired: Sequence[Fact]
) -> tuple[Heard, str] | None:
    """Return the newest note that tells anything, and its point, which comes back; else None.

    The notes are given newest first. Of an older one something comes back only if the newer ones
    are left alone, or hold no more, and only what they do not speak of.
    """
    alone, newer = left_alone(facts), frozenset[str]()
    told_facts = [fact for fact in facts if fact.is_known and fact.category not in NOT_RAISED]
    for heard in notes:
        told = [part for part in told_in(heard.note) if tells_something(part)]
        spared = alone.spared(told)
        known = _said_by(fact for fact in told_facts if fact.learned_on >= heard.on)
        gone = _said_by(fact for fact in retired if (fact.retired_on or heard.on) >= heard.on)
        parts = list(_not_taken_up(spared, known))
        if spared and not parts:
            return None  # the facts open
        parts = list(_not_taken_up(parts, gone | newer))
        if parts:
            return heard, point(parts, WIDTH)
        newer = newer.union(*map(_matter, told))
    return None


def _said_by(facts: Iterable[Fact]) -> frozenset[str]:
    return frozenset[str]().union(*(_matter(fact.text) for fact in facts))


def told_in(note: str) -> list[str]:
    """Return the sentences of a note; of a mail, those that its writer wrote (no greeting)."""
    if note.count("\n") >= _LINES_OF_A_NOTE:
        from caretrack.domain.language.own_words import own_words, without_greeting

        note = without_greeting(own_words(note))
    return sentences(note)


def without_merges(note: str) -> str:
    """Return the note of a person without the lines of merges: nobody said them."""
    if MERGED not in note:
        return note
    return "\n".join(line for line in note.split("\n") if not line.startswith(MERGED))


def in_short(note: str, facts: Sequence[Fact]) -> str:
    """Return the point of a note without what is left alone; "" if nothing is left."""
    parts = left_alone(facts).spared(told_in(note))
    return point(parts, WIDTH) if parts else ""


def answered_in(notes: Sequence[Heard]) -> set[str]:
    """Return the questions that these notes answer, by their category, at least a little."""
    words = set[str]().union(*(words_of(heard.note[:_READ]) for heard in notes))
    return {name for name, known in word_pairs("said", "answers") if not words.isdisjoint(known)}


class LeftAlone(NamedTuple):
    """What of a person is not brought up: boundaries, declined and closed categories (S2.6).

    It is `words`, and all words of the lists `groups`.
    """

    words: frozenset[str]
    groups: Sequence[str]

    def touched_by(self, text: str) -> bool:
        """True if a text comes near what is left alone."""
        words = words_of(text)
        if self.words & frozenset(map(_plain, words)):
            return True
        return any(set(words) & word_set("said", heading) for heading in self.groups)

    def spared(self, told: Sequence[str]) -> list[str]:
        """Return the sentences that may be brought up.

        After one that may not, neither may those that go on with "he", "they" or "it".
        """
        if not self.words:
            return list(told)
        kept, before = [], False
        for part in told:
            first = words_of(part)[0]
            before = self.touched_by(part) or (before and first in _GOES_ON)
            if not before:
                kept.append(part)
        return kept


def left_alone(facts: Sequence[Fact]) -> LeftAlone:
    """Return what the current facts of a person say is to be left alone."""
    limits = [fact.text for fact in facts if fact.category in NOT_RAISED and fact.is_known]
    words = frozenset[str]().union(*map(_matter, limits)) - word_set("said", "of limits")
    groups = [heading for heading in _GROUPS if words & word_set("said", heading)]
    for name in silent_categories(facts):
        words |= frozenset(map(_plain, (name, *category(name).other_words.split())))
    return LeftAlone(words, groups)


# A sentence that begins with one of these goes on with the matter of the one before it.
_GOES_ON = frozenset(
    ("he", "she", "they", "it", "this", "that", "his", "her", "their", "him", "them", "its")
)


def _not_taken_up(told: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """Yield the sentences whose words are not known; of one that is known in part, the rest."""
    for part in told:
        if not known & _matter(part):
            yield part
            continue
        whole = clauses(part)
        rest = [clause for clause in whole if not _is_said(_matter(clause), known)]
        if rest == whole:
            yield part
        elif any(weight(clause) for clause in rest):
            yield _of_sentence(part, whole, rest)


def _of_sentence(sentence: str, whole: Sequence[str], rest: Sequence[str]) -> str:
    """Return clauses of a sentence as they stand in it, if they stand together."""
    at = whole.index(rest[0])
    start = sentence.find(rest[0])
    end = sentence.find(rest[-1], start)
    if start < 0 or end < 0 or list(whole[at : at + len(rest)]) != list(rest):
        return ", ".join(rest)
    return sentence[start : end + len(rest[-1])]


def _is_said(words: frozenset[str], known: frozenset[str]) -> bool:
    return 2 * len(words & known) >= len(words)


# A fact or a note is compared with each of the others.
@lru_cache(_TEXTS_AT_ONCE)
def _matter(text: str) -> frozenset[str]:
    """Return the words of a text that matter, as they are compared."""
    little = _little()
    return frozenset(
        _plain(word) for word in words_of(text) if word not in little and len(word) > 2
    )


@cache
def _little() -> frozenset[str]:
    return word_set("said", "little") | word_set("stems", "stop words")


def _plain(word: str) -> str:
    """Return a word without possessive and plural."""
    bare = word.removesuffix("'s")
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare
