"""Log a touch from a line that is typed at a question, with the options of `care log`."""

import typer

from caretrack import streams
from caretrack.commands.daily import log
from caretrack.domain.text import typed_words
from caretrack.errors import CareError
from caretrack.options import USAGE_ERROR, in_plain_words
from caretrack.session import Session


def log_from_line(session: Session, person_id: str, *options: str) -> bool:
    """Ask for a note, with the options of `care log`, and log it; say what was written.

    `options` stand before what is typed. What is wrong is said, and the line comes again to be
    changed. Returns False for an empty line: nothing was logged.
    """
    line = streams.ask("Note")
    while line:
        session.typed[:] = [line]
        try:
            _log(session, [person_id, *options, *typed_words(line)])
        except CareError as error:
            streams.say(str(error))
        except USAGE_ERROR as error:
            streams.say(in_plain_words(error))
        if not session.typed:
            return True
        line = streams.ask_to_change("Note", line)
    session.typed.clear()
    return False


def _log(session: Session, args: list[str]) -> None:
    """Run `care log`. Raises typer.Abort for ^C."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command("log", context_settings={"help_option_names": ["-h", "--help"]})(log.command)
    if typer.main.get_command(app).main(args, "log", standalone_mode=False, obj=session) == 130:
        raise typer.Abort
