"""What the automatic backup costs: copied at once by size, and `care log` beside a copy.

`COPIED_AT_ONCE` in `daily.py` follows from the first table. With a journal, the second one shows
that `care log` does not wait: alone, as the first write of a day, and while a copy is under way.
"""

import argparse
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from caretrack.journal.files.copy_process import make_daily_backup
from caretrack.journal.files.copying import copy_into, damage_of
from caretrack.journal.files.daily import COPIED_AT_ONCE, backup_folder
from caretrack.journal.files.file import COPYING

MIB = 2**20
SIZES = (1, 2, 4, 8, 16, 32)
PAGE = 4096
LOG = [sys.executable, "-m", "caretrack", "log"]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="how often: %(default)s")
    parser.add_argument("--journal", type=Path, help="a journal, which is copied and written to")
    asked = parser.parse_args()
    data = Path(__file__).with_name("data")
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data) as made:
        copied_at_once(Path(made), asked.runs)
        if asked.journal:
            log_beside_a_copy(asked.journal, Path(made), asked.runs)


def copied_at_once(place: Path, runs: int) -> None:
    """Print the processor time of a copy with its check, and of a process that makes one."""
    print("| journal | copied and checked, ms CPU |\n|---|---|")
    for size in SIZES:
        fill(place / f"{size}.db", size)
        print(f"| {size} MiB | {median(copied(place, size) for _ in range(runs)) * 1e3:.0f} |")
    code = f"from {make_daily_backup.__module__} import main"
    started = median(cpu_of([sys.executable, "-P", "-c", code])[0] for _ in range(runs))
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
    return time.process_time() - begun


def log_beside_a_copy(source: Path, place: Path, runs: int) -> None:
    """Print what `care log` takes alone, as the first write of a day, and beside a copy."""
    journal = place / "journal.db"
    shutil.copyfile(source, journal)
    env = os.environ | {"CARE_JOURNAL": str(journal), "HOME": str(place)}
    with sqlite3.connect(journal) as db:
        person = db.execute("SELECT id FROM people WHERE deleted_at IS NULL LIMIT 1").fetchone()[0]
    db.close()
    took: dict[str, list[tuple[float, float]]] = {}
    lasted = []
    for day in range(1, runs + 1):
        env["CARE_TODAY"] = f"2027-01-{day:02}"
        command = [*LOG, person, "hello"]
        took.setdefault("the first write of a day", []).append(cpu_of(command, env))
        begun = time.perf_counter()
        while (backup_folder(journal) / COPYING).exists():
            if len(took.setdefault("beside a copy", [])) < 10 * day:
                took["beside a copy"].append(cpu_of(command, env))
            else:
                time.sleep(0.02)
        lasted.append(time.perf_counter() - begun)
        took.setdefault("alone", []).extend(cpu_of(command, env) for _ in range(10))
        shutil.rmtree(backup_folder(journal))
    print(f"{journal.stat().st_size / 1e6:.0f} MB, copied within {median(lasted):.1f} s\n")
    print("| `care log` | ms CPU | ms | longest ms | times |\n|---|---|---|---|---|")
    for name, values in took.items():
        cpu, wall = ([value[place] * 1e3 for value in values] for place in (0, 1))
        print(
            f"| {name} | {median(cpu):.0f} | {median(wall):.0f} | {max(wall):.0f} | {len(values)} |"
        )


def cpu_of(command: list[str], env: dict[str, str] | None = None) -> tuple[float, float]:
    """Run a command; return its seconds of the processor, and on the clock."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


if __name__ == "__main__":
    main()
