"""Find texts in the bytes of a file, for `care forget`. Pure.

Bytes are compared in runs of RUN, because a long text lies in a file in pieces.
"""

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from caretrack.domain.people.names import name_key

RUN = 8  # bytes: what memory is read by, eight at a time
STEP = 4  # bytes: a file is read in runs that begin so far apart
# Bytes of the shortest text that surely has one of these runs; a shorter one is searched whole.
WHOLE = RUN + STEP - 1
SHORTEST = 4  # bytes; three letters stand anywhere by chance


class BytePatterns(NamedTuple):
    """What is searched in bytes: runs of RUN bytes as numbers, and texts shorter than WHOLE."""

    runs: set[int]
    shorts: set[bytes]


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
