"""What `care dupes --json` takes to find who is there twice, at three sizes.

    python bench/dupes.py

Makes a journal of the people of `journals.py` for each size, and prints CPU seconds (the least of
three runs), the peak of the process, and how many pairs there are.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 3
SIZES = (5_000, 20_000, 50_000)
COMMAND = [sys.executable, "-m", "caretrack", "dupes", "--json"]


def run(environment: dict[str, str], output: Path) -> tuple[float, float]:
    """Return the CPU seconds and the peak in MB of one run."""
    to_file = (os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    process = os.posix_spawn(sys.executable, COMMAND, environment, file_actions=[to_file])
    _, status, used = os.wait4(process, 0)
    if status:
        sys.exit("care dupes failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def make(number: int, journal: Path) -> None:
    """Make a journal of so many people, with four touches each."""
    from journals import make as make_journal
    from sizes import Size

    make_journal(journal, Size(number, 4 * number))


def main() -> None:
    """Print a table."""
    print("| people | processor | MB | pairs |\n|---|---|---|---|", flush=True)
    for number in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            journal, output = Path(folder, "journal.db"), Path(folder, "pairs.json")
            # In a process of its own: the next one begins with the peak of this.
            subprocess.run([sys.executable, __file__, str(number), str(journal)], check=True)
            environment = {**os.environ, "HOME": folder, "CARE_JOURNAL": str(journal)}
            runs = [run(environment, output) for _ in range(RUNS)]
            took, peak = min(cpu for cpu, _ in runs), max(peak for _, peak in runs)
            found = len(json.loads(output.read_text()))
            print(f"| {number:,} | {took:.1f} | {peak:.0f} | {found:,} |", flush=True)


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2])) if len(sys.argv) > 2 else main()
