"""What can go wrong, as one line, and the exit code of `care`.

A message says what was wrong. Its hint, if there is one, says what to do. Neither ends with a line
break.
"""

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class CareError(Exception):
    """Refused or failed: exit code 1.

    `message` says what was wrong; `hint` (may be empty) says what to do. They are shown on one
    line of stderr. Whoever prints them makes text from outside safe for a terminal.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the two parts, so that a caller can add to the hint."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return both parts as one line."""
        if not self.hint:
            return self.message
        joint = "" if self.message.endswith((".", "?", "!")) else "."
        return f"{self.message}{joint} {self.hint}"


class Stopped(KeyboardInterrupt):
    """A person has had enough of questions: the end of input (^D) instead of an answer."""


class Exit(Exception):
    """All that had to be said was said; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        """End with this code."""
        super().__init__(code)
        self.code = code


class WrongUsage(CareError):
    """The command line makes no sense: exit code 2.

    An argument is missing, or an option does not take its value.
    """

    exit_code = 2


class UnknownColumns(WrongUsage):
    """A table whose columns must be named; `proposed` is what `--map` could say, "" for nothing."""

    def __init__(self, message: str, hint: str, proposed: str) -> None:
        """Keep the proposal, which a terminal asks about."""
        super().__init__(message, hint)
        self.proposed = proposed


class NothingFound(CareError):
    """Nobody, or no entry, is meant by what was typed: exit code 3."""

    exit_code = 3


class SeveralFound(CareError):
    """More than one may be meant by what was typed: exit code 4."""

    exit_code = 4


class JournalUnusable(CareError):
    """The journal cannot be used: exit code 5.

    It is locked, damaged, or newer than this program; or it may not be read; or the disk is
    full.
    """

    exit_code = 5


_TO_DO = {
    errno.ENOSPC: "Make room there, or name another place.",
    errno.EDQUOT: "Make room there, or name another place.",
    errno.EFBIG: "It would be larger than its file system, or a limit (`ulimit -f`), allows.",
    errno.EROFS: "Name another place.",
    errno.ENOENT: "Check that its folder is still there.",
    errno.EIO: "Check the disk.",
}


def cannot_write(target: "Path | str", error: Exception) -> CareError:
    """Return the error for a file that a command was to write, and could not: why, and what to do.

    It names the target and nothing else. The journal is not what failed.
    """
    why = getattr(error, "strerror", None) or str(error)
    hint = _TO_DO.get(
        getattr(error, "errno", None) or 0, "Check its permissions, and those of its folder."
    )
    return CareError(f"{target} cannot be written: {why[:1].lower()}{why[1:]}", hint)


def in_the_way_of_sqlite(target: "Path", database: "Path") -> CareError:
    """Return the error for a name that SQLite uses: it would read the file, and delete it."""
    return CareError(
        f"{target} would be taken for a part of {database.name}, and deleted", "Name another file."
    )


def cannot_write_temporary(folder: "Path", error: OSError) -> CareError:
    """Return the error for the system's folder for temporary files: why, and what to do."""
    said = cannot_write(folder, error)
    return CareError(said.message, "Set TMPDIR to a folder with room in it.")


# What `--exit-code` ends with: something was found (`care due`, `care check`); or a draft speaks of
# what its reader would rather leave alone, or its reader is in the archive.
FOUND = 1
LEAVE_ALONE = 6
