"""Whether output is what was expected, when ids and time stamps are new in every run."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

ANY_LINES = "..."
WHOLE = 16

TIME = r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
ID = re.compile(r"\b[a-hjkmnp-tv-z][0-9][0-9a-hjkmnp-tv-z]{2,14}\b")
TOKEN = re.compile(rf"{TIME}|(?P<id>{ID.pattern})")


def _same_start(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@dataclass(frozen=True)
class Ids:
    """The id of this run for each id of the file, by every length in which each was seen."""

    pairs: tuple[tuple[str, str], ...] = ()

    def bind(self, expected: str, actual: str) -> Ids | None:
        """Bind two ids at first sight. None if either is bound already or only one is whole."""
        if (len(expected) == WHOLE) != (len(actual) == WHOLE):
            return None
        for known, its_actual in self.pairs:
            if _same_start(known, expected):
                if not _same_start(its_actual, actual):
                    return None
            # Only a prefix of a seen id is the same id: a longer one may be another id.
            elif its_actual.startswith(actual):
                return None
        return self if (expected, actual) in self.pairs else Ids((*self.pairs, (expected, actual)))

    def actual(self, expected: str) -> str | None:
        """What this run calls an id of the file; None when nothing showed it."""
        return _translated(expected, self.pairs)

    def expected(self, actual: str) -> str | None:
        """What the file calls an id of this run; None when it is new."""
        known = _translated(actual, [(there, here) for here, there in self.pairs])
        return known and known + actual[len(known) :]

    def in_command(self, command: str) -> str:
        """The command with the ids of this run."""
        return ID.sub(lambda found: self.actual(found[0]) or found[0], command)

    def in_line(self, line: str) -> str:
        """The line of output with the ids of the file."""
        return TOKEN.sub(lambda found: (found["id"] and self.expected(found[0])) or found[0], line)


def _translated(token: str, pairs: Sequence[tuple[str, str]]) -> str | None:
    known = [pair for pair in pairs if _same_start(pair[0], token)]
    if not known:
        return None
    exact = [there for here, there in known if here == token]
    if exact:
        return exact[-1]
    longest = max(known, key=lambda pair: len(pair[1]))[1]
    return longest[: len(token)]


def skeleton(line: str) -> str:
    """Return the line with ids and time stamps masked: this must match to the letter."""
    return TOKEN.sub(
        lambda found: "\0" if found["id"] else re.sub(r"\d", "0", found[0]) + "\1", line
    )


def has_longer_id(text: str) -> bool:
    """True if an id is shown longer than four characters: another one begins alike, by chance.

    It moves the columns of a page.
    """
    return any(4 < len(one) < WHOLE for one in ids_in(text))


def ids_in(line: str) -> list[str]:
    """The id-shaped words of a line, in order."""
    return [found["id"] for found in TOKEN.finditer(line) if found["id"]]


def match_line(expected: str, actual: str, ids: Ids) -> Ids | None:
    """The bindings after this line, or None when the line is another."""
    if skeleton(expected) != skeleton(actual):
        return None
    bound: Ids | None = ids
    for here, there in zip(ids_in(expected), ids_in(actual), strict=True):
        bound = bound.bind(here, there) if bound else None
    return bound


def match(expected: Sequence[str], actual: Sequence[str], ids: Ids) -> Ids | None:
    """Return the bindings after this output, None if it differs; `...` is any number of lines."""
    for at, line in enumerate(expected):
        if line == ANY_LINES:
            rests = (
                match(expected[at + 1 :], actual[start:], ids)
                for start in range(at, len(actual) + 1)
            )
            return next((found for found in rests if found is not None), None)
        after = match_line(line, actual[at], ids) if at < len(actual) else None
        if after is None:
            return None
        ids = after
    return ids if len(actual) == len(expected) else None


def reconcile(expected: Sequence[str], actual: Sequence[str], ids: Ids) -> tuple[Ids, list[str]]:
    """Return the new output as the file says it: matching lines stay, ids keep their names."""
    kept = dict[int, str]()
    blocks = difflib.SequenceMatcher(
        None, [skeleton(x) for x in expected], [skeleton(x) for x in actual], autojunk=False
    )
    for block in blocks.get_matching_blocks():
        for n in range(block.size):
            line = expected[block.a + n]
            after = match_line(line, actual[block.b + n], ids)
            if after is not None:
                ids, kept[block.b + n] = after, line
    old = dict.fromkeys(one for line in expected for one in ids_in(line) if ids.actual(one) is None)
    new = dict.fromkeys(one for line in actual for one in ids_in(line) if ids.expected(one) is None)
    if len(old) == len(new):
        for here, there in zip(old, new, strict=True):
            ids = ids.bind(here, there) or ids
    return ids, [kept.get(n, ids.in_line(line)) for n, line in enumerate(actual)]
