"""How often the rules for names in notes are right, in doubt or wrong, on the labelled notes."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from caretrack.domain.people.mentions import Place, places_in
from caretrack.domain.people.name_or_word import DOUBT, PERSON, Near
from caretrack.domain.people.sought import Called, Sought, sought, words_of
from labelled import FOLDER

RIGHT, IN_DOUBT, WRONG = "right", "in doubt", "wrong"
_MARKED = r"\[([^\]]+)\]|\{([^}]+)\}|~([^~]+)~"


class NoteWithNames(NamedTuple):
    """A labelled note: who is looked for, what is known beside it, and the marked places."""

    line: str
    sought: Sought
    near: Near
    text: str
    marks: tuple[tuple[int, int, str], ...]


def notes(name: str) -> Iterator[NoteWithNames]:
    """Give the notes of a file of labelled/mentions."""
    for line in (FOLDER / "mentions" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(";"):
            yield _read(line)


def _read(line: str) -> NoteWithNames:
    head, _, marked = line.partition(" | ")
    who, *known = head.split("; ")
    called = who.split(", ")
    others, there, beside = [], False, []
    for part in known:
        what, _, names = part.partition(": ")
        others += names.split(", ") if what == "others" else []
        beside += names.split(", ") if what == "with" else []
        there = there or what == "there"
    numbers = [part for part in called if part.startswith("+")]
    mails = [part for part in called if "@" in part]
    names_ = [part for part in called if part not in numbers and part not in mails]
    near = Near(there, words=frozenset(word for name in beside for word in words_of(name)))
    text, marks, done = "", [], 0
    for match in re.finditer(_MARKED, marked):
        text += marked[done : match.start()]
        inside = match[1] or match[2] or match[3]
        marks.append((len(text), len(text) + len(inside), marked[match.start()]))
        text += inside
        done = match.end()
    text += marked[done:]
    looked = sought(Called(names_[:1], names_[1:], mails, numbers), others)
    return NoteWithNames(line, looked, near, text, tuple(marks))


def outcomes(note: NoteWithNames) -> list[str]:
    """Return what became of each marked place, and of each that is found and not marked."""
    places = places_in(note.text, note.sought, note.near)
    found = [_outcome(mark, places) for mark in note.marks]
    for place in places:
        marked = any(place.start < end and start < place.end for start, end, _ in note.marks)
        if not marked and place.verdict in (PERSON, DOUBT):
            found.append(WRONG if place.verdict == PERSON else IN_DOUBT)
    return found


def _outcome(mark: tuple[int, int, str], places: list[Place]) -> str:
    start, end, label = mark
    here = [place for place in places if place.start < end and start < place.end]
    person = [place for place in here if place.verdict == PERSON]
    doubt = any(place.verdict == DOUBT for place in here)
    if label == "[":
        whole = any(place.start <= start and end <= place.end for place in person)
        return RIGHT if whole else IN_DOUBT if doubt else WRONG
    if person:
        return WRONG
    if label == "~":
        return RIGHT if doubt else WRONG
    return IN_DOUBT if doubt else RIGHT


def score(name: str) -> Counter[str]:
    """Return how many places of a file are right, in doubt and wrong."""
    return Counter(outcome for note in notes(name) for outcome in outcomes(note))
