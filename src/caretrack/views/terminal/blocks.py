"""What a page is made of: lines under each other, indented parts, and columns.

They are laid out as rich lays out `Group`, `Padding` and `Table`, as far as the daily pages need
it, without what that imports. A test compares the two letter by letter.
"""

from collections.abc import Sequence
from typing import NamedTuple

from caretrack.views.terminal.ansi import Styles
from caretrack.views.terminal.text import Piece, Text
from caretrack.views.terminal.widths import columns_of, columns_of_all, fitted, most_columns

Row = list[Piece]
GAP = 2
NO_BREAK = "\U0010fffd"  # a private character: one cell wide, and no space


class Column(NamedTuple):
    """A column: its title, its style, how text is broken in it, and how wide it may be."""

    title: str = ""
    style: str = ""
    no_wrap: bool = False
    ellipsis: bool = False
    least: int | None = None
    most: int | None = None


# How the cells of a column are drawn: how wide, with the gap; the column; the gap; their styles.
Shape = tuple[int, Column, str, Styles]


class Block:
    """Something that is laid out in so many columns."""

    def widest(self, columns: int) -> int:
        """Return how many columns it takes where there are so many."""
        raise NotImplementedError

    def rows(self, columns: int, within: Column | None = None) -> Sequence[Row]:
        """Return its lines; `within` says how text is broken, and each line is filled then."""
        raise NotImplementedError


Renderable = Text | Block | str


def widest(item: Renderable, columns: int) -> int:
    """Return how many columns an item takes where there are so many."""
    if columns < 1:
        return 0
    if isinstance(item, str):
        item = Text(item)
    if isinstance(item, Text):
        return min(item.columns, columns)
    return min(item.widest(columns), columns)


def rows_of(item: Renderable, columns: int, within: Column | None = None) -> Sequence[Row]:
    """Return the lines of an item in so many columns."""
    if columns < 1:
        return []
    if isinstance(item, str):
        item = Text(item)
    if isinstance(item, Text):
        if within is None:
            if item.fits(columns):
                return [list(item.pieces())]
            wrapped = item.wrap(columns)
        else:
            wrapped = item.wrap(columns, no_wrap=within.no_wrap, ellipsis=within.ellipsis, pad=True)
        return [list(line.pieces()) for line in wrapped]
    return item.rows(columns, within)


class Group(Block):
    """Items under each other."""

    def __init__(self, *items: Renderable) -> None:
        """The first stands above."""
        self.items = items

    def widest(self, columns: int) -> int:
        """Return how many columns the widest item takes."""
        return max((widest(item, columns) for item in self.items), default=0)

    def rows(self, columns: int, within: Column | None = None) -> Sequence[Row]:
        """Return the lines of all items."""
        return [row for item in self.items for row in rows_of(item, columns, within)]


class Uncut(Block):
    """Lines that are never broken, however long they are."""

    def __init__(self, lines: Sequence[Row]) -> None:
        """The terminal breaks them, where it must be."""
        self.lines = lines

    def widest(self, columns: int) -> int:
        """Return how many columns it takes."""
        return columns

    def rows(self, _columns: int, _within: Column | None = None) -> Sequence[Row]:
        """Return the lines."""
        return self.lines


class Together(Block):
    """A line that is never wrapped at a NO_BREAK. A text is broken at every kind of space."""

    def __init__(self, line: Text) -> None:
        """The NO_BREAKs of `line` stand for spaces."""
        self.line = line

    def widest(self, columns: int) -> int:
        """Return how many columns the line takes."""
        return widest(self.line, columns)

    def rows(self, columns: int, within: Column | None = None) -> list[Row]:
        """Return the line wrapped, with spaces in the place of NO_BREAK."""
        found: list[Row] = []
        for part in self.line.wrap(columns):
            part.set_plain(part.plain.replace(NO_BREAK, " "))
            found += rows_of(part, columns, within)
        return found


