"""Phrases, and where they stand in a note: what the rules for kinds and channels are written in.

In a phrase, `a/b` is either word, `word*` any word that starts so, `..` up to three words, `#` a
number, and a word in capitals one of the classes in words/note_classes.txt; HIS is a possessive.

They are matched word by word and not as regular expressions, and a phrase is taken apart only where its first word
stands in the note: to compile them all would take longer than the whole of `care log`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from caretrack.words import word_lists, word_pairs

# No note says what it is about later than this; a pasted log file would take a second.
LONGEST_READ = 2_000

BREAKS = frozenset(".,;:!?()…–—\n")
POSSESSIVE = frozenset(["his", "her", "their"])

# Phrases by the first word of each (a start by its first three letters, and "*"), and the kind that each speaks for.
Rules = tuple[dict[str, list[str]], dict[str, str]]
# Where a phrase stands: its first word, the one after its last, and the kind that it speaks for.
Hit = tuple[int, int, str]
# What a part of a phrase stands for: whole words, starts of words, and whether one of them is a class (HIS, "#").
_Part = tuple[frozenset[str], tuple[str, ...], bool]
_GAP: _Part = (frozenset(), (), False)


def words_of(note: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Words, numbers and the marks that end a clause, lower case, and where in the note each stands.

    Hyphens only part words, but for one between spaces, which is a dash. Nothing is read that begins after the first
    LONGEST_READ characters.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    short = in_full()
    # Taking every mark and sorting them out below is a pattern that compiles in a tenth of the time.
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


def rules_of(phrases: Mapping[str, Iterable[str]]) -> Rules:
    """The phrases of each kind, written as above; a phrase speaks for one kind alone."""
    kinds: dict[str, str] = {}
    for kind, listed in phrases.items():
        kinds.update(dict.fromkeys(listed, kind))
    begun: dict[str, list[str]] = {}
    for phrase in kinds:
        first = phrase.partition(" ")[0]
        if first in begun:
            begun[first].append(phrase)
        else:
            begun[first] = [phrase]
    # Most begin with one plain word, so that only the others are taken apart: that is half of the time.
    for first in [
        first for first in begun if "/" in first or first[-1] == "*" or first in classes()
    ]:
        found = begun[first]
        for form in first.split("/") if first.islower() else one_of(first):
            key = form[:3] + "*" if form[-1] == "*" else form
            # The list is shared by all forms of a word until another phrase begins with one of them.
            begun[key] = begun[key] + found if key in begun else found
    return begun, kinds


def hits(rules: Rules, words: Sequence[str], stops: frozenset[str] = frozenset()) -> Iterator[Hit]:
    """Every place where a phrase stands. No `..` reaches over `stops`."""
    begun, kinds = rules
    for at, word in enumerate(words):
        for key in (word, f"{word[:3]}*", *_classes(word)):
            for phrase in begun.get(key, ()):
                end = _end(_parts(phrase), words, at, stops)
                if end:
                    yield at, end, kinds[phrase]


def classes() -> dict[str, str]:
    """Return the classes of words that a phrase names in capitals."""
    return word_lists("note_classes")


@cache
def in_full() -> dict[str, str]:
    """Return each short form, and the word that it stands for."""
    listed = word_pairs("short_forms", "short forms")
    return {short: word for word, forms in listed for short in forms}


@cache
def one_of(word: str) -> frozenset[str]:
    """What a word of a phrase stands for: the set of that name, or itself and its alternatives."""
    if word.islower():  # no set among them, like most
        return frozenset(word.split("/"))
    return frozenset(form for name in word.split("/") for form in classes().get(name, name).split())


@cache
def _parts(phrase: str) -> tuple[_Part, ...]:
    return tuple(_GAP if word == ".." else _part(word) for word in phrase.split())


@cache
def _part(word: str) -> _Part:
    forms = one_of(word)
    starts = (
        tuple(form[:-1] for form in forms if form[-1] == "*")
        if "*" in word or not word.islower()
        else ()
    )
    return forms, starts, "HIS" in forms or any("#" in form for form in forms)


def _stands_for(part: _Part, word: str) -> bool:
    """Whether a part of a phrase means this word: by itself, by its start, or as one of a class."""
    forms, starts, classed = part
    return (
        word in forms
        or word.startswith(starts)
        or (classed and not forms.isdisjoint(_classes(word)))
    )


def _classes(word: str) -> Sequence[str]:
    """What a phrase can call this word besides itself: "#" for a number, "#pm" and "v#" for one with letters, HIS for a possessive."""
    if word in POSSESSIVE or (word.endswith("'s") and word not in one_of("NO_NAME")):
        return ("HIS",)
    if word[:1].isdecimal():
        return ("#",) if word.isdecimal() else ("#" + word.lstrip("0123456789"),)
    return (word.rstrip("0123456789") + "#",) if word[-1:].isdecimal() else ()


def _end(parts: tuple[_Part, ...], words: Sequence[str], at: int, stops: frozenset[str]) -> int:
    """Where the phrase ends that begins at `at`; 0 when it does not stand there."""
    for place, part in enumerate(parts):
        if part is _GAP:
            return _end_after_gap(parts[place + 1 :], words, at, stops)
        if at >= len(words) or not _stands_for(part, words[at]):
            return 0
        at += 1
    return at


def _end_after_gap(
    parts: tuple[_Part, ...], words: Sequence[str], at: int, stops: frozenset[str]
) -> int:
    for start in range(at, min(at + 4, len(words))):
        end = _end(parts, words, start, stops)
        if end:
            return end
        if not words[start] or words[start] in BREAKS or words[start] in stops:
            break
    return 0
