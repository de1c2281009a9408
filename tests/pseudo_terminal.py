"""A program on a pseudo-terminal of a given size: type, and read what it shows."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
COLOURS = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
SECONDS = 30.0


class Terminal:
    """A process on its own controlling terminal, so that ^C interrupts it. Use it with `with`."""

    def __init__(
        self,
        command: Sequence[str],
        env: dict[str, str],
        cwd: Path,
        columns: int = 80,
        lines: int = 40,
    ) -> None:
        """Start it."""
        self.output, self._seen = "", 0
        self._main, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=other,
            stdout=other,
            stderr=other,
            cwd=cwd,
            # Without a pager, unless it is what the test is about: nobody is there to leave it.
            env={"CARE_PAGER": ""} | env | {"TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0) and None,  # noqa: PLW1509 - there is one thread
        )
        os.close(other)

    def __enter__(self) -> Terminal:
        """The terminal itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process and close the terminal."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        os.close(self._main)

    def _read(self, until: float) -> bool:
        """Read output, or wait for it; False at the end."""
        if not select.select([self._main], [], [], max(until - time.monotonic(), 0))[0]:
            raise AssertionError(f"nothing more came; so far: {self.output!r}")
        try:
            chunk = os.read(self._main, 65_536)
        except OSError:
            return False
        self.output += chunk.decode("utf-8", "replace")
        return bool(chunk)

    def expect(self, text: str) -> None:
        """Wait until `text` is shown, after what was expected before."""
        until = time.monotonic() + SECONDS
        while (found := self.output.find(text, self._seen)) < 0:
            assert self._read(until), f"it ended without {text!r}: {self.output!r}"
        self._seen = found + len(text)

    def type(self, text: str) -> None:
        """Type the text as it is; no line end is added."""
        os.write(self._main, text.encode())

    def press(self, key: str) -> None:
        """Press a key that should end the process, again if it came just before the wait for it."""
        for _ in range(10):
            self.type(key)
            while select.select([self._main], [], [], 2)[0]:
                if not self._read(time.monotonic() + 1):
                    return

    def send(self, number: signal.Signals) -> None:
        """Send a signal that should end the process, again if it came just before a wait."""
        for _ in range(10):
            self.process.send_signal(number)
            while select.select([self._main], [], [], 2)[0]:
                if not self._read(time.monotonic() + 1):
                    return

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and type the answer."""
        self.expect(question)
        self.type(text + "\n")

    def end(self) -> tuple[int, str]:
        """Read to the end; return the exit code and all output, with plain line ends."""
        until = time.monotonic() + SECONDS
        while self._read(until):
            pass
        code = self.process.wait(timeout=SECONDS)
        shown = self.output.replace("\r\n", "\n")
        assert "Traceback" not in shown, shown
        return code, shown


def plain(shown: str) -> str:
    """Return the readable text, without the terminal's control sequences."""
    return ESCAPES.sub("", shown)


def width(line: str) -> int:
    """Return the width of a line in columns."""
    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in line
    )
