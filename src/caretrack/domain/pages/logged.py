"""The answer to a log: finished values that a command puts together and a view only prints."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import Clock
from caretrack.domain.model import Action, Fact, Feedback, Touch
from caretrack.domain.talk.openers import Opener


class Logged(NamedTuple):
    """What a log wrote, and what it gives back. `kind_from` are the words that decided the kind, None where it was given.

    `of_facts` are lines about what was learned: what it is near to, which silence it ended; `selling` is the line after a
    sales touch that should be noticed (`selling.said_of_a_sale`), "" for none.
    """

    touch: Touch
    short: str
    label: str
    kind_from: str | None
    facts: list[Fact]
    actions: list[Action]
    feedback: list[Feedback]
    added: list[str]
    today: date
    crowd: int
    clocks: dict[str, Clock | None]
    opener: Opener | None
    not_known: str
    of_facts: Sequence[str] = ()
    selling: str = ""
