"""Find what runs that were killed left behind, and texts that were kept."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.left_over import left_over
from caretrack.settings.declared import config_path
from caretrack.temporary import kept_texts


def find_left_over(path: Path) -> Iterator[JournalCheck]:
    """Find what killed runs left in clear, and texts that were kept.

    They hold what the journal holds.
    """
    left = left_over(path)
    if left:
        yield JournalCheck("left over", False, "copies_left", {"files": left})
    texts = [text for place in text_places(path) for text in kept_texts(place) if text not in left]
    if texts:
        yield JournalCheck("texts", True, "texts_left", {"files": texts})


def text_places(path: Path) -> list[Path]:
    """Return the folders in which a text for the editor may lie."""
    places = (path.absolute().parent, config_path().parent, Path(tempfile.gettempdir()))
    return list(dict.fromkeys(places))
