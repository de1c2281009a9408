"""What one could do for an occasion: one short concrete idea, out of what is known of them (S3.6)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.knowing import is_old
from caretrack.domain.model import Fact, Occasion
from caretrack.domain.occasions import counts_since, done_on, is_birthday, next_on, turns, with_years
from caretrack.domain.openers import silent_categories
from caretrack.domain.text import shortened

# What a small present may be about, the likeliest first. Worries and fears are no matter for a card.
FIT_FOR_A_CARD = ("hobby", "passion", "joy", "family", "preference")
_SAD = ("death", "died", "funeral", "passed away", "loss of", "memorial", "remembrance")
_ROUND = 10


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

    What to do follows from the label: a sad day gets a quiet word and nothing else; a round birthday a call; another
    birthday, or any other day, a card; a day since when they are with you, thanks. What it may be about is the newest fact
    of the first category of FIT_FOR_A_CARD that is not silent and not old.
    """
    label = occasion.label.casefold()
    if any(word in label for word in _SAD):
        return "a quiet word"
    years = turns(occasion.year, on)
    if counts_since(label):
        deed = "thank them"
    elif is_birthday(label) and years and years % _ROUND == 0:
        deed = "call, and a card"
    else:
        deed = "a card"
    # What is known of them says nothing of whoever else the day is about.
    about = _about(facts, on) if label == "birthday" or not is_birthday(label) else ""
    return "; ".join(filter(None, (deed, about)))


def as_coming(
    occasion: Occasion, name: str, of_theirs: Sequence[Occasion], facts: Sequence[Fact], celebrated: Sequence[date], today: date
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
        known = [fact for fact in facts if fact.category == category and fact.retired_on is None and not is_old(fact, on)]
        if known and category not in silent:
            return f"{category}: {shortened(max(known, key=lambda fact: fact.learned_on).text, 50)}"
    return ""
