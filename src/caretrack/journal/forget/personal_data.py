"""Find all that a journal has of one person: rows, log, and mentions in entries of others.

It works on a bare connection, because backups are searched as well.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from caretrack.domain.people.names import clean_name, name_key
from caretrack.domain.people.sought import NO_NAMES, Called, Sought, sought
from caretrack.errors import NothingFound, SeveralFound
from caretrack.journal.change_log import lines, lines_about, lines_that_hold
from caretrack.journal.checked_drafts import count_checked
from caretrack.journal.forget.entries_of_others import (
    OWN_TOUCHES,
    TEXT_COLUMNS,
    Mention,
    find_in_log,
    find_mentions,
)
from caretrack.journal.ids import short_id
from caretrack.journal.merging import MERGED
from caretrack.journal.rows import new_id, placeholders
from caretrack.journal.schema import MODEL, columns
from caretrack.journal.tables import LOGGED

# The tables whose rows belong to one person.
OWNED_TABLES = tuple(
    table
    for table in MODEL
    if "person_id" in columns(table) and table not in ("ties", "touch_people")
)
# Who was in which touch, in the log.
_PAIRS = LOGGED["touch_people"]
# The drafts that were checked, which are no entries.
CHECKED = "checked_drafts"
# What somebody is called by is no address.
_SORTS = {"nickname": "nickname", "phone": "phone", "fax": "phone"}


class DataSubject(NamedTuple):
    """A person to forget, with the ids of those who were merged into them."""

    ids: tuple[str, ...]
    name: str
    company: str | None
    added_on: str
    deleted: bool


class SearchTerms(NamedTuple):
    """What a person is found by: in texts (`sought`), and in bytes: `texts` as stored."""

    sought: Sought
    texts: tuple[str, ...]
    called: Called


class PersonalData(NamedTuple):
    """All that a journal has of one person.

    `log` are rows of the log of changes, seq to change set; `broken` counts the change sets that
    changed other rows too; `log_of_texts` are rows that go where a text in doubt is said to name
    the person. `shared` are touches with others. `found` are the texts of others that name the
    person, that may, and that have a word of the name as a plain word.
    """

    counts: dict[str, int]
    log: dict[int, str | None]
    broken: int
    log_of_texts: dict[str, dict[int, str | None]]
    shared: tuple[Mention, ...]
    found: tuple[Mention, ...]
    terms: SearchTerms

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Return the entries of others that surely name the person."""
        return tuple(item for item in self.found if item.names_them)

    @property
    def in_doubt(self) -> tuple[Mention, ...]:
        """Return the entries of others with a place that may name the person."""
        return tuple(item for item in self.found if item.in_doubt)


def find_subject(db: sqlite3.Connection, person_id: str) -> DataSubject:
    """Return the person with this id, deleted or not, and who was merged into them.

    Raises NothingFound.
    """
    row = db.execute("SELECT * FROM people WHERE id = ?", (person_id,)).fetchone()
    if row is None:
        raise NothingFound(f"nobody has the id {person_id}")
    return DataSubject(
        _with_merged(db, [person_id]),
        row["name"],
        row["company"],
        row["added_on"],
        row["deleted_at"] is not None,
    )


def find_named_only(db: sqlite3.Connection, text: str) -> DataSubject | None:
    """Return a person without entries who is named in entries of others; None where nobody is."""
    who = DataSubject((new_id(),), clean_name(text), None, "", False)
    found = find_mentions(db, who.ids, sought_by(db, who.ids, Called([who.name])))
    return who if any(item.names_them or item.in_doubt for item in found) else None


def in_doubt_by_name(db: sqlite3.Connection, name: str) -> tuple[Mention, ...]:
    """Return the entries that are in doubt where no more than the name is known."""
    ids = (new_id(),)
    found = find_mentions(db, ids, sought_by(db, ids, Called([clean_name(name)])))
    return tuple(item for item in found if item.in_doubt)


def sought_by(db: sqlite3.Connection, ids: Sequence[str], called: Called) -> Sought:
    """Return what somebody is looked for by in a journal, where others have names, too."""
    return sought(called, _others(db, ids))


def _with_merged(db: sqlite3.Connection, ids: list[str]) -> tuple[str, ...]:
    merged = {
        row["key"].removeprefix(f"{MERGED} "): row["value"]
        for row in db.execute("SELECT * FROM settings WHERE key GLOB ?", (f"{MERGED} *",))
    }
    for person_id in ids:
        ids += [gone for gone, into in merged.items() if into == person_id and gone not in ids]
    return tuple(ids)


