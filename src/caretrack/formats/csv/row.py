"""One row of a table: what its cells say, by field."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from caretrack.domain.records import EventRecord, FactRecord, Refused
from caretrack.domain.text import LONGEST_TEXT, tidy
from caretrack.domain.yearly_day import YearlyDay
from caretrack.errors import CareError
from caretrack.formats.csv.cells import entries, without_apostrophes
from caretrack.formats.text import says_nothing, tidy_name, unique

# The fields of which a name is made.
NAMES = ("name", "first", "middle", "last", "nickname")

if TYPE_CHECKING:
    from caretrack.formats.csv.person import RowReader

LONGEST_VALUE = 1_000  # of anything but a note

# Notion writes the page of what is named behind it: Lagoon (https://www.notion.so/Lagoon-4f…).
_NOTION = re.compile(
    r" \((?:https://www\.notion\.so/|(?:\.\./)*[^()\n]{1,200}\.md)[^()\s]{0,300}\)"
)

_Entry = TypeVar("_Entry", YearlyDay, EventRecord, FactRecord)


@dataclass(slots=True)
class Row:
    """The cells of one row, as `reader` understands its columns; `refused` is what is left out."""

    reader: "RowReader"
    where: str
    cells: Sequence[str]
    refused: list[Refused] = field(default_factory=list)

    def cell(self, place: int, *, is_name: bool = False) -> str:
        """What stands in a column; nothing where the row is too short for it, or says "N/A"."""
        text = self.cells[place] if place < len(self.cells) else ""
        text = tidy(without_apostrophes(text)) if text else ""
        if self.reader.own:
            return text
        if says_nothing(text, is_name=is_name):
            return ""
        return _NOTION.sub("", text) if text.endswith(")") or ")," in text else text

    def all(self, field: str) -> list[str]:
        """What the columns of a field say."""
        places = self.reader.reading.fields.get(field)
        if not places:
            return []
        cells = (self.cell(place, is_name=field in NAMES) for place in places)
        return [text for text in cells if text]

    def text(self, field: str) -> str:
        """The first of what the columns of a field say, on one line."""
        return next((tidy_name(text) for text in self.all(field)), "")

    def checked(self, field: str) -> str:
        """The same, refused where it is too long."""
        text = self.text(field)
        return text if self.fits(field, text) else ""

    def fits(self, field: str, text: str) -> bool:
        """True if a value is short enough to be kept."""
        longest = LONGEST_TEXT if self.reader.own else LONGEST_VALUE
        if len(text) > longest:
            self.leave_out(f"{field}: it has {len(text):,} characters, more than {longest:,}")
        return len(text) <= longest

    def leave_out(self, why: str) -> None:
        """Note that a cell is left out, and why."""
        self.refused.append(Refused(self.where, why, whole=False))

    def values(self, field: str, parted_by: str) -> tuple[str, ...]:
        """Return the values in the columns of a field.

        They are split at each of these characters, and at " ::: " as Google writes it.
        """
        if self.reader.own:
            parted_by = "\n"
        parts = (
            part for text in self.all(field) for part in re.split(f" ::: |[{parted_by}]", text)
        )
        return unique(
            text for part in parts if (text := tidy_name(part)) and self.fits(field, text)
        )

    def text_of_lines(self, field: str) -> str:
        """Return what all columns of a long text say, a line or more each."""
        return "\n".join(unique(self.all(field)))

    def fits_a_text(self, field: str, text: str) -> bool:
        """True if a long text is short enough to be kept."""
        if len(text) > LONGEST_TEXT:
            self.leave_out(f"{field}: it has {len(text):,} characters, more than {LONGEST_TEXT:,}")
        return len(text) <= LONGEST_TEXT

    def label(self, place: int) -> str:
        """Return what the column beside this one calls its value; "" for nothing."""
        label = self.reader.reading.labels.get(place)
        return (
            ""
            if label is None
            else tidy_name(self.cell(label).removeprefix("* "))[:LONGEST_VALUE].lower()
        )

    def read(self, parse: Callable[[str], _Entry], field: str) -> Iterator[_Entry]:
        """Give the entries of the columns of a field; a bad one is left out, the others stay."""
        for text in self.all(field):
            for entry in entries(text):
                try:
                    yield parse(entry)
                except CareError as error:
                    self.leave_out(f"{field}: {error.message}")
