"""People: find, add and change them, and the handles and tags listed under them."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from caretrack.domain.model import Person
from caretrack.domain.people.names import Candidate, match, name_key, nearest_names, slug_of_key
from caretrack.errors import CareError, NothingFound, SeveralFound
from caretrack.journal.connection import Journal
from caretrack.journal.rows import as_object, chunks, insert, placeholders, update

# How many people the error SeveralFound tells apart.
SHOWN_CANDIDATES = 8
# What a name may be typed without.
SIGNS = " -'.,()"
_BY_NAME = "ORDER BY name_key, company, created_at, rowid"
# The sorts of handles, in the order they are shown.
SORTS = ("nickname", "email", "phone", "url", "uid")


class Listed(NamedTuple):
    """The handles of a person, by sort, and their tags."""

    nickname: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    uid: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def handle_key(sort: str, value: str, country: str) -> str:
    """Return what a handle is compared by. Phone numbers in national form belong to `country`."""
    if sort == "nickname":
        return name_key(value)
    if sort == "phone":
        from caretrack.domain.people.phone import stored_phone_key

        return stored_phone_key(value, country)
    return value.strip().lower() if sort == "email" else value.strip()


def get(journal: Journal, person_id: str) -> Person:
    """Return the person with this id, given in full. Raises NothingFound."""
    row = journal.db.execute(
        "SELECT * FROM people WHERE id = ? AND deleted_at IS NULL", (person_id,)
    ).fetchone()
    if row is None:
        raise NothingFound(f"nobody has the id {person_id}")
    return as_object(Person, row)


def find(journal: Journal, text: str, *, starts: bool = True) -> Person:
    """Return the one person meant by `text` (S2.8); `text` and `starts` as in `match`.

    Raises NothingFound with the nearest names, SeveralFound with what tells the people apart.
    """
    found = matching(journal, text, starts=starts)
    if len(found) == 1:
        return get(journal, found[0].id)
    if found:
        raise SeveralFound(
            f"{len(found)} people could be meant by '{text.strip()[:60]}'", _apart(journal, found)
        )
    raise NothingFound(f"nobody is called '{text.strip()[:60]}'", _near(journal, text))


def matching(journal: Journal, text: str, *, starts: bool = True) -> list[Candidate]:
    """Return everybody who could be meant by `text` (S2.8); `text` and `starts` as in `match`.

    The cheapest query that finds anybody decides. Raises NothingFound if `text` is empty.
    """
    key = name_key(text)
    if not key:
        raise NothingFound("the name is empty", "`care list` shows everybody.")
    exact = (
        "SELECT id FROM people WHERE name_key IN (:key, replace(:key, '-', ' ')) "
        "UNION SELECT person_id FROM handles WHERE value_key IN (:key, :low)"
    )
    last = key.rpartition("-")[2]  # a slug may end with an id
    if 4 <= len(last) <= 16:
        exact += " UNION SELECT id FROM people WHERE id >= :last AND id < :last || '~'"
    first = (
        "SELECT id FROM people WHERE name_key = :first "
        "OR (name_key > :first || ' ' AND name_key < :first || '!') "
        "UNION SELECT person_id FROM handles WHERE sort = 'nickname' AND value_key = :first"
    )
    values = {
        "key": key,
        "low": text.strip().lower(),
        "last": last,
        "first": key.split(" ")[0],
        **_anywhere(key),
    }
    anywhere = (
        f"SELECT id FROM people WHERE {_within('name_key')} "
        "UNION SELECT person_id FROM handles "
        f"WHERE sort = 'nickname' AND {_within('value_key')}"
    )
    for query in (exact, first, *([anywhere] if values["word"] else [])):
        found = match(text, _candidates(journal.db, query, values), starts=starts)
        if found:
            return found
    return []


def called_first(journal: Journal, words: Iterable[str], but_not: str) -> dict[str, str]:
    """Return, for each word (name key) that is a whole or first name, one person's name with it.

    The id `but_not` does not count. Whoever is not archived goes before whoever is.
    """
    query = (
        "SELECT name FROM people WHERE deleted_at IS NULL AND id <> :id "
        "AND (name_key = :word OR (name_key > :word || ' ' AND name_key < :word || '!')) "
        "ORDER BY archived_on IS NOT NULL, name_key LIMIT 1"
    )
    rows = {
        word: journal.db.execute(query, {"word": word, "id": but_not}).fetchone()
        for word in words
        if word
    }
    return {word: row["name"] for word, row in rows.items() if row}


def _anywhere(key: str) -> dict[str, str]:
    """Return the values that `_within` looks for: a key's longest word, and the key without SIGNS.

    A name that `match` accepts contains the first, or, without its own SIGNS, the second.
    """
    words = "".join(char if char.isalnum() else " " for char in key).split()
    return {
        "word": max(words, key=len, default=""),
        "bare": "".join(char for char in key if char not in SIGNS),
    }


def _within(column: str) -> str:
    """Return the SQL condition for all names in `column` that `match` accepts, and some more."""
    bare = f"replace({column}, ' ', '')"  # slow: only for names that have signs
    for sign in SIGNS.strip():
        bare = f"replace({bare}, '{sign * (1 + (sign == chr(39)))}', '')"
    return f"(instr({column}, :word) OR ({column} GLOB '*[^a-z0-9 ]*' AND instr({bare}, :bare)))"


def _candidates(db: sqlite3.Connection, query: str, values: Mapping[str, str]) -> list[Candidate]:
    rows = db.execute(
        "SELECT p.id, p.name, p.name_key, p.archived_on, "
        "(SELECT group_concat(value_key, char(10)) FROM handles "
        "WHERE person_id = p.id AND sort = 'nickname') AS nicknames, "
        "(SELECT group_concat(value_key, char(10)) FROM handles "
        "WHERE person_id = p.id AND sort = 'email') AS emails "
        f"FROM people AS p WHERE p.deleted_at IS NULL AND p.id IN ({query})",
        values,
    )
    return [
        Candidate(
            id=row["id"],
            name=row["name"],
            key=row["name_key"],
            other_keys=tuple((row["nicknames"] or "").split("\n")) if row["nicknames"] else (),
            emails=tuple((row["emails"] or "").split("\n")) if row["emails"] else (),
            archived=row["archived_on"] is not None,
        )
        for row in rows
    ]


def _apart(journal: Journal, found: Sequence[Candidate]) -> str:
    from caretrack.domain.dates import short
    from caretrack.journal.ids import short_ids

    shown = _in_order(journal.db, found)[:SHOWN_CANDIDATES]
    ids = short_ids(journal.db, [candidate.id for candidate in shown])
    rows = journal.db.execute(
        "SELECT p.id, p.company, "
        "(SELECT max(happened_on) FROM timeline WHERE person_id = p.id) AS last "
        f"FROM people AS p WHERE p.id IN ({placeholders(shown)})",
        [candidate.id for candidate in shown],
    )
    about = {row["id"]: (row["company"], row["last"]) for row in rows}
    parts = []
    for candidate in shown:
        company, last = about[candidate.id]
        touched = (
            f"last touch {short(date.fromisoformat(last), journal.today)}"
            if last
            else "no touch yet"
        )
        known = ", ".join(part for part in (company, touched, ids[candidate.id]) if part)
        parts.append(f"{candidate.name} ({known})")
    more = f", and {len(found) - len(shown)} more" if len(found) > len(shown) else ""
    return "Say which: " + "; ".join(parts) + more + "."


def _in_order(db: sqlite3.Connection, found: Sequence[Candidate]) -> list[Candidate]:
    by_id = {candidate.id: candidate for candidate in found}
    ordered: list[Candidate] = []
    for part in chunks(list(by_id)):
        query = f"SELECT id FROM people WHERE id IN ({placeholders(part)}) {_BY_NAME}"
        rows = db.execute(query, part)
        ordered += [by_id[row[0]] for row in rows]
    return ordered


def _near(journal: Journal, text: str) -> str:
    rows = journal.db.execute(
        "SELECT name FROM people WHERE deleted_at IS NULL "
        "UNION SELECT value FROM handles JOIN people AS p ON p.id = person_id "
        "WHERE sort = 'nickname' AND p.deleted_at IS NULL"
    )
    near = nearest_names(text, [row[0] for row in rows])
    add = (
        "`care add` makes somebody new."
        if near
        else "`care list` shows everybody, `care add` makes somebody new."
    )
    return f"Did you mean {' or '.join(near)}? {add}" if near else add


def same_key(journal: Journal, name: str) -> list[Person]:
    """Return everybody whose name has the same key as `name`."""
    rows = journal.db.execute(
        "SELECT * FROM people WHERE name_key = ? AND deleted_at IS NULL", (name_key(name),)
    )
    return [as_object(Person, row) for row in rows]


def add(journal: Journal, name: str, *, anyway: bool = False, **values: Any) -> Person:
    """Add a person. Raises CareError if there is one with the same name key, unless `anyway`."""
    twins = [] if anyway else same_key(journal, name)
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
    """Set columns of a person and return them as changed. A new name sets its key as well."""
    row = dict(values)
    if "name" in row:
        row["name_key"] = name_key(row["name"])
    if row:
        update(journal.db, "people", person_id, row)
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
    """Put tags on a person and take tags off. It is no error if that is done already."""
    for name in add_tags:
        if not journal.db.execute(
            "SELECT 1 FROM tags WHERE person_id = ? AND tag = ?", (person_id, name)
        ).fetchone():
            journal.db.execute("INSERT INTO tags VALUES (?, ?)", (person_id, name))
    for name in drop_tags:
        journal.db.execute("DELETE FROM tags WHERE person_id = ? AND tag = ?", (person_id, name))


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
    return [(sort, value) for sort in SORTS for value in getattr(found, sort)], found.tags


def names(journal: Journal, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of these people, by id."""
    found: dict[str, str] = {}
    for part in chunks(list(dict.fromkeys(ids))):
        query = f"SELECT id, name FROM people WHERE id IN ({placeholders(part)})"
        found.update(journal.db.execute(query, part).fetchall())
    return found


def everybody(
    journal: Journal,
    *,
    archived: bool | None = False,
    tag: str | None = None,
    company: str | None = None,
) -> list[Person]:
    """Return people, in the order of their names.

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
    query = f"SELECT * FROM people WHERE {' AND '.join(wanted)} {_BY_NAME}"
    rows = journal.db.execute(query, values)
    people = (as_object(Person, row) for row in rows)
    return [person for person in people if ids is None or person.id in ids]


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
    """Return the ids of people by a text in, or the slug of, their company; None for None.

    Raises NothingFound if there is nobody.
    """
    if text is None:
        return None
    key = name_key(text)
    rows = journal.db.execute(
        "SELECT id, company FROM people WHERE company IS NOT NULL AND deleted_at IS NULL"
    )
    keys = ((row["id"], name_key(row["company"])) for row in rows)
    ids = [its_id for its_id, its_key in keys if key in its_key or key == slug_of_key(its_key)]
    if not ids:
        raise NothingFound(
            f"nobody is of a company called '{text[:60]}'", "`care list` shows the companies."
        )
    return ids
