"""The line after a sales touch that should not pass unnoticed, without scolding (S1.6, S2.4)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import Clock
from caretrack.domain.dates import short

NOTICED = 3
SHOWN = 3


class SoldTo(NamedTuple):
    """A person in a sales touch.

    `known` is True if anything is known of them; `in_a_row` counts the sales touches in a row, with
    this one; 0 if a caring touch came since.
    """

    name: str
    known: bool
    in_a_row: int
    last_care: date | None


def sales_in_a_row(clock: Clock | None, happened_on: date) -> int:
    """Return how many sales touches in a row a touch of that day makes, by the clock after it.

    It is 0 if a caring touch came since, and for archived people.
    """
    if clock is None or (clock.last_care is not None and happened_on <= clock.last_care):
        return 0
    return clock.sales_since


def sales_warning(sold: Sequence[SoldTo], not_known: str, today: date) -> tuple[str, str]:
    """Return the warning, "" for none, and the line of questions that is left.

    The third sales touch in a row is pointed out, once: a fourth is no news, and `due`, `list` and
    `profile` say "only sales" anyway. Otherwise a first sales touch to somebody of whom nothing is
    known is; it replaces `not_known`, the line of questions to ask the first person.
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
            f"That is the third sales touch in a row{whose}{since}{never}. "
            "Next time, perhaps call just to listen.",
            not_known,
        )
    unknown = [one for one in sold if one.in_a_row == 1 and not one.known]
    if not unknown:
        return "", not_known
    line = f"Get to know {_named(unknown)} first"
    return (
        (not_known.replace("Not known yet", line), "")
        if unknown[0] is sold[0] and not_known
        else (f"{line}.", not_known)
    )


def _named(people: Sequence[SoldTo]) -> str:
    """Return their names, three at most, and how many others there are."""
    names = [one.name for one in people[:SHOWN]]
    others = len(people) - len(names)
    if others:
        return f"{', '.join(names)} and {others} other{'s' * (others != 1)}"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
