"""Files that are written once: on the disk under another name, before they get their own."""

import os
import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from caretrack.disk import sync_folder
from caretrack.hubs.folder_names import PART, new_digest

# What a killed run has left is removed after this time, in seconds.
_OLD = 3600.0


def write_once(folder: Path, named: Callable[[str], str], blocks: Iterable[bytes]) -> None:
    """Write a file for its owner alone (0600).

    `named` gives its name for the hash of what is in it. When this returns it is on the disk under
    that name. A file of that name has the same in it, or has not arrived whole, and is replaced.
    Raises OSError.
    """
    _make_folder(folder)
    part = folder / f".{secrets.token_hex(8)}{PART}"
    digest = new_digest()
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for block in blocks:
                digest.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / named(digest.hexdigest()[:32]))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(folder)


def _make_folder(folder: Path) -> None:
    """Make the folder, and those above it, for their owner alone.

    Not `disk.private_folder`, which sets permissions again: a stick may know none, and refuses.
    """
    if not folder.is_dir():
        _make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def remove_old_parts(folder: Path) -> None:
    """Remove what killed runs have left in a folder."""
    with suppress(OSError):
        for part in folder.glob(f".*{PART}"):
            if time.time() - part.stat().st_mtime > _OLD:
                part.unlink()
