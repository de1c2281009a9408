"""Find what runs that were stopped left beside a journal."""

import re
from collections.abc import Iterator
from pathlib import Path

from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.daily import backup_folder
from caretrack.temporary import abandoned


def find_left_over(path: Path) -> Iterator[JournalCheck]:
    """Find copies of runs that were killed, and texts that an editor left.

    They hold what the journal holds.
    """
    folder, name = path.absolute().parent, re.escape(path.name)
    copy = re.compile(rf"\.{name}\.(\d+\.clear|\d+|restored)")
    of_earlier_versions = [
        file
        for file in [*folder.glob(".*"), *backup_folder(path).glob(".*")]
        if copy.fullmatch(file.name) or _is_part_of_backup(file)
    ]
    copies = sorted({*of_earlier_versions, *abandoned(path)})
    if copies:
        # A copy in clear for an encrypted backup is a danger; half a daily one is only in the way.
        fine = not any(".clear" in file.name for file in copies)
        yield JournalCheck("left over", fine, "copies_left", {"files": copies})
    texts = sorted(folder.glob(".care-*"))
    if texts:
        yield JournalCheck("texts", True, "texts_left", {"files": texts})


def _is_part_of_backup(file: Path) -> bool:
    """True if a backup was cut off, or `care forget` at one: `.2026-11-21.db.4711(.forget)`."""
    return file.parent.name.endswith("-backups") and bool(
        re.fullmatch(r"\..+\.db\.\d+(\.forget(-journal)?)?", file.name)
    )
