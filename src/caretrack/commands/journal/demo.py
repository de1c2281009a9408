"""`care demo`: a sample journal, and its morning list."""

import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from caretrack import streams
from caretrack.app.due import due_page
from caretrack.app.sample import write_sample
from caretrack.disk import system_temporary_folder
from caretrack.errors import cannot_write_temporary
from caretrack.journal.connection import open_journal
from caretrack.options import Json
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer
from caretrack.views.pages.due import page_of

EXAMPLES = ("care demo", "care demo --json")

# What is different here, in the order in which a newcomer may look at it.
TOUR = (
    ("profile ben", "the page to read before you meet him"),
    ("profile lagoon", "a company: its people, and who of them is waiting"),
    ("profile oscar", "a critic, and what made him one"),
    ("log rui sent him the offer again", "a sale is written down, but resets no clock"),
    ("check ana", "a letter to her, read before you send it"),
    ("stats", "care and sales by month; who hears only sales"),
)


def command(session: Session, json: Json = False) -> None:
    """Make a sample journal in a temporary folder, show its `care due`, and say what to look at
    next. Nothing of yours is touched.
    """
    path = _new_folder() / "journal.db"
    try:
        journal = open_journal(path, session.today, make=True)
        with journal, journal.change("demo"):
            write_sample(journal)
    except BaseException:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
    with open_journal(path, session.today) as journal:
        limit = None if json else session.config.due_limit
        page = due_page(journal, session.now, limit=limit, to_read=not json)
        answer(json, lambda: as_json.due(page), lambda: page_of(page))
    called = sys.argv[0] if "/" in sys.argv[0] and shutil.which("care") is None else "care"
    streams.say("")
    streams.say("These people do not exist. Look around:")
    streams.say(f"export CARE_JOURNAL={shlex.quote(str(path))}")
    for typed, what in TOUR:
        streams.say(f"{called} {typed}  # {what}")


def _new_folder() -> Path:
    """Make a folder for the sample. Raises CareError where there is no room for it."""
    place = system_temporary_folder()
    try:
        folder = Path(tempfile.mkdtemp(prefix="care-demo-", dir=place))
        folder.chmod(0o700)
    except OSError as error:
        raise cannot_write_temporary(place, error) from error
    return folder
