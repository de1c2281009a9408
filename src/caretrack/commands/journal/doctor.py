"""`care doctor`: is the journal whole?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from caretrack import streams
from caretrack.errors import CareError, Exit, WrongUsage
from caretrack.options import Json
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.settings.places import config_exists, config_path
from caretrack.views.page import ListPage, answer
from caretrack.views.pages.compacted import compacted_line, folded_line
from caretrack.views.pages.differences import DifferenceRow, difference_rows
from caretrack.views.pages.doctor import (
    CheckRow,
    check_rows,
    mended_line,
    summary,
    verdict,
)
from caretrack.views.progress import Progress

if TYPE_CHECKING:
    from caretrack.journal.connection import Journal
    from caretrack.journal.doctor.check import JournalCheck

EXAMPLES = (
    "care doctor",
    "care doctor --put-back k3f9",
    "care doctor --compact --fold 2025-01-01",
)
PACKAGES = ("typer", "rich", "sqlite-utils")


def command(
    session: Session,
    rebuild: Annotated[
        bool,
        Option("--rebuild", help="First make the triggers, the clocks and the index again."),
    ] = False,
    put_back: Annotated[
        list[str] | None,
        Option("--put-back", metavar="ID", help="Give an entry back what its log has; or 'all'."),
    ] = None,
    accept: Annotated[
        list[str] | None,
        Option("--accept", metavar="ID", help="Keep an entry that differs from its log; or 'all'."),
    ] = None,
    compact: Annotated[
        bool,
        Option("--compact", help="Give the disk the room back that deleted entries left."),
    ] = False,
    fold: Annotated[
        str | None,
        Option(
            "--fold",
            metavar="DATE",
            help="With --compact: join the steps that the log has of each entry from before this "
            "day. Commands that lose one cannot be undone any more.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Check the journal, its backups, the place where it lies and the config file, and say what to
    do.

    It compares every entry with its log, and the clocks and the index with the entries; it looks
    for days that have not come, open permissions, a shared folder, copies beside the journal, a
    full disk, and what killed commands left. Each line is fine, wrong or not checked. Ends with 1
    if anything is wrong or could not be checked.

    Without options it only reads, and mends nothing. An entry that differs from its log was changed
    by another program or by the disk: --put-back takes what the log has, --accept keeps the entry.
    `care undo` takes back either.

    With --compact the file is written anew, without what an undone import left in it. For a moment
    that takes up to twice the size of the journal on its disk, and other commands wait. With --fold
    as well, the log keeps one step for each entry of all that was done before the day: every entry
    stays as it is, but what led to it is gone, and `care undo` refuses those commands.
    """
    if sum(map(bool, (rebuild, put_back, accept, compact))) > 1:
        raise WrongUsage(
            "--rebuild, --put-back, --accept and --compact are different things",
            "Say one of them.",
        )
    if fold is not None and not compact:
        raise WrongUsage("--fold makes the log shorter", "Add --compact.")
    if compact:
        _compact(session, fold, json)
        return
    if put_back or accept:
        _mend(session, put_back or accept or (), json, accepted=bool(accept))
        return
    from caretrack.journal.doctor.examine import examine

    if rebuild and session.has_journal():
        _rebuild(session)
    with Progress() as progress, session.examine() as journal:
        checks = examine(journal, session.link or session.path, progress.now)
        differing = _differing(journal, checks)
    found = [row for item in checks for row in check_rows(*item, differing)]
    found += [_config(), _program()]
    rows = [(item.check, verdict(item.fine), item.seen, item.advice) for item in found]
    page = ListPage(("check", "verdict", "seen", "do"), rows)
    wrong = any(item.fine is False for item in found)
    fine = False if wrong else None if any(item.fine is None for item in found) else True
    answer(json, {"fine": fine, "findings": found, "differences": differing}, page)
    if not json:
        streams.say(summary(found))
    if not fine:
        raise Exit(1)


