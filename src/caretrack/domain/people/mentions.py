"""Find a person in texts and bytes, for `care forget`. Pure.

Texts are compared by words, as names are (`name_key`). Bytes are compared in runs of RUN, because
a long text lies in a file in pieces.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from caretrack.domain.people.names import name_key

RUN = 8  # bytes: what memory is read by, eight at a time
STEP = 4  # bytes: a file is read in runs that begin so far apart
# Bytes of the shortest text that surely has one of these runs; a shorter one is searched whole.
WHOLE = RUN + STEP - 1
SHORTEST = 4  # bytes; three letters stand anywhere by chance
# A word of a name that more entries of others have is an ordinary word ("will", "may", "mark").
COMMON_FROM = 12
REDACTED = "…"

Words = tuple[str, ...]

# A word as it is written, with accents that stand behind their letters.
_WRITTEN = "(?:[^\\W_][\u0300-\u036f]*)+"


class SearchTerms(NamedTuple):
    """What a person is found by: `names`, each as words of its key, and `texts` as stored."""

    names: tuple[Words, ...]
    texts: tuple[str, ...]


class BytePatterns(NamedTuple):
    """What is searched in bytes: runs of RUN bytes as numbers, and texts shorter than WHOLE."""

    runs: set[int]
    shorts: set[bytes]


def words_of(text: str) -> Words:
    """Return the words of a text as names are compared: no case, no accents, no signs."""
    return tuple(re.findall(r"[^\W_]+", name_key(text)))


def name_terms(
    names: Iterable[str], addresses: Iterable[str], others: Iterable[str]
) -> tuple[Words, ...]:
    """Return the words that name a person: whole names, addresses, and words of theirs alone.

    A word has three letters or more, and is in no name of `others`. A whole name that somebody else
    has, or has in theirs, names nobody.
    """
    wholes = [words_of(name) for name in names]
    theirs = {words_of(other) for other in others}
    common = {word for words in theirs for word in words}
    lines = {f" {' '.join(words)} " for words in theirs}
    found = [words for words in (*wholes, *map(words_of, addresses)) if len(words) > 1]
    found = [words for words in found if not any(f" {' '.join(words)} " in line for line in lines)]
    found += [(word,) for words in wholes for word in words if len(word) > 2 and word not in common]
    return tuple(dict.fromkeys(found))


def names_in(text: str, names: Iterable[Words]) -> list[Words]:
    """Return the names that stand in a text as whole words."""
    key = name_key(text.replace("\\n", " ").replace("\\t", " "))
    near = [words for words in names if all(word in key for word in words)]
    if not near:
        return []
    line = " " + " ".join(re.findall(r"[^\W_]+", key)) + " "
    return [
        words
        for words in near
        if f" {' '.join(words)} " in line or (_unspaced(words) and re.search(_closed(words), key))
    ]


def _unspaced(words: Words) -> bool:
    """True for a script without spaces, in which words cannot be told apart."""
    return any("\u2e80" <= char <= "\ud7ff" for word in words for char in word)


def _closed(words: Words) -> str:
    return r"\s*".join(map(re.escape, words))


def redacted(text: str, names: Iterable[Words]) -> str:
    """Return the text with REDACTED in the place of every name; other words stay as they are."""
    names = tuple(names)
    for words in filter(_unspaced, names):
        text = re.sub(_closed(words), REDACTED, text)
    found = [
        (match.start(), match.end(), name_key(match.group()))
        for match in re.finditer(_WRITTEN, text)
    ]
    keys = [key for _, _, key in found]
    made, done, place = "", 0, 0
    longest_first = sorted(names, key=len, reverse=True)
    while place < len(found):
        hit = next(
            (words for words in longest_first if tuple(keys[place : place + len(words)]) == words),
            None,
        )
        if hit is not None:
            made += text[done : found[place][0]] + REDACTED
            done = found[place + len(hit) - 1][1]
        place += len(hit) if hit else 1
    return made + text[done:]


def byte_patterns(texts: Iterable[str]) -> BytePatterns:
    """Return the patterns to search for: all runs of the texts, in every encoding they may have."""
    runs: set[int] = set()
    shorts: set[bytes] = set()
    for text in dict.fromkeys(texts):
        for data in encodings(text):
            if len(data) >= WHOLE:
                runs.update(number for view in _views(data, 1) for number in view)
            elif len(data) >= SHORTEST:
                shorts.add(data)
    return BytePatterns(runs, shorts)


def encodings(text: str) -> set[bytes]:
    """Return a text as bytes: as it is, NFC, NFD, as a key, and escaped as in the log."""
    import json
    from unicodedata import normalize

    forms = {
        text,
        normalize("NFC", text),
        normalize("NFD", text),
        json.dumps(text, ensure_ascii=False)[1:-1],
    }
    if len(text) <= 200:  # only names and handles are stored as keys
        forms.add(name_key(text))
    return {form.encode("utf-8", "replace") for form in forms}


def _views(data: bytes, step: int) -> Iterator[memoryview]:
    """Give the runs of the bytes as numbers: those that begin at every `step` bytes."""
    whole = memoryview(data)
    for shift in range(0, min(RUN, len(data)), step):
        yield whole[shift : shift + (len(data) - shift) // RUN * RUN].cast("Q")


def patterns_in(data: bytes, wanted: BytePatterns, *, step: int = STEP) -> BytePatterns:
    """Return the patterns in the bytes: with a step of 1 all; else at least one of WHOLE bytes."""
    runs: set[int] = set()
    for view in _views(data, step) if wanted.runs else ():
        runs |= wanted.runs.intersection(view)
    return BytePatterns(runs, {short for short in wanted.shorts if short in data})


def subtract(wanted: BytePatterns, found: BytePatterns) -> BytePatterns:
    """Return the patterns that are not among those found."""
    return BytePatterns(wanted.runs - found.runs, wanted.shorts - found.shorts)


def as_text(run: int) -> str:
    """Return a run as readable text."""
    return run.to_bytes(RUN, sys.byteorder).decode("utf-8", "replace")
