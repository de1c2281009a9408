"""The speed and memory of `care` on journals of three sizes; see README.md beside this file."""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

import journals
from caretrack.journal.files.daily import backup_folder
from processes import COLUMNS, MIB, Launcher, Took
from words import COMMON, RARE, each

HERE = Path(__file__).resolve().parent
README = HERE / "README.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
BARE = (sys.executable, "-c", "pass")
NOTE = each("just to hear how the new oven does, her daughter starts school in May")
COMPLETING = {"_CARE_COMPLETE": "bash"}
USUAL, BUSY = journals.USUAL.lower(), journals.BUSY.lower()

MB = 1e6
PLAIN, TABLE, HELP = 8.0, 12.0, 10.0  # times bare Python
SMALL_MB, EVERYBODY_MB, GROWTH = 24.0, 80.0, 1.5


class Command(NamedTuple):
    """A command line; `times` is its limit as a multiple of bare Python, where it has one."""

    label: str
    arguments: tuple[str, ...] = ()
    times: float | None = None
    mb: float | None = SMALL_MB
    grows: bool = False  # with what it prints
    terminal: bool = False
    environment: Mapping[str, str] = {}


COMMANDS = (
    Command("`--version`", ("--version",)),
    Command("`--help`", ("--help",), HELP),
    Command(
        "completing a name", ("profile", journals.USUAL.split()[0].lower()), environment=COMPLETING
    ),
    Command("`due --json --limit 7`", ("due", "--json", "--limit", "7"), PLAIN),
    Command("`due` on a terminal", ("due",), TABLE, terminal=True),
    Command("`due --all --json`", ("due", "--all", "--json"), PLAIN, EVERYBODY_MB, grows=True),
    Command("`log`", ("log", USUAL, "-c", "call", *NOTE), PLAIN),
    Command("`profile --json`", ("profile", USUAL, "--json"), PLAIN),
    Command("`profile --json`, by surname", ("profile", USUAL.split()[1], "--json"), PLAIN),
    Command("`profile --json`, busiest", ("profile", BUSY, "--json"), PLAIN),
    Command("`profile`, busiest, on a terminal", ("profile", BUSY), TABLE, terminal=True),
    Command("`find`, a rare word", ("find", RARE), PLAIN),
    Command("`find`, a common word", ("find", COMMON), PLAIN),
    Command("`check`, a letter of 140 words", ("check", USUAL, str(HERE / "draft.txt"))),
    Command("`history`", ("history",)),
    Command("`history NAME`, busiest", ("history", BUSY)),
    Command("`stats --json`", ("stats", "--json"), grows=True, mb=EVERYBODY_MB),
)

Taken = dict[tuple[str, str], list[Took]]


class Figures(NamedTuple):
    """The medians of one command on one journal; `times` is the multiple of bare Python."""

    ms: float
    times: float
    mib: float


def main() -> None:
    """Make the journals, measure, print, and write into README.md where that is wished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", default=",".join(journals.SIZES), help="which journals: %(default)s"
    )
    parser.add_argument(
        "--runs", type=int, default=11, help="how often each command is run: %(default)s"
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="keep the journals in DIR, and take those that are there; the largest takes minutes",
    )
    parser.add_argument(
        "--write", action="store_true", help="put the table into README.md, where its markers are"
    )
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="count the processor's time and not the clock's: on a machine that is busy with "
        "other things",
    )
    options = parser.parse_args()
    sizes = options.sizes.split(",")
    if unknown := set(sizes) - set(journals.SIZES):
        parser.error(
            f"no size is called {', '.join(sorted(unknown))}; there are {', '.join(journals.SIZES)}"
        )
    with folder(options.keep) as place, Launcher() as launcher:
        for size in sizes:
            prepare(launcher, place, size)
        loads = {size: json.loads((place / f"{size}.json").read_text()) for size in sizes}
        taken = measure(launcher, place, sizes, max(1, options.runs))
    figures, bare = medians(taken, options.cpu)
    report = "\n\n".join(
        [
            table(figures, bare, sizes, about(options.runs, options.cpu)),
            load_table(loads),
            verdicts(figures, sizes),
        ]
    )
    print(report)
    if options.write:
        write(report)


@contextmanager
def folder(kept: Path | None) -> Iterator[Path]:
    """The folder of the journals: `kept`, or a temporary one."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    (HERE / "data").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HERE / "data") as made:
        yield Path(made)


