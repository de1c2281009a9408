"""Recognition: who was involved in what, who was asked and never thanked, what waits to be answered (S3.1, S3.3, S3.8, S3.9).

An ask is a touch of kind `ask`: an idea that came out of it is part of it, and one that they offer by themselves is no ask. Recognised
is who was thanked (a touch of kind `thanks`) or told what came of their feedback. A birthday card is care, and no thanks for an answer.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.model import AREAS, ASK, THANKS, Feedback
from caretrack.domain.talk.standing import Sign

ASKS_DAYS = 365
ASKED_OFTEN = 3


class Recognition(NamedTuple):
    """What somebody gave you, and what they had for it.

    `involved` has the areas (product, marketing, sales, service) in which they ever had a say, each with its days, newest first; `never`
    the others. `asked` (touches), `recognised` (days) and `answered` (feedback that they were told about) are of the last 365 days,
    newest first. `only_asked` flags who was asked three times or more in them and recognised never (S3.9).
    """

    involved: tuple[tuple[str, tuple[date, ...]], ...]
    never: tuple[str, ...]
    asked: tuple[Sign, ...]
    recognised: tuple[date, ...]
    answered: tuple[Feedback, ...]
    only_asked: bool


def is_only_asked(asked: int, recognised: int) -> bool:
    """Whether so many asks and so many thanks of the last 365 days are free advice and nothing else: three asks or more, no thanks (S3.9)."""
    return asked >= ASKED_OFTEN and recognised == 0


def involvement(
    had_a_say: Iterable[tuple[str | None, date]],
) -> tuple[tuple[str, tuple[date, ...]], ...]:
    """The areas that somebody was ever involved in, in their order, each with its days, newest first, out of (area, day) of asks and feedback (S3.8)."""
    days: dict[str | None, set[date]] = {}
    for area, day in had_a_say:
        days.setdefault(area, set()).add(day)
    return tuple((area, tuple(sorted(days[area], reverse=True))) for area in AREAS if area in days)


def recognition(signs: Sequence[Sign], feedback: Sequence[Feedback], today: date) -> Recognition:
    """What the touches and the feedback of one person say of it, as of today; what is dated later is not there yet."""
    since = today - timedelta(days=ASKS_DAYS)
    asks = [sign for sign in signs if sign.kind == ASK and sign.on <= today]
    heard = [item for item in feedback if item.heard_on <= today]
    involved = involvement(
        [(sign.about, sign.on) for sign in asks] + [(item.about, item.heard_on) for item in heard]
    )
    answered = [
        (item.told_on, item)
        for item in heard
        if item.told_on is not None and since < item.told_on <= today
    ]
    thanked = {sign.on for sign in signs if sign.kind == THANKS and since < sign.on <= today} | {
        day for day, _ in answered
    }
    asked = sorted(
        (sign for sign in asks if sign.on > since), key=lambda sign: sign.on, reverse=True
    )
    return Recognition(
        involved=involved,
        never=tuple(area for area in AREAS if area not in dict(involved)),
        asked=tuple(asked),
        recognised=tuple(sorted(thanked, reverse=True)),
        answered=tuple(
            item for _, item in sorted(answered, key=lambda pair: pair[0], reverse=True)
        ),
        only_asked=is_only_asked(len(asked), len(thanked)),
    )
