"""People as a table, for a spreadsheet and for other programs."""

from collections.abc import Iterator

from caretrack.app.exports.selection import Selection, person_records
from caretrack.formats.csv import write
from caretrack.journal.connection import Journal

# Excel needs it in a file; in a pipe it would be a part of the first head.
FILE_BEGINS = write.MARK


def text(journal: Journal, selection: Selection) -> Iterator[str]:
    """Give the head, and a row for each person."""
    owners = any(person.owner for person in selection.people)
    return write.write(person_records(journal, selection.people), owners=owners)
