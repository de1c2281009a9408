"""Check what is stored: the pages of the file, references, triggers, the version."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

from caretrack.journal.change_log import lines
from caretrack.journal.connection import in_memory
from caretrack.journal.doctor.check import JournalCheck, pieces
from caretrack.journal.forget.erase import unfinished
from caretrack.journal.schema import MODEL, all_triggers
from caretrack.journal.version import VERSION

# In pages. A larger file is looked at table by table, so that nobody who writes waits for long.
AT_ONCE = 16_384
LONG = 300_000  # rows: a table that takes SQLite longer than a second
# What SQLite says of an index that does not fit its table: the rows themselves are sound.
OF_AN_INDEX = re.compile(
    r"(row \d+ missing from index|wrong # of entries in index|non-unique entry in index"
    r"|rowid not at end-of-record for row \d+ of index)"
)
# Lines of the log of which the command is not known.
OF_NO_COMMAND = (
    "change_set IN (SELECT DISTINCT change_set FROM changes WHERE change_set IS NOT NULL "
    "EXCEPT SELECT number FROM change_sets)"
)


def check_pages(db: sqlite3.Connection) -> JournalCheck:
    """Let SQLite look at every page and index."""
    try:
        if db.execute("PRAGMA page_count").fetchone()[0] > AT_ONCE:
            query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage"
            tables = db.execute(query).fetchall()
            said = [line for table, sql in tables for line in _said_of(db, table, sql)]
        else:
            said = _said_by(db, "integrity_check(100)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise
        said = [str(error)]
    if not said:
        return JournalCheck("file", True, "file_sound")
    if all(OF_AN_INDEX.match(line) for line in said):
        return JournalCheck("file", False, "indexes_differ", {"count": len(said)})
    first = next(line for line in said if not OF_AN_INDEX.match(line))
    return JournalCheck("file", False, "file_damaged", {"error": first})


def _said_by(db: sqlite3.Connection, pragma: str) -> list[str]:
    return [row[0] for row in db.execute(f"PRAGMA {pragma}") if row[0] != "ok"]


def _said_of(db: sqlite3.Connection, table: str, sql: str) -> list[str]:
    """Return what is wrong with a table and its indexes.

    SQLite looks at a table in one read, and at every row in each index: minutes for some millions
    of rows. So of a long table it looks at the pages and the rows, and the indexes are compared
    here, a piece at a time. Such an index names columns, and may have a condition.
    """
    # The tables without a rowid are derived, and of few columns.
    count = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    if "WITHOUT ROWID" in sql or count < LONG:
        return _said_by(db, f"integrity_check('{table}')")
    said = _said_by(db, f"quick_check('{table}')")
    indexes = db.execute(
        'SELECT i.name, i."unique", m.sql FROM pragma_index_list(?) AS i '
        "LEFT JOIN sqlite_master AS m ON m.name = i.name",
        (table,),
    )
    return said or [
        line
        for name, unique, made_by in indexes.fetchall()
        for line in _said_of_index(db, table, name, bool(unique), made_by or "")
    ]


def _said_of_index(
    db: sqlite3.Connection, table: str, index: str, unique: bool, sql: str
) -> Iterator[str]:
    """Say what is wrong with an index, in SQLite's words: every row is in it, and no more."""
    names = [row[0] for row in db.execute("SELECT name FROM pragma_index_info(?)", (index,))]
    if None in names:
        # An index of an expression: there is one alone.
        names = [sql.partition("(")[2].partition(" WHERE ")[0].rpartition(")")[0]]
    only = sql.partition(" WHERE ")[2] or "1"
    keys = "".join(f", {name} AS key_{place}" for place, name in enumerate(names))
    same = "".join(f" AND {name} IS key_{place}" for place, name in enumerate(names))
    missing = (
        f"SELECT this_row FROM (SELECT rowid AS this_row{keys} FROM {table} NOT INDEXED "
        f"WHERE rowid > ? AND rowid <= ? AND ({only})) WHERE NOT EXISTS (SELECT 1 FROM {table} "
        f"AS i INDEXED BY {index} WHERE i.rowid = this_row{same} AND ({only})) LIMIT 100"
    )
    for piece in pieces(db, table):
        for row in db.execute(missing, piece):
            yield f"row {row[0]} missing from index {index}"
    rows, entries = db.execute(
        f"SELECT (SELECT count(*) FROM {table} NOT INDEXED WHERE {only}), "
        f"(SELECT count(*) FROM {table} INDEXED BY {index} WHERE {only})"
    ).fetchone()
    if rows != entries:
        yield f"wrong # of entries in index {index}"
    if (
        unique
        and db.execute(
            f"SELECT 1 FROM {table} INDEXED BY {index} GROUP BY {', '.join(names)} "
            "HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
    ):
        yield f"non-unique entry in index {index}"


def check_schema(db: sqlite3.Connection, today: date) -> JournalCheck:
    """Check that every table and column is as this program makes it; further ones may be there."""
    with closing(in_memory(today).db) as made:
        wrong = [
            f"{table}.{column}"
            for (table,) in made.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
            ).fetchall()
            for column in sorted(_columns(made, table) - _columns(db, table))
        ]
    if wrong:
        return JournalCheck("schema", False, "schema_differs", {"columns": wrong})
    return JournalCheck("schema", True, "schema_sound")


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {
        f"{name} {kind}{' key' if key else ''}"
        for _, name, kind, _, _, key in map(tuple, db.execute(f"PRAGMA table_info({table})"))
    }


def check_references(db: sqlite3.Connection) -> JournalCheck:
    """Check that every row that names another one finds it."""
    count = sum(1 for table in MODEL for _ in db.execute(f"PRAGMA foreign_key_check({table})"))
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
    lost = db.execute(f"SELECT count(*) FROM changes WHERE {OF_NO_COMMAND}").fetchone()[0]
    if lost:
        return JournalCheck("change log", False, "lines_of_no_command", {"count": lost})
    outside = db.execute(
        f"SELECT count(*) FROM {lines()} WHERE number IS NULL AND before IS NOT after"
    ).fetchone()[0]
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


def older_version(db: sqlite3.Connection) -> JournalCheck | None:
    """Return why a journal of an older version cannot be examined further; None if it can."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version >= VERSION:
        return None
    return JournalCheck("version", None, "older_version", {"version": version, "ours": VERSION})
