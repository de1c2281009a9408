"""Read the change log: what each command changed, and which command `care undo` means."""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from caretrack.domain.text import shortened
from caretrack.errors import CareError, NothingFound, SeveralFound
from caretrack.journal.change_log import (
    ERASED,
    FOLDED,
    MARKS,
    RESTORED,
    UNCHANGED,
    add_row_sum,
    lines,
    number_of,
    of_row,
    write_mark,
)
from caretrack.journal.connection import Journal
from caretrack.journal.idle import NOT_IDLE
from caretrack.journal.tables import OF_MACHINES
from caretrack.journal.what_about import what_about

# The change set of what was mended when the journal was brought to a newer version.
UPGRADE = "upgrade"


class ChangeSet(NamedTuple):
    """What one command did: when (UTC), how many rows, and what it was about.

    `undone_by` is the change set that undid it, if any.
    """

    id: str
    made_at: str
    command: str
    rows: int
    undoes: str | None
    undone_by: str | None
    what: str


TOGETHER = 1_000  # rows that an undo reads at a time
MANY = 5_000  # a change set of so many rows is taken back by statement
ID_LENGTH = 6  # characters of a change set's id

_SETS = (
    "SELECT s.id, s.made_at, s.command, s.undoes, (SELECT count(*) FROM changes "
    "WHERE change_set = s.number AND source NOT IN "
    f"({MARKS[RESTORED]}, {MARKS[UNCHANGED]}, {MARKS[FOLDED]})) "
    "AS rows FROM change_sets AS s"
)


def _undone_by(db: sqlite3.Connection) -> dict[str, str]:
    """Return which change set is undone by which, as it stands now.

    An undo that was itself undone undoes nothing, and neither does one that is only begun.
    """
    undone: dict[str, str] = {}
    for row in db.execute(
        f"SELECT id, undoes FROM change_sets AS s WHERE undoes IS NOT NULL AND {NOT_IDLE} "
        "ORDER BY rowid DESC"
    ):
        if row["id"] not in undone:
            undone.setdefault(row["undoes"], row["id"])
    return undone


def change_sets(journal: Journal, limit: int) -> list[ChangeSet]:
    """Return the newest change sets, newest first."""
    undone = _undone_by(journal.db)
    rows = journal.db.execute(f"{_SETS} WHERE {NOT_IDLE} ORDER BY s.rowid DESC LIMIT ?", (limit,))
    return [_change_set(journal.db, row, undone) for row in rows.fetchall()]


def newest_command(journal: Journal) -> ChangeSet | None:
    """Return the newest change set of a command that was run here: none that a sync wrote."""
    row = journal.db.execute(
        f"{_SETS} WHERE {NOT_IDLE} AND s.command NOT IN {OF_MACHINES} ORDER BY s.rowid DESC LIMIT 1"
    ).fetchone()
    return _change_set(journal.db, row, _undone_by(journal.db)) if row else None


def _change_set(db: sqlite3.Connection, row: sqlite3.Row, undone: dict[str, str]) -> ChangeSet:
    about = what_about(db, row["id"], row["command"], row["undoes"])
    return ChangeSet(
        row["id"],
        row["made_at"],
        row["command"],
        row["rows"],
        row["undoes"],
        undone.get(row["id"]),
        about,
    )


def candidates(journal: Journal, limit: int) -> list[ChangeSet]:
    """Return what `care undo` without an id means, newest first, and what it would mean then.

    They are no undos, and not undone. At most `limit` of them.
    """
    undone = _undone_by(journal.db)
    rows = journal.db.execute(
        f"{_SETS} WHERE s.undoes IS NULL AND s.command NOT IN {(UPGRADE, *OF_MACHINES)} "
        f"AND {NOT_IDLE} ORDER BY s.rowid DESC LIMIT 1000"
    )
    found = islice((row for row in rows if row["id"] not in undone), limit)
    return [_change_set(journal.db, row, undone) for row in list(found)]


