"""`care unarchive`: back from the archive."""

import typer

from caretrack import streams
from caretrack.app.people import person_json
from caretrack.domain.dates import spoken
from caretrack.errors import CareError
from caretrack.journal import due, people
from caretrack.options import Json, Name
from caretrack.session import Session
from caretrack.views import words

EXAMPLES = ("care unarchive ben", "care unarchive k3f9 --json")


def command(ctx: typer.Context, name: Name, json: Json = False) -> None:
    """Bring somebody back from the archive; their clock goes on from their last caring touch."""
    session: Session = ctx.obj
    with session.write() as journal:
        with journal.change("unarchive"):
            person = people.find(journal, name)
            if person.archived_on is None:
                raise CareError(
                    f"{person.name} is not in the archive", "`care list --archived` shows who is."
                )
            person = people.change(journal, person.id, {"archived_on": None, "archived_why": None})
        clock = due.clocks(journal, [person.id])[person.id]
        if json:
            return streams.put_json({"person": person_json(journal, person)})
    by = f" · due {spoken(clock.due_on)}" if clock.due_on else ""
    return streams.put([f"{person.name} · {words.cadence(clock)}{by}"])
