"""Settle what two machines did across each other, once the changes of both are here.

What is done follows from the rows alone: no new ids, no clock. So machines that settle the same
state come to the same rows, and to settle twice changes nothing. It is a change of this machine
like any other, and is sent.
"""

import sqlite3
from typing import NamedTuple

from caretrack.domain.sync.across import deleted_with
from caretrack.domain.sync.stamps import LAST_TAG, SHARED
from caretrack.journal.connection import Journal
from caretrack.journal.merging import MERGED
from caretrack.journal.settings import distinct_pairs
from caretrack.journal.sync.concerned import note_beside, note_concerned
from caretrack.journal.sync.follow import Followed, follow_merges
from caretrack.journal.sync.state import read, write
from caretrack.journal.sync.unite import CONCERNED, OF_PEOPLE, unite_all
from caretrack.journal.tables import LOGGED, SETTLE


class Settled(NamedTuple):
    """What was settled, as names of people.

    `moved`: whose things went to whom, as their merge had said; `unmerged`: who was merged into
    somebody who was merged into them; `revived`: who was deleted on one machine and had an entry of
    another. `united` counts rows that stood twice. `alike` share an e-mail address, and were added
    on two machines.
    """

    moved: tuple[tuple[str, str], ...] = ()
    unmerged: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()
    united: int = 0
    alike: tuple[tuple[str, str], ...] = ()


def settle(journal: Journal) -> Settled:
    """Settle what the last pull left across, as a change set of its own, and return what it was.

    The journal must be shared, and what was changed here before must be stamped (`collect`).
    """
    db = journal.db
    after, last = read(db).settled, _last_line(db)
    if after == last > 0:
        return Settled()
    with journal.change(SETTLE, keep_without_changes=True):
        note_concerned(db, after, last)
        merges = follow_merges(db, after)
        revived = _revive(db, merges)
        united = unite_all(db, merges.reached)
        write(db, settled=_last_line(db))
    return Settled(
        tuple((_name(db, gone), _name(db, into)) for gone, into in merges.moved),
        tuple(_name(db, person) for person in merges.back),
        tuple(_name(db, person) for person in revived),
        merges.united + united,
        tuple(_alike(journal)),
    )


def _last_line(db: sqlite3.Connection) -> int:
    last: int = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    return last


def _name(db: sqlite3.Connection, person_id: str) -> str:
    row = db.execute("SELECT name FROM people WHERE id = ?", (person_id,)).fetchone()
    return str(row[0]) if row else ""


# When somebody `p` was deleted, and when a row was changed on any machine, as stamps. Rowids are
# stamps; whoever was deleted before the journal was shared has none of it.
_PEOPLE, _SETTINGS = LOGGED["people"], LOGGED["settings"]
_DELETED = f"""coalesce((SELECT json_extract(fields, '$.deleted_at[0]') FROM sync_stamps
    WHERE source = {_PEOPLE} AND row_id = p.id), CASE WHEN p.rowid > {SHARED} THEN p.rowid END)"""
_MERGED = f"""coalesce((SELECT stamp FROM sync_stamps
    WHERE source = {_SETTINGS} AND row_id = s.key), s.rowid)"""
# Somebody else of a touch is still there, or was deleted later.
_OTHERS = """SELECT 1 FROM touch_people AS o JOIN people AS q ON q.id = o.person_id
    WHERE o.touch_id = t.id
        AND (q.deleted_at IS NULL OR (q.deleted_at, q.id) > (p.deleted_at, p.id))"""
# Something stands that is of a deleted person `p`. Who deletes somebody deletes all that: so it was
# written by who did not know of it. A touch with others stays when one of them is deleted; it tells
# of another machine only if it is the later. Of several who are deleted, the last one is meant.
_STANDS = " OR ".join(
    [
        *(
            f"EXISTS (SELECT 1 FROM {table} AS e WHERE e.{column} = p.id AND e.deleted_at IS NULL)"
            for table, column in OF_PEOPLE
        ),
        "EXISTS (SELECT 1 FROM touch_people AS w JOIN touches AS t ON t.id = w.touch_id "
        "WHERE w.person_id = p.id AND t.deleted_at IS NULL "
        f"AND (t.rowid > {_DELETED} OR NOT EXISTS ({_OTHERS})))",
    ]
)
# Somebody was merged into them by who did not know that they were deleted.
_MERGED_INTO = (
    "SELECT p.id FROM settings AS s JOIN people AS p ON p.id = s.value "
    f"WHERE p.id IN {CONCERNED} AND p.deleted_at > '' "
    f"AND s.key >= '{MERGED} ' AND s.key < '{MERGED}!' AND {_MERGED} > {_DELETED}"
)


