"""What a folder holds after a run, in a form that two runs can be compared by; and what is wrong.

Ids and time stamps differ from run to run: those that the journal did not have before are written
as `(id)` and `(now)`. Nothing is asked of the program here but to make its derived tables again:
all else is read with plain SQLite.
"""

from __future__ import annotations

import json
import re
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from caretrack.journal.change_log import add_row_sum, key_is, lines, sum_of_row
from caretrack.journal.derived import rebuild
from caretrack.journal.schema import MODEL
from caretrack.journal.tables import NO_SUM

ID = re.compile(r"(?<![0-9a-z])[a-hjkmnp-tv-z][0-9][0-9a-hjkmnp-tv-z]{14}(?![0-9a-z])")
# Those of kept journals, of ours and of sqlite-utils, of exports and of calendars.
STAMP = re.compile(
    r"\d{4}-\d\d-\d\d(?:-\d{9,}|[T ]\d\d:\d\d:\d\d\.\d+(?:Z|\+00:00)|T[\d:]{8}Z)|\b\d{8}T\d{6}Z"
)
DERIVED = {
    "timeline": "SELECT * FROM timeline ORDER BY 1, 2, 3",
    "clocks": "SELECT * FROM clocks ORDER BY 1",
    "name_words": "SELECT * FROM name_words ORDER BY 1, 2",
    "search": "SELECT d.source, d.row_id, s.text FROM search_docs AS d "
    "LEFT JOIN search AS s ON s.rowid = d.doc ORDER BY 1, 2",
    "found": "SELECT count(*) FROM search",
}

Rows = dict[str, list[str]]


class Known(NamedTuple):
    """The ids and time stamps that were there before a run."""

    ids: frozenset[str]
    stamps: frozenset[str]

    def plain(self, text: str) -> str:
        """Return the text without the ids and stamps that a run made."""
        text = ID.sub(lambda found: found[0] if found[0] in self.ids else "(id)", text)
        return STAMP.sub(lambda found: found[0] if found[0] in self.stamps else "(now)", text)


UNREADABLE = (sqlite3.Error, OSError)


def known_in(path: Path) -> Known:
    """Return the ids and stamps of a journal."""
    text = "\n".join(line for lines in rows_in(path, None).values() for line in lines)
    return Known(frozenset(ID.findall(text)), frozenset(STAMP.findall(text)))


WITHOUT = "change_sets WHERE {} IN (SELECT change_set FROM changes)"
# A check sum is of ids and stamps, too, which are others each time.
LOG_WITHOUT_SUMS = (
    f"(SELECT seq, change_set, source, event, row_id, sum = {NO_SUM}, before FROM changes)"
)


def rows_in(path: Path, known: Known | None) -> Rows:
    """Return every row of every table, as text; {} if there is no file or an empty one.

    But for the note that the last command changed nothing, which is kept only if it can be: it is a
    change set without changes. Raises sqlite3.Error if the file cannot be read.
    """
    if not path.exists() or not path.stat().st_size:
        return {}
    with closing(sqlite3.connect(path)) as db:
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("search", "sqlite_")) and name != "change_now"
        ]
        places = {name: name for name in tables}
        if "changes" in places:
            older = _has_older_log(db)
            places["changes"] = "changes" if older else LOG_WITHOUT_SUMS
            places["change_sets"] = WITHOUT.format("id" if older else "number")
        lines = {
            name: [_line(row) for row in db.execute(f"SELECT * FROM {place}")]
            for name, place in places.items()
        }
    return {
        name: sorted(known.plain(line) for line in found) if known else found
        for name, found in sorted(lines.items())
    }


def _has_older_log(db: sqlite3.Connection) -> bool:
    """True for the log of a version before 8: each change has the whole row, twice."""
    return "table_name" in {row[1] for row in db.execute("PRAGMA table_info(changes)")}


def _line(row: tuple[Any, ...]) -> str:
    # A blob holds salted hashes, which are others each time.
    values = [f"{len(value)} bytes" if isinstance(value, bytes) else value for value in row]
    return json.dumps(values, ensure_ascii=False)


def entered_in(path: Path) -> Rows:
    """Return what a person entered and did not delete, without the stamps of changes."""
    if not path.exists() or not path.stat().st_size:
        return {}
    found: Rows = {}
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        for table in MODEL:
            rows = [dict(row) for row in db.execute(f"SELECT * FROM {table}")]
            kept = [row for row in rows if row.pop("deleted_at", None) is None]
            for row in kept:
                row.pop("updated_at", None)
            found[table] = sorted(json.dumps(row, ensure_ascii=False) for row in kept)
    return found


def difference(one: Rows, other: Rows) -> str:
    """Return the first lines that only one of the two has."""
    for table in sorted({*one, *other}):
        ours, theirs = one.get(table, []), other.get(table, [])
        if ours != theirs:
            fewer = [line for line in ours if line not in theirs][:1]
            more = [line for line in theirs if line not in ours][:1]
            return f"{table}: {fewer or ''} against {more or ''}"[:400]
    return ""


