"""Pages for a terminal, fitted to its width."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from caretrack.domain.text import flat
from caretrack.views.page import Page, Span
from caretrack.views.terminal.blocks import (
    NO_BREAK,
    Column,
    Grid,
    Group,
    Indented,
    Renderable,
    Together,
)
from caretrack.views.terminal.cells import cell, shown_style
from caretrack.views.terminal.screen import Screen
from caretrack.views.terminal.text import Text

if TYPE_CHECKING:
    from caretrack.views.listing import Item, Listing
    from caretrack.views.rows import Section

WIDE = 100  # from here on there is room for columns
NARROW = 72  # and from here on for the source of a row beside it


def show(page: Page) -> None:
    """Print a page as wide as the terminal is."""
    screen = Screen()
    parts: list[Renderable] = [_styled(page.head)]
    parts += [cell(text, style) for text, style in page.sentences if text]
    for section in page.sections:
        parts += section.on_terminal(screen.width)
    if page.end:
        parts += ["", cell(page.end, "quiet")]
    return screen.write(Group(*parts))


def _styled(spans: Iterable[Span]) -> Text:
    line = Text()
    for text, style in spans:
        line.append(spaced(text), shown_style(style))
    return line


def spaced(text: str) -> str:
    """Return `text` made safe, each stretch of white space as one space, at the ends too."""
    inner = flat(text)
    return " " * (text[:1].isspace() and bool(inner)) + inner + " " * text[-1:].isspace()


def section_parts(section: "Section", width: int) -> list[Renderable]:
    """Return what a section is on a terminal: a blank line, its title, its rows."""
    if not section.rows:
        return []
    title: list[Renderable] = [cell(section.title, "head")] if section.titled else []
    return ["", *title, Indented(_section(section, width), 2)]


def _section(section: "Section", width: int) -> Grid:
    """Return rows of heading, text and source; the source in a column if there is room."""
    beside = width >= NARROW and any(row.source for row in section.rows)
    columns = [Column(least=15 if width >= NARROW else None), Column()]
    table = Grid(*columns, *([Column(style="quiet", most=32)] if beside else []))
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


def _with_source(body: Text, source: str) -> Renderable:
    """Return a text with its source behind it; an id is never alone on a line."""
    if not source:
        return body
    if " " in source:
        return keep_together(body.append(f"  {flat(source)}", "quiet"))
    return Together(body.append(f"{NO_BREAK * 2}{flat(source)}", "quiet"))


def listing_parts(listing: "Listing") -> list[Renderable]:
    """Return what a list is on a terminal: a blank line, and its items beside its title."""
    table = Grid(Column(style=listing.style, no_wrap=True, ellipsis=True), Column())
    lines = [_line(item) for item in listing.items]
    lines += [cell(listing.more, "quiet")] if listing.more else []
    for number, line in enumerate(lines):
        table.add_row(cell("" if number else listing.title), line)
    return ["", Indented(table, 2)] if lines else []


def _line(item: "Item") -> Renderable:
    line = _styled(item.spans)
    return keep_together(line) if item.spans[-1][1] == "id" else line


def keep_together(line: Text) -> Together:
    """Return a line that keeps its last id with the word before: an id alone says nothing."""
    words_before, dot, last = line.plain.rpartition(" · ")
    if dot and " " not in last:
        line.set_plain(f"{words_before}{NO_BREAK}·{NO_BREAK}{last}")
    return Together(line)
