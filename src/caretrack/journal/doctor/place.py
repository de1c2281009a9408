"""Check the place of a journal: who may read it, and what carries its folder elsewhere."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from caretrack.disk import links_to
from caretrack.errors import CareError
from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.daily import backup_folder, backups
from caretrack.settings.places import agenda_file, config_path

# How the folders that programs sync begin; on a Mac they lie in CloudStorage and Mobile Documents.
SYNCED = re.compile(
    r"(dropbox|onedrive|google ?drive|my drive$|icloud|nextcloud|owncloud|pcloud|mega(sync)?$"
    r"|proton drive|syncthing|seafile|tresorit|mobile documents$|cloudstorage$)",
    re.IGNORECASE,
)
# What such programs leave in the folder that they sync.
MARKS = (
    ".dropbox",
    ".stfolder",
    ".stignore",
    ".nextcloudsync.log",
    ".owncloudsync.log",
    ".seafile-data",
    ".tresorit",
)
# File systems of other machines, where the locks of SQLite cannot be relied on.
REMOTE = re.compile(
    r"(nfs4?|cifs|smb3?|smbfs|afpfs|9p|davfs2?|webdav|ncpfs"
    r"|fuse\.(sshfs|rclone|davfs2?|google-drive.*|onedriver|gvfsd-fuse|s3fs))$"
)
MOUNTS = Path("/proc/self/mounts")


def check_permissions(path: Path) -> JournalCheck:
    """Check for 0600 on the journal and its backups, and a folder that only its owner can write."""
    mine = (path, *backups(path))
    readable = [file for file in mine if _mode(file) & 0o077]
    if readable:
        values = {"mode": _mode(readable[0]), "files": readable}
        return JournalCheck("permissions", False, "others_can_read", values)
    foreign = [file for file in (path.absolute().parent, *mine) if _belongs_to_another(file)]
    if foreign:
        values = {"owner": foreign[0].stat().st_uid, "me": os.geteuid(), "files": foreign}
        return JournalCheck("permissions", False, "of_another_user", values)
    for folder in (path.absolute().parent, backup_folder(path)):
        if folder.is_dir() and _others_can_write(folder):
            values = {"mode": _mode(folder), "files": [folder]}
            return JournalCheck("permissions", False, "others_can_write", values)
    for file in _config_files():
        if file.is_file() and _mode(file) & 0o022:
            values = {"mode": _mode(file), "files": [file]}
            return JournalCheck("permissions", False, "others_can_write_file", values)
    for folder in _folders_around(path):
        if _others_can_write(folder, 0o002):
            values = {"mode": _mode(folder), "files": [folder]}
            return JournalCheck("permissions", False, "others_can_write_above", values)
    return JournalCheck("permissions", True, "private", {"mode": _mode(path)})


def _folders_around(path: Path) -> list[Path]:
    """Return the folders above the journal, and those of the config file and of the calendars."""
    places = [path.resolve(), *_config_files()]
    return [
        folder
        for folder in dict.fromkeys(above for place in places for above in place.parents)
        if folder.is_dir()
    ]


def _config_files() -> list[Path]:
    """Return the config file and the list of calendars, by their real paths."""
    files = []
    for file in (config_path, agenda_file):
        with suppress(CareError, OSError, RuntimeError):
            files.append(file().resolve())
    return files


def _belongs_to_another(path: Path) -> bool:
    """True if a file or folder is neither of who runs this nor, as for a folder of all, root's."""
    owner = path.stat().st_uid
    return owner != os.geteuid() and not (owner == 0 and path.is_dir())


def _others_can_write(folder: Path, by: int = 0o022) -> bool:
    """True if others can put files into a folder, and take away those of its owner."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    return bool(mode & by) and not mode & stat.S_ISVTX


def check_place(path: Path) -> JournalCheck:
    """Check that no other machine writes into the folder of the journal, nor into that of a link.

    And that the file has one name, and its folder with it: SQLite finds what a killed run left half
    done beside that name alone by which it was called.
    """
    real = path.resolve()
    called = next(iter(links_to(path)), path)
    names = real.stat().st_nlink
    if names > 1:
        return JournalCheck("place", False, "hard_linked", {"path": real, "names": names})
    if _is_mounted_alone(real):
        return JournalCheck("place", False, "mounted_alone", {"path": real})
    by = synced_by(real) or synced_by(called)
    linked = "" if real == called.absolute() else "_behind_link"
    values = {"path": called, "real": real, "by": by}
    return JournalCheck("place", not by, f"{'synced' if by else 'place'}{linked}", values)


def synced_by(path: Path) -> str:
    """Return what carries the folder of `path` to other machines: a program or file system.

    Names and marks tell; "" for none.
    """
    for folder in path.absolute().parents:
        if SYNCED.match(folder.name):
            return folder.name
        for mark in MARKS:
            if (folder / mark).exists():
                return f"{mark} in {folder}"
    try:
        kind = mounted_as(path.resolve(), MOUNTS.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return kind if REMOTE.match(kind) else ""


def mounted_as(path: Path, mounts: str) -> str:
    """Return the type of the file system of `path` by the lines of /proc/self/mounts, or ""."""
    best, kind = -1, ""
    for point, fields in _mount_points(mounts):
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _is_mounted_alone(path: Path) -> bool:
    """True if the file itself is a mount point, as a container makes of a single file."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return any(point == path for point, _ in _mount_points(mounts))


def _mount_points(mounts: str) -> Iterator[tuple[Path, list[str]]]:
    """Yield the place and the fields of each line of /proc/self/mounts."""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) >= 3:
            # Blanks and the like are written in octal there.
            named = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[1])
            yield Path(named), fields


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
