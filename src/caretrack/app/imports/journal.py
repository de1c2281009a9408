"""`care import` of a journal that `care export --to json` wrote, all of it in one change set."""

from collections.abc import Iterator

from caretrack.app.imports.records import Tell
from caretrack.formats.journal_json import read
from caretrack.formats.source import Source
from caretrack.journal.imports.bulk import references_checked_later
from caretrack.journal.imports.rows import IncomingRow, JournalImport, RowCounts
from caretrack.session import Session


def import_journal(
    session: Session, source: Source, tell: Tell, *, dry_run: bool, update: bool
) -> dict[str, RowCounts]:
    """Import the journal of the file, and return what became of the rows of each table.

    Raises CareError, with nothing changed, where any of it cannot be read.
    """
    with (
        session.read()
        if dry_run and not session.has_journal()
        else session.write_whole_journal() as journal,
        references_checked_later(journal),
        journal.change("import", keep=not dry_run),
    ):
        return JournalImport(journal, update=update).write(_rows(source, tell))


def _rows(source: Source, tell: Tell) -> Iterator[IncomingRow]:
    """Give the rows of the file; at their end derived data is still to be made."""
    tell(f"Reading {source.path.name}", source.size, lambda: source.position)
    for row in read(source):
        yield row.table, row.where, row.values
    tell("Writing into the journal")
