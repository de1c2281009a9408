"""A passphrase: out of a file, or typed unseen."""

import sys
from pathlib import Path

from caretrack import streams
from caretrack.errors import CareError, WrongUsage
from caretrack.settings.places import expand_home

LONGEST = 10_000


def passphrase(file: Path | None, *, twice: bool) -> str:
    """Return the first line of `file` ("-" is stdin), or what is typed.

    It is typed `twice` where a slip would lock the backup for good. Raises WrongUsage if nobody can
    be asked, CareError for an unreadable file, an empty passphrase, or two that differ.
    """
    if file is not None:
        word = _first_line(file)
    elif streams.can_ask():
        word = streams.ask_unseen("Passphrase")
        if twice and streams.ask_unseen("The same again") != word:
            raise CareError("the two are not the same", "Nothing was written.")
    else:
        raise WrongUsage(
            "there is nobody to type the passphrase", "Name a file with it: --passphrase-file FILE."
        )
    if not word:
        raise CareError("the passphrase is empty", "Nothing was written.")
    return word


def _first_line(file: Path) -> str:
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.readline(LONGEST)
        else:
            path = expand_home(file)
            if not path.is_file():
                raise CareError(
                    f"there is no file {path}", "Name a file with the passphrase in its first line."
                )
            with path.open("rb") as opened:
                data = opened.readline(LONGEST)
        return data.decode("utf-8-sig").rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise CareError(
            f"cannot read the passphrase: {getattr(error, 'strerror', None) or 'it is not text'}",
            "Check the file.",
        ) from error
