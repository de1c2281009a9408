"""What `care sync` takes: first push, first pull, ten rows, memory, and room on the disk.

    python bench/sync.py                              200,000 touches through each hub: minutes
    python bench/sync.py --hubs folder --size small   5,000 touches
    python bench/sync.py --size large                 2,000,000 touches
    python bench/sync.py --room                       bytes for each touch, with sharing and without

rqlite and PostgreSQL are started by themselves, on free ports of this machine, and stopped. Times
are those of whole processes: on the clock, and the processor's for `care` alone.
"""

import argparse
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from environment import CHECKOUT, DATA, journal
from sizes import TODAY
from words import VOCABULARY

sys.path.append(str(CHECKOUT / "tests" / "sync"))

HUBS = ("folder", "rqlite", "cluster", "postgres")
NAMES = {"cluster": "rqlite, three nodes", "rqlite": "rqlite, one node", "postgres": "PostgreSQL"}
ROUNDS = 9
MB = 1e6
ROOM = 1_000  # touches that are logged


class Took(NamedTuple):
    """A process: seconds on the clock, seconds of the processor, most memory, and its output."""

    seconds: float
    cpu: float
    mb: float
    said: str


class Machine:
    """A machine: a home of its own, with a journal or none."""

    def __init__(self, folder: Path, name: str, copy_of: Path | None = None) -> None:
        """Make its home."""
        self.home = folder / name
        self.journal = self.home / "journal.db"
        self.home.mkdir(parents=True)
        if copy_of is not None:
            shutil.copy(copy_of, self.journal)

    def environment(self) -> dict[str, str]:
        """Return the variables of its processes."""
        return {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "CARE_JOURNAL": str(self.journal),
            "CARE_CONFIG": str(self.home / "config.toml"),
            "CARE_TODAY": TODAY.isoformat(),
            "CARE_BACKUP": "wait",
            "PYTHONPATH": str(CHECKOUT / "src"),
            "LANG": "C.UTF-8",
        }

    def care(self, *line: str) -> Took:
        """Run a command as a process of its own. Raises SystemExit if it fails."""
        return run([sys.executable, "-m", "caretrack", *line], self.environment())

    def exchange(self, touches: int, rounds: int = ROUNDS, *, warm: bool = True) -> str:
        """Exchange in a process that runs already, after so many new touches, some times.

        Return the milliseconds in the midst of them: on the clock, and of the processor.
        """
        script = [sys.executable, str(Path(__file__)), "--inside", "--log", str(touches)]
        script += ["--rounds", str(rounds), *(["--warm"] if warm else [])]
        said = run(script, self.environment()).said.split()
        clock, cpu = (sorted(map(float, said[start::2])) for start in (0, 1))
        return f"{clock[len(clock) // 2]:.0f} ms ({cpu[len(cpu) // 2]:.0f})"


