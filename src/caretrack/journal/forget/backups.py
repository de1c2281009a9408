"""Somebody forgotten in the automatic backups too: each is copied, erased and written anew beside itself, and then put in its own place."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.errors import CareError
from caretrack.journal.files.backup import check_backup
from caretrack.journal.files.daily import backup_folder, backups, copy
from caretrack.journal.files.file import connect, read_header
from caretrack.journal.forget.erase import erase, write_anew
from caretrack.journal.forget.holding import Somebody, holding, somebody
from caretrack.journal.rows import placeholders
from caretrack.journal.schema import APPLICATION_ID, VERSION


class Backup(NamedTuple):
    """What became of one backup: erased from it, or the whole file deleted, because it could not be read."""

    path: Path
    deleted: bool


def known_to(path: Path, text: str) -> Somebody | None:
    """The one person of this id, or this whole name, in the backups of the journal at `path`: the newest that has them."""
    for file in backups(path):
        if not _sound(file):
            continue
        with closing(connect(file)) as db:
            query = "SELECT id FROM people WHERE name_key = ? OR id = ?"
            rows = db.execute(query, (name_key(text), text.strip().lower())).fetchall()
            if len(rows) == 1:
                return somebody(db, rows[0][0])
    return None


def forget_in_backups(
    path: Path, ids: Sequence[str], *, mentions: bool, said: Callable[[str], None]
) -> tuple[tuple[Backup, ...], tuple[str, ...]]:
    """Erase these people from every automatic backup of the journal at `path`; gives what was done, and what they wrote of them.

    A backup that is damaged, or newer than this program, is deleted: nobody could say what it holds. Raises CareError, with
    the backups before it done and the others as they were, where the disk is full.
    """
    done: list[Backup] = []
    texts: list[str] = []
    _leave_no_part(path)
    for file in backups(path):
        if not _sound(file):
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
    """The texts of theirs that were in a backup; None where it holds nothing of them."""
    with closing(connect(file)) as db:
        there = [
            row[0]
            for row in db.execute(
                f"SELECT id FROM people WHERE id IN ({placeholders(ids)})", [*ids]
            )
        ]
        found = [somebody(db, person_id) for person_id in there]
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
            held = holding(db, who)
            erase(db, who.ids, held, mentions=mentions)
            db.execute("COMMIT")
            write_anew(db)
        os.utime(part, ns=(times.st_atime_ns, times.st_mtime_ns))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)
    return list(held.traces.texts)


def _sound(file: Path) -> bool:
    try:
        check_backup(file)
        header = read_header(file)
    except CareError:
        return False
    return header is not None and header.application == APPLICATION_ID


def _bring_up_to_date(db: sqlite3.Connection) -> None:
    """A backup of an older version becomes one of this version: only of that is it known where words may stand."""
    if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
        from caretrack.journal.migrations import migrate

        migrate(db)


def _leave_no_part(path: Path) -> None:
    """Parts of backups whose process was killed; those of one that still runs are its own."""
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
