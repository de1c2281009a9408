"""How our own tables write what has no column of its own elsewhere: yearly days and facts, one to a line of their cell."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from caretrack.domain.model import YearlyDay
from caretrack.domain.records import FactRecord
from caretrack.domain.talk.occasions import parse_yearly_day
from caretrack.domain.text import LONGEST_TEXT, shortened
from caretrack.errors import CareError
from caretrack.formats.records import tidy, tidy_name

_FACT = re.compile(r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2}) )?([^:\n]{1,200}): (.+)", re.DOTALL)


def day_text(day: YearlyDay) -> str:
    """`1976-03-14`, or `--02-29` where the year is not known."""
    return f"{'-' if day.year is None else f'{day.year:04}'}-{day.month:02}-{day.day:02}"


def occasion_cell(days: Iterable[YearlyDay]) -> str:
    """`anniversary: 2010-06-05`, one to a line."""
    return "\n".join(f"{tidy_name(day.label)}: {day_text(day)}" for day in days)


def occasions_of(cell: str) -> Iterator[YearlyDay]:
    """The days of a cell. Raises CareError for a line that is none."""
    for line in cell.split("\n"):
        label, sign, text = line.rpartition(":")
        if not sign or not label.strip():
            raise CareError(f"“{shortened(line, 60)}” is not like “anniversary: 2010-06-05”")
        yield parse_yearly_day(text.strip())._replace(label=tidy_name(label))


def fact_cell(facts: Iterable[FactRecord]) -> str:
    """`2026-11-20 family: a daughter, Mia`, one to a line; further lines of the same fact are two spaces in."""
    return "\n".join(
        f"{fact.learned_on + ' ' if fact.learned_on else ''}{tidy_name(fact.category)}: "
        + tidy(fact.text).replace("\n", "\n  ")
        for fact in facts
    )


def facts_of(cell: str) -> Iterator[FactRecord]:
    """The facts of a cell. Raises CareError for a line that is none."""
    for entry in re.split(r"\n(?!  )", cell):
        found = _FACT.fullmatch(entry)
        if not found or len(found[3]) > LONGEST_TEXT:
            raise CareError(
                f"“{shortened(entry, 60)}” is not like “2026-11-20 family: a daughter, Mia”"
            )
        try:
            learned_on = date.fromisoformat(found[1]).isoformat() if found[1] else None
        except ValueError:
            raise CareError(f"there is no day {found[1]}") from None
        yield FactRecord(tidy_name(found[2]), tidy(found[3].replace("\n  ", "\n")), learned_on)
