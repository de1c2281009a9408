"""A migration that is killed at any call that writes loses nothing, and the next command works.

Some of the calls here; `CARE_KILL_EVERY=1` takes every one of them.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from injected import READS, TRACED, all_kills, calls_in, injected, some
from warm import Outcome, Warm, strace_works

import stored
from caretrack.journal.version import VERSION
from transcript import environment

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
OLD = [file for file in sorted(SCHEMAS.glob("**/*.sql")) if not file.stem.startswith("006")]
EVERY_CALL = os.environ.get("CARE_KILL_EVERY") == "1"
KILLS = 6
# After so many kills one more write is made, and doctor asked.
FINISHED = 8 if EVERY_CALL else 2
# Nothing is written, kept or removed by these.
LEFT_OUT = {*READS, "openat"}


class Place:
    """A folder in which a journal of before is opened again and again."""

    def __init__(self, root: Path, file: Path, warm: Warm) -> None:
        """Make the journal once."""
        self.warm = warm
        self.old = root / "old.db"
        self.folder = root / "here"
        self.journal = self.folder / "journal.db"
        self.env = environment(root / "home") | {"CARE_JOURNAL": str(self.journal)}
        with stored.opened(self.old) as db:
            db.executescript(file.read_text(encoding="utf-8"))

    def run(self, *args: str, strace: list[str] | None = None) -> Outcome:
        return self.warm.run(args, self.env, self.folder.parent, strace=strace or [])

    def lay_out(self) -> None:
        """Begin again, with the journal as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        shutil.copy(self.old, self.journal)
        self.journal.chmod(0o600)


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    folder = tmp_path_factory.mktemp("warm")
    if not strace_works(folder / "probe"):
        pytest.skip("strace is missing, or may not attach: nothing can be killed at a call")
    with Warm(folder / "streams") as process:
        yield process


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
def test_a_migration_that_is_killed_lets_the_next_command_work(
    tmp_path: Path, warm: Warm, file: Path
) -> None:
    place = Place(tmp_path, file, warm)
    place.lay_out()
    log = tmp_path / "calls"
    assert place.run("list", strace=["-o", str(log), "-e", f"trace={TRACED}"]).code == 0
    found = calls_in(log.read_text(), str(place.folder))
    calls = [call for call in found if call[0] not in LEFT_OUT]
    held = stored.model(place.journal)
    assert held["people"]
    assert held["touches"]
    faults = all_kills(calls)
    if not EVERY_CALL:
        faults = some(faults, KILLS, random.Random(file.stem))
    killed = 0
    for number, fault in enumerate(faults):
        place.lay_out()
        killed += place.run("list", strace=injected(fault.spec)).code == -9
        done = place.run("due")
        assert done.code == 0, (fault.spec, done)
        assert stored.model(place.journal) == held, fault.spec
        assert stored.only(place.journal, "PRAGMA user_version") == VERSION
        if number % FINISHED:
            continue
        # A write takes away what the killed run left.
        for command in (["log", "ana", "hello"], ["doctor"]):
            done = place.run(*command)
            assert done.code == 0, (fault.spec, command, done)
    assert killed >= len(faults) * 3 // 4
    print(f"{file.stem}: {killed} kills at {len(calls)} calls")
