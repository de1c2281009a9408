"""When you were last in touch, as tables of people say it in a column; and the days of touches."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from caretrack.domain.dates import DAY_NAMES, dated, parse_day, phrase_words
from caretrack.domain.model import UNKNOWN
from caretrack.domain.records import PersonRecord, Refused, TouchRecord
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.csv.cells import DayOrder, english_months, learn_order
from caretrack.formats.csv.heads import ColumnMap
from caretrack.formats.text import says_nothing, tidy_name

# Our field for each head of a column of last contacts -> the channel that the head says.
LAST = {"contacted": "", "lastcall": "call", "lastmeeting": "meeting", "lastemail": "email"}
# Cells that say that you were never in touch.
_NEVER = frozenset(["never", "nie", "jamais", "nunca", "mai", "nooit", "aldrig", "aldri", "nigdy"])
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


def parse_touch_day(text: str, month_first: bool, today: date) -> date | None:
    """Return the day of a cell, without its time of day; None where it says that there is none.

    A year in two figures is of this century. Raises CareError for what is no day, and for a day
    that is still to come.
    """
    cell = text.strip()
    if not cell or cell.casefold() in _NEVER or says_nothing(cell):
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


def learn_touch_order(order: DayOrder, cell: str, today: date) -> DayOrder:
    """The same as `learn_order`, for days that are past and may have a time of day."""
    text = _TIME.sub("", cell.strip()[:100])
    learnt = learn_order(order, text)
    if learnt.month_first is not None or learnt.likely is not None or not learnt.unclear:
        return learnt
    past = [order for order in (False, True) if _is_past(text, order, today)]
    return learnt._replace(likely=past[0], telling=text) if len(past) == 1 else learnt


def _is_past(text: str, month_first: bool, today: date) -> bool:
    try:
        return parse_touch_day(text, month_first, today) is not None
    except CareError:
        return False


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
