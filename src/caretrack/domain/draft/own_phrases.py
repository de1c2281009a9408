"""What whoever writes the letters has to say of the draft check: phrases of their own to fault, others to leave alone, their name."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from caretrack.domain.language.letter import ENDS, PARTS, Hit, Letter, read_letter

GROUP = "own"


class Own(NamedTuple):
    """`generic` phrases could open anybody's letter, whatever else the check knows; what touches an `allow` phrase is never faulted.

    `name` is the writer's: it makes no letter personal.
    """

    generic: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    name: str = ""


NOTHING = Own()


def said(phrases: Iterable[str], letter: Letter) -> Iterator[Hit]:
    """Where phrases stand in a letter word for word; case, short forms and the marks in them do not matter."""
    begun: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = plain_words(phrase)
        if words:
            begun.setdefault(words[0], []).append(words)
    for at, word in enumerate(letter.words):
        for words in begun.get(word, ()):
            if letter.words[at : at + len(words)] == words:
                yield Hit(at, at + len(words), GROUP)


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text as a letter's are read, without marks."""
    return tuple(word for word in read_letter(text).words if word not in ENDS and word not in PARTS)
