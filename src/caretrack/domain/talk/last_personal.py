"""When you last were in touch with somebody just to hear from them, apart from business (S1.8)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.dates import ago, short
from caretrack.domain.model import UNKNOWN
from caretrack.domain.talk.personal import BUSINESS, PERSONAL
from caretrack.domain.text import number_word

if TYPE_CHECKING:
    from caretrack.domain.talk.standing import Sign

# With fewer caring touches than this, nothing is said of them.
ENOUGH_TOUCHES = 3


class PersonalTouch(NamedTuple):
    """The last day you were in touch just to hear from them, None for never.

    `business` counts the touches of BUSINESS since then, `other` the other caring ones.
    """

    on: date | None
    business: int
    other: int = 0


def personal_touch(
    signs: Sequence["Sign"], today: date, *, whole: bool = True
) -> PersonalTouch | None:
    """Return when you last were in touch just to hear from them, from touches newest first.

    None if there are too few caring touches to say so, or if older ones were left out (`whole` is
    False) and none of these is personal. Touches with a crowd do not count (S1.7).
    """
    from caretrack.domain.kinds.families import CARE

    caring = [
        sign
        for sign in signs
        if sign.family == CARE and sign.kind != UNKNOWN and not sign.crowded and sign.on <= today
    ]
    if len(caring) < ENOUGH_TOUCHES:
        return None
    last = next((sign.on for sign in caring if sign.kind in PERSONAL), None)
    if last is None and not whole:
        return None
    since = [sign for sign in caring if last is None or sign.on > last]
    business = sum(sign.kind in BUSINESS for sign in since)
    return PersonalTouch(last, business, len(since) - business)


def personal_line(found: PersonalTouch | None, today: date) -> str:
    """Return it in words; "" if the last caring touch was personal, or little is known."""
    if found is None or not (found.business or found.other):
        return ""
    times = _times(found.business)
    if found.on is None:
        return f"Business {times}, and never yet just to hear how they are." if times else ""
    since = f"; business {times} since" if times else ""
    return f"Last in touch just to hear from them on {_day(found.on, today)}{since}."


def _day(day: date, today: date) -> str:
    said = ago(day, today)
    return f"{short(day, today)}, {said}" if said.endswith("ago") else short(day, today)


def _times(number: int) -> str:
    return {0: "", 1: "once", 2: "twice"}.get(number, f"{number_word(number)} times")