def run(command: list[str], environment: dict[str, str]) -> Took:
    """Run a process to its end."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        out = os.posix_spawn(
            command[0],
            command,
            environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, said.fileno(), place) for place in (1, 2)],
        )
        _, status, used = os.wait4(out, 0)
        seconds = time.perf_counter() - begun
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    if status:
        raise SystemExit(f"{' '.join(command[1:])} ended with {status}: {text[-500:]}")
    return Took(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / MB, text)


@contextmanager
def hub(sort: str, folder: Path) -> Iterator[str]:
    """Run a hub of this sort; yield its address."""
    if sort == "folder":
        yield str(folder / "hub")
        return
    from engines import Postgres, Rqlite, running

    made = (
        Postgres(folder / sort)
        if sort == "postgres"
        else Rqlite(folder / sort, 3 if sort == "cluster" else 1)
    )
    with running(made) as address:
        yield address


def through(sort: str, source: Path, folder: Path) -> list[str]:
    """Share a journal through a hub with a second machine; return the cells of a row."""
    with hub(sort, folder) as address:
        one, two = Machine(folder, "one", source), Machine(folder, "two")
        pushed = one.care("sync", "setup", address)
        code = re.search(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b", one.care("sync", "invite").said)
        if code is None:
            raise SystemExit("there is no code in what `care sync invite` says")
        pulled = two.care("sync", "join", address, code.group())
        sent = one.exchange(10)
        two.care("sync")
        one.exchange(10, 1)
        received = two.exchange(0, 1, warm=False)
        nothing = one.exchange(0)
    sizes = [path.stat().st_size / MB for path in (source, one.journal, two.journal)]
    return [
        NAMES.get(sort, sort),
        f"{pushed.seconds:.1f} s ({pushed.cpu:.1f})",
        f"{pulled.seconds:.1f} s ({pulled.cpu:.1f})",
        f"{pushed.mb:.0f} / {pulled.mb:.0f} MB",
        sent,
        received,
        nothing,
        " / ".join(f"{size:.0f}" for size in sizes) + " MB",
    ]


def unheard(*line: str) -> None:
    """Run a command in this process, unheard. Raises SystemExit if it fails."""
    from contextlib import redirect_stderr, redirect_stdout

    from caretrack import cli

    with (
        Path(os.devnull).open("w") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        code = cli.run([*line])
    if code:
        raise SystemExit(f"care {' '.join(line)} ended with {code}")


def log(times: int) -> None:
    """Log touches in this process, with people of the journal."""
    dice = random.Random(os.urandom(8))
    with closing(sqlite3.connect(os.environ["CARE_JOURNAL"])) as db:
        query = "SELECT id FROM people WHERE deleted_at IS NULL AND archived_on IS NULL"
        people = [row[0] for row in db.execute(query)]
    for _ in range(times):
        unheard("log", dice.choice(people), " ".join(dice.choices(VOCABULARY, k=15)))


def inside(touches: int, rounds: int, *, warm: bool) -> None:
    """Exchange several times in this process; print milliseconds on the clock and of the CPU.

    With `warm` once before, so that all is imported.
    """
    if warm:
        unheard("sync")
    else:
        unheard("sync", "conflicts")
    for _ in range(rounds):
        log(touches)
        begun, cpu = time.perf_counter(), time.process_time()
        unheard("sync")
        print((time.perf_counter() - begun) * 1000, (time.process_time() - cpu) * 1000)


def room(source: Path, folder: Path) -> None:
    """Print what one more touch takes in the file, with sharing and without."""
    grown = {}
    for shared in (False, True):
        machine = Machine(folder, f"room{int(shared)}", source)
        if shared:
            machine.care("sync", "setup", str(folder / "hub"))
        machine.care("doctor", "--compact")
        before = machine.journal.stat().st_size
        for _ in range(10):
            script = [sys.executable, str(Path(__file__)), "--only-log", str(ROOM // 10)]
            run(script, machine.environment())
            if shared:
                machine.care("sync")
        machine.care("doctor", "--compact")
        grown[shared] = (machine.journal.stat().st_size - before) / ROOM
    print(
        f"| one more touch | {grown[False]:,.0f} bytes alone | {grown[True]:,.0f} shared"
        f" | {grown[True] / grown[False]:.2f} times |"
    )


def main() -> None:
    """Measure what is asked for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hubs", default=",".join(HUBS[:2] + HUBS[3:]), help="of %(default)s")
    parser.add_argument("--size", default="medium", help="small, medium or large")
    parser.add_argument("--journal", type=Path, help="this one, and none of those")
    parser.add_argument("--room", action="store_true", help="bytes for each touch")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--warm", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--log", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--only-log", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only_log:
        log(asked.only_log)
        return
    if asked.inside:
        inside(asked.log, asked.rounds, warm=asked.warm)
        return
    source = asked.journal or journal(Path(sys.executable), DATA, asked.size)
    with tempfile.TemporaryDirectory(prefix="care-sync-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        if asked.room:
            room(source, folder)
            return
        print(
            "| hub | first push (CPU) | first pull (CPU) | memory | ten rows sent | received"
            " | nothing new | file before, after, joined |\n|---|---|---|---|---|---|---|---|"
        )
        for sort in asked.hubs.split(","):
            (folder / sort).mkdir(mode=0o755)
            print(f"| {' | '.join(through(sort, source, folder / sort))} |", flush=True)


if __name__ == "__main__":
    main()
