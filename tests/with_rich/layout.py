"""Pages for a terminal, fitted to its width. rich is imported here and nowhere else."""

import os
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from caretrack.domain.text import flat
from caretrack.streams import styles
from caretrack.views import prose
from caretrack.views.page import (
    Cell,
    Item,
    Listing,
    ListPage,
    Page,
    PeopleListing,
    Section,
    Span,
    spoken_cell,
)
from with_rich.cells import cell, indented, shown_style
from with_rich.people_rows import people_rows

WIDE = 100  # from here on there is room for columns
NARROW = 72  # and from here on for the source of a row beside it
PROSE = 30  # what is wider is a sentence, not a name or a day
NO_BREAK = "\U0010fffd"  # a private character: one cell wide, and no space


def console() -> Console:
    """Return a console on stdout. It obeys NO_COLOR and reads no text as markup or emoji."""
    return Console(
        file=sys.stdout,
        theme=Theme(styles()),
        force_terminal=True,
        no_color=bool(os.environ.get("NO_COLOR")),
        emoji=False,
        markup=False,
        highlight=False,
    )


def show(page: Page | ListPage) -> None:
    """Print a page or a table as wide as the terminal is."""
    screen = console()
    if isinstance(page, ListPage):
        return screen.print(_table(page, screen.width), crop=False)
    parts: list[RenderableType] = [_styled(page.head)]
    parts += [cell(text, style) for text, style in page.sentences if text]
    for section in page.sections:
        if isinstance(section, PeopleListing):
            rows = people_rows(section, screen, screen.width - 2)
            parts += ["", indented(Group(*rows))] if rows else []
            continue
        if isinstance(section, Listing) and section.in_head:
            continue
        body = (
            _listing(section) if isinstance(section, Listing) else _section(section, screen.width)
        )
        if body.row_count:
            titled = isinstance(section, Section) and section.titled
            parts += ["", cell(section.title, "head")] if titled else [""]
            parts.append(indented(body))
    if page.end:
        parts += ["", cell(page.end, "quiet")]
    return screen.print(Group(*parts))


def _styled(spans: Iterable[Span]) -> Text:
    line = Text()
    for text, style in spans:
        line.append(spaced(text), shown_style(style))
    return line


def spaced(text: str) -> str:
    """Return `text` made safe, each stretch of white space as one space, at the ends too."""
    inner = flat(text)
    return " " * (text[:1].isspace() and bool(inner)) + inner + " " * text[-1:].isspace()


def _table(page: ListPage, width: int) -> RenderableType:
    if page.of_touches and width < WIDE:
        return _touches(page)
    given = [list(row) for row in page.rows]
    if not given:
        return cell(page.empty)
    header = [name.replace("_", " ") for name in page.header]
    rows = [[cell(spoken_cell(item)) for item in row] for row in given]
    if not page.of_touches and sum(_widths(header, rows)) > width:
        rows = [[cell(_short_day(item)) for item in row] for row in given]
        if _is_squeezed(header, rows, width, _columns_of(_is_day, given)):
            return _blocks(header, rows, width, _columns_of(_is_bare, given))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    for number, name in enumerate(header):
        # A day, an instant and the id of a touch are never broken.
        ends = page.of_touches and number in {0, len(header) - 1}
        whole = ends or name == "made at" or number in _columns_of(_is_day, given)
        least = None if page.of_touches else _longest_word(name)
        style = "name" if number == 0 else ""
        table.add_column(name, overflow="fold", no_wrap=whole, style=style, min_width=least)
    for row in rows:
        table.add_row(*row)
    return table


