"""Read the bytes of files for what should be gone: the verification of `care forget`.

What entries of others have as well proves nothing, and is taken off the search first.
"""

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from caretrack.disk import files_below
from caretrack.domain.people.byte_patterns import (
    RUN,
    WHOLE,
    BytePatterns,
    patterns_in,
    subtract,
)
from caretrack.journal.files.file import MAGIC, connect
from caretrack.journal.files.left_over import texts_of_editors
from caretrack.journal.schema import MODEL
from caretrack.journal.sync.tables import SHARED_TEXTS, is_on
from caretrack.temporary import TEXTS, temporary_folder

CHUNK = 1024 * 1024
GAP = b"\0" * RUN  # between cells, so that no run crosses from one to the next
# Tables of the full-text index that are packed; its vocabulary says what is in them.
PACKED = ("search", "search_data", "search_docsize")


def files_of(journal: Path, backups: Path, whole_folder: bool) -> list[Path]:
    """Return the files to search: journal, backups, editor texts, and files beside it of its name.

    With `whole_folder`, which is the program's own, every file in it.
    """
    folder = journal.parent
    mine = (journal.name, f".{journal.name}", TEXTS)
    here = (
        files_below(folder)
        if whole_folder
        else (path for path in folder.iterdir() if path.name.startswith(mine))
    )
    own_folders = [*texts_of_editors(journal), temporary_folder(journal)]
    kept = (path for own in own_folders for path in files_below(own))
    found = {path for path in (*here, *kept) if path.is_file() and not path.is_symlink()}
    found |= {path for path in files_below(backups) if path.is_file()}
    return sorted(found | {journal})


def patterns_in_file(path: Path, wanted: BytePatterns) -> BytePatterns:
    """Return the patterns that are in a file, which is read in pieces that overlap."""
    found = BytePatterns(set(), set())
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            here = patterns_in(tail + chunk, wanted)
            found = BytePatterns(found.runs | here.runs, found.shorts | here.shorts)
            tail = (tail + chunk)[-(WHOLE - 1) :]
    return found


def patterns_of_nobody_else(
    path: Path, wanted: BytePatterns, ids: Sequence[str]
) -> tuple[bool, BytePatterns]:
    """Search a file that is a journal for the person.

    Return whether it has entries of theirs, and the patterns in it that no entry explains.
    """
    found = patterns_in_file(path, wanted)
    try:
        with closing(connect(path)) as db:
            return has_entries(db, ids), subtract_entries(db, found)
    except sqlite3.Error:
        return False, found


def has_entries(db: sqlite3.Connection, ids: Sequence[str]) -> bool:
    """True if a row, or the log of changes, has one of these ids."""
    who = " OR ".join("instr({0}, ?)" for _ in ids)
    places = [
        ("people", "id"),
        ("changes", _text_of_lines(db)),
        ("settings", "key || value"),
        ("touch_people", "person_id"),
    ]
    # Backups of older versions have no such table.
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'checked_drafts'").fetchone():
        places.append(("checked_drafts", "coalesce(person_id, '')"))
    if is_on(db):
        places += SHARED_TEXTS.items()
    return any(
        db.execute(f"SELECT 1 FROM {table} WHERE {who.format(column)} LIMIT 1", [*ids]).fetchone()
        for table, column in places
    )


def _text_of_lines(db: sqlite3.Connection) -> str:
    """Return the SQL expression for all text of a line of the log, which older files have twice."""
    there = {row[1] for row in db.execute("PRAGMA table_info(changes)")}
    after = " || coalesce(after, '')" if "after" in there else ""
    return f"row_id || coalesce(before, ''){after}"


def subtract_entries(db: sqlite3.Connection, wanted: BytePatterns) -> BytePatterns:
    """Return the patterns that no entry of an open journal has, nor two values side by side."""
    # The rows as stored are read only where the cells leave something.
    for lines in (_cells(db), _rows_as_stored(db)):
        if not (wanted.runs or wanted.shorts):
            break
        for data in _in_pieces(lines):
            wanted = subtract(wanted, patterns_in(data, wanted, step=1))
            if not (wanted.runs or wanted.shorts):
                break
    return wanted


def is_sqlite(path: Path) -> bool:
    """True if the file is one of SQLite."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _in_pieces(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Give lines in pieces of about CHUNK bytes, with a gap between any two."""
    parts: list[bytes] = []
    size = 0
    for line in lines:
        parts.append(line)
        size += len(line)
        if size > CHUNK:
            yield GAP.join(parts)
            parts, size = [], 0
    yield GAP.join(parts)


def _cells(db: sqlite3.Connection) -> Iterator[bytes]:
    """Give all text of a journal by rows, with gaps between cells, the likeliest first."""
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
    for query in (*first, *(f"SELECT * FROM main.{name}" for name in names)):
        for row in db.execute(query):
            yield GAP.join(
                cell.encode("utf-8", "replace") if isinstance(cell, str) else cell
                for cell in row
                if isinstance(cell, str | bytes)
            )


def _rows_as_stored(db: sqlite3.Connection) -> Iterator[bytes]:
    """Give the rows of tables and indexes as they lie in the file, each value beside the next.

    Two of them may read as a word that neither is: `paul`, and an id that begins with `a`.
    """
    tables = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0"
    for (table,) in db.execute(tables).fetchall():
        orders = [["*"]]
        for (index,) in db.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall():
            # An index ends with the number of the row, or with the rest of its key.
            columns = db.execute("SELECT name FROM pragma_index_xinfo(?)", (index,))
            orders.append([name or "rowid" for (name,) in columns])
        for order in orders:
            for row in db.execute(f"SELECT {', '.join(order)} FROM main.{table}"):
                yield b"".join(map(_as_stored, row))


def _as_stored(value: str | bytes | int | float | None) -> bytes:
    """Return a value as SQLite stores it in a row. For NULL, 0 and 1 that is nothing."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    if isinstance(value, float):
        return struct.pack(">d", value)
    if value is None or value in (0, 1):
        return b""
    size = (value if value >= 0 else ~value).bit_length() // 8 + 1
    return value.to_bytes({5: 6, 7: 8}.get(size, size), "big", signed=True)
