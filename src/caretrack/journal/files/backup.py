"""Back up a journal on request, and restore it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from caretrack.disk import private_file, private_folder, put_new
from caretrack.errors import CareError, JournalUnusable, cannot_write
from caretrack.journal.files.copying import (
    copy,
    copy_into,
    damage_of,
    part_beside,
    sync_and_reread,
)
from caretrack.journal.files.daily import backup_folder, damaged
from caretrack.journal.files.file import (
    check_header,
    connect,
    read_header,
    unusable_because,
)
from caretrack.journal.schema import APPLICATION_ID
from caretrack.temporary import temporary_file


class BackupContents(NamedTuple):
    """How many people and touches a journal file holds, and its last change (UTC; "" for none)."""

    people: int
    touches: int
    last_change: str


class RestoreChanges(NamedTuple):
    """What a restore would change.

    `…_gone` counts what only the present journal has, `…_back` what only the backup has.
    """

    commands_gone: int
    people_gone: int
    touches_gone: int
    commands_back: int
    people_back: int
    touches_back: int


Cipher = Callable[[Path, Path], None]


def backup(
    source: Path, target: Path, timeout: float, encrypt: Cipher | None = None
) -> BackupContents:
    """Copy the journal to a new file (0600), check the copy, and return what it holds.

    The target is whole, or not there at all: it has its name once all of it was read back.
    `encrypt` encrypts one file into another. The copy in clear then lies beside the journal until
    it is encrypted, and never near the target, which may be a stick or a synced folder.
    """
    header = read_header(source)
    if header is None:
        raise CareError(f"there is no journal at {source}", "Nothing to copy.")
    check_header(source, header)
    if os.path.lexists(target):
        raise CareError(
            f"{target} is there already", "Name another file; a backup never replaces one."
        )
    if not target.parent.is_dir():
        raise CareError(f"there is no folder {target.parent}", "Make it first.")
    with ExitStack() as ends:
        if encrypt is not None:
            clear = ends.enter_context(_clear_copy(source))
            try:
                holds = _copy_checked(source, clear, clear, timeout)
            except OSError as error:
                raise _no_clear_copy(source, error) from error
        try:
            part = ends.enter_context(part_beside(target, source))
            if encrypt is None:
                holds = _copy_checked(source, part, target, timeout)
            else:
                encrypt(clear, part)
                if not sync_and_reread(part):
                    raise _not_as_written(target)
            put_new(part, target)
        except FileExistsError as error:
            raise CareError(
                f"{target} was made by somebody else meanwhile", "Name another file."
            ) from error
        except OSError as error:
            raise cannot_write(target, error) from error
    return holds


@contextmanager
def _clear_copy(journal: Path) -> Iterator[Path]:
    """Yield a path for a copy in clear, beside the journal; what is there is removed at the end."""
    with ExitStack() as ends:
        try:
            clear = ends.enter_context(temporary_file(journal, ".clear"))
        except OSError as error:
            raise _no_clear_copy(journal, error) from error
        yield clear


def _no_clear_copy(journal: Path, error: OSError) -> CareError:
    return CareError(
        f"the copy in clear, which lies beside the journal while it is encrypted, cannot be "
        f"written into {journal.absolute().parent}: {error.strerror}",
        "Make room there, or a backup without --encrypt and --to.",
    )


def _copy_checked(source: Path, part: Path, target: Path, timeout: float) -> BackupContents:
    """Copy the journal to `part`, which will be `target`; return what it holds.

    Raises JournalUnusable if the journal is damaged or cannot be read, CareError if only the copy
    is; OSError.
    """
    try:
        copy_into(source, part, timeout)
        same = sync_and_reread(part)
        damage = damage_of(part) if same else ""
        if damage and damage_of(source, timeout):
            raise damaged(source, damage, "no backup was made")
        if damage or not same:
            raise _not_as_written(target)
        return _contents(part)
    except sqlite3.Error as error:
        raise unusable_because(source, error) from error


def _not_as_written(target: Path) -> CareError:
    return CareError(
        f"the copy at {target} did not read back as it was written, and was taken away; "
        "the journal is sound",
        "Check that disk, or name a place on another one.",
    )


@contextmanager
def decrypted(encrypted: Path, journal: Path, decrypt: Cipher) -> Iterator[Path]:
    """Decrypt a backup beside its journal, and yield the path while the block runs."""
    private_folder(journal.parent)
    with _clear_copy(journal) as clear:
        try:
            decrypt(encrypted, clear)
        except OSError as error:
            raise CareError(
                f"cannot decrypt {encrypted}: {error.strerror}",
                "Check its permissions, and the room on the disk.",
            ) from error
        yield clear


def check_backup(path: Path) -> BackupContents:
    """Check every page of a journal file, and return what it holds.

    Raises JournalUnusable if it is not sound.
    """
    header = read_header(path)
    if header is None or not header.page_size:
        raise JournalUnusable(f"there is no journal at {path}", "Name a backup file.")
    check_header(path, header)
    try:
        if damage_of(path):
            raise JournalUnusable(f"{path} is damaged", "Name another backup.")
        return _contents(path)
    except sqlite3.Error as error:
        raise unusable_because(path, error) from error


def _contents(path: Path) -> BackupContents:
    """Return what a journal file holds. Raises sqlite3.Error."""
    with closing(connect(path, read_only=True)) as db:
        people = db.execute("SELECT count(*) FROM people WHERE deleted_at IS NULL").fetchone()[0]
        touches = db.execute("SELECT count(*) FROM touches WHERE deleted_at IS NULL").fetchone()[0]
        last = db.execute("SELECT coalesce(max(made_at), '') FROM change_sets").fetchone()[0]
    return BackupContents(people, touches, last)


def restore_changes(backup_file: Path, journal: Path) -> RestoreChanges | None:
    """Count, by ids, what would change if the backup took the journal's place.

    None if the journal is not there or cannot be read.
    """
    if not journal.exists() or not _is_sound(journal):
        return None
    live = {
        "change_sets": "",
        "people": " AND deleted_at IS NULL",
        "touches": " AND deleted_at IS NULL",
    }
    only = (
        "SELECT count(*) FROM {0}.{2} AS here WHERE NOT EXISTS (SELECT 1 FROM {1}.{2} "
        "WHERE id = here.id{3}){3}"
    )
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
            raise unusable_because(backup_file, error) from error
    return RestoreChanges(*counts)


def restore(backup_file: Path, journal: Path, timeout: float) -> Path | None:
    """Put a sound backup in the journal's place, and keep the present journal beside it.

    Return where that is; None if there was none. A sound journal is overwritten by SQLite, under
    its locks; a damaged or missing one is replaced as a file.
    """
    _refuse_another_program(journal)
    sound = _is_sound(journal)
    try:
        aside = _keep_present(journal, sound, timeout) if journal.exists() else None
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
        raise unusable_because(journal, error) from error
    except OSError as error:
        raise CareError(f"cannot restore: {error.strerror}", "The journal is as it was.") from error
    return aside


def _refuse_another_program(path: Path) -> None:
    """Raise CareError if the file is of another program.

    A damaged journal may be overwritten; such a file never.
    """
    with suppress(JournalUnusable):
        header = read_header(path)
        if header is None or not header.page_size or header.application == APPLICATION_ID:
            return
        raise CareError(
            f"{path} is a SQLite file of another program", "Name the journal with --journal."
        )


def _keep_present(journal: Path, sound: bool, timeout: float) -> Path:
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S%f")
    aside = backup_folder(journal) / f"{stamp}-before-restore.db"
    if sound:
        copy(journal, aside, timeout)
    else:
        private_folder(aside.parent)
        private_file(aside)
        aside.write_bytes(journal.read_bytes())
    return aside


def _is_sound(path: Path) -> bool:
    try:
        check_backup(path)
    except CareError:
        return False
    return True
