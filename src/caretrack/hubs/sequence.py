"""The cursor of a hub that numbers the ops of a journal: the number, and the id of that op."""

from typing import NamedTuple


class Position(NamedTuple):
    """How far a journal was read on a hub. 0 is the start."""

    seq: int
    id: str

    def __str__(self) -> str:
        """Return it as a cursor."""
        return f"{self.seq} {self.id}" if self.seq else ""

    def is_there(self, head: int, found: str | None) -> bool:
        """Return False if the hub ends before it, or another op has its number.

        `head` is the highest number that was ever given; `found` the id at the number, None if that
        op was folded away or erased.
        """
        return head >= self.seq and found in {None, self.id}


def read_position(cursor: str) -> Position:
    """Return the position that a cursor means. What another sort of hub gave is the start."""
    seq, _, key = cursor.partition(" ")
    is_ours = seq.isdecimal() and len(seq) < 19 and len(key) == 32
    return Position(int(seq), key) if is_ours else Position(0, "")
