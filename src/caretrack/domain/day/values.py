"""What is read of the prose of a day: touches, and what was left out, with the reason."""

from datetime import date
from typing import NamedTuple

# Why something was left out.
NOBODY, STRANGER, GROUP, ONLY_SPOKEN_OF = "nobody", "stranger", "group", "only spoken of"
SEVERAL, SEVERAL_BEFORE = "several", "several before"  # the second: "her" after two people
AHEAD, NOT_DONE, ASIDE = "ahead", "not done", "aside"


class Piece(NamedTuple):
    """What one sentence adds to a touch. `owner` is of whom it speaks (an id), "" if unknown."""

    text: str
    owner: str = ""


class DayTouch(NamedTuple):
    """A touch of a day. `people` are ids in the order in which they are named."""

    people: tuple[str, ...]
    day: date
    note: str
    from_them: bool
    pieces: tuple[Piece, ...]


class LeftOut(NamedTuple):
    """Words that became no touch, and why (one of the constants above, or what is wrong).

    `people` are ids that could be meant, `written` is how they are named. `touch` is the place of
    the touch that was taken without them, None where nothing was.
    """

    text: str
    why: str
    day: date
    people: tuple[str, ...] = ()
    written: str = ""
    touch: int | None = None
    says: str = ""


class DayRead(NamedTuple):
    """What was read of the prose of a day, in the order of the text."""

    touches: tuple[DayTouch, ...]
    left_out: tuple[LeftOut, ...]
