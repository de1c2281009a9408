"""Several values of one key, in little memory."""

from collections.abc import Collection


class Multimap:
    """The values of each key, each once, in the order in which they were added.

    Where nearly every key has one value, as a name has one person, hundreds of thousands of keys
    take a third of what a set for each would take.
    """

    __slots__ = ("_values",)

    def __init__(self) -> None:
        """Start with no keys."""
        self._values: dict[str, str | dict[str, None]] = {}

    def add(self, key: str, value: str) -> None:
        """Add a value to those of a key."""
        known = self._values.setdefault(key, value)
        if isinstance(known, dict):
            known[value] = None
        elif known != value:
            self._values[key] = {known: None, value: None}

    def remove(self, key: str, value: str) -> None:
        """Remove a value from those of a key, if it is among them."""
        known = self._values.get(key)
        if isinstance(known, dict):
            known.pop(value, None)
        elif known == value:
            del self._values[key]

    def of(self, key: str) -> Collection[str]:
        """Return the values of a key. To look for one among many is fast."""
        known = self._values.get(key, {})
        return known if isinstance(known, dict) else (known,)
