"""What the pages need that rich draws: a console, and texts made safe for it."""

import os
import sys

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.theme import Theme

from caretrack.domain.text import flat
from caretrack.streams import columns, styles


def console() -> Console:
    """Return a console on stdout. It obeys NO_COLOR and reads no text as markup or emoji."""
    return Console(
        file=sys.stdout,
        width=columns(),
        theme=Theme(styles()),
        force_terminal=True,
        no_color=bool(os.environ.get("NO_COLOR")),
        emoji=False,
        markup=False,
        highlight=False,
    )


def cell(text: object, style: str = "") -> Text:
    """Return a text made safe and on one line, without markup."""
    return Text().append(flat(str(text)), style=style)


def indented(body: RenderableType, columns: int = 2) -> Padding:
    """Return the body so many columns further in."""
    return Padding(body, (0, 0, 0, columns), expand=False)
