"""One trial: a command, a fault in the midst of it, and what must be true afterwards.

Before and after a clean run of the command the folder is read (`state.py`). After a trial

* what was acknowledged is there: with exit 0, or a word on stdout, all is as after the clean run;
* what was not acknowledged is there whole, or not at all: the journal, and each file, is as before
  or as after;
* the journal is sound: its pages, its references, its log of changes, its index, its derived rows;
* the next commands end with 0, and `care undo` takes back what they did;
* after the next write nothing is left but what belongs there, and nobody else may read any of it;
* nothing printed a traceback, and nothing said "nothing was changed" of what was.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import state
from disks import SmallDisk
from injected import TRACED, Calls, Fault, calls_in, injected
from laid_out import LaidOut, Place
from state import Known, Rows
from warm import Outcome
from writing_commands import DAY_BEFORE, NONE, OLD, TABLE, Writing

NEXT, NEXT_DAY = ("add", "Next Person"), "2026-11-25"
# What a name may hold that is another one each time.
RANDOM_NAME = re.compile(
    r"(?<=home/tmp/)care-demo-\w+.*|(?<=backups/)\d{4}-\d\d-\d\d(-\d{9,})?(?=-before)"
    r"|\.care-[\w-]+(?=/|$)"
    r"|(?<=home/tmp)/[a-z0-9_]{8}$"
)
# By such a file Python's `tempfile` tries whether it can write.
OF_PYTHON = "home/tmp#"
UNTRUE = re.compile(r"nothing (was|is) (changed|written|kept|done)|is as it was|is unchanged", re.I)
# The journal is compared by its rows; what is known of its backups can be worked out again.
UNCOMPARED = ("journal.db", "checked.json")
UNFINISHED = '["forgetting",'

LOST, HALF, NEXT_FAILS = "lost", "half done", "next command fails"
LEFT, OTHER = "left over", "other"


class Problem(NamedTuple):
    """What a trial found: its sort, and what exactly."""

    sort: str
    text: str


class Snapshot(NamedTuple):
    """The rows of a journal, and the content of every other file, by name."""

    rows: Rows
    files: dict[str, str]


class Expected(NamedTuple):
    """What a clean run of a command does, and how many seconds it took, under strace."""

    known: Known
    before: Snapshot
    after: Snapshot
    between: tuple[Rows, ...]
    names: frozenset[str]
    calls: Calls
    seconds: float


def name_of(file: Path, folder: Path) -> str:
    """Return the name of a file below the folder, without what differs from run to run."""
    return RANDOM_NAME.sub("#", str(file.relative_to(folder)))


def files_of(place: Place) -> Iterator[Path]:
    """Return every file and folder below a place, links as what they are."""
    yield from sorted(place.folder.rglob("*"))


class Trials:
    """Runs trials in a folder of their own, with what they have in common."""

    def __init__(self, laid_out: LaidOut, folder: Path) -> None:
        """Remember where; nothing is run yet."""
        self.laid_out, self.warm, self.folder = laid_out, laid_out.warm, folder
        self._known: dict[str, Known] = {}
        self._between: dict[str, tuple[Rows, ...]] = {}
        self._expected: dict[str, Expected] = {}
        # Most files are the same in each trial: the same bytes are not looked at again.
        self._contents: dict[tuple[bytes, Known], str] = {}
        self._faults: dict[bytes, list[str]] = {}
        self.ends = Counter[str]()

    def expected(self, command: Writing, *, strace: bool = True) -> Expected:
        """Run the command cleanly, once; return what it does and which calls it makes."""
        if command.row not in self._expected:
            self._expected[command.row] = self._clean_run(command, strace)
        return self._expected[command.row]

    def _clean_run(self, command: Writing, strace: bool) -> Expected:
        known = self._known_of(command)
        place = self._fresh(command)
        before = self._snapshot(place, known)
        log = self.folder / "calls"
        options = ["-o", str(log), "-s", "0", "-e", f"trace={TRACED}"]
        start = time.monotonic()
        done = self._run(command, place, options if strace else [])
        seconds = time.monotonic() - start
        assert done.code == 0, (command.row, done)
        names = {name_of(file, place.folder) for file in files_of(place)}
        after = self._snapshot(self._copied(place), known)
        problems = [*self._sound(self._copied(place)), *self._next(place, command, undo=True)]
        assert problems == [], (command.row, problems)
        names |= {name_of(file, place.folder) for file in files_of(place)}
        calls = tuple(calls_in(log.read_text(), str(place.folder))) if strace else ()
        between = self._states_between(command.base, known)
        return Expected(known, before, after, between, frozenset(names), calls, seconds)

    def _known_of(self, command: Writing) -> Known:
        if command.base not in self._known:
            journal = self.laid_out.root / command.base / "d" / "journal.db"
            older = Path(self.laid_out.values["in"]) / "older.db"
            found = [state.known_in(path) for path in (journal, older)]
            self._known[command.base] = Known(
                found[0].ids | found[1].ids, found[0].stamps | found[1].stamps
            )
        return self._known[command.base]

    def _states_between(self, base: str, known: Known) -> tuple[Rows, ...]:
        """Return the states in which a journal may be left that is made, or brought up to date."""
        if base not in self._between:
            self._between[base] = tuple(self._made(base, known))
        return self._between[base]

    def _made(self, base: str, known: Known) -> Iterator[Rows]:
        if base == OLD:
            place = self._fresh(next(row for row in TABLE if row.base == OLD))
            self.warm.run(["due"], place.environment(DAY_BEFORE), place.folder)
            yield state.rows_in(place.journal, known)
        if base == NONE:
            from datetime import date

            from caretrack.journal.connection import open_journal

            made = self.folder / "made.db"
            made.unlink(missing_ok=True)
            with open_journal(made, date(2026, 11, 24), make=True):
                pass
            yield state.rows_in(made, known)

    def _fresh(self, command: Writing, folder: Path | None = None) -> Place:
        folder = folder or self.folder / "place"
        shutil.rmtree(folder, ignore_errors=True)
        return self.laid_out.place(command, folder)

    def _copied(self, place: Place) -> Place:
        """Copy a place as it lies there, with the journal of a transaction that was cut off."""
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(place.folder, copy, symlinks=True)
        return Place(copy, place.values)

    def _run(
        self, command: Writing, place: Place, strace: Sequence[str] = (), **more: float | int | None
    ) -> Outcome:
        env = place.environment(command.today, command.editor)
        args = place.arguments(command)
        home = place.folder / "home"
        return self.warm.run(args, env, home, command.stdin, strace=strace, **more)  # type: ignore[arg-type]

    def _snapshot(self, place: Place, known: Known) -> Snapshot:
        """Read a place; this rolls back a transaction that was cut off."""
        rows = state.rows_in(place.journal, known)
        settings = [line for line in rows.get("settings", []) if not line.startswith(UNFINISHED)]
        if "settings" in rows:
            rows["settings"] = settings
        files = {
            name_of(file, place.folder): self._content(file, known)
            for file in files_of(place)
            if file.is_file() and not file.name.startswith(UNCOMPARED)
        }
        return Snapshot(rows, files)

    def _content(self, file: Path, known: Known) -> str:
        at = sha256(file.read_bytes()).digest(), known
        if at not in self._contents:
            identity = self.laid_out.values["identity"]
            self._contents[at] = state.content(file, known, identity)
        return self._contents[at]

    def _faults_in(self, backup: Path) -> list[str]:
        at = sha256(backup.read_bytes()).digest()
        if at not in self._faults:
            self._faults[at] = list(state.faults_in(backup))
        return self._faults[at]

    def run(self, command: Writing, fault: Fault, chance: random.Random) -> list[Problem]:
        """Run one trial; return what is wrong afterwards."""
        expected = self.expected(command, strace=not fault.spec.startswith("after="))
        place = self._fresh(command)
        done = self._with_fault(command, place, fault)
        problems = [*self._said(done, fault)]
        if fault.kills and place.journal.with_name("journal.db-journal").exists():
            # Killed once more, while the next command rolls back.
            number = chance.randint(1, 12)
            inject = f"{chance.choice(['pwrite64', 'fsync', 'unlink'])}:signal=KILL:when={number}"
            if not fault.spec.startswith("after="):
                env = place.environment(command.today)
                self.warm.run(["due"], env, place.folder, strace=injected(inject))
        return problems + self.verdict(command, expected, place, done, chance)

    def on_full_disk(
        self, command: Writing, disk: SmallDisk, pages: int, chance: random.Random
    ) -> list[Problem]:
        """Run a command on a disk with so many pages left; make room; return what is wrong."""
        disk.make_room()
        place = self._fresh(command, disk.place / "place")
        disk.leave(pages)
        done = self._run(command, place)
        disk.make_room()
        return [
            *self._said(done, Fault("write:full disk")),
            *self.verdict(command, self.expected(command), place, done, chance),
        ]

    def on_read_only_disk(
        self, command: Writing, disk: SmallDisk, chance: random.Random
    ) -> list[Problem]:
        """Run a command on a disk that cannot be written to; return what is wrong afterwards."""
        disk.make_room()
        place = self._fresh(command, disk.place / "place")
        disk.read_only(True)
        try:
            done = self._run(command, place)
        finally:
            disk.read_only(False)
        return [
            *self._said(done, Fault("read-only disk")),
            *self.verdict(command, self.expected(command), place, done, chance),
        ]

    def with_limit(
        self, command: Writing, largest_file: int, chance: random.Random
    ) -> list[Problem]:
        """Run a command that may make no file of more bytes; return what is wrong afterwards."""
        place = self._fresh(command)
        done = self._run(command, place, largest_file=largest_file)
        return [
            *self._said(done, Fault("limit")),
            *self.verdict(command, self.expected(command), place, done, chance),
        ]

    def verdict(
        self,
        command: Writing,
        expected: Expected,
        place: Place,
        done: Outcome,
        chance: random.Random,
    ) -> list[Problem]:
        """Return what is wrong with a place after a run that was disturbed."""
        read_first, undo = chance.random() < 0.4, chance.random() < 0.4
        copy = self._copied(place)
        return [
            *self._whole_or_absent(command, expected, copy, done),
            *self._sound(copy),
            *self._next(place, command, undo=undo, read_first=read_first),
            *self._left(place, command, expected, done),
        ]

    def _with_fault(self, command: Writing, place: Place, fault: Fault) -> Outcome:
        if fault.spec.startswith("after="):
            return self._run(command, place, kill_after=float(fault.spec.partition("=")[2]))
        return self._run(command, place, injected(fault.spec), anew=fault.anew)

    def _said(self, done: Outcome, fault: Fault) -> Iterator[Problem]:
        self.ends["killed" if done.code == -signal.SIGKILL else str(done.code)] += 1
        if "Traceback" in done.err:
            yield Problem(OTHER, f"a traceback: {done.err.strip().splitlines()[-1]}")
        ends = {0, 1, 2, 3, 4, 5} | ({-signal.SIGKILL} if fault.kills else set())
        if fault.spec.startswith("write:") and fault.spec.endswith("+"):
            # Not even what is thrown away can be written, and Python ends with a code of its own.
            ends.add(120)
        if done.code not in ends:
            yield Problem(OTHER, f"exit code {done.code}")
        silent = fault.spec.startswith("write:")
        if done.code > 0 and not done.err.strip() and not silent:
            yield Problem(OTHER, f"failed with {done.code}, and said nothing")

    def _whole_or_absent(
        self, command: Writing, expected: Expected, copy: Place, done: Outcome
    ) -> Iterator[Problem]:
        """Compare a copy of the place with what a clean run does."""
        try:
            now = self._snapshot(copy, expected.known)
        except state.UNREADABLE as error:
            yield Problem(HALF, f"the journal cannot be read: {error}")
            return
        acknowledged = (done.code == 0 or bool(done.out.strip())) and not command.if_it_can
        changed = now.rows == expected.after.rows
        if acknowledged and not changed:
            yield Problem(LOST, f"acknowledged: {state.difference(now.rows, expected.after.rows)}")
        elif not changed and now.rows not in (expected.before.rows, *expected.between):
            before, after = (
                state.difference(now.rows, rows)
                for rows in (expected.before.rows, expected.after.rows)
            )
            yield Problem(HALF, f"neither as before, {before}, nor as after, {after}")
        for name in sorted({*expected.before.files, *expected.after.files}):
            old, new = expected.before.files.get(name), expected.after.files.get(name)
            this = now.files.get(name)
            if acknowledged and this != new and not _may_be_missing(name, done):
                yield Problem(LOST, f"acknowledged: {name} is {str(this)[:80]!r}")
            elif this not in (old, new):
                yield Problem(HALF, f"{name} is {str(this)[:120]!r}")
        done_after_all = not acknowledged and changed and now.rows != expected.before.rows
        if done_after_all and (untrue := UNTRUE.search(done.err)):
            yield Problem(OTHER, f"it was done, and is said not to be: {untrue[0]}: {done.err}")

    def _sound(self, copy: Place) -> Iterator[Problem]:
        """Check a copy of the journal and of its backups. It is written to."""
        for fault in (*state.faults_in(copy.journal), *state.derived_faults_in(copy.journal)):
            yield Problem(HALF, fault)
        for backup in copy.folder.glob("*/journal.db-backups/*.db"):
            for fault in self._faults_in(backup):
                yield Problem(HALF, f"{backup.name}: {fault}")

    def _next(
        self, place: Place, command: Writing, *, undo: bool, read_first: bool = True
    ) -> Iterator[Problem]:
        """Run the next commands, on the next day; what they do is taken back."""
        env, held = place.environment(NEXT_DAY), None
        steps = [["due"]] * read_first + [list(NEXT)] + [["undo"]] * undo
        for args in steps:
            if args == list(NEXT) and undo and command.base not in (OLD, NONE):
                held = state.entered_in(self._copied(place).journal)
            done = self.warm.run(args, env, place.folder / "home")
            if done.code or "Traceback" in done.err:
                yield Problem(NEXT_FAILS, f"care {args[0]}: {done.code} {done.err.strip()}")
                return
        if held is not None and (now := state.entered_in(place.journal)) != held:
            yield Problem(NEXT_FAILS, f"undo left something: {state.difference(now, held)}")

    def _left(
        self, place: Place, command: Writing, expected: Expected, done: Outcome
    ) -> Iterator[Problem]:
        """Look for what does not belong here, after the next write.

        What somebody typed is kept on purpose when it did not arrive.
        """
        for file in files_of(place):
            name = name_of(file, place.folder)
            # A run that was killed cannot say it; `care doctor` does.
            killed = done.code == -signal.SIGKILL
            said = killed or "kept in" in done.err or not done.err.strip()
            typed = "/.care-" in str(file) and done.code != 0 and said
            if name not in expected.names and not typed and name != OF_PYTHON:
                yield Problem(LEFT, f"{file.relative_to(place.folder)}")
            if not file.is_symlink() and state.mode(file) & 0o077:
                yield Problem(OTHER, f"{name} has mode {state.mode(file):o}")


def _may_be_missing(name: str, done: Outcome) -> bool:
    """True for a daily backup that could not be made, where that was said."""
    return "journal.db-backups" in name and "backup" in done.err