class Indented(Block):
    """An item so many columns further in."""

    def __init__(self, item: Renderable, by: int) -> None:
        """`by` is in columns."""
        self.item, self.by = item, by

    def widest(self, columns: int) -> int:
        """Return how many columns it takes, with those before it."""
        if columns - self.by < 1:
            return columns
        return widest(self.item, columns) + self.by

    def rows(self, columns: int, within: Column | None = None) -> Sequence[Row]:
        """Return the lines, all of one length."""
        inner = min(self.widest(columns), columns) - self.by
        before: Piece = (" " * self.by, ())
        item = self.item
        if inner > 0 and isinstance(item, Text) and item.columns == inner and item.fits(inner):
            return [[before, *item.pieces()]]
        return [[before, *_of_length(row, inner)] for row in rows_of(item, inner, within)]


class Grid(Block):
    """Rows of cells in straight columns, with a gap between these.

    With `title_style` the titles stand above; then there is a gap behind the last column, too.
    """

    def __init__(self, *columns: Column, title_style: str | None = None) -> None:
        """There are no rows yet."""
        self.columns = columns
        self.title_style = title_style
        self.cells: list[Sequence[Renderable]] = []
        self._measured: dict[int, tuple[int | None, list[Block]]] = {}

    def add_row(self, *cells: Renderable) -> None:
        """Add a row; cells that are missing are empty."""
        self._measured.clear()
        self.cells.append((*cells, *[""] * (len(self.columns) - len(cells))))

    def widest(self, columns: int) -> int:
        """Return how many columns it takes."""
        room = sum(self._widths(columns))
        return sum(self._widest_of(number, room) for number in range(len(self.columns)))

    def rows(self, columns: int, _within: Column | None = None) -> Sequence[Row]:
        """Return the lines; a cell that needs several makes the row as high."""
        shapes: list[Shape] = [
            (width, column, " " * self._gap(number), (column.style,) if column.style else ())
            for number, (column, width) in enumerate(
                zip(self.columns, self._widths(columns), strict=True)
            )
        ]
        found: list[Row] = []
        if self.title_style is not None:
            titles = [column.title for column in self.columns]
            styles = (self.title_style,)
            found += _row(titles, [(*one[:3], styles) for one in shapes], bottom=True)
        for cells in self.cells:
            line = _line(cells, shapes)
            found += _row(cells, shapes) if line is None else [line]
        return found

    def _gap(self, number: int) -> int:
        last = number == len(self.columns) - 1
        return 0 if last and self.title_style is None else GAP

    def _widths(self, room: int) -> list[int]:
        """Return how wide each column is, with its gap."""
        numbers = range(len(self.columns))
        widths = [self._widest_of(number, room) or 1 for number in numbers]
        if sum(widths) <= room:
            return widths
        widths = _collapsed(widths, [not column.no_wrap for column in self.columns], room)
        excess = sum(widths) - room
        if excess > 0:
            widths = _reduced(excess, [1] * len(widths), widths, widths)
        return [self._widest_of(number, widths[number]) for number in numbers]

    def _widest_of(self, number: int, room: int) -> int:
        """Return how wide a column is where there is so much room."""
        if room < 1:
            return 0
        column, gap = self.columns[number], self._gap(number)
        measured = self._measured.get(number)
        if measured is None:
            measured = self._measured[number] = self._measure(number)
        text, blocks = measured
        if text is None and not blocks:
            width = 1
        elif room - gap < 1:
            width = room
        else:
            width = max((widest(block, room) for block in blocks), default=0)
            width = min(max(width, min(text or 0, room)) + gap, room)
        if column.least is not None:
            width = max(width, column.least + gap)
        return width if column.most is None else min(width, column.most + gap)

    def _measure(self, number: int) -> tuple[int | None, list[Block]]:
        """Return the columns of the longest text of a column, None without any, and its blocks."""
        items = [cells[number] for cells in self.cells]
        texts = [
            item if isinstance(item, str) else item.plain
            for item in items
            if isinstance(item, str | Text)
        ]
        if self.title_style is not None:
            texts.append(self.columns[number].title)
        blocks = [item for item in items if isinstance(item, Block)]
        return most_columns(texts) if texts else None, blocks


