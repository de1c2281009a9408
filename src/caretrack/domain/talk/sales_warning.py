"""What is said after a sales touch that should not pass unnoticed, in one line and without scolding (S1.6, S2.4)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import Clock
from caretrack.domain.dates import short

NOTICED = 3
SHOWN = 3


class Sold(NamedTuple):
    """Somebody who was in a sales touch: whether anything is known of them, and the how many-th in a row it was (0: not one of them)."""

    name: str
    known: bool
    in_a_row: int
    last_care: date | None


def in_a_row(clock: Clock | None, happened_on: date) -> int:
    """The how many-th sales touch in a row one of that day is, by the clock after it; 0 when a caring one came since, or in the archive."""
    if clock is None or (clock.last_care is not None and happened_on <= clock.last_care):
        return 0
    return clock.sales_since


def said_of_a_sale(sold: Sequence[Sold], not_known: str, today: date) -> tuple[str, str]:
    """The line that is said, "" for none, and what is left of the line of questions: of the third sales touch in a row, else of a first one
    to somebody unknown. `not_known` is the line of questions to ask the first of them; the unknown take it over.

    The third is said at the third and never again in that row: a fourth is no news, and `due`, `list` and `profile` say
    "only sales" anyway. That nothing is known is said at the first sales touch in a row. Never both.
    """
    third = [one for one in sold if one.in_a_row == NOTICED]
    if third:
        whose = f" for {_named(third)}" if len(sold) > 1 else ""
        since = (
            f"; the last caring one was on {short(third[0].last_care, today)}"
            if len(third) == 1 and third[0].last_care
            else ""
        )
        never = ", and no caring one yet" if not any(one.last_care for one in third) else ""
        return (
            f"The third sales touch in a row{whose}{since}{never}. Perhaps a call just to listen comes next.",
            not_known,
        )
    unknown = [one for one in sold if one.in_a_row == 1 and not one.known]
    if not unknown:
        return "", not_known
    line = f"You know nothing about {_named(unknown)} yet"
    return (
        (not_known.replace("Not known yet", line), "")
        if unknown[0] is sold[0] and not_known
        else (f"{line}.", not_known)
    )


def _named(people: Sequence[Sold]) -> str:
    """Their names, three at most, and how many others."""
    names = [one.name for one in people[:SHOWN]]
    others = len(people) - len(names)
    if others:
        return f"{', '.join(names)} and {others} other{'s' * (others != 1)}"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
