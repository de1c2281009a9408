"""The file or folder that is read, and what a reader must know beside it."""

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.errors import CareError
from caretrack.formats.text import decode, encoding_by_mark, is_utf8

if TYPE_CHECKING:
    from caretrack.formats.archive import Found
    from caretrack.formats.encodings import Encoding

LARGEST = 512 * 1024 * 1024
# So many bytes tell what a file is.
ENOUGH = 8192


@dataclass(slots=True)
class Source:
    """A file or folder that is read; `position` counts the bytes of `size` that are done.

    `remarks` are guesses of the reader about the whole file, to be shown because they may be wrong.
    They are complete when the file has been read. `opener` opens what is not a plain file of its
    own: what is in an archive, or the table of a workbook. Of an archive of several files `members`
    are read, and `inner` is the one that is being read. `encoding` is what `--encoding` says, as
    Python names it.
    """

    path: Path
    size: int
    position: int = 0
    remarks: list[str] = field(default_factory=list)
    opener: Callable[[], BinaryIO] | None = None
    encoding: str = ""
    members: "tuple[Found, ...]" = ()
    inner: "Source | None" = None
    _guessed: "Encoding | None" = None

    def done(self) -> int:
        """Return how many bytes of `size` are done, those of a member of an archive, too."""
        return self.position + (self.inner.done() if self.inner else 0)

    def open(self) -> BinaryIO:
        """Open the file, to read it in pieces. Raises CareError for anything but a plain file."""
        return self.opener() if self.opener else open_plain_file(self.path)

    def guessed_encoding(self) -> "Encoding":
        """Return what the lines of a text are in that are not UTF-8, and say it in `remarks`.

        To be asked when such a line has come: only then is the file searched for others like it.
        Raises CareError and OSError.
        """
        if self._guessed is None:
            from caretrack.formats.encodings import guess_encoding, lines_not_utf8

            with self.open() as file:
                self._guessed = guess_encoding(*lines_not_utf8(file))
            self.remarks.append(self._guessed.remark())
        return self._guessed

    def say_replaced(self, letters: int) -> None:
        """Say in `remarks` how many letters did not fit the encoding that was asked for."""
        if letters:
            from caretrack.formats.encodings import name_of_encoding

            self.remarks.append(
                f"{letters:,} bytes do not fit {name_of_encoding(self.encoding)}, "
                "and are read as \ufffd: is it in another encoding?"
            )

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

    def text(self) -> str:
        """Return the whole file as text, in the encoding that was asked for or is likely.

        Raises CareError as `data` does.
        """
        data = self.data()
        if self.encoding:
            text = data.decode(self.encoding, "replace")
            self.say_replaced(text.count("\ufffd"))
            return text.replace("\ufeff", "")
        if is_utf8(data) or encoding_by_mark(data):
            return decode(data)
        return self.guessed_encoding().text_of(data)


def nobody(_: str) -> bool:
    """Return False: in a journal without people nobody is called so."""
    return False


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader must know beside the file. Dates are local days, `now` is local time.

    `known` are the e-mail addresses of the people in the journal, `mine` those of its owner, both
    casefolded; `names` are the keys (`name_key`) of the names and nicknames of two or more words.
    `kinds` are the kinds of the journal. `columns` is what `--map` says: our field -> their
    column. `crowd` is the most people a touch may be with and still reset a clock (S1.7).
    `my_names` are the owner's;
    `knows` says whether somebody of the journal is called so, or has this number.
    """

    format: str
    today: date
    known: frozenset[str] = frozenset()
    mine: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_text: bool = False
    month_first: bool = False
    crowd: int = DEFAULT_CROWD
    now: datetime | None = None
    my_names: tuple[str, ...] = ()
    knows: Callable[[str], bool] = nobody

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
