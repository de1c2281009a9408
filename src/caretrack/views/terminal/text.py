"""A line of styled text for a terminal: measured in columns, cut, padded and wrapped.

It does what `rich.text.Text` does, as far as the daily pages need it, without what that imports. A
test compares the two letter by letter.
"""

from collections.abc import Iterator
from itertools import pairwise

from caretrack.views.terminal.ansi import Styles
from caretrack.views.terminal.widths import chopped, columns_of, fitted, is_narrow

ELLIPSIS = "…"
# A piece of a line, and its styles; a later one outdoes those before it.
Piece = tuple[str, Styles]
# From which character to which a style holds.
Span = tuple[int, int, str]


class Text:
    """One line, with a style of its own, and styles of its parts above it."""

    __slots__ = ("_columns", "_measured", "plain", "spans", "style")

    def __init__(self, plain: str = "", style: str = "") -> None:
        """Begin with these characters."""
        self.plain = plain
        self.style = style
        self.spans: list[Span] = []
        # What was measured last, and how many columns it takes.
        self._measured, self._columns = "", 0

    @property
    def columns(self) -> int:
        """How many columns it takes."""
        if self._measured is not self.plain:
            self._measured, self._columns = self.plain, columns_of(self.plain)
        return self._columns

    def fits(self, columns: int) -> bool:
        """True if it is one line of at most so many columns."""
        return len(self.plain) <= columns and self.columns <= columns

    def append(self, text: str, style: str = "") -> "Text":
        """Add characters at the end; return the line."""
        start = len(self.plain)
        self.plain += text
        if style and text:
            self.spans.append((start, start + len(text), style))
        return self

    def append_text(self, text: "Text") -> "Text":
        """Add another line at the end, with its styles; return the line."""
        start = len(self.plain)
        self.append(text.plain, text.style)
        self.spans += [(begin + start, end + start, style) for begin, end, style in text.spans]
        return self

    def copy(self) -> "Text":
        """Return a line that can be changed by itself."""
        made = Text(self.plain, self.style)
        made.spans = self.spans[:]
        made._measured, made._columns = self._measured, self._columns
        return made

    def part(self, start: int, end: int) -> "Text":
        """Return the characters from one place to another, with their styles."""
        made = Text(self.plain[start:end], self.style)
        length = len(made.plain)
        made.spans = [
            (max(first - start, 0), min(last - start, length), style)
            for first, last, style in self.spans
            if last > start and first < end
        ]
        return made

    def set_plain(self, plain: str) -> None:
        """Change the characters; the styles stay where they are."""
        self.plain = plain
        length = len(plain)
        if self.spans:
            self.spans = [
                (start, min(end, length), style)
                for start, end, style in self.spans
                if start < length
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
        elif len(self.plain) <= columns and (spare := columns - self.columns) >= 0:
            line = self.copy()
            line.pad_right(spare if pad else 0)
            return [line]
        else:
            found = _plain_breaks(self.plain, columns)
            if found is None:
                found = _breaks(self.plain, columns)
            breaks = [0, *found, len(self.plain)]
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
        for first, last, _ in self.spans:
            ends.update((first, last))
        places = sorted(ends)
        for start, end in pairwise(places):
            above = [style for first, last, style in self.spans if first <= start and last >= end]
            yield self.plain[start:end], (*own, *above)


def _plain_breaks(text: str, columns: int) -> list[int] | None:
    """Return the places where a text is broken, if its characters take one column and blanks one.

    None for any other text, and for a word that is longer than a line.
    """
    if not is_narrow(text) or "  " in text or text != text.strip():
        return None
    places: list[int] = []
    start = 0
    while len(text) - start > columns:
        start = text.rfind(" ", start, start + columns + 1) + 1
        if not start:
            return None
        places.append(start)
    return places


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
    begins: list[int] = []
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        begins.append(start if begins else 0)
    for begin, after in pairwise([*begins, len(text)]):
        yield begin, text[begin:after]
