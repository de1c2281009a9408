"""Whether an entry of somebody speaks of another who has died: then it prompts nothing. Pure.

"Tom's birthday" on the page of his widow is such an entry; "Tom's funeral" is not.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.words import word_set

_WORD = re.compile(r"([^\W_]+)(['’]s?\b|['’](?=\s|$))?")
_SHORTEST_BENT = 3  # letters from which an s at the end is a genitive: "Toms Geburtstag"


class Departed(NamedTuple):
    """Somebody who has died: what they are called, and since when that is known.

    `akin` are the ids of those who are tied to them or have their surname; `namesakes` those of
    the living who are called the same.
    """

    names: Sequence[str]
    known_on: date
    akin: frozenset[str] = frozenset()
    namesakes: frozenset[str] = frozenset()


class Kept(NamedTuple):
    """An entry: its id, whose it is, its text, and its day, where that says when it was written."""

    id: str
    owner: str
    text: str
    on: date | None = None


def speaks_of(entry: Kept, who: Departed) -> bool:
    """True if an entry speaks of somebody as if they lived.

    A first name is enough, as long as nobody else is meant: not where the living have it too, but
    on the page of somebody close. What was written after their death is about it.
    """
    if entry.on is not None and entry.on > who.known_on:
        return False
    words = [(name_key(word), tail) for word, tail in _WORD.findall(entry.text)]
    keys = {key for key, _ in words}
    if "†" in entry.text or not keys.isdisjoint(word_set("death", "remembrance")):
        return False
    close = entry.owner in who.akin and who.akin.isdisjoint(who.namesakes)
    for name in map(name_key, who.names):
        parts = name.split()
        if _is_whole(name, parts, name_key(entry.text), keys):
            return True
        if (close or not who.namesakes) and any(
            _is_called(key, tail, parts[0]) for key, tail in words
        ):
            return True
    return False


def _is_whole(name: str, parts: Sequence[str], text: str, keys: set[str]) -> bool:
    """True if the whole name stands there; in a script without spaces, in the midst of a text."""
    if len(parts) == 1:
        return _is_unspaced(name) and name in text
    return keys.issuperset((parts[0], parts[-1]))


def _is_unspaced(name: str) -> bool:
    from caretrack.domain.people.sought import is_unspaced

    return not name.isascii() and len(name) > 1 and is_unspaced(name)


def _is_called(key: str, tail: str, first: str) -> bool:
    """True if a word is the first name; of a month, only with an apostrophe: "May's birthday"."""
    if key == first:
        return bool(tail) or key not in word_set("names", "months")
    return len(first) >= _SHORTEST_BENT and key == f"{first}s"
