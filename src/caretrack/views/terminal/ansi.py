"""Styles as a terminal reads them: ANSI codes, as many colours as it has, links (OSC 8).

A style is words, as the settings have them ("bold red", "#008700"), or a name of a theme. A link
may stand behind it (" link URL").
"""

import os
from collections.abc import Mapping

# Their codes, in the order in which they are written.
_WEIGHTS = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7"}
_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
# How many colours a terminal has.
TRUE, MANY, FEW, NONE = "truecolor", "256 colors", "16 colors", "none"
# Pieces with one id and one target are one link for a terminal, on several lines, too.
LINK_ID = "id=1"
Styles = tuple[str, ...]


class Ansi:
    """Writes pieces of text with their styles, for one terminal and one theme."""

    def __init__(self, theme: Mapping[str, str], colours: str, *, no_colour: bool) -> None:
        """`colours` is one of TRUE, MANY, FEW, NONE; with `no_colour` only weights are shown."""
        self._theme = theme
        self._colours = colours
        self._no_colour = no_colour
        self._codes: dict[Styles, tuple[str, str]] = {}

    def written(self, text: str, styles: Styles) -> str:
        """Return a text in these styles; a later one outdoes those before it."""
        if not styles or not text or self._colours == NONE:
            return text
        codes = self._codes.get(styles)
        if codes is None:
            codes = self._codes[styles] = self._codes_of(styles)
        weight, link = codes
        shown = f"\x1b[{weight}m{text}\x1b[0m" if weight else text
        return f"\x1b]8;{LINK_ID};{link}\x1b\\{shown}\x1b]8;;\x1b\\" if link else shown

    def _codes_of(self, styles: Styles) -> tuple[str, str]:
        weights, colour, link = set(), "", ""
        for style in styles:
            name, _, target = style.partition(" link ")
            link = target or link
            for word in self._theme.get(name, name).split():
                if word in _WEIGHTS:
                    weights.add(word)
                elif word.startswith("#") or word.removeprefix("bright_") in _COLOURS:
                    colour = word
        codes = [code for weight, code in _WEIGHTS.items() if weight in weights]
        if colour and not self._no_colour:
            codes.append(_colour_code(colour, self._colours))
        return ";".join(codes), link


def _colour_code(colour: str, colours: str) -> str:
    if not colour.startswith("#"):
        bright = colour.startswith("bright_")
        return str((90 if bright else 30) + _COLOURS.index(colour.removeprefix("bright_")))
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    if colours == TRUE:
        return f"38;2;{red};{green};{blue}"
    if colours == MANY:
        return f"38;5;{_nearest_of_256(red, green, blue)}"
    number = _nearest_of_16(red, green, blue)
    return str(30 + number if number < 8 else 82 + number)


def _nearest_of_256(red: int, green: int, blue: int) -> int:
    """Return the number of a colour in the palette of 256: a cube of six steps, and 24 greys."""
    shares = red / 255, green / 255, blue / 255
    most, least = max(shares), min(shares)
    light, saturation = (most + least) / 2, 0.0
    if most != least:
        both = most + least if light <= 0.5 else 2 - most - least
        saturation = (most - least) / both
    if saturation < 0.15:
        grey = round(light * 25)
        return {0: 16, 25: 231}.get(grey, 231 + grey)
    steps = [round(part / 95 if part < 95 else 1 + (part - 95) / 40) for part in (red, green, blue)]
    return 16 + 36 * steps[0] + 6 * steps[1] + steps[2]


# The colours of a terminal that has 16, as most show them.
_PALETTE = (
    (0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0),
    (0, 0, 170), (170, 0, 170), (0, 170, 170), (170, 170, 170),
    (85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85),
    (85, 85, 255), (255, 85, 255), (85, 255, 255), (255, 255, 255),
)  # fmt: skip


def _nearest_of_16(red: int, green: int, blue: int) -> int:
    """Return the number of the nearest colour of 16, by the redmean distance."""

    def distance(number: int) -> int:
        other_red, other_green, other_blue = _PALETTE[number]
        mean = (red + other_red) // 2
        return (
            ((512 + mean) * (red - other_red) ** 2 >> 8)
            + 4 * (green - other_green) ** 2
            + ((767 - mean) * (blue - other_blue) ** 2 >> 8)
        )

    return min(range(len(_PALETTE)), key=distance)


def colours_of_terminal() -> str:
    """Return how many colours the terminal says that it has."""
    term = os.environ.get("TERM", "").strip().lower()
    if term in {"dumb", "unknown"}:
        return NONE
    if os.environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return TRUE
    ending = term.rpartition("-")[2]
    return {"256color": MANY, "kitty": MANY}.get(ending, FEW)
