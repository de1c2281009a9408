"""`care delete`: an entry gone from every list, until it is undone."""

from caretrack.journal.delete_entry import DeletedEntry, delete_entry
from caretrack.journal.ids import find_entry
from caretrack.options import Entry, Json
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

NOUNS = {
    "touches": "touch",
    "facts": "fact",
    "feedback": "feedback",
    "occasions": "occasion",
    "events": "event",
    "ties": "tie",
}
EXAMPLES = ("care delete k3f9", "care delete k3f9 --json")


def command(session: Session, id: Entry, json: Json = False) -> None:
    """Delete a touch, fact, promise, gesture, feedback, occasion, event, tie or person by its
    id. `care undo` brings it back.

    The clock is worked out again without it. To take somebody off the lists and keep everything:
    care archive.
    """
    with session.write() as journal:
        row = find_entry(journal.db, id)
        with journal.change("delete"):
            deleted = delete_entry(journal, row["source"], row["id"])
    value = {"deleted": {"table": row["source"], "id": row["id"]}}
    back = "them" if row["source"] == "people" else "it"
    answer(json, value, [f"Deleted  {_in_words(deleted)} · care undo brings {back} back"])


def _in_words(deleted: DeletedEntry) -> str:
    """Return what was deleted: `fact · Ana Silva · family: a daughter`."""
    if deleted.table == "people":
        owned = f", with {words.count(deleted.owned, 'entry', 'entries')} of theirs"
        return deleted.names + (owned if deleted.owned else "")
    if deleted.table == "actions":
        # Its text begins with promise or gesture.
        noun, _, text = deleted.text.partition(": ")
    else:
        noun, text = NOUNS[deleted.table], deleted.text
    return f"{noun} · {deleted.names or 'nobody'} · {text}"
