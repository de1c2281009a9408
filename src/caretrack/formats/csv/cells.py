"""What stands in one cell of a table: days, facts, and text that a spreadsheet cannot run.

What begins like a formula gets an apostrophe, which is taken off when it is read. A table that is
opened with other separators than it was written with (Excel takes those of the country) begins new
cells after a semicolon, a tab or a line end: a formula is disarmed there, too.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from caretrack.domain.dates import MONTH_NAMES, MONTHS, check_day
from caretrack.domain.people.names import name_key
from caretrack.domain.records import EventRecord, FactRecord
from caretrack.domain.text import LONGEST_TEXT, shortened, tidy
from caretrack.domain.yearly_day import YearlyDay, parse_yearly_day
from caretrack.errors import CareError
from caretrack.formats.text import tidy_name
from caretrack.words import phrase_list

_FORMULA = "'*[=+\\-@\t\r＝＋－＠]"
_BEGINS = "(?:^|(?<=[;\t\n]))"
_RISKY = re.compile(f"{_BEGINS}({_FORMULA})")
_DISARMED = re.compile(f"{_BEGINS}'({_FORMULA})")
_PHONE = re.compile(r"\+[0-9][0-9 ()./-]*")

_IN_FIGURES = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_NAMED_MONTH = re.compile(r"([0-9]{1,2})[ .-]+([A-Za-z]+)[ .,-]+([0-9]{2})")
_ISO = re.compile("([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
# 1976年3月14日, 1976년 3월 14일.
_EAST_ASIAN = re.compile("([0-9]{4})[年년] ?([0-9]{1,2})[月월] ?([0-9]{1,2})[日일]")
_YEAR_AND_TIME = re.compile(
    r"(.{6,30}?)(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?Z?)"
)
# Outlook writes 1/1/4501 where there is no day, others 1604 or 0000 where there is no year.
_NO_DAY = "4501"
_NO_YEAR = {"1604", "0000", "0001", "0"}

_EVENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}): (.+)", re.DOTALL)
_FACT = re.compile(r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2}) )?([^:\n]{1,200}): (.+)", re.DOTALL)


def disarmed(cell: str) -> str:
    """`cell` as it may be opened in a spreadsheet."""
    return _RISKY.sub(r"'\1", cell)


def disarmed_phone(cell: str) -> str:
    """The same of a phone number: +49 30 123 stays what it is."""
    return cell if _PHONE.fullmatch(cell) else disarmed(cell)


def without_apostrophes(cell: str) -> str:
    """What `disarmed` was made from; other programs' apostrophes are taken off, too."""
    return _DISARMED.sub(r"\1", cell) if "'" in cell else cell


class DayOrder(NamedTuple):
    """How a column writes its days.

    `month_first` is None where no day proves it; `unclear` is a day that can be read in two ways.
    `likely` is what the day in `telling` speaks for: in the other order it would be still to come.
    """

    month_first: bool | None = None
    unclear: str = ""
    likely: bool | None = None
    telling: str = ""

    def is_month_first(self, usual: bool) -> bool:
        """True if days are read so: as one of them proves, or speaks for, or else as usual."""
        said = self.likely if self.month_first is None else self.month_first
        return usual if said is None else said


def learn_order(order: DayOrder, cell: str) -> DayOrder:
    """What is known of the order after one more cell of the column; the first proof decides."""
    found = _IN_FIGURES.fullmatch(_bare(cell))
    if order.month_first is not None or not found or found[4] == _NO_DAY:
        return order
    one, other = int(found[1]), int(found[3])
    if found[2] == "." or one > 12 >= other:
        return order._replace(month_first=False)
    if other > 12 >= one:
        return order._replace(month_first=True)
    return (
        order if order.unclear or one == other or one > 12 else order._replace(unclear=cell.strip())
    )


def parse_day_cell(cell: str, month_first: bool, this_year: int) -> YearlyDay | None:
    """Return the yearly day of a cell; None where it says that there is none.

    A day that only one order allows is read in that one. A year in two figures is of the last
    century where it would be still to come in ours (76 is 1976), else it is left out (15). Raises
    CareError for what is not a day.
    """
    text = _bare(cell)
    if not re.search("[1-9]", text) and not re.search(r"[^\W\d_]", text):
        return None
    if iso := _ISO.fullmatch(text):
        return _day(iso[1], iso[2], iso[3], this_year)
    found = _IN_FIGURES.fullmatch(text)
    if not found:
        written = english_months(text)
        if (named := _NAMED_MONTH.fullmatch(written)) and (month := MONTHS.get(named[2].lower())):
            return _day(named[3], str(month), named[1], this_year)
        return parse_yearly_day(written)
    one, other = int(found[1]), int(found[3])
    first = month_first and found[2] != "." if max(one, other) <= 12 else other > 12
    in_month, day = (found[1], found[3]) if first else (found[3], found[1])
    return _day(found[4], in_month, day, this_year)


def english_months(text: str) -> str:
    """Return the text of a day with its month in English: "14. Oktober 2026", "14 de mayo".

    In Chinese, Japanese and Korean months are figures: it is then an ISO date.
    """
    if text.isascii() and not re.search("[A-Za-z]", text):
        return text
    if found := _EAST_ASIAN.fullmatch(text):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    months = _months_abroad()
    return " ".join(
        re.sub(r"[^\W\d_]+", lambda word: months.get(name_key(word[0]), word[0]), part)
        for part in text.split()
        if part.lower() != "de"
    )