def faults_in(path: Path) -> Iterator[str]:
    """Return what is wrong with a journal: pages, references, log, index, derived rows.

    The file is opened, and so a transaction that was cut off is rolled back: look at a copy.
    """
    if not path.exists() or not path.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            checked = db.execute("PRAGMA integrity_check").fetchone()[0]
            if checked != "ok":
                yield f"integrity_check: {checked}"
                return
            if db.execute("PRAGMA foreign_key_check").fetchone():
                yield "a reference leads nowhere"
            if not db.execute("PRAGMA user_version").fetchone()[0]:
                if db.execute("SELECT 1 FROM sqlite_master").fetchone():
                    yield "tables without a version"
                return
            if db.execute("SELECT 1 FROM change_now WHERE change_set IS NOT NULL").fetchone():
                yield "a change set is still open"
            if "stale" in _tables(db) and db.execute("SELECT 1 FROM stale").fetchone():
                yield "derived rows are marked as stale"
            yield from _log(db)
    except sqlite3.Error as error:
        yield f"cannot be read: {error}"


def _tables(db: sqlite3.Connection) -> set[str]:
    return {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _log(db: sqlite3.Connection) -> Iterator[str]:
    """Follow the log of changes from row to row, and compare its end with what is stored."""
    db.row_factory = sqlite3.Row
    sets = {row["id"] for row in db.execute("SELECT id FROM change_sets")}
    last: dict[tuple[str, str], Any] = {}
    sums: dict[tuple[str, str], int] = {}
    is_older = _has_older_log(db)
    for change in db.execute(f"SELECT * FROM {'changes' if is_older else lines()} ORDER BY seq"):
        if change["change_set"] is not None and change["change_set"] not in sets:
            yield f"change {change['seq']} is of no change set"
        at = change["table_name"], change["row_id"]
        if at[0] not in MODEL:
            continue
        before, after = (json.loads(change[side] or "null") for side in ("before", "after"))
        if at in last and not _same(last[at], before):
            yield f"change {change['seq']} of {at[0]} does not go on from the one before"
        last[at] = after
        if not is_older:
            sums[at] = change["sum"]
    of_set = "changes" if is_older else "change_sets JOIN changes ON change_set = number"
    filled = {
        row[0]
        for row in db.execute(f"SELECT DISTINCT {'change_set' if is_older else 'id'} FROM {of_set}")
    }
    # The last command may be one that changed nothing: `care undo` must know of it.
    newest = db.execute("SELECT id FROM change_sets ORDER BY rowid DESC LIMIT 1").fetchone()
    if sets - filled - set(newest or ()):
        yield "a change set is empty"
    add_row_sum(db)
    for (table, row_id), expected in sums.items():
        # What a row is after its last change, only a check sum says.
        query = f"SELECT {sum_of_row(table, table)} FROM {table} WHERE {key_is(table, '?1')}"
        stands = db.execute(query, (row_id,)).fetchone()
        if stands is not None and stands[0] != expected:
            yield f"{table} {row_id} does not fit the check sum in the log"
    for table in MODEL:
        if table not in _tables(db):
            continue
        keys = [row["name"] for row in db.execute(f"PRAGMA table_info({table})") if row["pk"]]
        rows = {
            " ".join(str(row[key]) for key in keys): dict(row)
            for row in db.execute(f"SELECT * FROM {table}")
        }
        for (of, row_id), after in last.items():
            if of == table and not _same(after, rows.get(row_id)):
                yield f"{table} {row_id} is not as the log says: {after} {rows.get(row_id)}"


def _same(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """True if two states of a row are one. A column that came later is empty in the older."""
    if one is None or other is None:
        return one is other
    names = {*one, *other} - {"value_key"}
    return all(one.get(name) == other.get(name) for name in names)


def derived_faults_in(path: Path) -> Iterator[str]:
    """Make the derived tables again, and return those that then differ. It writes: take a copy."""
    if not path.exists() or not path.stat().st_size:
        return
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        if not DERIVED.keys() - {"search", "found"} <= _tables(db):
            return
        try:
            db.execute("INSERT INTO search(search) VALUES ('integrity-check')")
            before = _derived(db)
            rebuild(db)
            after = _derived(db)
        except sqlite3.Error as error:
            yield f"the index cannot be read: {error}"
            return
    yield from (f"derived: {name} differs" for name in before if before[name] != after[name])


def _derived(db: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {name: [tuple(row) for row in db.execute(query)] for name, query in DERIVED.items()}


def content(file: Path, known: Known, identity: str = "") -> str:
    """Return the content of a file that a command wrote, in a form that can be compared.

    A backup is its rows. An encrypted one is decrypted by the age identity.
    """
    data = file.read_bytes()
    if data.startswith(b"age-encryption.org/"):
        return _decrypted(data, known, identity)
    if data.startswith(b"SQLite format 3\0"):
        try:
            return f"SQLite {rows_in(file, known)}"
        except sqlite3.Error as error:
            return f"broken SQLite: {error}"
    return known.plain(data.decode("utf-8", "replace"))


def _decrypted(data: bytes, known: Known, identity: str) -> str:
    import pyrage

    try:
        clear = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        # By passphrase: as large as the same file is each time.
        return f"age, {error}, {len(data)} bytes"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clear.db"
        file.write_bytes(clear)
        return f"age {content(file, known)}"


def mode(path: Path) -> int:
    """Return the permissions of a file or folder."""
    return stat.S_IMODE(path.lstat().st_mode)
