"""Reading the bytes of files for what should be gone: the proof that `care forget` gives.

What others' entries hold too is no trace of anybody: it is taken out of what is looked for first, cell by cell.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from caretrack.domain.people.mentions import RUN, WHOLE, Needles, found_in, without
from caretrack.journal.files.file import MAGIC, connect
from caretrack.journal.schema import MODEL

CHUNK = 1024 * 1024
GAP = b"\0" * RUN  # between cells, so that no run crosses from one to the next
# Tables of the full-text index that hold words in a packed form; its vocabulary says what they hold.
PACKED = ("search", "search_data", "search_docsize")


def files_of(journal: Path, backups: Path, whole_folder: bool) -> list[Path]:
    """The files that may hold something: the journal, what lies beside it under its name, kept texts of the editor, the backups.

    With `whole_folder` every file of the folder: where the folder is the program's own.
    """
    folder = journal.parent
    mine = (journal.name, f".{journal.name}", ".care-")
    here = (
        folder.rglob("*")
        if whole_folder
        else (path for path in folder.iterdir() if path.name.startswith(mine))
    )
    kept = (path for own in folder.glob(".care-*") for path in own.rglob("*"))
    found = {path for path in (*here, *kept) if path.is_file() and not path.is_symlink()}
    found |= {path for path in backups.rglob("*") if path.is_file()} if backups.is_dir() else set()
    return sorted(found | {journal})


def left_in(path: Path, wanted: Needles) -> Needles:
    """What of the needles is in the bytes of a file, also across the borders of the pieces in which it is read."""
    found = Needles(set(), set())
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            here = found_in(tail + chunk, wanted)
            found = Needles(found.runs | here.runs, found.shorts | here.shorts)
            tail = (tail + chunk)[-(WHOLE - 1) :]
    return found


def unexplained(path: Path, wanted: Needles, ids: Sequence[str]) -> tuple[bool, Needles]:
    """Whether a file, as a journal, has an entry of the people with these ids; and what of the needles is in it and in no entry that it has."""
    found = left_in(path, wanted)
    try:
        with closing(connect(path)) as db:
            return has_entries(db, ids), explained(db, found)
    except sqlite3.Error:
        return False, found


def has_entries(db: sqlite3.Connection, ids: Sequence[str]) -> bool:
    """Whether a row of an open journal, in the log of changes too, has one of these ids in it."""
    who = " OR ".join("instr({0}, ?)" for _ in ids)
    places = (
        ("people", "id"),
        ("changes", "coalesce(before, '') || coalesce(after, '')"),
        ("settings", "key || value"),
        ("touch_people", "person_id"),
    )
    return any(
        db.execute(f"SELECT 1 FROM {table} WHERE {who.format(column)} LIMIT 1", [*ids]).fetchone()
        for table, column in places
    )


def explained(db: sqlite3.Connection, wanted: Needles) -> Needles:
    """The needles without those that the entries of an open journal hold."""
    if not (wanted.runs or wanted.shorts):
        return wanted
    for data in _cells(db):
        wanted = without(wanted, found_in(data, wanted, step=1))
        if not (wanted.runs or wanted.shorts):
            break
    return wanted


def is_sqlite(path: Path) -> bool:
    """Whether a file is one of SQLite's."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _cells(db: sqlite3.Connection) -> Iterator[bytes]:
    """Every text of every table, the words of the index, and the schema, in pieces of about CHUNK bytes; what explains most comes first."""
    db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, search, row)"
    )
    names = [
        row[0]
        for row in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
        if row[0] not in PACKED
    ]
    names.sort(key=lambda name: (name not in MODEL, name == "changes"))
    first = ("SELECT sql FROM main.sqlite_master", "SELECT term FROM temp.vocabulary")
    parts: list[bytes] = []
    size = 0
    for query in (*first, *(f"SELECT * FROM main.{name}" for name in names)):
        for row in db.execute(query):
            line = GAP.join(
                cell.encode("utf-8", "replace") if isinstance(cell, str) else cell
                for cell in row
                if isinstance(cell, str | bytes)
            )
            parts.append(line)
            size += len(line)
            if size > CHUNK:
                yield GAP.join(parts)
                parts, size = [], 0
    yield GAP.join(parts)
