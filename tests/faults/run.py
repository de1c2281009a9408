"""Try every fault for as long as one asks: `python tests/faults/run.py --seconds 600`.

At the end stands a line of counts for the table in `docs/reliability.md`. What was found is printed
with the line that repeats it.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS.parent / "src"), str(TESTS)]

from crowd import crowd  # noqa: E402
from disks import SmallDisk, small_disk  # noqa: E402
from injected import Fault, all_errors, all_kills, some  # noqa: E402
from laid_out import LaidOut  # noqa: E402
from state import entered_in  # noqa: E402
from trials import HALF, LEFT, LOST, NEXT_FAILS, OTHER, Problem, Trials  # noqa: E402
from warm import Warm, strace_works  # noqa: E402
from writing_commands import TABLE, Writing  # noqa: E402

from transcript import PROGRAM, environment  # noqa: E402

SORTS = (LOST, HALF, NEXT_FAILS, LEFT, OTHER)
KILLS, FAULTS = "kills", "faults"
# One of so many faults is injected into a Python that is started anew.
ANEW = 20
WRITERS, LOGS = 8, 100


class LongRun:
    """Trials one after the other, and what came of them."""

    def __init__(self, trials: Trials, disk: SmallDisk | None, seed: int, only: str) -> None:
        """`only` is the name of what is tried, or a part of several."""
        self.trials, self.disk, self.seed = trials, disk, seed
        named = [row for row in TABLE if row.row == only]
        self.rows = named or [row for row in TABLE if only in row.row]
        self.chance = random.Random(seed)
        self.counts = Counter[str]()
        self.problems = Counter[str]()

    def go_on(self, seconds: float) -> None:
        """Try one round after the other: each command with a few faults of each sort."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.chance.shuffle(self.rows)
            for row in self.rows:
                try:
                    for sort, what, problems in self.round(row):
                        self.counts[sort] += 1
                        self.tell(row, what, problems)
                        if time.monotonic() > end:
                            return
                except RuntimeError as error:
                    # It did not end, or strace could not attach.
                    self.tell(row, "a trial", [Problem(OTHER, str(error))])

    def round(self, row: Writing) -> Iterator[tuple[str, str, list[Problem]]]:
        """Yield what each trial of a round is, and what it found."""
        expected, chance = self.trials.expected(row), self.chance
        for fault in some(all_kills(expected.calls), 4, chance):
            again = not chance.randrange(ANEW) and not fault.spec.startswith("openat")
            yield KILLS, fault.spec, self.trials.run(row, Fault(fault.spec, again), chance)
        after = f"after={chance.random() * expected.seconds:.4f}"
        yield KILLS, after, self.trials.run(row, Fault(after), chance)
        for fault in some(all_errors(expected.calls), 2, chance):
            yield FAULTS, fault.spec, self.trials.run(row, fault, chance)
        if self.disk is not None:
            pages = chance.randrange(150)
            found = self.trials.on_full_disk(row, self.disk, pages, chance)
            yield FAULTS, f"{pages} pages left", found
            if not chance.randrange(5):
                found = self.trials.on_read_only_disk(row, self.disk, chance)
                yield FAULTS, "read-only", found

    def tell(self, row: Writing, what: str, problems: list[Problem]) -> None:
        """Print what a trial found."""
        for problem in problems:
            self.problems[problem.sort] += 1
            print(f"{row.row} | {what} | {problem.sort}: {problem.text}", flush=True)
        if problems and ":" in what:
            print(f"    python tests/faults/run.py --only {row.row!r} --fault {what}", flush=True)

    def summary(self) -> str:
        """Return the line of counts."""
        found = ", ".join(f"{self.problems[sort]} {sort}" for sort in SORTS)
        ends = ", ".join(f"{end}: {count}" for end, count in sorted(self.trials.ends.items()))
        return (
            f"{day()} · seed {self.seed} · {self.counts[KILLS]} kills, {self.counts[FAULTS]} faults"
            f" · {found} · exit codes {ends}"
        )


def many_at_once(folder: Path) -> int:
    """Let eight true processes log a hundred times each, beside others; return 1 if any failed."""
    env = environment(folder / "home") | {"CARE_JOURNAL": str(folder / "journal.db")}

    def run(args: Sequence[str]) -> tuple[int, str]:
        done = subprocess.run(
            [*PROGRAM, *args], env=env, cwd=folder, capture_output=True, text=True
        )
        return done.returncode, done.stderr

    run(["add", "Ana Silva"])
    start = time.monotonic()
    came = crowd(run, folder, WRITERS, LOGS)
    for line in came.refused:
        print(line)
    notes = {line for line in entered_in(folder / "journal.db")["touches"] if "writer" in line}
    print(
        f"{day()} · {came.logged} of {WRITERS * LOGS} logged, {len(notes)} in the journal, beside "
        f"{came.beside} others, {len(came.refused)} refused · {time.monotonic() - start:.0f} s"
    )
    return 1 if came.refused or len(notes) != WRITERS * LOGS else 0


def day() -> str:
    """Return when this was run, for the table."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def main() -> int:
    """Read the command line and run; return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python tests/faults/run.py", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="how long (600)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--only", default="", help="commands with this in their name (all)")
    parser.add_argument("--fault", default="", help="only this one, as strace writes it")
    parser.add_argument("--folder", type=Path, help="where to work (a temporary folder)")
    parser.add_argument("--crowd", action="store_true", help="instead: 8 processes log 100 times")
    asked = parser.parse_args()
    # Told to end, it tells what it has, and takes its disk away. A shell that starts it in the
    # background lets it ignore ^C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=asked.folder)))
        if asked.crowd:
            return many_at_once(folder)
        for part in ("bases", "trials"):
            (folder / part).mkdir(mode=0o700)
        if not strace_works(folder / "probe"):
            print("strace is missing, or may not attach: faults cannot be injected here.")
            return 2
        warm = stack.enter_context(Warm(folder / "streams"))
        disk = stack.enter_context(small_disk(folder / "disk"))
        if disk is None:
            print("No disk may be mounted here: full and read-only disks are left out.")
        trials = Trials(LaidOut(folder / "bases", warm), folder / "trials")
        run = LongRun(trials, disk, asked.seed, asked.only)
        if asked.fault:
            for row in run.rows:
                run.counts[KILLS if Fault(asked.fault).kills else FAULTS] += 1
                run.tell(row, asked.fault, trials.run(row, Fault(asked.fault), run.chance))
        else:
            with suppress(KeyboardInterrupt):
                run.go_on(asked.seconds)
        print(run.summary())
        return 1 if run.problems else 0


if __name__ == "__main__":
    sys.exit(main())
