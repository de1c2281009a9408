"""Read a workbook (.xlsx) as the table of its first sheet that has one.

The rows become a table in text as a spreadsheet saves it, and the reader of tables does the rest.
Needs openpyxl (the extra `xlsx`). A day is written as the sheet shows it: without a year where the
year is hidden, for Excel takes the year of typing for a birthday such as 14 March.
"""

import csv
import io
import math
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from caretrack.domain.dates import MONTH_NAMES
from caretrack.errors import CareError
from caretrack.formats.csv.heads import recognise_table
from caretrack.formats.source import LARGEST, Source, open_plain_file

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook

# So many rows are looked at to find the sheet with a table.
_HEAD_ROWS = 40
_MOST_COLUMNS = 1_000
# Excel has no more rows. A cell far out on the sheet makes all those before it, which take time.
_MOST_ROWS = 1_048_576
_MOST_CELLS = 100_000_000
_NAMED_AT_MOST = 6

_YEAR = re.compile(r"(?i)y")
_ZEROS = re.compile(r"0{2,}")
# What Excel writes for characters that XML cannot hold.
_ESCAPED = re.compile(r"_x(?:000[0-9A-Fa-f]|001[0-9A-Fa-f])_")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def open_sheet(path: Path) -> tuple[Source, bytes]:
    """Return the table of a workbook as a source, and its first rows to tell what it is.

    Raises CareError where openpyxl is missing, the workbook is damaged, or no sheet is a table.
    """
    with _Book(path) as book:
        name, head = book.table_sheet()
        remarks = book.remarks(name)
    source = Source(path, path.stat().st_size, remarks=remarks)
    held: list[bytes] = []

    def open_table() -> BinaryIO:
        if not held:
            with _Book(path) as book:
                held.append(book.text_of(name))
            source.size = len(held[0])
        return io.BytesIO(held[0])

    source.opener = open_table
    return source, head


class _Book:
    """An open workbook."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises CareError."""
        try:
            # It warns on the terminal of what it does not keep of a workbook, which nobody asked.
            warnings.filterwarnings("ignore", module="openpyxl")
            from openpyxl import load_workbook
        except ImportError as error:
            raise CareError(
                "reading workbooks (.xlsx) needs openpyxl",
                "pip install 'caretrack[xlsx]', or save the sheet as CSV",
            ) from error
        self._path = path
        self._file = open_plain_file(path)
        try:
            self._book: Workbook = load_workbook(self._file, read_only=True, data_only=True)
        except Exception as error:
            self._file.close()
            raise self._damaged() from error

    def __enter__(self) -> "_Book":
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._book.close()
        self._file.close()

    def table_sheet(self) -> tuple[str, bytes]:
        """Return the name and the first rows of the first sheet that is seen and has a table.

        Where none is a table, it is the first with anything in it. Raises CareError for none.
        """
        first: tuple[str, bytes] | None = None
        for name in self._names(hidden=False):
            head = b"".join(islice(self._lines(name), _HEAD_ROWS))
            if recognise_table(head.decode()):
                return name, head
            if head.strip(b",\n") and first is None:
                first = name, head
        if first is None:
            raise CareError(f"{self._path}: no sheet of it has anything in it")
        return first

    def remarks(self, read: str) -> list[str]:
        """Return what is read of it, and what is not."""
        others = [f"“{name}”" for name in self._names(hidden=False) if name != read]
        others += [f"“{name}” (hidden)" for name in self._names(hidden=True)]
        if not others:
            return []
        more = len(others) - _NAMED_AT_MOST
        listed = ", ".join(others[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
        return [f"the sheet “{read}” is read, and not {listed}"]

    def text_of(self, name: str) -> bytes:
        """Return a sheet as a table in text. Raises CareError where it is too large."""
        text = io.BytesIO()
        for line in self._lines(name):
            text.write(line)
            if text.tell() > LARGEST:
                raise CareError(f"{self._path} is larger than {LARGEST >> 20} MB", "Split it.")
        return text.getvalue()

    def _names(self, *, hidden: bool) -> list[str]:
        return [
            sheet.title
            for sheet in self._book.worksheets
            if (sheet.sheet_state != "visible") == hidden
        ]

    def _lines(self, name: str) -> Iterator[bytes]:
        """Give each row as a line of CSV; a row that is not there is empty, so that lines count."""
        sheet = self._book[name]
        # What a program wrote of the size may be wrong, and would cut rows off.
        sheet.reset_dimensions()
        held = io.StringIO()
        writer = csv.writer(held, lineterminator="\n")
        cells = 0
        try:
            for number, row in enumerate(sheet.iter_rows()):
                cells += len(row)
                if number >= _MOST_ROWS or cells > _MOST_CELLS:
                    raise CareError(
                        f"{self._path} has a sheet that is too large",
                        "Save what is in it of people and days as CSV.",
                    )
                writer.writerow(_texts(row))
                yield held.getvalue().encode("utf-8", "replace")
                held.seek(0)
                held.truncate()
        except CareError:
            raise
        except Exception as error:
            raise self._damaged() from error

    def _damaged(self) -> CareError:
        return CareError(
            f"{self._path} cannot be read: the workbook is damaged",
            "Open it in a spreadsheet, and save it again or as CSV.",
        )


def _texts(row: "Sequence[Cell | MergedCell]") -> list[str]:
    cells = [
        cell_text(cell.value, getattr(cell, "number_format", "")) for cell in row[:_MOST_COLUMNS]
    ]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def cell_text(value: object, shown: str = "") -> str:
    """Return what stands in a cell; `shown` is the format that the sheet shows it in.

    Days are ISO days, without their year where the sheet hides it. Whole numbers have no point
    and no exponent, percent their sign, and leading zeros stay where they are shown.
    """
    if value is None:
        return ""
    bare = _QUOTED.sub("", shown or "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return _day_text(value, bare)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number_text(value, bare)
    text = _ESCAPED.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    # Excel's own errors, such as #N/A and #REF!.
    return "" if re.fullmatch(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)", text) else text


def _day_text(value: date, bare: str) -> str:
    if bare and not _YEAR.search(bare) and re.search("(?i)d", bare):
        return f"{value.day} {MONTH_NAMES[value.month - 1]}"
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "minutes")
    return value.isoformat()


def _number_text(value: "int | float", bare: str) -> str:
    if "%" in bare:
        return f"{value * 100:.10g}%"
    if not math.isfinite(value):
        return ""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.15g}"
    text = str(int(value))
    return text.zfill(len(bare)) if _ZEROS.fullmatch(bare) else text
