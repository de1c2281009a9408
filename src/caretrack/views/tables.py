"""A list: a light table on a terminal, tab-separated lines with a header elsewhere."""

from collections.abc import Iterable, Sequence

from caretrack.views import out


def show(header: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str) -> None:
    """Show the rows; on a terminal `empty` says so where there are none."""
    if out.on_terminal():
        from caretrack.views import terminal

        terminal.rows(header, rows, empty)
    else:
        out.put_rows(header, rows)
