"""`care retire`: a fact that holds no longer."""

from caretrack.domain.model import Fact
from caretrack.errors import CareError
from caretrack.journal import entries, people
from caretrack.journal.ids import find_id
from caretrack.options import Entry, Json
from caretrack.session import Session
from caretrack.views.page import answer

EXAMPLES = ("care retire k3f9", "care retire k3f9 --json")


def command(session: Session, id: Entry, json: Json = False) -> None:
    """Retire a fact: it stays in the journal but is no longer used. `care profile` shows its id.

    A retired "declined" or "closed" opens the category again: it may be suggested.
    """
    with session.write() as journal:
        with journal.change("retire"):
            fact = entries.get(journal, Fact, find_id(journal.db, id, "facts"))
            if fact.retired_on is not None:
                raise CareError("that fact is retired already", "`care undo` brings it back.")
            fact = entries.change(journal, Fact, fact.id, retired_on=journal.today)
        name = people.get(journal, fact.person_id).name
    opened = "" if fact.text else "; it may be suggested again"
    answer(json, fact, [f"Retired  {name} · {fact.category}: {fact.text or fact.source}{opened}"])
