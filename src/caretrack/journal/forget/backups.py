"""Erase a person from the automatic backups. Each is changed as a copy, which then replaces it."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from caretrack.disk import SIDE_FILES, replace_synced
from caretrack.domain.people.name_or_word import DOUBT, PERSON
from caretrack.domain.people.names import name_key
from caretrack.domain.people.sought import Called, Sought
from caretrack.errors import CareError
from caretrack.journal.files.backup import check_backup
from caretrack.journal.files.copying import copy_into
from caretrack.journal.files.daily import backups
from caretrack.journal.files.file import connect, read_header
from caretrack.journal.files.transaction import transaction
from caretrack.journal.forget.entries_of_others import Chosen, find_mentions
from caretrack.journal.forget.erase import erase, vacuum
from caretrack.journal.forget.personal_data import (
    DataSubject,
    PersonalData,
    collect_personal_data,
    find_named_only,
    find_subject,
    sought_by,
)
from caretrack.journal.rows import placeholders
from caretrack.journal.sync.tables import is_on
from caretrack.journal.version import APPLICATION_ID, VERSION
from caretrack.temporary import temporary_beside

# In bytes: how much of a file is read at once.
CHUNK = 1 << 20
# What says that a file is no journal any more; every other error may be gone tomorrow.
# A file that was kept in the midst of a write cannot be read without writing: READONLY.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY}


class Backup(NamedTuple):
    """What became of one backup: the person erased from it, or, if unreadable, the file deleted."""

    path: Path
    deleted: bool


def find_in_backups(path: Path, text: str, *, named: bool = False) -> DataSubject | None:
    """Find a person by id or whole name in the backups of the journal at `path`, newest first.

    With `named` somebody who is only named there in entries of others does, too.
    """
    for file in backups(path):
        if not _is_usable(file):
            continue
        with closing(connect(file)) as db:
            query = "SELECT id FROM people WHERE name_key = ? OR id = ?"
            rows = db.execute(query, (name_key(text), text.strip().lower())).fetchall()
            if len(rows) == 1:
                return find_subject(db, rows[0][0])
    for file in backups(path) if named else ():
        if _is_usable(file):
            with closing(connect(file)) as db:
                who = find_named_only(db, text)
            if who is not None:
                return who
    return None


def forget_in_backups(
    path: Path,
    who: DataSubject,
    called: Called,
    *,
    mentions: bool,
    chosen: Chosen,
    said: Callable[[str], None],
) -> tuple[tuple[Backup, ...], tuple[str, ...]]:
    """Erase a person from every automatic backup; return what was done, and their texts.

    `called` is what the journal calls them; a backup may have older names.
    A backup that is damaged or newer than this program is deleted: nobody can say what it holds.
    Raises CareError where the disk is full; the backups before that one are done, the others as
    they were.
    """
    done: list[Backup] = []
    texts: list[str] = []
    for file in backups(path):
        if not _is_usable(file):
            file.unlink()
            # A journal that was damaged in the middle of a write is kept with what SQLite had
            # set aside, and that holds pages of it.
            for suffix in SIDE_FILES:
                file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)
            done.append(Backup(file, True))
            continue
        said(f"looking in the backup {file.name}")
        try:
            found = _forget_in(path, file, who, called, chosen if mentions else None)
        except (sqlite3.Error, OSError) as error:
            raise CareError(
                f"cannot erase from the backup {file}: {error}",
                "Make room, or delete it, and try again.",
            ) from error
        if found is not None:
            texts += found
            done.append(Backup(file, False))
    return tuple(done), tuple(texts)


def _forget_in(
    path: Path, file: Path, who: DataSubject, called: Called, chosen: Chosen | None
) -> list[str] | None:
    """Erase them from one backup; return their texts in it, None where it has none of them.

    `chosen` is None where entries of others stay as they are.
    """
    with closing(connect(file)) as db:
        there = [
            row[0]
            for row in db.execute(
                f"SELECT id FROM people WHERE id IN ({placeholders(who.ids)})", [*who.ids]
            )
        ]
        found = [find_subject(db, person_id) for person_id in there]
        named = chosen is not None and _may_name(db, who, called, chosen)
        shared = is_on(db) and _is_in_sharing(db, who.ids)
    if not found and not named and not shared:
        return None
    ids = tuple(sorted({other for one in found for other in one.ids}))
    who = (found[0] if found else who)._replace(ids=ids or who.ids)
    times = file.stat()
    with temporary_beside(file, path) as part:
        copy_into(file, part)
        with closing(connect(part)) as db:
            _bring_up_to_date(db)
            with transaction(db):
                data = collect_personal_data(db, who, called)
                with _sharing_cleaned(db, who.ids, data):
                    erased = erase(
                        db, who.ids, data, mentions=chosen is not None, chosen=chosen or {}
                    )
            if not (found or erased.redacted or shared):
                return None
            vacuum(db, path)
        os.utime(part, ns=(times.st_atime_ns, times.st_mtime_ns))
        replace_synced(part, file)
    return list(data.terms.texts)


def _is_in_sharing(db: sqlite3.Connection, ids: Sequence[str]) -> bool:
    from caretrack.journal.sync.forget_units import has_any

    return has_any(db, ids)


@contextmanager
def _sharing_cleaned(
    db: sqlite3.Connection, ids: Sequence[str], data: PersonalData
) -> Iterator[None]:
    """Erase what the tables of sharing have of somebody, around the erasing of their rows."""
    if not is_on(db):
        yield
        return
    from caretrack.journal.sync.forget_units import before_erasing, clean_backup

    before = before_erasing(db, ids, data)
    yield
    clean_backup(db, ids, before, data.terms.sought)


def names_in_backup(file: Path, ids: Sequence[str], sought: Sought) -> tuple[str, ...]:
    """Return what names the person, or may, in entries of others of a backup."""
    if not _is_usable(file):
        return ()
    try:
        with closing(connect(file)) as db:
            found = find_mentions(db, ids, sought)
    except sqlite3.Error:
        return ()
    return tuple(
        dict.fromkeys(
            item.text[place.start : place.end]
            for item in found
            for place in item.places
            if place.verdict in (PERSON, DOUBT)
        )
    )


def _may_name(db: sqlite3.Connection, who: DataSubject, called: Called, chosen: Chosen) -> bool:
    """True if entries of others in a backup name the person, or if it is too old to say."""
    try:
        found = find_mentions(db, who.ids, sought_by(db, who.ids, called))
    except sqlite3.OperationalError:
        return True
    return any(item.names_them or item.key in chosen for item in found)


def _is_usable(file: Path) -> bool:
    """True if a backup can be read; False if it is damaged, or newer than this program.

    Raises CareError where the disk does not give it now: nothing is known of it then.
    """
    try:
        _read_whole(file)
        check_backup(file)
        header = read_header(file)
    except OSError as error:
        raise _unread(file, error) from error
    except CareError as error:
        cause = error.__cause__
        code = getattr(cause, "sqlite_errorcode", None)
        if isinstance(cause, OSError) or (code is not None and code & 0xFF not in _DAMAGE):
            raise _unread(file, cause) from error
        # SQLite calls a file damaged, too, of which the disk gives a page no more.
        try:
            _read_whole(file)
        except OSError as failed:
            raise _unread(file, failed) from error
        return False
    return header is not None and header.application == APPLICATION_ID


def _read_whole(file: Path) -> None:
    """Read a file, as SQLite reads it. Raises OSError where the disk does not give it."""
    with file.open("rb", buffering=0) as data:
        if os.name == "nt":
            while data.read(CHUNK):
                pass
            return
        at = 0
        while read := os.pread(data.fileno(), CHUNK, at):
            at += len(read)


def _unread(file: Path, error: BaseException | None) -> CareError:
    said = getattr(error, "strerror", None) or error
    return CareError(
        f"cannot read the backup {file}: {said}",
        "Check the disk, or delete the file, and try again.",
    )


def _bring_up_to_date(db: sqlite3.Connection) -> None:
    """Bring a backup to this version: only there it is known which columns hold text."""
    if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
        from caretrack.journal.migrations import migrate

        migrate(db)
