"""The rows of a table, taken apart block by block.

The reader of the standard library takes cells apart. A quote that is never closed costs its own
line and not the rest of the file, and neither a file nor a line need be in memory as a whole.
"""

import csv
import io
import re
from collections.abc import Generator, Iterator
from itertools import chain
from typing import NamedTuple

from caretrack.domain.records import Refused
from caretrack.errors import CareError
from caretrack.formats.encodings import Encoding, utf16_without_mark
from caretrack.formats.source import ENOUGH, Source
from caretrack.formats.text import encoding_to_read

# The standard library limits a cell; no row, with its quoted line breaks, is longer than this.
LONGEST_CELL = csv.field_size_limit()
LONGEST_ROW = 1_000_000
# What follows an open quote is read again. So many open quotes, or so many characters, are no
# slips: it is not CSV.
_MOST_OPEN = 1_000
_MOST_AGAIN = 20_000_000
_OPEN = "a quote in this line is never closed"
_LONG = f"the line is too long: a cell may have {LONGEST_CELL:,} characters"
_BLOCK = 1 << 18
_NO_TEXT = re.compile("[\udc80-\udcff]")
_REPLACED = "\ufffd"


class CsvRow(NamedTuple):
    """The cells of one row, and the number of the line in the file, from 1, that it begins on."""

    line: int
    cells: list[str]


def read_rows(
    source: Source, delimiter: str, *, quietly: bool = False
) -> Iterator[CsvRow | Refused]:
    """Give every row of a file that says something, and what cannot be read.

    `quietly` does not move `source.position`. Raises CareError where quotes are left open all over
    the file, and OSError.
    """
    text, line, left_open, again = "", 1, 0, 0
    for block, last in _blocks(source, quietly=quietly):
        text += block
        while text:
            done, swallowed = yield from _whole_rows(text, delimiter, line)
            text = text.split("\n", done)[done]
            line += done
            if not swallowed or (swallowed == len(text) <= LONGEST_ROW and not last):
                break
            yield Refused(f"line {line}", _OPEN)
            left_open, again = left_open + 1, again + swallowed
            if left_open > _MOST_OPEN or again > _MOST_AGAIN:
                raise CareError(
                    f"in {left_open:,} lines a quote is left open, the last of them line {line}",
                    "Is it a CSV?",
                )
            text = text.split("\n", 1)[1]
            line += 1


def first_text(source: Source) -> str:
    """The beginning of the text: some hundred thousands of characters."""
    return next((block for block, _ in _blocks(source, quietly=True)), "")


def _whole_rows(
    text: str, delimiter: str, line: int
) -> Generator[CsvRow | Refused, None, tuple[int, int]]:
    """Give the rows of a text up to an open quote.

    `line` is the number of its first line. Returns how many lines were read, and how many
    characters the quote swallows. A quote that is out of place in its line is read as it stands.
    """
    lines = io.StringIO(text, newline="\n")
    ended: list[bool] = []
    # Strict: where an open quote swallows lines up to the next cell in quotes, the first quote of
    # that cell closes it, and is an error.
    reader = csv.reader(chain(lines, _noted_end(ended)), delimiter=delimiter, strict=True)
    done = 0
    while True:
        try:
            for cells in reader:
                if any(cells):
                    yield CsvRow(line + done, cells)
                done = reader.line_num
        except csv.Error:
            end = lines.tell()
            if ended or reader.line_num > done + 1:
                return done, end - _start_of(text, done)
            yield _leniently(text[text.rfind("\n", 0, end - 1) + 1 : end], delimiter, line + done)
            done = reader.line_num
        else:
            return done, 0


def _start_of(text: str, line: int) -> int:
    """Where the line with this number begins, counted from 0."""
    return len(text) - len(text.split("\n", line)[line])


def _leniently(text: str, delimiter: str, line: int) -> CsvRow | Refused:
    """The cells of a line in which a quote is out of place, as well as they can be told."""
    try:
        return CsvRow(line, next(csv.reader([text], delimiter=delimiter)))
    except csv.Error:
        return Refused(f"line {line}", _LONG)


def _noted_end(ended: list[bool]) -> Iterator[str]:
    """Give no line, but note that one was asked for: then an open quote is in the row."""
    ended.append(True)
    yield from ()


def _blocks(source: Source, *, quietly: bool) -> Iterator[tuple[str, bool]]:
    """Give the text of a file, some lines at a time, with LF ends; and whether it is the last."""
    with source.open() as file:
        head = file.read(ENOUGH)
        said = encoding_to_read(head, source.encoding) or utf16_without_mark(head)
        file.seek(0)
        # What is not UTF-8 is kept as it is, until it is known what it is in.
        unsaid = not source.encoding and said in {"", "utf-8-sig"}
        text = io.TextIOWrapper(file, said or "utf-8", "surrogateescape" if unsaid else "replace")
        rest, replaced = "", 0
        while block := text.read(_BLOCK):
            if not quietly:
                source.position = min(file.tell(), source.size)
                replaced += 0 if unsaid else block.count(_REPLACED)
            whole, end, rest = (rest + block).rpartition("\n")
            if len(rest) > LONGEST_ROW:
                # Not all of it is kept, but it must still be seen to be too long, even with many
                # short cells.
                rest = "x" * (LONGEST_ROW + 1)
            if end:
                yield _mended(whole + end, source), False
        if not quietly:
            source.position = source.size
            source.say_replaced(replaced)
        yield _mended(rest + "\n", source) if rest else "", True


def _mended(text: str, source: Source) -> str:
    """Return the text without byte order marks, and what is no UTF-8 in its own encoding.

    Files joined by `cat` have such marks in their midst, and lines in two encodings.
    """
    text = text.replace("\ufeff", "")
    if text.isascii() or not _NO_TEXT.search(text):
        return text
    encoding = source.guessed_encoding()
    if encoding.whole:
        return _mended_line(text, encoding)
    return "\n".join(_mended_line(line, encoding) for line in text.split("\n"))


def _mended_line(line: str, encoding: Encoding) -> str:
    if not _NO_TEXT.search(line):
        return line
    try:
        return encoding.text_of(line.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return line
