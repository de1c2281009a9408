"""Open the file that was named, recognise its format, and read it.

Only what some reader may read is let in. Nothing here waits for a pipe or a device, and no link is
followed in a circle. What can change between the look and the reading (a file that vanishes) is
caught where it is read.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.domain.records import Item, Refused
from caretrack.errors import CareError, WrongUsage
from caretrack.formats.text import decode, unix_lines

LARGEST = 512 * 1024 * 1024

# The module that reads each format; imported when a file of that format comes.
READERS: dict[str, str] = {
    "vcard": "caretrack.formats.vcard.read",
    "google-csv": "caretrack.formats.csv.read",
    "linkedin-csv": "caretrack.formats.csv.read",
    "outlook-csv": "caretrack.formats.csv.read",
    "csv": "caretrack.formats.csv.read",
    "ics": "caretrack.formats.ics.read",
    "mbox": "caretrack.formats.mail.read",
    "maildir": "caretrack.formats.mail.read",
    "friends": "caretrack.formats.friends",
}
# A journal of our own is more than people and touches: the command brings it in by itself.
JSON = "json"

# An mbox begins with the line that parts its mails, and the head of the first mail.
_MBOX = re.compile(r"\s*From [^\n]*\n(?:>?From [^\n]*\n)?[!-9;-~]+:")
_OURS = re.compile(r'\s*\{\s*"caretrack"\s*:')
_CALENDAR_OR_CARD = re.compile(
    r"^BEGIN[ \t]*:[ \t]*(VCARD|VCALENDAR)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_FRIENDS = re.compile(r"^### (Activities|Notes|Friends|Locations):[ \t]*$", re.MULTILINE)

_ARCHIVE = "Unpack it, and import what is inside."
_NOT_TEXT: tuple[tuple[bytes, str, str], ...] = (
    (
        b"PK\x03\x04",
        "the file is a zip archive or a spreadsheet",
        "Unpack it and import what is inside, or save the spreadsheet as CSV.",
    ),
    (b"\x1f\x8b", "the file is a gzip archive", _ARCHIVE),
    (b"BZh", "the file is a bzip2 archive", _ARCHIVE),
    (b"\xfd7zXZ\0", "the file is an xz archive", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "the file is a 7-Zip archive", _ARCHIVE),
    (b"Rar!\x1a\x07", "the file is a RAR archive", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "the file is a zstd archive", _ARCHIVE),
    (b"age-encryption.org/", "the file is encrypted with age", "Decrypt it first."),
    (
        b"SQLite format 3\0",
        "the file is an SQLite database",
        "A journal of care's own comes back with `care restore`.",
    ),
    (b"%PDF-", "the file is a PDF", ""),
    (
        b"!BDN",
        "the file is an Outlook data file (PST)",
        "In Outlook export the people as CSV, and the calendar as ICS.",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "the file is an old Office document or an Outlook message",
        "Save it as CSV.",
    ),
    (b"\x89PNG", "the file is a picture", ""),
    (b"\xff\xd8\xff", "the file is a picture", ""),
)
UNDERSTOOD = (
    "What can be read: vCards (.vcf), contacts as CSV (Google, LinkedIn, Outlook, or any with "
    "--map), calendars (.ics), mail (mbox, Maildir), friends.md, and the JSON of care."
)
ENOUGH = 8192

FOLDER = "Name a file, a Maildir (a folder with cur and new in it), or a folder of .vcf files."


@dataclass(slots=True)
class Source:
    """A file or folder that is read; `position` counts the bytes of `size` that are done.

    `remarks` are guesses of the reader about the whole file, to be shown because they may be wrong.
    They are complete when the file has been read.
    """

    path: Path
    size: int
    position: int = 0
    remarks: list[str] = field(default_factory=list)

    def open(self) -> BinaryIO:
        """Open the file, to read it in pieces. Raises CareError for anything but a plain file."""
        return open_plain_file(self.path)

    def data(self) -> bytes:
        """Return the whole file, for formats that cannot be read piece by piece.

        Raises CareError where it cannot be read, or is too large for that.
        """
        if self.size > LARGEST:
            raise CareError(f"{self.path} is larger than {LARGEST // 1024 // 1024} MB", "Split it.")
        try:
            with self.open() as file:
                return file.read()
        except OSError as error:
            raise cannot_read(self.path, error) from error


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader must know beside the file. Dates are local days, `now` is local time.

    `known` are the e-mail addresses of the people in the journal, `mine` those of its owner, both
    casefolded. `columns` is what `--map` says: our field -> their column. `crowd` is the most
    people a touch may be with and still reset a clock (S1.7).
    """

    format: str
    today: date
    known: frozenset[str] = frozenset()
    mine: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_text: bool = False
    month_first: bool = False
    crowd: int = DEFAULT_CROWD
    now: datetime | None = None

    def is_over(self, ends: datetime) -> bool:
        """True if this local time is past; without a `now`, if it is not after today."""
        return ends <= self.now if self.now is not None else ends.date() <= self.today


