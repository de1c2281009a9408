"""The JSON of a whole journal (docs/json.md), read a row at a time, however it is laid out.

`care export` writes every row on a line of its own; `jq` and others lay it out anew, or put all of
it on one line. So the file is read as JSON and not by its lines, and no more of it is in memory
than the longest row may have.
"""

import codecs
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, BinaryIO, NamedTuple, NoReturn

from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.open import Source, cannot_read

# The first key of the object, and the version of the format that is its value.
MARK = "caretrack"
VERSION = 1
LONGEST_ROW = 4_000_000  # characters: forty notes of the longest kind
LONGEST_WORD = 12  # characters of what may be cut off between two texts: -Infinity, \\u12ab
PIECE = 1 << 18  # bytes read at a time
_SPACE = re.compile(r"[ \t\n\r]*")


class JournalRow(NamedTuple):
    """A row of a table of the journal, as it stands in the file.

    `where` is for the report ("people, row 3, line 12").
    """

    table: str
    where: str
    values: dict[str, Any]


def read(source: Source) -> Iterator[JournalRow]:
    """Give the rows of the file in their order.

    Raises CareError, with the place, for what is not such a file.
    """
    try:
        with source.open() as file:
            yield from _JournalReader(source, file).rows()
    except OSError as error:
        raise cannot_read(source.path, error) from error


class _BrokenJson(Exception):
    """What is wrong with the JSON, at the place where the reader stands."""


class _JournalReader:
    """The text of a file from the place that is reached: `text[at:]`, on this `line`.

    More is read when it is needed.
    """

    def __init__(self, source: Source, file: BinaryIO) -> None:
        self.source = source
        self.file = file
        self.decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self.decoder = JSONDecoder(object_pairs_hook=_once_each, parse_constant=_no_number)
        self.text, self.at, self.line, self.ended = "", 0, 1, False
        self.where = ""

    def rows(self) -> Iterator[JournalRow]:
        """All rows. Raises CareError."""
        try:
            yield from self._whole()
        except _BrokenJson as broken:
            place = f"{self.where}, line {self.line:,}" if self.where else f"line {self.line:,}"
            raise CareError(
                f"{self.source.path}, {place}: {broken}", "Nothing was changed."
            ) from broken
        except UnicodeDecodeError as error:
            raise CareError(
                f"{self.source.path} is not text in UTF-8, after line {self.line:,}",
                "Nothing was changed.",
            ) from error

    def _whole(self) -> Iterator[JournalRow]:
        known = False
        for key in self._keys("the journal"):
            if key == MARK:
                self._check(self._value())
                known = True
            elif key == "tables":
                if not known:
                    raise _BrokenJson(f'this is not a journal of care: "{MARK}" has to come first')
                yield from self._tables()
            else:
                self._value()
        if not known:
            raise _BrokenJson(f'this is not a journal of care: there is no "{MARK}" in it')
        if self._next():
            raise _BrokenJson("there is more behind the end of the journal")

    def _check(self, version: Any) -> None:
        if type(version) is not int or version < 1:
            raise _BrokenJson(f'"{MARK}" is not a version')
        if version > VERSION:
            raise _BrokenJson(
                f"it was written by a newer care: got format {version:,}, supports {VERSION}. "
                "Upgrade caretrack"
            )

    def _tables(self) -> Iterator[JournalRow]:
        for table in self._keys("the tables"):
            self.where = shortened(table, 40)
            self._take("[")
            number = 0
            while self._next() != "]":
                if number:
                    self._take(",")
                    self._next()
                number += 1
                self.where = f"{shortened(table, 40)}, row {number:,}"
                values = self._value()
                if type(values) is not dict:
                    raise _BrokenJson("this is not an object")
                yield JournalRow(table, f"{self.where}, line {self.line:,}", values)
            self._take("]")
            self.where = ""

    def _keys(self, what: str) -> Iterator[str]:
        """Give the keys of an object, each once; the caller reads its value before the next."""
        self._take("{")
        found = set[str]()
        while self._next() != "}":
            if found:
                self._take(",")
                self._next()
            key = self._value()
            if type(key) is not str:
                raise _BrokenJson(f"{what} has a key that is not text")
            if key in found:
                raise _BrokenJson(f'{what} has "{shortened(key, 40)}" twice')
            found.add(key)
            self._take(":")
            yield key
        self._take("}")

    def _next(self) -> str:
        """The next character that is no space; "" at the end of the file."""
        while True:
            start = self.at
            self.at = _SPACE.match(self.text, start).end()  # type: ignore[union-attr]
            self.line += self.text.count("\n", start, self.at)
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def _take(self, wanted: str) -> None:
        found = self._next()
        if found != wanted:
            raise _BrokenJson(
                f"there should be a {wanted}" if found else "the file ends in the middle"
            )
        self.at += 1

    def _value(self) -> Any:
        """The next value, whole."""
        self._next()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
                # A number at the end of what was read may go on.
                if end < len(self.text) or not self._more():
                    break
            except JSONDecodeError as error:
                if not self._cut_off(error, LONGEST_WORD) or not self._more():
                    raise _BrokenJson(
                        "the file ends in the middle"
                        if self._cut_off(error, 0)
                        else "this is not JSON"
                    ) from error
            except RecursionError as error:
                raise _BrokenJson("there are too many brackets in each other") from error
            except ValueError as error:
                raise _BrokenJson("there is a number that nobody can read") from error
        self.line += self.text.count("\n", self.at, end)
        self.at = end
        return value

    def _cut_off(self, error: JSONDecodeError, near: int) -> bool:
        """True if the value may go on beyond what was read.

        Then its fault is that near to the end, or is a text that does not end.
        """
        return error.pos >= len(self.text) - near or error.msg.startswith("Unterminated")

    def _more(self) -> bool:
        """Read on; False where there is no more.

        It reads twice as much as there is, so that a long row is not read again and again.
        """
        rest = len(self.text) - self.at
        if self.ended:
            return False
        if rest > LONGEST_ROW:
            raise _BrokenJson(f"this has more than {LONGEST_ROW:,} characters")
        data = self.file.read(max(PIECE, rest))
        self.source.position += len(data)
        self.ended = not data
        self.text = self.text[self.at :] + self.decode(data, self.ended)
        self.at = 0
        return True


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _BrokenJson("a key stands twice in one object")
    return made


def _no_number(text: str) -> NoReturn:
    raise _BrokenJson(f"{text} is not JSON")
