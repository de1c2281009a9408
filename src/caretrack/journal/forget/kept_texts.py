"""Texts that were typed and did not arrive: they lie in folders beside the journal."""

import os
from collections.abc import Iterator
from pathlib import Path

from caretrack.disk import files_below
from caretrack.domain.people.mentions import Place, blanked, finder, places_in, verdicts
from caretrack.domain.people.name_or_word import DOUBT, PERSON
from caretrack.domain.people.sought import Sought
from caretrack.journal.files.left_over import texts_of_editors
from caretrack.temporary import TEXTS


def names_in_kept_text(path: Path, sought: Sought) -> tuple[str, ...]:
    """Return what names the person, or may, in a file, if it is a text that was kept.

    It stays there, whatever entries of others say. Raises OSError.
    """
    if not path.parent.name.startswith(TEXTS):
        return ()
    text, places = _read(path, sought)
    return tuple(
        dict.fromkeys(
            text[place.start : place.end] for place in places if place.verdict in (PERSON, DOUBT)
        )
    )


def blank_kept_texts(journal: Path, sought: Sought) -> None:
    """Blank the person in the texts that were kept. Raises nothing: what is left is said."""
    for path in _kept_texts(journal):
        try:
            text, places = _read(path, sought)
            mine = verdicts(places, PERSON)
            if mine:
                _overwrite(path, blanked(text, mine))
        except OSError:
            continue


def _kept_texts(journal: Path) -> Iterator[Path]:
    for folder in texts_of_editors(journal):
        for path in sorted(files_below(folder)):
            if path.is_file() and not path.is_symlink():
                yield path


def _read(path: Path, sought: Sought) -> tuple[str, list[Place]]:
    text = path.read_bytes().decode("utf-8", "replace")
    return text, places_in(text, sought) if finder(sought)(text) else []


def _overwrite(path: Path, text: str) -> None:
    """Write a shorter text into the same bytes of the disk, as far as the file system lets it."""
    with path.open("r+b") as file:
        data = text.encode("utf-8", "replace")
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
