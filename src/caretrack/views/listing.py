"""The lists of a page: of people, or of anything else."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from caretrack.views.page import Span, cut_cells, cut_span, tabs

if TYPE_CHECKING:
    from caretrack.views.terminal.blocks import Renderable


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

    def abridged(self, whole: str) -> "Listing":
        """Return it with every very long text cut; `whole` says how to see it."""
        items = (
            Item(cut_cells(item.cells, whole), [cut_span(span, whole) for span in item.spans])
            for item in self.items
        )
        return self._replace(items=items)

    def plain(self, *, below: bool) -> Iterator[str]:
        """Yield its lines in a pipe: a table with a header, `below` what stands above."""
        return _table(self, below=below)

    def on_terminal(self, _width: int) -> "Sequence[Renderable]":
        """Return what a terminal shows, however wide it is."""
        from caretrack.views.terminal.layout import listing_parts

        return () if self.in_head else listing_parts(self)


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

    def abridged(self, whole: str) -> "PeopleListing":
        """Return it with every very long text cut; `whole` says how to see it."""
        people = (
            item._replace(
                cells=cut_cells(item.cells, whole),
                details=[cut_span(span, whole) for span in item.details],
                below=cut_span(item.below, whole),
            )
            for item in self.items
        )
        return self._replace(items=people)

    def plain(self, *, below: bool) -> Iterator[str]:
        """Yield its lines in a pipe: a table with a header, `below` what stands above."""
        return _table(self, below=below)

    def on_terminal(self, width: int) -> "Sequence[Renderable]":
        """Return what a terminal of `width` columns shows."""
        from caretrack.views.terminal.people_rows import people_parts

        return people_parts(self, width)


def _table(listing: Listing | PeopleListing, *, below: bool) -> Iterator[str]:
    if below:
        yield ""
    yield tabs(*listing.header)
    yield from (tabs(*item.cells) for item in listing.items)
    if listing.more:
        yield listing.more
