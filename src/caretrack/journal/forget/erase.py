"""Erase a person: rows, log of changes, index and free pages. It cannot be undone.

The rows go in one transaction; then VACUUM writes the file anew. A mark in the settings stands in
between, so that the next run finishes what was cut off.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from caretrack.domain.people.mentions import Place, blanked, verdicts
from caretrack.domain.people.name_or_word import PERSON
from caretrack.journal.change_log import (
    ERASED,
    MARKS,
    add_row_sum,
    key_is,
    lines,
    number_of,
    of_row,
    sum_of_array,
    sum_of_row,
    write_mark,
    write_standing,
)
from caretrack.journal.checked_drafts import erase_checked
from caretrack.journal.derived import refresh
from caretrack.journal.files.transaction import transaction
from caretrack.journal.forget.entries_of_others import Chosen, Mention
from caretrack.journal.forget.personal_data import (
    CHECKED,
    OWNED_TABLES,
    PersonalData,
    broken_change_sets,
    own_touches,
)
from caretrack.journal.rows import CHUNK, mark_deleted, new_id, now, placeholders
from caretrack.journal.schema import MODEL, as_array, columns, key_columns
from caretrack.journal.tables import DELETED, INSERTED, LOGGED, UPDATED
from caretrack.temporary import temporary_file

UNFINISHED = "forgetting"


class ErasedRows(NamedTuple):
    """How many rows were erased, by table and in the log; `redacted` are texts of others."""

    counts: dict[str, int]
    log: int
    redacted: int


def erase(
    db: sqlite3.Connection,
    ids: Sequence[str],
    data: PersonalData,
    *,
    mentions: bool,
    chosen: Chosen = MappingProxyType({}),
) -> ErasedRows:
    """Erase all rows of a person; with `mentions` redact the name in entries of others as well.

    `chosen` are places in doubt that are the person. Must run inside a transaction. What the
    triggers log of it is erased, too.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    start = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    shared = _shared_touches(db, ids)
    counts = _erase_rows(db, ids, own_touches(db, ids))
    changed = _redact_mentions(db, data, chosen) if mentions else 0
    log = {**data.log, **_log_of_chosen(data, chosen)}
    gone = _delete_touches_of_the_deleted(db, shared)
    refresh(db)
    db.execute("INSERT INTO search(search) VALUES ('optimize')")
    # Before the older rows go: a number that is free at the end of the log is given again.
    changed_rows = _rows_of_lines(db, "seq > ?", [start])
    db.execute("DELETE FROM changes WHERE seq > ?", (start,))
    add_row_sum(db)
    for change_set, touch, before in gone:
        db.execute(
            "INSERT INTO changes (change_set, source, event, row_id, sum, before) SELECT "
            f"{number_of('?')}, {LOGGED['touches']}, {UPDATED}, id, "
            f"{sum_of_row('touches', 'touches')}, ? FROM touches WHERE id = ?",
            (change_set, before, touch),
        )
    _erase_log(db, log, changed_rows)
    return ErasedRows({table: count for table, count in counts.items() if count}, len(log), changed)


