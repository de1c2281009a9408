"""A whole journal out and in again, and looked through: CPU seconds and memory of each command.

python bench/whole_journal.py JOURNAL    the file is copied, and stays as it is
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXPORTS = (("json", "x.json"), ("csv", "x.csv"), ("vcard", "x.vcf"), ("ics", "x.ics"))


def cost(journal: Path, *args: str) -> str:
    """Run `care`; return its CPU seconds and the peak of its memory."""
    env = os.environ | {"CARE_JOURNAL": str(journal), "HOME": str(journal.parent)}
    command = [sys.executable, "-m", "caretrack", *args]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as process:
        _, _, used = os.wait4(process.pid, 0)
    return f"{used.ru_utime + used.ru_stime:.1f} s, {used.ru_maxrss // 1024} MB"


def main(journal: Path) -> None:
    """Print a row for each command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy, new = folder / "journal.db", folder / "new.db"
        shutil.copy(journal, copy)
        for format, file in EXPORTS:
            used = cost(copy, "export", "--to", format, "-o", str(folder / file))
            print(f"| `care export --to {format}` | {used} |")
        for what in ("where there is no journal", "the same again"):
            used = cost(new, "import", str(folder / "x.json"))
            print(f"| `care import` of the JSON, {what} | {used} |")
        for command in (["doctor"], ["doctor", "--rebuild"]):
            print(f"| `care {' '.join(command)}` | {cost(copy, *command)} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
