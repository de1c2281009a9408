"""Who of a small team is meant by what was typed: owners of people, and who wrote a touch. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caretrack.domain.load import asked_a_working_day
from caretrack.domain.people.names import name_key
from caretrack.domain.stats import share_of
from caretrack.domain.text import nearest

# What is typed for people whom nobody looks after.
NOBODY = "none"


def meant(text: str, names: Iterable[str]) -> list[str]:
    """Return which of these names is meant: as names of people are, by the whole or by a start.

    The first of these ways that finds any decides: the whole name; its first words; the start of
    it; the start of any word. Case and accents do not matter, so that several spellings of one
    name may be returned; `distinct` tells how many names they are.
    """
    key = name_key(text)
    keys = {name: name_key(name) for name in names}
    ways = (
        lambda name: name == key,
        lambda name: name.startswith(f"{key} "),
        lambda name: name.startswith(key),
        lambda name: any(word.startswith(key) for word in name.split()),
    )
    for way in ways if key else ():
        if found := [name for name, its_key in keys.items() if way(its_key)]:
            return found
    return []


def distinct(names: Iterable[str]) -> list[str]:
    """Return each name once, in the spelling that comes first: case and accents do not matter."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name_key(name), name)
    return list(found.values())


def mine(me: Sequence[str], names: Iterable[str]) -> list[str]:
    """Return which of these names is me, who am called by any of `me`.

    It is a name that is mine; else the one that mine goes on from ("Mia" of "Mia Wong"), or that
    goes on from mine, where it is one alone.
    """
    there = list(names)
    keys = [key for text in me if (key := name_key(text))]
    same = [name for name in there if name_key(name) in keys]
    if same:
        return same
    near = [
        name
        for name in there
        for key in keys
        if f"{key} ".startswith(f"{name_key(name)} ") or name_key(name).startswith(f"{key} ")
    ]
    return near if len(distinct(near)) == 1 else []


def misspelt(name: str, names: Iterable[str]) -> str:
    """Return which of these names a new one is nearly, "" for none."""
    by_key = {name_key(one): one for one in names}
    near = nearest(name_key(name), by_key, count=1, cutoff=0.8)
    return by_key[near[0]] if near and name_key(name) not in by_key else ""


class OwnedGroup(NamedTuple):
    """How many people of one owner have one cadence in days, None for none; `due` waits today.

    `looked_after` leaves out the archive and whoever is only known. `owner` None is nobody.
    """

    owner: str | None
    cadence: int | None
    looked_after: int
    due: int


class OwnerShare(NamedTuple):
    """What one owner looks after: of `people`, `with_cadence` have one, `in_time` are not due.

    `asked` are the caring touches a working day that the cadences ask for. `owner` None is nobody.
    """

    owner: str | None
    people: int
    with_cadence: int
    in_time: int
    asked: float

    @property
    def waiting(self) -> int:
        """How many are due today."""
        return self.with_cadence - self.in_time

    @property
    def share(self) -> float | None:
        """The coverage of this owner's people; None where nobody has a cadence."""
        return share_of(self.in_time, self.with_cadence)


def by_owner(groups: Iterable[OwnedGroup]) -> tuple[OwnerShare, ...]:
    """Return what each owner looks after, by name, and nobody last.

    Spellings of one name count together. Nothing where nobody has an owner.
    """
    spelled: dict[str, str | None] = {}
    cadences: dict[str, dict[int, int]] = {}
    counts: dict[str, list[int]] = {}
    for group in groups:
        key = name_key(group.owner or "")
        spelled.setdefault(key, group.owner)
        count = counts.setdefault(key, [0, 0, 0])
        count[0] += group.looked_after
        if group.cadence is not None:
            count[1] += group.looked_after
            count[2] += group.looked_after - group.due
            days = cadences.setdefault(key, {})
            days[group.cadence] = days.get(group.cadence, 0) + group.looked_after
    if not any(spelled):
        return ()
    return tuple(
        OwnerShare(
            spelled[key],
            people,
            with_cadence,
            in_time,
            round(asked_a_working_day(cadences.get(key, {})), 2),
        )
        for key in sorted(spelled, key=lambda key: (not key, key))
        for people, with_cadence, in_time in [counts[key]]
    )
