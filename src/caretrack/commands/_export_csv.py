"""People as a table, for a spreadsheet and for other programs."""

from collections.abc import Iterator

from caretrack.commands._exporting import Wanted, records
from caretrack.exchange import csv_out
from caretrack.journal.connection import Journal

# Excel needs it in a file; in a pipe it would be a part of the first head.
FILE_BEGINS = csv_out.MARK


def text(journal: Journal, wanted: Wanted) -> Iterator[str]:
    """The head, and a row for everybody who is wanted."""
    return csv_out.write(records(journal, wanted.people))
