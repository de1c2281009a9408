"""Business alone, and being in touch just to hear from somebody (S1.8).

Both are care. Eleven tickets that were solved in a year are care, too; but nobody asked how they
are. Which touches are personal is told by their kind alone. A touch of kind `unknown` is neither.
"""

from collections.abc import Iterable
from datetime import date

from caretrack.domain.model import ASK, CELEBRATE, UNKNOWN, Fact
from caretrack.domain.talk.categories import HALF_A_YEAR, category
from caretrack.domain.text import number_word

PERSONAL = frozenset({"checkin", "listen", CELEBRATE, "social"})
BUSINESS = frozenset({"help", ASK})

# From so many touches on, one after the other, business alone is an opener.
MUCH_BUSINESS = 5
BUSINESS_DAYS = HALF_A_YEAR


def only_business(lately: Iterable[tuple[str, int]], facts: Iterable[Fact], today: date) -> int:
    """Return how many times it was business in BUSINESS_DAYS, 0 if it was not business alone.

    `lately` counts the caring touches of these days by kind. What you learned of their own life in
    the same days is a word about them, whatever the kind of the touch.
    """
    counts = {kind: touches for kind, touches in lately if kind != UNKNOWN}
    times = sum(counts.values())
    if times < MUCH_BUSINESS or not counts.keys() <= BUSINESS:
        return 0
    of_their_life = any(
        fact.is_known
        and category(fact.category).is_of_their_life
        and (today - fact.learned_on).days < BUSINESS_DAYS
        for fact in facts
    )
    return 0 if of_their_life else times


def just_because(times: int, prefers: str) -> str:
    """Return the opener for somebody who heard business alone, so many times.

    `prefers` is the channel that they like best, "" if it is not known.
    """
    verb = "Write" if prefers in {"email", "chat", "letter"} else "Call"
    return (
        f"Business {number_word(times)} times in half a year, and not once just to hear how "
        f"things are. {verb} just because."
    )
