"""Texts on a terminal: made safe, styled, and as links where it can show them."""

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from caretrack.domain.text import flat
from caretrack.streams import shows_links, styles


def cell(text: object, style: str = "") -> Text:
    """Return a text made safe and on one line, without markup."""
    return Text().append(flat(str(text)), style=shown_style(style))


def shown_style(style: str) -> str:
    """Return a style as rich reads it; of a `page.linked` one the link only where it is shown."""
    name, linked, link = style.partition(" link ")
    if not linked:
        return style
    return f"{styles().get(name, name)} link {link}".strip() if shows_links() else name


def indented(body: RenderableType, columns: int = 2) -> Padding:
    """Return the body so many columns further in."""
    return Padding(body, (0, 0, 0, columns), expand=False)
