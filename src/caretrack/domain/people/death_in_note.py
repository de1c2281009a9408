"""That somebody has died, as the note of a touch tells it.

It is read with more care than the reason for the archive: a server, a deal or a dog may die in a
note, and a note is mostly about somebody else.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from caretrack.domain.language.first_look import death_phrases
from caretrack.domain.language.phrases import BREAKS, hits, words_of
from caretrack.domain.people.death import Death, last_day_named, read_death
from caretrack.domain.people.names import name_key
from caretrack.words import phrase_set, word_set

_FILE = "death"
_STARTS = frozenset(".!?:–—\n¶")


def deaths_in_note(
    note: str, day: date, about: Sequence[str], named: Sequence[str] = ()
) -> dict[str, Death]:
    """Return who has died by the words of a note of this day, and when, by name.

    `about` are the names of those who were in the touch, the first one first; `named` are others
    who are named in the note. "He died" and "passed away last night" speak of the first one.
    """
    words, spans = words_of(note)
    found = _told_beside_names(note, day, (*about, *named), about[0])
    for hit in hits(death_phrases(), words):
        if " ".join(words[hit.first : hit.last]) in phrase_set(_FILE, "not in a note"):
            continue
        behind = words[hit.last] if hit.last < len(words) else "."
        if behind in word_set(_FILE, "behind") or not _may_end(words[hit.last - 1], behind):
            continue
        start = hit.first
        while start and words[start - 1] in word_set(_FILE, "between"):
            start -= 1
        who = _whose(words[:start], (*about, *named), about[0])
        if who and who not in found:
            found[who] = _when(note[spans[start][0] :], day)
    return found


def _may_end(last: str, behind: str) -> bool:
    """True if a phrase that ends so may be followed so: "is dead right" tells of no death."""
    if last not in ("dead", "buried"):
        return True
    return behind in BREAKS or behind in word_set(_FILE, "behind an end")


def _told_beside_names(note: str, day: date, names: Sequence[str], first: str) -> dict[str, Death]:
    """Return who has died by what stands beside their name, or alone: †, RIP, a funeral.

    A mark by itself speaks of the first one.
    """
    found: dict[str, Death] = {}
    low = note.casefold()
    if not any(word.casefold() in low for word in ("lost", "late", *_marks(), *_held())):
        return found
    for match in _beside().finditer(note):
        before = re.sub(r"[\s,(]+$", "", note[: match.start()])
        behind = re.sub(r"^[\s,.):]+", "", note[match.end() :])
        lost = match["lost"] or match["late"]
        who = "" if lost else _called(_words(before.removesuffix("'s").removesuffix("’s")), names)
        if match["held"] and not re.search("['’]s$", before):
            who = ""
        if not who and (lost or match["mark"] or match["of"]):
            who, length = _called_first(_words(behind), names)
            rest = _words(behind)[length : length + 1]
            if match["lost"] and not all(
                word in BREAKS or word in word_set(_FILE, "behind lost") for word in rest
            ):
                who = ""
        if not who and match["mark"] and not re.search(r"[^\W\d_]", before):
            alone = not _words(behind) or behind[0].isdecimal()
            who = first if alone else ""
        if who and who not in found:
            found[who] = _death_on(behind, day) if match["mark"] else _when(behind, day)
    return found


def _marks() -> frozenset[str]:
    return word_set(_FILE, "marks")


def _held() -> frozenset[str]:
    return word_set(_FILE, "held for them")


@cache
def _beside() -> re.Pattern[str]:
    marks, held = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (_marks(), _held())
    )
    return re.compile(
        rf"(?<!\w)(?:(?P<mark>{marks})|(?P<held>(?:{held}))(?P<of>\s(?:of|for|von|de|av))?"
        r"|(?P<lost>(?:we|they|family|have|has|i)\slost)|(?P<late>the\slate))(?!\w)",
        re.IGNORECASE,
    )


def _words(text: str) -> list[str]:
    return words_of(text)[0]


def _called_first(words: Sequence[str], names: Sequence[str]) -> tuple[str, int]:
    """Return the one of the names that the words begin with, and its length; "" for none."""
    lengths = {}
    for name in names:
        parts = name_key(name).split()
        keys = [name_key(word) for word in words[: len(parts)]]
        whole = next((at for at in range(len(parts), 0, -1) if keys[:at] == parts[:at]), 0)
        lengths[name] = whole
    longest = max(lengths.values(), default=0)
    found = [name for name, length in lengths.items() if length == longest > 0]
    return (found[0], longest) if len(found) == 1 else ("", 0)


def _death_on(said: str, day: date) -> Death:
    """Return the day behind a mark: "† 3 May", "† 2026-05-03", "† 3.5.2026"."""
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)|(\d\d?)\.(\d\d?)\.(\d{4})", said):
        year, month, number = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
        return read_death(f"{year}-{int(month):02}-{int(number):02}") or Death()
    return _when(said, day)


def _whose(before: Sequence[str], names: Sequence[str], first: str) -> str:
    """Return the name of whose death the words behind tell, "" for that of nobody here."""
    if not before or before[-1] in _STARTS:
        return first
    if before[-1] in word_set(_FILE, "pronouns"):
        others = word_set(_FILE, "others") | word_set(_FILE, "in doubt")
        clear = others.isdisjoint(word.removesuffix("'s") for word in before)
        others_named = any(_is_named(before, name) for name in names if name != first)
        return first if clear and not others_named else ""
    return _called(before, names)


def _called(before: Sequence[str], names: Sequence[str]) -> str:
    """Return the one of the names that the words end with, "" for none or several.

    A given name is enough; a surname alone may be that of somebody else.
    """
    lengths = {name: _length_at_end(before, name) for name in names}
    longest = max(lengths.values(), default=0)
    found = [name for name, length in lengths.items() if length == longest > 0]
    if len(found) != 1:
        return ""
    left = before[: len(before) - longest]
    others = word_set(_FILE, "in doubt") | word_set(_FILE, "of")
    return "" if left and left[-1] in others else found[0]


def _length_at_end(before: Sequence[str], name: str) -> int:
    """Return how many of the last words are the name from its first word on; 0 for none."""
    parts = name_key(name).split()
    keys = [name_key(word) for word in before[-len(parts) :]]
    for length in range(len(parts), 0, -1):
        if keys[-length:] == parts[:length]:
            return length
    # "Tom Silva" of "Tom Pedro Silva".
    return 2 if len(parts) > 2 and keys[-2:] == [parts[0], parts[-1]] else 0


def _is_named(words: Sequence[str], name: str) -> bool:
    """True if the first word of a name is among the words."""
    return name_key(name).split()[0] in map(name_key, words)


def _when(said: str, day: date) -> Death:
    """Return when it was, out of the words from the phrase to the end of its sentence."""
    said = re.split(r"[.!?]\s|\n", said, maxsplit=1)[0]
    words = set(_words_and_pairs(said))
    for days, heading in enumerate(("today", "yesterday")):
        if not words.isdisjoint(phrase_set(_FILE, heading)):
            on = day - timedelta(days=days)
            return Death(on.year, on.month, on.day)
    return last_day_named(said, day) or Death()


def _words_and_pairs(text: str) -> Iterator[str]:
    """Yield the words of a text, and each two that follow each other."""
    words, _ = words_of(text)
    yield from words
    yield from map(" ".join, pairwise(words))
