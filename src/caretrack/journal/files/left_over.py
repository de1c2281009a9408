"""What killed runs left of a journal, of its backups and of the files that are the user's own."""

from contextlib import suppress
from pathlib import Path

from caretrack.disk import system_temporary_folder
from caretrack.errors import CareError
from caretrack.journal.files.daily import backup_folder
from caretrack.settings.places import agenda_file, config_path
from caretrack.temporary import abandoned, kept_texts, remove_abandoned


def left_over(journal: Path) -> list[Path]:
    """Return what runs left whose process is gone: of journal, backups, calendars and config."""
    found = abandoned(journal, backups=backup_folder(journal))
    return [*found, *(path for own in _own_files() for path in abandoned(own))]


def remove_left_over(journal: Path) -> list[Path]:
    """Remove what `left_over` finds, and return it. Raises nothing."""
    gone = remove_abandoned(journal, backups=backup_folder(journal))
    return [*gone, *(path for own in _own_files() for path in remove_abandoned(own))]


def texts_of_editors(journal: Path) -> list[Path]:
    """Return what holds texts for the editor: those of runs that go on, were killed, or kept them.

    They lie beside the journal or the config file, or else among the temporary files of the system.
    """
    places = [journal.absolute().parent, system_temporary_folder()]
    with suppress(CareError):
        places.append(config_path().parent)
    return [text for place in dict.fromkeys(places) for text in kept_texts(place)]


def _own_files() -> list[Path]:
    """Return the files of the user that are written beside no journal."""
    found = [agenda_file()]
    with suppress(CareError, OSError, RuntimeError):
        found.append(config_path().resolve())
    return found
