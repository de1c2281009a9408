"""What the automatic backup costs: copied at once by size, and other commands beside a copy.

`COPIED_AT_ONCE` in `daily.py` follows from the first table. With a journal, the second one shows
that no command waits for a copy: the first write of a day with and without one to make, then `log`,
`due` and `profile` while a copy is under way and while there is none, in turn. With strace it also
says how often one of these met a lock, and how often the process that copies took one.
"""

import argparse
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from caretrack.journal.files.copier import make_daily_backup
from caretrack.journal.files.copying import copy_into, damage_of
from caretrack.journal.files.daily import COPIED_AT_ONCE, backup_folder
from caretrack.journal.files.file import COPYING

MIB = 2**20
SIZES = (1, 2, 4, 8, 16, 32)
PAGE = 4096
CARE = [sys.executable, "-m", "caretrack"]
# So many of each command beside each copy: a `log` makes the copy begin again, and wait first.
BESIDE_EACH = 5
LONGEST_COPY = 600.0


class Took(NamedTuple):
    """The seconds of one command: of the processor, and on the clock."""

    cpu: float
    wall: float


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="copies of a size: %(default)s")
    parser.add_argument("--journal", type=Path, help="a journal, which is copied and written to")
    parser.add_argument("--times", type=int, default=40, help="of each command: %(default)s")
    asked = parser.parse_args()
    data = Path(__file__).with_name("data")
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data) as made:
        copied_at_once(Path(made), asked.runs)
        if asked.journal:
            Beside(asked.journal, Path(made)).measure(asked.times)


def copied_at_once(place: Path, runs: int) -> None:
    """Print the processor time of a copy with its check, and of a process that makes one."""
    print("| journal | copied and checked, ms CPU |\n|---|---|")
    for size in SIZES:
        fill(place / f"{size}.db", size)
        print(f"| {size} MiB | {median(copied(place, size) for _ in range(runs)) * 1e3:.0f} |")
        (place / f"{size}.db").unlink()
    code = f"from {make_daily_backup.__module__} import main"
    started = median(cost_of([sys.executable, "-P", "-c", code]).cpu for _ in range(runs))
    print(f"| a process that copies nothing | {started * 1e3:.0f} |")
    print(f"\nUp to {COPIED_AT_ONCE / MIB:g} MiB are copied at once.\n")


