"""`care day`: the evening in prose becomes touches."""

from typing import Annotated

from caretrack import streams
from caretrack.app.day import DayTyped, day, is_empty
from caretrack.errors import Exit, NothingFound
from caretrack.options import Edit, Json
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views.page import answer
from caretrack.views.pages import day as page

EXAMPLES = (
    "care day",
    "care day 'Lunch with Ana and Ben, Ben is worried about churn. Called Gil, no answer.'",
    "care day -d yesterday - < evening.txt",
)


def command(
    session: Session,
    text: Annotated[
        list[str] | None,
        Argument(
            metavar="[TEXT]...",
            help="Whom you met, called or wrote to, in plain sentences; - reads stdin, "
            "which needs no - in a pipe.",
        ),
    ] = None,
    edit: Edit = False,
    on: Annotated[
        str | None,
        Option(
            "--date",
            "-d",
            metavar="DATE",
            help="The day that it is about, else today; “yesterday” in it is the day before.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", "-n", help="Only show what would be written.")
    ] = False,
    json: Json = False,
) -> None:
    """Tell the day in plain sentences: each becomes a touch, with its people, day and kind.

    "Lunch with Ana and Ben at the fair, Ben is worried about churn. Called Gil, no answer.
    Yesterday wrote to Eva about the export." is three touches. People must be in the journal.
    "She is worried …" belongs to the person before it; what you still have to do is no touch, and
    a sentence that names nobody goes with the touch before it where that is plain, or is left out.

    On a terminal you are asked who is meant by a name that several have, and everything is shown
    before it is written: a number changes a row, e the text. In a pipe the touches are written, and
    what may be kept beside them is printed as commands; what was left out is said on stderr, with
    the line that would log it. The same text again writes nothing twice. All of it is one change:
    `care undo` takes it back.

    What dictation programs print is read (whisper.cpp, vosk), and entries of jrnl and lines of a
    friends.md, with their days.
    """
    ask = streams.can_ask() and not json
    report = day(session, text or [], DayTyped(on, edit, dry_run, ask))
    answer(json, lambda: page.json_of(report), lambda: page.lines(report))
    page.say_left_out(report.left_out)
    for path in report.stored_in:
        streams.say(f"what you wrote is kept in {path}")
    if is_empty(report):
        raise Exit(NothingFound.exit_code)