def _deleted(db: sqlite3.Connection, text: str) -> list[sqlite3.Row]:
    query = (
        "SELECT id, name FROM people WHERE deleted_at IS NOT NULL AND "
        "(name_key = ? OR (length(?2) > 3 AND id >= ?2 AND id < ?2 || '~')) ORDER BY rowid"
    )
    return db.execute(query, (name_key(text), text.strip().lower())).fetchall()


def was_deleted(db: sqlite3.Connection, text: str) -> bool:
    """True if the text names a deleted person."""
    return bool(_deleted(db, text))


def deleted_person(db: sqlite3.Connection, text: str) -> str:
    """Return the id of a deleted person, by id, start of the id or whole name.

    Raises NothingFound and SeveralFound.
    """
    rows = _deleted(db, text)
    if not rows:
        raise NothingFound(
            f"nobody who was deleted is called '{text.strip()[:60]}'",
            "It takes the whole name, or an id.",
        )
    if len(rows) > 1:
        which = ", ".join(f"{row['name']} ({short_id(db, row['id'])})" for row in rows)
        raise SeveralFound(
            f"{len(rows)} who were deleted could be meant by '{text.strip()[:60]}'",
            f"Say which: {which}.",
        )
    return str(rows[0]["id"])


def collect_personal_data(
    db: sqlite3.Connection, who: DataSubject, also: Called = NO_NAMES
) -> PersonalData:
    """Collect what the journal has of a person, who may be in entries of others alone.

    They are looked for by what the journal calls them, and by the names of `also`.
    """
    ids = who.ids
    one = placeholders(ids)
    alone = own_touches(db, ids)
    counts = {"touches": len(alone)}
    for table in OWNED_TABLES:
        counts[table] = db.execute(
            f"SELECT count(*) FROM {table} WHERE person_id IN ({one})", [*ids]
        ).fetchone()[0]
    counts["ties"] = db.execute(
        f"SELECT count(*) FROM ties WHERE person_id IN ({one}) OR other_id IN ({one})", [*ids, *ids]
    ).fetchone()[0]
    counts[CHECKED] = count_checked(db, ids)
    log: dict[int, str | None] = {}
    terms = _search_terms(db, who, alone, log, also)
    log.update(_log_of_merges(db, ids))
    found = find_mentions(db, ids, terms.sought)
    of_names = find_in_log(db, ids, terms.sought, found)
    log.update(of_names.sure)
    return PersonalData(
        {table: count for table, count in counts.items() if count},
        log,
        len(broken_change_sets(db, log)),
        of_names.of_texts,
        tuple(_shared(db, ids)),
        found,
        terms,
    )


