"""The quick looks of a write at what lies beside a journal: mostly there is nothing to do.

Names and sizes are looked at, as text, and nothing is opened. What takes away or copies is loaded
only where it has something to do.
"""

import os
import stat

from caretrack.disk import link_places
from caretrack.settings.places import agenda_place, config_place


def remove_left_over(place: str) -> None:
    """Remove what killed runs left of a journal and of the user's own files. Raises nothing."""
    if not may_be_left(place):
        return
    from pathlib import Path

    from caretrack.journal.files import left_over

    left_over.remove_left_over(Path(place))


def may_be_left(place: str) -> bool:
    """True if something lies where killed runs leave their files: `left_over` knows what it is."""
    try:
        own = [place, agenda_place(), os.path.realpath(config_place())]
        if any(os.path.lexists(f"{one}-temporary") for one in own):
            return True
        # What earlier versions left lies beside the journal, and among its backups.
        beside = [_named(one) for one in (place, *link_places(place))]
        return any(
            name.startswith(starts)
            for folder, starts in (*beside, (f"{place}-backups", (".",)))
            for name in _names(folder)
        )
    except Exception:
        return True


def _named(place: str) -> tuple[str, tuple[str, ...]]:
    folder, name = os.path.split(os.path.abspath(place))
    return folder, (f".{name}.", f"..{name}.")


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def has_daily_copy(place: str, day: str) -> bool:
    """True if the automatic backup of a day, in ISO, is there, and nothing beside it says more.

    What is no backup and no list of them, such as what went wrong with one, is for `daily` to read.
    """
    folder = f"{place}-backups"
    if not all(name.endswith((".db", ".json")) for name in _names(folder)):
        return False
    try:
        found = os.stat(f"{folder}/{day}.db")
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size > 0
