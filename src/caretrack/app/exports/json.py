"""The journal as JSON (docs/json.md): one object, a row a line, written as it is read."""

from collections.abc import Iterator

from caretrack import __version__
from caretrack.app.exports.selection import Selection
from caretrack.formats.journal_json import MARK, VERSION
from caretrack.journal.connection import Journal
from caretrack.journal.queries import export
from caretrack.json_text import dumped, escaped


def text(journal: Journal, selection: Selection) -> Iterator[str]:
    """The parts of the text; a part is a row or less."""
    yield f'{{"{MARK}": {VERSION}, "made_by": {dumped(f"care {__version__}")}, '
    yield f'"today": {dumped(journal.today)}, "whole": {dumped(selection.whole)}, "tables": {{'
    ids = [person.id for person in selection.people]
    for number, table in enumerate(export.tables()):
        yield f'{"," if number else ""}\n"{table}": ['
        rows = (
            export.rows(journal, table) if selection.whole else export.rows_of(journal, table, ids)
        )
        for place, row in enumerate(rows):
            yield (",\n" if place else "\n") + escaped(row)
        yield "\n]"
    yield "\n}}\n"
