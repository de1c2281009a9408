"""Where an export goes: stdout, a file or a folder. Whole or not at all, for its owner alone."""

import os
import shutil
import sys
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

from caretrack.committed import mark_committed
from caretrack.disk import (
    new_private_file,
    private_folder,
    put_new,
    replace_synced,
    system_temporary_folder,
)
from caretrack.domain.text import safe
from caretrack.errors import (
    CareError,
    cannot_write,
    cannot_write_temporary,
)
from caretrack.formats.age import is_encrypted
from caretrack.journal.files.targets import check_target
from caretrack.settings.places import expand_home
from caretrack.temporary import temporary_beside

# An export of this many bytes is held in memory until it is whole; a larger one in a temporary
# file.
IN_MEMORY = 8_000_000
SQLITE = b"SQLite format 3\0"


class Wrote(NamedTuple):
    """How many files of a folder are new, changed, the same as before, and deleted."""

    new: int
    changed: int
    same: int
    gone: int = 0


@contextmanager
def spooled() -> Iterator[IO[bytes]]:
    """Yield where a text waits until it is whole.

    What fails half way prints nothing, and a slow reader does not keep the journal locked.
    """
    place = str(system_temporary_folder())
    held = SpooledTemporaryFile(IN_MEMORY, dir=place)  # noqa: SIM115 - closed below
    try:
        yield held
    finally:
        # Closing tries again to write what had no room, and it was told already.
        with suppress(OSError):
            held.close()


def hold(held: IO[bytes], parts: Iterable[str]) -> None:
    """Write all parts to where they wait. Raises CareError, which names that place."""
    try:
        write_parts(held, parts)
        # What waits in a buffer would fail later, and be taken for a fault of stdout.
        held.flush()
    except OSError as error:
        raise cannot_write_temporary(system_temporary_folder(), error) from error


def write_parts(file: IO[bytes], parts: Iterable[str]) -> None:
    """Write all parts, as UTF-8."""
    file.writelines(part.encode() for part in parts)


def copy_to_stdout(text: IO[bytes]) -> None:
    """All of it on stdout, to the byte; on a terminal line by line, made safe."""
    text.seek(0)
    if sys.stdout.isatty():
        sys.stdout.writelines(safe(line.decode().replace("\r\n", "\n")) for line in text)
        return
    sys.stdout.flush()
    shutil.copyfileobj(text, sys.stdout.buffer)


def is_folder(name: str) -> bool:
    """Whether a folder is named: one that is there, or by a slash at the end."""
    # False, unlike `Path.is_dir`, where nobody may look: what writes there says why.
    return name.endswith(("/", os.sep)) or os.path.isdir(expand_home(name))  # noqa: PTH112


def export_file(name: str, journal: Path, *, force: bool) -> Path:
    """Return the file that is meant, behind all links.

    Raises CareError where it may not be written, the journal itself above all.
    """
    named = expand_home(name)
    check_target(named, journal)
    try:
        place = named.resolve()
        if not place.parent.is_dir():
            # That of the target has been looked at, and this is where its link leads.
            raise CareError(f"there is no folder {place.parent}", "Make it first.")
        if not os.path.lexists(named):
            return place
        if place.exists() and not place.is_file():
            raise CareError(f"{named} is not a file", "Name a file, or - for stdout.")
        if not force:
            raise CareError(f"{named} is there already", "Name another file, or add --force.")
        kept = "an SQLite database, a journal perhaps" if _is_database(place) else ""
        kept = kept or ("encrypted with age, a backup perhaps" if is_encrypted(place) else "")
    except (OSError, RuntimeError, ValueError) as error:
        raise cannot_write(named, error) from error
    # A slip of the finger must not cost a journal or a backup, not even with --force.
    if kept or place == journal.resolve():
        raise CareError(
            f"{named} is {kept or 'the journal'}", "It is never replaced. Name another file."
        )
    return place


def _is_database(place: Path) -> bool:
    if not place.exists():
        return False
    with place.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def export_folder(name: str, journal: Path) -> Path:
    """Return the folder that is meant, made for its owner alone (0700) where it is missing.

    Raises CareError.
    """
    named = expand_home(name)
    check_target(named, journal)
    try:
        if not named.exists():
            private_folder(named)
        if not named.is_dir():
            raise CareError(f"{named} is not a folder", "Name another.")
    except (OSError, RuntimeError, ValueError) as error:
        raise cannot_write(named, error) from error
    return named


def write_file(place: Path, parts: Iterable[str], journal: Path, *, replace: bool) -> None:
    """Write the whole text or nothing. Raises CareError.

    It is written beside the file (0600), and moved to its name when it is on the disk. Without
    `replace`, what has that name by then is left alone.
    """
    with temporary_beside(place, journal) as part:
        _write(place, parts, part, replace=replace)


def _write(place: Path, parts: Iterable[str], part: Path, *, replace: bool) -> None:
    try:
        with new_private_file(part) as file:
            write_parts(file, parts)
        (replace_synced if replace else put_new)(part, place)
        mark_committed()
    except FileExistsError as error:
        raise CareError(f"{place} is there already", "Name another file.") from error
    except OSError as error:
        raise cannot_write(place, error) from error


def refuse_others(
    place: Path, names: Iterable[str], suffix: str, ours: Callable[[Path], bool]
) -> None:
    """Raise CareError if a file that would be written is there, and is not `ours`."""
    for name in names:
        path = place / f"{name}{suffix}"
        if os.path.lexists(path) and not _is_ours(path, ours):
            raise CareError(
                f"{path} is there already, and `care export` did not write it",
                "Name an empty folder.",
            )


def write_folder(
    place: Path,
    files: Iterable[tuple[str, str]],
    suffix: str,
    journal: Path,
    ours: Callable[[Path], bool] | None = None,
) -> Wrote:
    """Write each text to its file in the folder; what is the same is left alone.

    Earlier files of the same export, of which `ours` is true, are deleted. Raises CareError.
    """
    new = changed = same = 0
    written = set()
    # One name for all of them, one after the other.
    with temporary_beside(place / "export", journal) as part:
        for stem, text in files:
            written.add(stem)
            path = place / f"{stem}{suffix}"
            there = _text_of(path)
            if there == text:
                same += 1
                continue
            new, changed = (new + 1, changed) if there is None else (new, changed + 1)
            _write(path, [text], part, replace=there is not None)
    return Wrote(new, changed, same, _clear(place, suffix, ours, written) if ours else 0)


def _is_ours(path: Path, ours: Callable[[Path], bool]) -> bool:
    """True if a plain file is `ours`; a link and what cannot be read are not."""
    try:
        return path.is_file() and not path.is_symlink() and ours(path)
    except OSError:
        return False


def _clear(place: Path, suffix: str, ours: Callable[[Path], bool], written: Container[str]) -> int:
    """Take away what an earlier export wrote and this one did not; how many."""
    try:
        old = [
            path
            for path in place.iterdir()
            if path.suffix == suffix and path.stem not in written and _is_ours(path, ours)
        ]
        for path in old:
            path.unlink()
    except OSError as error:
        raise cannot_write(place, error) from error
    return len(old)


def _text_of(path: Path) -> str | None:
    """Return what a file of ours says; None where there is none.

    A link, or anything that is not a file, is never followed, but replaced.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            return file.read().decode(errors="replace")
    except FileNotFoundError:
        return None
    except OSError:
        return ""
