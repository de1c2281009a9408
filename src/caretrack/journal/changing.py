"""Write to a journal: one transaction and one change set for each command."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from caretrack.committed import begin_change, end_change, mark_committed
from caretrack.errors import JournalUnusable
from caretrack.journal.change_log import write_sums
from caretrack.journal.connection import Journal
from caretrack.journal.derived import refresh
from caretrack.journal.files.at_rest import has_daily_copy, remove_left_over
from caretrack.journal.files.transaction import begin, commit, rollback
from caretrack.journal.idle import drop_idle, record_idle
from caretrack.journal.rows import new_id, now

if TYPE_CHECKING:
    from caretrack.journal.files.daily import DailyCopy

# A change set that is written, named in `change_now`, and taken away again.
_OF_A_CHANGE_SET = 3


@contextmanager
def change(
    journal: Journal,
    command: str,
    undoes: str | None,
    *,
    keep: bool,
    keep_without_changes: bool = False,
    refresh_later: bool = False,
) -> Iterator[str]:
    """Run one transaction as one change set, and yield its id: all of the block, or nothing.

    A block inside another belongs to it. A block that changed nothing leaves no change set,
    only the record that `care undo` asks for (`idle.py`). With `keep` False everything is
    rolled back at the end.

    Sharing the journal writes what is in no change set: `keep_without_changes` commits that, too.
    With `refresh_later` what is stale stays so, until the next change or command.
    """
    if journal.change_set is not None:
        yield journal.change_set
        return
    if keep:
        begin_change()
        if journal.place is not None:
            remove_left_over(journal.place)
    begin(journal.db)
    journal.change_set, journal.crowd = (change_set := new_id()), None
    rows = journal.db.total_changes
    try:
        with _daily_copy(journal, keep) as copy:
            if not keep_without_changes:
                drop_idle(journal.db)
            journal.db.execute(
                "INSERT INTO change_sets (id, made_at, command, undoes) VALUES (?, ?, ?, ?)",
                (change_set, now(), command, undoes),
            )
            journal.db.execute("UPDATE change_now SET change_set = last_insert_rowid()")
            yield change_set
            if keep_without_changes and not _has_changes(journal):
                journal.db.execute("DELETE FROM change_sets WHERE id = ?", (change_set,))
                if journal.db.total_changes == rows + _OF_A_CHANGE_SET and not _is_stale(journal):
                    # Not a row was written: the disk need not be waited for.
                    rollback(journal.db)
                    end_change()
                    return
                _commit(journal, change_set, refresh_later=refresh_later)
                return
            changed = _finish(journal, change_set, keep, refresh_later=refresh_later)
            if changed and copy and (line := copy.keep()):
                journal.note(line)
        if keep and not changed and undoes is None:
            record_idle(journal.db, command)
    except BaseException:
        rollback(journal.db)
        raise
    finally:
        journal.change_set = None


def _is_stale(journal: Journal) -> bool:
    return journal.db.execute("SELECT 1 FROM stale LIMIT 1").fetchone() is not None


def _has_changes(journal: Journal) -> bool:
    query = "SELECT 1 FROM changes JOIN change_now USING (change_set) LIMIT 1"
    return journal.db.execute(query).fetchone() is not None


def _finish(journal: Journal, change_set: str, keep: bool, *, refresh_later: bool) -> bool:
    """Commit; return False, with nothing written, if the change set is empty."""
    if not keep or not _has_changes(journal):
        rollback(journal.db)
        end_change()
        return False
    write_sums(journal.db, change_set)
    _commit(journal, change_set, refresh_later=refresh_later)
    return True


def _commit(journal: Journal, change_set: str, *, refresh_later: bool) -> None:
    if not refresh_later:
        refresh(journal.db)
    journal.db.execute("UPDATE change_now SET change_set = NULL")
    others = journal.count_changes_of_others()
    try:
        commit(journal.db)
    except sqlite3.Error as error:
        if journal.db.in_transaction or not _is_kept(journal, change_set, error):
            raise
        # Nothing is open any more: the emptied file goes, and the folder is synced.
        rollback(journal.db)
        journal.note(
            f"the disk reported an error ({error}), but the change was kept. Check the disk, "
            "and make a backup on another: `care backup FILE`"
        )
    journal.changes_of_others = others
    if journal.in_place:
        mark_committed()
    journal.leave_out_touches_ahead()


def _is_kept(journal: Journal, change_set: str, error: sqlite3.Error) -> bool:
    """True if a change set is stored, although SQLite said that it could not be committed.

    To read it makes SQLite finish or take back what the error left half done.
    """
    try:
        found = journal.db.execute("SELECT 1 FROM change_sets WHERE id = ?", (change_set,))
        return found.fetchone() is not None
    except sqlite3.Error as unread:
        raise JournalUnusable(
            f"the journal {journal.place} could not be written to the end ({error}), nor read "
            f"again ({unread})",
            "It is not known whether the change was kept: check the disk, then look before "
            "you try again.",
        ) from error


@contextmanager
def _daily_copy(journal: Journal, keep: bool) -> Iterator["DailyCopy | None"]:
    """Copy the journal before the first write of a day; None if there is nothing to copy.

    It becomes a backup once the write is in the journal: one that fails makes none.
    """
    if (
        not keep
        or journal.place is None
        or has_daily_copy(journal.place, journal.today.isoformat())
        or not journal.db.execute("SELECT 1 FROM change_sets LIMIT 1").fetchone()
        or (path := journal.path) is None
    ):
        yield None
        return
    from caretrack.journal.files.daily import daily_copy

    with daily_copy(
        path, journal.db, journal.today, journal.timeout, journal.backups_kept, journal.copy_later
    ) as copy:
        yield copy
