"""How a run ends: streams that cannot be written, ^C, what was typed, and the line of an error.

Once a change is on the disk, nothing that fails afterwards says otherwise.
"""

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from caretrack.committed import is_committed, is_unfinished
from caretrack.errors import CareError
from caretrack.streams import say, silence

if TYPE_CHECKING:
    from caretrack.session import Session

OUTPUT_ERRORS = {errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG}
LOGGING = {"log", "day"}
# After these nothing is synced by itself: they do it, or the journal has just become another one.
OF_SYNC = {"sync", "restore", "demo"}


def open_closed_streams() -> None:
    """Open streams that the caller closed (`>&-`) on nothing.

    Otherwise a file that is opened later would get the number of a stream.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        continue
    os.close(handle)
    for name, mode, number in (("stdin", "r", 0), ("stdout", "w", 1), ("stderr", "w", 2)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))


def settle(session: "Session", code: int, *, arrived: bool) -> None:
    """Keep what was written in an editor for a command that failed, and say where."""
    for path in session.settle_edits(arrived=arrived):
        fail(f"what you wrote is kept in {path}", code)


def fail(message: str, code: int) -> int:
    """Say what was wrong, and return the exit code."""
    say(f"care: {message}")
    return code


def fail_with(error: OSError) -> int:
    """End with an error of the system that no command has put into words."""
    what = error.strerror or str(error)
    return fail(f"{what}: {error.filename}{_kept()}" if error.filename else f"{what}{_kept()}", 1)


def stopped() -> int:
    """End after ^C. On a terminal the cursor is behind it, or behind a question."""
    if sys.stderr.isatty():
        with suppress(OSError):
            sys.stderr.write("\n")
    return fail(f"stopped{_kept()}", 130)


def output_failed(error: OSError, command: str) -> int:
    """End quietly for a reader that has gone, and report any other error of stdout.

    What is still buffered is thrown away. `command` is what was asked for.
    """
    silence(sys.stdout)
    if error.errno in {errno.EPIPE, None} and not is_unfinished():
        return 0
    done = "It was logged" if command in LOGGING else "What you asked for was done"
    kept = f". {done} all the same." if is_committed() else ""
    return fail(f"cannot write the output: {error.strerror or error}{kept}", 1)


def see_to_backup(session: "Session", *, quiet: bool) -> None:
    """Begin the daily backup of a large journal, and tell how the last one failed.

    Called when the answer is out and the journal is closed. A `quiet` run tells nothing: a prompt
    would swallow it, and `care doctor` tells it itself.
    """
    from caretrack.journal.files.file import COPYING, FAILED, lies_in_backups

    with suppress(OSError):
        if not quiet and lies_in_backups(session.place, FAILED, COPYING):
            from caretrack.journal.files.copy_process import tell

            if line := tell(session.path):
                say(line)
        if session.copy_due is not None:
            from caretrack.journal.files.copy_process import start

            if line := start(session.path, session.today, session.copy_due):
                say(line)


def see_to_sync(session: "Session", command: str) -> None:
    """Begin a sync in the background after a write, or after the morning list, if it is wanted.

    Called when the answer is out and the journal is closed. A user without sync pays for one look
    at a folder.
    """
    if command in OF_SYNC or not (command == "due" or is_committed()):
        return
    with suppress(CareError, OSError):
        from caretrack.settings.places import sync_place

        there = os.path.isdir(sync_place())  # noqa: PTH112 - no pathlib here
        if not there or not session.config.sync_auto:
            return
        from caretrack.app.sync.auto import begin_after

        flush_stderr()
        begin_after(session.place, session.config.sync_pause)


def flush_stderr() -> None:
    """Write what waits for stderr, or throw it away: it must not change the exit code."""
    try:
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def _kept() -> str:
    return ". The change itself was made." if is_committed() else ""