def prepare(launcher: Launcher, place: Path, size: str) -> None:
    """Make the journal of this size, unless the same one is there already."""
    path, told = place / f"{size}.db", place / f"{size}.json"
    if (
        path.exists()
        and told.exists()
        and json.loads(told.read_text())["recipe"] == journals.recipe()
    ):
        return
    say(
        f"making the {size} journal: {journals.SIZES[size].people:,} people, "
        f"{journals.SIZES[size].touches:,} touches"
    )
    for old in (path, told):
        old.unlink(missing_ok=True)
    shutil.rmtree(backup_folder(path), ignore_errors=True)
    took = launcher.run(
        [sys.executable, str(HERE / "journals.py"), size, str(path)], dict(os.environ)
    )
    if took.code:
        sys.exit(
            f"the {size} journal could not be made: run `python bench/journals.py {size} FILE` to "
            "see why"
        )
    told.write_text(json.dumps(json.loads(told.read_text()) | {"mib": took.mib}))


def measure(launcher: Launcher, place: Path, sizes: list[str], runs: int) -> Taken:
    """Run everything in turn, bare Python before each command: a slow moment affects all alike."""
    taken: Taken = {}
    with tempfile.TemporaryDirectory() as home:
        check(place, sizes, home)
        for turn in range(runs):
            say(f"turn {turn + 1} of {runs}")
            for command in COMMANDS:
                taken.setdefault(("", "bare"), []).append(launcher.run(BARE, environment(home)))
                for size in sizes:
                    where = (
                        environment(home)
                        | {"CARE_JOURNAL": str(place / f"{size}.db")}
                        | dict(command.environment)
                    )
                    took = launcher.run(
                        [*program(), *command.arguments], where, terminal=command.terminal
                    )
                    if took.code:
                        sys.exit(f"{command.label} on the {size} journal ended with {took.code}")
                    taken.setdefault((command.label, size), []).append(took)
    return taken


