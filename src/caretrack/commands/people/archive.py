"""`care archive`: they never prompt again, and nothing is lost."""

from typing import Annotated

from caretrack.app.people import details_of
from caretrack.domain.dates import spoken
from caretrack.domain.people.death import has_died
from caretrack.domain.text import clean_text, shortened
from caretrack.errors import CareError
from caretrack.journal import people
from caretrack.options import Json, WholeName
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer

EXAMPLES = (
    "care archive ben",
    "care archive ana --why 'moved on to another firm'",
    "care archive eva --why died",
)


def command(
    session: Session,
    name: WholeName,
    why: Annotated[str | None, Option("--why", metavar="TEXT", help="Why.")] = None,
    json: Json = False,
) -> None:
    """Put somebody into the archive: no list, no reminder, no occasion.

    Their page and history stay. Once somebody has died (`--why died`), nothing prompts you about
    them, not even "Tom's birthday" on the page of somebody else; such entries are listed.
    """
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
            before = person.archived_why or ""
            person = people.change(
                journal, person.id, {"archived_on": session.today, "archived_why": reason}
            )
        line = f"{person.name} · archived" + (f": {reason}" if reason else "")
        line += f" (before: {shortened(before, 80)})" if before else ""
        lines = [line]
        if gone:
            from caretrack.app.in_memory import told_of

            lines[0] += ". You will not be reminded of anything; what you shared stays."
            lines += told_of(journal, person)
        answer(json, lambda: as_json.written(details_of(journal, person)), lines)
