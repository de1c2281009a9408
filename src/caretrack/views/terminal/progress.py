"""The bar that progress.py shows, made with rich."""

import os
import sys
from collections.abc import Callable, Iterable

from rich.console import Console, RenderableType
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, TextColumn

from caretrack.streams import styles


class Bar(Progress):
    """A bar that asks for the state each time it is drawn; without a total it moves to and fro."""

    def __init__(self, state: Callable[[], tuple[str, int | None, int]], console: Console) -> None:
        """`state` gives what is being done, how much there is to do or None, how much is done."""
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
            what, total, done = self._state()
            said = f"{decimal(done)} of {decimal(total)}" if total else ""
            self.update(self._task, description=what, total=total, completed=done, said=said)
        yield from super().get_renderables()


def bar(state: Callable[[], tuple[str, int | None, int]]) -> Bar:
    """A bar on stderr, ready to start."""
    colourless = bool(os.environ.get("NO_COLOR")) or not any(styles().values())
    console = Console(file=sys.stderr, no_color=colourless, markup=False, emoji=False)
    return Bar(state, console)
