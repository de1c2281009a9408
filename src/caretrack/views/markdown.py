"""A page as Markdown."""

from collections.abc import Iterator

from caretrack.formats.markdown import bullets, escaped
from caretrack.views.listing import PeopleListing
from caretrack.views.page import Page
from caretrack.views.rows import Section


def lines(page: Page) -> Iterator[str]:
    """Yield the lines of the page: its head is the title, each section a list."""
    yield f"# {escaped(''.join(text for text, _ in page.head))}"
    for text, _ in page.sentences:
        if text:
            yield from ("", escaped(text))
    for section in page.sections:
        if isinstance(section, Section):
            yield from bullets(
                section.title,
                (
                    ("" if section.lead else row.heading, row.text, row.source)
                    for row in section.rows
                ),
            )
        elif isinstance(section, PeopleListing):
            yield from bullets(
                section.title, ((str(item.cells[0]), item.words, "") for item in section.items)
            )
