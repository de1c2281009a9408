"""People who are named in a note: who may have been there as well (S1.7)."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from caretrack.domain.people.names import Candidate, name_key
from caretrack.domain.people.plain_names import (
    is_everyday_word,
    is_title,
    parts_of_unspaced,
    spellings,
    unspaced,
)

# Sets of signs beyond Latin-1 take long to compile: such signs become plain ones before.
_WORD = "[^\\W_][\u0300-\u036f]*(?:['-]?[^\\W_][\u0300-\u036f]*)*"
_ENDS = ".!?:;\n"
_PLAIN_ENDS = str.maketrans("…•–—", "..--")
# A word after one of these is a place, a month or the subject of the talk, not who was there.
_NOT_WITH = {"in", "at", "about", "re", "of", "for"}


class NoteWord(NamedTuple):
    """A word of a note: its key, how it is written, and where it stands (`start`, `end`).

    `inside` is True unless it begins a sentence; `before` is the key of the word before it.
    """

    key: str
    capital: bool
    inside: bool
    owns: bool
    before: str
    start: int = 0
    end: int = 0


def words_of_note(note: str) -> list[NoteWord]:
    """Return the words of a note; a hyphen parts words, an apostrophe does not."""
    shouts = note.isupper()
    found: list[NoteWord] = []
    end = 0
    for match in re.finditer(_WORD, note.replace("’", "'")):
        whole = name_key(match.group())
        gap = note[end : match.start()]
        end = match.end()
        inside = bool(found) and not _has_end(gap.translate(_PLAIN_ENDS))
        if is_title(found[-1].key if found else "") and gap.strip() == ".":
            inside = True
        owns = whole.endswith("'s") or note[end : end + 1] in ("'", "’")
        for part in whole.removesuffix("'s").replace("'", "").split("-"):
            capital = match.group()[:1].isupper() and not shouts
            before = found[-1].key if found else ""
            found.append(NoteWord(part, capital, inside, owns, before, *match.span()))
            inside = True
    return found


def _has_end(gap: str) -> bool:
    """True if a sentence ends in what stands between two words."""
    if any(sign in gap for sign in _ENDS):
        return True
    return ("-" in gap or "*" in gap) and re.search(r"\s[-*]\s", gap) is not None


def people_named(
    note: str, people: Sequence[Candidate], but: Collection[str] = ()
) -> list[Candidate]:
    """Return who of `people` is named in a note, in the order in which they are named.

    A whole name or a nickname of several words counts in any case. A first name or a short nickname
    counts with a capital, where one person alone has it; one that is a plain word too ("Will",
    "Hope") not at the start of a sentence. "Ben's sister" and "about Ben" do not say that Ben was
    there. Whoever is in `but` (ids) is left out, and the words that name them count for nobody
    else. `people` must hold everybody who has one of the words.
    """
    words = words_of_note(note)
    places: dict[str, int] = {}
    taken: set[int] = set()
    wholes = [(phrase, person) for person in people for phrase in names_of_words(person)]
    for phrase, person in sorted(wholes, key=lambda whole: -len(whole[0])):
        for start in places_of(words, phrase):
            span = range(start, start + len(phrase))
            if not taken.intersection(span):
                taken.update(span)
                if not words[span[-1]].owns and words[start].before != "about":
                    places.setdefault(person.id, start)
    for at, word in enumerate(words):
        if at in taken or not _stands_for_somebody(word):
            continue
        called = [person for person in people if word.key in called_by(person)]
        if len(called) == 1:
            places.setdefault(called[0].id, at)
    together = parts_of_unspaced(name_key(note))
    for person in people if together else ():
        if any(unspaced(key) in together for key in (person.key, *person.other_keys)):
            places.setdefault(person.id, len(words))
    by_id = {person.id: person for person in people}
    return [by_id[found] for found in sorted(places, key=places.__getitem__) if found not in but]


def names_of_words(person: Candidate) -> list[tuple[str, ...]]:
    """Return the names of two words and more that somebody may be named by, each as its words."""
    found: list[tuple[str, ...]] = []
    for key in (person.key, *person.other_keys):
        for way in spellings(key):
            words = tuple(way.split())
            if len(words) > 1:
                found += [words, (words[0], words[-1])]
    found += [
        (nick, person.key.split()[-1]) for nick in person.other_keys if nick and " " not in nick
    ]
    return list(dict.fromkeys(found))


def called_by(person: Candidate) -> set[str]:
    """Return the single words that somebody is called by: first name, and short nicknames."""
    ways = [way.split() for way in spellings(person.key)]
    called = {words[0] for words in ways}
    called.update(way for key in person.other_keys for way in spellings(key) if " " not in way)
    return {word for word in called if len(word) > 1}


def places_of(words: Sequence[NoteWord], phrase: tuple[str, ...]) -> list[int]:
    """Return the places of the words at which a phrase begins."""
    return [
        start
        for start in range(len(words) - len(phrase) + 1)
        if words[start].key == phrase[0]
        and all(words[start + at].key == part for at, part in enumerate(phrase))
    ]


def _stands_for_somebody(word: NoteWord) -> bool:
    """True if a single word of a note may be a person who was there."""
    if not word.capital or word.owns or word.before in _NOT_WITH:
        return False
    return not is_everyday_word(word.key) or (word.inside and _is_no_month(word))


def _is_no_month(word: NoteWord) -> bool:
    from caretrack.words import word_set

    return word.key not in word_set("names", "months") or word.before == "with"
