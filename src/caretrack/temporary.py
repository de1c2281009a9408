"""Temporary files: the one place that knows how they are called and where they lie.

They hold in clear what a journal holds. A run takes its own away; what a killed run leaves is
found by its name: the process, the machine, and a random part. Those of a journal lie in one folder
beside it, which is there only while something is in it. A file that must lie elsewhere, beside the
target that it will become, is recorded in that folder. So is what an editor was given.
"""

import errno
import os
import re
import time
from binascii import crc32
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from caretrack.disk import links_to, new_private_file, private_folder, read_plain
from caretrack.processes import runs, started_ticks, still_runs

# `.NAME.PROCESS.STARTED.MACHINE.RANDOM.part`
_PART = (
    r"\..+\.(?P<process>\d+)\.(?P<started>\d+)\.(?P<machine>[0-9a-f]{8})\.[0-9a-f]{12}\.part"
    r"(-journal)?"
)
# How the names ended that earlier versions gave.
_OLD_END = r"\.((?P<process>\d+)(\.clear|\.forget)?|restored)(\.\d+)?(-journal)?"
_RECORD = ".record"
# What another machine left in a shared folder is taken for abandoned after this time.
A_DAY = 86_400.0
# The folders of texts for the editor begin so; a text that did not arrive in the journal is kept.
TEXTS = ".care-"


class _Record(NamedTuple):
    """What a record says: where the file is; for a text its digest, and the process of its editor.

    The numbers of the editor are 0 as long as there is none.
    """

    path: Path
    digest: str = ""
    editor: int = 0
    started: int = 0


def temporary_folder(journal: Path) -> Path:
    """Return the folder for the temporary files of the journal, or of another file: beside it."""
    return journal.with_name(f"{journal.name}-temporary")


@contextmanager
def temporary_file(journal: Path, suffix: str = "") -> Iterator[Path]:
    """Yield a path in the temporary folder of the journal, where nothing lies yet.

    What lies there at the end is removed, and SQLite's own file beside it. Raises OSError if the
    folder cannot be made.
    """
    part = temporary_folder(journal) / _new_name(f"{journal.name[:100]}{suffix}")
    # The record keeps the folder from being taken away by another run that is done.
    record = _write_record(journal, part.name, _Record(part))
    try:
        yield part
    finally:
        _remove(part, record)


@contextmanager
def temporary_beside(target: Path, journal: Path | None) -> Iterator[Path]:
    """Yield a path beside `target`, where nothing lies yet, for a later rename.

    What lies there at the end is removed. It is recorded in the temporary folder of the journal, if
    there is one that can be written, so that a later run finds it wherever it lies.
    """
    part = target.with_name(_new_name(target.name[:100]))
    record = None
    if journal is not None and journal.parent.is_dir():
        # A journal on a disk that is read-only can be copied, but nothing can be recorded there.
        with suppress(OSError):
            record = _write_record(journal, part.name, _Record(part))
    try:
        yield part
    finally:
        _remove(part, record)


def text_for_editor(text: bytes, suffix: str, place: Path, journal: Path) -> Path:
    """Write a text for the editor, and return its path.

    It lies in a new folder in `place`, where nobody can read what the editor puts beside it. It
    stays until `remove_text`; when the run is killed and the text is as it was given, the next run
    removes it. Raises OSError.
    """
    path = place / f"{TEXTS}{os.urandom(4).hex()}" / f"text{suffix}"
    if journal.parent.is_dir():
        with suppress(OSError):
            _write_record(journal, _new_name(path.parent.name), _Record(path, _digest(text)))
    try:
        path.parent.mkdir(mode=0o700)
        path.parent.chmod(0o700)
        with new_private_file(path) as file:
            file.write(text)
    except OSError:
        remove_text(path, journal)
        raise
    return path


def record_editor(text: Path, journal: Path, process: int) -> None:
    """Record which process edits a text: as long as it runs, the text is left to it."""
    for path, record in _records(temporary_folder(journal)):
        if record is not None and record.path == text:
            with suppress(OSError):
                _rewrite(path, record._replace(editor=process, started=started_ticks(process)))


