"""`care told`: the loop closed. They know what came of what they said."""

from typing import Annotated

from caretrack.app.entries import clean_channel, day_in_the_past
from caretrack.app.feedback import tell_feedback
from caretrack.domain.dates import spoken
from caretrack.options import Day, Entry, Json, complete_channels
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

EXAMPLES = ("care told f9x2", "care told f9x2 -c email wrote her that the export is fast now")


def command(
    session: Session,
    id: Entry,
    note: Annotated[
        list[str] | None, Argument(metavar="[NOTE]...", help="What you said; - reads stdin.")
    ] = None,
    channel: Annotated[
        str | None,
        Option("--channel", "-c", metavar="CHANNEL", help="How.", complete=complete_channels),
    ] = None,
    date: Day = None,
    json: Json = False,
) -> None:
    """Say that you told them. It is logged as a touch of thanks too: they were heard."""
    day = day_in_the_past(session, date)
    said = session.text(note, "the note") if note else ""
    how = clean_channel(channel, said)
    item, name, start, clock = tell_feedback(session, id, said, how, day)
    lines = [
        f"Told  {name} · {item.text}",
        f"Logged {start}  {how} · thanks (care) · {spoken(day)}",
        words.next_due(clock, session.today),
    ]
    answer(json, item, lines)
