"""What the daily commands cost against bare Python, for two installations of `care` side by side.

    python bench/start_up.py JOURNAL PYTHON [PYTHON] [--runs 15]

JOURNAL is a journal of `bench/journals.py`. Each PYTHON has `care` installed (`pip install .`): one
before a change and one after it, say. Each gets its own copy of JOURNAL. All commands run in turn
with each, bare Python before, then again, so a slow moment affects all alike. Prints median CPU
seconds, as multiples of bare Python. Completion is asked as today's scripts ask: for an older
version its row means nothing.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from processes import Launcher
from sizes import TODAY, USUAL
from words import RARE

SAID = ("just to hear how the new oven does, her daughter starts school in May",)
COMMANDS: dict[str, tuple[str, ...]] = {
    "`due --json`": ("due", "--json", "--limit", "7"),
    "`due --count`": ("due", "--count"),
    "`log`": ("log", USUAL.lower(), "-c", "call", *SAID),
    "`profile --json`": ("profile", USUAL.lower(), "--json"),
    "`find`": ("find", RARE),
    "`history`": ("history",),
    "`query`": ("query", USUAL.split()[0].lower()),
    "`--help`": ("--help",),
    "completing a name": ("profile", USUAL.split()[0].lower()),
}


def environment(command: str, place: Path) -> dict[str, str]:
    """Return an environment without the user's settings."""
    given = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "CARE_PAGER": "",
        "CARE_TODAY": TODAY.isoformat(),
    }
    completing = {"_CARE_COMPLETE": "bash"} if command.startswith("completing") else {}
    return given | completing | {"CARE_JOURNAL": str(place / "journal.db")}


def measure(pythons: list[Path], places: list[Path], runs: int) -> None:
    """Take all turns, then print the table."""
    taken: dict[tuple[str, Path], list[float]] = {}
    refused: set[tuple[str, Path]] = set()
    with Launcher() as launcher:
        for turn in range(runs + 1):
            for command, arguments in COMMANDS.items():
                for python, place in zip(pythons, places, strict=True):
                    bare = launcher.run([str(python), "-c", "pass"], environment("", place))
                    took = launcher.run(
                        [str(python.with_name("care")), *arguments], environment(command, place)
                    )
                    if took.code:
                        refused.add((command, python))
                    # The first turn only brings the files into memory.
                    if turn:
                        taken.setdefault(("", python), []).append(bare.cpu_ms)
                        taken.setdefault((command, python), []).append(took.cpu_ms)
    print(
        "| |",
        " | ".join(f"{python}" for python in pythons),
        "| change |\n|---|" + "---|" * (len(pythons) + 1),
    )
    for command in ("", *COMMANDS):
        cells, times = [], []
        for python in pythons:
            ms = median(taken[command, python])
            times.append(ms / median(taken["", python]))
            cells.append(
                "not there" if (command, python) in refused else f"{ms:.1f} ms · {times[-1]:.2f}x"
            )
        change = f"{100 * (times[-1] / times[0] - 1):+.1f} %" if "not there" not in cells else ""
        print("|", command or "`python -c pass`", "|", " | ".join(cells), "|", change, "|")


def compare(journal: Path, pythons: list[Path], runs: int = 15) -> None:
    """Copy the journal for each, measure, tell."""
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder, str(number)) for number, _ in enumerate(pythons)]
        for place in places:
            place.mkdir()
            shutil.copy(journal, place / "journal.db")
        measure([python.absolute() for python in pythons], places, runs)


def main() -> None:
    """Read the arguments, measure, tell."""
    options = argparse.ArgumentParser()
    options.add_argument("journal", type=Path)
    options.add_argument("python", type=Path, nargs="+")
    options.add_argument("--runs", type=int, default=15)
    asked = options.parse_args()
    compare(asked.journal, asked.python, asked.runs)


if __name__ == "__main__":
    sys.exit(main())
