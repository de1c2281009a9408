"""Backups that somebody asks for, and putting one back."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from caretrack.errors import CareError, JournalUnusable
from caretrack.journal.files.daily import backup_folder, copy
from caretrack.journal.files.file import (
    connect,
    private_file,
    private_folder,
    read_header,
    refuse_strangers,
    unusable,
)
from caretrack.journal.schema import APPLICATION_ID


class Holds(NamedTuple):
    """What is in a journal file: how many people and touches, and the last change (UTC; "" for none)."""

    people: int
    touches: int
    last_change: str


class Replaced(NamedTuple):
    """What a restore would change: commands, people and touches that only the present journal has, and those that only the backup has."""

    commands_gone: int
    people_gone: int
    touches_gone: int
    commands_back: int
    people_back: int
    touches_back: int


Lock = Callable[[Path, Path], None]


def backup(source: Path, target: Path, timeout: float, lock: Lock | None = None) -> Holds:
    """Copy the journal to a file that is not there yet (0600), check the copy, and say what it holds.

    With `lock`, which encrypts one file into another, the copy lies beside the journal until that is done: in clear it never
    comes near the target, which may be a stick or a folder that is synced.
    """
    if read_header(source) is None:
        raise CareError(f"there is no journal at {source}", "Nothing to copy.")
    if target.exists() or target.is_symlink():
        raise CareError(
            f"{target} is there already", "Name another file; a backup never replaces one."
        )
    if not target.parent.is_dir():
        raise CareError(f"there is no folder {target.parent}", "Make it first.")
    try:
        if lock is None:
            copy(source, target, timeout)
            return inspected(target)
        with _beside(source) as clear:
            copy(source, clear, timeout)
            holds = inspected(clear)
            _locked(clear, target, lock)
            return holds
    except sqlite3.Error as error:
        raise unusable(source, error) from error
    except OSError as error:
        raise CareError(
            f"cannot write {target}: {error.strerror}",
            "Check the folder's permissions and the room on the disk.",
        ) from error


@contextmanager
def opened(locked: Path, journal: Path, unlock: Lock) -> Iterator[Path]:
    """An encrypted backup in clear, beside the journal it is for, as long as it is needed."""
    private_folder(journal.parent)
    with _beside(journal) as clear:
        try:
            unlock(locked, clear)
        except OSError as error:
            raise CareError(
                f"cannot decrypt {locked}: {error.strerror}",
                "Check its permissions, and the room on the disk.",
            ) from error
        yield clear


@contextmanager
def _beside(journal: Path) -> Iterator[Path]:
    """A name for a file in clear, taken away at the end; what a run leaves that is killed, `care doctor` finds."""
    clear = journal.with_name(f".{journal.name}.{os.getpid()}.clear")
    try:
        yield clear
    finally:
        clear.unlink(missing_ok=True)


def _locked(clear: Path, target: Path, lock: Lock) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        lock(clear, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


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


def replaced(backup_file: Path, journal: Path) -> Replaced | None:
    """What would change if the backup took the place of the journal, by ids; None where the journal cannot be read or is not there."""
    if not journal.exists() or not _readable(journal):
        return None
    live = {
        "change_sets": "",
        "people": " AND deleted_at IS NULL",
        "touches": " AND deleted_at IS NULL",
    }
    only = "SELECT count(*) FROM {0}.{2} AS here WHERE NOT EXISTS (SELECT 1 FROM {1}.{2} WHERE id = here.id{3}){3}"
    with closing(connect(journal)) as db:
        try:
            db.execute(
                "ATTACH ? AS backup", (f"file://{quote(str(backup_file.absolute()))}?mode=ro",)
            )
            counts = [
                db.execute(only.format(one, other, table, condition)).fetchone()[0]
                for one, other in (("main", "backup"), ("backup", "main"))
                for table, condition in live.items()
            ]
        except sqlite3.Error as error:
            raise unusable(backup_file, error) from error
    return Replaced(*counts)


def restore(backup_file: Path, journal: Path, timeout: float) -> Path | None:
    """Put a sound backup in the place of the journal; the present one is kept beside it. Gives where, None where there was none.

    A sound journal is overwritten by SQLite itself, under its locks; a damaged one, or none, is replaced as a file.
    """
    _refuse_another_program(journal)
    sound = _readable(journal)
    try:
        aside = _set_aside(journal, sound, timeout) if journal.exists() else None
        if sound:
            with (
                closing(connect(backup_file, timeout)) as origin,
                closing(connect(journal, timeout)) as present,
            ):
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
        raise CareError(
            f"{path} is a SQLite file of another program", "Name the journal with --journal."
        )


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
