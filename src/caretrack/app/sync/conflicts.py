"""What was changed on two machines: both values, whose they are, and how to take the other one."""

from typing import Any, NamedTuple

from caretrack.app.sync.link import sync_state
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.journal.connection import Journal
from caretrack.journal.sync import conflicts as of_journal
from caretrack.journal.sync.conflicts import Conflict
from caretrack.journal.sync.origin import origin_of_stamp
from caretrack.journal.tables import SYNC
from caretrack.session import Session

ALL = "all"
LONGEST = 120
# What a value is called where nothing stands.
NOTHING = "nothing"


class ShownConflict(NamedTuple):
    """A conflict as it is shown: `what` is about whom and what, texts and values of both sides."""

    id: str
    table: str
    row_id: str
    what: str
    field: str
    kept: str
    lost: str
    kept_value: Any
    lost_value: Any
    kept_by: str
    kept_at: str
    lost_by: str
    lost_at: str
    command: str


def list_conflicts(session: Session) -> list[ShownConflict]:
    """Return the open conflicts, the oldest first."""
    with session.read() as journal:
        sync_state(journal)
        return [_shown(journal, one) for one in of_journal.open_conflicts(journal.db)]


def take_other(session: Session, number: str) -> ShownConflict:
    """Let the value that lost hold. Raises NothingFound."""
    with session.write() as journal:
        sync_state(journal)
        found = of_journal.find_conflict(journal.db, number)
        shown = _shown(journal, found)
        of_journal.take(journal, found)
        return shown


def put_away(session: Session, which: str) -> int:
    """Hide a conflict, or all of them, and return how many. Raises NothingFound."""
    with session.write() as journal:
        sync_state(journal)
        found = (
            of_journal.open_conflicts(journal.db)
            if which.strip().lower() == ALL
            else [of_journal.find_conflict(journal.db, which)]
        )
        if not found:
            raise CareError("there are no conflicts")
        with journal.change(SYNC, keep_without_changes=True):
            of_journal.put_away(journal.db, found)
        return len(found)


def _shown(journal: Journal, one: Conflict) -> ShownConflict:
    db = journal.db
    kept, lost = origin_of_stamp(db, one.kept_stamp), origin_of_stamp(db, one.lost_stamp)
    person, row = of_journal.whose(db, one.table, one.row_id)
    return ShownConflict(
        str(one.id),
        one.table,
        one.row_id,
        " · ".join(filter(None, (person, row))),
        _field(one),
        _text(one, one.kept),
        _text(one, one.lost),
        one.kept,
        one.lost,
        kept.who,
        kept.at,
        lost.who,
        lost.at,
        f"care sync conflicts --take {one.id}",
    )


def _field(one: Conflict) -> str:
    if not one.field:
        return "the whole"
    return {"deleted_at": "deleted or not"}.get(one.field, one.field.replace("_", " "))


def _text(one: Conflict, value: Any) -> str:
    """Return a value in a few words."""
    if one.field == "deleted_at":
        return "stands" if value is None else "deleted"
    if isinstance(value, dict):
        hidden = {"id", "person_id"}
        return shortened(
            ", ".join(str(part) for name, part in value.items() if name not in hidden), LONGEST
        )
    return NOTHING if value is None else f"“{shortened(str(value), LONGEST)}”"
