"""A disk that is full or cannot be written to: a small file system in memory, if one may mount."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTES = 8
PAGE = 4096


class SmallDisk:
    """A file system of a few megabytes, at a folder."""

    def __init__(self, place: Path) -> None:
        """Know where it is."""
        self.place = place

    def leave(self, pages: int) -> None:
        """Fill it up, so that so many pages of 4 KB are left."""
        self.make_room()
        left = os.statvfs(self.place)
        filler = left.f_bavail * left.f_frsize - pages * PAGE
        with self._filler.open("wb", buffering=0) as file, suppress(OSError):
            while filler > 0:
                filler -= file.write(b"x" * min(filler, 65_536))

    def make_room(self) -> None:
        """Take away what fills it."""
        self._filler.unlink(missing_ok=True)

    def read_only(self, yes: bool) -> None:
        """Let it be written to, or not."""
        how = "remount,ro" if yes else "remount,rw"
        subprocess.run(["mount", "-o", how, str(self.place)], check=True)

    @property
    def _filler(self) -> Path:
        return self.place / "filler"


@contextmanager
def small_disk(place: Path, megabytes: int = MEGABYTES) -> Iterator[SmallDisk | None]:
    """Mount a small disk at `place` while the block runs; None where one may not mount."""
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        yield None
        return
    try:
        yield SmallDisk(place)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
