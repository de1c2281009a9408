"""What the process of a sync in the background does; `auto.py` starts it.

It keeps its priority: it holds the lock of the journal for moments that others may wait for.
"""

import os
import sys
from contextlib import suppress

from caretrack.app.sync.exchange import sync_now
from caretrack.errors import CareError
from caretrack.session import start


def sync_quietly(place: str) -> None:
    """Sync once, and print nothing. How it ended is noted where `care sync status` finds it."""
    with suppress(CareError):
        sync_now(start(place), background=True)


def main() -> None:
    """Sync the journal that the argument names."""
    with suppress(OSError):
        os.setsid()
    # Whatever else the caller had open, a pipe or a folder of a disk, is not kept busy.
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir("/")
    sync_quietly(sys.argv[1])
