"""A draft as it is handed over: which word of the command line is a person, which a file, and the text itself."""

import stat
import sys
from typing import BinaryIO, NamedTuple

from caretrack.domain.model import Person
from caretrack.domain.text import LONGEST_TEXT, clean_text
from caretrack.errors import CareError, NothingFound, SeveralFound, WrongUsage
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.session import Session
from caretrack.settings.declared import expand_home

STDIN = "-"
MOST_BYTES = 4 * LONGEST_TEXT + 4
# Where a shell puts `<(command)`: a pipe with somebody at the other end. Any other pipe may wait for ever.
OPEN_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


class Meant(NamedTuple):
    """Whom the draft is for, if anybody, and where it is: a path, `-` for stdin, or None where nothing says."""

    person: Person | None
    source: str | None


def needs_a_journal(first: str | None, second: str | None) -> bool:
    """Whether somebody is named, so that there must be a journal to know them."""
    return second is not None or (
        first is not None and not _is_place(first) and not _is_there(first)
    )


def meant(journal: Journal, first: str | None, second: str | None, *, edit: bool) -> Meant:
    """What the words say: of two, first the person and then the draft; one alone is a file where there is one, else a person.

    With `edit` the draft is still to be written, so that a word alone is the person. One word that could be both is refused
    (SeveralFound): nobody is guessed. Raises NothingFound for neither, WrongUsage for a draft that is there and to be written.
    """
    if edit and _says_where(first, second):
        raise WrongUsage(
            "-e is for a draft that is still to be written", "Name a FILE or -, or say -e."
        )
    if first is None:
        return Meant(None, None)
    if second is not None:
        return Meant(people.find(journal, first), second)
    if _is_place(first):
        return Meant(None, first)
    if edit:
        return Meant(people.find(journal, first), None)
    if not _is_there(first):
        return Meant(_person(journal, first), None)
    if first.strip() and people.matching(journal, first):
        raise SeveralFound(
            f"'{first[:60]}' is a file, and somebody could be meant by it",
            f"For the file say ./{first[:60]}, for the person add FILE or -.",
        )
    return Meant(None, first)


def _is_place(word: str) -> bool:
    """Whether a word can only say where a draft is."""
    return word == STDIN or "/" in word


def _says_where(first: str | None, second: str | None) -> bool:
    return second is not None or (first is not None and _is_place(first))


def _person(journal: Journal, word: str) -> Person:
    try:
        return people.find(journal, word)
    except NothingFound as error:
        if _is_folder(word):
            raise CareError(f"{word[:200]} is a folder", "Name a file.") from error
        # "mail.txt" was hardly meant as a name, though a slip in a name may have a full stop in it too.
        if "." in word.strip(".") and "@" not in word:
            raise NothingFound(
                f"there is no file {word[:200]}", "Nobody is called that either."
            ) from error
        raise


def _is_there(word: str) -> bool:
    """A folder of somebody's name is no draft."""
    try:
        return expand_home(word).exists() and not _is_folder(word)
    except (OSError, ValueError):
        return False


def _is_folder(word: str) -> bool:
    try:
        return expand_home(word).is_dir()
    except (OSError, ValueError):
        return False


def text_of(session: Session, source: str | None, *, edit: bool) -> str:
    """The draft as it stands: nothing is taken off its ends, so that a place in it is the place in the file.

    Raises CareError when it is empty, too long, or no text in UTF-8; WrongUsage when nothing says where it is.
    """
    if edit:
        text = session.edit("")
    elif source is not None and source != STDIN:
        text = _decoded(_of_file(source))
    elif source == STDIN or not sys.stdin.isatty():
        text = _decoded(_some(sys.stdin.buffer))
    else:
        raise WrongUsage("the draft is missing", "Name a FILE, - for stdin, or -e for your editor.")
    # As many characters as before, so that every place stays: other line ends would hide the ends of lines from the rules.
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    clean_text(text, "the draft")
    return text


def _of_file(name: str) -> bytes:
    path = expand_home(name)
    try:
        found = path.stat().st_mode
        if stat.S_ISDIR(found):
            raise CareError(f"{path} is a folder", "Name a file.")
        if stat.S_ISFIFO(found) and not str(path).startswith(OPEN_PIPES):
            raise CareError(f"{path} is a pipe", f"Read it from stdin: - < {path}")
        with path.open("rb") as file:
            return _some(file)
    except FileNotFoundError as error:
        raise NothingFound(f"there is no file {path}", "Name a file, or - for stdin.") from error
    except (OSError, ValueError) as error:
        raise CareError(
            f"cannot read {name[:200]}: {(getattr(error, 'strerror', None) or str(error)).lower()}",
            "Name a file.",
        ) from error


def _some(stream: BinaryIO) -> bytes:
    """All of it, or enough to see that it is too long: a device may go on for ever."""
    parts, left = [], MOST_BYTES
    while left > 0 and (part := stream.read(min(left, 65_536))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _decoded(data: bytes) -> str:
    was_cut = len(data) >= MOST_BYTES
    try:
        # What was cut may end in the middle of a character.
        text = data.decode("utf-8-sig", errors="ignore" if was_cut else "strict")
    except UnicodeDecodeError as error:
        raise CareError(
            "the draft is not text in UTF-8", "Save it as UTF-8 and try again."
        ) from error
    if was_cut and "\0" not in text:
        # How long it is in all, nobody read.
        raise CareError(
            f"the draft has more than {LONGEST_TEXT:,} characters", "Keep it under that."
        )
    return text
