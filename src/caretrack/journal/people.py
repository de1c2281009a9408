"""People: find, add and change them, and the handles and tags listed under them."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from caretrack.domain.people.names import company_key, name_key
from caretrack.domain.people.plain_names import same_name_key
from caretrack.domain.person import Person
from caretrack.errors import CareError, NothingFound
from caretrack.journal.beside_ids import names
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import (
    called_first,
    find,
    find_leading,
    find_trailing,
    get,
    matching,
    with_same_name,
)
from caretrack.journal.handles import SORTS, Listed, handles_of, listed
from caretrack.journal.known import has_cadence, take_in
from caretrack.journal.named_in_note import mentioned
from caretrack.journal.rows import as_object, chunks, insert, placeholders, update

# Finding people, and what stands beside their ids, have files of their own; whoever uses people
# finds all of it here.
__all__ = [
    "SORTS", "Listed", "add", "add_handles", "called_first", "change", "everybody", "find",
    "find_leading", "find_trailing", "get", "handle_key", "handles_of", "known_tag", "listed",
    "matching", "mentioned", "names", "of_company",
    "set_handles", "tag", "with_same_name",
]  # fmt: skip

_BY_NAME = "ORDER BY name_key, company, created_at, rowid"


def handle_key(sort: str, value: str, country: str) -> str:
    """Return what a handle is compared by.

    Phone numbers in national form belong to `country`, faxes to none: nobody is told by them.
    """
    if sort == "nickname":
        return name_key(value)
    if sort in {"phone", "fax"}:
        from caretrack.domain.people.phone import stored_phone_key

        return stored_phone_key(value, country if sort == "phone" else "")
    return value.strip().lower() if sort in {"email", "chat"} else value.strip()


def add(journal: Journal, name: str, *, anyway: bool = False, **values: Any) -> Person:
    """Add a person. Raises CareError if somebody has that name, unless `anyway`."""
    twins = [] if anyway else with_same_name(journal, name)
    if twins:
        from caretrack.journal.ids import short_id

        company = f", {twins[0].company}" if twins[0].company else ""
        known = f"{twins[0].name} ({short_id(journal.db, twins[0].id)}{company})"
        raise CareError(
            f"{known} is in the journal already", "For a second person of that name add --anyway."
        )
    values.setdefault("added_on", journal.today)
    person_id = insert(journal.db, "people", {"name": name, "name_key": name_key(name), **values})
    return get(journal, person_id)


def change(journal: Journal, person_id: str, values: Mapping[str, Any]) -> Person:
    """Set columns of a person and return them as changed.

    A new name sets its key as well, and the old one becomes a nickname. A cadence takes in
    somebody who was only known.
    """
    row = dict(values)
    if "name" in row:
        row["name_key"] = name_key(row["name"])
        before = get(journal, person_id).name
        if same_name_key(name_key(before)) != same_name_key(row["name_key"]):
            add_handles(journal, person_id, "nickname", [before])
    if row:
        update(journal.db, "people", person_id, row)
    if "cadence_days" in row:
        take_in(journal, [person_id])
    return get(journal, person_id)


def add_handles(
    journal: Journal, person_id: str, sort: str, values: Iterable[str], *, respell: bool = False
) -> None:
    """List values under a person.

    A value that is listed already keeps its spelling, or takes the new one with `respell`. A phone
    number with its country code replaces the same number without.
    """
    from caretrack.domain.people.phone import is_fuller

    for value, key in _keyed(journal, sort, list(values)):
        row = _handle(journal, person_id, sort, key)
        if row is None:
            new = {"person_id": person_id, "sort": sort, "value": value, "value_key": key}
            insert(journal.db, "handles", new)
        elif (respell and row["value"] != value) or is_fuller(key, row["value_key"]):
            update(journal.db, "handles", row["id"], {"value": value, "value_key": key})


def _keyed(journal: Journal, sort: str, values: Sequence[str]) -> list[tuple[str, str]]:
    """Return the values to list with their keys; of the forms of a phone number, the fullest."""
    if sort == "phone":
        from caretrack.domain.people.phone import distinct_phones
        from caretrack.journal.phones import country

        stay = distinct_phones(values, country(journal.db))
        return [(values[place], key) for place, key in stay.items()]
    return [(value, handle_key(sort, value, "")) for value in values]


def _handle(journal: Journal, person_id: str, sort: str, key: str) -> sqlite3.Row | None:
    """Return the row of the handle with this key or the same phone number, or None."""
    query = "SELECT id, value, value_key FROM handles WHERE person_id = ? AND sort = ?"
    rows = {row["value_key"]: row for row in journal.db.execute(query, (person_id, sort))}
    if sort == "phone":
        from caretrack.domain.people.phone import known_phone

        key = known_phone(key, rows)
    return rows.get(key)


def set_handles(journal: Journal, person_id: str, sort: str, values: Sequence[str]) -> None:
    """Make `values` all the handles of this sort that a person has."""
    keys = [key for _, key in _keyed(journal, sort, values)]
    journal.db.execute(
        "DELETE FROM handles WHERE person_id = ? AND sort = ? "
        f"AND value_key NOT IN ({placeholders(keys)})",
        (person_id, sort, *keys),
    )
    add_handles(journal, person_id, sort, values, respell=True)


def tag(
    journal: Journal, person_id: str, add_tags: Iterable[str], drop_tags: Iterable[str] = ()
) -> None:
    """Put tags on a person and take tags off. It is no error if that is done already.

    A tag that has a cadence takes in somebody who was only known.
    """
    for name in add_tags:
        if not journal.db.execute(
            "SELECT 1 FROM tags WHERE person_id = ? AND tag = ?", (person_id, name)
        ).fetchone():
            journal.db.execute("INSERT INTO tags VALUES (?, ?)", (person_id, name))
            if has_cadence(journal, [name]):
                take_in(journal, [person_id])
    for name in drop_tags:
        journal.db.execute("DELETE FROM tags WHERE person_id = ? AND tag = ?", (person_id, name))


def everybody(
    journal: Journal,
    *,
    archived: bool | None = False,
    tag: str | None = None,
    company: str | None = None,
) -> list[Person]:
    """Return people, in the order of their names; who is left out, says `ids_by_name`."""
    return by_ids(journal, ids_by_name(journal, archived=archived, tag=tag, company=company))


def ids_by_name(
    journal: Journal,
    *,
    archived: bool | None = False,
    tag: str | None = None,
    company: str | None = None,
) -> list[str]:
    """Return the ids of people, in the order of their names.

    `archived`: False for those who are not archived, True for those who are, None for both. `tag`
    and `company` leave out everybody else. Raises NothingFound if nobody has the tag or company.
    """
    wanted, values = ["deleted_at IS NULL"], []
    if archived is not None:
        wanted.append("archived_on IS NOT NULL" if archived else "archived_on IS NULL")
    if tag is not None:
        wanted.append("id IN (SELECT person_id FROM tags WHERE tag = ?)")
        values.append(known_tag(journal, tag))
    ids = None if company is None else set(of_company(journal, company) or ())
    query = f"SELECT id FROM people WHERE {' AND '.join(wanted)} {_BY_NAME}"
    return [row[0] for row in journal.db.execute(query, values) if ids is None or row[0] in ids]


def by_ids(journal: Journal, ids: Sequence[str]) -> list[Person]:
    """Return these people, in the order given, without whom a command has erased meanwhile."""
    found: dict[str, Person] = {}
    for part in chunks(ids):
        query = f"SELECT * FROM people WHERE id IN ({placeholders(part)})"
        found.update((row["id"], as_object(Person, row)) for row in journal.db.execute(query, part))
    return [found[person_id] for person_id in ids if person_id in found]


def known_tag(journal: Journal, text: str | None) -> str | None:
    """Return the tag that `text` means, None for None. Raises NothingFound if nobody has it."""
    if text is None:
        return None
    wanted = text.strip().lstrip("#@+").casefold()
    rows = journal.db.execute("SELECT tag FROM tags GROUP BY tag ORDER BY count(*) DESC, tag")
    tags = [row[0] for row in rows]
    if wanted not in tags:
        raise NothingFound(
            f"nobody has the tag '{wanted[:40]}'",
            f"There are {', '.join(tags[:12])}." if tags else "`care tag NAME +TAG` puts one on.",
        )
    return wanted


def of_company(journal: Journal, text: str | None) -> list[str] | None:
    """Return the ids of people by a text in the name of their company; None for None.

    Raises NothingFound if there is nobody.
    """
    if text is None:
        return None
    key = company_key(text)
    rows = journal.db.execute(
        "SELECT id, company FROM people WHERE company IS NOT NULL AND deleted_at IS NULL"
    )
    keys = ((row["id"], company_key(row["company"])) for row in rows)
    ids = [its_id for its_id, its_key in keys if key and key in its_key]
    if not ids:
        raise NothingFound(
            f"nobody is of a company called '{text[:60]}'", "`care list` shows the companies."
        )
    return ids
