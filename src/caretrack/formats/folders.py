"""What a folder holds: mails, cards, notes, or an archive that was unpacked.

A folder with other files in it is a home or a download folder: to read that takes --from.
"""

import os
from pathlib import Path

from caretrack.errors import CareError
from caretrack.formats.notes.places import is_vault, notes_of
from caretrack.formats.source import Source

FOLDER = "Name a file, a Maildir (a folder with cur in it), or a folder of .vcf, .eml or .md files."


def find_in_folder(path: Path, insisted: str | None, encoding: str) -> tuple[Source, str]:
    """Return a folder as a source, and its format: `insisted`, or what it looks like.

    Raises CareError for a folder that is not read, and OSError.
    """
    if any(path.glob("*.abcddb")):
        raise CareError(
            f"{path} is the archive of Apple Contacts",
            'In Contacts: File, Export, "Export vCard".',
        )
    if insisted is None:
        from caretrack.formats.archive import find_in_archive, is_unpacked

        if is_unpacked(path):
            return find_in_archive(path, None, encoding)
    found = _mails(path, insisted) or _cards(path, insisted) or _notes(path, insisted)
    if found:
        return found
    if insisted is None and any(file.suffix.lower() == ".eml" for file, _ in files_of(path)):
        raise CareError(
            f"{path} is a folder with other files beside the mails",
            "--from eml reads the .eml files alone.",
        )
    raise CareError(
        f"{path} is a folder", FOLDER if insisted is None else f"--from {insisted} takes a file."
    )


def card_files(folder: Path) -> list[tuple[Path, int]]:
    """Return the cards of a folder and their sizes, by name."""
    return [(path, size) for path, size in files_of(folder) if path.suffix.lower() == ".vcf"]


def files_of(folder: Path) -> list[tuple[Path, int]]:
    """Return the plain files of a folder and their sizes, by name; hidden ones are not ours."""
    with os.scandir(folder) as entries:
        return sorted(
            (Path(entry), entry.stat().st_size)
            for entry in entries
            if not entry.name.startswith(".") and _is_file(entry)
        )


def _mails(path: Path, insisted: str | None) -> tuple[Source, str] | None:
    """A Maildir, or a folder of single mails."""
    from caretrack.formats.mail.places import format_of_folder, size_of

    if insisted not in {None, "maildir", "eml"}:
        return None
    found = "eml" if insisted == "eml" else format_of_folder(path)
    if found and insisted in {None, found}:
        if size := size_of(path, found):
            return Source(path, size), found
        if insisted == "eml":
            raise CareError(f"{path} is a folder with no .eml file in it", FOLDER)
    if insisted == "maildir":
        raise CareError(f"{path} is not a Maildir", "A Maildir is a folder with cur in it.")
    return None


def _cards(path: Path, insisted: str | None) -> tuple[Source, str] | None:
    """A folder of cards, and of nothing else unless that is asked for."""
    if insisted not in {None, "vcard"}:
        return None
    cards = card_files(path)
    if cards and (insisted or len(cards) == len(files_of(path))):
        return Source(path, sum(size for _, size in cards)), "vcard"
    if insisted:
        raise CareError(f"{path} is a folder with no .vcf file in it", FOLDER)
    return None


def _notes(path: Path, insisted: str | None) -> tuple[Source, str] | None:
    """A vault of notes, or whatever notes are in a folder if that is asked for."""
    if insisted != "markdown" and (insisted or not is_vault(path)):
        return None
    notes = notes_of(path)
    if not notes:
        raise CareError(f"{path} is a folder with no .md file in it", FOLDER)
    return Source(path, sum(size for _, size in notes)), "markdown"


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link that leads in a circle is not a file, and no reason not to read the folder.
        return False
