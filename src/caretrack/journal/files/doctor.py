"""Check a journal: its file, its log, what is derived, and the folder around it.

Each check gives facts; `views/pages/doctor.py` says what they mean and what to do.
"""

import re
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from caretrack.journal.connection import Journal
from caretrack.journal.derived import rebuild, refresh
from caretrack.journal.files.daily import LARGEST, backup_folder, backups
from caretrack.journal.forget.erase import unfinished
from caretrack.journal.schema import MODEL, all_triggers

DERIVED = {
    "timeline": "person_id, happened_on, touch_id",
    "clocks": "person_id",
    "search_docs": "source, row_id",
    "name_words": "word, person_id",
}
# How the folders that programs sync begin; on a Mac they lie in CloudStorage and Mobile Documents.
SYNCED = re.compile(
    r"(dropbox|onedrive|google ?drive|my drive$|icloud|nextcloud|owncloud|pcloud|mega(sync)?$"
    r"|proton drive|syncthing|seafile|tresorit|mobile documents$|cloudstorage$)",
    re.IGNORECASE,
)
# What such programs leave in the folder that they sync.
MARKS = (
    ".dropbox",
    ".stfolder",
    ".stignore",
    ".nextcloudsync.log",
    ".owncloudsync.log",
    ".seafile-data",
    ".tresorit",
)
# File systems of other machines, where the locks of SQLite cannot be relied on.
REMOTE = re.compile(
    r"(nfs4?|cifs|smb3?|smbfs|afpfs|9p|davfs2?|webdav|ncpfs"
    r"|fuse\.(sshfs|rclone|davfs2?|google-drive.*|onedriver|gvfsd-fuse|s3fs))$"
)
MOUNTS = Path("/proc/self/mounts")


class JournalCheck(NamedTuple):
    """One check: its name, True if all is well, a code for what was seen, and the code's values."""

    check: str
    fine: bool
    code: str
    values: Mapping[str, Any] = {}


def examine(journal: Journal) -> list[JournalCheck]:
    """Return all checks, the gravest first. If SQLite cannot read the file, its check fails."""
    found = [_integrity(journal.db)]
    if found[0].fine:
        found += [
            _references(journal.db),
            _triggers(journal.db),
            _derived(journal.db),
            *_unfinished_forget(journal.db),
            *_checked_drafts(journal.db),
            _version(journal.db),
        ]
    if journal.path is not None:
        found += _check_folder(journal.path, journal.today)
    return found


def rebuild_derived(journal: Journal) -> None:
    """Make the triggers, and all that is derived, again."""
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


def _integrity(db: sqlite3.Connection) -> JournalCheck:
    try:
        rows = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError as error:
        rows = [str(error)]
    if rows == ["ok"]:
        return JournalCheck("file", True, "file_sound")
    return JournalCheck("file", False, "file_damaged", {"error": rows[0]})


def _references(db: sqlite3.Connection) -> JournalCheck:
    count = len(db.execute("PRAGMA foreign_key_check").fetchall())
    if not count:
        return JournalCheck("references", True, "references_sound")
    return JournalCheck("references", False, "references_broken", {"count": count})


def _triggers(db: sqlite3.Connection) -> JournalCheck:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    there = dict(db.execute(query).fetchall())
    missing = [name for name, sql in all_triggers().items() if there.get(name) != sql]
    if missing:
        return JournalCheck("change log", False, "triggers_missing", {"count": len(missing)})
    outside = db.execute("SELECT count(*) FROM changes WHERE change_set IS NULL").fetchone()[0]
    code = "triggers_and_other_programs" if outside else "triggers_sound"
    return JournalCheck("change log", True, code, {"count": len(there), "outside": outside})


def _derived(db: sqlite3.Connection) -> JournalCheck:
    """Compare the derived rows with ones that are made again, and take those back."""
    try:
        db.execute("BEGIN IMMEDIATE")
        refresh(db)
        before = _digest(db)
        rebuild(db)
        same = before == _digest(db)
    except sqlite3.OperationalError as error:
        # Busy, or a file that cannot be written.
        return JournalCheck("derived", True, "derived_not_checked", {"error": error})
    except (ValueError, TypeError, OverflowError) as error:
        return JournalCheck("derived", False, "value_unreadable", {"error": error})
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return JournalCheck("derived", same, "derived_sound" if same else "derived_differs")


