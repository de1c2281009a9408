"""Faults as strace writes them, and the calls of a run at which there can be one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# What changes a file, or asks the disk to keep it.
WRITES = [
    *("pwrite64", "pwritev", "pwritev2", "write", "writev", "fsync", "fdatasync", "openat"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat", "symlink"),
    *("symlinkat", "ftruncate", "truncate", "fchmod", "chmod", "fchmodat", "mkdir", "mkdirat"),
    *("rmdir", "fallocate", "copy_file_range", "sendfile"),
]
READS = ["pread64"]
# Strace leaves out a call that this machine does not have because of the question mark.
TRACED = ",".join(f"?{name}" for name in (*WRITES, *READS))
CALL = re.compile(r"^(\w+)\((.*)")
# Of pages, there are many; of all other calls each is tried.
MANY = {"pwrite64", "pread64", "write"}

# The name of each call, and which call of that name.
Calls = Sequence[tuple[str, int]]


class Fault(NamedTuple):
    """What happens to a run, as strace writes it: `pwrite64:signal=KILL:when=3`.

    Or `after=0.02`: killed so many seconds after its start. `anew`: Python is started anew for it.
    """

    spec: str
    anew: bool = False

    @property
    def kills(self) -> bool:
        """True if the process is killed."""
        return "KILL" in self.spec or self.spec.startswith("after=")


def calls_in(log: str, folder: str) -> Iterator[tuple[str, int]]:
    """Return every call of a run that may be disturbed: its name, and which call of that name.

    Files that are opened elsewhere, such as word lists, do not count.
    """
    seen: dict[str, int] = {}
    for line in log.splitlines():
        found = CALL.match(line)
        if found is None:
            continue
        name, rest = found.groups()
        seen[name] = seen.get(name, 0) + 1
        if name != "openat" or folder in rest:
            yield name, seen[name]


def injected(spec: str) -> list[str]:
    return ["-o", "/dev/null", "-e", f"trace={spec.partition(':')[0]}", "-e", f"inject={spec}"]


def all_kills(calls: Calls) -> list[Fault]:
    """Return a kill at every call that writes."""
    return [
        Fault(f"{name}:signal=KILL:when={number}") for name, number in calls if name not in READS
    ]


def all_errors(calls: Calls) -> list[Fault]:
    """Return ENOSPC and EIO at every call: once, and from there on."""
    return [
        Fault(f"{name}:error={error}:when={number}{more}")
        for name, number in calls
        for error in ("ENOSPC", "EIO")
        for more in ("", "+")
        if not (name in READS and error == "ENOSPC")
    ]


def some(faults: Sequence[Fault], count: int, chance: random.Random) -> list[Fault]:
    """Return so many of the faults: half of them at calls of which there are few."""
    rare = [fault for fault in faults if fault.spec.partition(":")[0] not in MANY]
    many = [fault for fault in faults if fault not in rare]
    few = min(len(rare), max(count - count // 2, count - len(many)))
    chosen = chance.sample(rare, few) + chance.sample(many, min(len(many), count - few))
    chance.shuffle(chosen)
    return chosen
