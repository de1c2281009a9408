"""`care export`: what the journal holds, for other programs and for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from caretrack import streams
from caretrack.app.exports import file as files
from caretrack.app.exports import selection as exporting
from caretrack.app.exports.selection import FORMATS, ExportOptions, Selection
from caretrack.domain.dates import parse_time
from caretrack.journal.connection import Journal
from caretrack.journal.queries.export import snapshot
from caretrack.options import Company, MaybeWholeName, Tag
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views import words

EXAMPLES = (
    "care export --to json -o journal.json",
    "care export ana --to markdown",
    "care export --to ics --due --alarm 8:30 -o care.ics",
)


def command(
    session: Session,
    name: MaybeWholeName = None,
    to: Annotated[
        str | None,
        Option(
            "--to",
            metavar="FORMAT",
            help=f"{' or '.join(FORMATS)}; else told from the name of the file.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE|DIR", help="Where to; else, and with -, stdout."),
    ] = None,
    tag: Tag = None,
    company: Company = None,
    everybody: Annotated[bool, Option("--all", help="Those in the archive, too.")] = False,
    due: Annotated[
        bool,
        Option(
            "--due",
            help="ics: also whom to be in touch with, promises and gestures, as all-day events "
            "with what to talk about, what was said last and the number.",
        ),
    ] = False,
    todo: Annotated[bool, Option("--todo", help="ics: the same as to-dos.")] = False,
    alarm: Annotated[
        str | None,
        Option("--alarm", metavar="TIME", help="ics: ring at this time of each day, such as 8:30."),
    ] = None,
    no_notes: Annotated[
        bool,
        Option(
            "--no-notes",
            help="ics: names, days and numbers alone, nothing of what was said or promised.",
        ),
    ] = False,
    force: Annotated[bool, Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write out everybody, one person, a tag or a company, for other programs to read.

    json is the whole journal, with the archive and what is deleted: `care import` makes the same
    journal of it. markdown is all that is known of one person, to read and to hand over; into a
    folder it is a vault of notes with links between people, for Obsidian and the like. csv is a
    table of people for a spreadsheet. vcard is for address books, in version 4.0, or 3.0 for older
    programs and phones (vcard3). ics is a calendar of their yearly days, and of days to come in
    their life. These two go to one file, or to a folder (-o DIR/) with a file for each, as khard,
    khal, todoman and vdirsyncer want it.

    Only you can read the file. It is written whole or not at all, and replaces another only with
    --force.
    """
    options = ExportOptions(
        exporting.format_of(to, output),
        " ".join(name) if name else None,
        tag,
        company,
        everybody=everybody,
        due=due,
        todo=todo,
        alarm=parse_time(alarm) if alarm is not None else None,
        no_notes=no_notes,
    )
    writer = exporting.writer(options.format)
    if output is None or output == "-":
        return _to_stdout(session, options, writer)
    if files.is_folder(output):
        return _to_folder(session, options, writer, output)
    target = files.export_file(output, session.path, force=force)
    return _to_file(session, options, writer, target, replace=force and target.exists())


def _to_stdout(session: Session, options: ExportOptions, writer: Any) -> None:
    with files.spooled() as held:
        with _reading(session, options) as (journal, selection):
            files.hold(held, writer.text(journal, selection))
        # The journal is free again before the first line is read by whoever reads it.
        files.copy_to_stdout(held)


def _to_folder(session: Session, options: ExportOptions, writer: Any, output: str) -> None:
    """Write a file for each; where one that is not ours is in the way, write nothing."""
    ending = exporting.suffix(options.format, writer)
    folder = files.export_folder(output, session.path)
    ours = getattr(writer, "is_ours", None)
    with _reading(session, options) as (journal, selection):
        if hasattr(writer, "file_names"):
            files.refuse_others(folder, writer.file_names(selection), ending, writer.is_ours)
        wrote = files.write_folder(
            folder, writer.files(journal, selection), ending, session.path, ours
        )
    gone = f", {wrote.gone:,} gone" if wrote.gone else ""
    streams.say(
        f"{folder}: {wrote.new:,} new, {wrote.changed:,} changed, {wrote.same:,} as they were{gone}"
    )


def _to_file(
    session: Session, options: ExportOptions, writer: Any, target: Path, *, replace: bool
) -> None:
    with _reading(session, options) as (journal, selection):
        text = exporting.in_file(writer, writer.text(journal, selection))
        files.write_file(target, text, session.path, replace=replace)
    streams.say(
        f"wrote {target} · {words.count(len(selection.people), 'person', 'people')} "
        "· only you can read it"
    )


@contextmanager
def _reading(session: Session, options: ExportOptions) -> Iterator[tuple[Journal, Selection]]:
    """The journal as it is at this moment, and who of it is asked for."""
    with session.read(somebody=True) as journal, snapshot(journal):
        yield journal, exporting.select_people(journal, options)
