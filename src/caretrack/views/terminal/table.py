"""A table for a terminal, fitted to its width."""

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date

from caretrack.domain.text import flat, flat_cells
from caretrack.views import prose
from caretrack.views.page import Cell, ListPage, spoken_cell
from caretrack.views.terminal.blocks import Column, Grid, Group, Indented, Renderable, Row, Uncut
from caretrack.views.terminal.cells import cell
from caretrack.views.terminal.layout import WIDE, keep_together
from caretrack.views.terminal.screen import Screen
from caretrack.views.terminal.widths import chopped, columns_of, most_columns

PROSE = 30  # what is wider is a sentence, not a name or a day


def show(page: ListPage) -> None:
    """Print a table as wide as the terminal is."""
    screen = Screen()
    screen.write(_table(page, screen.width), crop=False)


def _table(page: ListPage, width: int) -> Renderable:
    if page.of_touches and width < WIDE:
        return _touches(page)
    given = [list(row) for row in page.rows]
    if not given:
        return cell(page.empty)
    header = [name.replace("_", " ") for name in page.header]
    rows = [list(flat_cells([spoken_cell(item) for item in row])) for row in given]
    days = _columns_of(_is_day, given)
    if not page.of_touches and sum(_widths(header, rows)) > width:
        for row, items in zip(rows, given, strict=True):
            for place in days:
                row[place] = _short_day(items[place], row[place])
        if _is_squeezed(header, rows, width, days):
            return _blocks(header, rows, width, _columns_of(_is_bare, given))
    # A day, an instant and the id of a touch are never broken.
    whole = days | ({0, len(header) - 1} if page.of_touches else set())
    columns = [
        Column(
            name,
            "" if number else "name",
            no_wrap=number in whole or name == "made at",
            least=None if page.of_touches else _longest_word(name),
        )
        for number, name in enumerate(header)
    ]
    table = Grid(*columns, title_style="quiet")
    for row in rows:
        table.add_row(*row)
    return table


def _columns_of(sort: Callable[[Cell], bool], rows: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the places of the columns in which `sort` is true of a cell."""
    return {place for place, column in enumerate(zip(*rows, strict=True)) if any(map(sort, column))}


def _is_day(item: Cell) -> bool:
    return isinstance(item, date)


def _is_bare(item: Cell) -> bool:
    """True of a day or a number: alone, it does not say of what."""
    return isinstance(item, date) or str(item).isdecimal()


def _short_day(item: Cell, said: str) -> str:
    """Return what is said of a cell; of a day without its weekday, where there is little room."""
    return said.partition(" ")[2] if isinstance(item, date) else said


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide each column would be if nothing were broken, with the gap behind it."""
    columns = zip(header, *rows, strict=True)
    return [most_columns(column) + 2 for column in columns]


def _is_squeezed(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int, days: Container[int]
) -> bool:
    """True if a table would break words or days, or cut a sentence into many short lines."""
    whole = _widths(header, rows)
    words = (_longest_word(" ".join(column)) + 2 for column in zip(header, *rows, strict=True))
    least = sum(whole[place] if place in days else word for place, word in enumerate(words))
    sentence, excess = max(whole), sum(whole) - width
    if sentence > PROSE:
        return least > width or sentence > 3 * (sentence - excess)
    return least > width or excess > width // 4


def _longest_word(text: str) -> int:
    return most_columns(text.split())


def _blocks(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int, named: Container[int]
) -> Uncut:
    """Return rows of which a table would break words: cells on a line as long as there is room.

    The columns in `named` have their name before each cell; the others have it above. A path that
    is longer than a line is left to the terminal: what is copied then has no break in it.
    """
    names = min(most_columns([row[0] for row in rows]), width // 3)
    above = [name for place, name in enumerate(header) if place and place not in named]
    labels = [f"{name} " if place in named else "" for place, name in enumerate(header)]
    titles = f"{header[0]:<{names}}  {'  '.join(above)}"
    lines: list[Row] = [
        [(part, ("quiet",))]
        for part in ([titles] if len(titles) <= width else _fitted(titles, width))
    ]
    indent = min(4, width // 4)
    filled = 0
    for first, *rest in rows:
        for part in _fitted(first, width):
            lines.append([(part, ("name",))])
            filled = columns_of(part)
        if filled < names:
            lines[-1].append((" " * (names - filled), ()))
            filled = names
        for label, text in zip(labels[1:], rest, strict=True):
            if not text:
                continue
            columns = len(label) + columns_of(text)
            if filled + 2 + columns <= width:
                lines[-1] += [("  ", ()), (label, ("quiet",)), (text, ())]
                filled += 2 + columns
            else:
                for part in _fitted(label + text, width - indent):
                    lines.append([(" " * indent + part, ())])
                    filled = indent + columns_of(part)
    return Uncut(lines)


def _fitted(text: str, width: int) -> Iterator[str]:
    if 0 < 2 * len(text) <= width:
        # No character takes more than two columns.
        yield text
        return
    for line in prose.lines(text, width):
        yield from [line] if "/" in line else chopped(line, width) or [line]


def _touches(page: ListPage) -> Renderable:
    """Each touch on a line, and its note under it."""
    parts: list[Renderable] = []
    for row in page.rows:
        day, people, channel, kind, note, short_id = (flat(spoken_cell(item)) for item in row)
        line = cell(day).append("  ").append(people, "name")
        line.append(f"  {channel} · {kind}", "quiet").append(f" · {short_id}", "id")
        parts += [keep_together(line), Indented(cell(note), 4)]
    return Group(*parts) if parts else cell(page.empty)
