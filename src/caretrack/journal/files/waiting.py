"""A connection that waits for other processes for as long as they get on."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# In seconds. The first pauses are short, because most locks are held for some milliseconds.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.001, 0.025


class InUse(sqlite3.OperationalError):
    """The file stayed locked for the whole time; `holders` are the processes that hold it."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY
    holders: tuple[int, ...] = ()


class WaitingConnection(sqlite3.Connection):
    """A connection whose time-out counts from the last progress of others.

    SQLite's own counts from the beginning, so that of many processes that write in turn the last
    would give up although all goes well. A time-out of 0 does not wait.
    """

    file: str
    timeout: float = 0.0

    def execute(self, *args: Any) -> sqlite3.Cursor:
        """Execute one statement, and wait while the file is locked.

        Raises InUse if it is locked for `timeout` seconds and nobody else gets on meanwhile. A
        transaction that was to be committed is then still open.
        """
        try:
            return super().execute(*args)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        return self._execute_when_free(*args)

    def _execute_when_free(self, *args: Any) -> sqlite3.Cursor:
        from random import uniform
        from time import monotonic, sleep

        progress, since, pause = self._progress(), monotonic(), _FIRST_PAUSE
        while monotonic() - since < self.timeout:
            # No two of them in step, or one of them would always come too late.
            sleep(min(uniform(0.5, 1.5) * pause, self.timeout))  # noqa: S311
            pause = min(pause * 1.5, _LONGEST_PAUSE)
            try:
                return super().execute(*args)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
            now = self._progress()
            if now != progress:
                progress, since = now, monotonic()
        raise self._in_use()

    def _in_use(self) -> InUse:
        error = InUse("database is locked")
        error.holders = self._holders()
        return error

    def _progress(self) -> tuple[Any, ...]:
        """Return what is another value when those who are waited for have got on.

        The file is looked at, never opened: closing it would give up the locks of this process.
        Whoever commits waits for readers alone, and what is written then is its own.
        """
        holders = self._holders()
        if self.in_transaction:
            return (holders,)
        return (holders, *(_state(self.file, end) for end in ("", "-journal", "-wal")))

    def _holders(self) -> tuple[int, ...]:
        from caretrack.journal.files.lock_holders import lock_holders

        found = lock_holders(self.file)
        return found.readers if self.in_transaction else found.writers


@contextmanager
def without_waiting(db: sqlite3.Connection) -> Iterator[None]:
    """Run the block without waiting for any other process."""
    if not isinstance(db, WaitingConnection):
        yield
        return
    timeout, db.timeout = db.timeout, 0.0
    try:
        yield
    finally:
        db.timeout = timeout


def _state(file: str, end: str) -> tuple[int, ...]:
    try:
        found = os.stat(f"{file}{end}")
    except OSError:
        return ()
    return (found.st_ino, found.st_size, found.st_mtime_ns)
