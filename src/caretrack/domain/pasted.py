"""Pasted: what a draft is compared with, and what it is near to (S1.5)."""

from datetime import date
from typing import NamedTuple


class Sent(NamedTuple):
    """A touch by e-mail, chat or letter: its id and day, the names of those who were in it, and its note."""

    id: str
    on: date
    to: tuple[str, ...]
    text: str


class Near(NamedTuple):
    """The nearest text: `share` of the draft's words (0 to 1) stand in it; draft[start:end] is the longest part that does."""

    sent: Sent
    share: float
    start: int
    end: int
