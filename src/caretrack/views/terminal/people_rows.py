"""Rows of people on a terminal: straight columns at any width, whatever the names are made of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from caretrack.domain.text import flat
from caretrack.views.page import Span
from caretrack.views.terminal.blocks import Group, Indented, Renderable
from caretrack.views.terminal.cells import cell
from caretrack.views.terminal.text import Text

if TYPE_CHECKING:
    from caretrack.views.listing import PeopleListing, PersonItem

BETWEEN = " · "
GAP, INDENT = 2, 4
LEAST_NAME, MOST_NAME, MOST_COLUMN = 16, 48, 28


def people_parts(listing: "PeopleListing", width: int) -> list[Renderable]:
    """Return a blank line and the rows, for a terminal of `width` columns; nothing for nobody."""
    rows = people_rows(listing, width - 2)
    return ["", Indented(Group(*rows), 2)] if rows else []


def people_rows(listing: "PeopleListing", width: int) -> list[Renderable]:
    """Return the rows of a list of people, in `width` columns; none for nobody.

    A row begins with the name and the columns. As many details follow as there is room for; the
    others have a line under it.
    """
    items = list(listing.items)
    if not items:
        return []
    room = max(min(max(width * 2 // 5, LEAST_NAME), MOST_NAME, width), 1)
    named = _named(items, room)
    first = min(max(name.columns for name in named), room)
    others = [
        min(max(Text(flat(text)).columns for text, _ in column), MOST_COLUMN)
        for column in zip(*(item.columns for item in items), strict=True)
    ]
    rows: list[Renderable] = [cell(listing.title, "quiet")] if listing.title else []
    for item, name in zip(items, named, strict=True):
        lines = name.wrap(first)
        details = [part for part in item.details if part[0]]
        rows += [_first_line(lines[0], first, others, item.columns, details, width), *lines[1:]]
        rows += [Indented(line, INDENT) for line in _packed(details, width - INDENT)]
        if item.below[0]:
            rows.append(Indented(cell(*item.below), INDENT))
    if listing.more:
        rows.append(cell(listing.more, "quiet"))
    return rows


def _named(items: Sequence["PersonItem"], room: int) -> list[Text]:
    """Return each name with what tells them apart, where there is room.

    Two with one first name have as much of it as there is room for.
    """
    firsts = Counter(flat(item.name).split()[0] for item in items)
    found = []
    for item in items:
        name = cell(item.name, "name")
        fuller = [
            name.copy().append(f"{BETWEEN}{flat(text)}", "quiet") for text in item.beside if text
        ]
        fits = next((text for text in fuller if text.columns <= room), None)
        if fits is None and fuller and firsts[name.plain.split()[0]] > 1:
            fits = fuller[-1]
            # The name is never cut.
            fits.truncate(max(room, name.columns), ellipsis=True)
        found.append(fits or name)
    return found


def _first_line(
    name: Text,
    first: int,
    others: Sequence[int],
    columns: Sequence[Span],
    details: list[Span],
    width: int,
) -> Text:
    """Return the name, the columns, and the details that fit; these are taken off the list.

    A column for which there is no room becomes the first of the details.
    """
    line = name.copy()
    line.pad_right(first - line.columns)
    for number, (column, most) in enumerate(zip(columns, others, strict=True)):
        if line.columns + GAP + most > width:
            details[:0] = [part for part in columns[number:] if part[0]]
            break
        text = cell(*column)
        text.truncate(most, ellipsis=True)
        spare = most - text.columns
        line.pad_right(GAP)
        # Days stand right, under each other.
        if number:
            line.append_text(text)
            line.pad_right(spare)
        else:
            line.pad_right(spare)
            line.append_text(text)
    between = " " * GAP
    while details and line.columns + len(between) + cell(*details[0]).columns <= width:
        line.append(between, "quiet").append_text(cell(*details.pop(0)))
        between = BETWEEN
    line.rstrip()
    return line


def _packed(parts: Sequence[Span], width: int) -> Iterator[Text]:
    """Yield lines of as many parts as there is room for; a part is broken only if it must be."""
    line = Text()
    for part in parts:
        text = cell(*part)
        if line.plain and line.columns + len(BETWEEN) + text.columns > width:
            yield line
            line = Text()
        line = line.append(BETWEEN, "quiet").append_text(text) if line.plain else text
    if line.plain:
        yield line