def own_touches(db: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """Return the touches with nobody else, deleted ones too.

    A touch that was undone has no people left; then the log of changes says whose it was.
    """
    one = placeholders(ids)
    found = [
        row[0]
        for row in db.execute(
            f"SELECT DISTINCT touch_id FROM ({OWN_TOUCHES.format(people=one)})", [*ids, *ids]
        )
    ]
    ends = " OR ".join("row_id GLOB ?" for _ in ids)
    pairs = db.execute(
        f"SELECT DISTINCT row_id FROM changes WHERE source = {_PAIRS} AND ({ends})",
        [f"* {person}" for person in ids],
    )
    orphan = """SELECT id FROM touches WHERE id = :touch
        AND NOT EXISTS (SELECT 1 FROM touch_people WHERE touch_id = :touch)"""
    for touch in dict.fromkeys(row[0].split(" ")[0] for row in pairs.fetchall()):
        is_orphan = db.execute(orphan, {"touch": touch}).fetchone() is not None
        if is_orphan and _people_at_last(db, touch) <= {*ids}:
            found.append(touch)
    return list(dict.fromkeys(found))


def _people_at_last(db: sqlite3.Connection, touch: str) -> set[str]:
    """Return who was in a touch when it lost its people: all of them by one change.

    Somebody who came by a merge that was undone before is none of them.
    """
    rows = db.execute(
        "SELECT row_id, change_set FROM changes WHERE substr(row_id, 1, 4) = substr(?1, 1, 4) "
        f"AND row_id > ?1 || ' ' AND row_id < ?1 || '!' AND source = {_PAIRS} ORDER BY seq",
        (touch,),
    ).fetchall()
    last = rows[-1][1] if rows else None
    return {row[0].split(" ")[1] for row in rows if row[1] == last}


def _shared(db: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Mention]:
    one = placeholders(ids)
    query = f"""SELECT DISTINCT t.id, t.note, t.happened_on,
            (SELECT group_concat(name, ', ') FROM people JOIN touch_people AS o
                ON o.person_id = people.id
                WHERE o.touch_id = t.id AND o.person_id NOT IN ({one})) AS others
        FROM touches AS t JOIN touch_people AS tp ON tp.touch_id = t.id
        WHERE tp.person_id IN ({one}) ORDER BY t.happened_on DESC"""
    for row in db.execute(query, [*ids, *ids]):
        if row["others"]:
            yield Mention("touches", row["id"], row["others"], row["note"], "note")


def _log_rows(
    db: sqlite3.Connection, ids: Sequence[str], touches: Iterable[str]
) -> Iterator[sqlite3.Row]:
    """Give the log rows of the person: with an id of theirs in them, or of their touches."""
    for one in ids:
        yield from lines_that_hold(db, "instr({}, ?)".format, [one])
    yield from lines_about(db, "touches", touches)


def _log_of_merges(db: sqlite3.Connection, ids: Sequence[str]) -> dict[int, str | None]:
    """Return the lines of merges of the person into somebody, of their undo, and between.

    If a merge was taken back, what the other had of the person meanwhile stands there alone.
    """
    found: dict[int, str | None] = {}
    settings = lines_about(db, "settings", (f"{MERGED} {one}" for one in ids))
    sets = sorted({line["number"] for line in settings if line["number"] is not None})
    rows = db.execute(
        "SELECT table_name, row_id, min(seq), max(seq) "
        f"FROM {lines()} WHERE number IN ({placeholders(sets)}) GROUP BY 1, 2",
        sets,
    )
    for table, own, first, last in rows.fetchall():
        if table in MODEL:
            for line in lines_about(db, table, [own]):
                if first <= line["seq"] <= last:
                    found[line["seq"]] = line["change_set"]
    return found


def broken_change_sets(db: sqlite3.Connection, log: dict[int, str | None]) -> set[str]:
    """Return the change sets with rows of this log and others: they cannot be undone any more."""
    gone: dict[str, int] = {}
    for change_set in log.values():
        if change_set is not None:
            gone[change_set] = gone.get(change_set, 0) + 1
    total = (
        {
            row[0]: row[1]
            for row in db.execute(
                "SELECT s.id, count(*) FROM changes JOIN change_sets AS s ON s.number = change_set "
                "GROUP BY change_set"
            )
        }
        if gone
        else {}
    )
    return {change_set for change_set, count in gone.items() if total[change_set] > count}


def _search_terms(
    db: sqlite3.Connection,
    who: DataSubject,
    alone: Sequence[str],
    log: dict[int, str | None],
    also: Called,
) -> SearchTerms:
    """Return the names and texts of the person, now and in the log; add its rows to `log`."""
    ids, one = who.ids, placeholders(who.ids)
    # Of somebody who is in backups or in the log alone, another machine said no name.
    named: dict[str, None] = {who.name: None} if who.name else {}
    texts = dict(named)
    called: dict[str, dict[str, None]] = {
        "name": named,
        "nickname": {},
        "address": {},
        "phone": {},
    }

    def take(table: str, row: Any) -> None:
        for column in TEXT_COLUMNS.get(table, ()):
            text = row.get(column)
            if text:
                texts[text] = None
                if table == "people" and column == "name":
                    called["name"][text] = None
                elif table == "handles":
                    texts[row["value_key"]] = None
                    if row["sort"] != "uid":
                        called[_SORTS.get(row["sort"], "address")][text] = None

    for table in ("people", *OWNED_TABLES):
        key = "id" if table == "people" else "person_id"
        for row in db.execute(f"SELECT * FROM {table} WHERE {key} IN ({one})", [*ids]):
            take(table, dict(row))
    for row in db.execute(
        f"SELECT * FROM ties WHERE person_id IN ({one}) OR other_id IN ({one})", [*ids, *ids]
    ):
        take("ties", dict(row))
    for touch in alone:
        take("touches", dict(db.execute("SELECT * FROM touches WHERE id = ?", (touch,)).fetchone()))
    for row in _log_rows(db, ids, alone):
        log[row["seq"]] = row["change_set"]
        for version in (row["before"], row["after"]):
            take(row["table_name"], json.loads(version or "{}"))
    found = Called(
        *(
            tuple(dict.fromkeys([*mine, *more]))
            for mine, more in zip(called.values(), also, strict=True)
        )
    )
    return SearchTerms(sought_by(db, ids, found), tuple(texts), found)


def _others(db: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """Names, nicknames and companies of all other people."""
    one = placeholders(ids)
    people = db.execute(
        f"SELECT name, company FROM people WHERE id NOT IN ({one})", [*ids]
    ).fetchall()
    nicknames = db.execute(
        f"SELECT value FROM handles WHERE sort = 'nickname' AND person_id NOT IN ({one})", [*ids]
    ).fetchall()
    return [text for row in (*people, *nicknames) for text in row if text]
