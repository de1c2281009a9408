"""Choose whom to compare for `duplicates.py`: only people who share a key (S2.8).

The keys are addresses, numbers, and pairs of words of a name as they sound. Of each word it is
known which others are a slip away. How many pairs there are grows as the people do.
"""

from array import array
from collections.abc import Iterator, Sequence

from caretrack.domain.people.name_distance import by_ear, full_forms
from caretrack.domain.people.part_names import PartNames, part_keys
from caretrack.domain.people.prepared import Prepared, phone_end

# If more people share a key it is no sign of anything, and to compare them all would take long.
MOST_IN_A_BLOCK = 60

# How many sums tell the keys of one person from those of several, before they are looked at.
_SUMS = 1 << 20
_SHORTEST_WITH_SLIPS = 4
_SHORTEST_BOX = 5


def pairs_to_compare(
    people: Sequence[Prepared], weak: Sequence[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the pairs, as places in `people`, that have a key in common: each once, by the first.

    Of names that are a first name only, or have an initial, those who may be meant by them. `weak`
    counts for each person the pairs found that only a part of a name makes; see `PartNames`.
    """
    blocks = _Blocks(people)
    parts = PartNames(people, [0] * len(people) if weak is None else weak)
    for number in range(len(people)):
        seen = blocks.later(number)
        for other in sorted(seen):
            yield number, other
        for other in parts.later(number):
            if other not in seen:
                seen.add(other)
                yield number, other


class _Blocks:
    """Who shares a key of a whole name, an address or a number.

    Only hashes of keys are kept, and of keys of one person alone not even a place: two keys with
    one hash would cost a comparison, and nothing else.
    """

    def __init__(self, people: Sequence[Prepared]) -> None:
        """Sort these people into blocks."""
        self._people, self._slips = people, _slips(people)
        with_boxes = any(map(part_keys, people))
        self._hashes, self._ends = array("q"), array("L", [0])
        for item in people:
            self._hashes.extend({hash(key) for key in _keys(item, with_boxes=with_boxes)})
            self._ends.append(len(self._hashes))
        often = self._looked_up()
        members: dict[int, list[int]] = {}
        for number in range(len(people) - 1, -1, -1):
            for key in self._of(number):
                if often[key % _SUMS]:
                    members.setdefault(key, []).append(number)
        self._members = {key: of for key, of in members.items() if len(of) <= MOST_IN_A_BLOCK}

    def later(self, number: int) -> set[int]:
        """Return who comes later and is in a block with this person. Ask for each in order."""
        members = self._members
        found: set[int] = set()
        for key in self._of(number):
            block = members.get(key)
            if block:
                block.pop()
                found.update(block)
        if self._slips:
            for slip in self._with_a_slip(self._people[number]):
                found.update(members.get(hash(slip), ()))
        return found

    def _with_a_slip(self, item: Prepared) -> Iterator[str]:
        """Give the keys that this person would have if one word were another, a slip away."""
        for name in item.names:
            for word in name.words:
                for sound in self._slips.get(word, ()):
                    for other in name.words:
                        if len(other) > 1 and other != word:
                            yield _pair(by_ear(other), sound)

    def _of(self, number: int) -> "array[int]":
        return self._hashes[self._ends[number] : self._ends[number + 1]]

    def _looked_up(self) -> bytearray:
        """Return which sums are of keys that are looked up, or that several people have."""
        once, often = bytearray(_SUMS), bytearray(_SUMS)
        for key in self._hashes:
            place = key % _SUMS
            if once[place]:
                often[place] = 1
            else:
                once[place] = 1
        for item in self._people if self._slips else ():
            for slip in self._with_a_slip(item):
                often[hash(slip) % _SUMS] = 1
        return often


def _slips(people: Sequence[Prepared]) -> dict[str, list[str]]:
    """Return for each word how others of `people` sound that are a slip away.

    Two words are if they are the same with one letter left out that is not the first, of one of
    them or of both.
    """
    by_letter: dict[str, list[str]] = {}
    for word in {word for item in people for name in item.names for word in name.words}:
        if len(word) >= _SHORTEST_WITH_SLIPS:
            by_letter.setdefault(word[0], []).append(word)
    near: dict[str, set[str]] = {}
    for words in by_letter.values():
        shorter: dict[str, list[str]] = {}
        for word in words:
            for way in {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}:
                shorter.setdefault(way, []).append(word)
        for alike in shorter.values():
            for word in alike if len(alike) > 1 else ():
                near.setdefault(word, set()).update(map(by_ear, alike))
    return {
        word: sorted(others) for word, sounds in near.items() if (others := sounds - {by_ear(word)})
    }


def _keys(item: Prepared, *, with_boxes: bool) -> Iterator[str]:
    """Give the keys of a person; people are compared if they share one.

    An address, a number, or two words of the name. `with_boxes`: what stands before the @ as well.
    """
    yield from item.emails
    yield from map(phone_end, item.phones)
    if with_boxes:
        yield from (f"{box}@" for box in item.boxes if len(box) >= _SHORTEST_BOX)
    for name in item.names:
        words = name.words
        heard = {by_ear(word) for word in words if len(word) > 1}
        yield "".join(sorted("".join(heard)))
        if len(heard) < len(words):
            yield from item.spelled
        others = heard | set(map(by_ear, item.nicks))
        others.update(by_ear(whole) for short in words for whole in full_forms(short))
        for word in heard:
            yield from (_pair(word, other) for other in others if other != word)


def _pair(one: str, other: str) -> str:
    return f"{one} {other}" if one < other else f"{other} {one}"
