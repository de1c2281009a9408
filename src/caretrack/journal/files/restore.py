"""Put a backup in the journal's place, and say before what that would change."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from caretrack.committed import mark_committed
from caretrack.disk import SIDE_FILES, private_file, private_folder
from caretrack.errors import CareError, JournalUnusable, cannot_write
from caretrack.journal.change_log import MARKS, RESTORED
from caretrack.journal.files.backup import BackupContents, check_backup
from caretrack.journal.files.copying import find_damage
from caretrack.journal.files.file import (
    connect,
    copy_pages,
    has_lost_its_mark,
    read_header,
    refuse_no_file,
    thaw,
    unusable_because,
)
from caretrack.journal.files.left_over import remove_left_over
from caretrack.journal.files.replacement import (
    Replacement,
    copy_bytes,
    has_magic,
    is_busy,
    sqlite_code,
)
from caretrack.journal.version import APPLICATION_ID, VERSION
from caretrack.temporary import temporary_file


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


class Restored(NamedTuple):
    """What was restored: its change set, what it holds, where the replaced journal is kept.

    `kept` is None if there was no journal; `can_go_back` is False then, and if it was damaged.
    `version` is that of the backup.
    """

    change_set: str
    contents: BackupContents
    kept: Path | None
    can_go_back: bool
    version: int


@contextmanager
def recovered(backup_file: Path, journal: Path) -> Iterator[Path]:
    """Yield the backup; or, if it is a copy of a file that was being written, a mended copy of it.

    Such a copy needs the `-journal` that lay beside the file. Both are copied beside the journal,
    where SQLite may write: the backup stays as it is, and may lie where nothing can be written.
    """
    sides = (Path(f"{backup_file}{ending}") for ending in SIDE_FILES[:2])
    if not any(side.exists() for side in sides) or not _needs_recovery(backup_file):
        yield backup_file
        return
    with temporary_file(journal, "-recovered") as part:
        _recover(backup_file, part)
        yield part


def _recover(backup_file: Path, part: Path) -> None:
    """Copy a file that was being written to `part`, and let SQLite finish or undo that write."""
    try:
        for ending in ("", *SIDE_FILES[:2]):
            side = backup_file.with_name(backup_file.name + ending)
            if side.exists():
                with side.open("rb") as file:
                    copy_bytes(file, part.with_name(part.name + ending))
        with closing(connect(part)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise unusable_because(backup_file, error) from error
    except OSError as error:
        raise cannot_write(part.parent, error) from error


def _needs_recovery(path: Path) -> bool:
    """True if SQLite would have to write before the file can be read."""
    try:
        with closing(connect(path, 0.0, read_only=True)) as db:
            db.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        return sqlite_code(error) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
    return False


def restore_changes(backup_file: Path, journal: Path, timeout: float) -> RestoreChanges | None:
    """Count, by ids, what would change if the backup took the journal's place.

    None if the journal is not there or cannot be read. Raises JournalUnusable if it is no file at
    all, or if either is locked for longer than `timeout` seconds.
    """
    if not journal.exists():
        return None
    refuse_no_file(journal)
    if not has_magic(journal):
        return None
    live = {
        # Neither the restores themselves nor commands that changed nothing.
        "change_sets": "EXISTS (SELECT 1 FROM {0}.changes WHERE {1})",
        "people": "deleted_at IS NULL",
        "touches": "deleted_at IS NULL",
    }
    concerned = journal
    try:
        with closing(connect(journal, timeout)) as db:
            if find_damage(db):
                return None
            db.execute("SELECT 1 FROM change_sets LIMIT 1").fetchone()
            concerned = backup_file
            db.execute(
                "ATTACH ? AS backup", (f"file://{quote(str(backup_file.absolute()))}?mode=ro",)
            )
            counts = [
                db.execute(
                    _only_in(one, other, table, condition.format(one, _of_set(db, one)))
                ).fetchone()[0]
                for one, other in (("main", "backup"), ("backup", "main"))
                for table, condition in live.items()
            ]
    except sqlite3.Error as error:
        if concerned == journal and not is_busy(error):
            return None
        raise unusable_because(concerned, error) from error
    return RestoreChanges(*counts)


def _of_set(db: sqlite3.Connection, schema: str) -> str:
    """Return the test for a line of the change set `here`; backups of before have other columns."""
    there = {row[1] for row in db.execute(f"PRAGMA {schema}.table_info(changes)")}
    if "source" in there:
        return f"change_set = here.number AND source <> {MARKS[RESTORED]}"
    return f"change_set = here.id AND table_name <> '{RESTORED}'"


def _only_in(one: str, other: str, table: str, condition: str) -> str:
    there = "" if table == "change_sets" else f" AND {condition}"
    return (
        f"SELECT count(*) FROM {one}.{table} AS here WHERE {condition} AND NOT EXISTS "
        f"(SELECT 1 FROM {other}.{table} WHERE id = here.id{there})"
    )


def restore(
    backup_file: Path,
    journal: Path,
    timeout: float,
    *,
    undoes: str | None = None,
    allowed: Callable[[sqlite3.Connection], None] | None = None,
) -> Restored:
    """Put a sound backup in the journal's place, and keep the present journal beside it.

    The restore is the newest change set of the restored journal. `undoes` is the restore that it
    takes back. `allowed` looks at the present journal once nobody else can write to it, and raises
    CareError if it must stay.

    Raises JournalUnusable, with the journal as it was, if the backup is not sound, or if either is
    locked for longer than `timeout` seconds; CareError if the file is of another program, or none.
    """
    if journal.exists():
        refuse_no_file(journal)
    _refuse_another_program(journal)
    # A link stays a link: what it leads to is replaced.
    place = Path(os.path.realpath(journal))
    if place.is_symlink():
        raise JournalUnusable(
            f"{journal} is a link that leads back to itself",
            "Mend the link, or name another journal with --journal.",
        )
    if journal.is_symlink() and not place.parent.is_dir():
        raise JournalUnusable(
            f"{journal} is a link to nowhere: there is no folder {place.parent}",
            "Mend the link, or name another journal with --journal.",
        )
    job: Replacement | None = None
    try:
        private_folder(place.parent)
        remove_left_over(journal)
        with temporary_file(journal, "-restore") as part:
            contents, version = _prepare(backup_file, part, timeout)
            job = Replacement(part, journal, place, contents, undoes)
            job.run(timeout, allowed)
            mark_committed()
    except sqlite3.Error as error:
        raise unusable_because(journal, error) from error
    except OSError as error:
        raise JournalUnusable(
            f"cannot restore: {error.strerror}" + (f": {error.filename}" if error.filename else ""),
            f"The earlier journal is kept as {job.kept}."
            if job and job.kept
            else "The journal is unchanged. Check its folder, and the room on the disk.",
        ) from error
    return Restored(job.change_set, contents, job.kept, is_sound(job.kept), version)


def is_sound(path: Path | None) -> bool:
    """True if the file is a journal that can be restored."""
    try:
        if path is not None:
            check_backup(path)
    except CareError:
        return False
    return path is not None


def _refuse_another_program(path: Path) -> None:
    """Raise CareError if the file is of another program.

    A damaged journal may be overwritten; such a file never.
    """
    with suppress(JournalUnusable):
        header = read_header(path)
        if header is None or not header.page_size or header.application == APPLICATION_ID:
            return
        if has_lost_its_mark(path):
            return
        raise CareError(
            f"{path} is a SQLite file of another program", "Name the journal with --journal."
        )


def _prepare(backup_file: Path, part: Path, timeout: float) -> tuple[BackupContents, int]:
    """Copy the backup, check the copy and bring it up to date; return its version, too."""
    try:
        private_file(part)
    except FileNotFoundError:
        # Another run was done, and took the empty folder away.
        private_folder(part.parent)
        private_file(part)
    try:
        with (
            closing(connect(backup_file, timeout)) as origin,
            closing(connect(part)) as made,
        ):
            copy_pages(origin, made)
        thaw(part)
        with closing(connect(part)) as made:
            made.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise unusable_because(backup_file, error) from error
        raise
    contents = check_backup(part)
    with closing(connect(part)) as made:
        version: int = made.execute("PRAGMA user_version").fetchone()[0]
        if version < VERSION:
            from caretrack.journal.migrations import migrate

            migrate(made)
    return contents, version
