"""What somebody leaves in words and in bytes, for `care forget`: who is named in a text, and which bytes are theirs alone. Pure.

Words are compared as names are (`name_key`); bytes are runs of RUN, because a long text lies in a file in pieces.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from caretrack.domain.people.names import name_key

RUN = 8  # bytes: what memory is read by, eight at a time
STEP = 4  # bytes: a file is read in runs that begin so far apart
WHOLE = (
    RUN + STEP - 1
)  # bytes: the shortest text of which one of those runs is a part; shorter ones are looked for whole
SHORTEST = 4  # bytes; three letters stand anywhere by chance
# A word of a name that so many entries of others hold is a word of the language too ("will", "may", "mark").
ORDINARY = 12
BLANK = "…"

Words = tuple[str, ...]

# A word as it is written, with accents that stand behind their letters.
_WRITTEN = "(?:[^\\W_][\u0300-\u036f]*)+"


class Traces(NamedTuple):
    """What names somebody (each as the words of its key), and everything that was written of them, as it is stored."""

    names: tuple[Words, ...]
    texts: tuple[str, ...]


class Needles(NamedTuple):
    """What is looked for in the bytes of a file: runs of RUN bytes as numbers, and texts shorter than WHOLE bytes as they are."""

    runs: set[int]
    shorts: set[bytes]


def words_of(text: str) -> Words:
    """The words of a text as names are compared: no case, no accents, no signs between them."""
    return tuple(re.findall(r"[^\W_]+", name_key(text)))


def namings(
    names: Iterable[str], addresses: Iterable[str], others: Iterable[str]
) -> tuple[Words, ...]:
    """What names somebody: each of `names` and `addresses` whole, and the words (three letters or more) of a name that none of `others` has.

    A whole name that somebody else has too, or has in theirs, names nobody.
    """
    wholes = [words_of(name) for name in names]
    theirs = {words_of(other) for other in others}
    common = {word for words in theirs for word in words}
    lines = {f" {' '.join(words)} " for words in theirs}
    found = [words for words in (*wholes, *map(words_of, addresses)) if len(words) > 1]
    found = [words for words in found if not any(f" {' '.join(words)} " in line for line in lines)]
    found += [(word,) for words in wholes for word in words if len(word) > 2 and word not in common]
    return tuple(dict.fromkeys(found))


def names_them(text: str, names: Iterable[Words]) -> list[Words]:
    """Which of the names stand in a text, as whole words."""
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
    """Whether it is of a script that is written without spaces, so that words are not told apart."""
    return any("\u2e80" <= char <= "\ud7ff" for word in words for char in word)


def _closed(words: Words) -> str:
    return r"\s*".join(map(re.escape, words))


def blanked(text: str, names: Iterable[Words]) -> str:
    """The text with BLANK in the place of every name; its other words stay as they are."""
    names = tuple(names)
    for words in filter(_unspaced, names):
        text = re.sub(_closed(words), BLANK, text)
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
            made += text[done : found[place][0]] + BLANK
            done = found[place + len(hit) - 1][1]
        place += len(hit) if hit else 1
    return made + text[done:]


def needles(texts: Iterable[str]) -> Needles:
    """What to look for in the bytes of a file: every run of RUN bytes of the texts, in every writing that a journal holds them in."""
    runs: set[int] = set()
    shorts: set[bytes] = set()
    for text in dict.fromkeys(texts):
        for data in writings(text):
            if len(data) >= WHOLE:
                runs.update(number for view in _views(data, 1) for number in view)
            elif len(data) >= SHORTEST:
                shorts.add(data)
    return Needles(runs, shorts)


def writings(text: str) -> set[bytes]:
    """A text as bytes: as it is, composed and decomposed, as a key, and as the log of changes escapes it."""
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
    """The runs of the bytes as numbers: those that begin at every byte, or at every `step` bytes."""
    whole = memoryview(data)
    for shift in range(0, min(RUN, len(data)), step):
        yield whole[shift : shift + (len(data) - shift) // RUN * RUN].cast("Q")


def found_in(data: bytes, wanted: Needles, *, step: int = STEP) -> Needles:
    """Which of the needles are in the bytes: with a step of 1 all of them, else at least one run of every stretch of WHOLE bytes."""
    runs: set[int] = set()
    for view in _views(data, step) if wanted.runs else ():
        runs |= wanted.runs.intersection(view)
    return Needles(runs, {short for short in wanted.shorts if short in data})


def without(wanted: Needles, found: Needles) -> Needles:
    """The needles that are not among those found."""
    return Needles(wanted.runs - found.runs, wanted.shorts - found.shorts)


def as_text(run: int) -> str:
    """A run as it can be read."""
    return run.to_bytes(RUN, sys.byteorder).decode("utf-8", "replace")
