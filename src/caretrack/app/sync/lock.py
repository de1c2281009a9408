"""One sync of a journal at a time, on this machine.

The lock is a file beside the keys of the journal. The system lets go of it when the process ends,
however it ends, so nothing has to be mended after a kill.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from caretrack.app.sync.last_run import sync_folder
from caretrack.disk import private_folder
from caretrack.errors import CareError, cannot_write

# How often it is tried, in seconds.
PAUSE = 0.05


class SyncRuns(CareError):
    """Another process is syncing this journal."""


@contextmanager
def only_one(journal_id: str, wait: float = 0.0) -> Iterator[None]:
    """Let no other process sync this journal while the block runs.

    Raises SyncRuns if another one still does after `wait` seconds.
    """
    path = sync_folder() / f"{journal_id}.lock"
    try:
        private_folder(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        until = time.monotonic() + wait
        while not _locked(handle):
            if time.monotonic() >= until:
                raise SyncRuns(
                    "another sync of this journal is under way", "It takes what waits here along."
                )
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def remove_lock(journal_id: str) -> None:
    """Remove the file of the lock: the journal is synced no longer. Raises nothing."""
    folder = sync_folder()
    with suppress(OSError):
        (folder / f"{journal_id}.lock").unlink()
        folder.rmdir()
