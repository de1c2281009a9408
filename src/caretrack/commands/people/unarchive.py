"""`care unarchive`: back from the archive."""

from caretrack.app.people import details_of
from caretrack.domain.dates import spoken
from caretrack.errors import CareError
from caretrack.journal import due, people
from caretrack.options import Json, WholeName
from caretrack.session import Session
from caretrack.views import as_json, words
from caretrack.views.page import answer

EXAMPLES = ("care unarchive ben", "care unarchive k3f9 --json")


def command(session: Session, name: WholeName, json: Json = False) -> None:
    """Bring somebody back from the archive; their clock goes on from their last caring touch."""
    with session.write() as journal:
        with journal.change("unarchive"):
            person = people.find(journal, " ".join(name))
            if person.archived_on is None:
                raise CareError(
                    f"{person.name} is not in the archive", "`care list --archived` shows who is."
                )
            before = person.archived_why
            person = people.change(journal, person.id, {"archived_on": None, "archived_why": None})
        clock = due.clocks(journal, [person.id])[person.id]
        by = f" · due {spoken(clock.due_on)}" if clock.due_on else ""
        line = f"{person.name} · {words.cadence(clock)}{by}"
        line += words.was(f"in the archive: {before}") if before else ""
        answer(json, lambda: as_json.written(details_of(journal, person)), [line])
