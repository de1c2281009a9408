"""Other words for commands, channels, moods and cadences, by meaning (`words/commands.txt`)."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from caretrack.errors import WrongUsage
from caretrack.words import phrase_list, word_pairs


class OtherWord(NamedTuple):
    """What another word for a command means.

    `args` is what stands for it, with the arguments that follow it; empty where it is refused. Then
    `line` is the line to type, and `also` what else may have been meant, or "".
    """

    args: tuple[str, ...] = ()
    line: str = ""
    also: str = ""

    def refusal(self, word: str) -> WrongUsage:
        """Return the error for a word that is refused: it says what to type."""
        also = f" {self.also}." if self.also else ""
        return WrongUsage(f"there is no command '{word[:40]}'", f"Type `{self.line}`.{also}")


@cache
def _by_word(heading: str) -> dict[str, str]:
    """Return what each word of a list means."""
    return {word: meant for meant, words in word_pairs("commands", heading) for word in words}


@cache
def _lines(heading: str) -> dict[str, str]:
    """Return the rest of each line of a list, by its first word."""
    parted = (line.partition(": ") for line in phrase_list("commands", heading))
    return {word: rest for word, _, rest in parted}


def other_word(word: str, rest: Sequence[str] = ()) -> OtherWord | None:
    """Return what a word means that is no command, None if it is no word for one.

    `rest` are the arguments behind it; they stand in the line that is to be typed instead.
    """
    low = word.casefold()
    if command := _by_word("commands").get(low):
        return OtherWord((command,))
    if line := _lines("with options").get(low):
        return OtherWord(tuple(line.split()))
    if line := _lines("lines").get(low):
        return OtherWord(line=_filled(line, rest), also=_lines("or").get(low, ""))
    return None


def _filled(line: str, rest: Sequence[str]) -> str:
    """Return a line to type with the arguments in it; without one its place stays."""
    from shlex import quote

    name = quote(rest[0]) if rest else "NAME"
    text = quote(" ".join(rest[1:])) if rest[1:] else "…"
    return line.replace("NAME", name).replace("REST", text)


def known_channel(word: str) -> str:
    """Return the channel that is meant by another word for it; any other word as it is."""
    return _by_word("channels").get(word, word)


def known_mood(word: str) -> str:
    """Return the mood, 1 to 5, that is meant by a word; any other word as it is."""
    return _by_word("moods").get(word.strip().casefold(), word.strip())


def known_cadence(word: str) -> str:
    """Return the days of a cadence that is meant by one word; any other word as it is."""
    return _by_word("cadences").get(word.replace("-", ""), word)
