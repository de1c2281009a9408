"""What the columns of a table are, by what stands in them.

It is a proposal, and nothing is read by it until somebody says so.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.errors import CareError
from caretrack.formats.csv.cells import is_of_east_asia, parse_day_cell
from caretrack.formats.csv.columns import head_key
from caretrack.formats.csv.last_contact import is_touch_day
from caretrack.formats.text import is_email, plain_email, says_nothing
from caretrack.words import word_set

_LOOKED_AT = 50
_URL = re.compile(r"(?i)(?:https?://|www\.)\S+")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]+")
_FIGURES_OF_A_PHONE = range(6, 16)
# So many figures without a sign among them are a number to call, fewer are one that counts.
_BARE_PHONE = 9
_YEAR = re.compile("(?:1[89]|20)[0-9]{2}")
# Nobody in an address book is younger; days of these years are of something that was done.
_YOUNGEST = 12
_LONGEST_NAME, _LONGEST_SHORT = 5, 30
# So many words has a cell of full names at least, on the average.
_SEVERAL = 1.5

_NAMES = ("name", "first", "last")
_PERSON = (*_NAMES, "middle", "nickname", "email", "phone", "url", "company", "birthday", "note")
_TOUCH = ("when", "who", "first", "last", "email", "kind", "note")


class _Column(NamedTuple):
    """What stands in one column: the cells that say something, with the number of their row."""

    place: int
    cells: Mapping[int, str]

    def mostly(self, is_so: Callable[[str], bool]) -> bool:
        """True if more than half of the cells are so."""
        return 2 * sum(map(is_so, self.cells.values())) > len(self.cells)

    @property
    def words(self) -> float:
        """How many words a cell has."""
        return sum(len(cell.split()) for cell in self.cells.values()) / len(self.cells)

    @property
    def length(self) -> float:
        """How many characters a cell has."""
        return sum(map(len, self.cells.values())) / len(self.cells)

    @property
    def repeats(self) -> bool:
        """True if few values come again and again."""
        return len(self.cells) > 3 and len(self.cells) >= 2 * len(set(self.cells.values()))


def propose(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    known: Mapping[str, Sequence[int]],
    this_year: int,
) -> dict[str, tuple[int, ...]]:
    """Return our field -> the places of its columns, by what stands in the first rows.

    An address, a number, a page and a day look like themselves. A name is short text, and surely
    one where the address has it too. The company is in the address, or has "Ltd" behind it. The
    longest text is a note. Where days of late stand beside names, with nothing to reach anybody by,
    it is a table of touches. What is `known` comes first. Empty where nobody is told by it.
    """
    return _Proposal(head, list(islice(rows, _LOOKED_AT)), known, this_year).made()


class _Proposal:
    """What the columns of one table are."""

    def __init__(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        known: Mapping[str, Sequence[int]],
        this_year: int,
    ) -> None:
        """Begin with what is known by name."""
        self.found = {field: tuple(places) for field, places in known.items()}
        self._this_year = this_year
        taken = {place for places in known.values() for place in places}
        self._head = [head_key(name) for name in head]
        self._columns = [_of(rows, place) for place in range(len(head))]
        self._left = [
            column for column in self._columns if column.cells and column.place not in taken
        ]
        self._addresses: dict[int, str] = {}

    def made(self) -> dict[str, tuple[int, ...]]:
        """Return the fields, in the order in which they are said."""
        self._take("email", self._that(_is_address))
        for place in self.found.get("email", ()):
            for row, cell in self._columns[place].cells.items():
                self._addresses.setdefault(row, name_key(cell))
        self._take("url", self._that(_is_url))
        days = self._that(_is_day)
        births = [column for column in days if column.mostly(self._is_of_birth)]
        self._drop(days)
        self._take("phone", self._that(_is_phone))
        texts = [column for column in self._that(_has_letters) if not column.mostly(_is_title)]
        notes = sorted(filter(_is_long, texts), key=lambda column: -column.length)
        names = [column for column in texts if column not in notes and column.mostly(_is_short)]
        reached = self.found.keys() & {"email", "phone", "url"}
        done = days and not births and not reached
        if not self.found.keys() & _NAMES:
            for field, column in self._names(names, alone=bool(done)).items():
                self._take(field, [column])
        names = [column for column in names if column in self._left and not self._is_said(column)]
        if done and self.found.keys() & _NAMES:
            return self._touches(days, names, notes)
        companies = [column for column in names if self._is_company(column)]
        # One column of short texts that is left is more often the company than anything else.
        self._take("company", companies[:1] or (names if len(names) == 1 else []))
        self._take("birthday", births[:1])
        self._take("note", notes[:1])
        return self._said(_PERSON) if self.found.keys() & {*_NAMES, "email"} else {}

    def _touches(
        self, days: Sequence[_Column], names: Sequence[_Column], notes: Sequence[_Column]
    ) -> dict[str, tuple[int, ...]]:
        if "name" in self.found:
            self.found["who"] = self.found.pop("name")
        self._take("when", days[:1])
        self._take("kind", [column for column in names if column.words < 3][:1])
        self._take("note", notes[:1])
        return self._said(_TOUCH)

    def _said(self, fields: Sequence[str]) -> dict[str, tuple[int, ...]]:
        return {field: self.found[field] for field in fields if field in self.found}

    def _that(self, is_so: Callable[[str], bool]) -> list[_Column]:
        return [column for column in self._left if column.mostly(is_so)]

    def _take(self, field: str, columns: Sequence[_Column]) -> None:
        if columns and field not in self.found:
            self.found[field] = tuple(column.place for column in columns)
        self._drop(columns)

    def _drop(self, columns: Sequence[_Column]) -> None:
        self._left = [column for column in self._left if column not in columns]

    def _names(self, short: Sequence[_Column], *, alone: bool) -> dict[str, _Column]:
        """Return the columns of the names: those that the addresses have too, else the first.

        Two columns of single words beside each other are the given and the family name, but not
        where a name stands `alone`, as in a table of touches.
        """
        no_names = word_set("columns", "no name")
        able = [column for column in short if self._head[column.place] not in no_names]
        named = [column for column in able if self._is_in_address(column, before=True)] or able[:1]
        if not named:
            return {}
        place = able.index(named[0])
        around = (able[place + 1 : place + 2], able[place - 1 : place] if place else [])
        beside = named[1:2] or [
            column
            for columns in reversed(around)
            for column in columns
            if not (column.repeats or self._is_company(column))
        ]
        if alone or not beside or named[0].words >= _SEVERAL or beside[0].words >= _SEVERAL:
            return {"name": named[0]}
        pair = sorted((named[0], beside[0]), key=lambda column: column.place)
        # The family name comes first where names are written without spaces.
        fields = ("last", "first") if pair[0].mostly(is_of_east_asia) else ("first", "last")
        return dict(zip(fields, pair, strict=True))

    def _is_said(self, column: _Column) -> bool:
        """True if the columns of names say it already: given names beside full ones."""
        named = [self._columns[place] for name in _NAMES for place in self.found.get(name, ())]
        said = 0
        for row, cell in column.cells.items():
            names = " ".join(name_key(one.cells.get(row, "")) for one in named).split()
            said += set(name_key(cell).split()) <= set(names)
        return 2 * said > len(column.cells)

    def _is_company(self, column: _Column) -> bool:
        return any(map(_has_legal_form, column.cells.values())) or self._is_in_address(
            column, before=False
        )

    def _is_in_address(self, column: _Column, *, before: bool) -> bool:
        """True if the addresses mostly have a word of the cell before their @, or behind it."""
        both = [
            (cell, self._addresses[row])
            for row, cell in column.cells.items()
            if row in self._addresses
        ]
        there = 0
        for cell, address in both:
            part = address.partition("@")[0 if before else 2]
            words = [head_key(word) for word in cell.split()]
            there += any(len(word) > 2 and word in head_key(part) for word in words)
        return bool(both) and 2 * there > len(both)

    def _is_of_birth(self, cell: str) -> bool:
        years = _YEAR.findall(cell)
        return not years or int(years[0]) <= self._this_year - _YOUNGEST


def _of(rows: Sequence[Sequence[str]], place: int) -> _Column:
    cells = {
        number: row[place].strip()
        for number, row in enumerate(rows)
        if place < len(row) and row[place].strip() and not says_nothing(row[place].strip())
    }
    return _Column(place, cells)


def _is_address(cell: str) -> bool:
    return is_email(plain_email(cell)) and "." in cell.partition("@")[2]


def _is_url(cell: str) -> bool:
    return _URL.fullmatch(cell) is not None


def _is_phone(cell: str) -> bool:
    if not _PHONE.fullmatch(cell) or _is_day(cell):
        return False
    figures = sum(char.isdigit() for char in cell)
    enough = figures >= _BARE_PHONE or not cell.isdecimal()
    return cell[0] == "+" or (enough and figures in _FIGURES_OF_A_PHONE)


def _is_day(cell: str) -> bool:
    """True if a cell is a day, with its year or without, and no bare number."""
    if cell.isdecimal() or not any(char.isdigit() for char in cell):
        return False
    if is_touch_day(cell):
        return True
    try:
        return parse_day_cell(cell, False, 0) is not None
    except CareError:
        return False


def is_data(cell: str) -> bool:
    """True if a cell is no head: an address, a number, a page or a day."""
    return _is_address(cell) or _is_url(cell) or _is_phone(cell) or _is_day(cell)


def _has_letters(cell: str) -> bool:
    letters = sum(char.isalpha() for char in cell)
    return (2 * letters > len(cell) and not any(map(str.isdigit, cell))) or letters > 30


def _is_title(cell: str) -> bool:
    return head_key(cell) in word_set("names", "titles")


def _is_long(column: _Column) -> bool:
    return column.length > _LONGEST_SHORT or column.words > _LONGEST_NAME - 1


def _is_short(cell: str) -> bool:
    return len(cell) <= 2 * _LONGEST_SHORT and len(cell.split()) <= _LONGEST_NAME


def _has_legal_form(cell: str) -> bool:
    words = [head_key(word) for word in cell.split()]
    return len(words) > 1 and words[-1] in word_set("names", "legal forms")
