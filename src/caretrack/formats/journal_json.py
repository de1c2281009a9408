"""The JSON of a whole journal (docs/json.md), read a row at a time, however it is laid out.

`care export` writes every row on a line of its own; `jq` and others lay it out anew, or put all of
it on one line. So the file is read as JSON and not by its lines, and no more of it is in memory
than the longest row may have.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.json_pieces import BrokenJson, JsonPieces
from caretrack.formats.source import Source, cannot_read

# The first key of the object, and the version of the format that is its value.
MARK = "caretrack"
VERSION = 1


class RowPlace(NamedTuple):
    """Where a row stands in the file: "people, row 3, line 12". `row` is 0 before the first."""

    table: str
    row: int
    line: int

    def __str__(self) -> str:
        """Return the place for a message."""
        row = f"row {self.row:,}, " if self.row else ""
        return f"{shortened(self.table, 40)}, {row}line {self.line:,}"


class JournalRow(NamedTuple):
    """A row of a table of the journal, as it stands in the file."""

    table: str
    where: RowPlace
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


class _JournalReader:
    """The rows of a file; `table` is the one that is reached."""

    def __init__(self, source: Source, file: BinaryIO) -> None:
        self.source = source
        self.json = JsonPieces(source, file)
        self.table: str | None = None

    def rows(self) -> Iterator[JournalRow]:
        """All rows. Raises CareError."""
        try:
            yield from self._whole()
        except BrokenJson as broken:
            raise CareError(
                f"{self.source.path}, {self._place()}: {broken}", "Nothing was changed."
            ) from broken
        except UnicodeDecodeError as error:
            raise CareError(
                f"{self.source.path} is not text in UTF-8, after line {self.json.line:,}",
                "Nothing was changed.",
            ) from error

    def _place(self) -> str:
        if self.table is None:
            return f"line {self.json.line:,}"
        return str(RowPlace(self.table, self.json.item, self.json.line))

    def _whole(self) -> Iterator[JournalRow]:
        known = False
        for key in self.json.keys("the journal"):
            if key == MARK:
                self._check(self.json.value())
                known = True
            elif key == "tables":
                if not known:
                    raise BrokenJson(f'this is not a journal of care: "{MARK}" has to come first')
                yield from self._tables()
            else:
                self.json.value()
        if not known:
            raise BrokenJson(f'this is not a journal of care: there is no "{MARK}" in it')
        if self.json.next():
            raise BrokenJson("there is more behind the end of the journal")

    def _check(self, version: Any) -> None:
        if type(version) is not int or version < 1:
            raise BrokenJson(f'"{MARK}" is not a version')
        if version > VERSION:
            raise BrokenJson(
                f"it was written by a newer care: got format {version:,}, supports {VERSION}. "
                "Upgrade caretrack"
            )

    def _tables(self) -> Iterator[JournalRow]:
        for table in self.json.keys("the tables"):
            self.table, self.json.item = table, 0
            for values in self.json.values():
                if type(values) is not dict:
                    raise BrokenJson("this is not an object")
                yield JournalRow(table, RowPlace(table, self.json.item, self.json.line), values)
            self.table = None
