"""What tables say of having been in touch: a column "Last contact", and tables of touches."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.dates import DAY_NAMES, dated, parse_day, phrase_words
from caretrack.domain.kinds.families import CHANNELS
from caretrack.domain.model import UNKNOWN
from caretrack.domain.people.names import name_key
from caretrack.domain.records import PersonRecord, Refused, TouchRecord
from caretrack.domain.text import LONGEST_TEXT, shortened
from caretrack.errors import CareError
from caretrack.formats.csv.cells import (
    DayOrder,
    english_months,
    learn_order,
    without_apostrophes,
)
from caretrack.formats.csv.columns import head_key
from caretrack.formats.csv.heads import ColumnMap
from caretrack.formats.text import is_email, plain_email, tidy, tidy_name
from caretrack.words import word_lists

# Our field for each head of a column of last contacts -> the channel that the head says.
LAST = {"contacted": "", "lastcall": "call", "lastmeeting": "meeting", "lastemail": "email"}
# Cells that say that there is no day.
_NO_DAY = frozenset(
    ["", "-", "–", "—", "n/a", "na", "none", "never", "nie", "jamais", "nunca", "mai"]
)
_TIME = re.compile(
    r"[ T,]+(?:at |um |à )?[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?$",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(
    r"([0-9]{1,2}[./-][0-9]{1,2}[./-]|[0-9]{1,2}[ .-]+[A-Za-z]+[ .-]+)([0-9]{2})"
)
_DAY_NAME = re.compile(
    rf"(?:{'|'.join(f'{name}|{name[:3]}' for name in DAY_NAMES)})[., ]+", re.IGNORECASE
)
_PARTED = re.compile(r"[;\n&]| and ")
_WORDS = {
    heading: frozenset(words.split()) for heading, words in word_lists("touch_columns").items()
}
# The columns of a table of touches, by our field.
FIELDS = ("when", "who", "first", "last", "email", "kind", "note", "channel", "with")
# What `--map` may say for a field as well.
ALSO = {"date": "when", "name": "who"}
# Fields that only a table of touches has: `--map` with one of them says that it is one.
_TELLING = {"when", "date", "who", "kind", "with", "channel"}
# A table with one of these is of people.
_OF_PEOPLE = _WORDS["people"]


def parse_touch_day(text: str, month_first: bool, today: date) -> date | None:
    """Return the day of a cell, without its time of day; None where it says that there is none.

    A year in two figures is of this century. Raises CareError for what is no day, and for a day
    that is still to come.
    """
    cell = text.strip()
    if cell.casefold() in _NO_DAY:
        return None
    bare = english_months(_DAY_NAME.sub("", _TIME.sub("", cell[:100]), count=1).strip())
    if short := _SHORT_YEAR.fullmatch(bare):
        bare = f"{short[1]}20{short[2]}"
    parts = [int(part) for part in re.split("[./-]", bare)] if _figures(bare) else []
    # A day that only one order allows is read in that one.
    if len(parts) == 3 and max(parts[:2]) > 12:
        month_first = parts[1] > 12
    if "." in bare and parts:
        month_first = False
    found = parse_day(phrase_words(bare, ""), month_first)
    if found is None or found[0] is None:
        raise CareError(f"“{shortened(cell, 60)}” is not a day")
    day = dated(found[0], found[1], found[2])
    if day > today:
        raise CareError(f"{day.isoformat()} is still to come")
    return day


def is_touch_day(text: str) -> bool:
    """True if a cell is a day with its year, in any order."""
    try:
        return parse_touch_day(text, False, date.max) is not None
    except CareError:
        return False


def _figures(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}", text) is not None


def learn_touch_order(order: DayOrder, cell: str) -> DayOrder:
    """The same as `learn_order`, for cells that may have a time of day."""
    return learn_order(order, _TIME.sub("", cell.strip()[:100]))


def last_contacts(
    person: PersonRecord,
    cells: Sequence[str],
    reading: ColumnMap,
    month_first: Mapping[int, bool],
    today: date,
) -> Iterator[TouchRecord | Refused]:
    """Give a touch of unknown kind for each day on which a row says that you were in touch.

    Two columns with one day are one touch, by the channel that one of them says.
    """
    days: dict[date, str] = {}
    for field, channel in LAST.items():
        for place in reading.fields.get(field, ()):
            cell = cells[place] if place < len(cells) else ""
            try:
                day = parse_touch_day(tidy_name(cell), month_first.get(place, False), today)
            except CareError as error:
                why = f"{shortened(reading.head[place], 40)}: {error.message}"
                yield Refused(person.where, why, whole=False)
                continue
            if day is not None:
                days[day] = days.get(day) or channel
    for day in sorted(days):
        yield TouchRecord(
            day.isoformat(), (person.name,), "", person.where, kind=UNKNOWN,
            channel=days[day] or "other", of_record=True,
        )  # fmt: skip


def _channel(cell: str) -> str:
    """Return the channel that a cell says in any of the languages of heads, "" for none."""
    key = head_key(cell)
    if key in CHANNELS:
        return key
    return next((name for name in CHANNELS if key in _WORDS.get(f"by {name}", ())), "")


class TouchTable(NamedTuple):
    """Which columns of a table of touches are read as which field, by place."""

    fields: Mapping[str, tuple[int, ...]]
    head: tuple[str, ...]

    def describe(self) -> str:
        """Say what is read as what, and what is left out."""
        return ColumnMap(self.fields, {}, self.head).describe()


def touch_columns(head: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return our field -> the places of the columns of touches that say it, by their names."""
    found: dict[str, tuple[int, ...]] = {}
    for place, name in enumerate(head):
        key = head_key(name)
        field = next((field for field in FIELDS if key in _WORDS[field]), None)
        if field:
            found[field] = (*found.get(field, ()), place)
    return found