def fill(path: Path, mib: int) -> None:
    """Make a SQLite file of about this size, with varied rows."""
    db = sqlite3.connect(path)
    with db:
        db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, note BLOB)")
        db.executemany(
            "INSERT INTO notes (note) SELECT randomblob(?)",
            ((PAGE * 3 // 4,) for _ in range(mib * MIB // PAGE)),
        )
    db.close()


def copied(place: Path, size: int) -> float:
    """Return the seconds of the processor for one copy to a new file, and its check."""
    target = place / "copy.db"
    target.unlink(missing_ok=True)
    begun = time.process_time()
    copy_into(place / f"{size}.db", target)
    if damage_of(target):
        raise SystemExit(f"{target} is damaged")
    took = time.process_time() - begun
    target.unlink()
    return took


class Beside:
    """Commands on a journal, with a copy of it under way and without one."""

    def __init__(self, source: Path, place: Path) -> None:
        """Copy the journal into a folder."""
        self.place = place
        self.journal = place / "journal.db"
        shutil.copyfile(source, self.journal)
        self.folder = backup_folder(self.journal)
        self.env = os.environ | {"CARE_JOURNAL": str(self.journal), "HOME": str(place)}
        self.env.pop("CARE_BACKUP", None)
        with sqlite3.connect(self.journal) as db:
            who = db.execute("SELECT id FROM people WHERE deleted_at IS NULL LIMIT 1").fetchone()[0]
        db.close()
        self.commands = {
            "log": [*CARE, "log", who, "hello"],
            "due": [*CARE, "due", "--json", "--limit", "7"],
            "profile": [*CARE, "profile", who, "--json"],
        }
        self.day = 0
        self.begun = 0.0
        self.first: dict[str, list[Took]] = {"a copy to make": [], "none to make": []}
        self.took: dict[tuple[str, str], list[Took]] = {}
        self.lasted: list[float] = []

    def measure(self, times: int) -> None:
        """Run everything and print it."""
        self.first_of_a_day(due=False)
        while len(self.first["none to make"]) < times:
            self.first_of_a_day(due=True)
            self.wait()
            self.first_of_a_day(due=False)
        for _ in range(-(-times // BESIDE_EACH)):
            self.first_of_a_day(due=True)
            self.run("a copy under way", self.is_copying)
            self.wait()
            self.run("no copy", lambda: not self.is_copying())
        self.show()
        if shutil.which("strace"):
            self.show_locks()

    def first_of_a_day(self, *, due: bool) -> None:
        """Log on a new day, with the backup of the day still to be made, or there already."""
        self.day += 1
        today = f"{2027 + self.day // 336}-{self.day // 28 % 12 + 1:02}-{self.day % 28 + 1:02}"
        self.env["CARE_TODAY"] = today
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        if not due:
            (self.folder / f"{today}.db").write_bytes(b"stands for the backup of the day")
        key = "a copy to make" if due else "none to make"
        self.begun = time.monotonic()
        self.first[key].append(cost_of(self.commands["log"], self.env))

    def run(self, beside: str, holds: Callable[[], bool]) -> None:
        """Run each command some times, and count what ran while that held from begin to end."""
        for _ in range(BESIDE_EACH):
            for name, command in self.commands.items():
                before = holds()
                took = cost_of(command, self.env)
                if before and holds():
                    self.took.setdefault((name, beside), []).append(took)

    def is_copying(self) -> bool:
        """True from the command that starts a copy to the end of its process."""
        return (self.folder / COPYING).exists()

    def wait(self) -> None:
        """Wait for the copy."""
        while self.is_copying():
            if time.monotonic() - self.begun > LONGEST_COPY:
                raise SystemExit(f"there is no copy: {list(self.folder.iterdir())}")
            time.sleep(0.01)
        self.lasted.append(time.monotonic() - self.begun)

    def show(self) -> None:
        """Print the table."""
        size = self.journal.stat().st_size / 1e6
        least, most = min(self.lasted), max(self.lasted)
        print(
            f"{size:.0f} MB; the copy is there after {least:.1f} s, beside writes {most:.1f} s.\n"
        )
        print("| | ms CPU | slowest | ms | slowest | times |\n|---|---|---|---|---|---|")
        for name, values in self.first.items():
            print(row(f"the first `log` of a day, {name}", values))
        for (name, beside), values in self.took.items():
            print(row(f"`{name}`, {beside}", values))

    def show_locks(self) -> None:
        """Trace what takes a lock on the journal: the commands beside a copy, and the copy."""
        traced = ["strace", "-f", "-y", "-e", "trace=fcntl", "-o"]
        self.first_of_a_day(due=True)
        asked = met = times = 0
        while self.is_copying() and times < BESIDE_EACH:
            trace = self.place / "command.trace"
            cost_of([*traced, str(trace), *self.commands["log"]], self.env)
            answers = ["EAGAIN" in line for line in self.locks(trace)]
            asked, met = asked + len(answers), met + sum(answers)
            times += 1
        self.wait()
        (self.folder / f"{self.env['CARE_TODAY']}.db").unlink()
        trace = self.place / "copy.trace"
        code = f"from {make_daily_backup.__module__} import main; main()"
        line = [sys.executable, "-P", "-c", code, str(self.journal), self.env["CARE_TODAY"], "7"]
        cost_of([*traced, str(trace), *line], self.env)
        print(f"\n{times} `log` beside a copy asked for {asked} locks, and waited for {met}.")
        print(f"Locks that the copy took on the journal: {len(list(self.locks(trace)))}.")

    def locks(self, trace: Path) -> Iterator[str]:
        """Give the lines about a lock on the journal."""
        name = re.escape(f"<{self.journal}>")
        for line in trace.read_text().splitlines():
            if re.search(rf"{name}, F_(OFD_)?SETLK", line):
                yield line


def row(name: str, values: list[Took]) -> str:
    """Return a row of the table, in milliseconds."""
    cpu, wall = ([value[place] * 1e3 for value in values] for place in (0, 1))
    figures = (median(cpu), max(cpu), median(wall), max(wall))
    return f"| {name} | {' | '.join(f'{one:.0f}' for one in figures)} | {len(values)} |"


def cost_of(command: list[str], env: dict[str, str] | None = None) -> Took:
    """Run a command; return what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(cpu, wall)


if __name__ == "__main__":
    main()
