"""What entries of others say of somebody who has died, when that becomes known."""

from collections.abc import Iterator

from caretrack.domain.person import Person
from caretrack.domain.text import shortened
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.journal.in_memory import Entry, about_departed

_SHOWN = 12
_WIDTH = 60


def told_of(journal: Journal, person: Person) -> Iterator[str]:
    """Yield lines on what prompts nothing any more, and on promises to others that name them."""
    days = entries.days_of_others(journal, person.id)
    promises = [
        (item.id, item.person_id, item.text)
        for item in entries.open_actions(journal, "promise")
        if item.person_id != person.id
    ]
    read: list[Entry] = [(*row, None) for row in (*days, *promises)]
    found = about_departed(journal, read, person.id)
    shown = [row for row in (*days, *promises) if row[0] in found][:_SHOWN]
    names = people.names(journal, [whose for _, whose, _ in shown])
    starts = short_ids(journal.db, [entry for entry, _, _ in shown])
    owed = {entry for entry, _, _ in promises}
    for entry, whose, text in shown:
        line = f"{names[whose]} · {shortened(text, _WIDTH)}"
        if entry in owed:
            yield f"  still promised     {line}: care delete {starts[entry]}"
        else:
            other = f"care edit {starts[entry]}, if somebody else is meant"
            yield f"  no longer prompts  {line}: {other}"
    if more := len(found) - len(shown):
        yield f"  and {more} more"
