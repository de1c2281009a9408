"""A page is declared once, as sections of rows.

Here it becomes plain lines for a pipe. `markdown.py` and `terminal/layout.py` render the same page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from caretrack import streams
from caretrack.domain.dates import spoken
from caretrack.domain.text import flat

# Words, and the name of their style on a terminal: "" for none. A style may be `linked`.
Span = tuple[str, str]
Cell = str | int | date | None


class PageRow(NamedTuple):
    """What is said under a heading, and its source.

    On a terminal `brief` is a shorter text, and `style` that of the heading.
    """

    heading: str
    text: str
    source: str = ""
    brief: str = ""
    style: str = ""


class Section(NamedTuple):
    """Rows under a title.

    `once`: a terminal shows a heading only where it changes. `lead`: the rows belong to the
    sentences above, and their heading is the title. `titled`: a terminal shows the title, too.
    """

    title: str
    rows: Sequence[PageRow]
    once: bool = False
    lead: bool = False
    titled: bool = False


class Item(NamedTuple):
    """One item of a listing: a pipe gets `cells`, a terminal `spans`."""

    cells: Sequence[object]
    spans: Sequence[Span]


class Listing(NamedTuple):
    """Items: in a pipe a table with a header, on a terminal lines beside the title.

    `more` says how many are left out, and how to see them. `in_head`: a terminal has it in the
    head of the page already.
    """

    title: str
    header: Sequence[str]
    items: Iterable[Item]
    style: str = ""
    more: str = ""
    in_head: bool = False


class PersonItem(NamedTuple):
    """One person of a list of people. A pipe gets `cells`, Markdown the first one and `words`.

    A terminal gets the name, with the first of `beside` for which there is room; `columns`, which
    stand under each other; `details` behind these, or on the next line; and `below` on a line of
    its own. Details without a text are left out.
    """

    cells: Sequence[object]
    name: str
    beside: Sequence[str]
    columns: Sequence[Span]
    details: Sequence[Span]
    below: Span = ("", "")
    words: str = ""


class PeopleListing(NamedTuple):
    """People, under a title: in a pipe a table with a header, on a terminal straight columns.

    `more` says how many are left out, and how to see them.
    """

    title: str
    header: Sequence[str]
    items: Iterable[PersonItem]
    more: str = ""


class Page(NamedTuple):
    """All that is said: a head, sentences, sections, and the last line.

    With `lists_alone` a pipe gets the lists without the head.
    """

    head: Sequence[Span]
    sentences: Sequence[Span]
    sections: Sequence[Section | Listing | PeopleListing]
    end: str = ""
    lists_alone: bool = False


class ListPage(NamedTuple):
    """A page that is one list: tab-separated lines in a pipe, a light table on a terminal.

    A terminal shows days as `Sat 21 Nov 2026`, a pipe as ISO; `empty` is for a terminal, if there
    are no rows. `of_touches`: on a narrow terminal the note is on a line of its own.
    """

    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    empty: str = ""
    of_touches: bool = False


def linked(style: str, link: str) -> str:
    """Return a style whose words open `link` at a click, where the terminal can (OSC 8)."""
    return f"{style} link {link}" if link else style


Shown = Page | ListPage | Iterable[str]


def answer(
    json: bool,
    value: Any,
    page: Shown | Callable[[], Shown],
    *,
    markdown: bool = False,
) -> None:
    """Print the answer of a command: `value` as JSON, or the page.

    Either may be a function that returns it. An iterator is JSON already, in parts.
    """
    if json:
        made = value() if callable(value) else value
        streams.put_parts(made) if isinstance(made, Iterator) else streams.put_json(made)
    else:
        show(page() if callable(page) else page, markdown=markdown)


def show(page: Shown, *, markdown: bool = False) -> None:
    """Print a page or lines, for a terminal or for a pipe."""
    if isinstance(page, Page) and markdown:
        from caretrack.views.markdown import lines

        streams.put(lines(page))
    elif isinstance(page, Page | ListPage) and streams.on_terminal():
        from caretrack.views.terminal import layout

        layout.show(page)
    elif isinstance(page, ListPage):
        streams.put_rows(page.header, ([_plain_cell(cell) for cell in row] for row in page.rows))
    else:
        streams.put(plain(page) if isinstance(page, Page) else page)


def plain(page: Page) -> Iterator[str]:
    """Yield the lines of a page in a pipe: sentences, then a tab-separated list a section."""
    if not page.lists_alone:
        yield flat("".join(text for text, _ in page.head))
        yield from (flat(text) for text, _ in page.sentences if text)
    for number, section in enumerate(page.sections):
        if isinstance(section, Section):
            if section.rows and not section.lead:
                yield from ("", section.title)
            for row in section.rows:
                yield tabs(row.heading, row.text, row.source).rstrip("\t")
        else:
            if number or not page.lists_alone:
                yield ""
            yield tabs(*section.header)
            yield from (tabs(*item.cells) for item in section.items)
            if section.more:
                yield section.more
    if page.end:
        yield from ("", page.end)


def tabs(*cells: object) -> str:
    """Return one line of a list: each cell on one line, tabs between them."""
    return "\t".join(flat(str(cell)) for cell in cells)


def spoken_cell(cell: Cell) -> str:
    """Return a cell as a terminal shows it."""
    return spoken(cell) if isinstance(cell, date) else _plain_cell(cell)


def _plain_cell(cell: Cell) -> str:
    return "" if cell is None else str(cell)
