"""The styles of the pages, by their names. A style is never the only thing that says something."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar

from caretrack.settings.declared import COLOURS

Styles = Mapping[str, str]

# A function, because most commands show no page: the config is asked when one is shown.
_read_styles: ContextVar[Callable[[], Styles] | None] = ContextVar("styles", default=None)


def use_styles(read: Callable[[], Styles]) -> None:
    """Let the pages of this run ask `read` for their styles."""
    _read_styles.set(read)


def styles() -> Styles:
    """Return the styles of this run; the built-in ones where none were set."""
    read = _read_styles.get()
    return read() if read is not None else COLOURS
