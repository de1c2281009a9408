"""Remember which automatic backups were read from the first page to the last, and were sound.

To read seven files again at the first write of each day would make `care log` wait. A file that
was changed since, by its size, time or place on the disk, is not remembered.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from caretrack.disk import new_private_file
from caretrack.journal.files.copying import damage_of
from caretrack.temporary import temporary_beside

FILE = "checked.json"


class CheckedBackups:
    """What was found sound in a folder of backups.

    It only saves time: without the file everything is read again.
    """

    def __init__(self, folder: Path) -> None:
        """Read what is remembered. Raises nothing."""
        self.folder = folder
        self._marks: dict[str, list[int]] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            value: Any = json.loads((folder / FILE).read_bytes())
            self._marks = dict(value["sound"])

    def is_sound(self, file: Path, *, again: bool = False) -> bool:
        """True if every page of the file can be read; it is read if it is not remembered.

        `again` reads it in any case: a disk forgets, too.
        """
        mark = _mark(file)
        if mark is not None and not again and self._marks.get(file.name) == mark:
            return True
        self._marks.pop(file.name, None)
        try:
            sound = mark is not None and not damage_of(file)
        except sqlite3.Error:
            return False
        if sound:
            self.remember(file)
        return sound

    def remember(self, file: Path) -> None:
        """Remember a file that was checked just now."""
        mark = _mark(file)
        if mark is not None:
            self._marks[file.name] = mark

    def save(self, files: Iterable[Path], journal: Path) -> None:
        """Write down what is known of these files.

        Raises nothing: what is not written down is read again.
        """
        names = {file.name for file in files}
        value = {"sound": {name: mark for name, mark in self._marks.items() if name in names}}
        with suppress(OSError), temporary_beside(self.folder / FILE, journal) as part:
            with new_private_file(part) as opened:
                opened.write(json.dumps(value).encode())
            part.replace(self.folder / FILE)


def _mark(file: Path) -> list[int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ino]
