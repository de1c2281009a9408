"""Sentences and clauses of a note, as words with the place where each stands."""

from collections.abc import Container, Iterator
from typing import NamedTuple

from caretrack.domain.language.phrases import BREAKS, words_of

# Characters of a note that are read; of one line no more than phrases.LONGEST_READ.
LONGEST_NOTE = 4_000

_ENDS = frozenset(".!?…\n¶")
_ABBREVIATIONS = frozenset(["dr", "mr", "mrs", "ms", "st", "prof", "no", "approx"])
_JOINS = frozenset(["and", "&", "then"])
_PARTS = frozenset(["but", "although", "though", "while", "whereas"])
_APPOSITION = 2  # words between two marks, as in "her son, Leo, …"


class Line(NamedTuple):
    """A line of a note: its text, its words in lower case, and where each stands."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]

    def cut(self, first: int, last: int) -> str:
        """Return the text from the word `first` up to the word before `last`."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]

    def is_capital(self, at: int) -> bool:
        """True if the word begins with a capital letter."""
        return self.text[self.spans[at][0]].isupper()


class Clause(NamedTuple):
    """A part of a sentence: the words from `first` up to the one before `last` of its line.

    `reach` is the first word of those that it is joined to by "and" or "but": its subject may stand
    there. `opens` is True if these open the sentence, `asked` if the sentence is a question.
    """

    first: int
    last: int
    reach: int
    opens: bool
    asked: bool


def lines_of(note: str) -> Iterator[Line]:
    """Yield the lines of a note that have words in them."""
    # The last word may be cut there, and is not read.
    read = note if len(note) <= LONGEST_NOTE else note[:LONGEST_NOTE].rpartition(" ")[0]
    for text in read.splitlines():
        words, spans = words_of(text)
        if words:
            yield Line(text, words, spans)


def clauses_of(line: Line, begins: Container[int], kin: Container[str]) -> list[Clause]:
    """Return the clauses of a line.

    They are parted by marks, by "but", and by an "and" behind which one begins: at one of the
    places in `begins`. A name between two marks behind one of `kin` parts nothing, and what follows
    "kids:" is one clause.
    """
    found: list[Clause] = []
    for first, last, asked in _sentences(line):
        start = reach = at = first
        while at < last:
            word = line.words[at]
            if word == ":" and start < at <= start + _APPOSITION and line.words[at - 1] in kin:
                break
            if word in BREAKS and _in_apposition(line, at, last, kin):
                at += 1
                while line.words[at] not in BREAKS:
                    at += 1
            elif (
                word in _PARTS
                or (word in BREAKS and not _is_within(line, at))
                or (word in _JOINS and at + 1 in begins)
            ):
                found += _clause(start, at, reach, first, asked)
                start = at + 1
                reach = start if word in BREAKS else reach
            at += 1
        found += _clause(start, last, reach, first, asked)
    return found


def _clause(start: int, end: int, reach: int, first: int, asked: bool) -> list[Clause]:
    return [Clause(start, end, reach, reach == first, asked)] if start < end else []


def _sentences(line: Line) -> Iterator[tuple[int, int, bool]]:
    """Yield the first word of each sentence, the one after its last, and whether it asks."""
    start = 0
    for at, word in enumerate(line.words):
        if word in _ENDS and not _is_within(line, at):
            if start < at:
                yield start, at, word == "?"
            start = at + 1
    if start < len(line.words):
        yield start, len(line.words), False


def _is_within(line: Line, at: int) -> bool:
    """True for a mark that ends nothing: in "4.12.", "14:30", "1,000", "St.Gallen", "Dr. Holm"."""
    end = line.spans[at][1]
    if line.text[end : end + 1].isalnum() and line.text[: end - 1][-1:].isalnum():
        return True
    return line.words[at] == "." and at > 0 and line.words[at - 1] in _ABBREVIATIONS


def _in_apposition(line: Line, at: int, last: int, kin: Container[str]) -> bool:
    """True at the first mark of ", Leo," or "(14)" behind one of `kin`."""
    named = at > 1 and line.is_capital(at - 1) and line.words[at - 2] in kin
    if not at or line.words[at] not in ",(–" or not (named or line.words[at - 1] in kin):
        return False
    for end in range(at + 1, min(at + 2 + _APPOSITION, last)):
        if line.words[end] in BREAKS:
            return end > at + 1 and end + 1 < last
        if not line.is_capital(end) and not line.words[end][0].isdecimal():
            return False
    return False
