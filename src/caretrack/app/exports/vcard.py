"""People as vCards: one file of all cards, or a folder with a file for each, as khard and vdirsyncer keep them."""

from collections.abc import Iterator

from caretrack.app.exports.wanted import Wanted, records
from caretrack.formats.vcard import write
from caretrack.journal.connection import Journal


def text(journal: Journal, wanted: Wanted) -> Iterator[str]:
    """The cards, one after the other."""
    return (card for _, card in files(journal, wanted))


def files(journal: Journal, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """For each person the name of their file and their card."""
    return write.write(
        records(journal, wanted.people), "3.0" if wanted.asked.format == "vcard3" else "4.0"
    )