def check(place: Path, sizes: list[str], home: str) -> None:
    """Run every command once, uncounted: each must work, and the system's caches are then warm."""
    for size in sizes:
        where = environment(home) | {"CARE_JOURNAL": str(place / f"{size}.db")}
        for command in COMMANDS:
            done = subprocess.run(
                [*program(), *command.arguments],
                env=where | dict(command.environment),
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode or not done.stdout.strip():
                sys.exit(
                    f"{command.label} on the {size} journal ended with {done.returncode}: "
                    f"{done.stderr.strip() or 'it printed nothing'}"
                )


def program() -> list[str]:
    """The installed `care` of this environment, as people run it."""
    script = Path(sys.executable).with_name("care")
    return [str(script)] if script.exists() else [sys.executable, "-m", "caretrack"]


def environment(home: str) -> dict[str, str]:
    """Return an environment without the user's settings."""
    return {
        "PATH": os.defpath,
        "HOME": home,
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "CARE_TODAY": journals.TODAY.isoformat(),
    }


def medians(taken: Taken, cpu: bool) -> tuple[dict[tuple[str, str], Figures], Figures]:
    """Return the medians for every command and journal, and bare Python. Memory is the maximum."""

    def time(runs: list[Took]) -> float:
        return median(took.cpu_ms if cpu else took.ms for took in runs)

    bare = time(taken["", "bare"])

    def figures(runs: list[Took]) -> Figures:
        ms = time(runs)
        return Figures(ms, ms / bare, max(took.mib for took in runs))

    return {key: figures(runs) for key, runs in taken.items() if key[1] != "bare"}, figures(
        taken["", "bare"]
    )


def table(
    figures: dict[tuple[str, str], Figures], bare: Figures, sizes: list[str], below: str
) -> str:
    """All figures, a row a command."""
    head = [
        f"{journals.SIZES[size].people:,} people, {journals.SIZES[size].touches:,} touches"
        for size in sizes
    ]
    lines = ["| | " + " | ".join(head) + " |", "|---|" + "---|" * len(sizes)]
    lines.append("| `python -c pass` | " + " | ".join([cell(bare)] * len(sizes)) + " |")
    for command in COMMANDS:
        lines.append(
            f"| {command.label} | "
            + " | ".join(cell(figures[command.label, size]) for size in sizes)
            + " |"
        )
    return "\n".join([*lines, "", below])


def about(runs: int, cpu: bool) -> str:
    """Return the legend: what the cells hold, and where they were measured."""
    return (
        f"Median ms {'of the processor ' if cpu else ''}of {runs} runs · times bare Python · most "
        f"MiB. Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, Typer {version('typer')}, {os.cpu_count()} cores; a "
        f"terminal is {COLUMNS} columns of xterm."
    )


def cell(figures: Figures) -> str:
    """`62 ms · 6.1x · 21.3`."""
    return f"{figures.ms:.0f} ms · {figures.times:.1f}x · {figures.mib:.1f}"


def load_table(loads: Mapping[str, Mapping[str, float]]) -> str:
    """How long the journals took to be written."""
    lines = [
        "| bulk load, measured once | rows | seconds | of them making the rows up | most MiB |",
        "|---|---|---|---|---|",
    ]
    for size, load in loads.items():
        numbers = (
            f"{load['rows']:,} | {load['seconds']:.1f} | {load['making']:.1f} | {load['mib']:.0f}"
        )
        lines.append(f"| {journals.SIZES[size].touches:,} touches | {numbers} |")
    return "\n".join(lines)


def verdicts(figures: dict[tuple[str, str], Figures], sizes: list[str]) -> str:
    """Every target with what was reached, the worst size of each command."""
    lines = []
    for command in COMMANDS:
        of_sizes = [figures[command.label, size] for size in sizes]
        if command.times:
            lines.append(
                verdict(
                    command.label,
                    max(one.times for one in of_sizes),
                    command.times,
                    "x bare Python",
                )
            )
        if command.mb:
            lines.append(
                verdict(
                    command.label, max(one.mib for one in of_sizes) * MIB / MB, command.mb, " MB"
                )
            )
        if len(sizes) > 1 and command.times:
            grown = of_sizes[-1].ms / of_sizes[0].ms
            label = f"{command.label}, {sizes[-1]} against {sizes[0]}" + (
                " (more people are due, and printed)" if command.grows else ""
            )
            lines.append(verdict(label, grown, GROWTH, "x"))
    missed = [line for line in lines if line.startswith("- missed")]
    return "\n".join(
        [
            f"{len(lines) - len(missed)} of {len(lines)} targets are reached.",
            "",
            *(missed or ["- none is missed"]),
        ]
    )


def verdict(label: str, reached: float, most: float, unit: str) -> str:
    """Return one line, rounded as it is shown: what shows as 8.0 of 8 is reached."""
    word = "reached" if round(reached, 1) <= most else "missed"
    return f"- {word}: {label}: {reached:.1f}{unit}, the target is {most:g}"


def write(report: str) -> None:
    """Put the report between the markers of README.md, beside this file."""
    text = README.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        sys.exit(f"README.md has no {BEGIN} and {END} to write between")
    README.write_text(f"{before}{begin}\n{report}\n{end}{after}", encoding="utf-8")


def say(text: str) -> None:
    """Progress."""
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
