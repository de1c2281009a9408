"""`care import`: people and touches of other programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from caretrack import streams
from caretrack.app.imports.records import (
    ImportOptions,
    columns,
    import_file,
    refuse_unfit,
)
from caretrack.domain.people.namesakes import Namesake
from caretrack.domain.records import ImportPage
from caretrack.errors import Exit, UnknownColumns, WrongUsage
from caretrack.formats.open import find_source
from caretrack.formats.registry import JSON, NAMES
from caretrack.formats.source import Source
from caretrack.options import Json, complete_kinds
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.settings.places import expand_home
from caretrack.views.page import answer
from caretrack.views.pages import import_json, import_next, imports
from caretrack.views.progress import Progress

EXAMPLES = (
    "care import contacts.vcf --dry-run",
    "care import people.csv --map 'name=Full name,email=Mail'",
    "care import contacts.vcf --every 3m",
)


def command(
    session: Session,
    file: Annotated[
        Path,
        Argument(
            metavar="FILE",
            help="A file, a Maildir, or a folder of .vcf or .eml files; it is never changed.",
        ),
    ],
    from_: Annotated[
        str | None,
        Option(
            "--from",
            metavar="FORMAT",
            help=f"{', '.join(NAMES[:-1])} or {NAMES[-1]}; else told from what is in the file.",
        ),
    ] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Only say what would come in.")] = False,
    update: Annotated[
        bool,
        Option(
            "--update",
            help="Where the file differs, take what it says; else only empty fields are filled in.",
        ),
    ] = False,
    tag: Annotated[
        list[str] | None,
        Option("--tag", metavar="TAG", help="Tag everybody in the file; may be given again."),
    ] = None,
    every: Annotated[
        str | None,
        Option(
            "--every",
            metavar="CADENCE",
            help="Look after them from now on: 30d, 3m, or default. Without it people of an "
            "address book are only known, and `care triage` asks about each.",
        ),
    ] = None,
    known: Annotated[
        bool, Option("--known", help="They are only known, not looked after yet.")
    ] = False,
    everybody: Annotated[
        bool,
        Option("--everybody", help="Also what is of no person: info@, a company alone."),
    ] = False,
    map_: Annotated[
        list[str] | None,
        Option(
            "--map",
            metavar="FIELD=COLUMN",
            help='Which column of a table is what: name="Full name",email=Mail. Where the columns '
            "are not known, the answer proposes it.",
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        Option(
            "--encoding",
            metavar="NAME",
            help="What the text is in, like cp1251 or Shift-JIS; else UTF-8, or told from it.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        Option(
            "--kind",
            "-k",
            metavar="KIND",
            help="The kind of every touch; else worked out from each.",
            complete=complete_kinds,
        ),
    ] = None,
    keep_text: Annotated[
        bool, Option("--keep-text", help="Keep the text of mails and chats.")
    ] = False,
    by_name: Annotated[
        bool,
        Option(
            "--by-name",
            help="Whoever has the whole name of one person here, and an address of nobody, is "
            "that person; the address is kept. Without it you are asked.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Bring in people and touches of other programs: vCards, tables, calendars, mail, chats,
    calls, notes, friends.md, Monica, the JSON of care, and archives (.zip, .gz) of these.

    Nobody comes in twice: people are matched by uid, then their LinkedIn page, then e-mail, then
    name, and for somebody known only empty fields are filled in. A bad record is reported with its
    line, and the others go in. A second run changes nothing. `care undo` takes it all back.
    """
    # Whoever says what the columns are need not say that it is a table.
    source, format = find_source(
        expand_home(file), from_ or ("csv" if map_ else None), _codec(encoding)
    )
    given = {"--map": map_, "--kind": kind, "--keep-text": keep_text, "--tag": tag}
    given |= {"--every": every, "--known": known, "--everybody": everybody}
    refuse_unfit(format, given | {"--encoding": encoding, "--by-name": by_name})
    if every is not None:
        _check_cadence(every, known)
    if format == JSON:
        from caretrack.app.imports.journal import import_journal

        with Progress() as progress:
            counts = import_journal(session, source, progress.now, dry_run=dry_run, update=update)
        value = {"format": "json", "dry_run": dry_run, "tables": counts}
        return answer(json, value, lambda: imports.journal_lines(counts, dry_run))
    options = ImportOptions(
        format,
        dry_run,
        update,
        _clean_tags(tag or ()),
        columns(map_ or ()),
        kind,
        keep_text,
        every,
        known,
        everybody,
        by_name,
    )
    try:
        page = _imported(session, source, options, json)
    except UnknownColumns as error:
        options = options._replace(columns=_columns_as_proposed(error, json))
        page = _imported(session, source, options, json)
    for remark in source.remarks:
        streams.say(remark)
    answer(json, lambda: import_json.parts(page), lambda: imports.lines(page))
    if not json:
        streams.say_lines(import_next.next_steps(page))
    if page.nothing_came:
        raise Exit(1)
    return None


def _imported(session: Session, source: Source, options: ImportOptions, json: bool) -> ImportPage:
    """Import the file; at a terminal, ask who is who by name."""
    with Progress() as progress:

        def ask(found: Sequence[Namesake]) -> Sequence[Namesake]:
            from caretrack.commands.exchange.namesakes import ask_about

            with progress.put_away():
                return ask_about(found)

        asks = streams.can_ask() and not json
        return import_file(session, source, options, progress.now, ask if asks else None)


def _columns_as_proposed(error: UnknownColumns, json: bool) -> dict[str, str]:
    """Return what the columns are, once the person at the terminal says so; else raise the error.

    It has the command that says it, to be changed and typed.
    """
    if not error.proposed or json or not streams.can_ask():
        raise error
    streams.say(f"{error.message}. Judging by the cells: {error.proposed}")
    if not streams.confirm("Read it so?"):
        raise error
    return columns([error.proposed])


def _codec(encoding: str | None) -> str:
    """Return Python's name of an encoding. Raises WrongUsage for one that nobody knows."""
    if encoding is None:
        return ""
    from caretrack.formats.encodings import encoding_named

    return encoding_named(encoding)


def _check_cadence(text: str, known: bool) -> None:
    """Raise WrongUsage for what is no cadence, before a long file is read."""
    from caretrack.domain.cadence import cadence_days

    if known:
        raise WrongUsage("--every and --known are opposites", "Leave one of the two out.")
    if text.strip().casefold() != "default":
        cadence_days(text)


def _clean_tags(texts: Sequence[str]) -> tuple[str, ...]:
    if not texts:
        return ()
    from caretrack.app.people import clean_tag

    return tuple(map(clean_tag, texts))
