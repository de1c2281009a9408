"""A page is declared once, as sections: of rows (`rows.py`), or lists (`listing.py`).

Here it becomes plain lines for a pipe. `markdown.py` and `terminal/layout.py` render the same page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from caretrack import streams
from caretrack.domain.dates import spoken
from caretrack.domain.text import flat
from caretrack.views.lines import HOW_TO_SEE_ALL, LONGEST_SHOWN, cut, put_value

if TYPE_CHECKING:
    from typing import TypeAlias

    from caretrack.views.listing import Listing, PeopleListing
    from caretrack.views.rows import Section

    Part: TypeAlias = Section | Listing | PeopleListing

# Words, and the name of their style on a terminal: "" for none. A style may be `linked`.
Span = tuple[str, str]
Cell = str | int | date | None


class Page(NamedTuple):
    """All that is said: a head, sentences, sections, and the last line.

    With `lists_alone` a pipe gets the lists without the head.
    """

    head: Sequence[Span]
    sentences: Sequence[Span]
    sections: Sequence["Part"]
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
    full: bool | None = None,
) -> None:
    """Print the answer of a command: `value` as JSON, or the page.

    Either may be a function that returns it. An iterator is JSON already, in parts. `full` shows
    very long texts whole; None for a command without that option.
    """
    if json:
        put_value(value)
    else:
        show(page() if callable(page) else page, markdown=markdown, full=full)


def abridged(page: Shown, whole: str) -> Shown:
    """Return the page with every text of more than LONGEST_SHOWN characters cut.

    What is cut says how much is left out, and `whole` how to see it.
    """
    if isinstance(page, ListPage):
        return page._replace(rows=(cut_cells(row, whole) for row in page.rows))
    if isinstance(page, Page):
        return page._replace(
            sentences=[cut_span(span, whole) for span in page.sentences],
            sections=[section.abridged(whole) for section in page.sections],
        )
    return (cut(line, whole) for line in page)


def cut_cells(cells: Sequence[Any], whole: str) -> list[Any]:
    """Return cells, each text of them cut as `abridged` cuts it."""
    return [
        cut(cell, whole) if isinstance(cell, str) and len(cell) > LONGEST_SHOWN else cell
        for cell in cells
    ]


def cut_span(span: Span, whole: str) -> Span:
    """Return words and their style, cut as `abridged` cuts them."""
    return span if len(span[0]) <= LONGEST_SHOWN else (cut(span[0], whole), span[1])


def show(page: Shown, *, markdown: bool = False, full: bool | None = None) -> None:
    """Print a page or lines, for a terminal or for a pipe; `full` as in `answer`."""
    if not (full or markdown):
        page = abridged(page, HOW_TO_SEE_ALL if full is None else "--full shows them")
    if isinstance(page, Page) and markdown:
        from caretrack.views.markdown import lines

        streams.put(lines(page))
    elif isinstance(page, Page) and streams.on_terminal():
        from caretrack.views.terminal import layout

        layout.show(page)
    elif isinstance(page, ListPage) and streams.on_terminal():
        from caretrack.views.terminal import table

        table.show(page)
    elif isinstance(page, ListPage):
        streams.put_rows(page.header, map(_plain_cells, page.rows))
    else:
        streams.put(plain(page) if isinstance(page, Page) else page)


def plain(page: Page) -> Iterator[str]:
    """Yield the lines of a page in a pipe: sentences, then a tab-separated list a section."""
    if not page.lists_alone:
        yield flat("".join(text for text, _ in page.head))
        yield from (flat(text) for text, _ in page.sentences if text)
    for number, section in enumerate(page.sections):
        yield from section.plain(below=bool(number) or not page.lists_alone)
    if page.end:
        yield from ("", page.end)


def tabs(*cells: object) -> str:
    """Return one line of a list: each cell on one line, tabs between them."""
    return "\t".join([flat(str(cell)) for cell in cells])


def spoken_cell(cell: Cell) -> str:
    """Return a cell as a terminal shows it."""
    return spoken(cell) if isinstance(cell, date) else "" if cell is None else str(cell)


def _plain_cells(cells: Sequence[Cell]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in cells]
