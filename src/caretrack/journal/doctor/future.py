"""Find days that have not come yet, where only days that have come make sense."""

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.journal.doctor.check import JournalCheck

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
    """Count what is said to have happened after `today`."""
    found = []
    for table, columns in DAYS.items():
        for column in columns:
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