def _digest(db: sqlite3.Connection) -> str:
    """Return one digest of all derived rows, so that they need not lie in memory."""
    digest = blake2b()
    for table, order in DERIVED.items():
        columns = "source, row_id" if table == "search_docs" else "*"
        for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY {order}"):
            digest.update(repr(tuple(row)).encode())
    for row in db.execute(
        "SELECT d.source, d.row_id, s.text "
        "FROM search_docs AS d JOIN search AS s ON s.rowid = d.doc ORDER BY 1, 2"
    ):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _unfinished_forget(db: sqlite3.Connection) -> list[JournalCheck]:
    """Find a `care forget` that was cut off: the bytes of rows that are gone may be in the file."""
    return [JournalCheck("forget", False, "forget_cut_off")] if unfinished(db) else []


def _checked_drafts(db: sqlite3.Connection) -> list[JournalCheck]:
    """Say how many drafts are kept as hashes, if any."""
    count = db.execute("SELECT count(*) FROM checked_drafts").fetchone()[0]
    return [JournalCheck("drafts", True, "drafts", {"count": count})] if count else []


def _version(db: sqlite3.Connection) -> JournalCheck:
    values = {
        "version": db.execute("PRAGMA user_version").fetchone()[0],
        "sqlite": sqlite3.sqlite_version,
        "rows": sum(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in MODEL),
    }
    return JournalCheck("version", True, "version", values)


def _check_folder(path: Path, today: date) -> list[JournalCheck]:
    """Check what lies around the journal; `today` measures the age of its backups, in days."""
    return [_permissions(path), _place(path), _backups(path, today), *_left_over(path)]


def _permissions(path: Path) -> JournalCheck:
    """Check for 0600 on the journal and its backups, and a folder that only its owner can write."""
    readable = [file for file in (path, *backups(path)) if _mode(file) & 0o077]
    if readable:
        values = {"mode": _mode(readable[0]), "files": readable}
        return JournalCheck("permissions", False, "others_can_read", values)
    for folder in (path.absolute().parent, backup_folder(path)):
        if folder.is_dir() and _mode(folder) & 0o022 and not folder.stat().st_mode & stat.S_ISVTX:
            values = {"mode": _mode(folder), "files": [folder]}
            return JournalCheck("permissions", False, "others_can_write", values)
    return JournalCheck("permissions", True, "private", {"mode": _mode(path)})


def _place(path: Path) -> JournalCheck:
    by = synced_by(path)
    return JournalCheck("place", not by, "synced" if by else "place", {"path": path, "by": by})


def synced_by(path: Path) -> str:
    """Return what carries the folder of `path` to other machines: a program or file system.

    Names and marks tell; "" for none.
    """
    for folder in path.absolute().parents:
        if SYNCED.match(folder.name):
            return folder.name
        for mark in MARKS:
            if (folder / mark).exists():
                return f"{mark} in {folder}"
    try:
        kind = mounted_as(path.resolve(), MOUNTS.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return kind if REMOTE.match(kind) else ""


def mounted_as(path: Path, mounts: str) -> str:
    """Return the type of the file system of `path` by the lines of /proc/self/mounts, or ""."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Blanks and the like are written in octal there.
        point = Path(re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _backups(path: Path, today: date) -> JournalCheck:
    """Look at the newest automatic backup; a large journal has none."""
    there = backups(path)
    if path.stat().st_size > LARGEST:
        return JournalCheck("backups", True, "too_large", {"mb": LARGEST // 1024 // 1024})
    if not there:
        return JournalCheck("backups", True, "no_backup")
    # A local calendar day is what is meant.
    newest = date.fromtimestamp(there[0].stat().st_mtime)  # noqa: DTZ012
    values = {"count": len(there), "days": (today - newest).days}
    return JournalCheck("backups", True, "backups", values)


def _left_over(path: Path) -> Iterator[JournalCheck]:
    """Find copies of runs that were killed, and texts that an editor left.

    They hold what the journal holds.
    """
    folder, name = path.absolute().parent, re.escape(path.name)
    copy = re.compile(rf"\.{name}\.(\d+\.clear|\d+|restored)")
    copies = sorted(
        file
        for file in [*folder.glob(".*"), *backup_folder(path).glob(".*")]
        if copy.fullmatch(file.name) or _is_part_of_backup(file)
    )
    if copies:
        # A copy in clear for an encrypted backup is a danger; half a daily one is only in the way.
        fine = not any(file.suffix == ".clear" for file in copies)
        yield JournalCheck("left over", fine, "copies_left", {"files": copies})
    texts = sorted(folder.glob(".care-*"))
    if texts:
        yield JournalCheck("texts", True, "texts_left", {"files": texts})


def _is_part_of_backup(file: Path) -> bool:
    """True if a backup was cut off, or `care forget` at one: `.2026-11-21.db.4711(.forget)`."""
    return file.parent.name.endswith("-backups") and bool(
        re.fullmatch(r"\..+\.db\.\d+(\.forget(-journal)?)?", file.name)
    )


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
