"""`care done`: a promise kept; a gesture made, which is a touch too; a goal reached."""

from typing import Annotated

from caretrack.app.actions import DoneAction, finish
from caretrack.app.entries import day_of_note
from caretrack.domain.dates import spoken
from caretrack.options import Day, Entry, Json
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

EXAMPLES = (
    "care done p4kd -d yesterday",
    "care done g7x2 she loved the card",
    "care done e4a1 they opened the second shop",
)


def command(
    session: Session,
    id: Entry,
    note: Annotated[
        list[str] | None,
        Argument(metavar="[NOTE]...", help="What came of it; - reads stdin."),
    ] = None,
    date: Day = None,
    json: Json = False,
) -> None:
    """Close a promise or a gesture, or mark a goal of theirs as reached.

    A gesture, and a promise with a note, is also logged as a touch. Its kind is worked out from the
    note, as care log does: a note about a sale is sales, and one that does not say is care.
    A goal that they reached is on the morning list until you celebrate it with them.
    """
    text = session.text(note, "the note") if note else ""
    day, text, day_from, _ = day_of_note(session, date, text)
    done = finish(session, id, text, day)
    said = f" (from “{day_from}”)" if day_from else ""
    what = done.action.text if isinstance(done, DoneAction) else done.fact.text
    verb = "Done" if isinstance(done, DoneAction) else "Reached"
    lines = [f"{verb}  {done.name} · {what} · {spoken(day)}{said}"]
    if done.touch is not None:
        what = f"{done.touch.channel} · {done.label} ({done.touch.family}) · {spoken(day)}"
        lines += [f"Logged {done.short}  {what}", words.next_due(done.clock, session.today)]
    if not isinstance(done, DoneAction) and not done.is_celebrated:
        lines.append("Celebrate it with them: care due reminds you until you do.")
    answer(json, done[0], lines)
