"""The speed and memory of `care` on journals of three sizes; see README.md beside this file.

    python bench/run.py                               5,000 and 200,000 touches: about two minutes
    python bench/run.py --sizes small,medium,large    also 2,000,000: minutes to make, once
    python bench/run.py --write                       also puts the tables into the two READMEs

`care` and the journals are made in bench/data, and kept there. ^C prints what there is so far.
"""

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

from environment import CHECKOUT, DATA, HERE, care_environment, journal, plain, version_of
from markers import put
from processes import COLUMNS, KILLED, Launcher, Took, interrupt_when_ended
from sizes import BUSY, SIZES, USUAL
from words import COMMON, RARE, each

NOTE = each("just to hear how the new oven does, her daughter starts school in May")
COMPLETING = {"_CARE_COMPLETE": "bash"}
USUAL_NAME, BUSY_NAME = USUAL.lower(), BUSY.lower()

# Targets: times the CPU time of bare Python, and MB. Python 3.13 begins more slowly by itself.
READ, WRITE, SEARCH, PAGE, COUNT, NAME, ALL = 4.2, 4.6, 3.6, 4.5, 3.1, 4.5, 20.0
NEWER = 3.4  # in a pipe, from Python 3.13 on
DAILY_MB, STREAMED_MB, GROWTH = 18.0, 40.0, 1.5


class Command(NamedTuple):
    """A command line; `times` is its limit as a multiple of bare Python, where it has one."""

    label: str
    arguments: tuple[str, ...] = ()
    times: float | None = None
    mb: float | None = DAILY_MB
    grows: bool = False  # with what it prints, or goes through
    terminal: bool = False
    environment: Mapping[str, str] = {}

    def limit(self, newer: bool) -> float | None:
        """Return the most times of bare Python; `newer` for Python 3.13 and later."""
        if newer and self.times in {READ, WRITE, SEARCH} and not self.terminal:
            return min(self.times, NEWER)
        return self.times


COMMANDS = (
    Command("`--version`", ("--version",)),
    Command("`--help`", ("--help",), mb=None),
    Command("completing a name", ("profile", USUAL_NAME.split()[0]), NAME, environment=COMPLETING),
    Command("`due --count`", ("due", "--count"), COUNT),
    Command("`due --json`", ("due", "--json", "--limit", "7"), READ),
    Command("`due` on a terminal", ("due",), PAGE, terminal=True),
    Command("`log`", ("log", USUAL_NAME, "-c", "call", *NOTE), WRITE),
    Command("`profile --json`", ("profile", USUAL_NAME, "--json"), READ),
    Command("`profile --json`, by surname", ("profile", USUAL_NAME.split()[1], "--json"), READ),
    Command("`profile --json`, busiest", ("profile", BUSY_NAME, "--json"), READ),
    Command("`profile` on a terminal", ("profile", USUAL_NAME), PAGE, terminal=True),
    Command("`profile`, busiest, on a terminal", ("profile", BUSY_NAME), PAGE, terminal=True),
    Command("`find`, a rare word", ("find", RARE), SEARCH),
    Command("`find`, a common word", ("find", COMMON), SEARCH),
    Command("`history`", ("history",), SEARCH),
    Command("`history NAME`, busiest", ("history", BUSY_NAME), SEARCH),
    Command(
        "`check`, a letter of 140 words", ("check", USUAL_NAME, str(HERE / "draft.txt")), mb=None
    ),
    Command("`stats --json`", ("stats", "--json"), ALL, STREAMED_MB),
    Command("`stats` on a terminal", ("stats",), mb=None, terminal=True),
    Command("`stats --html -`", ("stats", "--html", "-"), mb=None, grows=True),
    Command("`stats --json --tag vip`", ("stats", "--json", "--tag", "vip"), mb=None, grows=True),
    Command(
        "`stats --json --company foods`",
        ("stats", "--json", "--company", "foods"),
        mb=None,
        grows=True,
    ),
    Command("`kinds`", ("kinds",)),
    Command("`list`", ("list",), mb=STREAMED_MB, grows=True),
    Command("`due --all --json`", ("due", "--all", "--json"), mb=STREAMED_MB, grows=True),
)
SHORT = {
    "who is due": "`due` on a terminal",
    "one person": "`profile` on a terminal",
    "log a touch": "`log`",
    "find a word": "`find`, a rare word",
    "`due --json`, for programs": "`due --json`",
}
Taken = dict[tuple[str, str], list[Took]]
BARE = ("", "bare")


