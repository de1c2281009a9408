"""A new journal: made beside its place, and moved there when it is whole and on the disk."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from caretrack.disk import AnyPath, private_file, private_folder, sync_folder
from caretrack.errors import CareError, JournalUnusable
from caretrack.journal.files.file import connect
from caretrack.temporary import temporary_file


def make_journal(place: str, settings: Mapping[str, int | str]) -> bool:
    """Make an empty journal with these settings; False if another process was first.

    Nobody ever sees half of one. Raises sqlite3.Error, OSError.
    """
    from caretrack.journal.migrations import migrate

    path = Path(place)
    private_folder(path.parent)
    with temporary_file(path) as part:
        private_file(part)
        with closing(connect(part)) as db:
            migrate(db, settings=settings)
        try:
            os.link(part, path)
        except FileExistsError:
            return False
        except OSError:
            # A file system without links: an empty file becomes a journal where it is.
            private_file(path)
        sync_folder(path.parent)
    return True


@contextmanager
def moved_into_place(place: str) -> Iterator[Path]:
    """Yield an empty file that becomes the journal at `place` if the block ends well.

    Otherwise nothing is left. Raises CareError if another process started a journal there
    meanwhile, JournalUnusable if none can be made.
    """
    path = Path(place)
    with ExitStack() as stack:
        try:
            part = stack.enter_context(temporary_file(path))
            private_file(part)
        except OSError as error:
            raise cannot_make(path, error) from error
        yield part
        try:
            _move(part, path)
        except OSError as error:
            raise cannot_make(path, error) from error


def cannot_make(path: AnyPath, error: OSError) -> JournalUnusable:
    """Return the error for a journal that cannot be made."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    return JournalUnusable(
        f"cannot make {path}: {error.strerror}",
        "Make room there, or name another with --journal."
        if full
        else "Check that its folder may be written.",
    )


def _move(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise CareError(
            f"another process started a journal at {path} meanwhile",
            "Nothing was changed. Try again.",
        ) from error
    except OSError:
        # A file system without links. Nothing was there a moment ago.
        part.rename(path)
    sync_folder(path.parent)
