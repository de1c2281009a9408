"""Measure whole processes: wall and CPU time from start to end, and peak memory."""

import fcntl
import marshal
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

MB = 1e6
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
ROWS, COLUMNS = 40, 120
LIMIT = 60.0  # seconds that a process may take
KILLED = -9


class Took(NamedTuple):
    """The cost of one process (milliseconds of wall and of CPU, peak MB) and its exit code."""

    ms: float
    cpu_ms: float
    mb: float
    code: int


def interrupt_when_ended() -> None:
    """Let SIGTERM interrupt as ^C does: what was measured so far is then printed."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


class Terminal:
    """A pseudo-terminal whose output is read and discarded."""

    def __init__(self) -> None:
        """Open it, ROWS by COLUMNS."""
        self._outside, self._inside = pty.openpty()
        fcntl.ioctl(self._inside, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.path = os.ttyname(self._inside)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while os.read(self._outside, 65_536):
            pass


class Launcher:
    """Start processes from a small one (`launcher.py` says why)."""

    def __init__(self) -> None:
        """Start the launcher, and a terminal for the processes that need one."""
        command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launcher.py"))]
        # A session of its own: ^C at the benchmark is not for what is being measured.
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._terminal = Terminal()

    def __enter__(self) -> "Launcher":
        """The launcher itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the launcher end."""
        self._process.communicate()

    def run(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        terminal: bool = False,
        limit: float = LIMIT,
    ) -> Took:
        """Run one process to its end; its output is discarded or goes to a terminal.

        One that takes more than `limit` seconds is killed: its exit code is KILLED.
        """
        assert self._process.stdin and self._process.stdout
        place = self._terminal.path if terminal else None
        order = marshal.dumps((list(arguments), dict(environment), place, limit))
        self._process.stdin.write(len(order).to_bytes(4, "big") + order)
        self._process.stdin.flush()
        length = int.from_bytes(self._process.stdout.read(4), "big")
        seconds, cpu, peak, code = marshal.loads(self._process.stdout.read(length))
        return Took(seconds * 1e3, cpu * 1e3, peak * UNIT / MB, code)
