"""Temporary files: the one place that knows how they are called and where they lie.

They hold in clear what a journal holds. A run takes its own away; what a killed run leaves is
found by its name: the process, the machine, and a random part. Those of a journal lie in one folder
beside it, which is there only while something is in it. A file that must lie elsewhere, beside the
target that it will become, is recorded in that folder.
"""

import os
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from caretrack.disk import new_private_file, private_folder

# `.NAME.PROCESS.STARTED.MACHINE.RANDOM.part`
_PART = (
    r"\..+\.(?P<process>\d+)\.(?P<started>\d+)\.(?P<machine>[0-9a-f]{8})\.[0-9a-f]{12}\.part"
    r"(-journal)?"
)
_RECORD = ".record"
# What another machine left in a shared folder is taken for abandoned after this time.
A_DAY = 86_400.0


def temporary_folder(journal: Path) -> Path:
    """Return the folder for the temporary files of the journal: beside it."""
    return journal.with_name(f"{journal.name}-temporary")


@contextmanager
def temporary_file(journal: Path, suffix: str = "") -> Iterator[Path]:
    """Yield a path in the temporary folder of the journal, where nothing lies yet.

    What lies there at the end is removed, and SQLite's own file beside it. Raises OSError if the
    folder cannot be made.
    """
    folder = temporary_folder(journal)
    part = folder / _new_name(f"{journal.name[:100]}{suffix}")
    private_folder(folder)
    try:
        yield part
    finally:
        _remove(part, folder)


@contextmanager
def temporary_beside(target: Path, journal: Path | None) -> Iterator[Path]:
    """Yield a path beside `target`, where nothing lies yet, for a later rename.

    What lies there at the end is removed. It is recorded in the temporary folder of the journal, if
    there is one, so that a later run finds it wherever it lies. Raises OSError.
    """
    part = target.with_name(_new_name(target.name[:100]))
    if journal is None:
        try:
            yield part
        finally:
            _unlink(part)
        return
    folder = temporary_folder(journal)
    record = folder / f"{part.name}{_RECORD}"
    _write_record(record, part)
    try:
        yield part
    finally:
        _unlink(part)
        _remove(record, folder)


def abandoned(journal: Path, *, backups: Path | None = None) -> list[Path]:
    """Return what runs left whose process is gone.

    With the folder of its `backups`, also what earlier versions of this program left, by the names
    that they gave.
    """
    found: dict[Path, None] = {}
    folder = temporary_folder(journal)
    for path in _entries(folder):
        if path.name.endswith(_RECORD):
            part = _recorded(path)
            if part is not None and os.path.lexists(part) and _is_abandoned(part):
                found[part] = None
        elif _is_abandoned(path):
            found[path] = None
    if backups is not None:
        found.update(dict.fromkeys(_of_earlier_versions(journal, backups)))
    return sorted(found)


def remove_abandoned(journal: Path, *, backups: Path | None = None) -> list[Path]:
    """Remove what `abandoned` finds, and return it.

    Raises nothing: what cannot be removed is found again.
    """
    folder = temporary_folder(journal)
    if backups is None and not folder.exists():
        return []
    gone = abandoned(journal, backups=backups)
    for path in gone:
        _unlink(path)
    for record in _entries(folder):
        if record.name.endswith(_RECORD):
            part = _recorded(record)
            if part is None or (not os.path.lexists(part) and _is_gone(part.name, record)):
                _unlink(record)
    with suppress(OSError):
        folder.rmdir()
    return gone


def _write_record(record: Path, part: Path) -> None:
    for last in (False, True):
        private_folder(record.parent)
        try:
            file = new_private_file(record)
            break
        except FileNotFoundError:
            # Another run was done, and took the empty folder away.
            if last:
                raise
    with file:
        file.write(os.fsencode(part.absolute()))


def _recorded(record: Path) -> Path | None:
    """Return the path that a record names; None if it was cut off, or names no file of ours."""
    try:
        part = Path(os.fsdecode(record.read_bytes()))
    except (OSError, ValueError):
        return None
    return part if f"{part.name}{_RECORD}" == record.name else None


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _remove(part: Path, folder: Path) -> None:
    _unlink(part)
    _unlink(part.with_name(f"{part.name}-journal"))
    with suppress(OSError):
        folder.rmdir()


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _new_name(stem: str) -> str:
    process = os.getpid()
    return f".{stem}.{process}.{_started(process)}.{_machine()}.{os.urandom(6).hex()}.part"


def _machine() -> str:
    """Return a mark of this machine: a process of another one cannot be looked up here."""
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        space = ""
    return f"{zlib.crc32(os.fsencode(os.uname().nodename + space)):08x}"


def _started(process: int) -> int:
    """Return when a process was started, in ticks since the machine was; 0 if that is unknown."""
    try:
        text = Path(f"/proc/{process}/stat").read_bytes()
        # The name of the program, in brackets, may hold blanks and brackets itself.
        return int(text.rpartition(b")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return 0


def _is_abandoned(part: Path) -> bool:
    return re.fullmatch(_PART, part.name) is not None and _is_gone(part.name, part)


def _is_gone(name: str, dated: Path) -> bool:
    """True if the process of a temporary file has ended; `dated` says how old the file is."""
    found = re.fullmatch(_PART, name)
    if found is None:
        return False
    if found["machine"] != _machine():
        return _age(dated) > A_DAY
    process, started = int(found["process"]), int(found["started"])
    if not _runs(process):
        return True
    now = _started(process)
    # The number of a process is given again after a while.
    return bool(started and now and started != now)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _age(path: Path) -> float:
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:
        return 0.0


def _of_earlier_versions(journal: Path, backups: Path) -> Iterator[Path]:
    """Give what a killed run left before temporary files had a folder of their own."""
    name = re.escape(journal.name)
    beside = re.compile(rf"\.{name}\.((?P<process>\d+)(\.clear)?|restored)(-journal)?")
    of_backup = re.compile(r"\..+\.db\.(?P<process>\d+)(\.forget)?(-journal)?")
    for folder, names in ((journal.absolute().parent, beside), (backups, of_backup)):
        for path in _entries(folder):
            found = names.fullmatch(path.name)
            if (
                found
                and not path.is_dir()
                and not (found["process"] and _runs(int(found["process"])))
            ):
                yield path