def _collapsed(widths: list[int], may_shrink: Sequence[bool], room: int) -> list[int]:
    """Make the widest columns narrower, until all fit or none may shrink any more."""
    excess = sum(widths) - room
    while any(may_shrink) and any(widths) and excess > 0:
        free = [width if may else 0 for width, may in zip(widths, may_shrink, strict=True)]
        most = max(width for width, may in zip(widths, may_shrink, strict=True) if may)
        second = max(width if width != most else 0 for width in free)
        if not most - second:
            break
        ratios = [int(may and width == most) for width, may in zip(widths, may_shrink, strict=True)]
        widths = _reduced(excess, ratios, [min(excess, most - second)] * len(widths), widths)
        excess = sum(widths) - room
    return widths


def _reduced(
    total: int, ratios: Sequence[int], most: Sequence[int], widths: Sequence[int]
) -> list[int]:
    """Take `total` columns off these widths, in these ratios, at most so many off each."""
    shares: list[int] = [ratio if limit else 0 for ratio, limit in zip(ratios, most, strict=True)]
    left = sum(shares)
    found = []
    for share, limit, width in zip(shares, most, widths, strict=True):
        taken = min(limit, round(share * total / left)) if share and left > 0 else 0
        found.append(width - taken)
        total -= taken
        left = left - share
    return found


def _line(cells: Sequence[Renderable], shapes: Sequence[Shape]) -> Row | None:
    """Return cells beside each other that need one line; None if there is more than such words."""
    found: Row = []
    for item, (width, _, gap, styles) in zip(cells, shapes, strict=True):
        columns = width - len(gap)
        if not isinstance(item, str) or not 0 < columns >= len(item):
            return None
        spare = columns - columns_of(item)
        if spare < 0:
            return None
        if styles:
            found += [(item + " " * spare, styles), (gap, styles)]
        else:
            found.append((item + " " * spare + gap, styles))
    return found


def _row(
    cells: Sequence[Renderable], shapes: Sequence[Shape], *, bottom: bool = False
) -> list[Row]:
    """Return the lines of cells beside each other; those of a lower one stand above or below."""
    drawn = [_cell(item, shape) for item, shape in zip(cells, shapes, strict=True)]
    height = max(map(len, drawn))
    for lines, (width, _, _, styles) in zip(drawn, shapes, strict=True):
        if len(lines) < height:
            blank: list[Row] = [[(" " * width, styles)]] * (height - len(lines))
            lines[:] = blank + lines if bottom else lines + blank
    return [[piece for row in rows for piece in row] for rows in zip(*drawn, strict=True)]


def _cell(item: Renderable, shape: Shape) -> list[Row]:
    """Return the lines of a cell, each with the gap behind it."""
    width, column, gap, own = shape
    columns = width - len(gap)
    after: Row = [(gap, own)] if gap else []
    rows = [[(text, own + above) for text, above in row] for row in rows_of(item, columns, column)]
    if not isinstance(item, Text):
        rows = [_of_length(row, columns, own) for row in rows]
    return [[*row, *after] for row in rows]


def _of_length(row: Row, columns: int, filling: Styles = ()) -> Row:
    """Return a line filled, or cut, to so many columns."""
    length = columns_of_all([text for text, _ in row])
    if length < columns:
        return [*row, (" " * (columns - length), filling)]
    if length == columns:
        return row
    found: Row = []
    length = 0
    for text, styles in row:
        width = columns_of(text)
        if length + width < columns:
            found.append((text, styles))
            length += width
        else:
            found.append((fitted(text, columns - length), styles))
            break
    return found
