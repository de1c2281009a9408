"""Many values in little memory: they are pickled and compressed, some hundreds at a time.

An address book of 300,000 people is read before the journal is locked, and compared with
everybody before anything is written. As tuples its records would take ten times the memory.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

# So many values are packed together. Fewer stay as they are, so that a small file costs nothing.
TOGETHER = 500


class Packed(Generic[T]):
    """Values in the order in which they were added; they can be gone through, but not looked up.

    What is added must be made of tuples, texts, numbers, days and named tuples alone.
    """

    __slots__ = ("_loose", "_number", "_packs")

    def __init__(self, values: Iterable[T] = ()) -> None:
        """Start with these values."""
        self._packs: deque[bytes] = deque()
        self._loose: list[T] = []
        self._number = 0
        for value in values:
            self.add(value)

    def add(self, value: T) -> None:
        """Add a value at the end."""
        self._number += 1
        self._loose.append(value)
        if len(self._loose) == TOGETHER:
            self._packs.append(_packed(self._loose))
            self._loose = []

    def __len__(self) -> int:
        """Return how many values there are."""
        return self._number

    def __iter__(self) -> Iterator[T]:
        """Yield the values; none may be added meanwhile."""
        for pack in self._packs:
            yield from _unpacked(pack)
        yield from self._loose

    def taken_out(self) -> Iterator[T]:
        """Yield the values, and let go of each: at the end there are none."""
        while self._packs:
            values: list[T] = _unpacked(self._packs.popleft())
            self._number -= len(values)
            yield from values
        loose, self._loose, self._number = self._loose, [], 0
        yield from loose

    def finished(self) -> "Many[T]":
        """Return the values as a tuple where they are few, and as they are otherwise."""
        return self if self._packs else tuple(self._loose)


# Values that are complete: a few, or very many.
Many = tuple[T, ...] | Packed[T]


def _packed(values: list[T]) -> bytes:
    import pickle
    import zlib

    return zlib.compress(pickle.dumps(values, pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(pack: bytes) -> list[T]:
    import pickle
    import zlib

    # These bytes never left the process.
    values: list[T] = pickle.loads(zlib.decompress(pack))  # noqa: S301
    return values
