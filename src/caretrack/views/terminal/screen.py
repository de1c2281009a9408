"""The terminal that a page is written to: how wide it is, and its colours."""

import os
import sys

from caretrack.streams import columns, styles
from caretrack.views.terminal.ansi import NONE, TRUE, Ansi, colours_of_terminal
from caretrack.views.terminal.blocks import Renderable, Row, rows_of
from caretrack.views.terminal.widths import columns_of, columns_of_all, fitted

LINES_AT_ONCE = 200


class Screen:
    """Stdout, as a terminal. It obeys NO_COLOR."""

    def __init__(self) -> None:
        """Look at how wide it is, and how many colours it has."""
        self.width, colours = columns(), colours_of_terminal()
        if os.name == "nt" and colours != NONE:
            from caretrack.views.terminal.windows import reads_codes

            colours = TRUE if reads_codes() else NONE
            # A console that reads no codes is on the next line once a line is full.
            self.width -= colours == NONE
        self._ansi = Ansi(styles(), colours, no_colour=bool(os.environ.get("NO_COLOR")))

    def write(self, item: Renderable, *, crop: bool = True) -> None:
        """Write an item, as wide as the screen is; with `crop` what is longer is cut."""
        rows = rows_of(item, self.width)
        # Each write is one of the terminal or of the pager.
        for at in range(0, len(rows), LINES_AT_ONCE):
            lines = [self.written(row, crop=crop) for row in rows[at : at + LINES_AT_ONCE]]
            sys.stdout.write("\n".join([*lines, ""]))

    def written(self, row: Row, *, crop: bool = True) -> str:
        """Return a line as it goes to the terminal."""
        if not crop or columns_of_all([text for text, _ in row]) <= self.width:
            write = self._ansi.written
            return "".join([write(text, styled) if styled else text for text, styled in row])
        room, found = self.width, []
        for text, styled in row:
            width = columns_of(text)
            shown = text if width <= room else fitted(text, room)
            found.append(self._ansi.written(shown, styled))
            room -= min(width, room)
        return "".join(found)
