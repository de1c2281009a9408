"""Find days that are none, and days to come where only those that have come make sense."""

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.schema import MODEL, columns

# What happened, by table. Events, promises and pauses may lie ahead.
DAYS = {
    "people": ("added_on", "archived_on", "known_on", "taken_in_on"),
    "touches": ("happened_on",),
    "facts": ("learned_on", "retired_on", "reached_on"),
    "actions": ("made_on", "done_on"),
    "feedback": ("heard_on", "acted_on", "told_on"),
}


class DaysAhead(NamedTuple):
    """Rows of a table with such a day after today: how many, and the one with the latest day.

    `name` is that of a person; "" for an entry.
    """

    table: str
    column: str
    number: int
    newest: str
    id: str
    name: str


def check_days(db: sqlite3.Connection, today: date) -> JournalCheck:
    """Count what is said to have happened after `today`, unless a day cannot be read at all."""
    if unreadable := _no_days(db):
        count, *first = unreadable
        values = dict(zip(("table", "column", "row", "value"), first, strict=True))
        return JournalCheck("days", False, "days_unreadable", {"count": count, **values})
    found = []
    for table, days in DAYS.items():
        for column in days:
            name = "name" if table == "people" else "''"
            count, newest, row_id, called = db.execute(
                f"SELECT count(*), max({column}), id, {name} FROM {table} "
                f"WHERE {column} > ? AND deleted_at IS NULL",
                (today.isoformat(),),
            ).fetchone()
            if count:
                found.append(DaysAhead(table, column, count, newest, row_id, called))
    if found:
        # Where another zone has tomorrow already, it is said, and is no fault.
        tomorrow = (today + timedelta(days=1)).isoformat()
        far = any(item.newest > tomorrow for item in found)
        code = "days_ahead" if far else "days_tomorrow"
        return JournalCheck("days", not far, code, {"rows_ahead": found, "today": today})
    return JournalCheck("days", True, "days", {"today": today})


def _no_days(db: sqlite3.Connection) -> tuple[int, str, str, str, str] | None:
    """Return how many days are none, and of the first the table, the column, the id, the value.

    None if there are none. No command writes such a day, and none gets past it.
    """
    days = [
        (table, column, column)
        for table in MODEL
        for column in columns(table)
        if column.endswith(("_on", "_until"))
    ]
    # A yearly day is one of a leap year. SQLite takes 30 February for a day until it reckons.
    days.append(("occasions", "day", "printf('2000-%02d-%02d', month, day)"))
    count, first = 0, None
    for table, column, day in days:
        number, *row = db.execute(
            f"SELECT count(*), id, {day} FROM {table} WHERE {day} IS NOT NULL "
            f"AND date({day}, '+0 days') IS NOT {day} AND deleted_at IS NULL"
        ).fetchone()
        count += number
        if number and first is None:
            first = (table, column, *row)
    return None if first is None else (count, *first)
