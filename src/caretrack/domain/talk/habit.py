"""When it is told that somebody does not answer, or writes no longer (S3.12, S4.7).

Days are ordinals.
"""

from collections.abc import Sequence
from math import ceil

# From the third letter without an answer it is told (S3.12).
LETTERS = 3
# What makes a habit of theirs: so many days on which they wrote, over so long a time.
WRITING_DAYS, HABIT_NEWEST, HABIT_SPAN = 4, 12, 60
RAREST_HABIT = 100
# They are silent when so many of their own intervals, and so many days, went by.
INTERVALS_SILENT, DAYS_SILENT = 3, 60


def usual_gap(days: Sequence[int]) -> float | None:
    """Return every how many days they used to get in touch; None if it is no habit.

    `days` are the newest on which they did, newest first, HABIT_NEWEST at most.
    """
    if len(days) < WRITING_DAYS:
        return None
    span = days[0] - days[-1]
    every = span / (len(days) - 1)
    return None if span < HABIT_SPAN or every > RAREST_HABIT else every


def silent_after(every: float) -> int:
    """Return after how many days without a sign of theirs such a habit has ended."""
    return ceil(max(DAYS_SILENT, INTERVALS_SILENT * every))