def _columns_of(sort: Callable[[Cell], bool], rows: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the places of the columns in which `sort` is true of a cell."""
    return {place for row in rows for place, item in enumerate(row) if sort(item)}


def _is_day(item: Cell) -> bool:
    return isinstance(item, date)


def _is_bare(item: Cell) -> bool:
    """True of a day or a number: alone, it does not say of what."""
    return isinstance(item, date) or str(item).isdecimal()


def _short_day(item: Cell) -> str:
    """Return a cell; a day without its weekday, where there is little room."""
    said = spoken_cell(item)
    return said.partition(" ")[2] if isinstance(item, date) else said


def _widths(header: Sequence[str], rows: Sequence[Sequence[Text]]) -> list[int]:
    """Return how wide each column would be if nothing were broken, with the gap behind it."""
    columns = zip(*rows, strict=True)
    return [
        max(cell_len(name), *(text.cell_len for text in column)) + 2
        for name, column in zip(header, columns, strict=True)
    ]


def _is_squeezed(
    header: Sequence[str], rows: Sequence[Sequence[Text]], width: int, days: Container[int]
) -> bool:
    """True if a table would break words or days, or cut a sentence into many short lines."""
    whole = _widths(header, rows)
    words = (
        max(_longest_word(name), *(_longest_word(text.plain) for text in column)) + 2
        for name, column in zip(header, zip(*rows, strict=True), strict=True)
    )
    least = sum(whole[place] if place in days else word for place, word in enumerate(words))
    sentence, excess = max(whole), sum(whole) - width
    if sentence > PROSE:
        return least > width or sentence > 3 * (sentence - excess)
    return least > width or excess > width // 4


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _blocks(
    header: Sequence[str], rows: Sequence[Sequence[Text]], width: int, named: Container[int]
) -> Group:
    """Return rows of which a table would break words: cells on a line as long as there is room.

    The columns in `named` have their name before each cell; the others have it above. A path that
    is longer than a line is left to the terminal: what is copied then has no break in it.
    """
    names = min(max(row[0].cell_len for row in rows), width // 3)
    above = [name for place, name in enumerate(header) if place and place not in named]
    lines = [Text(f"{header[0]:<{names}}  {'  '.join(above)}", "quiet")]
    for first, *rest in rows:
        lines += [Text().append(part, "name") for part in _fitted(first.plain, width)]
        lines[-1].pad_right(names - lines[-1].cell_len)
        for place, text in enumerate(rest, start=1):
            if not text:
                continue
            said = Text().append(f"{header[place]} " if place in named else "", "quiet")
            said.append_text(text)
            if lines[-1].cell_len + 2 + said.cell_len <= width:
                lines[-1].append("  ").append_text(said)
            else:
                indent = min(4, width // 4)
                lines += [
                    Text(f"{'':{indent}}{part}") for part in _fitted(said.plain, width - indent)
                ]
    for line in lines:
        line.no_wrap, line.overflow = True, "ignore"
    return Group(*lines)


def _fitted(text: str, width: int) -> Iterator[str]:
    for line in prose.lines(text, width):
        yield from [line] if "/" in line else chop_cells(line, width) or [line]


def _touches(page: ListPage) -> RenderableType:
    """Each touch on a line, and its note under it."""
    parts: list[RenderableType] = []
    for row in page.rows:
        day, people, channel, kind, note, short_id = (flat(spoken_cell(item)) for item in row)
        line = cell(day).append("  ").append(people, "name")
        line.append(f"  {channel} · {kind}", "quiet").append(f" · {short_id}", "id")
        parts += [keep_together(line), indented(cell(note), 4)]
    return Group(*parts) if parts else cell(page.empty)


def _section(section: Section, width: int) -> Table:
    """Return rows of heading, text and source; the source in a column if there is room."""
    beside = width >= NARROW and any(row.source for row in section.rows)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold", min_width=15 if width >= NARROW else None)
    table.add_column(overflow="fold")
    if beside:
        table.add_column(overflow="fold", style="quiet", max_width=32)
    last = ""
    for number, row in enumerate(section.rows):
        if number and row.style == "name" and section.rows[number - 1].style != "name":
            table.add_row("", "")  # the next person, behind the lines of the one before
        heading = "" if section.once and row.heading == last else row.heading
        last = row.heading
        body = cell(row.brief or row.text)
        if beside:
            table.add_row(cell(heading, row.style or "quiet"), body, cell(row.source))
        else:
            table.add_row(cell(heading, row.style or "quiet"), _with_source(body, row.source))
    return table


def _with_source(body: Text, source: str) -> RenderableType:
    """Return a text with its source behind it; an id is never alone on a line."""
    if not source:
        return body
    if " " in source:
        return keep_together(body.append(f"  {flat(source)}", "quiet"))
    return Together(body.append(f"{NO_BREAK * 2}{flat(source)}", "quiet"))


def _listing(listing: Listing) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style=listing.style)
    table.add_column(overflow="fold")
    lines = [_line(item) for item in listing.items]
    lines += [cell(listing.more, "quiet")] if listing.more else []
    for number, line in enumerate(lines):
        table.add_row(cell("" if number else listing.title), line)
    return table


def _line(item: Item) -> RenderableType:
    line = _styled(item.spans)
    return keep_together(line) if item.spans[-1][1] == "id" else line


class Together:
    """A line that is never wrapped at a NO_BREAK. rich itself breaks at every kind of space."""

    def __init__(self, line: Text) -> None:
        """The NO_BREAKs of `line` stand for spaces."""
        self.line = line

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The line wrapped, with spaces in the place of NO_BREAK."""
        for part in self.line.wrap(console, options.max_width, overflow="fold"):
            part.plain = part.plain.replace(NO_BREAK, " ")
            yield part

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as the line is."""
        return Measurement.get(console, options, self.line)


def keep_together(line: Text) -> Together:
    """Return a line that keeps its last id with the word before: an id alone says nothing."""
    words_before, dot, last = line.plain.rpartition(" · ")
    if dot and " " not in last:
        line.plain = f"{words_before}{NO_BREAK}·{NO_BREAK}{last}"
    return Together(line)
