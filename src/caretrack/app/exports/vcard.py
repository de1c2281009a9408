"""People as vCards: one file of all, or a folder with a file for each, as khard keeps them."""

from collections.abc import Iterator

from caretrack.app.exports.selection import Selection, person_records
from caretrack.formats.vcard import write
from caretrack.journal.connection import Journal


def text(journal: Journal, selection: Selection) -> Iterator[str]:
    """The cards, one after the other."""
    return (card for _, card in files(journal, selection))


def files(journal: Journal, selection: Selection) -> Iterator[tuple[str, str]]:
    """For each person the name of their file and their card."""
    return write.write(
        person_records(journal, selection.people),
        "3.0" if selection.options.format == "vcard3" else "4.0",
    )
