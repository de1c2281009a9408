"""The mails that a path stands for: an mbox, a Maildir, a mail alone, or a folder of such mails.

Folders are walked through with those below them, but for drafts, spam and the bin. Links are not
followed.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from caretrack.domain.records import Refused
from caretrack.errors import CareError
from caretrack.formats.mail.lines import MailLines
from caretrack.formats.source import Source

DEEPEST_FOLDER = 8
# Files that are looked at to tell a folder of mails from any other.
MOST_LOOKED_AT = 100_000

_INNER = frozenset({"cur", "new", "tmp"})
_ENDINGS = (".eml", ".emlx")

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

# What Apple writes behind a mail: a list of properties, with the flags of the mail in it.
_FLAGS = re.compile(rb"<key>flags</key>\s*<integer>(\d{1,18})</integer>")
_LONGEST_LIST = 64 * 1024
_DELETED, _DRAFT = 1 << 1, 1 << 6


def is_left_out(name: str) -> bool:
    """Whether a folder or a label of this name holds drafts, spam or what was thrown away."""
    return name.strip().strip(".").removesuffix(".mbox").rpartition("/")[2].casefold() in _ASIDE


class UnreadMail(NamedTuple):
    """A mail to be read: its lines, where it stands, and whether it is a draft or was deleted."""

    lines: MailLines
    where: str
    aside: bool


def format_of_folder(folder: Path) -> str:
    """Return what a folder of mails is: `maildir`, `eml`, or "" for neither.

    A Maildir has `cur` in it, or is a folder of such folders. A folder of `.eml` files has nothing
    else in it or below it.
    """
    if (folder / "cur").is_dir():
        return "maildir"
    entries = [entry for entry in _entries(folder) if not _is_hidden_file(entry)]
    if all(entry.is_dir(follow_symlinks=False) for entry in entries) and any(
        (folder / entry.name / "cur").is_dir() and (folder / entry.name / "new").is_dir()
        for entry in entries
    ):
        return "maildir"
    return "eml" if _holds_mails_alone(folder) else ""


def _is_hidden_file(entry: "os.DirEntry[str]") -> bool:
    return entry.name.startswith(".") and not entry.is_dir(follow_symlinks=False)


def _holds_mails_alone(root: Path) -> bool:
    any_mail = False
    looked_at, waiting = 0, [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        for entry in _entries(folder):
            looked_at += 1
            if looked_at > MOST_LOOKED_AT:
                return any_mail
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST_FOLDER:
                    waiting.append((folder / entry.name, depth + 1))
            elif not entry.name.lower().endswith(_ENDINGS):
                return False
            else:
                any_mail = True
    return any_mail


def each_mail(source: Source, format: str) -> Iterator[UnreadMail | Refused]:
    """Give every mail of a file or a folder of this format: `mbox`, `maildir` or `eml`.

    Files that cannot be read are refused. Raises CareError where nothing can be read. The size of a
    folder is set to that of all its mails.
    """
    if source.path.is_dir():
        yield from _of_files(source, _mails_in(source.path, format))
    else:
        yield from _of_file(source, parted=format != "eml")


def _of_file(source: Source, *, parted: bool) -> Iterator[UnreadMail]:
    path = source.path
    try:
        with source.open() as file:
            lines = MailLines(file, source, parted=parted)
            # Apple Mail calls the folder by its name, and the file in it mbox.
            is_aside = is_left_out(path.parent.name if path.name == "mbox" else path.name)
            while lines.next_mail():
                aside = is_aside or _is_flagged(file, lines)
                yield UnreadMail(lines, f"line {max(lines.number, 1)}", aside)
            source.position = source.size
    except OSError as error:
        raise CareError(
            f"cannot read {path}: {error.strerror or error}", "Check the path and its permissions."
        ) from error


def _of_files(source: Source, files: list[tuple[Path, int]]) -> Iterator[UnreadMail | Refused]:
    """Give the mails of files that hold one mail each."""
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
                    aside = not {"T", "D"}.isdisjoint(flags) or _is_flagged(file, lines)
                    yield UnreadMail(lines, where, aside)
        except OSError as error:
            yield Refused(where, f"it cannot be read: {error.strerror or error}")
        source.position = done


def _is_flagged(file: BinaryIO, lines: MailLines) -> bool:
    """True if Apple says behind this mail that it is a draft, or was deleted.

    A length that does not lead there is wrong, and no longer heeded.
    """
    if not lines.ends:
        return False
    here = file.tell()
    file.seek(lines.ends)
    after = file.read(_LONGEST_LIST)
    file.seek(here)
    if not after.lstrip().startswith(b"<?xml"):
        lines.ends = 0
    found = _FLAGS.search(after)
    return found is not None and bool(int(found[1]) & (_DELETED | _DRAFT))


def size_of(folder: Path, format: str) -> int:
    """Return the bytes of all mails in a folder of this format."""
    return sum(size for _, size in _mails_in(folder, format))


def _mails_in(folder: Path, format: str) -> list[tuple[Path, int]]:
    return _of_letters(folder) if format == "eml" else _of_maildir(folder)


def _of_maildir(root: Path) -> list[tuple[Path, int]]:
    """Return the mails of a Maildir and the folders in it, and their sizes."""
    return [
        file
        for folder in _folders(root)
        for part in ("cur", "new")
        if (folder / part).is_dir()
        for file in _files(folder / part)
    ]


def _of_letters(root: Path) -> list[tuple[Path, int]]:
    """Return the `.eml` and `.emlx` files of a folder and the folders in it, and their sizes."""
    return [
        (path, size)
        for folder in _folders(root)
        if not any(part.startswith(".") for part in folder.relative_to(root).parts)
        for path, size in _files(folder)
        if path.name.lower().endswith(_ENDINGS)
    ]


def _folders(root: Path) -> list[Path]:
    """Return `root` and all folders below it, but for drafts, spam, the bin and Maildir's own."""
    found, waiting = [], [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        found.append(folder)
        if depth < DEEPEST_FOLDER:
            names = sorted(
                entry.name
                for entry in _entries(folder)
                if entry.is_dir(follow_symlinks=False)
                and entry.name not in _INNER
                and not is_left_out(entry.name)
                and not is_left_out(entry.name.rpartition(".")[2])
            )
            waiting += [(folder / name, depth + 1) for name in reversed(names)]
    return found


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for entry in sorted(_entries(folder), key=lambda entry: entry.name):
        if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
            yield folder / entry.name, entry.stat().st_size


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
