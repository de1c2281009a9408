"""Files and folders for their owner alone, and what is written put on the disk itself."""

import errno
import os
from pathlib import Path

# What a system answers that cannot sync a folder, or cannot open one to do it. SQLite passes over
# the same: nothing more can be done there.
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR}


def private_file(path: Path) -> None:
    """Make an empty file that only its owner can read (0600, whatever the umask).

    A file that is there is left alone.
    """
    try:
        os.close(new_private_file(path))
    except FileExistsError:
        return


def new_private_file(path: Path) -> int:
    """Make a file (0600, whatever the umask), and return its descriptor, open for writing.

    Nothing that is there is opened, and no link is followed. Raises FileExistsError, OSError.
    """
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(handle, 0o600)
    except OSError:
        os.close(handle)
        raise
    return handle


def private_folder(path: Path) -> None:
    """Make the folder, and those above it that are missing, for their owner alone (0700).

    Each is on the disk when this returns: a file in it survives a power cut.
    """
    for folder in reversed([path, *path.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
            sync_folder(folder.parent)


def sync_file(path: Path) -> None:
    """Put the contents of a file on the disk, so that a power cut leaves them.

    Its name is in its folder: call `sync_folder` once it has the name that it keeps. Raises
    OSError.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Put the names in a folder on the disk: files that were made, renamed or removed in it.

    A file system that cannot do that is passed over. Raises OSError.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in _CANNOT_SYNC:
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(handle)


def replace_synced(part: Path, target: Path) -> None:
    """Move a finished file to the name that it keeps, and both on the disk.

    Until then `target` is what it was, whatever happens. Raises OSError.
    """
    sync_file(part)
    part.replace(target)
    sync_folder(target.parent)
