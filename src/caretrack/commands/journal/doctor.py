"""`care doctor`: is the journal whole?"""

from typing import Annotated

import typer

from caretrack import streams
from caretrack.errors import CareError
from caretrack.journal.doctor.derived import rebuild_derived
from caretrack.journal.doctor.examine import examine
from caretrack.options import Json
from caretrack.session import Session
from caretrack.settings.declared import config_exists, config_path
from caretrack.views import words
from caretrack.views.page import ListPage, answer
from caretrack.views.pages.doctor import CheckRow, check_row

EXAMPLES = ("care doctor", "care doctor --rebuild")
PACKAGES = ("typer", "rich", "sqlite-utils")


def command(
    ctx: typer.Context,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help="Make the triggers, the clocks and the index again first."),
    ] = False,
    json: Json = False,
) -> None:
    """Check the file, its references, the change log, the clocks and the index (worked out again
    the slow way), permissions, the place (a synced or shared folder), backups, leftovers, the
    config file, and versions.

    Ends with 1 when something is wrong, and says what to do.
    """
    session: Session = ctx.obj
    with (
        session.write()
        if rebuild and session.has_journal()
        else session.read(leave_stale=True) as journal
    ):
        if rebuild and journal.path is not None:
            rebuild_derived(journal)
        found = [*(check_row(*item) for item in examine(journal)), _config(), _program()]
    wrong = [item for item in found if not item.fine]
    rows = [
        (item.check, "fine" if item.fine else "wrong", item.seen, item.advice) for item in found
    ]
    page = ListPage(("check", "verdict", "seen", "do"), rows)
    answer(json, {"fine": not wrong, "findings": found}, page)
    if not json:
        streams.say(f"{words.count(len(wrong), 'thing')} to mend." if wrong else "All is well.")
    if wrong:
        raise typer.Exit(1)


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
