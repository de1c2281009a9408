"""Automatic backups: one at the first write of a day, one before every migration."""

import os
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

from caretrack.disk import private_file, private_folder
from caretrack.journal.files.file import DEFAULT_TIMEOUT, connect, copy_pages

# In bytes. A copy of this size took 0.1 s (bench/backup_limit.py); no `care log` waits longer.
LARGEST = 32 * 1024 * 1024


def backup_folder(path: Path) -> Path:
    """Return the folder of the automatic backups of the journal at `path`: beside it."""
    return path.with_name(f"{path.name}-backups")


def backups(path: Path) -> list[Path]:
    """Return the automatic backups of the journal at `path`, newest first."""
    folder = backup_folder(path)
    return (
        sorted(
            folder.glob("*.db"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True
        )
        if folder.is_dir()
        else []
    )


def daily_backup(path: Path, today: date, timeout: float, kept: Callable[[], int]) -> None:
    """Copy the journal as it is before the first write of `today`.

    As many of the newest as `kept` says are kept. A journal above LARGEST bytes is skipped.
    """
    target = backup_folder(path) / f"{today.isoformat()}.db"
    if target.exists() or not 0 < path.stat().st_size <= LARGEST:
        return
    most = kept()
    copy(path, target, timeout)
    for old in [file for file in backups(path) if "before" not in file.name][most:]:
        old.unlink()


def backup_before_migration(path: Path, today: date) -> Path:
    """Copy a journal of an older version before it is changed, whatever its size."""
    with connect(path) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
    db.close()
    target = backup_folder(path) / f"{today.isoformat()}-before-version-{version + 1}.db"
    copy(path, target)
    return target


def copy(source: Path, target: Path, timeout: float = DEFAULT_TIMEOUT) -> None:
    """Copy a journal consistently, for its owner alone (0600).

    The target is whole, or not there at all.
    """
    private_folder(target.parent)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    private_file(part)
    try:
        origin, made = connect(source, timeout), sqlite3.connect(part)
        try:
            copy_pages(origin, made)
        finally:
            made.close()
            origin.close()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