def remove_text(text: Path, journal: Path) -> None:
    """Remove a text of the editor, and its folder; what stays on the disk stays recorded."""
    _unlink(text)
    _remove_tree(text.parent)
    if not os.path.lexists(text.parent):
        keep_text(text, journal)


def keep_text(text: Path, journal: Path) -> None:
    """Keep a text of the editor for its writer: no later run takes it away. Raises nothing."""
    folder = temporary_folder(journal)
    for path, record in _records(folder):
        if record is not None and record.path == text:
            _unlink(path)
    with suppress(OSError):
        folder.rmdir()


def kept_texts(folder: Path) -> list[Path]:
    """Return what in `folder` holds a text for an editor, and is of this user."""
    there = (path for path in _entries(folder) if path.name.startswith(TEXTS))
    return sorted(path for path in there if not path.is_symlink() and _is_own(path))


def abandoned(journal: Path, *, backups: Path | None = None) -> list[Path]:
    """Return what runs left whose process is gone.

    With the folder of its `backups`, also what earlier versions of this program left, by the names
    that they gave.
    """
    found: dict[Path, None] = {}
    folder = temporary_folder(journal)
    found.update((path, None) for path in _entries(folder) if _is_gone(path.name, path))
    for path, record in _records(folder):
        if record is not None and _run_is_gone(path, record):
            found.update(dict.fromkeys(_left_of(record)))
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
        if path.name.startswith(TEXTS) or (path.is_dir() and not path.is_symlink()):
            _remove_tree(path)
        else:
            _unlink(path)
    for path, record in _records(folder):
        if _run_is_gone(path, record) and (record is None or not _is_waited_for(record)):
            _unlink(path)
    with suppress(OSError):
        folder.rmdir()
    return gone


def _new_name(stem: str) -> str:
    process = os.getpid()
    return f".{stem}.{process}.{started_ticks(process)}.{_machine()}.{os.urandom(6).hex()}.part"


def _digest(text: bytes) -> str:
    from hashlib import blake2b

    return blake2b(text, digest_size=16).hexdigest()


def _write_record(journal: Path, name: str, record: _Record) -> Path:
    """Write a record into the temporary folder of the journal; return its path. Raises OSError."""
    folder = temporary_folder(journal)
    path = folder / f"{name}{_RECORD}"
    if folder.is_symlink():
        raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    private_folder(folder.parent)
    try:
        for last in (False, True):
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                folder.chmod(0o700)
            try:
                file = new_private_file(path)
                break
            except FileNotFoundError:
                # Another run was done, and took the empty folder away.
                if last:
                    raise
        with file:
            file.write(_as_bytes(record))
    except OSError:
        # A full disk has room for a folder, and none for a file.
        _unlink(path)
        with suppress(OSError):
            folder.rmdir()
        raise
    return path


def _rewrite(path: Path, record: _Record) -> None:
    """Change a record that is there: whole, or as it was."""
    part = path.with_name(_new_name(path.name.removesuffix(_RECORD)[1:40]))
    with new_private_file(part) as file:
        file.write(_as_bytes(record))
    part.replace(path)


def _as_bytes(record: _Record) -> bytes:
    path = os.fsencode(record.path.absolute())
    rest = f"{record.digest} {record.editor} {record.started}"
    # No path has a zero in it, and a record that was cut off has no end.
    return path + b"\0" + rest.encode() + b"\0"


def _records(folder: Path) -> list[tuple[Path, _Record | None]]:
    """Return the records of a folder; None for one that was cut off, or that names no such file."""
    there = (path for path in _entries(folder) if path.name.endswith(_RECORD))
    return [(path, _read_record(path)) for path in there]


