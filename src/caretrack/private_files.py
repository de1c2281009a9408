"""Files and folders that only their owner can read, and that a power cut does not take away."""

import errno
import os
from pathlib import Path


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
    """Make the folder, and those above it that are missing, for their owner alone (0700)."""
    for folder in reversed([path, *path.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
            sync_folder(folder.parent)


def sync_file(path: Path) -> None:
    """Wait until the bytes of a file are on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# What a file system says that cannot sync a folder, or lets nobody open one.
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF}


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk: a new file, a rename, one taken away.

    File systems that cannot do it are passed over. Raises OSError for a disk that fails.
    """
    try:
        sync_file(path)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
