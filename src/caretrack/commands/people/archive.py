"""`care archive`: they never prompt again, and nothing is lost."""

from typing import Annotated

import typer

from caretrack.app.people import details_of
from caretrack.domain.dates import spoken
from caretrack.domain.text import clean_text
from caretrack.errors import CareError
from caretrack.journal import people
from caretrack.options import Json, WholeName
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer

EXAMPLES = ("care archive ben", "care archive ana --why 'moved on to another firm'")


def command(
    ctx: typer.Context,
    name: WholeName,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why.")] = None,
    json: Json = False,
) -> None:
    """Put somebody into the archive: no list, no reminder, no occasion.

    Their page and history stay.
    """
    session: Session = ctx.obj
    reason = clean_text(why, "the reason") if why is not None else None
    with session.write() as journal:
        person = people.find(journal, " ".join(name))
        with journal.change("archive"):
            if person.archived_on is not None:
                raise CareError(
                    f"{person.name} has been in the archive since {spoken(person.archived_on)}",
                    "`care unarchive` brings them back.",
                )
            person = people.change(
                journal, person.id, {"archived_on": session.today, "archived_why": reason}
            )
        line = f"{person.name} · archived" + (f": {reason}" if reason else "")
        answer(json, lambda: as_json.written(details_of(journal, person)), [line])
