"""Stamps: when something was changed, and on which machine, as one number.

A stamp is the microseconds since the start of 2020 (UTC), times 4096, plus the tag of the machine.
The larger of two is the later. It never runs behind what a machine has seen: a hybrid clock.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
TAG_BITS = 12
# How far apart the stamps of one machine are: a microsecond.
STEP = 1 << TAG_BITS
# Tags are from 1 to this.
LAST_TAG = STEP - 1
# A clock that is further ahead than this is not believed.
FAR_AHEAD = timedelta(days=1)
LARGEST = (1 << 63) - 1
# Stamps below this are of rows from before the journal was shared.
SHARED = 1 << 45
_MICROSECOND = timedelta(microseconds=1)


def stamp_at(instant: datetime, tag: int) -> int:
    """Return the stamp of this instant on the machine with this tag."""
    return (max(instant - EPOCH, timedelta(0)) // _MICROSECOND) * STEP + tag


def next_stamp(clock: int, instant: datetime, tag: int) -> int:
    """Return the stamp of a change at this instant: later than `clock`, the newest that was seen.

    Where the clock on the wall is behind, a microsecond later.
    """
    return max(stamp_at(instant, tag), (clock // STEP + 1) * STEP + tag)


def old_stamp(place: int, tag: int) -> int:
    """Return the stamp of a row from before the journal was shared: older than any change.

    `place` is its place among all rows of its table, from 1.
    """
    return place * STEP + tag


def tag_of(stamp: int) -> int:
    """Return the tag of the machine that made a stamp."""
    return stamp % STEP


def instant_of(stamp: int) -> datetime:
    """Return when a stamp was made (UTC), as the clock of that machine had it."""
    return EPOCH + timedelta(microseconds=stamp // STEP)


def latest_believed(now: datetime) -> int:
    """Return the latest stamp that is not too far ahead of `now`."""
    return stamp_at(now + FAR_AHEAD, LAST_TAG)
