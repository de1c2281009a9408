"""The notes of a folder, as Obsidian, Logseq and others keep them."""

import os
from collections.abc import Iterator
from pathlib import Path

from caretrack.errors import CareError
from caretrack.formats.source import Source
from caretrack.words import word_set

ENDINGS = (".md", ".markdown")
# More notes than this, or folders deeper than that, are no vault.
MOST_NOTES = 100_000
DEEPEST = 20
# A longer one is no note about a person.
LONGEST_NOTE = 5_000_000
# The folders that programs keep in a vault of theirs.
_MARKS = frozenset((".obsidian", ".foam", ".zk", "logseq", ".silverbullet"))
_NO_NOTES = frozenset(("templates", "template", "node_modules", "logseq"))


def is_vault(folder: Path) -> bool:
    """True if a folder is one of notes: by the mark of a program, or as it has no other files.

    A vault of folders alone is one if one of them is called as people are.
    """
    notes, others, people = False, False, False
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.casefold()
            if entry.is_dir(follow_symlinks=False):
                if name in _MARKS:
                    return True
                people = people or name in word_set("notes", "person")
            elif not name.startswith("."):
                notes = notes or name.endswith(ENDINGS)
                others = others or not name.endswith(ENDINGS)
    if others:
        return False
    return notes or (people and next(iter_notes(folder), None) is not None)


def notes_of(folder: Path) -> list[tuple[Path, int]]:
    """Return the notes of a folder and their sizes, by their path. Raises CareError, OSError."""
    found = []
    for note in iter_notes(folder):
        found.append(note)
        if len(found) > MOST_NOTES:
            raise CareError(
                f"{folder} has more than {MOST_NOTES:,} notes", "Name the folder of the people."
            )
    return sorted(found)


def iter_notes(folder: Path, depth: int = 0) -> Iterator[tuple[Path, int]]:
    """Give the notes of a folder; no link is followed, and what is hidden is not ours to read."""
    folders = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST and entry.name.casefold() not in _NO_NOTES:
                    folders.append(Path(entry))
            elif entry.name.lower().endswith(ENDINGS) and entry.is_file(follow_symlinks=False):
                yield Path(entry), entry.stat(follow_symlinks=False).st_size
    for below in folders:
        yield from iter_notes(below, depth + 1)


def sources(source: Source) -> Iterator[tuple[Source, str]]:
    """Give each note as a source, and its place in the folder."""
    if not source.path.is_dir():
        yield source, source.path.name
        return
    for path, size in notes_of(source.path):
        yield Source(path, size), path.relative_to(source.path).as_posix()
