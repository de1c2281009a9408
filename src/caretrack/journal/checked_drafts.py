"""The drafts that `care check` read: hashes of their runs of words, for ninety days (S1.5).

They are not in the change log, not in an export, and never undone. One salt serves all of them. It
stands before the hashes of each row, so that it is in every copy of the file, and goes with the
last row.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta

from caretrack.domain.draft.pasted import HASH_BYTES, HashedDraft, hashed_runs, is_edited
from caretrack.journal.connection import Journal
from caretrack.journal.files.transaction import transaction
from caretrack.journal.files.waiting import without_waiting
from caretrack.journal.rows import new_id, placeholders

KEPT_DAYS = 90
SALT_BYTES = 16
# The newest are compared. It is more than anybody writes in ninety days.
MOST_READ = 500

_CHECKED = """SELECT c.id, c.rowid, c.checked_on, p.name, c.shingles FROM checked_drafts AS c
JOIN people AS p ON p.id = c.person_id WHERE p.deleted_at IS NULL AND c.checked_on >= ?
AND {who} ORDER BY c.rowid DESC LIMIT ?"""


def checked_for_others(
    journal: Journal, person_id: str, draft: str, names: Iterable[str]
) -> list[HashedDraft]:
    """Return the drafts of the last ninety days that were for others, the newest first.

    If this draft was checked for the person already, only those that were checked before it: of two
    people, the first one's is no copy.
    """
    own = _former(journal, person_id, draft, names)
    others = _read(journal, "c.person_id != ?", person_id)
    return [other for other in others if not own or other.number < own[-1].number]


def keep_checked(journal: Journal, person_id: str, draft: str, names: Iterable[str]) -> None:
    """Keep the hashes of a draft in the place of the one that it is an edited form of, if any.

    Those that are older than ninety days go. Nothing is waited for, and nothing is raised: if the
    journal is locked, read-only or full, nothing is kept.
    """
    if journal.path is None:
        return
    with suppress(sqlite3.Error), without_waiting(journal.db), transaction(journal.db):
        _keep(journal, person_id, draft, names)


def _keep(journal: Journal, person_id: str, draft: str, names: Iterable[str]) -> None:
    db = journal.db
    db.execute("DELETE FROM checked_drafts WHERE checked_on < ?", (_oldest(journal),))
    salt = _salt(db)
    hashes = hashed_runs(draft, names, salt)
    if not hashes:
        return
    former = _former(journal, person_id, draft, names)
    db.executemany("DELETE FROM checked_drafts WHERE id = ?", [(one.id,) for one in former[:-1]])
    # In the order of the hashes, which says nothing of the order of the words.
    blob, today = salt + b"".join(sorted(hashes)), journal.today.isoformat()
    if former:
        db.execute(
            "UPDATE checked_drafts SET checked_on = ?, shingles = ? WHERE id = ?",
            (today, blob, former[-1].id),
        )
    else:
        values = (new_id(), today, person_id, blob)
        db.execute("INSERT INTO checked_drafts VALUES (?, ?, ?, ?)", values)


def _former(
    journal: Journal, person_id: str, draft: str, names: Iterable[str]
) -> list[HashedDraft]:
    """Return the drafts for this person that this one is an edited form of, the newest first."""
    mine = _read(journal, "c.person_id = ?", person_id)
    hashes = {salt: hashed_runs(draft, names, salt) for salt in {one.salt for one in mine}}
    return [one for one in mine if hashes[one.salt] and is_edited(hashes[one.salt], one.hashes)]


def move_checked(db: sqlite3.Connection, gone: str, into: str) -> None:
    """Move the drafts for one person to another, into whom they are merged."""
    db.execute("UPDATE checked_drafts SET person_id = ? WHERE person_id = ?", (into, gone))


def erase_checked(db: sqlite3.Connection, ids: Sequence[str]) -> int:
    """Erase the drafts for these people, and return how many there were."""
    where = f"person_id IN ({placeholders(ids)})"
    return db.execute(f"DELETE FROM checked_drafts WHERE {where}", [*ids]).rowcount


def count_checked(db: sqlite3.Connection, ids: Sequence[str]) -> int:
    """Count the drafts that are kept of these people."""
    where = f"person_id IN ({placeholders(ids)})"
    query = f"SELECT count(*) FROM checked_drafts WHERE {where}"
    count: int = db.execute(query, [*ids]).fetchone()[0]
    return count


def _read(journal: Journal, who: str, person_id: str) -> list[HashedDraft]:
    rows = journal.db.execute(
        _CHECKED.format(who=who), (_oldest(journal), person_id, MOST_READ)
    ).fetchall()
    return [
        HashedDraft(
            row["id"],
            row["rowid"],
            date.fromisoformat(row["checked_on"]),
            row["name"],
            row["shingles"][:SALT_BYTES],
            _parted(row["shingles"][SALT_BYTES:]),
        )
        for row in rows
    ]


def _parted(data: bytes) -> frozenset[bytes]:
    return frozenset(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))


def _salt(db: sqlite3.Connection) -> bytes:
    row = db.execute("SELECT shingles FROM checked_drafts LIMIT 1").fetchone()
    return bytes(row[0][:SALT_BYTES]) if row else os.urandom(SALT_BYTES)


def _oldest(journal: Journal) -> str:
    return (journal.today - timedelta(days=KEPT_DAYS)).isoformat()
