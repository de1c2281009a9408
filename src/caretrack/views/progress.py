"""What is going on, on a terminal, while something takes longer than a moment."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock, Timer
from types import TracebackType
from typing import Any

from caretrack.domain.text import flat

AFTER = 0.5  # seconds: what is done sooner needs no bar


class Progress:
    """A bar on stderr that says what is being done, and how far it is. Use it in a `with` block.

    A timer shows it, because a slow step may report nothing for long. Without a terminal there is
    no bar.
    """

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self._what = ""
        self._total = 0
        self._done: Callable[[], int] = int
        self._unit = ""
        self._bar: Any = None
        self._over = False
        self._lock = RLock()
        self._timer = Timer(AFTER, self._show)
        self._timer.daemon = True

    def __enter__(self) -> "Progress":
        """The clock starts."""
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """The bar goes, whatever happened; what is printed after it stands where it was."""
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar.stop()

    @contextmanager
    def put_away(self) -> Iterator[None]:
        """Show no bar while somebody is asked."""
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
            yield
            if self._bar is not None:
                self._bar.start()

    def now(self, what: str, total: int = 0, done: Callable[[], int] = int, unit: str = "") -> None:
        """Say what is being done from now on; `done` returns how much of `total` is done.

        That is bytes where no other `unit` is named ("rows").
        """
        with self._lock:
            self._what, self._total, self._done, self._unit = flat(what), total, done, unit
            if self._bar is not None:
                self._bar.refresh()

    def state(self) -> tuple[str, int | None, int, str]:
        """Return what is being done, how much there is (None if unknown), how much is done, of
        what.
        """
        with self._lock:
            done = min(self._done(), self._total)
            return self._what, (self._total if done else None), done, self._unit

    def _show(self) -> None:
        from caretrack.views.terminal.progress import bar

        with self._lock:
            if not self._over:
                self._bar = bar(self.state)
                self._bar.start()
