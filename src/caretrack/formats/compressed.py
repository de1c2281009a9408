"""Compressed files, a .gz or the members of a .zip, read in pieces and not unpacked to disk.

No name in an archive chooses where anything is written, for nothing is. Bombs are refused: what
swells beyond all measure, too many members, members that share their bytes, archives in archives.
"""

import bz2
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple

from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.source import open_plain_file

GZIP, BZIP2, ZIP = b"\x1f\x8b", b"BZh", b"PK\x03\x04"

MOST_MEMBERS = 100_000
# Text is compressed to a tenth, rows of zeros to a thousandth. Up to so many bytes nobody asks.
MOST_TIMES = 200
_FREE = 64 * 1024 * 1024
_PIECE = 1 << 16
# No gzip file is shorter.
_LEAST = 18
_DAMAGED = (EOFError, OSError, zlib.error, zipfile.BadZipFile, ValueError, NotImplementedError)
_LONGEST_NAME = 80

# Members that no reader takes are not even opened.
_READABLE = re.compile(
    r"(?:^|/)(?!\.|__MACOSX/|Thumbs\.db)[^/]*"
    r"(?:\.(?:vcf|vcard|ics|ical|mbox|mbx|eml|csv|tsv|txt|xml|json|ldif|ldi|md|org|sql)|/[^/.]+|^[^/.]+)$",
    re.IGNORECASE,
)


class Member(NamedTuple):
    """One file of an archive or a folder: its name in there, its size unpacked, and its opener.

    `locked`: it takes a password, and cannot be opened.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    locked: bool = False


def is_compressed(head: bytes) -> bool:
    """True for one file that is compressed, by its first bytes: gzip or bzip2."""
    return head.startswith((GZIP, BZIP2))


def open_compressed(path: Path, head: bytes) -> BinaryIO:
    """Open what is in a gzip or bzip2 file, to be read in pieces.

    Reading it raises CareError where the file is damaged, or is a bomb.
    """
    file = open_plain_file(path)
    inner = gzip.GzipFile(fileobj=file) if head.startswith(GZIP) else bz2.BZ2File(file)
    size = path.stat().st_size
    return io.BufferedReader(_Unpacking(inner, size, str(path), file), _PIECE)


def uncompressed_size(path: Path, head: bytes, size: int) -> int:
    """Return about how many bytes a compressed file has when unpacked, for the bar.

    A gzip file says it in its last four bytes, though not beyond four gigabytes. Raises CareError
    for a bomb or a damaged file.
    """
    if not head.startswith(GZIP) or size < _LEAST:
        return size * 4
    with open_plain_file(path) as file:
        file.seek(-4, io.SEEK_END)
        said = int.from_bytes(file.read(4), "little")
    if said > max(_FREE, MOST_TIMES * size):
        # A bomb, or a file that is cut off, where these bytes say nothing: to unpack it tells.
        with open_compressed(path, head) as file:
            while file.read(_PIECE):
                pass
    return said if said >= size else said + (1 << 32) if size > 1 << 28 else max(said, 1)


@contextmanager
def zip_members(path: Path) -> Iterator[list[Member]]:
    """Give the files of a zip archive in its order, to be opened as long as this lasts.

    Folders are left out. Raises CareError for an archive that is damaged, or a bomb.
    """
    with open_plain_file(path) as file, _archive(path, file) as archive:
        infos = _files_of(archive)
        _refuse_bombs(path, infos)
        yield [
            Member(
                info.filename,
                info.file_size,
                partial(_open_member, path, archive, info),
                bool(info.flag_bits & 1),
            )
            for info in infos
        ]


def open_zip_member(path: Path, place: int) -> BinaryIO:
    """Open the member of an archive at this place; the archive is closed with it.

    Raises CareError.
    """
    file = open_plain_file(path)
    try:
        archive = _archive(path, file)
        return _open_member(path, archive, _files_of(archive)[place], file)
    except BaseException:
        file.close()
        raise


def _archive(path: Path, file: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _DAMAGED as error:
        raise CareError(
            f"{path} is a zip archive that is damaged or only a part of one",
            "Download it again; of an archive in several parts, import each.",
        ) from error


def _files_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    # Of a damaged archive a member may have no name at all.
    return [info for info in archive.infolist() if info.filename and not info.is_dir()]


def may_be_read(name: str) -> bool:
    """True if a member of this name may be of a kind that is read; what it is, its bytes say."""
    return _READABLE.search(name) is not None and "__MACOSX" not in name


def _refuse_bombs(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise CareError(
            f"{path} has {len(infos):,} files in it, more than {MOST_MEMBERS:,}",
            "Unpack it, and import those with people and days in them.",
        )
    size = path.stat().st_size
    # Of true archives each byte belongs to one member.
    if sum(info.compress_size for info in infos) > size:
        raise CareError(f"{path} is no honest archive: its files lie over each other")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > max(_FREE, MOST_TIMES * size):
        raise _bomb(str(path))


def _open_member(
    path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, also: BinaryIO | None = None
) -> BinaryIO:
    name = f"{path}: {shortened(info.filename, _LONGEST_NAME)}"
    if info.flag_bits & 1:
        raise CareError(f"{name} is encrypted", "Unpack it with its password first.")
    try:
        inner = archive.open(info)
    except (*_DAMAGED, RuntimeError) as error:
        raise _damaged(name) from error
    return io.BufferedReader(_Unpacking(inner, info.compress_size, name, also), _PIECE)


def _damaged(name: str) -> CareError:
    return CareError(f"{name} is damaged", "Download or copy it again.")


def _bomb(name: str) -> CareError:
    return CareError(
        f"{name} swells to more than {MOST_TIMES} times its size when unpacked",
        "No address book and no mail does that: look at what it is.",
    )


class _Unpacking(io.RawIOBase):
    """The bytes of a compressed file; what is damaged or swells too far is a CareError."""

    def __init__(
        self,
        inner: "io.BufferedIOBase | IO[bytes]",
        size: int,
        name: str,
        also: BinaryIO | None = None,
    ) -> None:
        """Read from `inner`, whose `size` bytes are called `name`; close `also` with it."""
        self._inner, self._name, self._also = inner, name, also
        self._most = max(_FREE, MOST_TIMES * size)

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that it can be read again from anywhere, though not fast."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Read the next bytes. Raises CareError."""
        try:
            piece = self._inner.read(len(buffer))
        except _DAMAGED as error:
            raise _damaged(self._name) from error
        if self._inner.tell() > self._most:
            raise _bomb(self._name)
        buffer[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place. Raises CareError."""
        try:
            return self._inner.seek(offset, whence)
        except _DAMAGED as error:
            raise _damaged(self._name) from error

    def tell(self) -> int:
        """Return the place that is reached."""
        return self._inner.tell()

    def close(self) -> None:
        """Close it, and what lies below."""
        if not self.closed:
            self._inner.close()
            if self._also is not None:
                self._also.close()
        super().close()
