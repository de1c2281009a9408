"""`care event`: a day of their life that comes once."""

from typing import Annotated

from caretrack.app.events import add_event
from caretrack.options import Edit, Json, Name
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

EXAMPLES = (
    "care event ana 4 dec her mother\\'s operation",
    "care event ben next friday moves to Leeds",
    "care event gil 'in 2 weeks' launch of the new shop",
)


def command(
    session: Session,
    name: Name,
    day: Annotated[
        list[str] | None,
        Argument(
            metavar="DAY TEXT...",
            help="When, then what happens; words need no quotes, a TEXT of - reads stdin.",
        ),
    ] = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Keep a day of their life that comes once: an operation, an exam, a move, a launch.

    The day before, `care due` says to wish them luck. From the day after it is the first thing to
    ask about, until a caring touch takes it up; then it is something you know. After half a year
    without one it is asked about no more.

    DAY is a day to come, or one of the last year: '4 dec', 'next friday', 'in 2 weeks', 'last
    tuesday', '2026-12-04'; it may stand behind the TEXT, too. What comes every year is an occasion:
    care occasion.
    """
    added = add_event(session, [name, *(day or [])], edit=edit)
    answer(json, added.event, words.added_event(added))
