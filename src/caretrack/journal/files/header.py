"""The first 100 bytes of a SQLite file: whose it is and which version, read before SQLite opens it, so nothing is touched."""

import stat
from pathlib import Path
from typing import NamedTuple

from caretrack.errors import JournalUnusable
from caretrack.journal.schema import APPLICATION_ID, VERSION

MAGIC = b"SQLite format 3\0"
WAL = 2


class Header(NamedTuple):
    """What the header says; all zero for an empty file."""

    version: int
    application: int
    pages: int
    page_size: int
    wal: bool


def read_header(path: Path) -> Header | None:
    """The header of the file at `path`, None where there is no file. Raises JournalUnusable when it cannot be a journal."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise JournalUnusable(f"{path} is a directory", "Name a file.")
        if not stat.S_ISREG(found.st_mode):
            raise JournalUnusable(f"{path} is not a file", "Name a file.")
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        if path.is_symlink():
            raise JournalUnusable(
                f"{path} is a link to nowhere",
                "Mend the link, or name another journal with --journal.",
            ) from None
        return None
    except OSError as error:
        raise JournalUnusable(
            f"cannot read {path}: {error.strerror}",
            "Check its permissions, or name another with --journal.",
        ) from error
    except ValueError as error:
        raise JournalUnusable(
            f"{path} is no path of a file", "Name another with --journal."
        ) from error
    if not head:
        return Header(0, 0, 0, 0, False)
    if len(head) < 100 or not head.startswith(MAGIC):
        raise JournalUnusable(
            f"{path} is not a journal: it is no SQLite file",
            "Name another; `care restore` brings a backup back.",
        )
    number = {
        name: int.from_bytes(head[at : at + 4], "big")
        for name, at in (("pages", 28), ("version", 60), ("application", 68))
    }
    size = int.from_bytes(head[16:18], "big")
    return Header(
        number["version"],
        number["application"],
        number["pages"],
        65536 if size == 1 else size,
        head[18] == WAL,
    )


def refuse_strangers(path: Path, header: Header) -> None:
    """Raise JournalUnusable when the file is another program's, of a newer version, or shorter than it says."""
    if not header.page_size:
        return
    if header.application != APPLICATION_ID:
        raise JournalUnusable(
            f"{path} is a SQLite file of another program", "Name another with --journal."
        )
    if header.version > VERSION:
        raise JournalUnusable(
            f"{path} was made by a newer care: got version {header.version}, supports {VERSION}",
            "Upgrade caretrack; the file is unchanged.",
        )
    unfinished = header.wal or path.with_name(path.name + "-journal").exists()
    if not unfinished and path.stat().st_size < header.pages * header.page_size:
        raise JournalUnusable(
            f"{path} is damaged: it is shorter than it should be",
            "`care restore` a backup; `care backup --list` names them.",
        )
