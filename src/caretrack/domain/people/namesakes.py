"""People of a file with the name of somebody in the journal, and an address of nobody (S2.8).

A whole name that one person has may tell who it is, and is offered. It never does where two are
called so, at the address of an office or of a machine, or at one that several names use: then a
list, or a program, wrote in their name.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.people.plain_names import same_name_key, unspaced
from caretrack.domain.people.set_aside import is_role_mailbox
from caretrack.domain.people.shared_address import Called, are_two_people, name_and_address
from caretrack.words import word_set


class Namesake(NamedTuple):
    """Somebody of a file with the name of somebody in the journal.

    `person_id` is "" where more than one there is called so. `addresses` are those of the file,
    none where the name stands alone, as in a title. `touches` is how many they are in. `taken` says
    that the two are one person.
    """

    person_id: str
    name: str
    addresses: tuple[str, ...]
    touches: int
    taken: bool = False


class NamedTouch(NamedTuple):
    """The names in a touch, each with its address or "", and who is in it by an address."""

    called: Sequence[tuple[str, str]]
    ids: Collection[str] = ()


class _Gathered:
    """In how many touches of the file a name is, by its addresses there."""

    __slots__ = ("name", "touches")

    def __init__(self, name: str) -> None:
        self.name = name
        self.touches = Counter[tuple[str, ...]]()


def find_namesakes(
    touches: Iterable[NamedTouch],
    people_called: Callable[[str], Collection[str]],
    is_known: Callable[[str], bool],
) -> list[Namesake]:
    """Return the namesakes in these touches, the most met first.

    `people_called` gives the ids of everybody in the journal with a name, `is_known` says whether
    somebody there has an address.
    """
    found: dict[str, _Gathered] = {}
    names_at: dict[str, dict[str, str]] = {}
    for touch in touches:
        here: dict[str, list[str]] = {}
        for text, written in touch.called:
            name, address = name_and_address(text)[0], written.casefold()
            key = whole_name_key(name)
            if address and name:
                names_at.setdefault(address, {}).setdefault(name_key(name), name)
            if not key or (address and (is_known(address) or is_nobodys_own(address))):
                continue
            if set(people_called(name)).isdisjoint(touch.ids):
                found.setdefault(key, _Gathered(name))
                here.setdefault(key, []).extend(filter(None, [address]))
        for key, addresses in here.items():
            found[key].touches[tuple(addresses)] += 1
    shared = {address for address, names in names_at.items() if _is_shared(address, names)}
    namesakes = (_namesake(one, people_called(one.name), shared) for one in found.values())
    return sorted(filter(None, namesakes), key=lambda one: -one.touches)


def _namesake(
    gathered: _Gathered, ids: Collection[str], shared: Collection[str]
) -> Namesake | None:
    addresses: dict[str, None] = {}
    touches = 0
    for some, number in gathered.touches.items():
        own = [address for address in some if address not in shared]
        addresses |= dict.fromkeys(own)
        touches += number if own or not some else 0
    if not (ids and touches):
        return None
    only = next(iter(ids)) if len(ids) == 1 else ""
    return Namesake(only, gathered.name, tuple(addresses), touches)


def whole_name_key(name: str) -> str:
    """Return what a name of two words or more is compared by, "" for a shorter one."""
    key = same_name_key(name_key(name))
    return key if " " in key or (len(name) > 1 and unspaced(key)) else ""


def is_nobodys_own(address: str) -> bool:
    """True for an address that writes in the name of others: an office, a machine, a list."""
    local, _, host = name_key(address).rpartition("@")
    if not host or not local:
        return False
    words = re.split(r"[^a-z]+", f"{local} {host.partition('.')[0]}")
    return is_role_mailbox(address) or any(
        word in word_set("role_mailboxes", "machines") for word in words
    )


def _is_shared(address: str, names: dict[str, str]) -> bool:
    return any(
        are_two_people(Called(one), Called(other), address)
        for one, other in combinations(names.values(), 2)
    )
