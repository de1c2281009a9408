"""JSON read a value at a time, however it is laid out.

No more of the file is in memory than the longest value may have. The caller walks through the
objects and lists that are large, and takes what is in them as values.
"""

import codecs
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, BinaryIO, NoReturn

from caretrack.domain.text import shortened
from caretrack.formats.source import Source

LONGEST_VALUE = 4_000_000  # characters: forty notes of the longest kind
LONGEST_WORD = 12  # characters of what may be cut off between two texts: -Infinity, \\u12ab
PIECE = 1 << 18  # bytes read at a time
END_OF_LINE = "},\n"  # of an object that has a line of its own, and its comma
BETWEEN_LINES = f"{END_OF_LINE}{{"
_SPACE = re.compile(r"[ \t\n\r]*")
# What is passed over, up to the next text or bracket; and what ends a text, or hides its end.
_PLAIN = re.compile(r'[^"\[\]{}]*')
_END_OF_TEXT = re.compile(r'["\\]')


class BrokenJson(Exception):
    """What is wrong with the JSON, at the place where the reader stands."""


class JsonPieces:
    """The text of a file from the place that is reached: `text[at:]`, on this `line`.

    `item` is the number of the value that is reached in a list that `values` reads.

    More is read when it is needed. All of it raises BrokenJson, UnicodeDecodeError and OSError.
    """

    def __init__(self, source: Source, file: BinaryIO) -> None:
        """Start at the beginning of the file; `source.position` is kept up to date."""
        self.line, self.item = 1, 0
        self._source, self._file = source, file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._decoder = JSONDecoder(object_pairs_hook=self._object, parse_constant=_no_number)
        self._objects = 0  # how many were decoded
        self._text, self._at, self._ended = "", 0, False

    def keys(self, what: str) -> Iterator[str]:
        """Give the keys of an object, each once; the caller reads its value before the next.

        `what` is the object, for the message: "the journal".
        """
        self.take("{")
        found = set[str]()
        while self.next() != "}":
            if found:
                self.take(",")
                self.next()
            key = self.value()
            if type(key) is not str:
                raise BrokenJson(f"{what} has a key that is not text")
            if key in found:
                raise BrokenJson(f'{what} has "{shortened(key, 40)}" twice')
            found.add(key)
            self.take(":")
            yield key
        self.take("}")

    def items(self) -> Iterator[int]:
        """Give the number of each item of a list, from 1; the caller reads it before the next."""
        self.take("[")
        number = 0
        while self.next() != "]":
            if number:
                self.take(",")
                self.next()
            number += 1
            yield number
        self.take("]")

    def values(self) -> Iterator[Any]:
        """Give the values of a list; `item` is the number of each, `line` is where it ends.

        Objects that stand on a line each are decoded many at a time.
        """
        self.item, by_line = 0, True
        for _ in self.items():
            many = self._objects_by_line() if by_line else None
            if many:
                first = self.line
                for self.line, value in enumerate(many, first):
                    self.item += 1
                    yield value
            else:
                by_line = many is not None
                self.item += 1
                yield self.value()

    def _objects_by_line(self) -> list[Any] | None:
        """Return the objects that stand whole in what was read, each on a line of its own.

        None if they are laid out otherwise, or something is wrong: `value` says what and where.
        """
        end = self._text.rfind(END_OF_LINE, self._at, self._at + PIECE) + 1
        if not end:
            # A line of which the rest was not read yet, or one without an end.
            return [] if len(self._text) - self._at < PIECE else None
        lines = self._text[self._at : end]
        count = lines.count("\n") + 1
        before = self._objects
        try:
            found: list[Any] = self._decoder.decode(f"[{lines}]")
        except (BrokenJson, RecursionError, ValueError):
            return None
        # No object is in another one, so that each stands on the line that it is counted for.
        each = lines.count(BETWEEN_LINES) + 1 == self._objects - before == len(found) == count
        if not each:
            return None
        self._at = end
        return found

    def skip(self) -> None:
        """Pass over the next value, of any length, without checking what is in it."""
        if self.next() not in ("{", "["):
            self._skip_text() if self.next() == '"' else self.value()
            return
        depth = 0
        while True:
            self._skip_to(_PLAIN.match(self._text, self._at).end())  # type: ignore[union-attr]
            if self._at == len(self._text):
                if not self._more():
                    raise BrokenJson("the file ends in the middle")
                continue
            char = self._text[self._at]
            if char == '"':
                self._skip_text()
                continue
            self._at += 1
            depth += 1 if char in "{[" else -1
            if not depth:
                return

    def _skip_text(self) -> None:
        self._at += 1
        while True:
            found = _END_OF_TEXT.search(self._text, self._at)
            if found and found[0] == '"':
                self._at = found.end()
                return
            if found and found.end() < len(self._text):
                self._at = found.end() + 1
                continue
            self._at = found.start() if found else len(self._text)
            if not self._more():
                raise BrokenJson("the file ends in the middle")

    def _skip_to(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def next(self) -> str:
        """The next character that is no space; "" at the end of the file."""
        while True:
            start = self._at
            self._at = _SPACE.match(self._text, start).end()  # type: ignore[union-attr]
            self.line += self._text.count("\n", start, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> None:
        """Pass over this character."""
        found = self.next()
        if found != wanted:
            raise BrokenJson(
                f"there should be a {wanted}" if found else "the file ends in the middle"
            )
        self._at += 1

    def value(self) -> Any:
        """The next value, whole."""
        self.next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
                # A number at the end of what was read may go on.
                if end < len(self._text) or not self._more():
                    break
            except JSONDecodeError as error:
                if not self._cut_off(error, LONGEST_WORD) or not self._more():
                    raise BrokenJson(
                        "the file ends in the middle"
                        if self._cut_off(error, 0)
                        else "this is not JSON"
                    ) from error
            except RecursionError as error:
                raise BrokenJson("there are too many brackets in each other") from error
            except ValueError as error:
                raise BrokenJson("there is a number that nobody can read") from error
        self.line += self._text.count("\n", self._at, end)
        self._at = end
        return value

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            raise BrokenJson("a key stands twice in one object")
        self._objects += 1
        return made

    def _cut_off(self, error: JSONDecodeError, near: int) -> bool:
        """True if the value may go on beyond what was read.

        Then its fault is that near to the end, or is a text that does not end.
        """
        return error.pos >= len(self._text) - near or error.msg.startswith("Unterminated")

    def _more(self) -> bool:
        """Read on; False where there is no more.

        It reads twice as much as there is, so that a long value is not read again and again.
        """
        rest = len(self._text) - self._at
        if self._ended:
            return False
        if rest > LONGEST_VALUE:
            raise BrokenJson(f"this has more than {LONGEST_VALUE:,} characters")
        data = self._file.read(max(PIECE, rest))
        self._source.position += len(data)
        self._ended = not data
        self._text = self._text[self._at :] + self._decode(data, self._ended)
        self._at = 0
        return True


def _no_number(text: str) -> NoReturn:
    raise BrokenJson(f"{text} is not JSON")