def _revive(db: sqlite3.Connection, merges: Followed) -> list[str]:
    """Bring people back who were deleted on one machine and had an entry of another; their ids.

    What was deleted with them comes back too. Who was merged stays away.
    """
    wanted = {row[0] for row in db.execute(_MERGED_INTO)} | merges.again
    revived: list[str] = []
    query = (
        f"SELECT p.id FROM people AS p WHERE p.id IN {CONCERNED} AND p.deleted_at > '' "
        f"AND ({_STANDS})"
    )
    while True:
        # What comes back may have been with somebody else who is deleted.
        wanted |= {row[0] for row in db.execute(query)}
        found = sorted(wanted - merges.into.keys() - set(revived))
        if not found:
            return revived
        revived += [person_id for person_id in found if _bring_back(db, person_id)]
        wanted = set()


def _bring_back(db: sqlite3.Connection, person_id: str) -> bool:
    """Bring somebody back, and what was deleted with them; False if they are there."""
    row = db.execute("SELECT deleted_at FROM people WHERE id = ?", (person_id,)).fetchone()
    if row is None or row[0] is None:
        return False
    db.execute("UPDATE people SET deleted_at = NULL WHERE id = ?", (person_id,))
    for table, row_id in deleted_with(row[0], _deleted_of(db, person_id)):
        db.execute(f"UPDATE {table} SET deleted_at = NULL WHERE id = ?", (row_id,))
    note_beside(db, person_id)
    return True


def _deleted_of(db: sqlite3.Connection, person_id: str) -> list[tuple[str, tuple[str, str]]]:
    """Return when each deleted entry of a person was deleted, with its table and id.

    A tie is among them only if the other person is there.
    """
    found = []
    for table, column in OF_PEOPLE:
        query = f"SELECT deleted_at, id FROM {table} WHERE {column} = ? AND deleted_at > ''"
        if table == "ties":
            other = "other_id" if column == "person_id" else "person_id"
            query += f" AND (SELECT deleted_at IS NULL FROM people WHERE id = {other})"
        found += [(row[0], (table, row[1])) for row in db.execute(query, (person_id,))]
    touches = db.execute(
        "SELECT t.deleted_at, t.id FROM touch_people AS w JOIN touches AS t ON t.id = w.touch_id "
        "WHERE w.person_id = ? AND t.deleted_at > ''",
        (person_id,),
    )
    return [*found, *((row[0], ("touches", row[1])) for row in touches)]


def _alike(journal: Journal) -> list[tuple[str, str]]:
    """Return the names of people with one e-mail address who were added on two machines."""
    rows = journal.db.execute(
        "SELECT p.id, p.name, q.id, q.name, p.rowid < q.rowid FROM handles AS h "
        "JOIN handles AS o ON o.value_key = h.value_key AND o.sort = h.sort "
        "JOIN people AS p ON p.id = h.person_id JOIN people AS q ON q.id = o.person_id "
        f"WHERE h.person_id IN {CONCERNED} AND h.sort = 'email' AND p.id <> q.id "
        f"AND p.rowid & {LAST_TAG} <> q.rowid & {LAST_TAG} "
        "AND p.deleted_at IS NULL AND q.deleted_at IS NULL ORDER BY p.name_key, q.name_key, p.id"
    ).fetchall()
    two = distinct_pairs(journal) if rows else set()
    pairs: dict[frozenset[str], tuple[str, str]] = {}
    for one, name, other, other_name, is_first in rows:
        names = (name, other_name) if is_first else (other_name, name)
        pairs.setdefault(frozenset((one, other)), names)
    return [names for pair, names in pairs.items() if pair not in two]
