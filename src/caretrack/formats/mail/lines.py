"""Mails as lines: an mbox split into its mails, or a file that is one.

Only one line is held. Python's own mailbox module reads all of an mbox before it gives the first
mail, and its parser holds each mail whole, be it a film of 50 MB. Here the lines of a mail come one
by one: where only the header is read, nothing else is.
"""

import re
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterator
from io import BufferedReader
from itertools import count
from typing import BinaryIO

from caretrack.formats.mail.from_lines import parts_mails
from caretrack.formats.source import Source

# A longer line comes in pieces.
LONGEST_LINE = 65_536

# The first line of Apple's .emlx: how many bytes the mail has.
_COUNTED = re.compile(rb"[ \t]*([0-9]{1,10})[ \t]*\r?\n")
# What is looked at behind the length of a mail.
_LOOKED_AT = 80
_ENDS = (b"\n", b"\r\n")


class MailLines:
    """The lines of a file of mails, one mail after the other.

    `number` is that of the line that was read last, from 1. `ends` is where the mail ends, in bytes
    from the start of the file, where its first line says that (Apple's .emlx); else 0.
    """

    def __init__(self, file: BinaryIO, source: Source, *, parted: bool) -> None:
        """Start at the first mail; `source.position` is kept up to date.

        With `parted`, lines that begin with From separate mails, as in an mbox; otherwise the file
        is one mail.
        """
        self.number = self.ends = 0
        self._file, self._source, self._parted = file, source, parted
        self._ahead: deque[bytes] = deque()
        self._ended, self._over, self._left = True, False, True
        self._after_empty = False
        self._in_head, self._body_length = True, b""
        self._offset = self._body_begins = 0

    def line(self) -> bytes:
        """Return the next line of this mail, LONGEST_LINE bytes at most; nothing at its end."""
        if self._over or (self.ends and self._offset >= self.ends):
            self._left &= not self.ends
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
        if not self._parted and (counted := _COUNTED.fullmatch(line)):
            self.ends = self._offset + int(counted[1])
            line = self._take()
        if line.startswith(BOM_UTF8):
            self._put_back(line.removeprefix(BOM_UTF8))
        elif not line.startswith(b"From ") and line:
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
