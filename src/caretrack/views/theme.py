"""The styles of the pages, by their names. A style is never the only thing that says something."""

from collections.abc import Callable, Mapping

from caretrack.settings.declared import COLOURS


def of_the_house() -> Mapping[str, str]:
    """The styles where nobody chose any."""
    return COLOURS


# Asked when a page is shown, and not before: most commands show none. The run puts what the config says here.
ask: Callable[[], Mapping[str, str]] = of_the_house