def _shared_touches(db: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """Return the touches with these people and others that are not deleted."""
    one = placeholders(ids)
    return [
        row[0]
        for row in db.execute(
            "SELECT DISTINCT touch_id FROM touch_people JOIN touches ON touches.id = touch_id "
            f"WHERE person_id IN ({one}) AND deleted_at IS NULL",
            [*ids],
        )
    ]


def _delete_touches_of_the_deleted(
    db: sqlite3.Connection, touches: Iterable[str]
) -> list[tuple[str | None, str, str]]:
    """Delete the touches that only deleted people are left of, as they went with all of theirs.

    Return it for the log: change set, id, before. The change set is the one that deleted the
    person: an undo of that brings the touch back.
    """
    stand = f"SELECT {as_array('touches', 'touches')} FROM touches WHERE id = ?"
    log = []
    for touch in touches:
        people = db.execute(
            "SELECT p.id, p.deleted_at FROM touch_people JOIN people AS p ON p.id = person_id "
            "WHERE touch_id = ?",
            (touch,),
        ).fetchall()
        if not people or any(deleted_at is None for _, deleted_at in people):
            continue
        change_set = db.execute(
            f"SELECT change_set FROM {lines()} WHERE table_name = 'people' "
            f"AND row_id IN ({placeholders(people)}) AND json_extract(after, '$.deleted_at') "
            "IS NOT NULL ORDER BY seq DESC LIMIT 1",
            [person_id for person_id, _ in people],
        ).fetchone()
        before = db.execute(stand, (touch,)).fetchone()[0]
        mark_deleted(db, "touches", touch)
        log.append((change_set and change_set[0], touch, before))
    return log


def record_erasure(db: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Record the erasure as a change set without undo, and that VACUUM is still to come."""
    change_set = new_id()
    db.execute(
        "INSERT INTO change_sets (id, made_at, command) VALUES (?, ?, 'forget')",
        (change_set, now()),
    )
    _mark_not_undoable(db, [change_set])
    _without_log(db, "INSERT OR REPLACE INTO settings VALUES (?, ?)", (UNFINISHED, " ".join(ids)))


def unfinished(db: sqlite3.Connection) -> bool:
    """True if a run was cut off before VACUUM."""
    return db.execute("SELECT 1 FROM settings WHERE key = ?", (UNFINISHED,)).fetchone() is not None


def vacuum(db: sqlite3.Connection, journal: Path) -> None:
    """Write a journal, or a backup of it, anew, so that no free page holds anything.

    It takes as much room again beside the journal. Temporary tables of `db` are gone afterwards.
    Raises sqlite3.Error, and OSError where nothing can be written there.
    """
    with _files_beside(db, journal):
        db.execute("VACUUM")
    if unfinished(db):
        with transaction(db):
            _without_log(db, "DELETE FROM settings WHERE key = ?", (UNFINISHED,))


@contextmanager
def _files_beside(db: sqlite3.Connection, journal: Path) -> Iterator[None]:
    """Let SQLite put its temporary files beside the journal instead of holding them in memory.

    A whole journal may be too much for the memory, and for the temporary folder of the system.
    Where this SQLite does not let its folder be named, they stay in memory.
    """
    with temporary_file(journal) as folder:
        folder.mkdir(mode=0o700)
        quoted = str(folder.absolute()).replace("'", "''")
        db.execute(f"PRAGMA temp_store_directory = '{quoted}'")
        try:
            if db.execute("PRAGMA temp_store_directory").fetchone():
                db.execute("PRAGMA temp_store = FILE")
            yield
        finally:
            db.execute("PRAGMA temp_store_directory = ''")
            db.execute("PRAGMA temp_store = MEMORY")
            # SQLite's own file in it had no name any more.
            with suppress(OSError):
                folder.rmdir()


def _without_log(db: sqlite3.Connection, statement: str, values: tuple[str, ...]) -> None:
    """Run a statement without a row in the log of changes; inside a transaction."""
    start = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    db.execute(statement, values)
    db.execute("DELETE FROM changes WHERE seq > ?", (start,))


def erase_lines(db: sqlite3.Connection, log: dict[int, str | None]) -> None:
    """Erase lines of the log, sequence number to change set. Must run inside a transaction."""
    add_row_sum(db)
    _erase_log(db, log, set())


def _erase_log(
    db: sqlite3.Connection, log: dict[int, str | None], rows: set[tuple[str, str]]
) -> None:
    """Erase these lines; `rows` are others that changed, by table and id."""
    broken = broken_change_sets(db, log)
    numbers = list(log)
    for some in (numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)):
        rows = rows | _rows_of_lines(db, f"seq IN ({placeholders(some)})", some)
    db.executemany("DELETE FROM changes WHERE seq = ?", [(seq,) for seq in log])
    _log_as_they_stand(db, rows)
    whole = {change_set for change_set in log.values() if change_set is not None} - broken
    db.executemany("DELETE FROM change_sets WHERE id = ?", [(change_set,) for change_set in whole])
    _mark_not_undoable(db, sorted(broken))


def _rows_of_lines(
    db: sqlite3.Connection, which: str, values: Sequence[int]
) -> set[tuple[str, str]]:
    """Return the rows, by table and id, that these lines of the log are about.

    A line of a row that got another key, as in a merge, is about the row under its old key too.
    """
    found = set()
    for table, own, before in db.execute(
        f"SELECT table_name, row_id, before FROM {lines()} WHERE {which}", values
    ):
        if table not in MODEL:
            continue
        found.add((table, own))
        if before:
            row = json.loads(before)
            found.add((table, " ".join(str(row[key]) for key in key_columns(table))))
    return found


def _log_as_they_stand(db: sqlite3.Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Log rows of others again that lost some of their lines but not all: `care doctor` compares.

    Such a line ends as it begins: nothing changed, and nothing of before is in it.
    """
    for table, own in rows:
        left = db.execute(
            f"SELECT event, sum, CASE WHEN event <> {INSERTED} THEN "
            f"{sum_of_array(table, 'changes.before')} END AS began FROM changes "
            f"WHERE {of_row('changes', '?1')} AND source = ?2 ORDER BY seq",
            (own, LOGGED[table]),
        ).fetchall()
        if not left:
            continue
        last = left[-1]
        stands = db.execute(
            f"SELECT {sum_of_row(table, table)} FROM {table} WHERE {key_is(table, '?1')}", (own,)
        ).fetchone()
        if (
            (stands is None if last["event"] != DELETED else stands is not None)
            or (stands is not None and stands[0] != last["sum"])
            # What was between two lines is gone: the later begins as another row.
            or any(
                line["began"] not in (None, before["sum"])
                for before, line in pairwise(left)
                if before["event"] != DELETED
            )
        ):
            write_standing(db, table, own, None)


def _mark_not_undoable(db: sqlite3.Connection, sets: Sequence[str]) -> None:
    """Put a row into each of these change sets that says that part of it was erased."""
    there = {
        row[0]
        for row in db.execute(
            "SELECT s.id FROM changes JOIN change_sets AS s ON s.number = change_set "
            "WHERE source = ?",
            (MARKS[ERASED],),
        )
    }
    for change_set in sets:
        if change_set not in there:
            write_mark(db, change_set, ERASED, "", "{}")


def _erase_rows(db: sqlite3.Connection, ids: Sequence[str], alone: Sequence[str]) -> dict[str, int]:
    one = placeholders(ids)
    counts = {"touches": len(alone)}
    for table in (table for table in OWNED_TABLES if "touch_id" in columns(table)):
        db.executemany(
            f"UPDATE {table} SET touch_id = NULL WHERE touch_id = ?", [(touch,) for touch in alone]
        )
    for table in OWNED_TABLES:
        counts[table] = db.execute(
            f"DELETE FROM {table} WHERE person_id IN ({one})", [*ids]
        ).rowcount
    counts["ties"] = db.execute(
        f"DELETE FROM ties WHERE person_id IN ({one}) OR other_id IN ({one})", [*ids, *ids]
    ).rowcount
    counts[CHECKED] = erase_checked(db, ids)
    db.execute(f"DELETE FROM touch_people WHERE person_id IN ({one})", [*ids])
    db.executemany("DELETE FROM touches WHERE id = ?", [(touch,) for touch in alone])
    for person_id in ids:
        db.execute("DELETE FROM settings WHERE instr(key, ?1) OR instr(value, ?1)", (person_id,))
    db.execute(f"DELETE FROM people WHERE id IN ({one})", [*ids])
    return counts


def _log_of_chosen(data: PersonalData, chosen: Chosen) -> dict[int, str | None]:
    """Return the rows of the log that go with the texts that were said to name the person."""
    return {
        seq: change_set
        for text, _ in chosen.values()
        for seq, change_set in data.log_of_texts.get(text, {}).items()
    }


def _redact_mentions(db: sqlite3.Connection, data: PersonalData, chosen: Chosen) -> int:
    """Blank the person in the texts of others; return in how many."""
    changed = 0
    for mention in data.found:
        places = _to_blank(mention, chosen)
        if not places:
            continue
        changed += 1
        if mention.table == "tags":
            db.execute(
                "DELETE FROM tags WHERE person_id = ? AND tag = ?", (mention.id, mention.text)
            )
        else:
            db.execute(
                f"UPDATE {mention.table} SET {mention.column} = ? WHERE id = ?",
                (blanked(mention.text, places), mention.id),
            )
    return changed


def _to_blank(mention: Mention, chosen: Chosen) -> list[Place]:
    """Return the places of a text that are the person, surely or as it was said."""
    text, starts = chosen.get(mention.key, ("", frozenset()))
    said = [place for place in mention.in_doubt if text == mention.text and place.start in starts]
    return [*verdicts(mention.places, PERSON), *said]
