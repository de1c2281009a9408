"""Merge two people: all of the first moves to the second, in one change set that can be undone."""

from typing import Any, NamedTuple

from caretrack.domain.model import Occasion
from caretrack.domain.people.merging import day_words, differ, fuller, joined
from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import is_fuller, known_phone
from caretrack.domain.person import Person
from caretrack.domain.talk.ties import meaning
from caretrack.journal import people, settings
from caretrack.journal.checked_drafts import move_checked
from caretrack.journal.connection import Journal
from caretrack.journal.rows import as_object, insert, mark_deleted, update

# The setting `merged ID` says into whom a person was merged; `care forget` follows it.
MERGED = "merged"
# Two entries of one table are the same if these columns are.
SAME = {
    "facts": ("category", "text", "source", "retired_on"),
    "actions": ("sort", "text", "due_on", "done_on"),
    "feedback": ("about", "tone", "text", "heard_on", "acted_on", "told_on"),
    "occasions": ("label", "month", "day", "year"),
    "events": ("happens_on", "text"),
}


class Merge(NamedTuple):
    """What a merge did.

    Rows moved, and rows that both had, by table; columns filled; what differed, as sentences.
    """

    gone: Person
    into: Person
    moved: dict[str, int]
    both: dict[str, int]
    filled: tuple[str, ...]
    kept: tuple[str, ...]
    nickname: bool


class _Counts:
    def __init__(self) -> None:
        self.moved: dict[str, int] = {}
        self.both: dict[str, int] = {}
        self.kept: list[str] = []

    def add(self, table: str, moved: int, both: int = 0) -> None:
        for counts, number in ((self.moved, moved), (self.both, both)):
            if number:
                counts[table] = counts.get(table, 0) + number


def merge(journal: Journal, gone_id: str, into_id: str) -> Merge:
    """Move everything of `gone` to `into` and mark `gone` as deleted.

    Must run inside `journal.change(...)`. What both have stands once. Deleted entries move too, so
    that an undo of their deletion finds the person who is left.
    """
    gone, into = people.get(journal, gone_id), people.get(journal, into_id)
    counts = _Counts()
    _touches(journal, gone, into, counts)
    _birthday(journal, gone, into, counts)
    for table in SAME:
        _entries(journal, table, gone, into, counts)
    _ties(journal, gone, into, counts)
    _handles(journal, gone, into, counts)
    _tags(journal, gone, into, counts)
    _settings(journal, gone, into)
    move_checked(journal.db, gone.id, into.id)
    nickname = _nickname(journal, gone, into)
    columns = joined(gone, into, journal.today)
    people.change(journal, into.id, columns.values)
    mark_deleted(journal.db, "people", gone.id)
    counts.kept += [
        f"{column}: {text} stands in the note now" for column, text in columns.otherwise
    ]
    if "archived_why" in columns.values:
        counts.kept.append(f"{into.name} is in the archive now: {gone.archived_why}")
    elif into.archived_on and not gone.archived_on:
        counts.kept.append(f"{into.name} stays in the archive; care unarchive brings them back")
    return Merge(
        gone,
        people.get(journal, into.id),
        counts.moved,
        counts.both,
        columns.filled,
        tuple(counts.kept),
        nickname,
    )


def _touches(journal: Journal, gone: Person, into: Person, counts: _Counts) -> None:
    db = journal.db
    standing = "(SELECT deleted_at IS NULL FROM touches WHERE id = touch_id)"
    shared = "touch_id IN (SELECT touch_id FROM touch_people WHERE person_id = ?)"
    both = db.execute(
        f"SELECT count(*) FROM touch_people WHERE person_id = ? AND {shared} AND {standing}",
        (gone.id, into.id),
    ).fetchone()[0]
    db.execute(f"DELETE FROM touch_people WHERE person_id = ? AND {shared}", (gone.id, into.id))
    moved = db.execute(
        f"SELECT count(*) FROM touch_people WHERE person_id = ? AND {standing}", (gone.id,)
    ).fetchone()[0]
    db.execute("UPDATE touch_people SET person_id = ? WHERE person_id = ?", (into.id, gone.id))
    counts.add("touches", moved, both)


def _entries(journal: Journal, table: str, gone: Person, into: Person, counts: _Counts) -> None:
    def key(row: Any) -> tuple[object, ...]:
        return tuple(
            name_key(row[column]) if column in ("text", "label") else row[column]
            for column in SAME[table]
        )

    there = {
        key(row)
        for row in journal.db.execute(
            f"SELECT * FROM {table} WHERE person_id = ? AND deleted_at IS NULL", (into.id,)
        )
    }
    for row in journal.db.execute(
        f"SELECT * FROM {table} WHERE person_id = ?", (gone.id,)
    ).fetchall():
        twice = row["deleted_at"] is None and key(row) in there
        update(journal.db, table, row["id"], {"person_id": into.id})
        if twice:
            mark_deleted(journal.db, table, row["id"])
        if row["deleted_at"] is None:
            counts.add(table, not twice, twice)


