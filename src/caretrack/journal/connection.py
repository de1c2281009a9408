"""Open a journal, and close it.

The file has a rollback journal, not WAL: at rest it is one file, which is safe to copy.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING

from caretrack.committed import mark_committed
from caretrack.disk import AnyPath, place_of, real_place
from caretrack.errors import CareError
from caretrack.journal.files.file import (
    DEFAULT_TIMEOUT,
    check_header,
    check_version,
    connect,
    overtaken,
    read_header,
    unreadable_value,
    unusable_because,
)
from caretrack.journal.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from caretrack.journal.files.daily import CopyLater

MEMORY = ":memory:"
DAILY_BACKUPS = 7
NO_SETTINGS: Mapping[str, int | str] = {}

# What a value raises that this program would not write: it is of another program, or damaged.
UNREADABLE = (ValueError, TypeError, ArithmeticError)


class Journal:
    """An open journal, to be used in a `with` block.

    SQLite's errors leave the block as JournalUnusable.
    """

    def __init__(
        self,
        path: AnyPath | None,
        db: sqlite3.Connection,
        today: date,
        note: Callable[[str], None] = lambda _: None,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        """Wrap an open connection.

        `path` is None for a journal in memory. `note` writes a line on stderr. `timeout` is in
        seconds.
        """
        self.place = None if path is None else place_of(path)
        self.db = db
        self.today = today
        self.note = note
        self.timeout = timeout
        self.backups_kept: Callable[[], int] = lambda: DAILY_BACKUPS
        # The name of who writes here, "" where nobody said it: what a new touch is `by`.
        self.writer: Callable[[], str] = lambda: ""
        # Sees to the daily backup of a large journal; it may wait for the answer.
        self.copy_later: CopyLater = _copy_now
        # Asks a person which of the lines is meant, and returns its place; None: nobody to ask.
        self.choose: Callable[[str, Sequence[str]], int] | None = None
        self.change_set: str | None = None
        # As `crowd_limit` last read it; None while it is not known, and in a change.
        self.crowd: int | None = None
        # False for one that is moved to its place only when it is whole.
        self.in_place = True
        # True if the clocks are read from a temporary table (`ahead.py`).
        self.has_shadow = False
        # What SQLite counts of the changes of other processes, as of the last commit.
        self.changes_of_others: int | None = None

    @property
    def path(self) -> "Path | None":
        """The file; None for a journal in memory."""
        if self.place is None:
            return None
        from pathlib import Path

        return Path(self.place)

    def __enter__(self) -> "Journal":
        """Return the journal itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file, and turn an error of SQLite into one line.

        So it does with any error after a commit, if another process wrote since: what was to be
        shown may be gone.
        """
        others_wrote = isinstance(error, Exception) and self._is_overtaken()
        self.db.close()
        if others_wrote and not isinstance(error, sqlite3.Error | OSError):
            raise overtaken() from error
        if isinstance(error, sqlite3.Error):
            raise unusable_because(self.place or "in memory", error) from error
        if isinstance(error, UNREADABLE) and not isinstance(error, UnicodeError):
            raise unreadable_value(self.place, error) from error

    def _is_overtaken(self) -> bool:
        """True if another process has written since the last commit of this one."""
        if self.changes_of_others is None:
            return False
        with suppress(sqlite3.Error):
            return self.count_changes_of_others() != self.changes_of_others
        return False

    def count_changes_of_others(self) -> int:
        """Return a number that another process changes with each commit."""
        count: int = self.db.execute("PRAGMA main.data_version").fetchone()[0]
        return count

    def change(
        self, command: str, undoes: str | None = None, *, keep: bool = True, **how: bool
    ) -> AbstractContextManager[str]:
        """Run one transaction as one change set, and yield its id: all of the block, or nothing.

        A block inside another belongs to it. With `keep` False everything is rolled back at the end
        (`changing.py`, which commands that read alone do not load, and which says `how` else).
        """
        from caretrack.journal.changing import change

        return change(self, command, undoes, keep=keep, **how)

    def leave_out_touches_ahead(self) -> None:
        """Let every query of `clocks` see them without the touches after today.

        It costs one look into an index where there are none. Whatever writes does it again.
        """
        ahead = "SELECT 1 FROM main.clocks WHERE latest > ? LIMIT 1"
        if self.has_shadow or self.db.execute(ahead, (self.today.isoformat(),)).fetchone():
            from caretrack.journal.ahead import shadow_clocks

            shadow_clocks(self)
            self.has_shadow = True


def _copy_now(path: "Path", today: date, most: int) -> str:
    from caretrack.journal.files.copy_process import copy_and_wait

    return copy_and_wait(path, today, most)


def open_journal(
    path: AnyPath,
    today: date,
    *,
    make: bool = False,
    timeout: float = DEFAULT_TIMEOUT,
    note: Callable[[str], None] = lambda _: None,
    settings: Mapping[str, int | str] = NO_SETTINGS,
    cache: int | None = None,
) -> Journal:
    """Open the journal at `path`.

    Where there is none, `make` makes it; otherwise the journal is an empty one in memory, and
    nothing of it is kept. `timeout` is how many seconds to wait for another process.
    `settings` are what a new journal begins with, `cache` the KiB of pages that are kept.

    Raises JournalUnusable, with the file unchanged, if it is not a journal, is newer than this
    program, is damaged, or may not be read.
    """
    place = real_place(path)
    header = read_header(place)
    if header is None and not make:
        from caretrack.journal.files.lost import none_there

        note("; ".join(none_there(place)))
        return in_memory(today)
    db: sqlite3.Connection | None = None
    made = False
    try:
        if header is None:
            from caretrack.journal.files.make import make_journal

            made = make_journal(place, settings)
        header = header or read_header(place)
        if header is not None:
            check_header(place, header)
            if not header.page_size:
                from caretrack.journal.files.lost import refuse_emptied

                refuse_emptied(place)
            _keep_private(place)
        db = connect(place, timeout, cache=cache)
        journal = Journal(place, db, today, note, timeout)
        _bring_up_to_date(place, db, today, settings, note)
        _refresh_stale(db, note)
        journal.leave_out_touches_ahead()
    except (sqlite3.Error, CareError, OSError, *UNREADABLE) as error:
        if db is not None:
            db.close()
        raise _why_not_open(place, error) from error
    if made:
        from caretrack.journal.files.lost import started

        note(started(place))
    return journal


def _why_not_open(place: str, error: Exception) -> CareError:
    if isinstance(error, CareError):
        return error
    if isinstance(error, sqlite3.Error):
        return unusable_because(place, error)
    if isinstance(error, OSError):
        from caretrack.journal.files.make import cannot_make

        return cannot_make(place, error)
    return unreadable_value(place, error)


def in_memory(today: date) -> Journal:
    """Return an empty journal of which nothing is kept."""
    from caretrack.journal.built_in import insert_built_in
    from caretrack.journal.schema import statements

    db = sqlite3.connect(MEMORY, isolation_level=None)
    db.row_factory = sqlite3.Row
    for statement in statements():
        db.execute(statement)
    insert_built_in(db)
    return Journal(None, db, today)


def _keep_private(place: str) -> None:
    found = os.stat(place)
    if found.st_mode & 0o077 and found.st_uid == os.geteuid():
        os.chmod(place, 0o600)


def _bring_up_to_date(
    place: str,
    db: sqlite3.Connection,
    today: date,
    settings: Mapping[str, int | str],
    note: Callable[[str], None],
) -> None:
    """Migrate an open journal that is of an older version, or empty.

    The version is read by SQLite, which has taken back by then what a killed run left half done:
    the header was read before that.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    check_version(place, version)
    if version == VERSION:
        return
    from caretrack.journal.migrations import bring_up_to_date

    bring_up_to_date(place, db, today, settings, note)


def _refresh_stale(db: sqlite3.Connection, note: Callable[[str], None]) -> None:
    """Bring derived rows up to date after another program wrote into the journal."""
    if not db.execute("SELECT 1 FROM stale LIMIT 1").fetchone():
        return
    from caretrack.journal.derived import refresh
    from caretrack.journal.files.transaction import transaction

    try:
        with transaction(db):
            refresh(db)
    except sqlite3.OperationalError as error:
        note(f"what another program changed is not counted yet. SQLite said: {error}")


@contextmanager
def new_journal(
    path: AnyPath, today: date, timeout: float, note: Callable[[str], None]
) -> Iterator[Journal]:
    """Yield a journal that is moved to `path` if the block ends well; otherwise it leaves nothing.

    `timeout` is in seconds. `note` writes on stderr that the journal was started. Raises CareError
    if another process started one there meanwhile, JournalUnusable if none can be made.
    """
    from caretrack.journal.files.make import moved_into_place

    place = real_place(path)
    with (
        moved_into_place(place) as part,
        open_journal(part, today, timeout=timeout) as journal,
    ):
        journal.place = place  # messages name the place where it will be
        journal.in_place = False
        yield journal
    mark_committed()
    note(f"started a new journal at {place}")
