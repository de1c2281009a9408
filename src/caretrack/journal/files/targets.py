"""Where a backup, an export or a page may be written: what no target may be called."""

import os
from pathlib import Path

from caretrack.disk import database_of, real_path
from caretrack.errors import CareError, cannot_write, in_the_way_of_sqlite
from caretrack.journal.files.daily import backup_folder
from caretrack.temporary import TEXTS, temporary_folder


def check_target(named: Path, journal: Path) -> None:
    """Raise CareError for a file or folder that may not be written, whatever is there by now.

    Its folder must be there. It must be no link that another user made: in a folder like `/tmp`,
    such a link would lead `--force` to a file of this user's own. And its name must be none that
    SQLite or `care` gives to files of its own, which it deletes.
    """
    try:
        if not named.parent.is_dir():
            raise CareError(f"there is no folder {named.parent}", "Make it first.")
        if named.is_symlink() and named.lstat().st_uid not in (os.geteuid(), 0):
            raise CareError(f"{named} is a link that another user made", "Name another file.")
        place = Path(os.path.realpath(named))
    except (OSError, ValueError) as error:
        raise cannot_write(named, error) from error
    if whole := database_of(place):
        raise in_the_way_of_sqlite(place, whole)
    if owner := _belongs_to(place, real_path(journal)):
        raise CareError(
            f"names like {named} are kept for what belongs to {owner}", "Name another file."
        )


def _belongs_to(place: Path, journal: Path) -> Path | None:
    """Return the journal to which a file of this name would belong; None if to no other."""
    for folder in (backup_folder(journal), temporary_folder(journal)):
        if place.is_relative_to(folder):
            return journal
    if place.parent.name.startswith(TEXTS):
        return journal
    return None
