"""What an import did, or would do, in lines and as JSON."""

from typing import Any

from caretrack.domain.import_page import ImportPage
from caretrack.views import as_json, words


def lines(report: ImportPage) -> list[str]:
    """A line for everybody who is new or filled in and for all that was refused, and the counts."""
    new = [met for met in report.people if met.new]
    changed = [met for met in report.people if not met.new and met.changed]
    told = [f"new      {met.name}" for met in new]
    told += [f"filled   {met.name}: {', '.join(met.changed)}" + (f" (called {met.called} there)" if met.called else "") for met in changed]
    told += [f"{'refused ' if item.whole else 'left out'} {item.where}: {item.why}" for item in report.refused]
    refused = [item for item in report.refused if item.whole]
    fields = len(report.refused) - len(refused)
    same = len(report.people) - len(new) - len(changed)
    families = f"{report.touches_care} care, {report.touches_new - report.touches_care} sales, worked out from their notes"
    counts = (
        (len(new), words.count(len(new), "new person", "new people")),
        (report.touches_new, f"{words.count(report.touches_new, 'new touch', 'new touches')} ({families})"),
        (len(changed), words.count(len(changed), "person", "people") + " filled in"),
        (same, words.count(same, "person was", "people were") + " there already"),
        (report.touches_same, words.count(report.touches_same, "touch was", "touches were") + " there already"),
        (len(refused), f"{len(refused)} refused"),
        (fields, words.count(fields, "field") + " left out"),
    )
    said = ", ".join(what for count, what in counts if count) or "nothing in it"
    return [*told, f"{report.format}: {said}" + (" (a dry run: nothing was changed)" if report.dry_run else "")]


def as_object(report: ImportPage) -> dict[str, Any]:
    """The report of `--json`."""
    return {
        "format": report.format,
        "dry_run": report.dry_run,
        "people": [as_json.row(met) for met in report.people],
        "touches": {"new": report.touches_new, "care": report.touches_care, "same": report.touches_same},
        "refused": as_json.rows(report.refused),
    }
