"""The pages of a terminal as rich draws them.

`layout`, `table`, `check` and `due_rows` are those of `caretrack.views.terminal`, loaded a second
time: there `text`, `blocks` and `screen` are this module.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from rich import console, padding
from rich import table as rich_table
from rich import text as rich_text
from rich.measure import Measurement
from rich.style import Style
from rich.theme import Theme

import caretrack.views.terminal as terminal
from caretrack.streams import styles
from caretrack.views.page import ListPage, Page
from caretrack.views.terminal.blocks import NO_BREAK, Column, Row

__all__ = ["NO_BREAK", "Column", "Row"]
Renderable = Any


def _style(said: str) -> str:
    """Return a style as rich reads it: there is no link behind the name of one in a theme."""
    name, linked, link = said.partition(" link ")
    return f"{styles().get(name, name)} link {link}".strip() if linked else said


def _drawn(item: Any) -> Any:
    return getattr(item, "rich", item)


class Text:
    """A line of rich, with the methods of ours."""

    def __init__(self, plain: str = "", style: str = "") -> None:
        self.rich = rich_text.Text(plain, _style(style))

    @classmethod
    def of(cls, line: rich_text.Text) -> Text:
        made = cls()
        made.rich = line
        return made

    @property
    def plain(self) -> str:
        return self.rich.plain

    @property
    def columns(self) -> int:
        return self.rich.cell_len

    def append(self, text: str, style: str = "") -> Text:
        self.rich.append(text, _style(style))
        return self

    def append_text(self, text: Text) -> Text:
        self.rich.append_text(text.rich)
        return self

    def copy(self) -> Text:
        return Text.of(self.rich.copy())

    def set_plain(self, plain: str) -> None:
        self.rich.plain = plain

    def rstrip(self) -> None:
        self.rich.rstrip()

    def pad_right(self, columns: int) -> None:
        self.rich.pad_right(columns)

    def truncate(self, columns: int, *, ellipsis: bool = False, pad: bool = False) -> None:
        self.rich.truncate(columns, overflow="ellipsis" if ellipsis else "fold", pad=pad)

    def wrap(self, columns: int) -> list[Text]:
        lines = self.rich.wrap(console.Console(), columns, overflow="fold")
        return [Text.of(line) for line in lines]

    def pieces(self) -> Iterator[rich_text.Text]:
        yield self.rich


class Group:
    def __init__(self, *items: Any) -> None:
        self.rich = console.Group(*map(_drawn, items))


class Indented:
    def __init__(self, item: Any, by: int) -> None:
        self.rich = padding.Padding(_drawn(item), (0, 0, 0, by), expand=False)


class Uncut:
    def __init__(self, lines: Sequence[Row]) -> None:
        made = []
        for line in lines:
            text = rich_text.Text(no_wrap=True, overflow="ignore")
            for part, styled in line:
                text.append(part, *styled)
            made.append(text)
        self.rich = console.Group(*made)


class Together:
    def __init__(self, line: Text) -> None:
        self.line = line.rich

    def __rich_console__(
        self, screen: console.Console, options: console.ConsoleOptions
    ) -> console.RenderResult:
        for part in self.line.wrap(screen, options.max_width, overflow="fold"):
            part.plain = part.plain.replace(NO_BREAK, " ")
            yield part

    def __rich_measure__(
        self, screen: console.Console, options: console.ConsoleOptions
    ) -> Measurement:
        return Measurement.get(screen, options, self.line)


class Grid:
    def __init__(self, *columns: Column, title_style: str | None = None) -> None:
        self.cells: list[object] = []
        self.rich = rich_table.Table(
            box=None,
            padding=(0, 2, 0, 0),
            show_header=title_style is not None,
            header_style=title_style or "",
            pad_edge=title_style is not None,
            collapse_padding=title_style is None,
        )
        for column in columns:
            self.rich.add_column(
                column.title,
                style=column.style,
                no_wrap=column.no_wrap,
                overflow="ellipsis" if column.ellipsis else "fold",
                min_width=column.least,
                max_width=column.most,
            )

    def add_row(self, *cells: Any) -> None:
        self.cells.append(cells)
        self.rich.add_row(*map(_drawn, cells))


class Screen:
    def __init__(self) -> None:
        # A style keeps its codes, even for a terminal of fewer colours.
        Style.parse.cache_clear()
        Style._add.cache_clear()
        self._console = console.Console(
            file=sys.stdout,
            theme=Theme(styles()),
            force_terminal=True,
            no_color=bool(os.environ.get("NO_COLOR")),
            emoji=False,
            markup=False,
            highlight=False,
        )
        self.width = self._console.width

    def write(self, item: Any, *, crop: bool = True) -> None:
        self._console.print(_drawn(item), crop=crop)

    def written(self, line: list[rich_text.Text]) -> str:
        with self._console.capture() as capture:
            self._console.print(*line, end="", no_wrap=True, crop=False, overflow="ignore")
        return capture.get()


_PACKAGE = terminal.__name__
_LOADED = {f"{_PACKAGE}.{name}": sys.modules[__name__] for name in ("text", "blocks", "screen")}
_AGAIN = [
    f"{_PACKAGE}.{name}"
    for name in ("cells", "people_rows", "layout", "table", "check", "due_rows")
]


@contextmanager
def _in_the_place_of_ours() -> Iterator[None]:
    """What is imported of the terminal meanwhile is loaded a second time, with this module."""
    names = {*_LOADED, *_AGAIN}
    before = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    attributes = dict(vars(terminal))
    sys.modules.update(_LOADED)
    try:
        yield
        _LOADED.update({name: sys.modules[name] for name in names if name in sys.modules})
    finally:
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(before)
        for name in set(vars(terminal)) - set(attributes):
            delattr(terminal, name)
        vars(terminal).update(attributes)


def show(page: Page | ListPage) -> None:
    """Print a page or a table. Its sections import what draws them when they are drawn."""
    with _in_the_place_of_ours():
        (table if isinstance(page, ListPage) else layout).show(page)


with _in_the_place_of_ours():
    layout, table, check, due_rows = (
        import_module(f"{_PACKAGE}.{name}") for name in ("layout", "table", "check", "due_rows")
    )
