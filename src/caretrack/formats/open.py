"""The one door for files: what is named is looked at, and only what some reader may read is let in.

Nothing here waits (a pipe, a device), and nothing is followed into a loop. What can change between the look and the reading
(a file that vanishes) is caught where it is read.
"""

import os
import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from caretrack.domain.records import Item, Refused
from caretrack.errors import CareError, WrongUsage
from caretrack.formats.recognise import ENOUGH, READERS, recognise, refuse_garbage
from caretrack.formats.source import ReadOptions, Source, opened, unread

FOLDER = "Name a file, a Maildir (a folder with cur and new in it), or a folder of .vcf files."


def look(path: Path, insisted: str | None, formats: tuple[str, ...]) -> tuple[Source, str]:
    """The file or folder as a source, and its format: the one insisted on, else what it is recognised as.

    Raises WrongUsage for a format that is none of `formats`, and CareError for what cannot be read at all.
    """
    if insisted is not None and insisted not in formats:
        raise WrongUsage(
            f"there is no format '{insisted[:40]}'", f"The formats are {', '.join(formats)}."
        )
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            # Apple Mail writes a folder out as one with this file in it.
            return (
                look(path / "mbox", insisted, formats)
                if (path / "mbox").is_file()
                else _folder(path, insisted)
            )
    except (OSError, ValueError) as error:
        raise unread(path, error) from error
    if insisted == "maildir":
        raise CareError(
            f"{path} is no Maildir",
            "A Maildir is a folder with cur and new in it; a file of mails is --from mbox.",
        )
    with opened(path) as file:
        try:
            head = file.read(ENOUGH)
        except OSError as error:
            raise unread(path, error) from error
    if insisted is None:
        return Source(path, about.st_size), recognise(head)
    refuse_garbage(head)
    return Source(path, about.st_size), insisted


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """What the file gives, people before the touches that name them. Raises CareError where it is unusable as a whole."""
    try:
        if options.format == "vcard" and source.path.is_dir():
            yield from _cards(source, options)
        else:
            yield from _read(source, options)
    except (OSError, MemoryError, RecursionError) as error:
        raise unread(source.path, error) from error


def _read(source: Source, options: ReadOptions) -> Iterator[Item]:
    yield from import_module(READERS[options.format]).read(source, options)


def _folder(path: Path, insisted: str | None) -> tuple[Source, str]:
    """A folder that is a Maildir, or that holds cards."""
    if insisted in {None, "maildir"} and (path / "cur").is_dir() and (path / "new").is_dir():
        return Source(
            path, sum(size for part in ("new", "cur") for _, size in _files(path / part))
        ), "maildir"
    if insisted == "maildir":
        raise CareError(f"{path} is no Maildir", "A Maildir is a folder with cur and new in it.")
    cards = _card_files(path)
    # A folder with other files in it is somebody's home, or what they downloaded: to read that takes --from.
    if cards and (insisted == "vcard" or (insisted is None and len(cards) == len(_files(path)))):
        return Source(path, sum(size for _, size in cards)), "vcard"
    if insisted == "vcard":
        raise CareError(f"{path} is a folder with no .vcf file in it", FOLDER)
    raise CareError(
        f"{path} is a folder", FOLDER if insisted is None else f"--from {insisted} takes a file."
    )


def _files(folder: Path) -> list[tuple[Path, int]]:
    """The plain files of a folder and their sizes, by name; hidden ones are not ours to read."""
    with os.scandir(folder) as entries:
        return sorted(
            (Path(entry), entry.stat().st_size)
            for entry in entries
            if not entry.name.startswith(".") and _is_file(entry)
        )


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link that leads round in a circle is no file either, and no reason to read nothing of the folder.
        return False


def _card_files(folder: Path) -> list[tuple[Path, int]]:
    return [(path, size) for path, size in _files(folder) if path.suffix.lower() == ".vcf"]


def _cards(folder: Source, options: ReadOptions) -> Iterator[Item]:
    """The cards of all files of a folder, as khard and vdirsyncer keep them; a file that cannot be read is refused, the others come in."""
    cards = _card_files(folder.path)
    if not cards:
        raise CareError(f"{folder.path} is a folder with no .vcf file in it", FOLDER)
    for path, size in cards:
        try:
            for item in _read(Source(path, size), options):
                yield _in_file(item, path.name)
        except CareError as error:
            yield Refused(path.name, error.message)
        folder.position += size


def _in_file(item: Item, name: str) -> Item:
    return item._replace(where=f"{name}: {item.where}")
