"""`care acted`: what you did about their feedback."""

from typing import Annotated

from caretrack.app.entries import day_in_the_past
from caretrack.app.feedback import act_on_feedback
from caretrack.domain.dates import spoken
from caretrack.options import Day, Edit, Entry, Json
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

EXAMPLES = (
    "care acted f9x2 the export runs in the background now",
    "care acted f9x2 -d tuesday fixed in 4.2",
)


def command(
    session: Session,
    id: Entry,
    text: Annotated[
        list[str] | None, Argument(metavar="TEXT...", help="What you did; - reads stdin.")
    ] = None,
    date: Day = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Say what you did about feedback. Then it waits for you to tell them: `care told`."""
    day = day_in_the_past(session, date)
    said = session.text(text, "the text", edit=edit, option="what you did")
    (item, name, start), before = act_on_feedback(session, id, said, day)
    was = words.was(before) if before != said else ""
    lines = [
        f"Acted {start}  {name} · {item.text} · {said}{was} · {spoken(day)}",
        f"Now tell them: care told {start}",
    ]
    answer(json, item, lines)
