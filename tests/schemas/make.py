"""Write a released version's schema, with a few rows, as SQL. See `README.md` beside this file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

COMMANDS = (
    ("add", "Łukasz", "Żak", "--company", "Łódź & Co", "--nickname", "Luk", "--birthday",
        "29 Feb 1976", "--email", "luk@example.org", "--tag", "vip",
     "--phone", "+48 22 123 45 67", "--phone", "022 123 45 68"),
    ("add", "Ana", "Silva", "--every", "14d"),
    ("every", "--tag", "vip", "2w"),
    ("kinds", "add", "workshop", "care", "a workshop"),
    ("log", "luk", "-k", "workshop", "-m", "2", "-l", "worry: the Q3 budget", "-p",
        "send the 'plan' by friday", "-f", "complaint: the export is slow", "-d", "2026-11-01",
        "first one; with\nlines"),
    ("log", "ana", "-k", "ask", "--about", "product", "-d", "2026-10-01",
        "asked what they would change"),
    ("log", "ana", "--with", "luk", "-k", "invoice", "-c", "email", "reminded them of the invoice"),
    ("gesture", "ana", "a book about boats"),
    ("event", "ana", "2026-12-10", "she opens the shop"),
    ("tie", "ana", "boss", "luk"),
    ("edit", "luk", "--service", "payroll, since 2023", "--prefers", "call", "--zone",
        "Europe/Warsaw", "--hours", "9-15"),
    ("learn", "ana", "fear", "--declined"),
    ("config", "crowd", "4"),
    ("snooze", "ana", "2026-12-01"),
    ("undo",),
)  # fmt: skip


def journal(path: Path) -> None:
    """A journal made by the program as it is now."""
    env = {
        **os.environ,
        "CARE_JOURNAL": str(path),
        "CARE_TODAY": "2026-11-21",
        "CARE_CONFIG": str(path.with_name("none.toml")),
    }
    for command in COMMANDS:
        subprocess.run(
            [sys.executable, "-P", "-m", "caretrack", *command],
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def as_sql(path: Path) -> list[str]:
    """Return statements that make the file again: tables, rows, indexes, triggers, the header."""
    db = sqlite3.connect(path)
    objects = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    virtual = [name for _, name, sql in objects if sql.startswith("CREATE VIRTUAL")]
    shadows = {
        f"{name}_{part}"
        for name in virtual
        for part in ("data", "idx", "content", "docsize", "config")
    }
    made = [row for row in objects if row[1] not in shadows]
    lines = [f"{sql};" for sort, _, sql in made if sort == "table"]
    for name in (name for sort, name, _ in made if sort == "table"):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
        names = [*(["rowid"] if name in virtual else []), *columns]
        values = " || ', ' || ".join(f"quote({column})" for column in names)
        lines += [
            f"INSERT INTO {name} ({', '.join(names)}) VALUES ({row[0]});"
            for row in db.execute(f"SELECT {values} FROM {name}")
        ]
    lines += [f"{sql};" for sort, _, sql in made if sort != "table"]
    lines += [
        f"PRAGMA {name} = {db.execute(f'PRAGMA {name}').fetchone()[0]};"
        for name in ("application_id", "user_version")
    ]
    db.close()
    return lines


def main() -> None:
    """Write the file of the present version."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        journal(path)
        lines = as_sql(path)
    version = int(lines[-1].removesuffix(";").split(" = ")[1])
    target = HERE / f"{version:03}.sql"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main()
