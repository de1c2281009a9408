"""Find what runs that were killed left behind, and texts that were kept."""

from collections.abc import Iterator
from pathlib import Path

from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.left_over import left_over, texts_of_editors


def find_left_over(path: Path) -> Iterator[JournalCheck]:
    """Find what killed runs left in clear, and texts that were kept.

    They hold what the journal holds.
    """
    left = left_over(path)
    if left:
        yield JournalCheck("left over", False, "copies_left", {"files": left})
    texts = [text for text in texts_of_editors(path) if text not in left]
    if texts:
        yield JournalCheck("texts", True, "texts_left", {"files": texts})
