"""People: found by what was typed, added, changed; and what is listed under them (handles, tags)."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from caretrack.domain.model import Person
from caretrack.domain.people.names import Candidate, match, name_key, nearest_names, slug_of_key
from caretrack.errors import CareError, NothingFound, SeveralFound
from caretrack.journal.connection import Journal
from caretrack.journal.rows import as_object, chunks, insert, placeholders, update

SHOWN_CANDIDATES = 8


SIGNS = " -'.,()"
SORTS = ("nickname", "email", "phone", "url", "uid")


class Listed(NamedTuple):
    """What is listed under a person: values by the sort of handle, and tags."""

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
    """The person with this whole id. Raises NothingFound."""
    row = journal.db.execute(
        "SELECT * FROM people WHERE id = ? AND deleted_at IS NULL", (person_id,)
    ).fetchone()
    if row is None:
        raise NothingFound(f"nobody has the id {person_id}")
    return as_object(Person, row)


def find(journal: Journal, text: str, *, starts: bool = True) -> Person:
    """The one person meant by what was typed (`2-domain`: id, e-mail, name, first name …).

    Raises NothingFound with the nearest names, SeveralFound with what tells the candidates apart.
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
    """Everybody who could be meant by `text`: the first tier of the rule that fits anybody. Cheap look-ups first; `starts` as in `match`."""
    key = name_key(text)
    if not key:
        raise NothingFound("the name is empty", "`care list` shows everybody.")
    exact = "SELECT id FROM people WHERE name_key IN (:key, replace(:key, '-', ' ')) UNION SELECT person_id FROM handles WHERE value_key IN (:key, :low)"
    last = key.rpartition("-")[2]  # a slug may end with an id
    id_starts = (
        "UNION SELECT id FROM people WHERE id >= :last AND id < :last || '~'"
        if 4 <= len(last) <= 16
        else ""
    )
    first = (
        "SELECT id FROM people WHERE name_key = :first OR (name_key > :first || ' ' AND name_key < :first || '!') "
        "UNION SELECT person_id FROM handles WHERE sort = 'nickname' AND value_key = :first"
    )
    values = {
        "key": key,
        "low": text.strip().lower(),
        "last": last,
        "first": key.split(" ")[0],
        **_anywhere(key),
    }
    anywhere = f"SELECT id FROM people WHERE {_within('name_key')} UNION SELECT person_id FROM handles WHERE sort = 'nickname' AND {_within('value_key')}"
    for query in (exact + " " + id_starts, first, *([anywhere] if values["word"] else [])):
        found = match(text, _candidates(journal.db, query, values), starts=starts)
        if found:
            return found
    return []


def called_first(journal: Journal, words: Iterable[str], but_not: str) -> dict[str, str]:
    """Who else has each of these words (keys) for a whole name or a first one: one name a word, without words that are nobody's."""
    query = (
        "SELECT name FROM people WHERE deleted_at IS NULL AND id <> :id "
        "AND (name_key = :word OR (name_key > :word || ' ' AND name_key < :word || '!')) ORDER BY archived_on IS NOT NULL, name_key LIMIT 1"
    )
    rows = {
        word: journal.db.execute(query, {"word": word, "id": but_not}).fetchone()
        for word in words
        if word
    }
    return {word: row["name"] for word, row in rows.items() if row}


def _anywhere(key: str) -> dict[str, str]:
    """The longest word of a key, and the key without its signs: a name that `match` takes holds the one, or bare of its signs the other."""
    words = "".join(char if char.isalnum() else " " for char in key).split()
    return {
        "word": max(words, key=len, default=""),
        "bare": "".join(char for char in key if char not in SIGNS),
    }


def _within(column: str) -> str:
    """The test for a superset of what `match` takes; signs are only taken off names that have some, because that is slow."""
    bare = f"replace({column}, ' ', '')"
    for sign in SIGNS.strip():
        bare = f"replace({bare}, '{sign * (1 + (sign == chr(39)))}', '')"
    return f"(instr({column}, :word) OR ({column} GLOB '*[^a-z0-9 ]*' AND instr({bare}, :bare)))"


