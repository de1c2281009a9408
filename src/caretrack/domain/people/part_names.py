"""Whom to compare with a first name alone, or a name with an initial (S2.8).

Hundreds may be meant by "Ana". Most of these pairs say nothing, as nobody is kept in more than
OFFICE pairs that only a part of a name makes; so they are not compared once that is so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caretrack.domain.people.name_distance import without_particles
from caretrack.domain.people.prepared import OFFICE, Prepared, same_company

# A name that so many have says nothing by itself.
COMMON_NAME = 4


class _Evidence(NamedTuple):
    """What speaks for and against a pair beside the names."""

    company: tuple[str, ...]
    hosts: frozenset[str]
    younger: str


class _Group:
    """People who share a part of a name and the evidence beside it."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.later: list[int] = []  # the first of them last, to be popped
        self._open: list[int] | None = None

    def still_open(self, number: int, weak: Sequence[int]) -> list[int]:
        """Return those after `number` who are not in enough weak pairs yet."""
        numbers = self.later if self._open is None else self._open
        self._open = [other for other in numbers if other > number and weak[other] < OFFICE]
        return self._open


# The people of a key, by the first word of the company, and by all evidence.
_Members = dict[str, dict[_Evidence, _Group]]


class PartNames:
    """Who may be meant by a part of a name, of those who come later in `people`.

    `weak` says of each how many pairs were found that only a part of a name makes, and is read
    anew for each pair.
    """

    def __init__(self, people: Sequence[Prepared], weak: Sequence[int]) -> None:
        """Find the parts of names among these people, and whose names they are parts of."""
        self._people, self._weak = people, weak
        self._parts: dict[str, _Members] = {}
        self._wholes: dict[str, _Members] = {}
        self._common: set[tuple[str, ...]] = set()
        for number in range(len(people) - 1, -1, -1):
            for key in part_keys(people[number]):
                _group(self._parts, key, people[number]).later.append(number)
        if self._parts:
            for number in range(len(people) - 1, -1, -1):
                for key in _whole_keys(people[number]) & self._parts.keys():
                    _group(self._wholes, key, people[number]).later.append(number)
            self._common = common_names(people)

    def later(self, number: int) -> Iterator[int]:
        """Yield whom to compare with this person, some of them twice. Ask for each in order."""
        if not self._parts:
            return
        item = self._people[number]
        parts = part_keys(item)
        wholes = _whole_keys(item) & self._parts.keys()
        for table, keys in ((self._parts, parts), (self._wholes, wholes)):
            for key in keys:
                _group(table, key, item).later.pop()
        for key in parts:
            yield from self._of(number, self._wholes[key])
        for key in wholes - parts:
            yield from self._of(number, self._parts[key])

    def _of(self, number: int, members: _Members) -> Iterator[int]:
        item, weak = self._people[number], self._weak
        company = "".join(item.company[:1])
        if company:
            yield from _of_one_company(item, members.get(company, {}))
        if item.names[0].words in self._common:
            return
        for groups in (members.get("", {}),) if company else members.values():
            for evidence, group in groups.items():
                if not evidence.hosts.isdisjoint(item.hosts):
                    continue
                for other in group.later:
                    if weak[number] >= OFFICE:
                        break
                    yield other
                if weak[number] >= OFFICE:
                    yield from group.still_open(number, weak)


def _of_one_company(item: Prepared, groups: dict[_Evidence, _Group]) -> Iterator[int]:
    for evidence, group in groups.items():
        apart = not evidence.hosts.isdisjoint(item.hosts)
        father_and_son = evidence.younger != item.names[0].younger
        if same_company(evidence.company, item.company) and (father_and_son or not apart):
            yield from group.later


def _group(table: dict[str, _Members], key: str, item: Prepared) -> _Group:
    groups = table.setdefault(key, {}).setdefault("".join(item.company[:1]), {})
    evidence = _Evidence(item.company, item.hosts, item.names[0].younger)
    return groups.setdefault(evidence, _Group())


def common_names(people: Sequence[Prepared]) -> set[tuple[str, ...]]:
    """Return the names, as words, that so many have that they say nothing by themselves."""
    counts = Counter(item.names[0].words for item in people)
    return {words for words, count in counts.items() if count >= COMMON_NAME}


def part_keys(item: Prepared) -> set[str]:
    """Return the keys of a name that is a first name only, or has an initial."""
    keys: set[str] = set()
    for name in item.names:
        words = name.words
        if len(words) == 1:
            keys.add(words[0])
        for initial in words:
            if len(initial) == 1:
                keys.update(f"{word} {initial}" for word in words if len(word) > 1)
    return keys


def _whole_keys(item: Prepared) -> set[str]:
    keys = set(item.nicks)
    for name in item.names:
        words = name.words
        plain = without_particles(words) or words
        keys.update((words[0], words[-1], plain[0], plain[-1]))
        keys.update(f"{word} {other[0]}" for word in words for other in words if other != word)
    return keys
