"""The bar that progress.py shows, made with rich."""

import os
import sys
from collections.abc import Callable, Iterable

from rich.console import Console, RenderableType
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, TextColumn

from caretrack.streams import styles

State = Callable[[], tuple[str, int | None, int, str]]


class Bar(Progress):
    """A bar that asks for the state each time it is drawn; without a total it moves to and fro."""

    def __init__(self, state: State, console: Console) -> None:
        """`state` gives what is being done, how much there is to do or None, how much is done.

        At its end stands of what, "" for bytes.
        """
        self._state = state
        super().__init__(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[said]}", markup=False),
            console=console,
            transient=True,
        )
        self._task = self.add_task("", total=None, said="")

    def get_renderables(self) -> Iterable[RenderableType]:
        """The bar as it is now."""
        if hasattr(self, "_task"):
            what, total, done, unit = self._state()
            said = _said(done, total, unit) if total else ""
            self.update(self._task, description=what, total=total, completed=done, said=said)
        yield from super().get_renderables()


def _said(done: int, total: int, unit: str) -> str:
    if unit:
        return f"{done:,} of {total:,} {unit}"
    return f"{decimal(done)} of {decimal(total)}"


def bar(state: State) -> Bar:
    """A bar on stderr, ready to start."""
    colourless = bool(os.environ.get("NO_COLOR")) or not any(styles().values())
    console = Console(file=sys.stderr, no_color=colourless, markup=False, emoji=False)
    return Bar(state, console)
