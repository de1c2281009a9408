"""That somebody has died, as the note of a touch tells it.

It is read with more care than the reason for the archive: a server, a deal or a dog may die in a
note, and a note is mostly about somebody else.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from caretrack.domain.language.phrases import hits, words_of
from caretrack.domain.people.death import Death, death_rules, last_day_named
from caretrack.domain.people.names import name_key
from caretrack.words import phrase_set, word_set

_FILE = "death"
_STARTS = frozenset(".!?:–—\n¶")


def deaths_in_note(
    note: str, day: date, about: Sequence[str], named: Sequence[str] = ()
) -> dict[str, Death]:
    """Return who has died by the words of a note of this day, and when, by name.

    `about` are the names of those who were in the touch, the first one first; `named` are others
    who are named in the note. "He died" and "passed away last night" speak of the first one.
    """
    words, spans = words_of(note)
    found: dict[str, Death] = {}
    for hit in hits(death_rules(), words):
        if hit.group == "death" or " ".join(words[hit.first : hit.last]) in phrase_set(
            _FILE, "not in a note"
        ):
            continue
        if words[hit.last : hit.last + 1] and words[hit.last] in word_set(_FILE, "behind"):
            continue
        start = hit.first
        while start and words[start - 1] in word_set(_FILE, "between"):
            start -= 1
        who = _whose(words[:start], (*about, *named), about[0])
        if who and who not in found:
            found[who] = _when(note[spans[start][0] :], day)
    return found


def _whose(before: Sequence[str], names: Sequence[str], first: str) -> str:
    """Return the name of whose death the words behind tell, "" for that of nobody here."""
    if not before or before[-1] in _STARTS:
        return first
    if before[-1] in word_set(_FILE, "pronouns"):
        others = word_set(_FILE, "others") | word_set(_FILE, "in doubt")
        clear = others.isdisjoint(word.removesuffix("'s") for word in before)
        others_named = any(_is_named(before, name) for name in names if name != first)
        return first if clear and not others_named else ""
    return _called(before, names)


def _called(before: Sequence[str], names: Sequence[str]) -> str:
    """Return the one of the names that the words end with, "" for none or several.

    A given name is enough; a surname alone may be that of somebody else.
    """
    lengths = {name: _length_at_end(before, name) for name in names}
    longest = max(lengths.values(), default=0)
    found = [name for name, length in lengths.items() if length == longest > 0]
    if len(found) != 1:
        return ""
    left = before[: len(before) - longest]
    return "" if left and left[-1] in word_set(_FILE, "in doubt") else found[0]


def _length_at_end(before: Sequence[str], name: str) -> int:
    """Return how many of the last words are the name from its first word on; 0 for none."""
    parts = name_key(name).split()
    keys = [name_key(word) for word in before[-len(parts) :]]
    for length in range(len(parts), 0, -1):
        if keys[-length:] == parts[:length]:
            return length
    # "Tom Silva" of "Tom Pedro Silva".
    return 2 if len(parts) > 2 and keys[-2:] == [parts[0], parts[-1]] else 0


def _is_named(words: Sequence[str], name: str) -> bool:
    """True if the first word of a name is among the words."""
    return name_key(name).split()[0] in map(name_key, words)


def _when(said: str, day: date) -> Death:
    """Return when it was, out of the words from the phrase to the end of its sentence."""
    said = re.split(r"[.!?]\s|\n", said, maxsplit=1)[0]
    words = set(_words_and_pairs(said))
    for days, heading in enumerate(("today", "yesterday")):
        if not words.isdisjoint(phrase_set(_FILE, heading)):
            on = day - timedelta(days=days)
            return Death(on.year, on.month, on.day)
    return last_day_named(said, day) or Death()


def _words_and_pairs(text: str) -> Iterator[str]:
    """Yield the words of a text, and each two that follow each other."""
    words, _ = words_of(text)
    yield from words
    yield from map(" ".join, pairwise(words))
