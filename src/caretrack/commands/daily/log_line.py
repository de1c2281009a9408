"""Log a touch from a line that is typed at a question, with the options of `care log`."""

from caretrack import streams
from caretrack.commands.daily import log
from caretrack.domain.text import typed_words
from caretrack.errors import CareError
from caretrack.front_door import values_of
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
        if not session.typed:
            return True
        line = streams.ask_to_change("Note", line)
    session.typed.clear()
    return False


def _log(session: Session, args: list[str]) -> None:
    """Run `care log`. Raises CareError for what is wrong."""
    log.command(session, **values_of("log", args))
