"""Mend what the doctor found: one side of a difference, or all that is derived."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from caretrack.errors import CareError, NothingFound, SeveralFound
from caretrack.journal.connection import Journal
from caretrack.journal.derived import TellRows, count_touches_again, rebuild
from caretrack.journal.doctor.log import (
    CHANGED,
    GONE,
    MISNAMED,
    NOT_REMOVED,
    RENAMED,
    REWRITTEN,
    UNREADABLE,
    Difference,
    differences,
    last_line,
    parsed,
    read_any_text,
)
from caretrack.journal.doctor.stored import OF_NO_COMMAND
from caretrack.journal.files.transaction import transaction
from caretrack.journal.schema import STALE, all_triggers, as_json, key_columns, row_id, statements

ALL = "all"


class MendedRow(NamedTuple):
    """A row that was mended: its table, its id, and the names of its people."""

    table: str
    id: str
    whose: str


def rebuild_derived(journal: Journal, tell: TellRows = lambda *_: None) -> None:
    """Make the triggers, the indexes and all that is derived again, in one transaction.

    `tell` hears how far it is: see `rebuild`.
    """
    with transaction(journal.db):
        tell("Making the triggers and indexes again", 0, int)
        _make_triggers(journal.db)
        journal.db.execute("REINDEX")
        # Rows cannot be deleted from an index of words that is damaged.
        journal.db.execute("DROP TABLE search")
        journal.db.execute(next(sql for sql in statements() if " search USING " in sql))
        # As if another program had written them: no command is known that did.
        journal.db.execute(f"UPDATE changes SET change_set = NULL WHERE {OF_NO_COMMAND}")
        rebuild(journal.db, tell)


def put_back(journal: Journal, starts: Sequence[str]) -> list[MendedRow]:
    """Put the rows back as their log has them; `starts` are starts of ids, or `all`.

    One change set: `care undo` takes it back. Raises NothingFound and SeveralFound, and CareError
    if the log of one cannot be read, or a row that it needs is gone as well.
    """
    return _mend(journal, starts, "put back", _put_back)


def accept(journal: Journal, starts: Sequence[str]) -> list[MendedRow]:
    """Keep the rows as they stand, and write them into the log; `starts` as in `put_back`.

    One change set: `care undo` puts back what the log had. Bytes that are no text are kept as
    U+FFFD, since nothing else could read them. Raises CareError for a row under another id.
    """
    return _mend(journal, starts, "accept", _accept)


def _mend(
    journal: Journal,
    starts: Sequence[str],
    how: str,
    mend: Callable[[Journal, Difference, Sequence[Difference]], None],
) -> list[MendedRow]:
    db = journal.db
    read_any_text(db)
    mended: dict[tuple[str, str], MendedRow] = {}
    try:
        with journal.change(f"doctor: {how}"):
            # Whoever drops the triggers and writes is a usual reason to be here.
            _make_triggers(db)
            # A row that changed on the disk is not where its indexes have it.
            db.execute("REINDEX")
            db.execute("PRAGMA defer_foreign_keys = ON")
            for group in _chosen(differences(db), starts):
                first = group[0]
                mend(journal, first, group)
                mended[first.table, first.id] = MendedRow(first.table, first.id, first.whose)
            # What no trigger saw is not counted.
            count_touches_again(db)
    except sqlite3.IntegrityError as error:
        raise CareError(
            "another row that this one needs is gone as well", "Say `all` to mend them together."
        ) from error
    return list(mended.values())


def _chosen(found: Sequence[Difference], starts: Sequence[str]) -> list[list[Difference]]:
    """Return the differences that are meant, grouped by row."""
    rows: dict[tuple[str, str], list[Difference]] = {}
    for item in found:
        rows.setdefault((item.table, item.id), []).append(item)
    if not rows:
        raise NothingFound("every entry agrees with its log: there is nothing to mend")
    if ALL in starts:
        return list(rows.values())
    chosen: dict[tuple[str, str], list[Difference]] = {}
    for start in starts:
        matching = [key for key in rows if start and key[1].lower().startswith(start.lower())]
        if not matching:
            raise NothingFound(
                f"no entry that differs from its log has an id that starts with {start}",
                "`care doctor` names them.",
            )
        if len({key[1] for key in matching}) > 1:
            raise SeveralFound(
                f"{len(matching)} entries have an id that starts with {start}",
                f"Say which: {', '.join(key[1] for key in matching[:5])}.",
            )
        chosen |= {key: rows[key] for key in matching}
    return list(chosen.values())


def _put_back(journal: Journal, first: Difference, group: Sequence[Difference]) -> None:
    db, table = journal.db, first.table
    if first.how in (UNREADABLE, MISNAMED):
        raise CareError(
            f"the log of {first.id} cannot be read: there is nothing to put back",
            f"To keep the entry as it stands: care doctor --accept {first.id}",
        )
    if first.how == GONE:
        logged = parsed(table, first.log) or {}
        db.execute(
            f"INSERT INTO {table} ({', '.join(logged)}) VALUES ({', '.join('?' * len(logged))})",
            list(logged.values()),
        )
    elif first.how == RENAMED:
        db.execute(f"UPDATE {table} SET {first.column} = ? WHERE rowid = ?", (first.log, first.seq))
    elif first.how == NOT_REMOVED:
        db.execute(f"DELETE FROM {table} WHERE {row_id(table, table)} = ?", (first.id,))
    else:
        _make_readable(db, table, group)
        db.execute(
            f"UPDATE {table} SET {', '.join(f'{item.column} = ?' for item in group)} "
            f"WHERE {row_id(table, table)} = ?",
            [*(item.log for item in group), first.id],
        )


def _accept(journal: Journal, first: Difference, group: Sequence[Difference]) -> None:
    db, table = journal.db, first.table
    if first.how == RENAMED:
        raise CareError(
            f"{first.id} has another id now, and what belongs to it does not find it",
            f"To give it its id again: care doctor --put-back {first.id}",
        )
    if first.how == MISNAMED:
        # The row that the line holds is there, and knows its id.
        row_json = parsed(table, first.log) or {}
        own = " ".join(str(row_json.get(key)) for key in key_columns(table))
        db.execute(
            "UPDATE changes SET table_name = ?, row_id = ? WHERE seq = ?", (table, own, first.seq)
        )
        first = first._replace(id=own)
    _make_readable(db, table, [item for item in group if item.how in (CHANGED, REWRITTEN)])
    row = db.execute(
        f"SELECT *, {as_json(table, table)} AS row_json FROM {table} "
        f"WHERE {row_id(table, table)} = ?",
        (first.id,),
    ).fetchone()
    stands = row["row_json"] if row is not None else None
    if first.how == UNREADABLE:
        _write_damaged_lines_again(db, table, first.id, stands)
    line = db.execute(
        f"SELECT after FROM changes WHERE {last_line(table, '?')}", (first.id,)
    ).fetchone()
    logged = line["after"] if line is not None else None
    # A line that ends as it begins closes what was found in the lines before it.
    before = logged if first.how in (CHANGED, GONE, NOT_REMOVED) else stands
    db.execute(
        "INSERT INTO changes (change_set, table_name, row_id, before, after) "
        "VALUES (?, ?, ?, ?, ?)",
        (journal.change_set, table, first.id, before, stands),
    )
    values = dict(row) if row is not None else parsed(table, logged) or {}
    for source, query in STALE.get(table, ()):
        named = query.replace("ROW.", ":")
        db.execute(f"INSERT OR IGNORE INTO stale SELECT '{source}', * FROM ({named})", values)


def _write_damaged_lines_again(
    db: sqlite3.Connection, table: str, own: str, stands: str | None
) -> None:
    """Write what cannot be read in the log of a row again, from the copy in the line beside it.

    A line begins as the one before it ended, and the last one ends as the row stands.
    """
    lines = db.execute(
        "SELECT seq, before, after FROM changes WHERE table_name = ? AND row_id = ? ORDER BY seq",
        (table, own),
    ).fetchall()
    ended: str | None = None
    for place, line in enumerate(lines):
        follows = lines[place + 1]["before"] if place + 1 < len(lines) else stands
        before = _sound(table, line["before"], ended, stands)
        after = _sound(table, line["after"], follows, stands)
        db.execute(
            "UPDATE changes SET before = ?, after = ? WHERE seq = ?", (before, after, line["seq"])
        )
        ended = after


def _sound(table: str, text: str | None, copy: str | None, stands: str | None) -> str | None:
    """Return a row of the log if it can be read, else its copy, else the row as it stands."""
    if text is None or parsed(table, text) is not None:
        return text
    return copy if parsed(table, copy) is not None else stands


def _make_readable(db: sqlite3.Connection, table: str, group: Sequence[Difference]) -> None:
    """Write bytes that are no text as U+FFFD in the columns that differ: the log is text."""
    for item in group:
        text = item.row.decode("utf-8", "replace") if isinstance(item.row, bytes) else item.row
        if not isinstance(text, str) or _readable(text) == item.row:
            continue
        # Not logged, because the log could not hold it.
        db.execute(f"DROP TRIGGER log_{table}_update")
        db.execute(
            f"UPDATE {table} SET {item.column} = ? WHERE {row_id(table, table)} = ?",
            (_readable(text), item.id),
        )
        _make_triggers(db)


def _readable(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _make_triggers(db: sqlite3.Connection) -> None:
    for name, sql in all_triggers().items():
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(sql)
