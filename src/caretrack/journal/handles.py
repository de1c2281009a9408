"""The handles of people (nicknames, addresses, numbers) and their tags, by their ids."""

from collections.abc import Sequence
from typing import NamedTuple

from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, placeholders

# The sorts of handles, in the order they are shown.
SORTS = ("nickname", "email", "phone", "fax", "chat", "url", "uid")


class Listed(NamedTuple):
    """The handles of a person, by sort, and their tags."""

    nickname: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    chat: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    uid: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def handles(self) -> list[tuple[str, str]]:
        """The handles as sort and value, in the order in which they are shown."""
        return [(sort, value) for sort in SORTS for value in getattr(self, sort)]


def listed(journal: Journal, ids: Sequence[str]) -> dict[str, Listed]:
    """Return the handles and tags of these people, by id."""
    found: dict[str, dict[str, list[str]]] = {person_id: {} for person_id in ids}
    for part in chunks(ids):
        theirs = f"WHERE person_id IN ({placeholders(part)})"
        handles = f"SELECT person_id, sort, value FROM handles {theirs} ORDER BY rowid"
        for row in journal.db.execute(handles, part):
            found[row["person_id"]].setdefault(row["sort"], []).append(row["value"])
        tags = f"SELECT person_id, tag FROM tags {theirs} ORDER BY tag"
        for row in journal.db.execute(tags, part):
            found[row["person_id"]].setdefault("tags", []).append(row["tag"])
    return {
        person_id: Listed(**{sort: tuple(values) for sort, values in lists.items()})
        for person_id, lists in found.items()
    }


def handles_of(journal: Journal, person_id: str) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Return the handles (sort and value) and the tags of a person."""
    found = listed(journal, [person_id])[person_id]
    return found.handles, found.tags
