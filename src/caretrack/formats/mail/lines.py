"""Mails as lines: an mbox split into its mails, a Maildir walked through.

Only one line is held. Python's own mailbox module reads all of an mbox before it gives the first
mail, and its parser holds each mail whole, be it a film of 50 MB. Here the lines of a mail come one
by one: where only the header is read, nothing else is.
"""

import os
import re
from collections import deque
from collections.abc import Iterator
from io import BufferedReader
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple

from caretrack.domain.records import Refused
from caretrack.errors import CareError
from caretrack.formats.mail.from_lines import parts_mails
from caretrack.formats.source import Source

# A longer line comes in pieces.
LONGEST_LINE = 65_536
DEEPEST_FOLDER = 8

# What is looked at behind the length of a mail.
_LOOKED_AT = 80
_ENDS = (b"\n", b"\r\n")

# Folders and labels of unsent and unwanted mail, as mail programs call them in several languages.
_ASIDE = frozenset(
    """
drafts|draft|trash|bin|junk|spam|bulk mail|outbox|unsent|unsent messages|deleted|deleted items|
deleted messages|junk e-mail|junk mail|entwürfe|papierkorb|gelöscht|gelöschte elemente|
gelöschte objekte|junk-e-mail|spamverdacht|brouillons|corbeille|indésirables|pourriel|
éléments supprimés|courrier indésirable|borradores|papelera|elementos eliminados|correo no deseado|
rascunhos|lixo|lixeira|itens excluídos|bozze|cestino|posta indesiderata|concepten|prullenbak|
utkast|papperskorg
""".replace("\n", "").split("|")
)


def is_left_out(name: str) -> bool:
    """Whether a folder or a label of this name holds drafts, spam or what was thrown away."""
    return name.strip().strip(".").removesuffix(".mbox").rpartition("/")[2].casefold() in _ASIDE


class MailLines:
    """The lines of a file of mails, one mail after the other.

    `number` is that of the line that was read last, from 1.
    """

    def __init__(self, file: BinaryIO, source: Source, *, parted: bool) -> None:
        """Start at the first mail; `source.position` is kept up to date.

        With `parted`, lines that begin with From separate mails, as in an mbox; otherwise the file
        is one mail.
        """
        self.number = 0
        self._file, self._source, self._parted = file, source, parted
        self._ahead: deque[bytes] = deque()
        self._ended, self._over, self._left = True, False, True
        self._after_empty = False
        self._in_head, self._body_length = True, b""
        self._offset = self._body_begins = 0

    def line(self) -> bytes:
        """Return the next line of this mail, LONGEST_LINE bytes at most; nothing at its end."""
        if self._over:
            return b""
        begins, line = self._ended, self._take()
        if not line:
            self._left = False
        if not line or (
            begins and self._parted and line.startswith(b"From ") and self._parts_mails(line)
        ):
            self._over = True
            return b""
        if begins:
            self._after_empty = line in _ENDS
            if self._in_head:
                self._look_for_length(line)
        return line

    def next_mail(self) -> bool:
        """Go to the next mail, past what is left of this one; False where there is none."""
        if not self.number:
            return self._first()
        while self.line():
            pass
        self._over = not self._left
        self._after_empty = False
        self._in_head, self._body_length = True, b""
        return self._left

    def _first(self) -> bool:
        line = self._take()
        while line in _ENDS:
            line = self._take()
        if not line.startswith(b"From ") and line:
            self._put_back(line)
        return bool(line)

    def _put_back(self, line: bytes) -> None:
        self._ahead.appendleft(line)
        self._ended = True
        self.number -= 1
        self._offset -= len(line)
        self._source.position -= len(line)

    def _take(self) -> bytes:
        line = self._ahead.popleft() if self._ahead else self._file.readline(LONGEST_LINE)
        self.number += self._ended
        self._ended = line.endswith(b"\n")
        self._offset += len(line)
        self._source.position += len(line)
        return line

    def _parts_mails(self, line: bytes) -> bool:
        return (
            parts_mails(line, self._after_empty, self._following()) and not self._is_of_the_body()
        )

    def _look_for_length(self, line: bytes) -> None:
        if line in _ENDS:
            self._in_head, self._body_begins = False, self._offset
        elif line[:15].lower() == b"content-length:":
            self._body_length = line[15:].strip()

    def _is_of_the_body(self) -> bool:
        """True if the line is within the length that the head of this mail gives (mboxcl2).

        Lengths are often wrong, so it counts only where the next mail, or the end of the file, is
        there.
        """
        if self._in_head or not re.fullmatch(rb"[0-9]{1,12}", self._body_length):
            return False
        ends = self._body_begins + int(self._body_length)
        # Only in a plain file is it quick to look ahead.
        if (
            ends < self._offset
            or ends > self._source.size
            or not isinstance(self._file, BufferedReader)
        ):
            return False
        here = self._file.tell()
        self._file.seek(ends)
        after = self._file.read(_LOOKED_AT).lstrip(b"\r\n")
        self._file.seek(here)
        if after and not after.startswith(b"From "):
            self._body_length = b""
            return False
        return True

    def _following(self) -> Iterator[bytes]:
        """Give the lines that come next, which are read again by `_take`."""
        size = 0
        for at in count():
            if at == len(self._ahead):
                self._ahead.append(self._file.readline(LONGEST_LINE))
            if not self._ahead[at] or size > LONGEST_LINE:
                return
            size += len(self._ahead[at])
            yield self._ahead[at]


