"""Backups that somebody asks for, and putting one back."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from caretrack.errors import CareError, JournalUnusable
from caretrack.journal.daily import backup_folder, copy
from caretrack.journal.files import connect, private_file, private_folder, unusable
from caretrack.journal.header import read_header, refuse_strangers
from caretrack.journal.schema import APPLICATION_ID


class Holds(NamedTuple):
    """What is in a journal file: how many people and touches, and the last change (UTC; "" for none)."""

    people: int
    touches: int
    last_change: str


def backup(source: Path, target: Path, timeout: float) -> Holds:
    """Copy the journal to a file that is not there yet (0600), check the copy, and say what it holds."""
    if read_header(source) is None:
        raise CareError(f"there is no journal at {source}", "Nothing to copy.")
    if target.exists() or target.is_symlink():
        raise CareError(f"{target} is there already", "Name another file; a backup never replaces one.")
    if not target.parent.is_dir():
        raise CareError(f"there is no folder {target.parent}", "Make it first.")
    try:
        copy(source, target, timeout)
        return inspected(target)
    except sqlite3.Error as error:
        raise unusable(source, error) from error
    except OSError as error:
        raise CareError(f"cannot write {target}: {error.strerror}", "Check the folder's permissions and the room on the disk.") from error


def inspected(path: Path) -> Holds:
    """What a journal file holds, after a check of every page. Raises JournalUnusable when it is not sound."""
    header = read_header(path)
    if header is None or not header.page_size:
        raise JournalUnusable(f"there is no journal at {path}", "Name a backup file.")
    refuse_strangers(path, header)
    db = connect(path)
    try:
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise JournalUnusable(f"{path} is damaged", "Name another backup.")
        people = db.execute("SELECT count(*) FROM people WHERE deleted_at IS NULL").fetchone()[0]
        touches = db.execute("SELECT count(*) FROM touches WHERE deleted_at IS NULL").fetchone()[0]
        last = db.execute("SELECT coalesce(max(made_at), '') FROM change_sets").fetchone()[0]
        return Holds(people, touches, last)
    except sqlite3.Error as error:
        raise unusable(path, error) from error
    finally:
        db.close()


def restore(backup_file: Path, journal: Path, timeout: float) -> Path | None:
    """Put a sound backup in the place of the journal; the present one is kept beside it. Gives where, None where there was none.

    A sound journal is overwritten by SQLite itself, under its locks; a damaged one, or none, is replaced as a file.
    """
    _refuse_another_program(journal)
    sound = _readable(journal)
    try:
        aside = _set_aside(journal, sound, timeout) if journal.exists() else None
        if sound:
            with closing(connect(backup_file, timeout)) as origin, closing(connect(journal, timeout)) as present:
                origin.backup(present)
        else:
            part = journal.with_name(f".{journal.name}.restored")
            copy(backup_file, part, timeout)
            journal.with_name(journal.name + "-journal").unlink(missing_ok=True)
            part.replace(journal)
    except sqlite3.Error as error:
        raise unusable(journal, error) from error
    except OSError as error:
        raise CareError(f"cannot restore: {error.strerror}", "The journal is as it was.") from error
    return aside


def _refuse_another_program(path: Path) -> None:
    """A file of another program is never written over, although a damaged journal is."""
    with suppress(JournalUnusable):
        header = read_header(path)
        if header is None or not header.page_size or header.application == APPLICATION_ID:
            return
        raise CareError(f"{path} is a SQLite file of another program", "Name the journal with --journal.")


def _set_aside(journal: Path, sound: bool, timeout: float) -> Path:
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S%f")
    aside = backup_folder(journal) / f"{stamp}-before-restore.db"
    if sound:
        copy(journal, aside, timeout)
    else:
        private_folder(aside.parent)
        private_file(aside)
        aside.write_bytes(journal.read_bytes())
    return aside


def _readable(path: Path) -> bool:
    try:
        inspected(path)
    except CareError:
        return False
    return True
