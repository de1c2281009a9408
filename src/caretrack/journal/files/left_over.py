"""What killed runs left of a journal, of its backups and of the files that are the user's own."""

from contextlib import suppress
from pathlib import Path

from caretrack.errors import CareError
from caretrack.journal.files.daily import backup_folder
from caretrack.settings.declared import agenda_file, config_path
from caretrack.temporary import abandoned, remove_abandoned


def left_over(journal: Path) -> list[Path]:
    """Return what runs left whose process is gone: of journal, backups, calendars and config."""
    found = abandoned(journal, backups=backup_folder(journal))
    return [*found, *(path for own in _own_files() for path in abandoned(own))]


def remove_left_over(journal: Path) -> list[Path]:
    """Remove what `left_over` finds, and return it. Raises nothing."""
    gone = remove_abandoned(journal, backups=backup_folder(journal))
    return [*gone, *(path for own in _own_files() for path in remove_abandoned(own))]


def _own_files() -> list[Path]:
    """Return the files of the user that are written beside no journal."""
    found = [agenda_file()]
    with suppress(CareError, OSError, RuntimeError):
        found.append(config_path().resolve())
    return found
