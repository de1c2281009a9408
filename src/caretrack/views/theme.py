"""The styles of the pages: those of the house, or what the config says of them; never the only thing that says something."""

from collections.abc import Callable, Mapping

from caretrack.settings.declared import COLOURS

PLAIN = "none"


def of_the_house() -> Mapping[str, str]:
    """The styles where nobody chose any."""
    return COLOURS


# Asked when a page is shown, and not before: most commands show none. The session puts what the config says here.
ask: Callable[[], Mapping[str, str]] = of_the_house


def chosen(theme: str, colours: Mapping[str, str]) -> Mapping[str, str]:
    """The styles by their names: none at all for the theme `none`."""
    return dict.fromkeys(COLOURS, "") if theme == PLAIN else colours
