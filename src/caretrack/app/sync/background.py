"""A sync in the background (`sync.auto`): a process of its own, after the answer.

A command that wrote, or showed the morning list, starts it when its answer is out, and does not
wait for it. The process has no terminal and no stream of the command, and the lowest priority. What
goes wrong is noted for `care sync status`.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from caretrack.app.sync.last_run import mark_begun, seconds_since_begun
from caretrack.errors import CareError
from caretrack.settings.places import config_path

THIS = "caretrack.app.sync.background"


def begin_after(place: str, pause: int) -> None:
    """Start a sync of the journal at this place, if it is synced and none began in `pause` seconds.

    With `CARE_SYNC=wait`, and where no process can be started so, it is done here.
    """
    since = seconds_since_begun(place)
    if since is None or since < pause:
        return None
    mark_begun(place)
    if os.environ.get("CARE_SYNC") == "wait" or not _can_be_detached():
        return sync_quietly(place)
    with suppress(OSError):
        _spawn(str(Path(place).absolute()))
    return None


def sync_quietly(place: str) -> None:
    """Sync once, and print nothing. How it ended is noted where `care sync status` finds it."""
    from caretrack.app.sync.exchange import sync_now
    from caretrack.session import start

    with suppress(CareError):
        sync_now(start(place), background=True)


def _can_be_detached() -> bool:
    return bool(hasattr(os, "posix_spawn") and sys.executable and not hasattr(sys, "frozen"))


def _spawn(*args: str) -> None:
    """Start this module as a process of its own session that nobody waits for. Raises OSError."""
    flags = ["-P", *("-I",) * sys.flags.isolated, *("-E",) * sys.flags.ignore_environment]
    here = str(Path(__file__).parents[3])
    code = f"import sys; sys.path.append({here!r}); from {THIS} import main; main()"
    nothing = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    line = [sys.executable, *flags, "-c", code, *args]
    # The process leaves the folder that the command was typed in.
    environment = {**os.environ, "CARE_CONFIG": str(config_path().absolute())}
    try:
        os.posix_spawn(line[0], line, environment, file_actions=nothing, setsid=True)
    except NotImplementedError:
        os.posix_spawn(line[0], line, environment, file_actions=nothing)


def main() -> None:
    """Sync the journal that the argument names."""
    with suppress(OSError):
        os.setsid()
    # Whatever else the caller had open, a pipe or a folder of a disk, is not kept busy.
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir("/")
    os.nice(19)
    sync_quietly(sys.argv[1])
