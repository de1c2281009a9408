"""Check what is stored: the pages of the file, references, triggers, the version."""

import sqlite3

from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.forget.erase import unfinished
from caretrack.journal.schema import MODEL, all_triggers


def check_pages(db: sqlite3.Connection) -> JournalCheck:
    """Let SQLite look at every page and index."""
    try:
        rows = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError as error:
        rows = [str(error)]
    if rows == ["ok"]:
        return JournalCheck("file", True, "file_sound")
    return JournalCheck("file", False, "file_damaged", {"error": rows[0]})


def check_references(db: sqlite3.Connection) -> JournalCheck:
    """Check that every row that names another one finds it."""
    count = len(db.execute("PRAGMA foreign_key_check").fetchall())
    if not count:
        return JournalCheck("references", True, "references_sound")
    return JournalCheck("references", False, "references_broken", {"count": count})


def check_triggers(db: sqlite3.Connection) -> JournalCheck:
    """Check the triggers that write the log, and count what they saw other programs do."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    there = dict(db.execute(query).fetchall())
    missing = [name for name, sql in all_triggers().items() if there.get(name) != sql]
    if missing:
        return JournalCheck("change log", False, "triggers_missing", {"count": len(missing)})
    outside = db.execute("SELECT count(*) FROM changes WHERE change_set IS NULL").fetchone()[0]
    code = "triggers_and_other_programs" if outside else "triggers_sound"
    return JournalCheck("change log", True, code, {"count": len(there), "outside": outside})


def check_forget(db: sqlite3.Connection) -> list[JournalCheck]:
    """Find a `care forget` that was cut off: the bytes of rows that are gone may be in the file."""
    return [JournalCheck("forget", False, "forget_cut_off")] if unfinished(db) else []


def check_drafts(db: sqlite3.Connection) -> list[JournalCheck]:
    """Say how many drafts are kept as hashes, if any."""
    count = db.execute("SELECT count(*) FROM checked_drafts").fetchone()[0]
    return [JournalCheck("drafts", True, "drafts", {"count": count})] if count else []


def describe_version(db: sqlite3.Connection) -> JournalCheck:
    """Say the version of the schema and of SQLite, and how many rows there are."""
    values = {
        "version": db.execute("PRAGMA user_version").fetchone()[0],
        "sqlite": sqlite3.sqlite_version,
        "rows": sum(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in MODEL),
    }
    return JournalCheck("version", True, "version", values)
