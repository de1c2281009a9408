"""The rows of a table, one after the other: bytes -> cells, each with the line that it begins on.

The reader of the standard library takes cells apart. Here it is fed block by block, so that a quote that is never closed costs
its own line and not the rest of the file, and so that neither a file nor a line need be in memory as a whole.
"""

import csv
import io
import re
from collections.abc import Generator, Iterator
from itertools import chain
from typing import NamedTuple

from caretrack.domain.records import Refused
from caretrack.errors import CareError
from caretrack.formats.records import decode, marked
from caretrack.formats.source import Source

# No cell may be longer than the limit of the standard library; no row, with all its quoted line breaks, longer than this.
LONGEST_CELL = csv.field_size_limit()
LONGEST_ROW = 1_000_000
# Behind a quote that is left open all is read again. So many slips, or so many characters of theirs, are no slips: it is no CSV.
_MOST_OPEN = 1_000
_MOST_AGAIN = 20_000_000
_OPEN = "a quote in this line is never closed"
_LONG = f"the line is too long: a cell may have {LONGEST_CELL:,} characters"
_BLOCK = 1 << 18
_NO_TEXT = re.compile("[\udc80-\udcff]")


class Row(NamedTuple):
    """The cells of one row, and the number of the line in the file, from 1, that it begins on."""

    line: int
    cells: list[str]


def rows(source: Source, delimiter: str, *, quietly: bool = False) -> Iterator[Row | Refused]:
    """Every row of a file that says something, and what could not be read. `quietly` does not move `source.position`.

    Raises CareError where quotes are left open all over the file, and OSError.
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


def head_of(source: Source) -> str:
    """The beginning of the text: some hundred thousands of characters."""
    return next((block for block, _ in _blocks(source, quietly=True)), "")


def _whole_rows(
    text: str, delimiter: str, line: int
) -> Generator[Row | Refused, None, tuple[int, int]]:
    """The rows of a text whose first line has this number, up to an open quote; how many lines that is, and how much the quote swallows.

    A quote that is out of place in its line is read as it stands.
    """
    lines = io.StringIO(text, newline="\n")
    ended: list[bool] = []
    # Strict: where an open quote swallows lines up to the next cell in quotes, that cell's first quote closes it, and is told.
    reader = csv.reader(chain(lines, _noted_end(ended)), delimiter=delimiter, strict=True)
    done = 0
    while True:
        try:
            for cells in reader:
                if any(cells):
                    yield Row(line + done, cells)
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


def _leniently(text: str, delimiter: str, line: int) -> Row | Refused:
    """The cells of a line in which a quote is out of place, as well as they can be told."""
    try:
        return Row(line, next(csv.reader([text], delimiter=delimiter)))
    except csv.Error:
        return Refused(f"line {line}", _LONG)


def _noted_end(ended: list[bool]) -> Iterator[str]:
    """No line; but whoever asks for one leaves a trace: a row that wants more lines than there are has an open quote in it."""
    ended.append(True)
    yield from ()


def _blocks(source: Source, *, quietly: bool) -> Iterator[tuple[str, bool]]:
    """The text of a file, some whole lines at a time, their ends as LF; and whether it was the last."""
    with source.open() as file:
        encoding = marked(file.read(4))
        file.seek(0)
        # What is no UTF-8 is kept as it is, to be read as cp1252, line by line.
        text = io.TextIOWrapper(
            file,
            encoding or "utf-8",
            "surrogateescape" if encoding in {"", "utf-8-sig"} else "replace",
        )
        rest = ""
        while block := text.read(_BLOCK):
            if not quietly:
                source.position = min(file.tell(), source.size)
            whole, end, rest = (rest + block).rpartition("\n")
            if len(rest) > LONGEST_ROW:
                # Not all of it is kept, and yet it must be seen to be too long, even where it has many short cells.
                rest = "x" * (LONGEST_ROW + 1)
            if end:
                yield _mended(whole + end), False
        if not quietly:
            source.position = source.size
        yield _mended(rest + "\n") if rest else "", True


def _mended(text: str) -> str:
    """The text without byte order marks in its midst (files joined by `cat`), and lines that are no UTF-8 read as cp1252."""
    text = text.replace("\ufeff", "")
    if text.isascii() or not _NO_TEXT.search(text):
        return text
    return "\n".join(_mended_line(line) for line in text.split("\n"))


def _mended_line(line: str) -> str:
    if not _NO_TEXT.search(line):
        return line
    try:
        return decode(line.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return line
