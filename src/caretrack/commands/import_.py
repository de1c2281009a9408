"""`care import`: people and touches of other programs."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from caretrack.config import expanded
from caretrack.domain.channels import guess_channel
from caretrack.domain.kinds import BUILT_IN, CARE, SALES, guess
from caretrack.errors import CareError
from caretrack.exchange.recognise import READERS, parse, recognise
from caretrack.exchange.records import Parsed, PersonRecord, Refused, TouchRecord
from caretrack.journal.connection import Journal
from caretrack.journal.intake import Incoming, Intake, Met
from caretrack.options import Json
from caretrack.session import Session
from caretrack.views import as_json, out, words

EXAMPLES = (
    "care import contacts.vcf --dry-run",
    "care import contacts.vcf",
    "care import friends.md --from friends",
)
LARGEST = 512 * 1024 * 1024


class Report(NamedTuple):
    """What an import did, or would do."""

    format: str
    people: list[Met]
    touches_new: int
    touches_care: int
    touches_same: int
    refused: list[Refused]


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to read; it is never changed.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help=f"{' or '.join(READERS)}; else told from what is in the file.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    json: Json = False,
) -> None:
    """Bring in vCards (extra `vcard`) or the friends.md of the program friends.

    Nobody comes in twice: people are matched by uid, then e-mail, then name, and only what is empty is filled in somebody
    known. A bad record is told with its line, the others go in. Run again, it changes nothing. care undo takes it all back.
    """
    session: Session = ctx.obj
    data = _read(expanded(file))
    parsed = parse(data, from_ or recognise(data))
    with (
        session.read() if dry_run and not session.there() else session.write(make=True) as journal,
        journal.change("import", keep=not dry_run),
    ):
        report = _take_in(journal, parsed)
    if json:
        out.put_json(_as_json(report, dry_run))
    else:
        out.put(_lines(report, dry_run))
    if any(item.whole for item in report.refused) and not (report.people or report.touches_new or report.touches_same):
        raise typer.Exit(1)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise CareError(f"{path} is a folder", "Name a file.")
        if not path.is_file():
            raise CareError(f"there is no file {path}" if not path.exists() else f"{path} is not a file", "Name a file.")
        if path.stat().st_size > LARGEST:
            raise CareError(f"{path} is larger than {LARGEST // 1024 // 1024} MB", "Split it.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise CareError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or error}", "Check the path and its permissions."
        ) from error


def _take_in(journal: Journal, parsed: Parsed) -> Report:
    intake = Intake(journal)
    people: list[Met] = []
    refused = list(parsed.refused)
    for person in parsed.people:
        incoming = _incoming(person)
        if intake.several(incoming):
            refused.append(Refused(person.where, f"more than one is called {person.name}, and no uid or e-mail says who it is"))
        else:
            people.append(intake.person(incoming))
    families = {kind.kind: kind.family for kind in BUILT_IN}
    counts = {CARE: 0, SALES: 0, "same": 0}
    for record in parsed.touches:
        ids, why = _people_of(intake, record, journal.today)
        if why:
            refused.append(Refused(record.where, why))
            continue
        values = _touch(record)
        counts[families[values["kind"]] if intake.touch(ids, values) else "same"] += 1
    intake.write()
    return Report(parsed.format, people, counts[CARE] + counts[SALES], counts[CARE], counts["same"], refused)


def _incoming(record: PersonRecord) -> Incoming:
    sorts = {"uid": (record.uid,), "nickname": record.nicknames, "email": record.emails, "phone": record.phones, "url": record.urls}
    return Incoming(
        name=record.name,
        texts={"company": record.company, "role": record.role, "note": record.note},
        handles=[(sort, value) for sort, values in sorts.items() for value in values if value],
        tags=record.tags,
        occasions=[(item.label, item.month, item.day, item.year) for item in record.occasions],
        facts=[(item.category, item.text, date.fromisoformat(item.learned_on) if item.learned_on else None) for item in record.facts],
    )


def _people_of(intake: Intake, record: TouchRecord, today: date) -> tuple[list[str], str]:
    if date.fromisoformat(record.happened_on) > today:
        return [], f"{record.happened_on} is still to come"
    found = {name: intake.named(name) for name in record.people}
    strangers = [name for name, person_id in found.items() if person_id is None]
    if strangers:
        return [], f"nobody, or more than one, is called {', '.join(strangers)}"
    return [person_id for person_id in found.values() if person_id], ""


def _touch(record: TouchRecord) -> dict[str, Any]:
    return {
        "happened_on": date.fromisoformat(record.happened_on),
        "kind": guess(record.note).kind,
        "channel": guess_channel(record.note) or "other",
        "note": record.note,
        "source_uid": record.uid or None,
    }


def _lines(report: Report, dry_run: bool) -> list[str]:
    new = [met for met in report.people if met.new]
    changed = [met for met in report.people if not met.new and met.changed]
    lines = [f"new      {met.name}" for met in new]
    lines += [f"filled   {met.name}: {', '.join(met.changed)}" + (f" (called {met.called} there)" if met.called else "") for met in changed]
    lines += [f"{'refused ' if item.whole else 'left out'} {item.where}: {item.why}" for item in report.refused]
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
    return [*lines, f"{report.format}: {said}" + (" (a dry run: nothing was changed)" if dry_run else "")]


def _as_json(report: Report, dry_run: bool) -> dict[str, Any]:
    return {
        "format": report.format,
        "dry_run": dry_run,
        "people": [as_json.row(met) for met in report.people],
        "touches": {"new": report.touches_new, "care": report.touches_care, "same": report.touches_same},
        "refused": [{"where": item.where, "why": item.why, "whole": item.whole} for item in report.refused],
    }
