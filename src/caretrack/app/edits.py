"""`care history --edits`: what the change log says of one entry."""

import json as json_text
from typing import Any

from caretrack import streams
from caretrack.errors import NothingFound, WrongUsage
from caretrack.journal import changes, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import find_entry
from caretrack.views import tables, words

UNSAID = {"created_at", "updated_at", "name_key", "value_key"}


def show_edits(journal: Journal, name: str | None, json: bool) -> None:
    """Show every change of the entry with this id, or of the person of this name, oldest first."""
    if name is None:
        raise WrongUsage(
            "--edits needs the id of an entry, or a name", "Like `care history k3f9 --edits`."
        )
    try:
        row_id = find_entry(journal.db, name)["id"]
    except NothingFound:
        row_id = people.find(journal, name).id
    found = [
        {
            "made_at": row["made_at"],
            "command": row["command"],
            "before": json_text.loads(row["before"] or "null"),
            "after": json_text.loads(row["after"] or "null"),
        }
        for row in changes.history_of(journal, row_id)
    ]
    if json:
        return streams.put_json(found)
    rows = [
        (
            words.instant(str(item["made_at"])) if item["made_at"] else "by another program",
            str(item["command"]),
            _difference(item["before"], item["after"]),
        )
        for item in found
    ]
    return tables.show(("made_at", "command", "change"), rows, empty="No change is known.")


def _difference(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    old, new = before or {}, after or {}
    names = [
        name for name in {**old, **new} if name not in UNSAID and old.get(name) != new.get(name)
    ]
    if before is None:
        return "; ".join(f"{name}: {new[name]}" for name in names if name != "id")
    return "; ".join(
        f"{name}: {_or_nothing(old.get(name))} → {_or_nothing(new.get(name))}" for name in names
    )


def _or_nothing(value: object) -> str:
    return "nothing" if value is None else str(value)
