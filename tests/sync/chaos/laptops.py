"""A machine of a run: its home, its journal, its clock, and the `care` that runs on it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [path for path in (str(HERE), str(HERE.parent.parent)) if path not in sys.path]

from clients import Client, Outcome  # noqa: E402
from random_commands import Command, Rows  # noqa: E402

from transcript import environment  # noqa: E402

# One day for a whole run, so that an export says the same day on all machines.
TODAY = "2026-11-24"
# 08:00 UTC on that day.
MORNING = 1_795_507_200.0

# The tables of the model, and what names a row in each.
KEYS: dict[str, tuple[str, ...]] = {
    "people": ("id",),
    "handles": ("id",),
    "tags": ("person_id", "tag"),
    "tag_cadences": ("tag",),
    "kinds": ("kind",),
    "touches": ("id",),
    "touch_people": ("touch_id", "person_id"),
    "facts": ("id",),
    "actions": ("id",),
    "feedback": ("id",),
    "occasions": ("id",),
    "events": ("id",),
    "ties": ("id",),
    "settings": ("key",),
}


class Broken(AssertionError):
    """What must never happen: it is what a run of chaos is for."""


class Done(NamedTuple):
    """A command that was run: how it ended, when it began, and whether it was to be killed."""

    args: tuple[str, ...]
    outcome: Outcome
    at: float
    killed: bool

    @property
    def ok(self) -> bool:
        """True if it answered with success."""
        return self.outcome.code == 0


class Machine:
    """One of several, with a home, a clock and a warm process of its own."""

    def __init__(self, name: str, folder: Path, client: Client, skew: float, seed: str) -> None:
        """Lay it out; `skew` is by how many seconds its clock is ahead."""
        self.name, self.client, self.skew, self.seed = name, client, skew, seed
        self.folder = folder / name
        self.breakage = ""
        self.runs = 0
        self.refused: list[str] = []
        environment(self.home, TODAY)

    @property
    def home(self) -> Path:
        """Its home."""
        return self.folder / "home"

    @property
    def journal(self) -> Path:
        """Its journal."""
        return self.home / "journal.db"

    def run(self, time: float, *args: str, stdin: str = "", **how: Any) -> Done:
        """Run `care` at this time of the world. Raises Broken for a traceback or a hang."""
        self.runs += 1
        variables = environment(self.home, TODAY) | {"CARE_JOURNAL": str(self.journal)}
        killed = bool(how.get("kill_at") or how.get("kill_after"))
        try:
            outcome = self.client.run(
                args,
                variables,
                self.home,
                stdin,
                now=time + self.skew,
                seed=f"{self.seed} {self.name} {self.runs}",
                breakage=self.breakage,
                **how,
            )
        except RuntimeError as error:
            raise Broken(f"{self.name}: {error}") from error
        if "Traceback" in outcome.err or (outcome.code < 0 and not killed):
            raise Broken(f"{self.name}: care {' '.join(args)}\n{outcome.code} {outcome.err}")
        if outcome.code > 0:
            self.refused.append(f"care {' '.join(args)[:70]}: {outcome.code} {outcome.err.strip()}")
        return Done(args, outcome, time + self.skew, killed)

    def obey(self, time: float, command: Command, **how: Any) -> Done:
        """Run a command that was drawn."""
        if command.file:
            (self.home / command.file).write_text(command.text, encoding="utf-8")
        return self.run(time, *command.args, **how)

    def rows(self) -> Rows:
        """Every row of the model as it stands, by table and key, in the order of the journal."""
        if not self.journal.exists():
            return {table: {} for table in KEYS}
        with self.opened() as db:
            return {
                table: {
                    "\x1f".join(str(row[name]) for name in key): dict(row)
                    for row in db.execute(f"SELECT * FROM {table} ORDER BY rowid")
                }
                for table, key in KEYS.items()
            }

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Open the journal itself; what a kill left open is rolled back by that."""
        db = sqlite3.connect(self.journal, timeout=10)
        db.row_factory = sqlite3.Row
        try:
            yield db
        finally:
            db.close()

    def take_files_of(self, other: Machine) -> None:
        """Become a copy of another machine: every file of its home, as a careless user does it."""
        shutil.rmtree(self.home)
        shutil.copytree(other.home, self.home, symlinks=True)
        # The secrets of sync name the journal by its place.
        for file in self.home.rglob("*.json"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(str(other.home), str(self.home)), encoding="utf-8")

    def keep_copy(self, to: Path) -> None:
        """Copy the journal, for `put_back`."""
        with self.opened() as db, sqlite3.connect(to) as copy:
            db.backup(copy)

    def put_back(self, copy: Path) -> None:
        """Put an older copy of the journal in its place."""
        for end in ("", "-journal", "-wal", "-shm"):
            Path(f"{self.journal}{end}").unlink(missing_ok=True)
        shutil.copyfile(copy, self.journal)
        self.journal.chmod(0o600)
