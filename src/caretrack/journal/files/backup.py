"""Back up a journal on request, and check a backup."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from caretrack.committed import mark_committed
from caretrack.disk import private_folder, put_new
from caretrack.errors import CareError, JournalUnusable, cannot_write
from caretrack.journal.files.copying import (
    copy_into,
    damage_of,
    sync_and_reread,
)
from caretrack.journal.files.daily import damaged
from caretrack.journal.files.file import (
    DEFAULT_TIMEOUT,
    check_header,
    connect,
    read_header,
    unusable_because,
)
from caretrack.journal.files.targets import check_target
from caretrack.journal.idle import not_idle
from caretrack.temporary import temporary_beside, temporary_file


class BackupContents(NamedTuple):
    """How many people and touches a journal file holds, and its last change (UTC; "" for none)."""

    people: int
    touches: int
    last_change: str


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
    if target.is_dir():
        raise CareError(f"{target} is a folder", "Name a file in it.")
    if os.path.lexists(target):
        raise CareError(
            f"{target} is there already", "Name another file; a backup never replaces one."
        )
    check_target(target, source)
    with ExitStack() as ends:
        if encrypt is not None:
            clear = ends.enter_context(_clear_copy(source))
            try:
                holds = _copy_checked(source, clear, clear, timeout)
            except OSError as error:
                raise _no_clear_copy(source, error) from error
        try:
            part = ends.enter_context(temporary_beside(target, source))
            if encrypt is None:
                holds = _copy_checked(source, part, target, timeout)
            else:
                _encrypt(encrypt, clear, part, target)
                if not sync_and_reread(part):
                    raise _not_as_written(target)
            put_new(part, target)
            mark_committed()
        except FileExistsError as error:
            raise CareError(
                f"{target} was made by another program meanwhile", "Name another file."
            ) from error
        except OSError as error:
            raise cannot_write(target, error) from error
    return holds


def _encrypt(encrypt: Cipher, clear: Path, part: Path, target: Path) -> None:
    """Encrypt; what is said names the target, and not the part that will become it."""
    try:
        encrypt(clear, part)
    except CareError as error:
        error.message = error.message.replace(str(part), str(target))
        raise


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
        f"the copy to be encrypted, which is made beside the journal, cannot be written into "
        f" {journal.absolute().parent}: {(error.strerror or str(error)).lower()}",
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
        f"the copy at {target} does not read back as it was written, and was deleted; "
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


def check_backup(path: Path, timeout: float = DEFAULT_TIMEOUT) -> BackupContents:
    """Check every page of a journal file, and return what it holds.

    Raises JournalUnusable if it is not sound, or locked for longer than `timeout` seconds.
    """
    header = read_header(path)
    if header is None or not header.page_size:
        raise JournalUnusable(f"there is no journal at {path}", "Name a backup file.")
    check_header(path, header)
    try:
        if damage_of(path, timeout):
            raise JournalUnusable(f"{path} is damaged", "Name another backup.")
        return _contents(path, timeout)
    except sqlite3.Error as error:
        raise unusable_because(path, error) from error


def _contents(path: Path, timeout: float = DEFAULT_TIMEOUT) -> BackupContents:
    """Return what a journal file holds. Raises sqlite3.Error."""
    with closing(connect(path, timeout, read_only=True)) as db:
        people = db.execute("SELECT count(*) FROM people WHERE deleted_at IS NULL").fetchone()[0]
        touches = db.execute("SELECT count(*) FROM touches WHERE deleted_at IS NULL").fetchone()[0]
        last = db.execute(
            f"SELECT made_at FROM change_sets AS s WHERE {not_idle(db)} ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
    return BackupContents(people, touches, last[0] if last else "")