def _birthday(journal: Journal, gone: Person, into: Person, counts: _Counts) -> None:
    """Keep one birthday: the one with a year, else the one of `into`. Report a difference."""
    query = (
        "SELECT * FROM occasions WHERE person_id = ? AND label = 'birthday' "
        "AND deleted_at IS NULL ORDER BY year IS NULL, rowid"
    )
    rows = [journal.db.execute(query, (person.id,)).fetchone() for person in (gone, into)]
    if None in rows:
        return
    theirs, mine = (as_object(Occasion, row) for row in rows)
    stays, goes = (theirs, mine) if fuller(theirs, mine) else (mine, theirs)
    mark_deleted(journal.db, "occasions", goes.id)
    if goes is theirs:
        counts.add("occasions", 0, 1)
    if differ(theirs, mine):
        whose = (gone, into) if goes is theirs else (into, gone)
        said = (
            f"{day_words(stays)} of {whose[1].name} stays, "
            f"{day_words(goes)} of {whose[0].name} goes"
        )
        counts.kept.append(f"birthday: {said}; care edit mends it")


def _ties(journal: Journal, gone: Person, into: Person, counts: _Counts) -> None:
    rows = journal.db.execute(
        "SELECT * FROM ties WHERE person_id = ?1 OR other_id = ?1", (into.id,)
    )
    there = {
        meaning(row["relation"], row["person_id"], row["other_id"])
        for row in rows
        if row["deleted_at"] is None
    }
    for row in journal.db.execute(
        "SELECT * FROM ties WHERE person_id = ?1 OR other_id = ?1 ORDER BY rowid", (gone.id,)
    ).fetchall():
        ends = {
            name: into.id if row[name] == gone.id else row[name]
            for name in ("person_id", "other_id")
        }
        if ends["person_id"] == ends["other_id"]:
            if row["deleted_at"] is None:
                mark_deleted(journal.db, "ties", row["id"])
                counts.kept.append(f"the tie between the two goes: {row['relation']}")
            continue
        said = meaning(row["relation"], ends["person_id"], ends["other_id"])
        twice = row["deleted_at"] is None and said in there
        update(journal.db, "ties", row["id"], ends)
        if twice:
            mark_deleted(journal.db, "ties", row["id"])
        if row["deleted_at"] is None:
            there.add(said)
            counts.add("ties", not twice, twice)


def _handles(journal: Journal, gone: Person, into: Person, counts: _Counts) -> None:
    db = journal.db
    there = {
        (row["sort"], row["value_key"]): row["id"]
        for row in db.execute("SELECT * FROM handles WHERE person_id = ?", (into.id,))
    }
    phones = [key for sort, key in there if sort == "phone"]
    for row in db.execute(
        "SELECT * FROM handles WHERE person_id = ? ORDER BY rowid", (gone.id,)
    ).fetchall():
        sort, key = row["sort"], row["value_key"]
        known = known_phone(key, phones) if sort == "phone" else key
        twice = (sort, known) in there
        fuller = twice and is_fuller(key, known)
        if twice:
            goes = there[sort, known] if fuller else row["id"]
            db.execute("DELETE FROM handles WHERE id = ?", (goes,))
        if fuller or not twice:
            update(db, "handles", row["id"], {"person_id": into.id})
        counts.add("handles", not twice, twice)


def _tags(journal: Journal, gone: Person, into: Person, counts: _Counts) -> None:
    db = journal.db
    both = "person_id = ? AND tag IN (SELECT tag FROM tags WHERE person_id = ?)"
    twice = db.execute(f"DELETE FROM tags WHERE {both}", (gone.id, into.id)).rowcount
    moved = db.execute(
        "UPDATE tags SET person_id = ? WHERE person_id = ?", (into.id, gone.id)
    ).rowcount
    counts.add("tags", moved, twice)


def _nickname(journal: Journal, gone: Person, into: Person) -> bool:
    """Add the other name as a nickname, unless it is the same."""
    there = "SELECT 1 FROM handles WHERE person_id = ? AND sort = 'nickname' AND value_key = ?"
    if (
        gone.name_key == into.name_key
        or journal.db.execute(there, (into.id, gone.name_key)).fetchone()
    ):
        return False
    values = {
        "person_id": into.id,
        "sort": "nickname",
        "value": gone.name,
        "value_key": gone.name_key,
    }
    insert(journal.db, "handles", values)
    return True


def _settings(journal: Journal, gone: Person, into: Person) -> None:
    db = journal.db
    settings.move_distinct(journal, gone.id, into.id)
    mine = db.execute("SELECT 1 FROM settings WHERE key = ?", (f"skipped {into.id}",)).fetchone()
    if mine:
        db.execute("DELETE FROM settings WHERE key = ?", (f"skipped {gone.id}",))
    else:
        db.execute(
            "UPDATE settings SET key = ? WHERE key = ?",
            (f"skipped {into.id}", f"skipped {gone.id}"),
        )
    db.execute("INSERT INTO settings VALUES (?, ?)", (f"{MERGED} {gone.id}", into.id))
