"""Open the file that was named, recognise its format, and read it.

Only what some reader may read is let in. Nothing here waits for a pipe or a device, and no link is
followed in a circle. What can change between the look and the reading (a file that vanishes) is
caught where it is read.
"""

import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from caretrack.domain.records import Item, Refused
from caretrack.errors import CareError, WrongUsage
from caretrack.formats.folders import FOLDER, card_files, find_in_folder
from caretrack.formats.recognise import recognise_format, refuse_garbage
from caretrack.formats.registry import NAMES, REGISTRY
from caretrack.formats.source import ReadOptions, Source, cannot_read, open_plain_file

# Of a database that is not read here, so many bytes tell which program it is of.
_HEAD = 1 << 16
# How a file begins in which others are: gzip, bzip2, zip.
COMPRESSED = (b"\x1f\x8b", b"BZh", b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def find_source(path: Path, insisted: str | None, encoding: str = "") -> tuple[Source, str]:
    """Return the file or folder as a source, and its format: `insisted`, or what it looks like.

    `encoding` is what `--encoding` says, as Python names it.

    Raises WrongUsage for a format that is none of NAMES, and CareError for what cannot be read.
    """
    if insisted is not None and insisted not in NAMES:
        raise WrongUsage(
            f"there is no format '{insisted[:40]}'", f"The formats are {', '.join(NAMES)}."
        )
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            # Apple Mail writes a folder out as one with this file in it.
            return (
                find_source(path / "mbox", insisted, encoding)
                if (path / "mbox").is_file()
                else find_in_folder(path, insisted, encoding)
            )
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error
    if insisted == "maildir":
        raise CareError(
            f"{path} is not a Maildir",
            "A Maildir is a folder with cur in it; a file of mails is --from mbox.",
        )
    with open_plain_file(path) as file:
        try:
            head = file.read(_HEAD)
        except OSError as error:
            raise cannot_read(path, error) from error
    source = Source(path, about.st_size, encoding=encoding)
    if head.startswith(COMPRESSED):
        from caretrack.formats.compressed import is_compressed

        if not is_compressed(head):
            return _archive(path, insisted, encoding)
        source, head = _compressed(source, head)
    if insisted is None:
        return source, recognise_format(head, encoding)
    refuse_garbage(head, encoding)
    return source, insisted


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give what is in the file, people before the touches that name them.

    Raises CareError where it is unusable as a whole.
    """
    try:
        if source.members:
            yield from import_module(REGISTRY["archive"].module).read(source, options)
        elif options.format == "vcard" and source.path.is_dir():
            yield from _cards(source, options)
        else:
            yield from _read(source, options)
    except (OSError, MemoryError, RecursionError) as error:
        raise cannot_read(source.path, error) from error


def _read(source: Source, options: ReadOptions) -> Iterator[Item]:
    yield from import_module(REGISTRY[options.format].module).read(source, options)


def _archive(path: Path, insisted: str | None, encoding: str) -> tuple[Source, str]:
    """What is in a zip archive; the table of one that is a workbook."""
    from caretrack.formats.archive import find_in_archive, is_workbook

    if not is_workbook(path):
        return find_in_archive(path, insisted, encoding)
    if encoding:
        raise WrongUsage("--encoding is not for a workbook", "What is in it, it says itself.")
    from caretrack.formats.sheets import open_sheet

    source, head = open_sheet(path)
    return source, insisted or recognise_format(head)


def _compressed(source: Source, head: bytes) -> tuple[Source, bytes]:
    """What is in a gzip or bzip2 file, and its first bytes."""
    from caretrack.formats.compressed import open_compressed, uncompressed_size

    path = source.path
    source.size = uncompressed_size(path, head, source.size)
    source.opener = lambda: open_compressed(path, head)
    with source.open() as file:
        return source, file.read(_HEAD)


def _cards(folder: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the cards of all files of a folder, as khard and vdirsyncer keep them.

    A file that cannot be read is refused, the others come in.
    """
    cards = card_files(folder.path)
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