class Figures(NamedTuple):
    """The medians of one command on one journal.

    `times` is the multiple of bare Python's CPU, from run to run, and half of the runs are not
    further from it than `spread`.
    """

    cpu_ms: float
    ms: float
    times: float
    spread: float
    mb: float

    def __str__(self) -> str:
        """`42 ms · 46 ms · 4.1x ±0.2 · 17.3`."""
        times = f"{self.times:.1f}x ±{self.spread:.1f}"
        return f"{self.cpu_ms:.0f} ms · {self.ms:.0f} ms · {times} · {self.mb:.1f}"


All = dict[tuple[str, str], Figures]


class Bench:
    """What is measured: `care` in its environment, on some journals."""

    def __init__(self, folder: Path, sizes: list[str]) -> None:
        """Install `care` and make the journals below `folder`, where they are not there."""
        self.python = care_environment(folder)
        self.sizes, self.taken, self.failed = sizes, Taken(), dict[str, str]()
        self.ratios: dict[tuple[str, str], list[float]] = {}
        self.journals = {size: journal(self.python, folder, size) for size in sizes}
        told = {
            size: json.loads(path.with_suffix(".json").read_text())
            for size, path in self.journals.items()
        }
        self.loads: dict[str, dict[str, float]] = told

    def measure(self, runs: int) -> None:
        """Run everything in turn, each between two runs of bare Python, to which it is compared.

        So a slow moment of the machine slows both. The first turn is not counted: it brings the
        files into memory.
        """
        with tempfile.TemporaryDirectory() as home, Launcher() as launcher:
            before = launcher.run(self.bare(), plain(home))
            for turn in range(runs + 1):
                print(f"turn {turn} of {runs}", file=sys.stderr)
                for command in COMMANDS:
                    for size, journal in self.journals.items():
                        took = self._run(launcher, command, home, journal)
                        after = launcher.run(self.bare(), plain(home))
                        if took.code:
                            why = "over a minute" if took.code == KILLED else f"exit {took.code}"
                            self.failed[f"{command.label} on the {size} journal"] = why
                        elif turn:
                            self._keep((command.label, size), took, before, after)
                            self._keep(BARE, after, before, after)
                        before = after

    def bare(self) -> list[str]:
        """The command line of bare Python."""
        return [str(self.python), "-c", "pass"]

    def _run(self, launcher: Launcher, command: Command, home: str, journal: Path) -> Took:
        environment = plain(home) | {"CARE_JOURNAL": str(journal)} | command.environment
        care = str(self.python.with_name("care"))
        return launcher.run([care, *command.arguments], environment, terminal=command.terminal)

    def _keep(self, key: tuple[str, str], took: Took, before: Took, after: Took) -> None:
        beside = fmean((before.cpu_ms, after.cpu_ms))
        self.taken.setdefault(key, []).append(took)
        self.ratios.setdefault(key, []).append(took.cpu_ms / beside)

    def figures(self) -> All:
        """Return the medians of what was taken, bare Python's under BARE. Memory is the maximum."""
        return {
            key: Figures(
                median(took.cpu_ms for took in runs),
                median(took.ms for took in runs),
                times := median(self.ratios[key]),
                median(abs(ratio - times) for ratio in self.ratios[key]),
                max(took.mb for took in runs),
            )
            for key, runs in self.taken.items()
        }

    def about(self) -> str:
        """Return what the cells hold, and where and when they were measured."""
        typer = version_of(self.python, "typer")
        runs = max((len(runs) for key, runs in self.taken.items() if key != BARE), default=0)
        return (
            f"{datetime.now(UTC):%-d %B %Y}. Medians of {runs} runs: CPU (user and system) · wall "
            "clock · CPU in times bare Python, of each run and the two beside it, and how far half "
            f"of the runs are from that at most · most MB. Bare Python took {self._range()} ms of "
            f"CPU. Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Typer "
            f"{typer}, {os.cpu_count()} cores; a terminal is {COLUMNS} columns of xterm."
        )

    def _range(self) -> str:
        taken = [took.cpu_ms for took in self.taken[BARE]]
        return f"{min(taken):.0f} to {max(taken):.0f}"


