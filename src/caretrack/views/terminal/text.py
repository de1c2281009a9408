"""A line of styled text for a terminal: measured in columns, cut, padded and wrapped.

It does what `rich.text.Text` does, as far as the daily pages need it, without what that imports. A
test compares the two letter by letter.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from caretrack.views.terminal.ansi import Styles

# Characters that are one column wide. All others are looked up in rich's tables.
_NARROW = frozenset(
    chr(code)
    for first, last in (
        (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x2010, 0x2027),
        (0x2030, 0x205E), (0x2190, 0x21FF), (0x10FFFD, 0x10FFFD),
    )
    for code in range(first, last + 1)
)  # fmt: skip
ELLIPSIS = "…"
# A piece of a line, and its styles; a later one outdoes those before it.
Piece = tuple[str, Styles]


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if _NARROW.issuperset(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fitted(text: str, columns: int) -> str:
    """Return a text cut, or filled with spaces, to so many columns."""
    if _NARROW.issuperset(text):
        return text[: max(columns, 0)] if len(text) > columns else text.ljust(columns)
    from rich.cells import set_cell_size

    return set_cell_size(text, columns)


def chopped(text: str, columns: int) -> list[str]:
    """Return a text in parts of at most so many columns."""
    if _NARROW.issuperset(text):
        return [text[at : at + columns] for at in range(0, len(text), columns)]
    from rich.cells import chop_cells

    return chop_cells(text, columns)


class Span(NamedTuple):
    """A style, and from which character to which it holds."""

    start: int
    end: int
    style: str


class Text:
    """One line, with a style of its own, and styles of its parts above it."""

    __slots__ = ("plain", "spans", "style")

    def __init__(self, plain: str = "", style: str = "") -> None:
        """Begin with these characters."""
        self.plain = plain
        self.style = style
        self.spans: list[Span] = []

    @property
    def columns(self) -> int:
        """How many columns it takes."""
        return columns_of(self.plain)

    def append(self, text: str, style: str = "") -> "Text":
        """Add characters at the end; return the line."""
        start = len(self.plain)
        self.plain += text
        if style and text:
            self.spans.append(Span(start, start + len(text), style))
        return self

    def append_text(self, text: "Text") -> "Text":
        """Add another line at the end, with its styles; return the line."""
        start = len(self.plain)
        self.append(text.plain, text.style)
        self.spans += [Span(one.start + start, one.end + start, one.style) for one in text.spans]
        return self

    def copy(self) -> "Text":
        """Return a line that can be changed by itself."""
        made = Text(self.plain, self.style)
        made.spans = self.spans[:]
        return made

    def part(self, start: int, end: int) -> "Text":
        """Return the characters from one place to another, with their styles."""
        made = Text(self.plain[start:end], self.style)
        length = len(made.plain)
        made.spans = [
            Span(max(one.start - start, 0), min(one.end - start, length), one.style)
            for one in self.spans
            if one.end > start and one.start < end
        ]
        return made

    def set_plain(self, plain: str) -> None:
        """Change the characters; the styles stay where they are."""
        self.plain = plain
        length = len(plain)
        if self.spans:
            self.spans = [
                one if one.end <= length else one._replace(end=length)
                for one in self.spans
                if one.start < length
            ]

    def rstrip(self) -> None:
        """Take white space off the end."""
        self.set_plain(self.plain.rstrip())

    def pad_right(self, columns: int) -> None:
        """Add so many spaces."""
        self.plain += " " * columns

    def truncate(self, columns: int, *, ellipsis: bool = False, pad: bool = False) -> None:
        """Cut what is longer than so many columns, and with `pad` fill what is shorter."""
        length = self.columns
        if length > columns:
            self.set_plain(
                fitted(self.plain, columns - 1) + ELLIPSIS
                if ellipsis
                else fitted(self.plain, columns)
            )
        elif pad:
            self.plain += " " * (columns - length)

    def wrap(
        self, columns: int, *, no_wrap: bool = False, ellipsis: bool = False, pad: bool = False
    ) -> list["Text"]:
        """Return lines of at most so many columns, broken between words.

        A word that is longer is broken anywhere. With `no_wrap` it is one line, cut at the end,
        with an ellipsis or without; with `pad` each is filled with spaces.
        """
        if no_wrap:
            lines = [self.copy()]
        elif not pad and len(self.plain) <= columns and self.columns <= columns:
            return [self.copy()]
        else:
            breaks = [0, *_breaks(self.plain, columns), len(self.plain)]
            lines = [self.part(*both) for both in pairwise(breaks)]
            for line in lines:
                line._rstrip_beyond(columns)
        for line in lines:
            line.truncate(columns, ellipsis=ellipsis, pad=pad)
        return lines

    def _rstrip_beyond(self, columns: int) -> None:
        """Take white space off the end, as far as there are more characters than columns."""
        excess = len(self.plain) - columns
        if excess > 0:
            spaces = len(self.plain) - len(self.plain.rstrip())
            if spaces:
                self.set_plain(self.plain[: len(self.plain) - min(spaces, excess)])

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of one style, one after the other."""
        own: Styles = (self.style,) if self.style else ()
        if not self.spans:
            yield self.plain, own
            return
        ends = {0, len(self.plain)}
        for one in self.spans:
            ends.update((one.start, one.end))
        places = sorted(ends)
        for start, end in pairwise(places):
            above = [one.style for one in self.spans if one.start <= start and one.end >= end]
            yield self.plain[start:end], (*own, *above)


def _breaks(text: str, columns: int) -> list[int]:
    """Return the places where a text is broken, in characters."""
    places: list[int] = []
    filled = 0
    for begin, word in _words(text):
        start = begin
        length = columns_of(word.rstrip())
        if columns - filled >= length:
            filled += columns_of(word)
        elif length > columns:
            parts = chopped(word, columns)
            for number, part in enumerate(parts):
                if start:
                    places.append(start)
                if number == len(parts) - 1:
                    filled = columns_of(part)
                else:
                    start += len(part)
        elif filled and start:
            places.append(start)
            filled = columns_of(word)
    return places


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each word with the white space around it, and where it begins."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end].isspace():
            end += 1
        if end == len(text):
            return
        while end < len(text) and not text[end].isspace():
            end += 1
        while end < len(text) and text[end].isspace():
            end += 1
        yield at, text[at:end]
        at = end
