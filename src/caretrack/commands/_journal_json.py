"""`care import` of a journal that `care export --to json` wrote: whole or not at all, in one change set."""

from collections.abc import Mapping

from caretrack.exchange.journal_json import read
from caretrack.exchange.source import Source
from caretrack.journal.bringing import Bringing, Counted
from caretrack.session import Session
from caretrack.views import out
from caretrack.views.words import count

# What the rows of a table are called, and what of them is worth a word.
WORDS = {
    "people": ("person", "people"),
    "touches": ("touch", "touches"),
    "facts": ("fact", "facts"),
    "actions": ("promise or gesture", "promises and gestures"),
    "feedback": ("piece of feedback", "pieces of feedback"),
    "occasions": ("occasion", "occasions"),
    "ties": ("tie", "ties"),
}


def bring(session: Session, source: Source, dry_run: bool, *, update: bool = False, json: bool = False) -> None:
    """Bring the journal in the file into this one. Raises CareError, with nothing changed, where any of it cannot be read."""
    with (
        session.read() if dry_run and not session.there() else session.write(make=True) as journal,
        journal.change("import", keep=not dry_run),
    ):
        brought = Bringing(journal, update=update).bring((row.table, row.where, row.values) for row in read(source))
    if json:
        tables = {table: counted._asdict() for table, counted in brought.items()}
        return out.put_json({"format": "json", "dry_run": dry_run, "tables": tables})
    return out.put(_lines(brought, dry_run))


def _lines(brought: Mapping[str, Counted], dry_run: bool) -> list[str]:
    said = [f"{which}: {words}" for which in ("new", "changed") if (words := _counts(brought, which))]
    said += [f"{words} there already" for words in [_counts(brought, "same")] if words]
    if not said:
        # Rows that only list or join: an address, a tag, a setting.
        rest = [sum(getattr(counted, which) for counted in brought.values()) for which in ("new", "changed")]
        said = [f"{count(sum(rest), 'row')} beside people and entries"] if any(rest) else ["nothing in it"]
    gone = _counts(brought, "gone")
    lines = [f"deleted here, and not in the file: {gone}; --update brings them back"] if gone else []
    return [*lines, f"json: {'; '.join(said)}" + (" (a dry run: nothing was changed)" if dry_run else "")]


def _counts(brought: Mapping[str, Counted], which: str) -> str:
    return ", ".join(count(number, *WORDS[table]) for table in WORDS if (number := getattr(brought[table], which)))
