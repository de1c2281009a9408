"""The days of a person in a row: birthday, other yearly days, the day of their death."""

import re
from collections.abc import Iterator

from caretrack.domain.people.death import Death, has_died, is_death_label, read_death
from caretrack.domain.text import shortened
from caretrack.domain.yearly_day import YearlyDay
from caretrack.errors import CareError
from caretrack.formats.csv.cells import parse_day_cell, parse_day_parts, parse_occasion
from caretrack.formats.csv.row import Row


def occasions(row: Row) -> Iterator[YearlyDay]:
    """Give the yearly days, the birthday first: a person has one."""
    fields = row.reader.reading.fields
    yield from _birthday(row)
    for place in fields.get("anniversary", ()):
        yield from _day(row, "anniversary", place)
    for place in fields.get("yearly event", ()):
        label = row.label(place) or "other"
        if not is_death_label(label):
            yield from _day(row, label, place)
    yield from row.read(parse_occasion, "occasion")


def _birthday(row: Row) -> list[YearlyDay]:
    """Return the birthday, be it in one column or in three; only the year may have its own, too."""
    year, month = row.text("birthyear"), row.text("birthmonth")
    for place in row.reader.reading.fields.get("birthday", ()):
        text = row.cell(place)
        if (month and text.strip(" .").isdecimal()) or (month and not text):
            return _in_parts(row, year, month, text)
        if found := _day(row, "birthday", place):
            known = found[0].year is not None or not year.isdecimal()
            return found if known else _in_parts(row, year, str(found[0].month), str(found[0].day))
    return []


def _in_parts(row: Row, year: str, month: str, day: str) -> list[YearlyDay]:
    try:
        found = parse_day_parts(year, month, day, row.reader.this_year)
    except CareError as error:
        said = shortened(" ".join(filter(None, (day, month, year))), 60)
        row.leave_out(f"“{said}” is not a valid birthday: {error.message}")
        return []
    return [found._replace(label="birthday")] if found else []


def _day(row: Row, label: str, place: int) -> list[YearlyDay]:
    """Return the day of a cell; none where it says that there is none, or cannot be read."""
    text, reader = row.cell(place), row.reader
    if not text:
        return []
    try:
        day = parse_day_cell(text, reader.month_first.get(place, False), reader.this_year)
    except CareError as error:
        reason = "" if error.message.startswith('"') else f": {error.message}"
        row.leave_out(f"“{shortened(text, 60)}” is not a valid {label}{reason}")
        return []
    return [day._replace(label=label)] if day else []


def died(row: Row) -> Death | None:
    """Return when they died, or only that they did ("yes"); None where nothing says so."""
    fields = row.reader.reading.fields
    labelled = [at for at in fields.get("yearly event", ()) if is_death_label(row.label(at))]
    for place in (*fields.get("died", ()), *labelled):
        text = row.cell(place)
        death = read_death(text)
        if death is not None and death.text and not row.reader.own:
            death = _day_of_death(row, place, death)
        if death is not None:
            return death
    return None


def _day_of_death(row: Row, place: int, said: Death) -> Death | None:
    """Return the day of a cell; a text that is none ("circa 1990") stays, with a year in it."""
    try:
        day = parse_day_cell(
            said.text, row.reader.month_first.get(place, False), row.reader.this_year
        )
    except CareError:
        if re.search(r"\d{4}", said.text) or has_died(said.text):
            return said
        _day(row, "day of death", place)  # which says that it is none
        return None
    return Death(day.year, day.month, day.day) if day else None
