"""`care done`: a promise kept; a gesture made, which is a touch too."""

from typing import Annotated

import typer

from caretrack.app.actions import finish_action
from caretrack.app.entries import day_of_note
from caretrack.domain.dates import spoken
from caretrack.options import Day, Entry, Json
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

EXAMPLES = ("care done p4kd", "care done g7x2 she loved the card", "care done p4kd -d yesterday")


def command(
    ctx: typer.Context,
    id: Entry,
    note: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NOTE]...", help="What came of it; - reads stdin."),
    ] = None,
    date: Day = None,
    json: Json = False,
) -> None:
    """Close a promise or a gesture.

    A gesture, and a promise with a note, is also logged as a touch and resets the clock: it was
    care.
    """
    session: Session = ctx.obj
    text = session.text(note, "the note") if note else ""
    day, text, day_from = day_of_note(session, date, text)
    done = finish_action(session, id, text, day)
    action, touch = done.action, done.touch
    said = f" (from “{day_from}”)" if day_from else ""
    lines = [f"Done  {done.name} · {action.text} · {spoken(day)}{said}"]
    if touch is not None:
        what = f"{touch.channel} · {done.label} (care) · {spoken(day)}"
        lines += [f"Logged {done.short}  {what}", words.next_due(done.clock, session.today)]
    answer(json, action, lines)
