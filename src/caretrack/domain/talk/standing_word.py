"""The word for how somebody stands to you, from counts (S3.11). `standing.py` says the rule."""

STANDING_DAYS = 365
QUIET_DAYS = 120
ENOUGH_PRAISE = 2
GOOD_MOOD = 4
# Somebody who was asked so often in so many days, and never thanked, is told (S3.9).
ASKED_OFTEN, ASKS_DAYS = 3, 365


def word_of_counts(
    complaints: int, praise: int, good: int, low: int, *, wrote: bool, quiet: bool
) -> str:
    """Return the word by the rules of `standing`, in their order.

    The counts are of the last STANDING_DAYS: complaints that wait, praise, good and low moods.
    `wrote` is True if they wrote to you in that time; `quiet` if the last caring touch, and
    whatever was heard of them, is QUIET_DAYS ago or more.
    """
    if complaints > praise:
        return "critical"
    if praise >= ENOUGH_PRAISE and not complaints and wrote:
        return "fan"
    if quiet:
        return "quiet"
    return "warm" if praise + good > low or (wrote and not low) else "unknown"
