"""How many columns of a terminal a text takes, and how it is cut and filled to so many.

A combining character takes none, one of East Asia or an emoji two. What the tables of terminals
leave open (ambiguous) is one column wide. Characters that make one sign are not taken apart.
"""

from collections.abc import Sequence

JOINER, EMOJI = "\u200d", "\ufe0f"
# Where every character is one column wide, from each first to before its end, without the table,
# which takes half a millisecond to read: Latin, Greek and Cyrillic letters, signs of text, bars and
# lines, and a private plane.
NARROW = (
    (0x20, 0x7F),
    (0xA0, 0x300),
    (0x370, 0x483),
    (0x1E00, 0x1F00),
    (0x2010, 0x2028),
    (0x2190, 0x2200),
    (0x2500, 0x25A0),
    (0x100000, 0x110000),
)


class _Widths(dict[str, int]):
    """The width of each character that was met, by the table."""

    def __init__(self) -> None:
        """The table is read when a character is met that needs it."""
        self._starts: list[int] = []
        self._ends: list[tuple[int, int]] = []

    def __missing__(self, char: str) -> int:
        """Look it up, and keep it."""
        code = ord(char)
        narrow = any(first <= code < end for first, end in NARROW)
        width = 1 if narrow else self._looked_up(code)
        self[char] = width
        return width

    def _looked_up(self, code: int) -> int:
        if not self._starts:
            from caretrack.views.terminal.width_table import WIDE, ZERO

            ranges = sorted(
                (*found, width) for text, width in ((ZERO, 0), (WIDE, 2)) for found in _ranges(text)
            )
            self._starts = [first for first, _, _ in ranges]
            self._ends = [(last, width) for _, last, width in ranges]
        from bisect import bisect_right

        last, width = self._ends[bisect_right(self._starts, code) - 1]
        return width if code <= last else 1


def _ranges(text: str) -> list[tuple[int, int]]:
    """Return ranges of codes as the table writes them."""
    found = []
    for part in text.split():
        first, _, last = part.partition("-")
        found.append((int(first, 16), int(last or first, 16)))
    return found


_WIDTHS = _Widths()
_width_of = _WIDTHS.__getitem__
_widened: set[str] = set()


def _is_widened(char: str) -> bool:
    """True of a character that takes two columns as an emoji, and else one."""
    if not _widened:
        from caretrack.views.terminal.width_table import WIDENED

        _widened.update(
            chr(code) for first, last in _ranges(WIDENED) for code in range(first, last + 1)
        )
    return char in _widened


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    if text.startswith(JOINER):
        # It joins the next character to the one before this text.
        return columns_of(text[2:])
    if JOINER in text or EMOJI in text:
        return sum(width for _, _, width in _signs(text))
    return sum(map(_width_of, text))


def columns_of_all(texts: Sequence[str]) -> int:
    """Return how many columns some texts take together, each measured by itself."""
    whole = "".join(texts)
    if JOINER in whole or EMOJI in whole:
        return sum(map(columns_of, texts))
    return columns_of(whole)


def is_narrow(text: str) -> bool:
    """True if every character takes one column, and none is white space but blanks."""
    return text.isprintable() and (text.isascii() or set(map(_width_of, text)) == {1})


def most_columns(texts: Sequence[str]) -> int:
    """Return the columns of the widest of some texts, 0 for none."""
    whole = "".join(texts)
    measure = len if whole.isascii() and whole.isprintable() else columns_of
    return max(map(measure, texts), default=0)


def _signs(text: str) -> list[tuple[int, int, int]]:
    """Return where each sign begins and ends, and its columns.

    To a sign belong the characters behind it that take none, what a joiner joins to it, and the
    mark that it is an emoji. What takes none at the very beginning is a sign of its own.
    """
    found: list[tuple[int, int, int]] = []
    last = ""
    at = 0
    while at < len(text):
        char, start = text[at], at
        at += 1
        width = _width_of(char)
        if width:
            last = char
            found.append((start, at, width))
        elif not found:
            found.append((start, at, 0))
        else:
            first, _, columns = found[-1]
            if char == JOINER:
                at = min(at + 1, len(text))
            elif char == EMOJI and last and _is_widened(last):
                columns, last = columns + 1, ""
            found[-1] = (first, at, columns)
    return found


def fitted(text: str, columns: int) -> str:
    """Return a text cut, or filled with spaces, to so many columns.

    Where a wide character would be cut in two, there is a space.
    """
    if columns <= 0:
        return ""
    spare = columns - columns_of(text)
    if spare >= 0:
        return text + " " * spare
    if text.isascii() and text.isprintable():
        return text[:columns]
    filled = 0
    for start, _, width in _signs(text):
        if filled + width > columns:
            return text[:start] + " " * (columns - filled)
        filled += width
    return text


def chopped(text: str, columns: int) -> list[str]:
    """Return a text in parts of at most so many columns."""
    if text.isascii() and text.isprintable():
        return [text[at : at + columns] for at in range(0, len(text), columns)]
    found = []
    begin = filled = 0
    for start, _, width in _signs(text):
        if filled + width > columns:
            found.append(text[begin:start])
            begin, filled = start, 0
        filled += width
    return [*found, text[begin:]] if filled else found
