"""Values of Monica's tables as we have them: days, and texts that may be told of somebody."""

from datetime import date
from typing import NamedTuple

from caretrack.domain.dates import MONTH_NAMES
from caretrack.domain.text import LONGEST_TEXT, tidy
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.monica.tables import MonicaTables, Row
from caretrack.formats.text import said_name, says_nothing, tidy_name


class SpecialDay(NamedTuple):
    """A day of which Monica may know the year alone, about, or the day without the year."""

    on: date
    is_about: bool
    no_year: bool

    @property
    def year(self) -> int | None:
        """The year, None if it is not known."""
        return None if self.no_year else self.on.year

    @property
    def words(self) -> str:
        """The day in words: `14 Mar 2019`, `14 Mar`, `about 2019`."""
        if self.is_about:
            return f"about {self.on.year}"
        year = "" if self.no_year else f" {self.on.year}"
        return f"{self.on.day} {MONTH_NAMES[self.on.month - 1]}{year}"

    def yearly(self, label: str) -> YearlyDay | None:
        """Return it as a day that comes every year, None if only the year is known."""
        if self.is_about:
            return None
        return YearlyDay(self.on.month, self.on.day, self.year, label)


def day_of(row: Row, *columns: str) -> date | None:
    """Return the first of these columns that has a day; the time of day does not count."""
    for column in columns:
        try:
            return date.fromisoformat(row.get(column, "")[:10])
        except ValueError:
            continue
    return None


def iso_of(row: Row, *columns: str) -> str | None:
    """Return what `day_of` does, in ISO form."""
    day = day_of(row, *columns)
    return day.isoformat() if day else None


def special_day(tables: MonicaTables, row: Row, column: str) -> SpecialDay | None:
    """Return the special day that a contact has in this column, if it has one."""
    found = tables.get("special_dates", row.get(column, ""))
    day = day_of(found, "date")
    if day is None:
        return None
    return SpecialDay(day, is_set(found, "is_age_based"), is_set(found, "is_year_unknown"))


def is_set(row: Row, column: str) -> bool:
    """True for a mark that is set, and not for one that is not there."""
    return row.get(column, "").casefold() in ("1", "true", "yes")


def line_of(row: Row, column: str) -> str:
    """Return a text on one line, "" where there is none, or only "N/A"."""
    text = tidy_name(row.get(column, ""))
    return "" if says_nothing(text) else cut(text)


def text_of(row: Row, column: str) -> str:
    """Return a text of any number of lines, "" where there is none; too long a one is cut."""
    return cut(tidy(row.get(column, "")))


def cut(text: str) -> str:
    """Return a text that is not longer than any may be."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def name_of(contact: Row) -> str:
    """Return what a contact is called: their names, or else the nickname."""
    parts = (f"{part}_name" for part in ("first", "middle", "last"))
    names = (said_name(contact.get(part, "")) for part in parts)
    return cut(" ".join(filter(None, names))) or said_name(contact.get("nickname", ""))


def joined(*parts: str, between: str = ": ") -> str:
    """Return the parts that say something, each once."""
    return between.join(dict.fromkeys(filter(None, parts)))
