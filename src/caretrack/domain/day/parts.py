"""A part of a sentence about a day, and the touch that parts are gathered in."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.day.values import Piece
from caretrack.domain.kinds.guess import guess, guess_channel
from caretrack.domain.kinds.name_words import Names
from caretrack.domain.model import MISSED
from caretrack.domain.people.presence import Mention
from caretrack.domain.text import ends_a_sentence, one_line


class Part(NamedTuple):
    """A part of a sentence, with whom it names and the day that it says.

    `start` and `end` are its place in the passage. `wrong` is why its day is none; `label` is True
    if the day stands in front of it as a label; `lead` are the words before it ("so then").
    """

    text: str
    start: int
    end: int
    mentions: Sequence[Mention]
    day: date | None
    wrong: str = ""
    label: bool = False
    lead: str = ""

    @property
    def words(self) -> list[str]:
        """The words, in lower case."""
        return re.findall(r"[\w'-]+", self.text.lower().replace("’", "'"))


class OpenTouch:
    """A touch, or what is left out, while more sentences may belong to it."""

    def __init__(self, passage: str, day: date, people: Sequence[str], left: str = "") -> None:
        """Begin with these people (ids), or with why it is left out."""
        self.passage, self.day, self.people, self.left = passage, day, tuple(people), left
        self.spans: list[tuple[int, int]] = []
        self.pieces: list[Piece] = []
        self.from_them = False
        self.channels: set[str] = set()
        self.is_tried = False
        self._looked_at = 0
        self.written = ""
        self.named: list[str] = []  # whom it names, where it is left out
        self.says = ""

    def take(self, start: int, end: int, owner: str) -> None:
        """Take in a piece of the passage."""
        self.spans.append((start, end))
        self.pieces.append(Piece(one_line(self.passage[start:end]), owner))

    def look(self, names: Names) -> "OpenTouch":
        """Take in the channels of the pieces, and whether one says that nobody was reached."""
        for piece in self.pieces[self._looked_at :]:
            self.channels |= {guess_channel(piece.text) or ""} - {""}
            self.is_tried = self.is_tried or guess(piece.text, names=names).kind == MISSED
        self._looked_at = len(self.pieces)
        return self

    def note(self) -> str:
        """Return the words of all pieces; those that stand together as they were written."""
        text, last = "", 0
        for start, end in self.spans:
            gap = self.passage[last:start] if text else ""
            apart = re.search(r"\w", gap) is not None or "\n" in gap
            if apart and not (ends_a_sentence(text) or text.endswith(":")):
                text += "," if self.passage[start].islower() else "."
            text += (" " if apart else gap) + self.passage[start:end]
            last = end
        return one_line(text)