def _candidates(db: sqlite3.Connection, query: str, values: Mapping[str, str]) -> list[Candidate]:
    rows = db.execute(
        "SELECT p.id, p.name, p.name_key, p.archived_on, "
        "(SELECT group_concat(value_key, char(10)) FROM handles WHERE person_id = p.id AND sort = 'nickname') AS nicknames, "
        "(SELECT group_concat(value_key, char(10)) FROM handles WHERE person_id = p.id AND sort = 'email') AS emails "
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
        f"SELECT p.id, p.company, (SELECT max(happened_on) FROM timeline WHERE person_id = p.id) AS last FROM people AS p "
        f"WHERE p.id IN ({placeholders(shown)})",
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
        parts.append(
            f"{candidate.name} ({', '.join(part for part in (company, touched, ids[candidate.id]) if part)})"
        )
    more = f", and {len(found) - len(shown)} more" if len(found) > len(shown) else ""
    return "Say which: " + "; ".join(parts) + more + "."


def _in_order(db: sqlite3.Connection, found: Sequence[Candidate]) -> list[Candidate]:
    by_id = {candidate.id: candidate for candidate in found}
    ordered: list[Candidate] = []
    for part in chunks(list(by_id)):
        rows = db.execute(
            f"SELECT id FROM people WHERE id IN ({placeholders(part)}) ORDER BY name_key, company, created_at, rowid",
            part,
        )
        ordered += [by_id[row[0]] for row in rows]
    return ordered


def _near(journal: Journal, text: str) -> str:
    rows = journal.db.execute(
        "SELECT name FROM people WHERE deleted_at IS NULL "
        "UNION SELECT value FROM handles JOIN people AS p ON p.id = person_id WHERE sort = 'nickname' AND p.deleted_at IS NULL"
    )
    near = nearest_names(text, [row[0] for row in rows])
    add = (
        "`care add` makes somebody new."
        if near
        else "`care list` shows everybody, `care add` makes somebody new."
    )
    return f"Did you mean {' or '.join(near)}? {add}" if near else add


def same_key(journal: Journal, name: str) -> list[Person]:
    """Everybody whose name has the same key as `name`."""
    rows = journal.db.execute(
        "SELECT * FROM people WHERE name_key = ? AND deleted_at IS NULL", (name_key(name),)
    )
    return [as_object(Person, row) for row in rows]


def add(journal: Journal, name: str, *, anyway: bool = False, **values: Any) -> Person:
    """Somebody new, with a clean name; a second person of the same name key is refused unless `anyway`."""
    twins = [] if anyway else same_key(journal, name)
    if twins:
        from caretrack.journal.ids import short_id

        known = f"{twins[0].name} ({short_id(journal.db, twins[0].id)}{', ' + twins[0].company if twins[0].company else ''})"
        raise CareError(
            f"{known} is in the journal already", "For a second person of that name add --anyway."
        )
    values.setdefault("added_on", journal.today)
    person_id = insert(journal.db, "people", {"name": name, "name_key": name_key(name), **values})
    return get(journal, person_id)


def change(journal: Journal, person_id: str, values: Mapping[str, Any]) -> Person:
    """Set columns of a person; a new name brings its key with it."""
    row = dict(values)
    if "name" in row:
        row["name_key"] = name_key(row["name"])
    if row:
        update(journal.db, "people", person_id, row)
    return get(journal, person_id)


def add_handles(
    journal: Journal, person_id: str, sort: str, values: Iterable[str], *, respell: bool = False
) -> None:
    """List values under a person. One that is there already is left alone, or respelt with `respell`.

    A phone number that says its country takes the place of the same one that does not.
    """
    from caretrack.domain.people.phone import is_fuller

    for value, key in _keyed(journal, sort, list(values)):
        row = _handle(journal, person_id, sort, key)
        if row is None:
            insert(
                journal.db,
                "handles",
                {"person_id": person_id, "sort": sort, "value": value, "value_key": key},
            )
        elif (respell and row["value"] != value) or is_fuller(key, row["value_key"]):
            update(journal.db, "handles", row["id"], {"value": value, "value_key": key})


def _keyed(journal: Journal, sort: str, values: Sequence[str]) -> list[tuple[str, str]]:
    """The values to list, each with its key: of several forms of one phone number, the fullest."""
    if sort == "phone":
        from caretrack.domain.people.phone import distinct_phones
        from caretrack.journal.phones import country

        stay = distinct_phones(values, country(journal.db))
        return [(values[place], key) for place, key in stay.items()]
    return [(value, handle_key(sort, value, "")) for value in values]


def _handle(journal: Journal, person_id: str, sort: str, key: str) -> sqlite3.Row | None:
    """The row of a person's handle that has this key, or is the same phone number."""
    query = "SELECT id, value, value_key FROM handles WHERE person_id = ? AND sort = ?"
    rows = {row["value_key"]: row for row in journal.db.execute(query, (person_id, sort))}
    if sort == "phone":
        from caretrack.domain.people.phone import known_phone

        key = known_phone(key, rows)
    return rows.get(key)


def set_handles(journal: Journal, person_id: str, sort: str, values: Sequence[str]) -> None:
    """Make `values` the whole list of that sort under a person."""
    keys = [key for _, key in _keyed(journal, sort, values)]
    journal.db.execute(
        f"DELETE FROM handles WHERE person_id = ? AND sort = ? AND value_key NOT IN ({placeholders(keys)})",
        (person_id, sort, *keys),
    )
    add_handles(journal, person_id, sort, values, respell=True)


def tag(
    journal: Journal, person_id: str, add_tags: Iterable[str], drop_tags: Iterable[str] = ()
) -> None:
    """Put tags on a person and take tags off; either may be so already."""
    for name in add_tags:
        if not journal.db.execute(
            "SELECT 1 FROM tags WHERE person_id = ? AND tag = ?", (person_id, name)
        ).fetchone():
            journal.db.execute("INSERT INTO tags VALUES (?, ?)", (person_id, name))
    for name in drop_tags:
        journal.db.execute("DELETE FROM tags WHERE person_id = ? AND tag = ?", (person_id, name))


def listed(journal: Journal, ids: Sequence[str]) -> dict[str, Listed]:
    """Handles and tags of these people, by id."""
    found: dict[str, dict[str, list[str]]] = {person_id: {} for person_id in ids}
    for part in chunks(ids):
        for row in journal.db.execute(
            f"SELECT person_id, sort, value FROM handles WHERE person_id IN ({placeholders(part)}) ORDER BY rowid",
            part,
        ):
            found[row["person_id"]].setdefault(row["sort"], []).append(row["value"])
        for row in journal.db.execute(
            f"SELECT person_id, tag FROM tags WHERE person_id IN ({placeholders(part)}) ORDER BY tag",
            part,
        ):
            found[row["person_id"]].setdefault("tags", []).append(row["tag"])
    return {
        person_id: Listed(**{sort: tuple(values) for sort, values in lists.items()})
        for person_id, lists in found.items()
    }


def handles_of(journal: Journal, person_id: str) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """The handles (sort and value) and the tags of a person."""
    found = listed(journal, [person_id])[person_id]
    return [(sort, value) for sort in SORTS for value in getattr(found, sort)], found.tags


def names(journal: Journal, ids: Sequence[str]) -> dict[str, str]:
    """The names of these people, by id."""
    found: dict[str, str] = {}
    for part in chunks(list(dict.fromkeys(ids))):
        found.update(
            journal.db.execute(
                f"SELECT id, name FROM people WHERE id IN ({placeholders(part)})", part
            ).fetchall()
        )
    return found


def everybody(
    journal: Journal,
    *,
    archived: bool | None = False,
    tag: str | None = None,
    company: str | None = None,
) -> list[Person]:
    """People by name: those not archived, the archived ones (True), or all (None); of a tag or a company where given.

    Raises NothingFound for a tag or a company that nobody has.
    """
    wanted, values = ["deleted_at IS NULL"], []
    if archived is not None:
        wanted.append("archived_on IS NOT NULL" if archived else "archived_on IS NULL")
    if tag is not None:
        wanted.append("id IN (SELECT person_id FROM tags WHERE tag = ?)")
        values.append(known_tag(journal, tag))
    ids = None if company is None else set(of_company(journal, company) or ())
    rows = journal.db.execute(
        f"SELECT * FROM people WHERE {' AND '.join(wanted)} ORDER BY name_key, company, created_at, rowid",
        values,
    )
    people = (as_object(Person, row) for row in rows)
    return [person for person in people if ids is None or person.id in ids]


def known_tag(journal: Journal, text: str | None) -> str | None:
    """The tag that is meant, None where none is. Raises NothingFound, with the tags there are, when nobody has it."""
    if text is None:
        return None
    wanted = text.strip().lstrip("#@+").casefold()
    tags = [
        row[0]
        for row in journal.db.execute(
            "SELECT tag FROM tags GROUP BY tag ORDER BY count(*) DESC, tag"
        )
    ]
    if wanted not in tags:
        raise NothingFound(
            f"nobody has the tag '{wanted[:40]}'",
            f"There are {', '.join(tags[:12])}." if tags else "`care tag NAME +TAG` puts one on.",
        )
    return wanted


def of_company(journal: Journal, text: str | None) -> list[str] | None:
    """The ids of everybody whose company has this text in it, or is called like this slug; None where none is given. Raises NothingFound when it is nobody."""
    if text is None:
        return None
    key = name_key(text)
    rows = journal.db.execute(
        "SELECT id, company FROM people WHERE company IS NOT NULL AND deleted_at IS NULL"
    )
    keys = ((row["id"], name_key(row["company"])) for row in rows)
    ids = [
        person_id
        for person_id, company in keys
        if key in company or (key and slug_of_key(company) == key)
    ]
    if not ids:
        raise NothingFound(
            f"nobody is of a company called '{text[:60]}'", "`care list` shows the companies."
        )
    return ids
