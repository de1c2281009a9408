"""Pages for a terminal, fitted to its width. rich is imported here and nowhere else."""

import os
import sys
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from caretrack.domain.text import flat
from caretrack.streams import styles
from caretrack.views.page import (
    Item,
    Listing,
    ListPage,
    Page,
    PeopleListing,
    Section,
    Span,
    spoken_cell,
)
from caretrack.views.terminal.cells import cell, indented, shown_style
from caretrack.views.terminal.people_rows import people_rows

WIDE = 100  # from here on there is room for columns
NARROW = 72  # and from here on for the source of a row beside it
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
        return screen.print(_table(page, screen.width))
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
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    for number, name in enumerate(page.header):
        # A day, an instant and the id of a touch are never broken.
        ends = page.of_touches and number in {0, len(page.header) - 1}
        whole = ends or name == "made_at"
        least = None if page.of_touches else min(len(name), 6)
        style = "name" if number == 0 else ""
        table.add_column(
            name.replace("_", " "), overflow="fold", no_wrap=whole, style=style, min_width=least
        )
    for row in page.rows:
        table.add_row(*(cell(spoken_cell(item)) for item in row))
    return table if table.row_count else cell(page.empty)


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
