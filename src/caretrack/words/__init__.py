"""Word lists as text files, and the loader for them.

`sample.toml` is the journal of `care demo`; `help/` are the texts of `care help`.

`[heading]` begins a list, and an empty line ends it; between lists stand comments. A list of
phrases has one phrase a line, a list of words has spaces between them.
"""

import os
from functools import cache

FOLDER = os.path.dirname(__file__)


@cache
def word_lists(name: str) -> dict[str, str]:
    """Return the lists of the file `name`.txt: the text under each heading."""
    with open(f"{FOLDER}/{name}.txt", "rb") as file:
        parts = file.read().decode().split("\n[")
    lists = (part.partition("]\n") for part in parts[1:])
    return {heading: text.partition("\n\n")[0].rstrip("\n") for heading, _, text in lists}


def phrase_list(name: str, heading: str) -> list[str]:
    """Return the lines of a list."""
    return word_lists(name)[heading].split("\n")


@cache
def phrase_set(name: str, heading: str) -> frozenset[str]:
    """Return the lines of a list, to look one up."""
    return frozenset(phrase_list(name, heading))


@cache
def word_set(name: str, heading: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(word_lists(name)[heading].split())


@cache
def word_pairs(name: str, heading: str) -> list[tuple[str, list[str]]]:
    """Return the lines "word: other words" of a list, each parted."""
    parted = (line.partition(":") for line in phrase_list(name, heading))
    return [(word, others.split()) for word, _, others in parted]