def _read_record(path: Path) -> _Record | None:
    try:
        where, rest, end = path.read_bytes().split(b"\0")
        digest, editor, started = rest.decode().split(" ")
        record = _Record(Path(os.fsdecode(where)), digest, int(editor), int(started))
    except (OSError, ValueError):
        return None
    # A file that merely stands in a record is not taken away for it.
    named = (
        record.path.parent.name.startswith(TEXTS)
        if digest
        else f"{record.path.name}{_RECORD}" == path.name
    )
    return record if named and not end else None


def _left_of(record: _Record) -> Iterator[Path]:
    """Give what is left of a file; of a text the folder, if its text is as the editor got it."""
    if record.digest:
        if _is_as_given(record):
            yield record.path.parent
        return
    for path in (record.path, record.path.with_name(f"{record.path.name}-journal")):
        if os.path.lexists(path):
            yield path


def _is_as_given(record: _Record) -> bool:
    """True if nobody has written into the text, and nothing lies beside it."""
    try:
        there = [read_plain(path) for path in record.path.parent.iterdir()]
    except OSError:
        return False
    return not there or (len(there) == 1 and (not there[0] or _digest(there[0]) == record.digest))


def _is_waited_for(record: _Record) -> bool:
    """True if there is still something that a later run may remove."""
    if record.digest:
        # What a killed editor left beside the text may yet go, and so may an empty folder.
        folder = record.path.parent
        return os.path.lexists(folder) and len(_entries(folder)) != 1
    return os.path.lexists(record.path)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _remove(part: Path, record: Path | None) -> None:
    _unlink(part)
    _unlink(part.with_name(f"{part.name}-journal"))
    if record is not None:
        _unlink(record)
        with suppress(OSError):
            record.parent.rmdir()


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _remove_tree(folder: Path) -> None:
    # An empty one goes even where nothing can be opened any more, which rmtree needs.
    with suppress(OSError):
        return folder.rmdir()
    import shutil

    return shutil.rmtree(folder, ignore_errors=True)


def _machine() -> str:
    """Return a mark of this machine: a process of another one cannot be looked up here."""
    known = os.fsencode(os.uname().nodename)
    with suppress(OSError):
        known += Path("/etc/machine-id").read_bytes()
    with suppress(OSError):
        known += os.fsencode(Path("/proc/self/ns/pid").readlink())
    return f"{crc32(known):08x}"


def _run_is_gone(path: Path, record: _Record | None) -> bool:
    """True if the run that wrote a record has ended, and the editor that it started."""
    if not _is_gone(path.name.removesuffix(_RECORD), path):
        return False
    editor = (record.editor, record.started) if record is not None else (0, 0)
    return not editor[0] or not still_runs(*editor)


def _is_gone(name: str, dated: Path) -> bool:
    """True if the process of a temporary file has ended; `dated` says how old the file is."""
    found = re.fullmatch(_PART, name)
    if found is None:
        return False
    if found["machine"] != _machine():
        return _age(dated) > A_DAY
    return not still_runs(int(found["process"]), int(found["started"]))


def _age(path: Path) -> float:
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:
        return 0.0


def _is_own(path: Path) -> bool:
    try:
        return path.lstat().st_uid == os.geteuid()
    except OSError:
        return False


def _of_earlier_versions(journal: Path, backups: Path) -> Iterator[Path]:
    """Give what a killed run left before temporary files had a folder of their own."""
    # They called it by a link, where it was called so.
    beside = [
        (path.absolute().parent, (f".{path.name}.", f"..{path.name}."), re.escape(path.name))
        for path in (journal, *links_to(journal))
    ]
    for folder, starts, stem in (*beside, (backups, (".",), r".+\.db")):
        # A home folder has thousands of names.
        with suppress(OSError):
            for other in os.listdir(folder):  # noqa: PTH208
                found = other.startswith(starts) and re.fullmatch(
                    rf"\.{{1,2}}{stem}{_OLD_END}", other
                )
                running = found and found["process"] and runs(int(found["process"]))
                if found and not running and not (folder / other).is_dir():
                    yield folder / other
