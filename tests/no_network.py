"""No test reaches for the network, nor does a process that a test starts."""

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


def forbid(caught: Callable[[str], None]) -> None:
    """Call `caught` with what was tried before anything leaves this process. It must not return.

    Sockets of this machine that are files (AF_UNIX) stay allowed. It cannot be taken back.
    """

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in LOOKING_UP or (
            event in CONNECTING and getattr(arguments[0], "family", None) != socket.AF_UNIX
        ):
            caught(f"a test reached for the network: {event} {arguments[1:]!r}")

    sys.addaudithook(hook)


def end_process(what: str) -> None:
    """End this process at once: no code that catches every error can hide what was tried."""
    os.write(2, f"{what}\n".encode())
    os._exit(CAUGHT)
