"""A screen of its own on which single keys count. The terminal is given back as it was, always.

It is given back at the end, at a question, on ^C and ^Z, when the program is killed, and on errors.
Only systems with termios have it: Linux, macOS and their like.
"""

import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType

from caretrack import streams

# The alternate screen, without a cursor; the lines of before are behind it.
OPEN, CLOSE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
HOME, END_OF_LINE, END_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"

UP, DOWN, FIRST, LAST, PAGE_UP, PAGE_DOWN, ENTER, ESCAPE, RESIZED = (
    "up", "down", "first", "last", "page up", "page down", "enter", "escape", "resized",
)  # fmt: skip
_NAMED = {
    "A": UP, "B": DOWN, "H": FIRST, "F": LAST, "1~": FIRST, "4~": LAST, "7~": FIRST, "8~": LAST,
    "5~": PAGE_UP, "6~": PAGE_DOWN, "M": ENTER,
}  # fmt: skip
_PLAIN = {"\r": ENTER, "\n": ENTER, "\x04": ESCAPE, "": ESCAPE}

# What follows an escape so soon was sent by one key.
_SOON, _LOOK = 0.05, 0.5
_LONGEST_KEY = 16
_ENDING = (signal.SIGTERM, signal.SIGHUP)


class KeyScreen:
    """The screen. Use it with `with`; questions are asked within `aside`."""

    def __init__(self) -> None:
        """Nothing changes before it is entered."""
        self._fd, self._shown = sys.stdin.fileno(), sys.stdout.fileno()
        self._before = termios.tcgetattr(self._fd)
        self._handlers = {number: signal.getsignal(number) for number in (*_ENDING, signal.SIGTSTP)}
        self._drawn_for = self.size
        self._again = self._is_open = False

    def __enter__(self) -> "KeyScreen":
        """The open screen."""
        streams.show_what_is_held()
        sys.stdout.flush()
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the terminal back."""
        self._close()

    @property
    def size(self) -> os.terminal_size:
        """Columns and lines of the terminal."""
        try:
            return os.get_terminal_size(self._shown)
        except OSError:
            return os.terminal_size((80, 24))

    def draw(self, lines: Sequence[str]) -> None:
        """Show these lines from the top; nothing of what was shown before stays."""
        self._drawn_for, self._again = self.size, False
        shown = f"{END_OF_LINE}\n".join(lines)
        self._send(f"{HOME}{shown}{END_OF_LINE}{END_OF_SCREEN}")

    def key(self) -> str:
        """Wait for a key: its character or its name; RESIZED if the screen has to be drawn again.

        ESCAPE stands for the end of the input, too; an unknown key is "".
        """
        while not self._waits(_LOOK):
            if self._again or self.size != self._drawn_for:
                return RESIZED
        return self._next()

    def pause(self) -> None:
        """Wait for any key below what was shown within `aside`."""
        streams.say("")
        streams.say("Any key goes on.")
        tty.setcbreak(self._fd, termios.TCSADRAIN)
        self._next()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Give the terminal back for a question or a page, and take it again."""
        self._close()
        yield
        self._open()

    def _next(self) -> str:
        typed = self._read()
        if typed == "\x1b":
            return self._named() if self._waits(_SOON) else ESCAPE
        return _PLAIN.get(typed, typed)

    def _named(self) -> str:
        """Return the name of a key that sends several characters, after its escape."""
        typed = self._read()
        if typed not in {"[", "O"}:
            return ""
        parts = ""
        while len(parts) < _LONGEST_KEY and self._waits(_SOON):
            parts += self._read()
            if "@" <= parts[-1:] <= "~":
                break
        return _NAMED.get(parts, "")

    def _read(self) -> str:
        """Read one character; "" at the end of the input."""
        try:
            typed = os.read(self._fd, 1)
            if typed >= b"\xc0":
                more = 3 if typed >= b"\xf0" else 2 if typed >= b"\xe0" else 1
                typed += os.read(self._fd, more)
        except OSError:
            return ""
        return typed.decode("utf-8", "replace")

    def _waits(self, seconds: float) -> bool:
        return bool(select.select([self._fd], [], [], seconds)[0])

    def _send(self, text: str) -> None:
        """Write to the terminal at once: a signal may come while a stream writes."""
        left = text.encode("utf-8", "replace")
        while left:
            left = left[os.write(self._shown, left) :]

    def _open(self) -> None:
        for number in _ENDING:
            signal.signal(number, self._end)
        signal.signal(signal.SIGTSTP, self._stop)
        tty.setcbreak(self._fd, termios.TCSADRAIN)
        self._send(OPEN)
        self._again = self._is_open = True

    def _close(self) -> None:
        # A terminal that has gone away takes nothing any more.
        with suppress(OSError):
            if self._is_open:
                self._send(CLOSE)
        with suppress(termios.error):
            termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)
        self._is_open = False
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def _end(self, number: int, _: FrameType | None) -> None:
        """End as the signal would have ended the program, on a terminal as it was."""
        self._close()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _stop(self, _number: int, _: FrameType | None) -> None:
        """Stop for ^Z; the next draw is on a screen that was opened again."""
        self._close()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        self._open()
