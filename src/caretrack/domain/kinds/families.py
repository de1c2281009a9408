"""What a touch can be: its kind, with the family of each, and its channel (S0.2, S1.4)."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from caretrack.domain.model import UNKNOWN
from caretrack.domain.text import nearest, shortened
from caretrack.errors import CareError, WrongUsage

CARE = "care"
SALES = "sales"
TRIED = "tried"
FAMILIES = (CARE, SALES, TRIED)


class Kind(NamedTuple):
    """Why you were in touch: the word that is stored, its family, its label."""

    kind: str
    family: str
    label: str


BUILT_IN: tuple[Kind, ...] = (
    Kind("checkin", CARE, "check-in"),
    Kind("listen", CARE, "listening"),
    Kind("help", CARE, "help"),
    Kind("thanks", CARE, "thanks"),
    Kind("celebrate", CARE, "celebration"),
    Kind("ask", CARE, "asking"),
    Kind("introduce", CARE, "introduction"),
    Kind("social", CARE, "social"),
    # Nothing but the day is known, as out of a column "Last contacted".
    Kind(UNKNOWN, CARE, "in touch, kind not known"),
    Kind("pitch", SALES, "pitch"),
    Kind("renewal", SALES, "renewal"),
    Kind("invoice", SALES, "invoice"),
    Kind("announce", SALES, "announcement"),
    Kind("newsletter", SALES, "newsletter"),
    Kind("admin", SALES, "admin"),
    Kind("missed", TRIED, "missed"),
)


CHANNELS = ("call", "video", "email", "chat", "meeting", "letter", "gift", "event", "other")


def canonical(word: str) -> str:
    """Return a kind as it is compared: "Check-in" and "check_in" are `checkin`."""
    return "".join(char for char in word.casefold() if not char.isspace() and char not in "-_‐‑‒–—")


def nearest_kind(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that was probably meant, or None; UNKNOWN is never meant."""
    labels = {kind.kind: kind.label for kind in BUILT_IN}
    spelled: dict[str, str] = {}
    for kind in known:
        if kind == UNKNOWN:
            continue
        spelled.setdefault(canonical(labels.get(kind, kind)), kind)
        spelled[canonical(kind)] = kind
    near = nearest(canonical(word), spelled)
    return spelled[near[0]] if near else None


def nearest_channel(word: str) -> str | None:
    """Return the channel that was probably meant, or None."""
    near = nearest(canonical(word), CHANNELS)
    return near[0] if near else None


def named_channel(word: str) -> str:
    """Return the channel that a word means. Raises WrongUsage with the list for any other word."""
    low = word.strip().lower()
    if low in CHANNELS:
        return low
    from caretrack.domain.other_words import known_channel

    channel = known_channel(low)
    if channel in CHANNELS:
        return channel
    near = nearest_channel(word)
    raise WrongUsage(
        f"no channel is called '{shortened(word, 40)}'",
        f"{f'Did you mean {near}? ' if near else ''}There are {', '.join(CHANNELS)}.",
    )


def clean_kind(word: str) -> str:
    """Return a new kind as it is stored: 2 to 24 of a-z, 0-9 and "-", a letter first.

    Raises CareError for any other word.
    """
    kind = word.strip().lower()
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,23}", kind):
        raise CareError(
            f"'{word}' cannot be a kind",
            "Use one word of 2 to 24 letters a-z, digits and hyphens, such as mentoring.",
        )
    return kind
