"""Score the proposals on labelled notes: which are right, false and missed, by category."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

READ_ON = date(2026, 11, 29)  # a Sunday
_LOW = 2


class Reading(NamedTuple):
    """What the rules make of one note: the labels that are right, false and missed."""

    note: str
    right: list[str]
    false: list[str]
    missed: list[str]


def label_of(proposal: Any) -> str:
    """The label of a proposal: its category, "low" or "high", or "event"."""
    if proposal.sort == "mood":
        return "low" if proposal.mood <= _LOW else "high"
    return str(proposal.category or proposal.sort)


def readings(
    notes: Iterable[tuple[str, str]], propose: Callable[[str, date], Iterable[Any]]
) -> Iterator[Reading]:
    """Compare what is proposed for each note with the labels in its heading."""
    for note, heading in notes:
        wanted = [] if heading == "nothing" else heading.split()
        right, false = [], []
        for label in map(label_of, propose(note, READ_ON)):
            met = next((one for one in wanted if label in one.rstrip("?").split("/")), None)
            if met is None:
                false.append(label)
            else:
                wanted.remove(met)
                right.append(label)
        missed = [one.split("/")[0] for one in wanted if not one.endswith("?")]
        yield Reading(note, right, false, missed)


def score(read: Iterable[Reading]) -> dict[str, tuple[int, int, int]]:
    """How many of each label are right, false and missed, and of all."""
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for one in read:
        right.update(one.right)
        false.update(one.false)
        missed.update(one.missed)
    labels = sorted({*right, *false, *missed})
    table = {label: (right[label], false[label], missed[label]) for label in labels}
    return table | {"all": (right.total(), false.total(), missed.total())}
