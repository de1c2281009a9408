"""What `care doctor` takes, and `care log` beside it: nobody may wait for a check.

python bench/beside_doctor.py JOURNAL [--logs 20]    the file is copied, and stays as it is
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

CARE = [sys.executable, "-m", "caretrack"]
NOTE = "rang to hear how the move went"


def main() -> None:
    """Print a row for `care log` by itself, and one beside a running doctor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("journal", type=Path)
    parser.add_argument("--logs", type=int, default=20, help="how often: %(default)s")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made) / "journal.db"
        shutil.copy(asked.journal, copy)
        # The first write of a day makes the automatic backup: it is waited for, and not counted.
        environment = os.environ | {"HOME": made, "CARE_JOURNAL": str(copy), "CARE_BACKUP": "wait"}
        log = [*CARE, "log", somebody(environment), NOTE]
        logged(log, environment)
        print("| `care log` | median CPU | most CPU | median | longest | failed |")
        print("|---|---|---|---|---|---|")
        print(row("by itself", [logged(log, environment) for _ in range(asked.logs)]))
        beside, doctors = logs_beside_doctor(log, environment, asked.logs)
        print(row("beside `care doctor`", beside))
    took = ", ".join(f"{cpu:.1f} s of CPU, {mb} MB" for cpu, mb in doctors)
    print(f"\n`care doctor` beside them: {took}.")


def somebody(environment: dict[str, str]) -> str:
    """Return the id of a person of the journal."""
    table = subprocess.run(
        [*CARE, "list"], env=environment, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    place = table[0].split("\t").index("id")
    return table[1].split("\t")[place]


def logs_beside_doctor(
    log: list[str], environment: dict[str, str], times: int
) -> tuple[list[tuple[float, float, int]], list[tuple[float, int]]]:
    """Log while a doctor runs; another one is started when it ends before the last log."""
    doctors = [started(environment)]
    used = []
    measured = []
    for _ in range(times):
        ended = os.wait4(doctors[-1].pid, os.WNOHANG)
        if ended[0]:
            used.append(ended)
            doctors.append(started(environment))
        # Where a log begins in the same moment, it is not beside anything yet.
        time.sleep(0.2)
        measured.append(logged(log, environment))
    used.append(os.wait4(doctors[-1].pid, 0))
    for doctor, (_, status, _usage) in zip(doctors, used, strict=True):
        doctor.returncode = os.waitstatus_to_exitcode(status)
    return measured, [
        (usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024) for _, _, usage in used
    ]


def started(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Start `care doctor`."""
    return subprocess.Popen(
        [*CARE, "doctor"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def logged(log: list[str], environment: dict[str, str]) -> tuple[float, float, int]:
    """Log once; return the CPU seconds, the seconds, and the exit code."""
    start = time.perf_counter()
    with subprocess.Popen(
        log, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, process.returncode


def row(what: str, measured: list[tuple[float, float, int]]) -> str:
    """Return a row of the table, in milliseconds."""
    cpu, wall, codes = zip(*measured, strict=True)
    cells = (median(cpu), max(cpu), median(wall), max(wall))
    times = " | ".join(f"{seconds * 1e3:.0f} ms" for seconds in cells)
    return f"| {what} | {times} | {sum(code != 0 for code in codes)} of {len(codes)} |"


if __name__ == "__main__":
    main()