def main() -> None:
    """Make the journals, measure, print, and write into the READMEs where that is wished."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", default="small,medium", help=f"of {', '.join(SIZES)}: %(default)s")
    add("--runs", type=int, default=11, help="how often each command is run: %(default)s")
    add("--keep", type=Path, metavar="DIR", default=DATA, help="where all is kept: %(default)s")
    add("--write", action="store_true", help="put the tables into bench/README.md and README.md")
    options = parser.parse_args()
    sizes = options.sizes.split(",")
    if unknown := set(sizes) - set(SIZES):
        parser.error(
            f"no size is called {', '.join(sorted(unknown))}; there are {', '.join(SIZES)}"
        )
    bench = Bench(options.keep.resolve(), sizes)
    interrupt_when_ended()
    whole = True
    try:
        bench.measure(max(1, options.runs))
    except KeyboardInterrupt:
        whole = False
    if len(bench.taken) < 2:
        sys.exit("ended before anything was measured")
    print(report := full(bench))
    if not whole:
        sys.exit("ended before all was measured: nothing is written")
    if options.write:
        put(HERE / "README.md", "bench", report)
        put(CHECKOUT / "README.md", "speed", short(bench))


def full(bench: Bench) -> str:
    """Return all tables of bench/README.md."""
    figures = bench.figures()
    parts = [
        table(figures, bench.sizes),
        bench.about(),
        load_table(bench.loads),
        verdicts(figures, bench.sizes, bench.failed, sys.version_info >= (3, 13)),
    ]
    return "\n\n".join(parts)


def table(figures: All, sizes: list[str]) -> str:
    """All figures, a row a command; what was not measured is a dash."""
    head = [f"{SIZES[size].people:,} people, {SIZES[size].touches:,} touches" for size in sizes]
    rows = [["", *head], ["---"] * (len(sizes) + 1)]
    rows.append(["`python -c pass`", *[str(figures[BARE])] * len(sizes)])
    for command in COMMANDS:
        cells = [str(figures.get((command.label, size), "–")) for size in sizes]
        rows.append([command.label, *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def load_table(loads: Mapping[str, Mapping[str, float]]) -> str:
    """How long the journals took to be written, and their size a touch."""
    lines = [
        "| bulk load, measured once | rows | seconds | of them making the rows up | most MB |",
        "|---|---|---|---|---|",
    ]
    for size, load in loads.items():
        numbers = (
            f"{load['rows']:,} | {load['seconds']:.1f} | {load['making']:.1f} | {load['mb']:.0f}"
        )
        lines.append(f"| {SIZES[size].touches:,} touches | {numbers} |")
    return "\n".join(lines)


def verdicts(figures: All, sizes: list[str], failed: Mapping[str, str], newer: bool) -> str:
    """Say how many targets are reached, and which are not, by the worst size of each command."""
    lines = []
    for command in COMMANDS:
        taken = [figures[key] for size in sizes if (key := (command.label, size)) in figures]
        if not taken:
            continue
        if limit := command.limit(newer):
            most = max(one.times for one in taken)
            lines.append(verdict(command.label, most, limit, "x bare Python"))
        if command.mb:
            most = max(one.mb for one in taken)
            lines.append(verdict(command.label, most, command.mb, " MB"))
        if len(taken) > 1 and not command.grows:
            label = f"{command.label}, {sizes[-1]} against {sizes[0]}"
            lines.append(verdict(label, taken[-1].times / taken[0].times, GROWTH, "x"))
    lines += [f"- failed: {what}: {why}" for what, why in failed.items()]
    missed = [line for line in lines if not line.startswith("- reached")]
    told = f"{len(lines) - len(missed)} of {len(lines)} targets are reached."
    return "\n".join([told, "", *(missed or ["- none is missed"])])


def verdict(label: str, reached: float, most: float, unit: str) -> str:
    """Return one line, rounded as it is shown: what shows as 8.0 of 8 is reached."""
    word = "reached" if round(reached, 1) <= most else "missed"
    return f"- {word}: {label}: {reached:.1f}{unit}, the target is {most:g}"


def short(bench: Bench) -> str:
    """Return the five lines of the README: CPU time, which is the wait on an idle machine."""
    figures = bench.figures()
    rows = [["", *[f"{SIZES[size].touches:,} touches" for size in bench.sizes]]]
    rows.append(["---"] * len(rows[0]))
    for label, command in SHORT.items():
        cells = [figures.get((command, size)) for size in bench.sizes]
        rows.append([label, *[f"{one.cpu_ms:.0f} ms" if one else "–" for one in cells]])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    main()
