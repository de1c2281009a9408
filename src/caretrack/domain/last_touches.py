"""Which of somebody's touches reset their clock, and which count against it (S1.7)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import LastTouches


class ClockTouch(NamedTuple):
    """One touch, as far as the clock needs it; `entered` is when it was written, as text."""

    happened_on: date
    family: str
    people: int
    mood: int | None = None
    entered: str = ""


def last_touches(touches: Iterable[ClockTouch], today: date, crowd: int) -> LastTouches:
    """Return the last caring and sales touches up to today; `touches` come in any order.

    A caring touch with more than `crowd` people resets nobody's clock (S1.7). The mood is the one
    that was entered last on the day of the last caring touch. Sales touches count from the day
    after that; all of them if there was no caring touch.
    """
    counted = [touch for touch in touches if touch.happened_on <= today]
    care = [touch for touch in counted if touch.family == "care" and touch.people <= crowd]
    sales = [touch.happened_on for touch in counted if touch.family == "sales"]
    last_care = max((touch.happened_on for touch in care), default=None)
    moods = [
        (touch.entered, touch.mood)
        for touch in care
        if touch.happened_on == last_care and touch.mood is not None
    ]
    since = sales if last_care is None else [day for day in sales if day > last_care]
    return LastTouches(
        last_care, max(sales, default=None), len(since), max(moods)[1] if moods else None
    )
