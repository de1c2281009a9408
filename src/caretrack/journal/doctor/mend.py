"""Mend what the doctor found: one side of a difference, or all that is derived."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from caretrack.errors import CareError, NothingFound, SeveralFound
from caretrack.journal.change_log import (
    UNCHANGED,
    key_is,
    write_changed,
    write_mark,
    write_standing,
)
from caretrack.journal.connection import Journal
from caretrack.journal.derived import TellRows, count_touches_again, rebuild
from caretrack.journal.doctor.log import (
    ALTERED,
    CHANGED,
    GONE,
    MISNAMED,
    NOT_REMOVED,
    RENAMED,
    REWRITTEN,
    UNREADABLE,
    Difference,
    differences,
    read_any_text,
)
from caretrack.journal.doctor.logged_rows import parsed
from caretrack.journal.doctor.stored import OF_NO_COMMAND
from caretrack.journal.files.transaction import transaction
from caretrack.journal.schema import STALE, all_triggers, as_array, columns, key_columns, row_id
from caretrack.journal.sync.state import lines_went
from caretrack.journal.tables import INSERTED, LOGGED

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
    logged = parsed(table, first.log) if first.how == GONE else {}
    if first.how == ALTERED or logged is None:
        raise CareError(
            f"neither the log nor an automatic backup has {first.id} as it was",
            f"`care restore` another backup that has it, or keep it as it is: "
            f"care doctor --accept {first.id}",
        )
    if first.how == GONE:
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
        _name_again(db, first)
        # Without a line of its own the change set would be empty, and no command would be known.
        write_mark(db, journal.change_set or "", UNCHANGED, "", "{}")
        return
    _make_readable(db, table, group)
    if first.how == UNREADABLE:
        _write_damaged_line_again(db, first)
    values = _values(db, table, first.id)
    if first.how == CHANGED:
        # The line begins with what was logged: an undo of it brings that back.
        logged = {**values, **{item.column: item.log for item in group}}
        write_changed(db, table, first.id, journal.change_set, list(logged.values()))
    elif first.how == GONE and (row := parsed(table, first.log)):
        write_changed(db, table, first.id, journal.change_set, list(row.values()))
        values = row
    else:
        write_standing(db, table, first.id, journal.change_set)
    if not values:
        # Nobody knows any more what was worked out from it.
        rebuild(db)
        return
    keys = dict(zip(key_columns(table), first.id.split(" ", 1), strict=False))
    known = dict.fromkeys(columns(table)) | keys | values
    for source, own_id in STALE.get(table, ()):
        named = own_id.replace("ROW.", ":")
        db.execute(f"INSERT OR IGNORE INTO stale SELECT '{source}', {named}", known)


def _values(db: sqlite3.Connection, table: str, own: str) -> dict[str, Any]:
    row = db.execute(
        f"SELECT {', '.join(columns(table))} FROM {table} WHERE {row_id(table, table)} = ?", (own,)
    ).fetchone()
    return dict(row) if row is not None else {}


def _name_again(db: sqlite3.Connection, line: Difference) -> None:
    """Give a line the id of the row that has its check sum; without one it says nothing."""
    if line.log is None:
        db.execute("DELETE FROM changes WHERE seq = ?", (line.seq,))
        lines_went(db)
        return
    db.execute(
        "UPDATE changes SET source = ?, row_id = ? WHERE seq = ?",
        (LOGGED[line.table], line.log, line.seq),
    )


def _write_damaged_line_again(db: sqlite3.Connection, line: Difference) -> None:
    """Write what cannot be read in a line again: the row as it stands is all that is left."""
    table = line.table
    if line.log is None:
        # Without a row it can only be the line of a new one.
        db.execute("UPDATE changes SET event = ? WHERE seq = ?", (INSERTED, line.seq))
        return
    db.execute(
        f"UPDATE changes SET before = coalesce((SELECT {as_array(table, table)} FROM {table} "
        f"WHERE {key_is(table, 'changes.row_id')}), '[]') WHERE seq = ?",
        (line.seq,),
    )


def _make_readable(db: sqlite3.Connection, table: str, group: Sequence[Difference]) -> None:
    """Write bytes that are no text as U+FFFD in a row: the log is text."""
    if not group or group[0].how not in (CHANGED, REWRITTEN, ALTERED):
        return
    for column, value in _values(db, table, group[0].id).items():
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        if not isinstance(text, str) or _readable(text) == value:
            continue
        # Not logged, because the log could not hold it.
        db.execute(f"DROP TRIGGER log_{table}_update")
        db.execute(
            f"UPDATE {table} SET {column} = ? WHERE {row_id(table, table)} = ?",
            (_readable(text), group[0].id),
        )
        _make_triggers(db)


def _readable(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _make_triggers(db: sqlite3.Connection) -> None:
    for name, sql in all_triggers().items():
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(sql)
