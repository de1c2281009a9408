"""A journal that comes to be with what is first written into it, or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from caretrack.errors import CareError, JournalUnusable
from caretrack.journal.connection import Journal, open_journal


@contextmanager
def new_journal(
    path: Path, today: date, timeout: float, note: Callable[[str], None]
) -> Iterator[Journal]:
    """A journal that is made beside its place, and put there when the block has ended well; else nothing is left of it.

    `timeout` is in seconds; `note` says on stderr that it was started. Raises CareError where another process started one there meanwhile,
    JournalUnusable where none can be made.
    """
    # `care doctor` knows this name: it finds what a run leaves that is killed.
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open_journal(part, today, make=True, timeout=timeout) as journal:
            journal.path = path  # what is said of it is said of its place
            yield journal
        _put(part, path)
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            left.unlink(missing_ok=True)
    note(f"started a new journal at {path}")


def _put(part: Path, path: Path) -> None:
    try:
        try:
            os.link(part, path)
        except FileExistsError as error:
            raise CareError(
                f"another process started a journal at {path} meanwhile",
                "Nothing was changed. Try again.",
            ) from error
        except OSError:
            # A file system without links; that nothing was there was seen just now.
            part.rename(path)
    except OSError as error:
        raise JournalUnusable(
            f"cannot make {path}: {error.strerror}", "Check that its folder may be written."
        ) from error
