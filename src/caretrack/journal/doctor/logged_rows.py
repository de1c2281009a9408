"""Find a row as it was when it was logged, by its check sum: in the log, or in a backup."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack, closing, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from caretrack.journal.change_log import (
    WORKED_OUT,
    add_row_sum,
    make_row_sum,
    of_row,
    sum_of_array,
)
from caretrack.journal.files.daily import backups
from caretrack.journal.files.file import connect
from caretrack.journal.schema import columns, row_id
from caretrack.journal.tables import INSERTED, LOGGED


class LoggedRows:
    """Rows as they were logged; `close` closes the backups that were opened to find them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Take the journal's connection; a backup is opened when the first row is asked of it."""
        self._db = db
        self._opened = ExitStack()

    def close(self) -> None:
        """Close the backups."""
        self._opened.close()

    def find(self, table: str, own: str, logged: int) -> dict[str, Any] | None:
        """Return the row of this id that has this check sum, by its columns.

        A copy in the log comes first, then the newest automatic backup that has it. None if neither
        has one.
        """
        return self._in_log(table, own, logged) or self._in_backups(table, own, logged)

    def _in_log(self, table: str, own: str, logged: int) -> dict[str, Any] | None:
        add_row_sum(self._db)
        line = self._db.execute(
            f"SELECT before FROM changes AS c WHERE {of_row('c', '?1')} AND source = ?2 "
            f"AND event <> {INSERTED} AND CASE WHEN json_valid(before) THEN "
            f"{sum_of_array(table, 'before')} END = ?3 ORDER BY seq DESC LIMIT 1",
            (own, LOGGED[table], logged),
        ).fetchone()
        return parsed(table, line[0]) if line is not None else None

    def _in_backups(self, table: str, own: str, logged: int) -> dict[str, Any] | None:
        for backup in self._backups:
            # A backup may be damaged, or of a version that has no such table.
            with suppress(sqlite3.Error):
                row = backup.execute(
                    f"SELECT * FROM {table} WHERE {row_id(table, table)} = ?", (own,)
                ).fetchone()
                if row is None:
                    continue
                found = dict.fromkeys(columns(table)) | dict(row)
                if sum_of(table, found) == logged:
                    return {name: found[name] for name in columns(table)}
        return None

    @cached_property
    def _backups(self) -> list[sqlite3.Connection]:
        """The automatic backups that can be opened, newest first."""
        file = self._db.execute("PRAGMA database_list").fetchone()[2]
        opened: list[sqlite3.Connection] = []
        with suppress(OSError):
            for backup in backups(Path(file)) if file else ():
                with suppress(sqlite3.Error):
                    db = connect(backup, 0.0, read_only=True)
                    opened.append(self._opened.enter_context(closing(db)))
        return opened


def sum_of(table: str, values: Mapping[str, Any]) -> int | None:
    """Return the check sum of a row; None if it holds bytes, which JSON cannot."""
    row = [values[name] for name in columns(table) if name not in WORKED_OUT]
    if any(isinstance(value, bytes) for value in row):
        return None
    # As SQLite's `json_array` writes it.
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return make_row_sum()(text.encode("utf-8", "surrogateescape"))


def parsed(table: str, text: Any) -> dict[str, Any] | None:
    """Return a row of the log by its columns; None if it cannot be read as one of this table."""
    try:
        text.encode()
        found = json.loads(text)
    except (ValueError, AttributeError):
        return None
    names = columns(table)
    if not isinstance(found, list) or len(found) > len(names):
        return None
    # A column that is younger than the line begins without a value.
    return dict(zip(names, [*found, *[None] * (len(names) - len(found))], strict=True))
