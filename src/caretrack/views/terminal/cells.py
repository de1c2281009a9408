"""Texts on a terminal: made safe, styled, and as links where it can show them."""

from caretrack.domain.text import flat
from caretrack.streams import shows_links
from caretrack.views.terminal.text import Text


def cell(text: object, style: str = "") -> Text:
    """Return a text made safe and on one line."""
    return Text().append(flat(str(text)), shown_style(style))


def shown_style(style: str) -> str:
    """Return a style; of a `page.linked` one the link only where it is shown."""
    name, linked, _ = style.partition(" link ")
    return style if not linked or shows_links() else name
