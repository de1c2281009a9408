"""A list: a light table on a terminal, tab-separated lines with a header elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import date

from caretrack import streams
from caretrack.domain.dates import spoken

Cell = str | int | date | None


def show(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, empty: str) -> None:
    """Show the rows. The header is column names; days are said in full on a terminal, and ISO elsewhere; None is nothing.

    On a terminal `empty` says so where there are no rows.
    """
    if streams.on_terminal():
        from caretrack.views.terminal import layout

        layout.rows(
            [name.replace("_", " ") for name in header],
            ([_said(cell) for cell in row] for row in rows),
            empty,
        )
    else:
        streams.put_rows(header, ([_plain(cell) for cell in row] for row in rows))


def show_touches(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, empty: str) -> None:
    """The same of touches: day, people, channel, kind, note, id. On a narrow terminal each note has a line of its own."""
    if streams.on_terminal():
        from caretrack.views.terminal import layout

        layout.touches(
            [name.replace("_", " ") for name in header],
            ([_said(cell) for cell in row] for row in rows),
            empty,
        )
    else:
        show(header, rows, empty=empty)


def _said(cell: Cell) -> str:
    return spoken(cell) if isinstance(cell, date) else _plain(cell)


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell)