def find_change_set(journal: Journal, start: str | None) -> ChangeSet:
    """Return the change set that `care undo` means.

    It is the one whose id starts with `start`, or else the newest that is no undo and not undone.
    Raises NothingFound, SeveralFound, and CareError if it is undone already, or of no command that
    was run here.
    """
    if start is None:
        newest = candidates(journal, 1)
        if not newest:
            raise NothingFound("there is nothing to undo")
        return newest[0]
    undone = _undone_by(journal.db)
    rows = journal.db.execute(
        f"{_SETS} WHERE s.id >= ? AND s.id < ? AND {NOT_IDLE} LIMIT 2",
        (start.lower(), start.lower() + "~"),
    ).fetchall()
    if not rows:
        raise NothingFound(
            f"no command has an id that starts with {start[:40]}", "`care undo --list` shows them."
        )
    if len(rows) > 1:
        raise SeveralFound(f"several change sets start with {start}", "Give a character more.")
    found = _change_set(journal.db, rows[0], undone)
    if found.undone_by:
        raise _undone_already(found.id, found.undone_by)
    if found.command in OF_MACHINES:
        raise CareError(
            f"{found.id[:ID_LENGTH]} is no command of this machine, but {named(found)}",
            "It is not taken back as a whole: change what is wrong, and that is sent. "
            "`care history ID --edits` shows how an entry was before.",
        )
    return found


def later_commands(db: sqlite3.Connection, change_set: str) -> tuple[list[ChangeSet], int]:
    """Return what was done after a change set and still holds, newest first.

    A command that was undone, and its undo, are not in it; the undo of something older is. Nor is
    what came from other machines, as long as it would come again. The number counts rows that other
    programs changed after it.
    """
    undone = _undone_by(db)
    after = "(SELECT rowid FROM change_sets WHERE id = ?)"
    rows = db.execute(
        f"{_SETS} WHERE s.rowid > {after} AND {NOT_IDLE} {_but_shared(db)} "
        "AND (s.undoes IS NULL OR s.undoes IN "
        f"(SELECT id FROM change_sets WHERE rowid < {after})) ORDER BY s.rowid DESC",
        (change_set, change_set),
    ).fetchall()
    outside = db.execute(
        "SELECT count(*) FROM changes WHERE change_set IS NULL AND seq > "
        f"(SELECT max(seq) FROM changes WHERE change_set = {number_of('?')})",
        (change_set,),
    ).fetchone()[0]
    return [_change_set(db, row, undone) for row in rows if row["id"] not in undone], outside


def _but_shared(db: sqlite3.Connection) -> str:
    """Return the condition that leaves out what other machines changed, while it is on the hub."""
    from caretrack.journal.sync.tables import is_on

    return f"AND s.command NOT IN {OF_MACHINES}" if is_on(db) else ""


class Undone(NamedTuple):
    """The change set that an undo wrote, and how many rows it took back."""

    id: str
    rows: int


def undo(journal: Journal, change_set: ChangeSet, seen: str | None = None) -> Undone:
    """Undo every change of the set, newest first, as a change set of its own.

    `seen` is the newest change set that there was when this one was chosen. Raises CareError, with
    nothing changed, if there is a newer one now, if a later command changed the same columns of a
    row, or if the set is undone already, or part of it was erased.
    """
    from caretrack.journal.phones import make_keys_again

    _refuse_incomplete(journal, change_set)
    try:
        with journal.change(f"undo {change_set.id[:ID_LENGTH]}", undoes=change_set.id) as made:
            # Only now no other process writes.
            _refuse_what_came_between(journal, change_set, seen, made)
            journal.db.execute("PRAGMA defer_foreign_keys = ON")
            add_row_sum(journal.db)
            if change_set.rows < MANY:
                rows, tables = _revert_each(journal.db, change_set.id)
            else:
                from caretrack.journal.revert_many import revert_all

                rows, tables = revert_all(journal.db, change_set.id, made)
            if tables & {"handles", "settings"}:
                make_keys_again(journal.db)
            _mark_if_unchanged(journal.db, made)
    except sqlite3.IntegrityError as error:
        raise CareError(
            "a later entry needs what this would take away",
            "Undo that first; `care undo --list` shows what was done.",
        ) from error
    return Undone(made, rows)


def _revert_each(db: sqlite3.Connection, change_set: str) -> tuple[int, set[str]]:
    """Take back a change set line by line; return how many lines there were, and their tables."""
    from caretrack.journal.revert import revert

    rows, tables = 0, set()
    for change in newest_first(db, change_set):
        revert(db, change)
        rows += 1
        tables.add(change["table_name"])
    return rows, tables


