"""Knowing: how long a fact may be taken for true, what ends a silence, how long ago a day is, since when somebody is with you (S0.5, S2.6, S4.3)."""

from collections.abc import Iterable
from datetime import date

from caretrack.domain.dates import MONTH_NAMES
from caretrack.domain.model import Fact, Occasion
from caretrack.domain.talk.occasions import counts_since, falls_on

# Days after which a fact is old: it is asked after, no longer taken for true. A worry passes, a family stays.
SOON, LATER, LATE = 180, 365, 1_095
_OLD_AFTER = {
    **dict.fromkeys(("worry", "challenge", "need", "joy"), SOON),
    **dict.fromkeys(
        ("goal", "want", "fear", "drive", "view", "expect", "together", "beyond", "better"), LATER
    ),
}
# A new fact of this source takes the place of the category's marks of these.
_ENDS = {
    "told": {"declined"},
    "noticed": set[str](),
    "declined": {"declined"},
    "closed": {"declined", "closed"},
}


def is_old(fact: Fact, today: date) -> bool:
    """Whether a fact is so old that one should ask whether it still holds (S0.5).

    After 180 days a worry, a challenge, a need, a joy; after a year a goal, a fear and the other questions; after three
    years all else: family, hobbies, preferences. A boundary never is: to ask would be to raise it. Nor is what they declined.
    """
    if fact.category == "boundary" or fact.source not in {"told", "noticed"}:
        return False
    return (today - fact.learned_on).days > _OLD_AFTER.get(fact.category, LATE)


def ended_by(fact: Fact, before: Iterable[Fact]) -> list[Fact]:
    """The marks (declined, closed) among what was known `before` whose place the new fact takes (S2.6).

    What they tell ends what they once declined. What you closed stays closed, and what you only noticed ends nothing.
    """
    return [
        mark
        for mark in before
        if mark.category == fact.category and mark.source in _ENDS[fact.source]
    ]


def still_silent(fact: Fact, before: Iterable[Fact]) -> str:
    """The mark ("closed", else "declined") that keeps a category silent although the new fact was learned in it; "" for none (S2.6)."""
    if fact.source not in {"told", "noticed"}:
        return ""
    marks = {
        mark.source for mark in before if mark.category == fact.category and mark.retired_on is None
    } - _ENDS[fact.source]
    return next((word for word in ("closed", "declined") if word in marks), "")


def with_you_since(occasions: Iterable[Occasion], today: date) -> str:
    """How long they have been with you, where an occasion says it (S3.6): "with us since 1 Mar 2023, 3 years"; "" where none does.

    It is one whose label ends with "since", like "with us since" or "customer since", and whose year is known; the first of them.
    """
    known = [
        (item.year, item.month, item.day, item.label)
        for item in occasions
        if item.year is not None and counts_since(item.label)
    ]
    if not known:
        return ""
    year, month, day, label = min(known)
    years = today.year - year - (today < falls_on(month, day, today.year))
    since = f"{label} {day} {MONTH_NAMES[month - 1]} {year}"
    return f"{since}, {years} year{'s' * (years != 1)}" if years > 0 else since
