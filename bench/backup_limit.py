"""How long the automatic backup takes, made and checked, by journal size.

`LARGEST` in `daily.py` follows from it.
"""

import argparse
import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import median

from caretrack.journal.files.copying import copy, damage_of
from caretrack.journal.files.daily import LARGEST

MIB = 2**20
SIZES = (8, 16, 32, 64, 96, 128, 192, 256)
PAGE = 4096
AT_MOST = 0.3  # seconds that the first log of a day may wait, once


def main() -> None:
    """Time copies of files of several sizes, in turn, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=7, help="how often each file is copied: %(default)s"
    )
    runs = parser.parse_args().runs
    data = Path(__file__).with_name("data")
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data) as made:
        place = Path(made)
        took: dict[int, list[float]] = {size: [] for size in SIZES}
        for size in SIZES:
            fill(place / f"{size}.db", size)
        for _ in range(runs):
            for size in SIZES:
                took[size].append(timed(place / f"{size}.db", place / "copy" / "copy.db"))
    print("| journal | copied and checked in |\n|---|---|")
    for size, seconds in took.items():
        print(f"| {size} MiB | {median(seconds) * 1e3:.0f} ms |")
    quick = max((size for size in SIZES if median(took[size]) <= AT_MOST), default=0)
    print(
        f"\nThe largest of these that is copied and checked in {AT_MOST} s is {quick} MiB; the "
        f"limit is {LARGEST / MIB:g} MiB."
    )


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


def timed(source: Path, target: Path) -> float:
    """Return the seconds of one copy to a new file, and of its check."""
    target.unlink(missing_ok=True)
    begun = time.perf_counter()
    copy(source, target)
    if damage_of(target):
        raise SystemExit(f"{target} is damaged")
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
