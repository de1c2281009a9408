"""What a touch takes in the file: all in all, one more, and in which tables.

python bench/touch_bytes.py JOURNAL [--touches 1000]    the file is copied, and stays as it is
"""

import argparse
import os
import random
import shutil
import sqlite3
import tempfile
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path

from caretrack import cli
from words import VOCABULARY

SEED = 20261130
SHOWN = 12  # tables and indexes


def main() -> None:
    """Log touches into a compacted copy, compact it again, and print what came on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("journal", type=Path)
    parser.add_argument("--touches", type=int, default=1_000, help="how many: %(default)s")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made) / "journal.db"
        os.environ |= {"HOME": made, "CARE_BACKUP": "wait"}
        shutil.copy(asked.journal, copy)
        care(copy, "doctor", "--compact")
        before = sizes(copy)
        log(copy, asked.touches)
        care(copy, "doctor", "--compact")
        after = sizes(copy)
        with closing(sqlite3.connect(copy)) as db:
            touches = db.execute("SELECT count(*) FROM touches").fetchone()[0]
    more = sum(after.values()) - sum(before.values())
    print(
        f"| all {touches:,} touches, with what else is there | {per(after, touches)} bytes each |"
    )
    print(
        f"| one more, of {asked.touches:,} that were logged | {more / asked.touches:,.0f} bytes |"
    )
    print("\n| of one more, in | bytes |\n|---|---|")
    grown = {name: (after[name] - before.get(name, 0)) / asked.touches for name in after}
    for name, size in sorted(grown.items(), key=lambda item: -item[1])[:SHOWN]:
        print(f"| `{name}` | {size:,.0f} |")


def care(journal: Path, *line: str) -> None:
    """Run a command in this process, unheard. Raises SystemExit if it fails."""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = cli.run(["--journal", str(journal), *line])
    if code:
        raise SystemExit(f"care {' '.join(line)} ended with {code}")


def log(journal: Path, times: int) -> None:
    """Log touches with people of the journal, with notes of 8 to 25 words."""
    dice = random.Random(SEED)
    with closing(sqlite3.connect(journal)) as db:
        query = "SELECT id FROM people WHERE deleted_at IS NULL AND archived_on IS NULL"
        people = [row[0] for row in db.execute(query)]
    for _ in range(times):
        note = " ".join(dice.choices(VOCABULARY, k=dice.randint(8, 25)))
        care(journal, "log", dice.choice(people), note)


def sizes(journal: Path) -> dict[str, int]:
    """Return the bytes of each table and index; all as one where SQLite cannot tell."""
    with closing(sqlite3.connect(journal)) as db:
        try:
            return dict(db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
        except sqlite3.OperationalError:
            return {"the whole file": journal.stat().st_size}


def per(size: dict[str, int], count: int) -> str:
    """Return the bytes of all of it for each."""
    return f"{sum(size.values()) / count:,.0f}"


if __name__ == "__main__":
    main()
