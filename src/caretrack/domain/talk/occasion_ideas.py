"""What one could do for an occasion: one short concrete idea, out of what is known of them (S3.6)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.model import Fact, Occasion
from caretrack.domain.talk.fact_age import is_old
from caretrack.domain.talk.occasions import (
    QUIET_WORD,
    deed_for,
    done_on,
    is_birthday,
    next_on,
    turns,
    with_years,
)
from caretrack.domain.talk.openers import silent_categories
from caretrack.domain.text import shortened

# What a small present may be about, the likeliest first. Worries and fears are no matter for a card.
FIT_FOR_A_CARD = ("hobby", "passion", "joy", "family", "preference")


class Coming(NamedTuple):
    """An occasion on its next day; `years` is how many it will be, None where the year is unknown.

    `idea` is what one could do for it, `done_on` the day on which it was kept already (S3.6).
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


def occasion_idea(occasion: Occasion, facts: Sequence[Fact], on: date) -> str:
    """One idea for the occasion on the day `on`, like "a card; hobby: restores an old sailing boat" (S3.6).

    What to do is `occasions.deed_for`; a sad day gets that and nothing else. What it may be about is the newest fact of the
    first category of FIT_FOR_A_CARD that is not silent and not old.
    """
    deed, label = deed_for(occasion, on), occasion.label.casefold()
    # What is known of them says nothing of whoever else the day is about, and is no matter for a sad one.
    about = (
        ""
        if deed == QUIET_WORD or (is_birthday(label) and label != "birthday")
        else _about(facts, on)
    )
    return "; ".join(filter(None, (deed, about)))


def as_coming(
    occasion: Occasion,
    name: str,
    of_theirs: Sequence[Occasion],
    facts: Sequence[Fact],
    celebrated: Sequence[date],
    today: date,
) -> Coming:
    """An occasion on its next day, with an idea; and when it was kept, if it was already (`occasions.done_on`)."""
    on = next_on(occasion.month, occasion.day, today)
    return Coming(
        occasion.id,
        occasion.person_id,
        name,
        occasion.label,
        on,
        turns(occasion.year, on),
        with_years(occasion, on),
        occasion_idea(occasion, facts, on),
        done_on(occasion, of_theirs, celebrated, today),
    )


def _about(facts: Sequence[Fact], on: date) -> str:
    silent = silent_categories(facts)
    for category in FIT_FOR_A_CARD:
        known = [
            fact
            for fact in facts
            if fact.category == category and fact.retired_on is None and not is_old(fact, on)
        ]
        if known and category not in silent:
            return f"{category}: {shortened(max(known, key=lambda fact: fact.learned_on).text, 50)}"
    return ""