def newest_first(
    db: sqlite3.Connection, change_set: str, first: int = 0, last: int = (1 << 62) - 1
) -> Iterator[sqlite3.Row]:
    """Return what a change set changed, newest first, without holding more than some rows.

    Only the lines from `first` to `last` are read.
    """
    before = last + 1
    query = (
        "SELECT seq, event, table_name, row_id, before, after, following, sum "
        f"FROM {lines()} WHERE number = {number_of('?')} "
        "AND seq >= ? AND seq < ? AND source <> ? ORDER BY seq DESC LIMIT ?"
    )
    while rows := db.execute(
        query, (change_set, first, before, MARKS[UNCHANGED], TOGETHER)
    ).fetchall():
        yield from rows
        before = rows[-1]["seq"]


def _mark_if_unchanged(db: sqlite3.Connection, made: str) -> None:
    """Mark an undo that left every row as it was, or the same command would be undone for ever.

    A kind stays while a deleted touch has it: an undo may bring that touch back.
    """
    lines_of_it = f"SELECT 1 FROM changes WHERE change_set = {number_of('?')} LIMIT 1"
    if not db.execute(lines_of_it, (made,)).fetchone():
        write_mark(db, made, UNCHANGED, "", "{}")


def _refuse_incomplete(journal: Journal, change_set: ChangeSet) -> None:
    mark = journal.db.execute(
        f"SELECT min(source) FROM changes WHERE change_set = {number_of('?')} "
        f"AND source IN ({MARKS[ERASED]}, {MARKS[FOLDED]})",
        (change_set.id,),
    ).fetchone()[0]
    if mark is not None:
        erased = (
            "its steps were folded by `care doctor --compact --fold`"
            if mark == MARKS[FOLDED]
            else "forget erases for good"
            if change_set.command == "forget"
            else "somebody in it was forgotten, and with them what it changed"
        )
        raise CareError(
            f"{change_set.id[:ID_LENGTH]} cannot be taken back: {erased}",
            "`care undo --list` shows the others.",
        )


def _refuse_what_came_between(
    journal: Journal, change_set: ChangeSet, seen: str | None, made: str
) -> None:
    """Raise CareError if another process wrote after `change_set` was chosen."""
    newest = newest_command(journal)
    if seen is not None and newest and newest.id != seen:
        raise written_meanwhile(journal, newest)
    undone = _undone_by(journal.db)
    others = "SELECT id FROM change_sets WHERE undoes = ? AND id <> ?"
    for row in journal.db.execute(others, (change_set.id, made)):
        if row["id"] not in undone:
            raise _undone_already(change_set.id, row["id"])


def written_meanwhile(journal: Journal, newest: ChangeSet) -> CareError:
    """Return the error for a `care undo` beside which another process wrote `newest`.

    Whoever said `care undo` meant what was the last command then, and not the one before it.
    """
    older = candidates(journal, 2)
    if newest.undoes is None:
        before = f", and {takes_back(older[1])}" if len(older) > 1 else ""
        return CareError(
            f"another command ran at the same time: {named(newest)}",
            f"{takes_back(newest)}{before}.",
        )
    taken = journal.db.execute(f"{_SETS} WHERE s.id = ?", (newest.undoes,)).fetchone()
    what = f": {named(_change_set(journal.db, taken, {}))}" if taken else ""
    return CareError(
        f"another `care undo` took the last command back at the same time{what}",
        before_that(older[0]) if older else "",
    )


def takes_back(item: ChangeSet) -> str:
    """Return the command that takes a change set back, and what that is."""
    return f"`care undo {item.id[:ID_LENGTH]}` takes back {named(item)}"


def before_that(item: ChangeSet) -> str:
    """Return what was done before, and the command that takes it back."""
    return f"The command before it was {named(item)}: `care undo {item.id[:ID_LENGTH]}`."


def named(item: ChangeSet) -> str:
    """Return what a change set is called in a sentence: `log · Ana Silva: her new job`."""
    command = "an undo" if item.undoes else item.command
    return f"{command} · {shortened(item.what, 60)}" if item.what else command


def _undone_already(change_set: str, by: str) -> CareError:
    return CareError(
        f"{change_set[:ID_LENGTH]} is undone already",
        f"To bring it back: care undo {by[:ID_LENGTH]}",
    )


def history_of(journal: Journal, row_id: str) -> list[sqlite3.Row]:
    """Return every change of the entry with this id, oldest first.

    The columns are made_at, command, table_name, before and after (JSON text).
    """
    return journal.db.execute(
        f"SELECT s.made_at, s.command, c.table_name, c.before, c.after FROM {lines()} AS c "
        "LEFT JOIN change_sets AS s ON s.number = c.number "
        f"WHERE {of_row('c', '?1')} ORDER BY c.seq",
        (row_id,),
    ).fetchall()