def is_touch_table(head: Sequence[str], columns: Mapping[str, str]) -> bool:
    """True if a head is that of touches: a day, somebody, and what was done or said.

    `columns` of `--map` decide where they name a field that only touches have.
    """
    if _TELLING & columns.keys():
        return True
    found = touch_columns(head)
    return (
        "when" in found
        and bool({"who", "first", "email"} & found.keys())
        and bool({"kind", "note", "channel"} & found.keys())
        and not any(head_key(name) in _OF_PEOPLE for name in head)
    )


class TouchReader(NamedTuple):
    """Makes touches of the rows of one table; `kinds` are not read here, but by the import."""

    table: TouchTable
    month_first: Mapping[int, bool]
    today: date

    def touch(self, line: int, cells: Sequence[str]) -> TouchRecord | Refused:
        """Return the touch of one row, or why there is none."""
        where = f"line {line}"
        people, emails = self._people(cells), self._emails(cells)
        if not (people or emails):
            return Refused(where, "nobody is named in it")
        try:
            place = self.table.fields["when"][0]
            day = parse_touch_day(
                self._text(cells, "when"), self.month_first.get(place, False), self.today
            )
        except CareError as error:
            return Refused(where, error.message)
        if day is None:
            return Refused(where, "there is no day in it")
        note = "\n".join(dict.fromkeys(self._all(cells, "note")))
        if len(note) > LONGEST_TEXT:
            return Refused(where, f"its note has more than {LONGEST_TEXT:,} characters")
        said, way = self._text(cells, "kind"), name_key(self._text(cells, "channel"))
        channel = _channel(way) or _channel(said)
        return TouchRecord(
            day.isoformat(), people, note or said, where, emails=emails, kind=name_key(said),
            channel=channel, clue=f"{said}. {way}. {note}".strip(". "), of_table=True,
        )  # fmt: skip

    def _people(self, cells: Sequence[str]) -> tuple[str, ...]:
        whole = tidy_name(f"{self._text(cells, 'first')} {self._text(cells, 'last')}")
        named = [*self._all(cells, "who"), whole, *self._all(cells, "with")]
        parts = (tidy_name(part) for text in named for part in _PARTED.split(text))
        return tuple(dict.fromkeys(part for part in parts if part and not is_email(part)))

    def _emails(self, cells: Sequence[str]) -> tuple[str, ...]:
        texts = [text for field in ("email", "who", "with") for text in self._all(cells, field)]
        words = (word.strip("<>()\"'") for text in texts for word in re.split(r"[\s;,]", text))
        return tuple(dict.fromkeys(plain_email(word) for word in words if is_email(word)))

    def _all(self, cells: Sequence[str], field: str) -> list[str]:
        return [
            text
            for place in self.table.fields.get(field, ())
            if place < len(cells) and (text := tidy(without_apostrophes(cells[place])))
        ]

    def _text(self, cells: Sequence[str], field: str) -> str:
        return next((tidy_name(text) for text in self._all(cells, field)), "")
