"""The change log of version 7 and before, written anew as that of version 8."""

import sqlite3

from caretrack.journal.change_log import (
    MARKS,
    WORKED_OUT,
    add_row_sum,
    sum_of_values,
)
from caretrack.journal.schema import LOG, columns
from caretrack.journal.tables import DELETED, INSERTED, LOGGED, NO_SUM, UPDATED

# A change set that the log does not know, and a table that it does not know.
_LOST = -1
_UNKNOWN = 0


def make_log_anew(db: sqlite3.Connection) -> None:
    """Write every line of the log as version 8 has it; inside a transaction.

    All triggers are gone afterwards. The rows are read and written one by one, so that a long log
    takes no more memory than a short one.
    """
    add_row_sum(db)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    for index in ("change_sets_that_undo", "changes_of_set", "changes_of_row"):
        db.execute(f"DROP INDEX IF EXISTS {index}")
    for table in ("change_sets", "changes", "change_now"):
        db.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    indexes = [one for one in LOG.split(";\n") if "CREATE INDEX" in one]
    for statement in LOG.split(";\n"):
        if statement not in indexes:
            db.execute(statement)
    db.execute(
        "INSERT INTO change_sets (id, made_at, command, undoes) "
        "SELECT id, made_at, command, undoes FROM old_change_sets ORDER BY rowid"
    )
    sources = " ".join(
        f"WHEN '{name}' THEN {number}" for name, number in {**LOGGED, **MARKS}.items()
    )
    names = ", ".join(f"'{name}'" for name in MARKS)
    before = " ".join(
        f"WHEN '{table}' THEN json_array({', '.join(_values(table, 'before', all_of_them=True))})"
        for table in LOGGED
    )
    sums = " ".join(
        f"WHEN '{table}' THEN {sum_of_values(_values(table, 'after'))}" for table in LOGGED
    )
    db.execute(
        "INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) "
        "SELECT seq, CASE WHEN c.change_set IS NOT NULL THEN coalesce((SELECT number "
        f"FROM change_sets WHERE id = c.change_set), {_LOST}) END, "
        f"CASE table_name {sources} ELSE {_UNKNOWN} END, "
        f"CASE WHEN before IS NULL THEN {INSERTED} WHEN after IS NULL THEN {DELETED} "
        f"ELSE {UPDATED} END, row_id, "
        f"coalesce(CASE WHEN json_valid(after) THEN CASE table_name {sums} END END, {NO_SUM}), "
        f"CASE WHEN table_name IN ({names}) THEN after WHEN before IS NULL THEN NULL "
        f"WHEN json_valid(before) THEN CASE table_name {before} END ELSE before END "
        "FROM old_changes AS c ORDER BY seq"
    )
    for table in ("changes", "change_sets", "change_now"):
        db.execute(f"DROP TABLE old_{table}")
    for statement in indexes:
        db.execute(statement)


def _values(table: str, text: str, *, all_of_them: bool = False) -> list[str]:
    return [
        f"json_extract(c.{text}, '$.{name}')"
        for name in columns(table)
        if all_of_them or name not in WORKED_OUT
    ]
