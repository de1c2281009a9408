"""No test reaches for the network, nor does a process that a test starts.

What a test starts itself listens on 127.0.0.1, and is no network: a hub of several machines, say.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from typing import Any

# Every way out: a connection, a datagram, a name that is looked up.
CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LOOKING_UP = {
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.getnameinfo",
}
CAUGHT = 97
THIS_MACHINE = "127.0.0.1"


def forbid(caught: Callable[[str], None]) -> None:
    """Call `caught` with what was tried before anything leaves this process. It must not return.

    Sockets of this machine that are files (AF_UNIX), and those to 127.0.0.1, stay allowed. It
    cannot be taken back.
    """

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if (event in LOOKING_UP and not _is_here(arguments[0])) or (
            event in CONNECTING
            and getattr(arguments[0], "family", None) != socket.AF_UNIX
            and not _is_here(arguments[1])
        ):
            caught(f"a test reached for the network: {event} {arguments[1:]!r}")

    sys.addaudithook(hook)


def _is_here(place: object) -> bool:
    """True for this machine, by its number alone: a name would have to be looked up."""
    host = place[0] if isinstance(place, tuple) and place else place
    return host in {THIS_MACHINE, THIS_MACHINE.encode()}


def end_process(what: str) -> None:
    """End this process at once: no code that catches every error can hide what was tried."""
    os.write(2, f"{what}\n".encode())
    os._exit(CAUGHT)
