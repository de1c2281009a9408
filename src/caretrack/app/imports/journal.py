"""`care import` of a journal that `care export --to json` wrote: whole or not at all, in one change set."""

from collections.abc import Iterator, Mapping

from caretrack import streams
from caretrack.formats.journal_json import read
from caretrack.formats.source import Source
from caretrack.journal.imports.rows import IncomingRow, JournalImport, RowCounts
from caretrack.session import Session
from caretrack.views.pages.duplicates import NOUNS
from caretrack.views.progress import Progress
from caretrack.views.words import count

# What the rows of a table are called, and what of them is worth a word.
WORDS = {"people": ("person", "people")} | {
    table: NOUNS[table]
    for table in ("touches", "facts", "actions", "feedback", "occasions", "ties")
}


def import_journal(
    session: Session, source: Source, dry_run: bool, *, update: bool = False, json: bool = False
) -> None:
    """Bring the journal in the file into this one. Raises CareError, with nothing changed, where any of it cannot be read."""
    with (
        Progress() as progress,
        session.read()
        if dry_run and not session.has_journal()
        else session.write_whole_journal() as journal,
        journal.change("import", keep=not dry_run),
    ):
        brought = JournalImport(journal, update=update).write(_rows(source, progress))
    if json:
        tables = {table: counted._asdict() for table, counted in brought.items()}
        return streams.put_json({"format": "json", "dry_run": dry_run, "tables": tables})
    return streams.put(_lines(brought, dry_run))


def _rows(source: Source, progress: Progress) -> Iterator[IncomingRow]:
    """The rows of the file as they are brought in; at their end what is derived is still to be made."""
    progress.now(f"Reading {source.path.name}", source.size, lambda: source.position)
    for row in read(source):
        yield row.table, row.where, row.values
    progress.now("Writing into the journal")


def _lines(brought: Mapping[str, RowCounts], dry_run: bool) -> list[str]:
    said = [
        f"{which}: {words}" for which in ("new", "changed") if (words := _counts(brought, which))
    ]
    said += [f"{words} there already" for words in [_counts(brought, "same")] if words]
    if not said:
        # Rows that only list or join: an address, a tag, a setting.
        rest = [
            sum(getattr(counted, which) for counted in brought.values())
            for which in ("new", "changed")
        ]
        said = (
            [f"{count(sum(rest), 'row')} beside people and entries"]
            if any(rest)
            else ["nothing in it"]
        )
    gone = _counts(brought, "gone")
    lines = (
        [f"deleted here, and not in the file: {gone}; --update brings them back"] if gone else []
    )
    return [
        *lines,
        f"json: {'; '.join(said)}" + (" (a dry run: nothing was changed)" if dry_run else ""),
    ]


def _counts(brought: Mapping[str, RowCounts], which: str) -> str:
    return ", ".join(
        count(number, *WORDS[table])
        for table in WORDS
        if (number := getattr(brought[table], which))
    )
