"""Long pages on a terminal go through a pager.

What fits on the screen, or is not for a terminal, is written directly. While a command runs, stdout
is held until it is longer than the screen. Only then is a pager started. From then on it gets
everything, stderr too, so that no message writes over it.
"""

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from caretrack import streams

if TYPE_CHECKING:
    import subprocess

# The commands that show pages and ask nothing. A question would wait behind a page nobody sees.
PAGED = frozenset(
    [
        "due",
        "profile",
        "check",
        "open",
        "occasions",
        "tie",
        "list",
        "dupes",
        "history",
        "find",
        "stats",
        "help",
        "kinds",
        "config",
        "completion",
        "doctor",
        "demo",
        "undo",
        "backup",
    ]
)
# As git does: quit if it fits on one screen, keep colours, do not clear the screen.
LESS = "FRX"
# Links (OSC 8): less before version 566 shows them as they are written. Their words are kept.
LINK = r"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)"
SHELL = "/bin/sh"
SHELL_SIGNS = frozenset("|&;<>()$`*?[#~=%\n")


class _Side(io.TextIOBase):
    """Stands for stdout or stderr while a command runs."""

    def __init__(self, real: TextIO, page: "PagedOutput") -> None:
        """`real` is the stream it stands for."""
        self.real = real
        self.page = page

    def write(self, text: str) -> int:
        """Write it, hold it, or give it to the pager."""
        self.page.take(self.real, text)
        return len(text)

    def flush(self) -> None:
        """What is held stays held."""

    def isatty(self) -> bool:
        """As the real one."""
        return self.real.isatty()

    def fileno(self) -> int:
        """Of the real one."""
        return self.real.fileno()

    def let_go(self) -> None:
        """Show what is held: somebody is about to be asked something."""
        self.page.let_go()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Of the real one."""
        return self.real.encoding


class PagedOutput:
    """What a command writes, from its first line to the end of the pager."""

    def __init__(self, command: Callable[[], str], rows: int) -> None:
        """`command` returns the pager when one is needed; `rows` is the height of the terminal."""
        self._command = command
        self._rows = rows
        self._held: list[tuple[TextIO, str]] = []
        self._lines = 0
        self._pager: subprocess.Popen[str] | None = None
        self._through = False
        self._given: list[str] | None = None
        self.out, self.err = sys.stdout, sys.stderr
        sys.stdout = _Side(self.out, self)
        if self.err.isatty():
            sys.stderr = _Side(self.err, self)

    def take(self, stream: TextIO, text: str) -> None:
        """Text on its way out."""
        if self._pager is not None:
            self._give(text)
        elif self._through or (stream is self.err and not self._held):
            stream.write(text)
            stream.flush()
        else:
            self._held.append((stream, text))
            self._lines += text.count("\n")
            # The prompt of the shell wants a line, too.
            if self._lines >= self._rows:
                self._start()

    def let_go(self) -> None:
        """Show what is held now, and hold nothing any more."""
        self._through = True
        held, self._held = self._held, []
        for stream, text in held:
            self.take(stream, text)

    def close(self) -> None:
        """Show what is left, wait for the pager to end, and put the real streams back."""
        sys.stdout, sys.stderr = self.out, self.err
        self.let_go()
        if self._pager is None:
            return
        from signal import SIG_IGN, SIGINT, signal

        # ^C is for the pager now: in less it ends a search.
        before = signal(SIGINT, SIG_IGN)
        try:
            self._end_of_text()
            code = self._pager.wait()
        finally:
            signal(SIGINT, before)
        if self._given is not None and code in {126, 127}:  # a shell that could not run it
            self.out.write("".join(self._given))

    def _start(self) -> None:
        words = pager_words(self._command())
        if words:
            import subprocess

            environment = {"LESS": LESS, "LV": "-c", **os.environ}
            with suppress(OSError, ValueError):
                self._pager = subprocess.Popen(  # noqa: S603 - the pager that the user named
                    words,
                    stdin=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                    env=environment,
                )
            self._given = [] if words[0] == SHELL else None
        self.let_go()

    def _give(self, text: str) -> None:
        """Write to the pager, without links.

        If the reader has quit it, the command still goes on to its end.
        """
        if self._given is not None:
            self._given.append(text)
        pipe = self._pager.stdin if self._pager else None
        if pipe is None or pipe.closed:
            return
        import re

        try:
            pipe.write(re.sub(LINK, "", text))
            pipe.flush()
        except OSError:
            self._end_of_text()

    def _end_of_text(self) -> None:
        pipe = self._pager.stdin if self._pager else None
        with suppress(OSError):
            if pipe is not None:
                pipe.close()


def hold(command: str | None, configured: Callable[[], str]) -> PagedOutput | None:
    """Hold what this command writes to the terminal; None where the command has no pages.

    `configured` returns the pager of the config. Whoever calls closes the page.
    """
    if command in PAGED and streams.on_terminal():
        return PagedOutput(lambda: named(configured), streams.screen_rows())
    return None


def named(configured: Callable[[], str]) -> str:
    """Return the pager: $CARE_PAGER, the config, $PAGER, or less; "" for none."""
    own = os.environ.get("CARE_PAGER")
    if own is not None:
        return own
    said = configured().strip()
    if said and said != "auto":
        return "" if said == "never" else said
    return os.environ.get("PAGER", "less")


def pager_words(command: str) -> list[str]:
    """Return the command line of a pager as words; no words for no pager.

    No pager is an empty command, `cat`, or one that is not found. A shell runs it only if a
    character in it needs one.
    """
    import shlex
    import shutil

    try:
        words = shlex.split(command)
    except ValueError:
        return []
    if not words or words == ["cat"]:
        return []
    if not SHELL_SIGNS.isdisjoint(command):
        return [SHELL, "-c", command]
    return words if shutil.which(words[0]) else []
