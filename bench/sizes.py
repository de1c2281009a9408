"""The sizes of the benchmark's journals, and what every one of them has."""

from datetime import date
from typing import NamedTuple

TODAY = date(2026, 11, 21)
# Two people in every journal: one has every hundredth touch; the other is ordinary, and is logged.
BUSY, USUAL = "Marisol Achterberg", "Odalys Fernweh"


class Size(NamedTuple):
    """How large a journal is."""

    people: int
    touches: int


SIZES = {
    "small": Size(200, 5_000),
    "medium": Size(5_000, 200_000),
    "large": Size(50_000, 2_000_000),
}
