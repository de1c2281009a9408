"""What lies around a journal: who may read it, where it is, its backups, and what was left beside it."""

import re
import shlex
import stat
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from caretrack.journal.files.daily import LARGEST, backup_folder, backups

# The folders that programs sync, by how their names begin; on a Mac they lie in CloudStorage and Mobile Documents.
SYNCED = re.compile(
    r"(dropbox|onedrive|google ?drive|my drive$|icloud|nextcloud|owncloud|pcloud|mega(sync)?$|proton drive|syncthing|seafile|tresorit"
    r"|mobile documents$|cloudstorage$)",
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
    r"(nfs4?|cifs|smb3?|smbfs|afpfs|9p|davfs2?|webdav|ncpfs|fuse\.(sshfs|rclone|davfs2?|google-drive.*|onedriver|gvfsd-fuse|s3fs))$"
)
MOUNTS = Path("/proc/self/mounts")
OLD = 7


class Finding(NamedTuple):
    """One check: its name, whether all is well, what was seen, what to do."""

    check: str
    fine: bool
    seen: str
    advice: str = ""


def surroundings(path: Path, today: date) -> list[Finding]:
    """Every check of what lies around the journal at `path`; `today` measures the age of its backups, in days."""
    return [_permissions(path), _place(path), _backups(path, today), *_left_over(path)]


def synced_by(path: Path) -> str:
    """The program or file system that carries the folder of `path` to other machines, as far as names and marks tell; "" for none."""
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
    """The type of the file system on which `path` lies, by the lines of /proc/self/mounts; "" where none fits."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Blanks and the like are written in octal there.
        point = Path(re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _permissions(path: Path) -> Finding:
    """0600 for the journal and its backups, and a folder in which nobody else can put another file in its place."""
    open_ones = [file for file in (path, *backups(path)) if _mode(file) & 0o077]
    if open_ones:
        more = f", and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
        seen = f"{_mode(open_ones[0]):04o}: others can read {open_ones[0]}{more}"
        return Finding("permissions", False, seen, f"chmod 600 {_typed(open_ones)}")
    for folder in (path.absolute().parent, backup_folder(path)):
        if folder.is_dir() and _mode(folder) & 0o022 and not folder.stat().st_mode & stat.S_ISVTX:
            return Finding(
                "permissions",
                False,
                f"{_mode(folder):04o}: others can write into {folder}",
                f"chmod 700 {_typed([folder])}",
            )
    return Finding("permissions", True, f"{_mode(path):04o}: only you can read it")


def _place(path: Path) -> Finding:
    by = synced_by(path)
    if not by:
        return Finding("place", True, str(path))
    return Finding(
        "place",
        False,
        f"{path} lies where it is synced or shared ({by})",
        "Move it out: two machines writing at once damage it.",
    )


def _backups(path: Path, today: date) -> Finding:
    """The newest of those made by themselves; a large journal has none, and must be told so."""
    there = backups(path)
    if path.stat().st_size > LARGEST:
        seen = f"none by itself: the journal is larger than {LARGEST // 1024 // 1024} MB"
        return Finding(
            "backups",
            True,
            seen,
            "`care backup FILE` now and then, or a backup of the whole machine.",
        )
    if not there:
        return Finding("backups", True, "none yet: one is made at the first write of each day")
    days = (today - date.fromtimestamp(there[0].stat().st_mtime)).days  # noqa: DTZ012 - a local calendar day is what is meant
    age = "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
    advice = (
        "Nothing was written since; `care backup FILE` on another disk is for the day when this one fails."
        if days > OLD
        else ""
    )
    return Finding("backups", True, f"{len(there)}, the newest {age}", advice)


def _left_over(path: Path) -> list[Finding]:
    """Copies of runs that were killed, and texts from the editor that did not arrive: they hold what the journal holds."""
    folder, name = path.absolute().parent, re.escape(path.name)
    copy = re.compile(rf"\.{name}\.(\d+\.clear|\d+|restored)")
    copies = sorted(
        file
        for file in [*folder.glob(".*"), *backup_folder(path).glob(".*")]
        if copy.fullmatch(file.name) or _is_part(file)
    )
    found = []
    if copies:
        said = "copies that a run left which was stopped"
        # A copy for an encrypted backup is what somebody did not want to lie about; half a daily one is only in the way.
        fine = not any(file.suffix == ".clear" for file in copies)
        found.append(
            Finding(
                "left over",
                fine,
                f"{said}: {len(copies)}",
                f"If no care is running: rm {_typed(copies)}",
            )
        )
    texts = sorted(folder.glob(".care-*"))
    if texts:
        found.append(
            Finding(
                "texts",
                True,
                f"kept from the editor: {len(texts)}",
                f"Read, and delete: {_typed(texts)}",
            )
        )
    return found


def _is_part(file: Path) -> bool:
    """Whether it is a backup that was cut off, `.2026-11-21.db.4711`, or one that `care forget` was at: `.2026-11-21.db.4711.forget`."""
    return re.fullmatch(
        r"\..+\.db\.\d+(\.forget(-journal)?)?", file.name
    ) is not None and file.parent.name.endswith("-backups")


def _typed(files: Sequence[Path]) -> str:
    """The first of these files as a shell takes them: what is advised is copied, and a folder may have a space in its name."""
    return shlex.join(map(str, files[:3]))


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