def open_plain_file(path: Path) -> BinaryIO:
    """Open a plain file. Raises CareError for anything else: a pipe or a device is never read."""
    try:
        # Without O_NONBLOCK, to open a FIFO waits for somebody who writes.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error
    mode = os.fstat(number).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(number, "rb")
    os.close(number)
    if stat.S_ISDIR(mode):
        raise CareError(f"{path} is a folder", "Name a file.")
    raise CareError(f"{path} is not a file", "Write what it gives into a file, and name that.")


def cannot_read(path: Path, error: Exception) -> CareError:
    """Why a file or folder could not be read, in one line."""
    if isinstance(error, FileNotFoundError) and str(path) == "-":
        return CareError(
            "only a file can be imported, not what a pipe gives",
            "Write it into a file, and name that.",
        )
    if isinstance(error, FileNotFoundError):
        return CareError(f"there is no file {path}", "Check the path.")
    why = getattr(error, "strerror", None) or error
    return CareError(f"cannot read {path}: {why}", "Check the path and its permissions.")


def recognise_format(head: bytes) -> str:
    """The format of a file, out of its first few thousand bytes: a key of READERS, or JSON.

    Raises CareError where it is none of them, with what can be read.
    """
    refuse_binaries(head)
    text = unix_lines(decode(head[:ENOUGH]))
    if name := _format_by_sign(text):
        return name
    if "\0" in text:
        raise CareError("the file is not text", UNDERSTOOD)
    if re.match(r"(?i)\s*<(!doctype|html|\?xml)\b", text):
        raise CareError("the file is a web page or XML", UNDERSTOOD)
    if re.match(r"\s*[{\[]", text):
        raise CareError(
            "the file is JSON, but no journal of care",
            "Such a file is made by `care export --to json`.",
        )
    raise CareError("the file is in no format that is known here", UNDERSTOOD)


def refuse_binaries(head: bytes) -> None:
    """Raises CareError for a file that is empty, or that is not text by its first bytes."""
    if not head.strip():
        raise CareError("the file is empty", UNDERSTOOD)
    for start, what, hint in _NOT_TEXT:
        if head.startswith(start):
            raise CareError(what, hint or UNDERSTOOD)


def refuse_garbage(head: bytes) -> None:
    """Raise CareError for a file that is not text, where a format is insisted on.

    A NUL in a file of a known format is let pass.
    """
    refuse_binaries(head)
    text = unix_lines(decode(head[:ENOUGH]))
    if "\0" in text and not _format_by_sign(text):
        raise CareError("the file is not text", UNDERSTOOD)


def _format_by_sign(text: str) -> str:
    """The format that the head of a file has the sign of; empty for none."""
    if _OURS.match(text):
        return JSON
    if _MBOX.match(text):
        return "mbox"
    mark = _CALENDAR_OR_CARD.search(text)
    if mark:
        return "vcard" if mark[1].upper() == "VCARD" else "ics"
    return "friends" if _FRIENDS.search(text) else _table_format(text)


def _table_format(text: str) -> str:
    if "\0" in text:
        return ""
    return import_module("caretrack.formats.csv.heads").recognise_table(text) or ""


def find_source(path: Path, insisted: str | None, formats: tuple[str, ...]) -> tuple[Source, str]:
    """Return the file or folder as a source, and its format: `insisted`, or what it looks like.

    Raises WrongUsage for a format that is none of `formats`, and CareError for what cannot be read.
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
                find_source(path / "mbox", insisted, formats)
                if (path / "mbox").is_file()
                else _folder(path, insisted)
            )
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error
    if insisted == "maildir":
        raise CareError(
            f"{path} is not a Maildir",
            "A Maildir is a folder with cur and new in it; a file of mails is --from mbox.",
        )
    with open_plain_file(path) as file:
        try:
            head = file.read(ENOUGH)
        except OSError as error:
            raise cannot_read(path, error) from error
    if insisted is None:
        return Source(path, about.st_size), recognise_format(head)
    refuse_garbage(head)
    return Source(path, about.st_size), insisted


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give what is in the file, people before the touches that name them.

    Raises CareError where it is unusable as a whole.
    """
    try:
        if options.format == "vcard" and source.path.is_dir():
            yield from _cards(source, options)
        else:
            yield from _read(source, options)
    except (OSError, MemoryError, RecursionError) as error:
        raise cannot_read(source.path, error) from error


def _read(source: Source, options: ReadOptions) -> Iterator[Item]:
    yield from import_module(READERS[options.format]).read(source, options)


def _folder(path: Path, insisted: str | None) -> tuple[Source, str]:
    """A folder that is a Maildir, or that holds cards."""
    if insisted in {None, "maildir"} and (path / "cur").is_dir() and (path / "new").is_dir():
        return Source(
            path, sum(size for part in ("new", "cur") for _, size in _files(path / part))
        ), "maildir"
    if insisted == "maildir":
        raise CareError(f"{path} is not a Maildir", "A Maildir is a folder with cur and new in it.")
    cards = _card_files(path)
    # A folder with other files in it is a home or a download folder: to read that takes --from.
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
        # A link that leads in a circle is not a file, and no reason not to read the folder.
        return False


def _card_files(folder: Path) -> list[tuple[Path, int]]:
    return [(path, size) for path, size in _files(folder) if path.suffix.lower() == ".vcf"]


def _cards(folder: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the cards of all files of a folder, as khard and vdirsyncer keep them.

    A file that cannot be read is refused, the others come in.
    """
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
