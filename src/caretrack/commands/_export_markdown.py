"""Everything about one person as a page of Markdown, to read and to hand over."""

from collections.abc import Iterator

from caretrack.commands._exporting import Wanted
from caretrack.commands._profile import profile_of
from caretrack.errors import WrongUsage
from caretrack.journal.connection import Journal
from caretrack.views import profile_text

EVERYTHING = 1_000_000


def text(journal: Journal, wanted: Wanted) -> Iterator[str]:
    """The lines of the page. Raises WrongUsage where it is not of one person."""
    if wanted.asked.name is None:
        raise WrongUsage("a page of Markdown is about one person", "Name them: care export NAME --to markdown.")
    page = profile_of(journal, wanted.people[0], EVERYTHING, to_read=True)
    return (f"{line}\n" for line in profile_text.markdown(page))
