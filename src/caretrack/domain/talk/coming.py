"""A coming occasion: its next day, and what you could do for it (S3.6)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.model import Fact, Occasion
from caretrack.domain.talk.categories import TABLE, is_old, silent_categories
from caretrack.domain.talk.occasions import (
    counts_since,
    done_on,
    is_birthday,
    is_own_birthday,
    next_on,
    turns,
    with_years,
)
from caretrack.domain.text import shortened

QUIET_WORD, A_CARD, THANKS = "a quiet word", "a card", "thank them"
CALL_AND_CARD = "call, and a card"
# With these goes something that you know of them.
_TO_WRITE = frozenset([A_CARD, CALL_AND_CARD, THANKS])
_SAD = ("death", "died", "funeral", "passed away", "loss of", "memorial", "remembrance")
_ROUND = 10

# What a card may be about, the likeliest first. Worries and fears are no matter for a card.
_FOR_A_CARD = tuple(
    row.name for row in sorted(TABLE, key=lambda row: row.gesture_place) if row.fits_a_card
)


class ComingOccasion(NamedTuple):
    """An occasion on its next day (S3.6), or an event on its day, as `sort` says.

    `years` is how many it will be, None if the first year is unknown; `idea` is what you could do;
    `done_on` is the day on which you did it already.
    """

    id: str
    person_id: str
    name: str
    label: str
    on: date
    years: int | None
    words: str
    idea: str = ""
    done_on: date | None = None
    sort: str = "occasion"


def what_to_do(occasion: Occasion, on: date) -> str:
    """Return what you could do for an occasion on the day `on`, by its label (S3.6).

    A quiet word on a sad day; a call and a card for a round birthday; thanks for a "since"; a wish
    for what comes once, such as an operation; a card for any other day.
    """
    label, years = occasion.label.casefold(), turns(occasion.year, on)
    if any(word in label for word in _SAD):
        return QUIET_WORD
    if counts_since(label):
        return THANKS
    if is_birthday(label):
        return CALL_AND_CARD if years and years % _ROUND == 0 else A_CARD
    from caretrack.domain.talk.events import comes_once, what_to_wish

    return what_to_wish(label) if comes_once(label) else A_CARD


def occasion_idea(occasion: Occasion, facts: Sequence[Fact], on: date) -> str:
    """Return an idea for an occasion, like "a card; hobby: restores an old sailing boat" (S3.6).

    It is `what_to_do`, and behind a card or thanks the newest fact of the first category that fits
    a card and is neither silent nor old.
    """
    deed, label = what_to_do(occasion, on), occasion.label.casefold()
    # A sad day is no time for it, and it says nothing of a relative whose birthday it is.
    theirs = not is_birthday(label) or is_own_birthday(label)
    about = _about(facts, on) if theirs and deed in _TO_WRITE else ""
    return "; ".join(filter(None, (deed, about)))


def as_coming(
    occasion: Occasion,
    name: str,
    of_theirs: Sequence[Occasion],
    facts: Sequence[Fact],
    celebrated: Sequence[date],
    today: date,
) -> ComingOccasion:
    """Return an occasion on its next day, with an idea."""
    on = next_on(occasion.month, occasion.day, today)
    return ComingOccasion(
        occasion.id,
        occasion.person_id,
        name,
        occasion.label,
        on,
        turns(occasion.year, on),
        with_years(occasion, on, today),
        occasion_idea(occasion, facts, on),
        done_on(occasion, of_theirs, celebrated, today),
    )


def _about(facts: Sequence[Fact], on: date) -> str:
    silent = silent_categories(facts)
    for category in _FOR_A_CARD:
        known = [
            fact
            for fact in facts
            if fact.category == category and fact.retired_on is None and not is_old(fact, on)
        ]
        if known and category not in silent:
            return f"{category}: {shortened(max(known, key=lambda fact: fact.learned_on).text, 50)}"
    return ""
