"""A page for a browser as a file that only its owner can read."""

import os
from pathlib import Path

from caretrack.committed import mark_committed
from caretrack.disk import new_private_file, put_new, replace_synced
from caretrack.errors import CareError, cannot_write
from caretrack.journal.files.targets import check_target
from caretrack.settings.places import expand_home
from caretrack.temporary import temporary_beside

START = b"<!doctype html>"


def write(text: bytes, name: str, command: str, journal: Path, *, force: bool) -> Path:
    """Write the page of a command to the file, and return where that is.

    Raises CareError where a file is there already, unless `force` and it is such a page.
    """
    target = expand_home(name)
    check_target(target, journal)
    there = os.path.lexists(target)
    if there:
        _refuse(target, command, force=force)
    try:
        _put(target, text, journal, replace=there)
    except FileExistsError as error:
        raise CareError(f"{target} is there already", "Name another file.") from error
    except OSError as error:
        raise cannot_write(target, error) from error
    return target


def _refuse(target: Path, command: str, *, force: bool) -> None:
    """Raise CareError for anything but a page: a slip of the finger must not cost a journal."""
    if target.is_dir():
        raise CareError(f"{target} is a folder", "Name a file in it.")
    if not force:
        raise CareError(f"{target} is there already", "Name another file, or add --force.")
    if not target.is_file():
        raise CareError(f"{target} is not a page of `{command}`", "Name another file.")
    with target.open("rb") as file:
        start = file.read(len(START))
    if start and start.lower() != START:
        raise CareError(f"{target} is not a page of `{command}`", "Name another file.")


def _put(target: Path, text: bytes, journal: Path, *, replace: bool) -> None:
    """Write the whole page or nothing: beside the file, then moved to its name.

    A link is followed to where it points. Without `replace`, what has that name by then is left
    alone, and FileExistsError raised.
    """
    target = target.resolve()
    with temporary_beside(target, journal) as part:
        with new_private_file(part) as file:
            file.write(text)
        (replace_synced if replace else put_new)(part, target)
        mark_committed()
