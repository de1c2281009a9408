"""Which other processes hold the locks of SQLite on a file, where the system tells (Linux)."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from caretrack.disk import AnyPath
from caretrack.domain.text import flat

# The bytes that SQLite locks: pending, reserved, and 510 that readers share.
_PENDING = 0x40000000
_SHARED = _PENDING + 2
_END = _SHARED + 510
# `1: POSIX ADVISORY WRITE PROCESS MAJOR:MINOR:INODE START END`, with `->` where one waits.
_FIELDS = 8


class LockHolders(NamedTuple):
    """The numbers of the other processes that keep a file from being written, or from being read.

    Both are empty where nothing is known.
    """

    writers: tuple[int, ...]
    readers: tuple[int, ...]


def lock_holders(path: AnyPath) -> LockHolders:
    """Return who holds the locks on the file at `path`, this process left out.

    The file itself is not opened: closing it would give up the locks of this process.
    """
    writers: dict[int, None] = {}
    readers: dict[int, None] = {}
    for process, sort, start in _locks(path):
        if sort == "WRITE":
            writers[process] = None
        elif start >= _SHARED:
            readers[process] = None
    return LockHolders(tuple(writers), tuple(readers))


def program_of(process: int) -> str:
    """Return the name of a program without its arguments, which may be secret; "" if unknown."""
    try:
        given = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        given = []
    words = [os.fsdecode(word) for word in given if word]
    name = Path(words[0]).name if words else ""
    if name.startswith("python"):
        name = _script(words[1:]) or name
    return flat(name)[:40]


def _script(words: list[str]) -> str:
    """Return what Python runs: the name of a script, or of a module; "" for anything else."""
    for place, word in enumerate(words):
        if word == "-m":
            return "care" if words[place + 1 : place + 2] == ["caretrack"] else ""
        if word.startswith("-c"):
            return ""
        if not word.startswith("-"):
            return Path(word).name
    return ""


def _locks(path: AnyPath) -> Iterator[tuple[int, str, int]]:
    """Yield process, READ or WRITE, and first byte of every lock of SQLite on the file."""
    try:
        found = os.stat(path)
        lines = Path("/proc/locks").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return
    own = os.getpid()
    device = (os.major(found.st_dev), os.minor(found.st_dev))
    for line in lines:
        fields = line.split()
        if len(fields) != _FIELDS or fields[1] not in {"POSIX", "OFDLCK"}:
            continue
        try:
            process, start, last = int(fields[4]), int(fields[6]), _last(fields[7])
            major, minor, inode = fields[5].split(":")
            here = int(inode) == found.st_ino and start < _END and last >= _PENDING
            same_disk = (int(major, 16), int(minor, 16)) == device
        except ValueError:
            continue
        # Some file systems name another device here than they do to `stat`.
        if here and process > 0 and process != own and (same_disk or _has_open(process, found)):
            yield process, fields[3], start


def _last(field: str) -> int:
    return _END if field == "EOF" else int(field)


def _has_open(process: int, found: os.stat_result) -> bool:
    """True if a process has this file open, as far as it may be looked at."""
    try:
        for entry in os.scandir(f"/proc/{process}/fd"):
            there = entry.stat()
            if (there.st_dev, there.st_ino) == (found.st_dev, found.st_ino):
                return True
    except OSError:
        return False
    return False
