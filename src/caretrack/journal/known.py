"""Those who are known and not looked after yet: who they are, and what takes them in."""

from collections.abc import Iterable, Sequence

from caretrack.domain.clock import KNOWN
from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, crowd_limit, placeholders, update

# True of a person `p` whose clock says "known": no cadence of their own or of a tag took them in.
NOT_LOOKED_AFTER = (
    f"EXISTS (SELECT 1 FROM clocks AS k WHERE k.person_id = p.id AND k.cadence_reason = '{KNOWN}')"
)


def known_ids(journal: Journal, ids: Sequence[str]) -> set[str]:
    """Return who of these people is known, and not looked after yet."""
    found = set[str]()
    for part in chunks(list(dict.fromkeys(ids))):
        rows = journal.db.execute(
            f"SELECT id FROM people WHERE known_on IS NOT NULL AND id IN ({placeholders(part)})",
            part,
        )
        found.update(row[0] for row in rows)
    return found


def take_in(journal: Journal, ids: Iterable[str]) -> list[str]:
    """Look after those of these people who were only known, from today; return their ids.

    Must run inside `journal.change(...)`.
    """
    taken = known_ids(journal, list(ids))
    for person_id in taken:
        values = {"known_on": None, "taken_in_on": journal.today.isoformat()}
        update(journal.db, "people", person_id, values)
    return sorted(taken)


def take_in_touched(journal: Journal, ids: Sequence[str], crowd: int | None) -> list[str]:
    """The same for the people of a touch that was typed: not for a crowd (S1.7)."""
    people = max(len(ids), crowd or 0)
    if people > crowd_limit(journal):
        return []
    return take_in(journal, ids)


def take_in_tagged(journal: Journal, tag: str) -> list[str]:
    """The same for everybody with a tag."""
    rows = journal.db.execute("SELECT person_id FROM tags WHERE tag = ?", (tag,)).fetchall()
    return take_in(journal, [row[0] for row in rows])


def has_cadence(journal: Journal, tags: Iterable[str]) -> bool:
    """True if any of these tags has a cadence."""
    wanted = list(tags)
    query = f"SELECT 1 FROM tag_cadences WHERE tag IN ({placeholders(wanted)})"
    return journal.db.execute(query, wanted).fetchone() is not None
