"""Erase a person from the automatic backups. Each is changed as a copy, which then replaces it."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.errors import CareError
from caretrack.journal.files.backup import check_backup
from caretrack.journal.files.copying import copy
from caretrack.journal.files.daily import backup_folder, backups
from caretrack.journal.files.file import connect, read_header
from caretrack.journal.forget.erase import erase, vacuum
from caretrack.journal.forget.personal_data import DataSubject, collect_personal_data, find_subject
from caretrack.journal.rows import placeholders
from caretrack.journal.schema import APPLICATION_ID, VERSION


class Backup(NamedTuple):
    """What became of one backup: the person erased from it, or, if unreadable, the file deleted."""

    path: Path
    deleted: bool


def find_in_backups(path: Path, text: str) -> DataSubject | None:
    """Find a person by id or whole name in the backups of the journal at `path`, newest first."""
    for file in backups(path):
        if not _is_usable(file):
            continue
        with closing(connect(file)) as db:
            query = "SELECT id FROM people WHERE name_key = ? OR id = ?"
            rows = db.execute(query, (name_key(text), text.strip().lower())).fetchall()
            if len(rows) == 1:
                return find_subject(db, rows[0][0])
    return None


def forget_in_backups(
    path: Path, ids: Sequence[str], *, mentions: bool, said: Callable[[str], None]
) -> tuple[tuple[Backup, ...], tuple[str, ...]]:
    """Erase these people from every automatic backup; return what was done, and their texts.

    A backup that is damaged or newer than this program is deleted: nobody can say what it holds.
    Raises CareError where the disk is full; the backups before that one are done, the others as
    they were.
    """
    done: list[Backup] = []
    texts: list[str] = []
    _leave_no_part(path)
    for file in backups(path):
        if not _is_usable(file):
            file.unlink()
            done.append(Backup(file, True))
            continue
        said(f"looking in the backup {file.name}")
        try:
            found = _forget_in(file, ids, mentions)
        except (sqlite3.Error, OSError) as error:
            raise CareError(
                f"cannot erase from the backup {file}: {error}",
                "Make room, or delete it, and try again.",
            ) from error
        if found is not None:
            texts += found
            done.append(Backup(file, False))
    return tuple(done), tuple(texts)


def _forget_in(file: Path, ids: Sequence[str], mentions: bool) -> list[str] | None:
    """Erase them from one backup; return their texts in it, None where it has none of them."""
    with closing(connect(file)) as db:
        there = [
            row[0]
            for row in db.execute(
                f"SELECT id FROM people WHERE id IN ({placeholders(ids)})", [*ids]
            )
        ]
        found = [find_subject(db, person_id) for person_id in there]
    if not found:
        return None
    who = found[0]._replace(ids=tuple(sorted({other for one in found for other in one.ids})))
    times = file.stat()
    part = file.with_name(f".{file.name}.{os.getpid()}.forget")
    try:
        copy(file, part)
        with closing(connect(part)) as db:
            _bring_up_to_date(db)
            db.execute("BEGIN IMMEDIATE")
            data = collect_personal_data(db, who)
            erase(db, who.ids, data, mentions=mentions)
            db.execute("COMMIT")
            vacuum(db)
        os.utime(part, ns=(times.st_atime_ns, times.st_mtime_ns))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)
    return list(data.terms.texts)


def _is_usable(file: Path) -> bool:
    try:
        check_backup(file)
        header = read_header(file)
    except CareError:
        return False
    return header is not None and header.application == APPLICATION_ID


def _bring_up_to_date(db: sqlite3.Connection) -> None:
    """Bring a backup to this version: only there it is known which columns hold text."""
    if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
        from caretrack.journal.migrations import migrate

        migrate(db)


def _leave_no_part(path: Path) -> None:
    """Delete copies that a killed process left; those of a running one are its own."""
    for part in backup_folder(path).glob(".*.db.*"):
        number = next((piece for piece in part.name.split(".") if piece.isdigit()), "")
        if not number or not _runs(int(number)):
            part.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return process != os.getpid()
