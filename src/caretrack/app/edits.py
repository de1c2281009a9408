"""`care history --edits`: what the change log says of one entry."""

import json as json_text
from typing import Any

from caretrack.errors import NothingFound, WrongUsage
from caretrack.journal import changes, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import LAST, find_entry
from caretrack.journal.tables import SYNC


def edits_of(journal: Journal, name: str | None) -> list[dict[str, Any]]:
    """Return every change of an entry (by its id) or of a person, oldest first.

    `from` is only with a change that came from another machine, and says from whom.
    """
    if name is None:
        raise WrongUsage(
            "--edits needs the id of an entry, or a name", "Like `care history k3f9 --edits`."
        )
    try:
        row_id = find_entry(journal.db, name)["id"]
    except NothingFound:
        if name.strip() == LAST:
            raise
        row_id = people.find(journal, name).id
    lines = changes.history_of(journal, row_id)
    found = [
        {
            "made_at": row["made_at"],
            "command": row["command"],
            "before": json_text.loads(row["before"] or "null"),
            "after": json_text.loads(row["after"] or "null"),
        }
        for row in lines
    ]
    if any(row["command"] == SYNC for row in lines):
        from caretrack.journal.sync.origin import origins_of_lines

        table = lines[0]["table_name"]
        for line, who in zip(
            found, origins_of_lines(journal.db, table, row_id, found), strict=True
        ):
            if who:
                line["from"] = who
    return found
