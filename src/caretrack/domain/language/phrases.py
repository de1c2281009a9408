"""Phrases, and where they stand in a text: what the rules for notes and for drafts are written in.

In a phrase `a/b` is either word, `[a]` may be missing, `word*` is any word that begins so, `..` is
up to three words, `#` is a number, and a word in capitals is a class of words/phrase_classes.txt;
HIS is a possessive.

They are matched word by word and not as regular expressions, and a phrase is taken apart only
where its first word stands in the text: to compile them all would take longer than the whole of
`care log`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from caretrack.words import word_lists, word_pairs, word_set

# No note says what it is about later than this; a pasted log file would take a second.
LONGEST_READ = 2_000

BREAKS = frozenset(".,;:!?()…–—\n¶")
POSSESSIVE = frozenset(["his", "her", "their"])

_GAP_WORDS = 3
# So many texts are read before all phrases are put under each word that they may begin with.
_FEW_TEXTS = 4


class PhraseHit(NamedTuple):
    """Where a phrase stands: its first word, the one after its last, and its group."""

    first: int
    last: int
    group: str


# What a part of a phrase stands for: whole words, starts of words, and whether one of them is a
# class (HIS, "#"). It is worked out where the words before it are found: a class may have many.
_Part = tuple[frozenset[str], tuple[str, ...], bool]
_Parts = Sequence[str]


def words_of(note: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words, numbers and marks that end a clause, lower case, and where each stands.

    Hyphens only part words, but for one between spaces, which is a dash. Nothing is read that
    begins after the first LONGEST_READ characters.
    """
    words, spans = _words_of(note)
    return [*words], [*spans]


# The rules for the kind, for what to keep and for more read one note after the other.
@lru_cache(maxsize=1)
def _words_of(note: str) -> tuple[list[str], list[tuple[int, int]]]:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    short = in_full()
    # Taking every mark and sorting them out below is a pattern that compiles in a tenth of the
    # time.
    for found in re.finditer(r"\w+(?:['’]\w+)*|[^\w ]", note):
        start, end = found.span()
        if start >= LONGEST_READ:
            break
        word = found[0].lower().replace("’", "'")
        word = short.get(word, word)
        if word == "-" and note[start - 1 : start] == note[end : end + 1] == " ":
            word = "–"
        if word in BREAKS or word in "&%€£$" or note[start].isalnum() or note[start] == "_":
            words.append(word)
            spans.append((start, end))
    return words, spans


