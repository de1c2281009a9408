"""`care done`: a promise kept; a gesture made, which is a touch too."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from caretrack.app.entries import day_in_the_past, worked_out
from caretrack.domain.dates import spoken
from caretrack.domain.kinds.families import CARE, Kind
from caretrack.domain.kinds.guess import guess_channel
from caretrack.domain.model import Action
from caretrack.errors import CareError
from caretrack.journal import due, entries, people, touches
from caretrack.journal.ids import find_id, short_id
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
    day = day_in_the_past(session, date)
    own = session.config.kinds_words
    said = session.text(note, "the note") if note else ""
    with session.write() as journal:
        lines = []
        with journal.change("done"):
            action = entries.get(journal, Action, find_id(journal.db, id, "actions"))
            if action.done_on is not None:
                raise CareError(
                    f"that {action.sort} was done on {spoken(action.done_on)}",
                    "`care undo` takes it back.",
                )
            touch_id = action.touch_id
            if said or action.sort == "gesture":
                text = f"{action.text}: {said}" if said else action.text
                known = touches.kinds(journal)
                values = {
                    "kind": _kind(text, action.sort, own, known),
                    "channel": guess_channel(text) or "other",
                    "from_them": False,
                    "note": text,
                }
                touch = touches.add(journal, [action.person_id], happened_on=day, **values)
                touch_id = touch.id
                label = known[touch.kind].label
                lines.append(
                    f"Logged {short_id(journal.db, touch.id)}  "
                    f"{touch.channel} · {label} (care) · {spoken(day)}"
                )
            action = entries.change(journal, Action, action.id, done_on=day, touch_id=touch_id)
        name = people.get(journal, action.person_id).name
        if lines:
            lines.append(
                words.next_due(
                    due.clocks(journal, [action.person_id]).get(action.person_id), session.today
                )
            )
    answer(json, action, [f"Done  {name} · {action.text} · {spoken(day)}", *lines])


def _kind(text: str, sort: str, own: Mapping[str, Sequence[str]], known: Mapping[str, Kind]) -> str:
    """Return the caring kind that its words speak for, never sales.

    If they speak for none, a gesture is thanks, and a promise help.
    """
    guessed = worked_out(text, own, known)
    caring = {kind.kind for kind in known.values() if kind.family == CARE}
    return (
        guessed.kind
        if guessed.words and guessed.kind in caring
        else {"gesture": "thanks"}.get(sort, "help")
    )
