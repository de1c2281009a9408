"""Names in scripts that write no spaces between words, or none before an ending. Pure.

A name of three signs and more is the person. A shorter one, and a part of a name, may be a part of
another word: what stands beside it decides.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

from caretrack.domain.people.name_or_word import DOUBT, OTHER, PERSON, WORD, Near
from caretrack.domain.people.names import name_key
from caretrack.domain.people.sought import ONE_SIGN, UNSPACED, Sought, is_unspaced, signs_of
from caretrack.words import word_set

Made = TypeVar("Made")
_SURE = 3  # signs
_SURE_THAI = 5  # letters
_THAI = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"


def unspaced_places(
    text: str, sought: Sought, near: Near, place: Callable[[int, int, str, str], Made]
) -> list[Made]:
    """Return the places of a text that may name the person, made by `place`."""
    single = [what for what, sort in sought.hints if sort == ONE_SIGN]
    if text.isascii() or not (sought.unspaced or sought.parts or single):
        return []
    key, starts, ends = _keyed(text)
    others = ["".join(words) for words in sought.others if is_unspaced("".join(words))]
    taken: list[tuple[int, int]] = []
    found: list[Made] = []

    def look(name: str, judge: Callable[[int, int], str]) -> None:
        for first, last in _standing(key, name, starts, ends):
            if any(first < stop and begin < last for begin, stop in taken):
                continue
            verdict = judge(first, last)
            if verdict:
                taken.append((first, last))
                found.append(place(starts[first], ends[last], verdict, name))

    mine = sorted(sought.unspaced, key=len, reverse=True)
    for other in sorted(others, key=len, reverse=True):
        if other not in mine:
            look(other, lambda _first, _last: OTHER)
    for name in mine:
        shared = any(name in other for other in others)
        look(
            name,
            lambda first, last, name=name, shared=shared: (  # type: ignore[misc]
                (PERSON if near.there else DOUBT) if shared else _of_whole(key, first, last, name)
            ),
        )
    for name in sorted(sought.parts, key=len, reverse=True):
        shared = any(name in other for other in others)
        look(
            name,
            lambda first, last, shared=shared: (  # type: ignore[misc]
                ""
                if _is_title(key, last - 1)
                else PERSON
                if not shared and _is_set_apart(key, first, last)
                else DOUBT
            ),
        )
    for name in single:
        look(name, lambda first, last: PERSON if _is_polite(key, first, last) else WORD)
    return found


def _keyed(text: str) -> tuple[str, dict[int, int], dict[int, int]]:
    """Return the key of a text, and where in the text a place of the key begins and ends."""
    key, starts, ends = "", {}, {}
    for match in re.finditer("(?s).[\u0300-\u036f\u3099\u309a\u1160-\u11ff]*", text):
        starts[len(key)] = match.start()
        key += " " if match.group().isspace() else name_key(match.group())
        ends[len(key)] = match.end()
    return key, starts, ends


def _standing(
    key: str, name: str, starts: dict[int, int], ends: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Give the places of a name in a key; spaces may part it, a syllable is never cut."""
    pattern = r"\s?".join(map(re.escape, signs_of(name) or [name]))
    for match in re.finditer(pattern, key):
        if match.start() in starts and match.end() in ends:
            yield match.span()


def _of_whole(key: str, first: int, last: int, name: str) -> str:
    """Return the verdict on a whole name."""
    signs = signs_of(name)
    if re.match(_THAI, name):
        sure = len(name) >= _SURE_THAI
    else:
        sure = len(signs) >= _SURE or (len(signs) > 1 and not _is_in_word(key, first, last))
    sure = sure and name not in _listed("plain signs")
    return PERSON if sure or _is_polite(key, first, last) else DOUBT


def _is_in_word(key: str, first: int, last: int) -> bool:
    """True if a sign of the name makes another word with the sign beside it: 明天 in 王明天."""
    listed = word_set("mentions", "two signs")
    return (
        key[first:last] in listed
        or key[last - 1 : last + 1] in listed
        or key[max(0, first - 1) : first + 1] in listed
    )


def _is_title(key: str, at: int) -> bool:
    """True if a title of several signs begins at a sign: 小姐 in 王小姐."""
    return any(key.startswith(word, at) for word in _listed("polite behind") if len(word) > 1)


def _is_polite(key: str, first: int, last: int) -> bool:
    """True if what is said to a person stands behind the name, or before it."""
    return any(key.startswith(word, last) for word in _listed("polite behind")) or any(
        key.endswith(word, 0, first) for word in _listed("polite before")
    )


def _is_set_apart(key: str, first: int, last: int) -> bool:
    """True if a part of a name stands by itself: an end of the text, a sign, a small word."""
    if _is_polite(key, first, last):
        return True
    if (
        key[first:last] in _listed("plain signs")
        or _is_in_word(key, first, last)
        or (re.match(_THAI, key[first]) and last - first < _SURE_THAI - 1)
    ):
        return False
    before, behind = key[first - 1 : first] if first else "", key[last : last + 1]
    if re.match(_THAI, key[first]):
        return True
    apart = (not re.match(f"[{UNSPACED}]", before)) or before in _listed("beside")
    followed = not re.match(f"[{UNSPACED}]", behind) or any(
        key.startswith(word, last) for word in _listed("beside")
    )
    return apart and followed


@cache
def _listed(heading: str) -> frozenset[str]:
    return frozenset(name_key(word) for word in word_set("mentions", heading))