class Rules:
    """The phrases of some groups, ready to be looked for; a phrase is of one group alone."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Part the phrases of each group by how they begin."""
        self.groups: dict[str, str] = {}
        for group, listed in phrases.items():
            self.groups.update(dict.fromkeys(listed, group))
        # By the first word as it is written; those that stand for several words are in `_several`
        # until they are put under each.
        self._begun: dict[str, list[str]] = {}
        for phrase in self.groups:
            first = phrase.partition(" ")[0]
            if first in self._begun:
                self._begun[first].append(phrase)
            else:
                self._begun[first] = [phrase]
        several = classes()
        self._several = [
            one for one in self._begun if "/" in one or one[-1] == "*" or one in several
        ]
        self._texts = 0

    def begun_with(self, keys: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the phrases that begin with a word of these keys, by key, and maybe others.

        For the first texts only what their words reach is put under its keys: for one note that
        takes a third of the time.
        """
        self._texts += 1
        if self._texts <= _FEW_TEXTS:
            wanted = frozenset(keys)
            begun = {key: self._begun[key] for key in wanted if key in self._begun}
            reached = [one for one in self._several if not wanted.isdisjoint(_keys_of_first(one))]
        else:
            begun, reached, self._several = self._begun, self._several, []
        for first in reached:
            found = self._begun[first]
            for key in _keys_of_first(first):
                # A list is shared by all forms of a word until another phrase begins with one.
                begun[key] = begun[key] + found if key in begun else found
        return begun


def _keys_of_first(word: str) -> Collection[str]:
    """Return under which keys a phrase is found that begins with this: words and starts."""
    if word.islower() and "*" not in word:
        return word.split("/")
    return [form[:3] + "*" if form[-1] == "*" else form for form in one_of(word)]


def hits(
    rules: Rules, words: Sequence[str], stops: frozenset[str] = frozenset()
) -> Iterator[PhraseHit]:
    """Yield every place where a phrase stands. No `..` reaches over one of `stops`."""
    # A start is found by its first three letters.
    places = [
        (at, key)
        for at, word in enumerate(words)
        for key in (word, f"{word[:3]}*", *_classes(word))
    ]
    begun = rules.begun_with(key for _, key in places)
    for at, key in places:
        for phrase in begun.get(key, ()):
            needed, optional = _parts(phrase)
            end = _end(needed, words, at, stops)
            if end:
                last = _past_optional(optional, words, end) if optional else end
                yield PhraseHit(at, last, rules.groups[phrase])


def longest_hits(rules: Rules, words: Sequence[str]) -> list[PhraseHit]:
    """Return where phrases stand, each place once for each group, by the longest phrase there.

    At one place the groups stand in the order in which they were given.
    """
    order = {group: number for number, group in enumerate(dict.fromkeys(rules.groups.values()))}
    found: dict[tuple[int, str], int] = {}
    for first, last, group in hits(rules, words):
        found[first, group] = max(last, found.get((first, group), 0))
    places = sorted(found, key=lambda place: (place[0], order[place[1]]))
    return [PhraseHit(first, found[first, group], group) for first, group in places]


def without_overlaps(found: Iterable[PhraseHit]) -> list[PhraseHit]:
    """Return the longest of the hits that overlap (of equals the first), in their order."""
    left: list[PhraseHit] = []
    for hit in sorted(found, key=lambda hit: (hit.first, -hit.last)):
        if not left or hit.first >= left[-1].last:
            left.append(hit)
        elif hit.last - hit.first > left[-1].last - left[-1].first:
            left[-1] = hit
    return left


def phrase_words(phrases: Iterable[str]) -> frozenset[str]:
    """Return every word that the phrases are made of."""
    parts = {part.strip("[]") for phrase in phrases for part in phrase.split()}
    return frozenset(word for part in parts for word in one_of(part))


def classes() -> dict[str, str]:
    """Return the classes of words that a phrase names in capitals."""
    return word_lists("phrase_classes")


@cache
def in_full() -> dict[str, str]:
    """Return each short form, and the word that it stands for."""
    listed = word_pairs("short_forms", "short forms")
    return {short: word for word, forms in listed for short in forms}


@cache
def one_of(word: str) -> frozenset[str]:
    """Return what a word of a phrase stands for: its class, or itself and its alternatives."""
    if word.islower():  # no class among them, like most
        return frozenset(word.split("/"))
    return frozenset(form for name in word.split("/") for form in classes().get(name, name).split())


@cache
def _parts(phrase: str) -> tuple[_Parts, _Parts]:
    """Return the parts up to the last that must be there, and those after it."""
    parts = phrase.split()
    needed = len(parts)
    while _may_be_missing(parts[needed - 1]):
        needed -= 1
    return parts[:needed], parts[needed:]


def _may_be_missing(part: str) -> bool:
    return part[0] == "["


@cache
def _part(word: str) -> _Part:
    bare = word.strip("[]")
    forms = one_of(bare)
    starts = (
        tuple(form[:-1] for form in forms if form[-1] == "*")
        if "*" in bare or not bare.islower()
        else ()
    )
    classed = "HIS" in forms or any("#" in form for form in forms)
    return forms, starts, classed


def _stands_for(part: str, word: str) -> bool:
    """True if a part of a phrase means this word: by itself, by its start, or as one of a class."""
    forms, starts, classed = _part(part)
    return (
        word in forms
        or word.startswith(starts)
        or (classed and not forms.isdisjoint(_classes(word)))
        or (word[-2:] == "'s" and word[:-2] in forms)
    )


def _classes(word: str) -> Sequence[str]:
    """Return what a phrase can call this word: "#" for a number, HIS for a possessive.

    "#pm" and "v#" are numbers with letters.
    """
    if word in POSSESSIVE or (
        word.endswith("'s") and word not in word_set("phrase_classes", "NO_NAME")
    ):
        return ("HIS",)
    if word[:1].isdecimal():
        return ("#",) if word.isdecimal() else ("#" + word.lstrip("0123456789"),)
    return (word.rstrip("0123456789") + "#",) if word[-1:].isdecimal() else ()


def _end(parts: _Parts, words: Sequence[str], at: int, stops: frozenset[str]) -> int:
    """Return where the phrase ends that begins at `at`; 0 when it does not stand there."""
    for place, part in enumerate(parts):
        if part == "..":
            return _end_after_gap(parts[place + 1 :], words, at, stops)
        if at >= len(words) or not _stands_for(part, words[at]):
            if not _may_be_missing(part):
                return 0
        elif _may_be_missing(part):
            return _end(parts[place + 1 :], words, at + 1, stops) or _end(
                parts[place + 1 :], words, at, stops
            )
        else:
            at += 1
    return at


def _end_after_gap(parts: _Parts, words: Sequence[str], at: int, stops: frozenset[str]) -> int:
    for start in range(at, min(at + _GAP_WORDS + 1, len(words))):
        end = _end(parts, words, start, stops)
        if end:
            return end
        if not words[start] or words[start] in BREAKS or words[start] in stops:
            break
    return 0


def _past_optional(parts: _Parts, words: Sequence[str], at: int) -> int:
    """Return where a phrase ends with those of its optional last words that are there."""
    end = at
    for part in parts:
        if end < len(words) and _stands_for(part, words[end]):
            end += 1
    while end > at and words[end - 1] in word_set("phrase_classes", "LEFT_OVER"):
        end -= 1
    return end
