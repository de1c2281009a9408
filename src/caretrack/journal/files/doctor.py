"""Is the journal whole? Every check is one finding with what to do about it."""

import sqlite3
from hashlib import blake2b

from caretrack.journal.connection import Journal
from caretrack.journal.derived import rebuild, refresh
from caretrack.journal.files.surroundings import Finding, surroundings
from caretrack.journal.forget.erase import unfinished
from caretrack.journal.schema import MODEL, all_triggers

DERIVED = {
    "timeline": "person_id, happened_on, touch_id",
    "clocks": "person_id",
    "search_docs": "source, row_id",
}


def examine(journal: Journal) -> list[Finding]:
    """All checks, the gravest first. What SQLite itself cannot read any more is a finding, not an error."""
    found = [_integrity(journal.db)]
    if found[0].fine:
        found += [
            _foreign_keys(journal.db),
            _triggers(journal.db),
            _derived(journal),
            *_cut_off(journal.db),
            _version(journal.db),
        ]
    if journal.path is not None:
        found += surroundings(journal.path, journal.today)
    return found


def rebuild_derived(journal: Journal) -> None:
    """Make the triggers, and everything derived, again."""
    journal.db.execute("BEGIN IMMEDIATE")
    try:
        for name, sql in all_triggers().items():
            journal.db.execute(f"DROP TRIGGER IF EXISTS {name}")
            journal.db.execute(sql)
        rebuild(journal.db)
        journal.db.execute("COMMIT")
    except BaseException:
        if journal.db.in_transaction:
            journal.db.execute("ROLLBACK")
        raise


def _integrity(db: sqlite3.Connection) -> Finding:
    try:
        rows = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError as error:
        rows = [str(error)]
    fine = rows == ["ok"]
    return Finding(
        "file",
        fine,
        "every page is sound" if fine else f"damaged: {rows[0]}",
        "" if fine else "`care restore` a backup.",
    )


def _foreign_keys(db: sqlite3.Connection) -> Finding:
    count = len(db.execute("PRAGMA foreign_key_check").fetchall())
    seen = "every entry has its person" if not count else f"rows that point nowhere: {count}"
    return Finding("references", not count, seen, "" if not count else "`care restore` a backup.")


def _triggers(db: sqlite3.Connection) -> Finding:
    there = dict(
        db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    )
    missing = [name for name, sql in all_triggers().items() if there.get(name) != sql]
    outside = db.execute("SELECT count(*) FROM changes WHERE change_set IS NULL").fetchone()[0]
    if missing:
        return Finding(
            "change log",
            False,
            f"triggers missing or changed: {len(missing)}",
            "`care doctor --rebuild` makes them again.",
        )
    return Finding(
        "change log",
        True,
        f"{len(there)} triggers in place"
        + (f"; {outside} changes by another program" if outside else ""),
    )


def _derived(journal: Journal) -> Finding:
    db = journal.db
    try:
        db.execute("BEGIN IMMEDIATE")
        refresh(db)
        before = _state(db)
        rebuild(db)
        same = before == _state(db)
    except sqlite3.OperationalError as error:
        # Busy, or a file that cannot be written: the comparison makes the derived rows again, and takes them back.
        return Finding("derived", True, f"not checked: {error}")
    except (ValueError, TypeError, OverflowError) as error:
        return Finding(
            "derived",
            False,
            f"a value cannot be read: {error}",
            "Mend it with another program, or `care restore` a backup.",
        )
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    seen = (
        "clocks, timeline and index agree with the entries"
        if same
        else "clocks, timeline or index do not agree with the entries"
    )
    return Finding(
        "derived", same, seen, "" if same else "`care doctor --rebuild` makes them again."
    )


def _state(db: sqlite3.Connection) -> str:
    """All derived rows as one digest: a large journal's rows do not lie in memory."""
    digest = blake2b()
    for table, order in DERIVED.items():
        what = "source, row_id" if table == "search_docs" else "*"
        for row in db.execute(f"SELECT {what} FROM {table} ORDER BY {order}"):
            digest.update(repr(tuple(row)).encode())
    for row in db.execute(
        "SELECT d.source, d.row_id, s.text FROM search_docs AS d JOIN search AS s ON s.rowid = d.doc ORDER BY 1, 2"
    ):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _cut_off(db: sqlite3.Connection) -> list[Finding]:
    """A `care forget` that was cut off: the rows are gone, their bytes may still lie in the file. Nothing where there is none."""
    if not unfinished(db):
        return []
    return [
        Finding(
            "forget",
            False,
            "one was cut off: what it erased may still be in the bytes of the file",
            "`care forget` finishes it.",
        )
    ]


def _version(db: sqlite3.Connection) -> Finding:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    rows = sum(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in MODEL)
    return Finding(
        "version", True, f"journal version {version}, SQLite {sqlite3.sqlite_version}, {rows} rows"
    )
