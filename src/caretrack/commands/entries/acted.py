"""`care acted`: what you did about their feedback."""

from typing import Annotated

import typer

from caretrack.app.entries import day_in_the_past
from caretrack.domain.dates import spoken
from caretrack.domain.model import Feedback
from caretrack.errors import CareError
from caretrack.journal import entries, people
from caretrack.journal.ids import find_id, short_id
from caretrack.options import Day, Edit, Entry, Json
from caretrack.session import Session
from caretrack.views.page import answer

EXAMPLES = (
    "care acted f9x2 the export runs in the background now",
    "care acted f9x2 -d tuesday fixed in 4.2",
)


def command(
    ctx: typer.Context,
    id: Entry,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", help="What you did; - reads stdin.")
    ] = None,
    date: Day = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Say what you did about feedback. Then it waits for you to tell them: `care told`."""
    session: Session = ctx.obj
    day = day_in_the_past(session, date)
    said = session.text(text, "the text", edit=edit, option="what you did")
    with session.write() as journal:
        with journal.change("acted"):
            item = entries.get(journal, Feedback, find_id(journal.db, id, "feedback"))
            if item.told_on is not None:
                raise CareError(
                    f"they were told on {spoken(item.told_on)} already",
                    "`care undo` takes that back.",
                )
            item = entries.change(journal, Feedback, item.id, acted_on=day, action=said)
        name = people.get(journal, item.person_id).name
        start = short_id(journal.db, item.id)
    lines = [
        f"Acted {start}  {name} · {item.text} · {said} · {spoken(day)}",
        f"Now tell them: care told {start}",
    ]
    answer(json, item, lines)
