"""Names of people and companies in a note: they are no words of it (S2.8).

"Mark Price is back from hospital" is no invoice. A name is read as the pronoun that could stand for
it, so that "could not reach Ana" is read like "could not reach her".
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caretrack.domain.language.phrases import BREAKS
from caretrack.domain.people.names import name_key
from caretrack.words import word_set

# A name is no longer than this, in words.
LONGEST_NAME = 4
PRONOUNS = ("they", "them", "their")
_SENTENCE_ENDS = frozenset(".!?…\n¶")
_Spans = list[tuple[int, int]]


class NameSet(NamedTuple):
    """Names as keys: whole ones of several words, what one is called by, and all other words."""

    whole: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()


class Names(NamedTuple):
    """The names of those who are in a touch, and of others in the journal."""

    here: NameSet = NameSet()
    others: NameSet = NameSet()


NO_NAMES = Names()


def name_set(names: Iterable[str], companies: Iterable[str] = ()) -> NameSet:
    """Return the names (nicknames too) and companies to look for in a note.

    A person is called by the first word of a name, a company only by all of it.
    """
    whole, called, parts = set(), set(), set()
    for words, is_company in [
        *((name_words(name), False) for name in names),
        *((name_words(name), True) for name in companies),
    ]:
        if len(words) > 1:
            whole.add(" ".join(words))
            parts.update(words)
        if words and not (is_company and len(words) > 1):
            called.add(words[0])
    short = {word for word in parts | called if len(word) == 1}
    return NameSet(frozenset(whole), frozenset(called - short), frozenset(parts - called - short))


def name_words(name: str) -> list[str]:
    """Return the words of a name as they are looked for."""
    return re.findall(r"\w+", name_key(name))


def without_names(
    note: str, words: Sequence[str], spans: _Spans, names: Names
) -> tuple[list[str], _Spans]:
    """Return the words of a note with a pronoun for each name, and where each stands."""
    keys = [name_key(note[start:end]).removesuffix("'s") for start, end in spans]
    left: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        length = _length(note, words, spans, keys, at, names)
        if length:
            end = spans[at + length - 1][1]
            left.append(_pronoun(note[:end], left))
            places.append((spans[at][0], end))
        else:
            left.append(words[at])
            places.append(spans[at])
        at += length or 1
    return left, places


def _length(
    note: str,
    words: Sequence[str],
    spans: _Spans,
    keys: Sequence[str],
    at: int,
    names: Names,
) -> int:
    """Return of how many words the name is that begins here, 0 if none does."""
    for length in range(min(LONGEST_NAME, len(words) - at), 1, -1):
        key = " ".join(keys[at : at + length])
        if key in names.here.whole or key in names.others.whole:
            return length
    key = keys[at]
    here = key in names.here.called
    called = here or key in names.others.called
    if not (called or key in names.here.parts or key in names.others.parts):
        return 0
    after = "".join(words[at + 1 : at + 2])
    if not note[spans[at][0]].isupper() or note.isupper():
        return int(here and _stands_as_a_name(words, at, after))
    if at and words[at - 1] not in _SENTENCE_ENDS:
        return 1
    # Every sentence begins with a capital letter.
    feels = after in ("is", "was") and bool(set(words[at + 2 : at + 3]) & _listed("people are"))
    return int(here or _acts(after, called) or feels)


def _stands_as_a_name(words: Sequence[str], at: int, after: str) -> bool:
    """True if a word in small letters stands where a name does: "with bill", "bill rang"."""
    before = words[at - 1] if at else ""
    if before in _listed("before a person"):
        return True
    return (not at or before in BREAKS) and _acts(after, True)


def _acts(after: str, called: bool) -> bool:
    """True if a word is what a person does; what a thing does as well only for a first name."""
    return after in _listed("people do") or (called and after in _listed("things do too"))


def _pronoun(until: str, before: Sequence[str]) -> str:
    if until[-2:].casefold() in ("'s", "’s"):
        return "their"
    return "they" if not before or before[-1] in BREAKS else "them"


def _listed(heading: str) -> frozenset[str]:
    return word_set("names_in_notes", heading)
