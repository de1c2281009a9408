"""`care occasions`: the yearly days and the events to come."""

from typing import Annotated

from caretrack.app.due import coming, events_coming
from caretrack.journal.ids import short_ids
from caretrack.options import Json
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import ListPage, answer

EXAMPLES = ("care occasions", "care occasions --within 90")


def command(
    session: Session,
    within: Annotated[
        int | None,
        Option(
            "--within",
            metavar="DAYS",
            min=0,
            max=366,
            help="How many days ahead to look (config: occasions.within, 30).",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Birthdays, other yearly days and events to come, the soonest first, each with one thing that
    you could do.

    An occasion is done for this year once you log a touch of kind celebrate, or by channel gift,
    with that person in the 14 days before it. A touch with a crowd does not count; if two
    occasions are close, it counts for the nearer one. An occasion that is done is shown here with
    its day, and leaves the morning list.

    The idea is a card, with a call for a round birthday; thanks for a "with us since"; a quiet word
    on a sad day. A card may be about a hobby, a passion, a joy, the family or a preference of
    theirs that is not old. 29 February falls on the 28th in other years.
    """
    days = session.config.occasions_within if within is None else within
    with session.read() as journal:
        items, _ = coming(journal, days, done_too=True)
        items = sorted([*items, *events_coming(journal, days)], key=lambda item: item.on)
        starts = short_ids(journal.db, [item.id for item in items])
    rows = [
        (item.on, item.name, item.words, item.idea, item.done_on, starts[item.id], item.sort)
        for item in items
    ]
    header = ("on", "person", "occasion", "idea", "done_on", "id", "sort")
    table = ListPage(header, rows, f"No occasion and no event in the next {days} days.")
    answer(json, [as_json.coming(item) for item in items], table)
