"""Files and folders for their owner alone, and what is written put on the disk itself."""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

# A file or folder as a function takes it that the daily commands call.
AnyPath = str | os.PathLike[str]

# What SQLite keeps beside a file, reads with it, and deletes.
SIDE_FILES = ("-journal", "-wal", "-shm")

# By which links this run came to a file: its real path, and the names that were given.
_links: dict[str, list[str]] = {}

# What a system answers that cannot sync a folder, or cannot open one to do it. SQLite passes over
# the same: nothing more can be done there.
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR}


def place_of(path: AnyPath) -> str:
    """Return a path as text, spelled as `Path` spells it.

    The daily commands handle a place as text, and load no pathlib.
    """
    text = os.fspath(path)
    plain = os.name != "nt" and "//" not in text and "./" not in text
    if plain and text and not text.endswith(("/", "/.")):
        return text
    from pathlib import Path

    return str(Path(text))


def real_place(path: AnyPath) -> str:
    """Return the place behind all links, under which alone a file may be opened.

    What belongs to a file lies beside it, and SQLite takes back what a killed run left half done
    by what lies there. A path without links is returned as it is; so is a link that leads nowhere
    or in a circle, which whoever opens it refuses.
    """
    place = place_of(path)
    try:
        real = os.path.realpath(place, strict=True)
    except ValueError:
        return place
    except OSError:
        # There is nothing yet at the end of the path; the folders above it may be links.
        if os.path.islink(place):
            return place
        real = os.path.realpath(place)
    if real == os.path.abspath(place):
        return place
    if os.path.islink(place) and place not in _links.setdefault(real, []):
        _links[real].append(place)
    return real


def real_path(path: "Path") -> "Path":
    """Return the path behind all links: `real_place`, as a Path."""
    from pathlib import Path

    return Path(real_place(path))


def link_places(real: str) -> list[str]:
    """Return the links by which this run came to a file; none if it was called by its own path."""
    return _links.get(real, [])


def links_to(real: "Path") -> "list[Path]":
    """Return what `link_places` does, as paths."""
    from pathlib import Path

    return [Path(link) for link in link_places(str(real))]


def new_private_file(path: AnyPath) -> BinaryIO:
    """Open a new file to write to, for its owner alone (0600, whatever the umask).

    Nothing that is there is opened, and no link is followed. Raises FileExistsError, OSError.
    """
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(handle, 0o600)
    except OSError:
        os.close(handle)
        raise
    return os.fdopen(handle, "wb")


def read_plain(path: "Path") -> bytes:
    """Return what is in a file.

    Raises OSError, for a pipe or a device as well: it would be waited for without end.
    """
    if not path.is_file():
        raise OSError(errno.EINVAL, "Not a file", str(path))
    return path.read_bytes()


def private_file(path: "Path") -> None:
    """Make an empty file that only its owner can read (0600, whatever the umask).

    A file that is there is left alone: for a journal, and nothing else.
    """
    with suppress(FileExistsError):
        new_private_file(path).close()


def private_folder(path: "Path") -> None:
    """Make the folder, and those above it that are missing, for their owner alone (0700).

    Each is on the disk when this returns: a file in it survives a power cut.
    """
    for folder in reversed([path, *path.parents]):
        if folder.exists():
            continue
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:  # made by another process meanwhile
            continue
        folder.chmod(0o700)
        sync_folder(folder.parent)


def sync_file(path: AnyPath) -> None:
    """Put the contents of a file on the disk, so that a power cut leaves them.

    Its name is in its folder: call `sync_folder` once it has the name that it keeps. Raises
    OSError.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: AnyPath) -> None:
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


def database_of(side: "Path") -> "Path | None":
    """Return the file that is there of which SQLite would take `side` for a part; else None."""
    for ending in SIDE_FILES:
        whole = side.name.removesuffix(ending)
        if whole not in {"", side.name} and side.with_name(whole).exists():
            return side.with_name(whole)
    return None


def replace_synced(part: "Path", target: "Path") -> None:
    """Move a finished file to the name that it keeps, and both on the disk.

    Until then `target` is what it was, whatever happens. Raises OSError.
    """
    sync_file(part)
    part.replace(target)
    sync_folder(target.parent)


def put_new(part: "Path", target: "Path") -> None:
    """Move a finished file to a name that nothing has, and both on the disk.

    Raises FileExistsError, with both left as they are, if anything has that name by now, a link
    that leads nowhere as well; OSError for anything else.
    """
    sync_file(part)
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: an empty file of our own keeps the name, and is replaced.
        new_private_file(target).close()
        try:
            part.replace(target)
        except OSError:
            target.unlink(missing_ok=True)
            raise
    else:
        part.unlink()
    sync_folder(target.parent)


def system_temporary_folder() -> "Path":
    """Return the folder of the system for temporary files: `$TMPDIR`, or the first that is there.

    `tempfile.gettempdir` would write a file into it to find out, which a killed run leaves there.
    """
    from pathlib import Path

    named = (os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP"))
    for place in map(Path, (*filter(None, named), "/tmp", "/var/tmp")):  # noqa: S108
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return place.absolute()
    return Path.cwd()


def files_below(folder: "Path") -> "Iterator[Path]":
    """Give the files in a folder and in the folders below it, none where there is no such folder.

    Others may take a folder away meanwhile, or the file that is given next.
    """
    from pathlib import Path

    for place, _, files in os.walk(folder):
        for file in files:
            yield Path(place, file)