def _rebuild(session: Session) -> None:
    """Make again what is derived, unless entries differ from their log.

    Made of such an entry, the index would be one more place that says what the disk says.
    """
    from caretrack.journal.doctor.log import differences
    from caretrack.journal.doctor.mend import rebuild_derived
    from caretrack.journal.idle import record_idle

    with Progress() as progress:
        progress.now("Comparing the entries with their log")
        with session.examine() as journal:
            count = len({(item.table, item.id) for item in differences(journal.db)})
        if count:
            raise CareError(
                f"{count} {'entry differs' if count == 1 else 'entries differ'} from the log",
                "`care doctor` names what differs: settle that with --put-back or --accept first.",
            )
        with session.write() as journal:
            with progress.put_away():
                streams.say("making what is derived again: until it is done, other commands wait")
            rebuild_derived(
                journal, lambda what, total, done: progress.now(what, total, done, "rows")
            )
            record_idle(journal.db, "doctor --rebuild")


def _compact(session: Session, fold: str | None, json: bool) -> None:
    from caretrack.journal.doctor.compact import compact

    folded = None
    with Progress() as progress, session.write() as journal:
        if fold is not None:
            from caretrack.domain.date_phrases import parse_date
            from caretrack.journal.doctor.fold_log import fold_log

            day = parse_date(fold, session.today, prefer="past", month_first=session.month_first)
            progress.now("Joining the steps of the log")
            folded = fold_log(journal, day)
        progress.now("Writing the journal anew")
        done = compact(journal)
    value = {"compacted": done} | ({"folded": folded} if folded else {})
    lines = [folded_line(folded.lines, folded.commands)] if folded else []
    answer(json, value, [*lines, compacted_line(done.before, done.after)])


def _mend(session: Session, ids: Sequence[str], json: bool, *, accepted: bool) -> None:
    from caretrack.journal.doctor import mend

    with Progress() as progress, session.write() as journal:
        progress.now("Comparing the entries with their log")
        mended = (mend.accept if accepted else mend.put_back)(journal, ids)
    answer(json, {"accepted" if accepted else "put_back": mended}, [mended_line(mended, accepted)])


def _differing(journal: "Journal", checks: "Sequence[JournalCheck]") -> list[DifferenceRow]:
    """Return the entries that differ from their log, with ids as short as they can be."""
    found = [item for check in checks for item in check.values.get("differences", ())]
    if not found:
        return []
    from caretrack.journal.ids import short_ids
    from caretrack.journal.tables import ENTRIES

    ids = [item.id for item in found if item.table in ENTRIES and item.id.isascii()]
    short = short_ids(journal.db, ids)
    return difference_rows(found, lambda whole: short.get(whole, whole))


def _config() -> CheckRow:
    """Check the config file: a wrong setting stops the commands that need it."""
    path = config_path()
    if not config_exists(path):
        return CheckRow("config", True, f"no {path}: the defaults hold")
    from caretrack.settings.file import problem_error, read

    try:
        found = read(path)
    except CareError as error:
        return CheckRow("config", False, error.message, error.hint)
    if found.problems:
        first = problem_error(path, found.problems[0])
        more = (
            f"; {len(found.problems) - 1} more: `care config` lists them"
            if found.problems[1:]
            else ""
        )
        return CheckRow(
            "config",
            False,
            f"{first.message}{more}",
            f"{first.hint} `care config --edit` opens it.",
        )
    return CheckRow("config", True, f"{path}: every setting is valid")


def _program() -> CheckRow:
    from importlib.metadata import PackageNotFoundError, version
    from platform import python_version, system

    from caretrack import __version__

    def of(package: str) -> str:
        try:
            return f"{package} {version(package)}"
        except PackageNotFoundError:
            return f"{package} is not installed"

    packages = ", ".join(of(package) for package in PACKAGES)
    return CheckRow(
        "program",
        True,
        f"caretrack {__version__}, Python {python_version()} on {system()}, {packages}",
    )
