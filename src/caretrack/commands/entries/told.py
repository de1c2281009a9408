"""`care told`: the loop closed. They know what came of what they said."""

from typing import Annotated

import typer

from caretrack.app.entries import clean_channel, day_in_the_past
from caretrack.domain.dates import spoken
from caretrack.domain.model import Feedback
from caretrack.errors import CareError
from caretrack.journal import due, entries, people, touches
from caretrack.journal.ids import find_id, short_id
from caretrack.options import Day, Entry, Json, complete_channels
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

EXAMPLES = ("care told f9x2", "care told f9x2 -c email wrote her that the export is fast now")


def command(
    ctx: typer.Context,
    id: Entry,
    note: Annotated[
        list[str] | None, typer.Argument(metavar="[NOTE]...", help="What you said; - reads stdin.")
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(
            "--channel", "-c", metavar="CHANNEL", help="How.", autocompletion=complete_channels
        ),
    ] = None,
    date: Day = None,
    json: Json = False,
) -> None:
    """Say that you told them. It is logged as a touch of thanks too: they were heard."""
    session: Session = ctx.obj
    day = day_in_the_past(session, date)
    said = session.text(note, "the note") if note else ""
    with session.write() as journal:
        with journal.change("told"):
            item = entries.get(journal, Feedback, find_id(journal.db, id, "feedback"))
            if item.told_on is not None:
                raise CareError(
                    f"they were told on {spoken(item.told_on)}", "`care undo` takes it back."
                )
            text = said or f"told them what came of “{item.text}”" + (
                f": {item.action}" if item.action else ""
            )
            how = clean_channel(channel, said)
            touch = touches.add(
                journal,
                [item.person_id],
                happened_on=day,
                kind="thanks",
                channel=how,
                from_them=False,
                note=text,
            )
            item = entries.change(journal, Feedback, item.id, told_on=day)
        name = people.get(journal, item.person_id).name
        start = short_id(journal.db, touch.id)
        clock = due.clocks(journal, [item.person_id]).get(item.person_id)
    lines = [
        f"Told  {name} · {item.text}",
        f"Logged {start}  {how} · thanks (care) · {spoken(day)}",
        words.next_due(clock, session.today),
    ]
    answer(json, item, lines)
