"""Begin a sync in the background (`sync.auto`), when the answer of a command is out.

The daily commands load this, and nothing else of `care sync`: paths are text here.
"""

import os
import sys
from contextlib import suppress
from time import time
from zlib import crc32

from caretrack.settings.places import config_place, sync_place

_CHILD = "caretrack.app.sync.background"


def begun_mark(place: str) -> str:
    """Return the file whose time says when the last sync of the journal at this place began.

    It is named after the place alone: who asks has not opened the journal.
    """
    return f"{sync_place()}/{crc32(os.fsencode(place)):08x}.begun"


def begin_after(place: str, pause: int) -> None:
    """Start a sync of the journal at this place, if it is synced and none began in `pause` seconds.

    The process has no terminal and no stream of the command, and nobody waits for it. With
    `CARE_SYNC=wait`, and where no process can be started so, the sync is done here.
    """
    mark = begun_mark(place)
    try:
        if time() - os.stat(mark).st_mtime < pause:
            return None
        os.utime(mark)
    except OSError:
        return None
    if os.environ.get("CARE_SYNC") == "wait" or not _can_be_detached():
        from caretrack.app.sync.background import sync_quietly

        return sync_quietly(place)
    with suppress(OSError):
        _spawn(os.path.abspath(place))
    return None


def _can_be_detached() -> bool:
    return bool(hasattr(os, "posix_spawn") and sys.executable and not hasattr(sys, "frozen"))


def _spawn(place: str) -> None:
    """Start `background.py` as a process of its own session. Raises OSError."""
    flags = ["-P", *("-I",) * sys.flags.isolated, *("-E",) * sys.flags.ignore_environment]
    here = os.path.abspath(__file__).rsplit(os.sep, 4)[0]
    code = f"import sys; sys.path.append({here!r}); from {_CHILD} import main; main()"
    nothing = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    line = [sys.executable, *flags, "-c", code, place]
    # The process leaves the folder that the command was typed in.
    environment = {**os.environ, "CARE_CONFIG": os.path.abspath(config_place())}
    try:
        os.posix_spawn(line[0], line, environment, file_actions=nothing, setsid=True)
    except NotImplementedError:
        os.posix_spawn(line[0], line, environment, file_actions=nothing)
