"""What the journal has of the people of a file, read by statement for many of them at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from caretrack.domain.people.death import has_died
from caretrack.domain.people.job_change import Job
from caretrack.domain.people.names import name_key
from caretrack.domain.people.person_update import PersonUpdate
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.yearly_day import YearlyDay
from caretrack.journal.change_log import lines, of_row
from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, placeholders
from caretrack.journal.tables import LOGGED


def people_as_they_are(journal: Journal, ids: Iterable[str]) -> dict[str, PersonUpdate]:
    """Read what the journal has of these people, by id, in the order in which they are asked for.

    A fact or a day that was deleted by hand counts, too: the next import does not bring it back.
    """
    found: dict[str, PersonUpdate] = {}
    wanted = list(dict.fromkeys(ids))
    for part in chunks(wanted):
        found |= {person.id: person for person in _people(journal, part)}
        _add_what_they_have(journal, part, found)
    return {person_id: found[person_id] for person_id in wanted if person_id in found}


def _people(journal: Journal, ids: Sequence[str]) -> Iterator[PersonUpdate]:
    rows = journal.db.execute(
        f"SELECT id, name, archived_on, archived_why, cadence_days, {', '.join(TEXT_NAMES)} "
        f"FROM people WHERE id IN ({placeholders(ids)})",
        ids,
    )
    for row in rows:
        person = PersonUpdate(row["id"], row["name"])
        person.archived_on = row["archived_on"]
        person.archived_why = row["archived_why"]
        person.cadence_days = row["cadence_days"]
        person.texts = {field: row[field] for field in TEXT_NAMES if row[field]}
        yield person


def _add_what_they_have(
    journal: Journal, ids: Sequence[str], people: Mapping[str, PersonUpdate]
) -> None:
    those = f"person_id IN ({placeholders(ids)})"
    touches = f"SELECT person_id, max(happened_on) FROM timeline WHERE {those} GROUP BY person_id"
    for person_id, day in journal.db.execute(touches, ids):
        people[person_id].last_touch = date.fromisoformat(day)
    handles = f"SELECT person_id, sort, value_key FROM handles WHERE {those}"
    for person_id, sort, key in journal.db.execute(handles, ids):
        people[person_id].keys.add((sort, key))
    tags = f"SELECT person_id, tag FROM tags WHERE {those}"
    for person_id, tag in journal.db.execute(tags, ids):
        people[person_id].tags.add(tag)

    def known(table: str, columns: str) -> Iterator[Any]:
        # What is there comes before what was deleted.
        return journal.db.execute(
            f"SELECT person_id, {columns} FROM {table} AS r WHERE {those} AND {is_known(table)} "
            "ORDER BY deleted_at IS NOT NULL, rowid",
            ids,
        )

    for person_id, category, text in known("facts", "category, text"):
        people[person_id].facts.add((category, text))
    for person_id, sort, text in known("actions", "sort, text"):
        people[person_id].actions |= {(sort, text)}
    for person_id, happens_on, text in known("events", "happens_on, text"):
        people[person_id].events.add((happens_on, name_key(text)))
    days = "month, day, year, label, id, deleted_at IS NOT NULL"
    for person_id, *day in known("occasions", days):
        people[person_id].days.append(YearlyDay(*day))


def earlier_jobs(journal: Journal, person_id: str) -> list[Job]:
    """Return the companies and roles that the journal had of somebody before, undone ones not."""
    rows = journal.db.execute(
        "SELECT json_extract(before, '$.company'), json_extract(before, '$.role') "
        f"FROM {lines()} AS c LEFT JOIN change_sets AS s ON s.number = c.number "
        f"WHERE {of_row('c', '?1')} AND table_name = 'people' AND before IS NOT NULL "
        "AND s.undoes IS NULL",
        (person_id,),
    )
    return [Job(company or "", role or "") for company, role in rows]


def was_brought_back(journal: Journal, person_id: str) -> bool:
    """True if somebody was in the archive as having died, and was brought back by hand."""
    rows = journal.db.execute(
        "SELECT json_extract(before, '$.archived_why') "
        f"FROM {lines()} AS c LEFT JOIN change_sets AS s ON s.number = c.number "
        f"WHERE {of_row('c', '?1')} AND table_name = 'people' "
        "AND json_extract(before, '$.archived_on') IS NOT NULL "
        "AND json_extract(after, '$.archived_on') IS NULL AND s.undoes IS NULL",
        (person_id,),
    )
    return any(has_died(why) for (why,) in rows)


def is_known(table: str) -> str:
    """Return the test for a row `r` that is there, or was deleted by hand.

    What an undo took back is as if it had never been.
    """
    last = (
        "SELECT s.undoes FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set "
        f"WHERE {of_row('c', 'r.id')} AND c.source = {LOGGED[table]} ORDER BY c.seq DESC LIMIT 1"
    )
    return f"(r.deleted_at IS NULL OR ({last}) IS NULL)"
