"""A wire that can be cut: a proxy for TCP that drops, delays, or breaks off in the midst."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

_BLOCK = 4096


class Proxy:
    """Listens on a free port of this machine and hands everything on to another.

    `delay` is in seconds before each block; `is_down` refuses and cuts everything; `cut_after`
    cuts each connection once so many bytes went to the engine, and `cut_answer_after` once so many
    came back: None for never; `is_silent` takes connections and never answers.
    """

    def __init__(self, port: int) -> None:
        self.to = port
        self.delay = 0.0
        self.is_down = False
        self.is_silent = False
        self.cut_after: int | None = None
        self.cut_answer_after: int | None = None
        self.cuts = 0
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def cut(self) -> None:
        """Break off every connection that is open."""
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.cuts += 1

    def close(self) -> None:
        """Listen no more."""
        self.is_down = True
        # A thread that waits for a connection is not woken by a close alone.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for one in list(self._open):
            one.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.is_down:
                client.close()
                continue
            self._open.add(client)
            if self.is_silent:
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.to), timeout=5)
                server.settimeout(None)
            except OSError:
                self._end(client)
                continue
            self._open.add(server)
            for source, target, to_engine in ((client, server, True), (server, client, False)):
                threading.Thread(
                    target=self._carry, args=(source, target, to_engine), daemon=True
                ).start()

    def _carry(self, source: socket.socket, target: socket.socket, to_engine: bool) -> None:
        carried = 0
        with suppress(OSError):
            while block := source.recv(_BLOCK):
                if self.delay:
                    time.sleep(self.delay)
                carried += len(block)
                most = self.cut_after if to_engine else self.cut_answer_after
                if self.is_down or (most is not None and carried > most):
                    self.cuts += 1
                    break
                target.sendall(block)
        self._end(source)
        self._end(target)

    def _end(self, one: socket.socket) -> None:
        self._open.discard(one)
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
