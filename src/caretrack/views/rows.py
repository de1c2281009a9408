"""A section of a page: rows under a title."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from caretrack.views.lines import LONGEST_SHOWN, cut
from caretrack.views.page import tabs

if TYPE_CHECKING:
    from caretrack.views.terminal.blocks import Renderable


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

    def abridged(self, whole: str) -> "Section":
        """Return it with every very long text cut; `whole` says how to see it."""
        rows = [
            row
            if len(row.text) <= LONGEST_SHOWN
            else row._replace(text=cut(row.text, whole), brief=cut(row.brief, whole))
            for row in self.rows
        ]
        return self._replace(rows=rows)

    def plain(self, *, below: bool) -> Iterator[str]:  # noqa: ARG002 - as the lists have it
        """Yield its lines in a pipe."""
        if self.rows and not self.lead:
            yield from ("", self.title)
        for row in self.rows:
            yield tabs(row.heading, row.text, row.source).rstrip("\t")

    def on_terminal(self, width: int) -> "Sequence[Renderable]":
        """Return what a terminal of `width` columns shows."""
        from caretrack.views.terminal.layout import section_parts

        return section_parts(self, width)
