"""Whether a process runs, and when it was started."""

import os
from contextlib import suppress
from pathlib import Path


def started_ticks(process: int) -> int:
    """Return when a process was started, in ticks since the machine was; 0 if that is unknown."""
    fields = _fields_of(process)
    return int(fields[19]) if len(fields) > 19 else 0


def still_runs(process: int, started: int) -> bool:
    """True if a process runs that was started at these ticks; 0 if that is unknown."""
    if not runs(process):
        return False
    now = started_ticks(process)
    # The number of a process is given again after a while.
    return not (started and now and started != now)


def runs(process: int) -> bool:
    """True if a process of this number runs, whoever started it."""
    try:
        with suppress(PermissionError):
            os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    # One that was killed has its number until its parent, who may be slow, has heard of it.
    return _fields_of(process)[:1] not in ([b"Z"], [b"X"])


def _fields_of(process: int) -> list[bytes]:
    """Return what the system tells of a process, from its state on; nothing where it does not."""
    try:
        text = Path(f"/proc/{process}/stat").read_bytes()
    except OSError:
        return []
    # The name of the program, in brackets, may hold blanks and brackets itself.
    return text.rpartition(b")")[2].split()
