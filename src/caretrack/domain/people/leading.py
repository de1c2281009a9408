"""Where a NAME ends that is typed without quotes, with other words behind it (S2.8).

In "ana silva lunch at the harbour" two words are the name. The first word may be whatever names
somebody; each word after it belongs to the name only if it is one of theirs.
"""

import re
from collections.abc import Sequence

from caretrack.domain.people.names import Candidate, name_key
from caretrack.domain.people.plain_names import (
    is_everyday_word,
    is_particle,
    is_title,
    joined_initials,
    spellings,
    without_titles,
)

LONGEST_RUN = 8  # words; no name that is typed is longer


def titles_before(words: Sequence[str]) -> int:
    """Return how many words are titles before the first word that is none."""
    start = 0
    while start < len(words) - 1 and is_title(name_key(words[start])):
        start += 1
    return start


def first_words(words: Sequence[str]) -> tuple[str, str]:
    """Return the first word that is no title, and the one behind it, as keys; "" for none.

    Whoever is named by two or more words has both in their name.
    """
    start = titles_before(words)
    pair = [(spellings(name_key(word)) or ("",))[0] for word in words[start : start + 2]]
    return pair[0], pair[1] if len(pair) > 1 else ""


def is_named_by(
    words: Sequence[str], person: Candidate, *, bare_initials: bool, starts: bool = False
) -> bool:
    """True if all these words, two or more, belong to the name of a person.

    Each is a whole word of the name or of a nickname, in any order, and counts once. After the
    first, an initial with a dot does as well, and a bare letter with `bare_initials`. With
    `starts`, the first may be the start of a word. A name does not end with "van".
    """
    typed = [name_key(word) for word in words]
    if is_particle(typed[-1]) or (_is_turned(typed, person) and is_everyday_word(typed[-1])):
        return False
    ways = [_typed_words(typed, apart) for apart in ("", " ")]
    ways.append(list(joined_initials([word.rstrip(".") for word in ways[0]])))
    return any(
        _all_in(way, pool, bare_initials=bare_initials, starts=starts)
        for way in ways
        for pool in _pools(person)
    )


def _is_turned(typed: Sequence[str], person: Candidate) -> bool:
    """True if the last name comes first, without the comma that says so."""
    first = without_titles(typed)[0]
    called = {way.split()[0] for way in spellings(person.key)}
    return "," not in first and not (
        first in person.other_keys or called.intersection(spellings(first))
    )


def _typed_words(typed: Sequence[str], apart: str) -> list[str]:
    """Return the single words that were typed, without titles; an initial keeps its dot."""
    words = [
        part
        for word in typed
        for part in word.strip(",:;").replace("-", " ").replace("'", apart).split()
    ]
    plain = without_titles([word if len(word) == 2 else word.rstrip(".") for word in words])
    return [
        part
        for word in plain
        for part in ([word] if re.fullmatch(r"[^\W_]\.?", word) else re.split(r"[.,]+", word))
        if part
    ]


def _pools(person: Candidate) -> list[list[str]]:
    """Return the words of the name and of all nicknames, in each way to write them."""
    nicknames = [
        word for key in person.other_keys for way in spellings(key)[:1] for word in way.split()
    ]
    ways = [re.findall(r"[^\W_]+", way) for way in (*spellings(person.key), person.key)]
    return [[*way, *nicknames] for way in ways]


def _all_in(
    typed: Sequence[str], pool: Sequence[str], *, bare_initials: bool, starts: bool
) -> bool:
    left = list(pool)
    for at, word in enumerate(typed):
        plain = word.rstrip(".")
        is_initial = len(plain) == 1 and (bare_initials or word != plain)
        if plain in left:
            left.remove(plain)
        elif (at and is_initial) or (not at and starts):
            found = next((other for other in left if other.startswith(plain)), None)
            if found is None:
                return False
            left.remove(found)
        else:
            return False
    return len(typed) > 1 or len(pool) == 1