class UnreadMail(NamedTuple):
    """A mail to be read: its lines, where it stands, and whether it is a draft or was deleted."""

    lines: MailLines
    where: str
    aside: bool


def each_mail(source: Source) -> Iterator[UnreadMail | Refused]:
    """Give every mail of an mbox, or of a Maildir with its subfolders.

    Files that cannot be read are refused. Raises CareError where nothing can be read. The size of a
    folder is set to that of all its mails.
    """
    yield from _of_maildir(source) if source.path.is_dir() else _of_mbox(source)


def _of_mbox(source: Source) -> Iterator[UnreadMail]:
    path = source.path
    try:
        with source.open() as file:
            lines = MailLines(file, source, parted=True)
            # Apple Mail calls the folder by its name, and the file in it mbox.
            is_aside = is_left_out(path.parent.name if path.name == "mbox" else path.name)
            while lines.next_mail():
                yield UnreadMail(lines, f"line {max(lines.number, 1)}", is_aside)
    except OSError as error:
        raise CareError(
            f"cannot read {path}: {error.strerror or error}", "Check the path and its permissions."
        ) from error


def _of_maildir(source: Source) -> Iterator[UnreadMail | Refused]:
    files = [(file, size) for folder in _folders(source.path) for file, size in _files(folder)]
    source.size = sum(size for _, size in files)
    for path, size in files:
        done = source.position + size
        where = str(path.relative_to(source.path))
        flags = path.name.rpartition(":2,")[2] if ":2," in path.name else ""
        try:
            # Another program that marks a mail as read renames it: it comes in the next time.
            with path.open("rb") as file:
                lines = MailLines(file, source, parted=False)
                if lines.next_mail():
                    yield UnreadMail(lines, where, not {"T", "D"}.isdisjoint(flags))
        except OSError as error:
            yield Refused(where, f"it cannot be read: {error.strerror or error}")
        source.position = done


def _folders(root: Path) -> list[Path]:
    """Return the folders with mails in them, `root` first.

    Drafts, spam and the bin are left out, and links are not followed.
    """
    found, waiting = [], [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        inner = sorted(
            entry.name for entry in _entries(folder) if entry.is_dir(follow_symlinks=False)
        )
        if "cur" in inner or "new" in inner:
            found.append(folder)
        if depth < DEEPEST_FOLDER:
            names = [
                name
                for name in inner
                if name not in {"cur", "new", "tmp"}
                and not is_left_out(name)
                and not is_left_out(name.rpartition(".")[2])
            ]
            waiting += [(folder / name, depth + 1) for name in reversed(names)]
    return found


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for part in ("cur", "new"):
        inside = folder / part
        if inside.is_dir():
            for entry in sorted(_entries(inside), key=lambda entry: entry.name):
                if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                    yield inside / entry.name, entry.stat().st_size


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
