"""Single keys of a terminal, as they are pressed, without waiting for Enter."""

import codecs
import os
import select
import sys
from types import TracebackType
from typing import Any

from caretrack.errors import Stopped

UP, DOWN, ENTER, BACKSPACE, ESCAPE = "up", "down", "enter", "backspace", "escape"

# How long the rest of a key may take that is sent as several characters.
_REST_SECONDS = 0.05
_NAMED = {
    "\r": ENTER,
    "\n": ENTER,
    "\x7f": BACKSPACE,
    "\b": BACKSPACE,
    "\x10": UP,
    "\x0e": DOWN,
    "\x1b": ESCAPE,
    "\x1b[A": UP,
    "\x1bOA": UP,
    "\x1b[B": DOWN,
    "\x1bOB": DOWN,
}


def keys_can_be_read() -> bool:
    """True if this system and this terminal give single keys. Windows has no termios."""
    if os.environ.get("TERM", "dumb") == "dumb":
        return False
    try:
        import termios  # noqa: F401
    except ImportError:
        return False
    return sys.stdin.isatty()


class Keyboard:
    """The keys of stdin, to be used in a `with` block, after which the terminal is as it was."""

    def __init__(self) -> None:
        """Change nothing yet."""
        self._fd = sys.stdin.fileno()
        self._before: list[Any] = []
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._waiting = ""

    def __enter__(self) -> "Keyboard":
        """Let keys come one by one, unseen; ^C still interrupts."""
        import termios
        import tty

        self._before = termios.tcgetattr(self._fd)
        tty.setcbreak(self._fd, termios.TCSADRAIN)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the terminal back."""
        import termios

        termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)

    def read(self) -> str:
        """Return the next key: a character, or one of the names above; "" for a key without one.

        Raises Stopped at the end of input (^D).
        """
        char = self._next()
        if char in {"", "\x04"}:
            raise Stopped
        if char == "\x1b":
            char += self._rest()
        if char in _NAMED:
            return _NAMED[char]
        return char if char.isprintable() else ""

    def _rest(self) -> str:
        """Return what follows an escape, where it is a key and not the key Escape itself."""
        rest = ""
        while len(rest) < 2 or (rest[0] == "[" and not rest[-1].isalpha() and rest[-1] != "~"):
            if not self._waiting and not select.select([self._fd], [], [], _REST_SECONDS)[0]:
                break
            rest += self._next()
        return rest

    def _next(self) -> str:
        """Return the next character, "" at the end of input."""
        while not self._waiting:
            read = os.read(self._fd, 1024)
            if not read:
                return ""
            self._waiting = self._decode(read)
        char, self._waiting = self._waiting[0], self._waiting[1:]
        return char
