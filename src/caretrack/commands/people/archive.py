"""`care archive`: they never prompt again, and nothing is lost."""

from typing import Annotated

import typer

from caretrack.app.people import details_of
from caretrack.domain.dates import spoken
from caretrack.domain.people.death import has_died
from caretrack.domain.text import clean_text
from caretrack.errors import CareError
from caretrack.journal import people
from caretrack.options import Json, WholeName
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer

EXAMPLES = (
    "care archive ben",
    "care archive ana --why 'moved on to another firm'",
    "care archive eva --why died",
)


def command(
    ctx: typer.Context,
    name: WholeName,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why.")] = None,
    json: Json = False,
) -> None:
    """Put somebody into the archive: no list, no reminder, no occasion.

    Their page and history stay. Of somebody who has died (`--why died`), nothing is asked any more.
    """
    session: Session = ctx.obj
    reason = clean_text(why, "the reason") if why is not None else None
    with session.write() as journal:
        person = people.find(journal, " ".join(name))
        with journal.change("archive"):
            gone = has_died(reason)
            # That they died is news of somebody who moved away, too.
            if person.archived_on is not None and (not gone or has_died(person.archived_why)):
                raise CareError(
                    f"{person.name} has been in the archive since {spoken(person.archived_on)}",
                    "`care unarchive` brings them back.",
                )
            person = people.change(
                journal, person.id, {"archived_on": session.today, "archived_why": reason}
            )
        line = f"{person.name} · archived" + (f": {reason}" if reason else "")
        if gone:
            line += ". You will not be reminded of anything; what you shared stays."
        answer(json, lambda: as_json.written(details_of(journal, person)), [line])