@cache
def _months_abroad() -> dict[str, str]:
    """Return the English name of each month in another language, by its `name_key`."""
    rows = zip(MONTH_NAMES, phrase_list("columns", "months"), strict=True)
    return {word: name for name, words in rows for word in words.split()}


def parse_day_parts(year: str, month: str, day: str, this_year: int) -> YearlyDay | None:
    """Return the yearly day whose parts stand in three cells, the month in figures or as a word.

    None where day and month are empty or zeros. Raises CareError for what is not a day.
    """
    if not re.search("[1-9]", day) and not re.search(r"[1-9]|[^\W\d_]", month):
        return None
    word = english_months(month.strip(" ."))
    number = month.strip() if month.strip().isdecimal() else str(MONTHS.get(word.casefold(), 0))
    if not day.strip(" .").isdecimal() or not int(number) or not re.fullmatch(r"[0-9]{0,4}", year):
        raise CareError("it is no day of a month")
    return _day(year or None, number, day.strip(" ."), this_year)


def _day(year: str | None, month: str, day: str, this_year: int) -> YearlyDay | None:
    if year == _NO_DAY or not int(month) or not int(day):
        return None
    if year and len(year) == 2:
        # Nobody is born in a year to come, and next to nobody a hundred years ago.
        year = f"19{year}" if int(year) > this_year % 100 else None
    # Of any century: address books have those of founders and ancestors.
    known = None if year is None or year in _NO_YEAR else int(year)
    check_day(known, int(month), int(day))
    return YearlyDay(int(month), int(day), known)


def _bare(cell: str) -> str:
    """The day without the time of day that databases add."""
    text = cell.strip()[:60]
    timed = _YEAR_AND_TIME.fullmatch(text)
    return timed[1] if timed else text


def day_text(day: YearlyDay) -> str:
    """`1976-03-14`, or `--02-29` where the year is not known."""
    return f"{'-' if day.year is None else f'{day.year:04}'}-{day.month:02}-{day.day:02}"


def occasion_cell(days: Iterable[YearlyDay]) -> str:
    """`anniversary: 2010-06-05`, one to a line."""
    return "\n".join(f"{tidy_name(day.label)}: {day_text(day)}" for day in days)


def entries(cell: str) -> list[str]:
    """Return the entries of a cell, each on a line; further lines of one are two spaces in."""
    return [entry for entry in re.split(r"\n(?!  )", cell) if entry.strip()]


def parse_occasion(line: str) -> YearlyDay:
    """Return the day of a line. Raises CareError for what is none."""
    label, sign, text = line.rpartition(":")
    if not sign or not label.strip():
        raise CareError(f"“{shortened(line, 60)}” is not like “anniversary: 2010-06-05”")
    try:
        day = parse_day_cell(text, False, 0)
    except CareError:
        day = None
    if day is None:
        raise CareError(f"“{shortened(line, 60)}” has no day that comes every year")
    return day._replace(label=tidy_name(label))


def event_cell(events: Iterable[EventRecord]) -> str:
    """`2026-12-04: knee operation`, one to a line. Further lines of a text are two spaces in."""
    return "\n".join(
        f"{event.happens_on}: " + tidy(event.text).replace("\n", "\n  ") for event in events
    )


def parse_event(entry: str) -> EventRecord:
    """Return the event of an entry. Raises CareError for what is none."""
    found = _EVENT.fullmatch(entry)
    if not found or len(found[2]) > LONGEST_TEXT:
        raise CareError(f"“{shortened(entry, 60)}” is not like “2026-12-04: knee operation”")
    return EventRecord(_iso(found[1]), tidy(found[2].replace("\n  ", "\n")))


def fact_cell(facts: Iterable[FactRecord]) -> str:
    """Write `2026-11-20 family: a daughter, Mia`, one to a line.

    Further lines of a fact are two spaces in.
    """
    return "\n".join(
        f"{fact.learned_on + ' ' if fact.learned_on else ''}{tidy_name(fact.category)}: "
        + tidy(fact.text).replace("\n", "\n  ")
        for fact in facts
    )


def parse_fact(entry: str) -> FactRecord:
    """Return the fact of an entry. Raises CareError for what is none."""
    found = _FACT.fullmatch(entry)
    if not found or len(found[3]) > LONGEST_TEXT:
        raise CareError(
            f"“{shortened(entry, 60)}” is not like “2026-11-20 family: a daughter, Mia”"
        )
    learned_on = _iso(found[1]) if found[1] else None
    return FactRecord(tidy_name(found[2]), tidy(found[3].replace("\n  ", "\n")), learned_on)


def _iso(text: str) -> str:
    """A day of any year. Raises CareError where there is no such day."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CareError(f"there is no day {text}") from None


def is_of_east_asia(cell: str) -> bool:
    """True for Chinese, Japanese or Korean, where the family name comes first."""
    first = cell[:1]
    return (
        "\u3040" <= first <= "\u30ff"
        or "\u4e00" <= first <= "\u9fff"
        or "\uac00" <= first <= "\ud7a3"
    )
