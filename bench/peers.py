"""The same work by `care` and by its neighbours, side by side in one run; see README.md.

    python bench/peers.py                     five minutes, on an idle machine
    python bench/peers.py --sizes small       one minute
    python bench/peers.py --keep FOLDER       install and keep everything there, not in bench/data
    python bench/peers.py --write             put the table into bench/README.md

Everybody gets the same people and touches (`peer_data.py`), in files of his own format. Where each
puts them, and what is compared with what:

- Taskwarrior: a pending task for each person, due when a touch is; each touch a completed task.
  Due: `task overdue`. It does not count the days from the last touch: whoever logs one has to move
  the due date too, which is not timed. Below it the same with each touch a pending task.
- khard: a card for each person, the touches in its note. It knows nobody who is due, and adds a
  line only in an editor.
- jrnl: an entry for each touch, the person its tag. It knows nobody who is due.
- todoman: a todo for each person, due when a touch is, the touches in its description, which it
  does not search. Log: a new todo. It does not count from the last touch either.
- friends: an activity for each touch. `suggest` is its list of who is next; it has no search.
- Plain `sqlite3`: the shell and a script, `plain_sqlite.py`. They are the floor, and no rival.

None of them tells care from sales, resolves a nickname, or keeps what is needed to take a change
back (Taskwarrior: the last ones). All write to nobody; `care` a second time to a terminal.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from environment import (
    DATA,
    HERE,
    bare_environment,
    care_environment,
    journal,
    last_line,
    make,
    plain,
    run_pip,
)
from markers import put
from processes import KILLED, LIMIT, Launcher, Took, interrupt_when_ended
from sizes import SIZES, USUAL
from words import RARE

PINNED = {"khard": "khard==0.22.0", "jrnl": "jrnl==4.6", "todo": "todoman==4.7.0"}
COLUMNS = ("start", "who is due", "one person", "search", "log one")
NOTE = "just to hear how the new oven does, her daughter starts school in May"
KEY = USUAL.lower().replace(" ", "_")
CARE, BARE = "care", "`python -c pass`"
PYTHON_OR_RUBY = ("khard", "jrnl", "todoman", "friends")
# A cell that takes long has fewer rounds, so that the whole comes to an end.
CELL_SECONDS, FEWEST = 8.0, 2

Lines = dict[str, list[str]]
Taken = dict[tuple[str, str, str], list[Took]]


class Peer(NamedTuple):
    """A program with its command line for each column that it has an answer to."""

    name: str
    lines: Lines
    environment: Mapping[str, str] = {}
    terminal: bool = False


class Programs:
    """Where the other programs are, and why some are not."""

    def __init__(self, folder: Path) -> None:
        """Install what is not there: the Python ones below `folder`, Taskwarrior from Debian."""
        self.missing: dict[str, str] = {}
        self.paths: dict[str, str] = {}
        self._from_pip(folder / "neighbours")
        self._from_debian("task", "taskwarrior")
        self._from_debian("sqlite3", "sqlite3")
        self._friends(folder / "gems")

    def _from_pip(self, place: Path) -> None:
        told, wanted = place / "pinned", "\n".join(PINNED.values())
        python = place / "bin" / "python"
        try:
            if not (told.exists() and told.read_text() == wanted):
                print(f"installing {', '.join(PINNED)} into {place}", file=sys.stderr)
                python = bare_environment(place)
        except (OSError, subprocess.CalledProcessError) as error:
            self.missing |= dict.fromkeys(PINNED, last_line(error))
            return
        for program, package in PINNED.items():
            path = python.with_name(program)
            try:
                if not path.exists():
                    run_pip([str(python), "-m", "pip", "install", "--quiet", package])
                self.paths[program] = str(path)
            except subprocess.CalledProcessError as error:
                self.missing[program] = last_line(error)
        told.write_text(wanted)

    def _from_debian(self, program: str, package: str) -> None:
        if not shutil.which(program) and shutil.which("apt-get") and os.geteuid() == 0:
            command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", package]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run(command, check=False, timeout=300, **quiet)
        if path := shutil.which(program):
            self.paths[program] = path
        else:
            self.missing[package] = f"not installed, and apt-get {self._why()}"

    def _why(self) -> str:
        if not shutil.which("apt-get"):
            return "is not there"
        return "cannot install it" if os.geteuid() == 0 else "is for root alone"

    def _friends(self, place: Path) -> None:
        path = shutil.which("friends") or str(place / "bin" / "friends")
        if not Path(path).exists() and (gem := shutil.which("gem")):
            command = [gem, "install", "--no-document", "--install-dir", str(place), "friends"]
            try:
                subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                self.missing["friends"] = last_line(error)
                return
        if Path(path).exists():
            self.paths["friends"] = path
        else:
            self.missing["friends"] = "there is no Ruby here to install its gem with"


def peers(paths: Mapping[str, str], care: str, place: Path, journal_path: Path) -> list[Peer]:
    """Return everybody that is there, for the size whose files are in `place`."""
    ours = {"CARE_JOURNAL": str(journal_path)}
    name = USUAL.lower().split()
    care_lines = table(
        [care],
        ["--version"],
        ["due"],
        ["profile", *name],
        ["find", RARE],
        ["log", " ".join(name), "-c", "call", NOTE],
    )
    pages = {column: care_lines[column] for column in ("who is due", "one person", "search")}
    python, script = str(Path(care).with_name("python")), str(HERE / "plain_sqlite.py")
    found = [
        Peer(CARE, care_lines, ours),
        Peer("care, on a terminal", pages, ours, terminal=True),
        Peer("plain `sqlite3`, a script", table(
            [python, script], ["--version"], *plain_lines(place / "plain_sqlite" / "plain.db"),
        )),
    ]  # fmt: skip
    makers = {
        "sqlite3": sqlite_shell, "task": taskwarrior, "khard": khard, "jrnl": jrnl,
        "todo": todoman, "friends": friends,
    }  # fmt: skip
    for program, maker in makers.items():
        if program in paths:
            found += maker(paths[program], place)
    return found


def table(
    program: list[str],
    start: list[str],
    due: list[str] | None,
    person: list[str] | None,
    search: list[str] | None,
    log: list[str] | None,
) -> Lines:
    """Return the command lines by column, without those that a program has no answer to."""
    given = zip(COLUMNS, (start, due, person, search, log), strict=True)
    return {column: [*program, *line] for column, line in given if line is not None}


def plain_lines(db: Path) -> list[list[str]]:
    """The arguments of `plain_sqlite.py`."""
    lines = (["due"], ["person", USUAL], ["search", RARE], ["log", USUAL, NOTE])
    return [[str(db), *line] for line in lines]


def sqlite_shell(program: str, place: Path) -> list[Peer]:
    """The shell of SQLite, on the same tables, with the same statements."""
    import plain_sqlite as sql

    values = {":today": sql.TODAY, ":name": USUAL, ":word": RARE, ":note": NOTE}

    def line(*statements: str) -> list[str]:
        text = ";".join(statements)
        for name, value in values.items():
            text = text.replace(name, f"'{value}'")
        return [str(place / "plain_sqlite" / "plain.db"), text]

    asked = [line(sql.DUE), line(sql.PERSON), line(sql.SEARCH), line(sql.LOG, sql.LOG_WORDS)]
    return [Peer("plain `sqlite3`, the shell", table([program], ["--version"], *asked))]


def taskwarrior(program: str, place: Path) -> list[Peer]:
    """Taskwarrior, with the touches done, and with all of them left pending."""
    found = []
    for name, folder, report, log in (
        ("Taskwarrior, touches done", "taskwarrior", "all", ["log"]),
        ("Taskwarrior, touches pending", "taskwarrior_pending", "list", ["add", "due:30d"]),
    ):
        lines = table(
            [program], ["--version"], ["overdue", "limit:20"],
            [f"project:{KEY}", report, "limit:10"], [f"/{RARE}/", report, "limit:20"],
            [*log, f"project:{KEY}", NOTE],
        )  # fmt: skip
        found.append(Peer(name, lines, {"TASKRC": str(place / folder / "taskrc")}))
    return found


def khard(program: str, place: Path) -> list[Peer]:
    """Khard; `-f` is its quick way, which looks into the files before it reads cards."""
    config = [program, "-c", str(place / "khard" / "khard.conf")]
    lines = table(
        config, ["--version"], None, ["show", "-f", USUAL], ["list", "-f", RARE], None
    )  # fmt: skip
    return [Peer("khard", lines)]


def jrnl(program: str, place: Path) -> list[Peer]:
    """Jrnl."""
    config = ["--config-file", str(place / "jrnl" / "jrnl.yaml")]
    lines = table(
        [program], ["--version"], None, [*config, f"@{KEY}", "-n", "10"],
        [*config, "-contains", RARE], [*config, f"today: call, checkin: {NOTE} @{KEY}"],
    )  # fmt: skip
    return [Peer("jrnl", lines)]


def todoman(program: str, place: Path) -> list[Peer]:
    """Todoman; the id of the person's todo is looked up here, which also fills its cache."""
    config = [program, "--config", str(place / "todoman" / "config.py")]
    asked = [*config, "--porcelain", "list", "--grep", USUAL]
    told = subprocess.run(
        asked, env=plain(place), capture_output=True, text=True, check=False, timeout=300
    )
    todos = json.loads(told.stdout) if told.returncode == 0 else []
    identity = str(todos[0]["id"]) if todos else "0"
    lines = table(
        config, ["--version"], ["list", "--due", "1"], ["show", identity], None,
        ["new", "-l", "people", NOTE],
    )  # fmt: skip
    return [Peer("todoman", lines)]


def friends(program: str, place: Path) -> list[Peer]:
    """The gem of that name."""
    file = [program, "--filename", str(place / "friends" / "friends.md")]
    lines = table(
        file, ["--version"], ["suggest"], ["list", "activities", "--with", USUAL], None,
        ["add", "activity", f"2026-11-21: **{USUAL}** {NOTE}"],
    )  # fmt: skip
    return [Peer("friends", lines, {"GEM_PATH": str(Path(program).parent.parent)})]


class Race:
    """Everybody, measured in turn at some sizes."""

    def __init__(self, folder: Path, sizes: list[str]) -> None:
        """Install all, and write everybody's files below `folder`."""
        self.folder, self.python = folder, care_environment(folder)
        self.programs = Programs(folder)
        self.taken, self.failed = Taken(), dict[str, str]()
        self.everybody: dict[str, list[Peer]] = {}
        care = str(self.python.with_name("care"))
        for size in sizes:
            path, place = journal(self.python, folder, size), folder / size / "peers"
            make([str(self.python), str(HERE / "peer_data.py"), size, str(place)], folder)
            self.everybody[size] = peers(self.programs.paths, care, place, path)

    def measure(self, rounds: int) -> None:
        """Take all rounds, all sizes and programs in turn; the first round is not counted."""
        with Launcher() as launcher:
            for number in range(rounds + 1):
                print(f"round {number} of {rounds}", file=sys.stderr)
                for size, everybody in self.everybody.items():
                    bare = Peer(BARE, {COLUMNS[0]: [str(self.python), "-c", "pass"]})
                    for peer in (bare, *everybody):
                        for column in peer.lines:
                            self._one(launcher, number, size, peer, column)

    def _one(self, launcher: Launcher, number: int, size: str, peer: Peer, column: str) -> None:
        key = (size, peer.name, column)
        runs = self.taken.get(key, [])
        long = len(runs) >= FEWEST and sum(took.ms for took in runs) > CELL_SECONDS * 1e3
        if long or f"{peer.name}, {column}, {size}" in self.failed:
            return
        environment = plain(self.folder / size) | peer.environment
        took = launcher.run(peer.lines[column], environment, terminal=peer.terminal)
        if took.code:
            why = f"took over {LIMIT:g} s" if took.code == KILLED else f"exit {took.code}"
            self.failed[f"{peer.name}, {column}, {size}"] = why
        elif number:
            self.taken.setdefault(key, []).append(took)

    def report(self) -> str:
        """Return the tables, the goals, and what is not there."""
        rounds = max(map(len, self.taken.values()), default=0)
        parts = []
        for size, everybody in self.everybody.items():
            parts.append(f"**{SIZES[size].people:,} people, {SIZES[size].touches:,} touches**")
            parts.append(self._table(size, [BARE, *(peer.name for peer in everybody)]))
        parts.append(
            f"{datetime.now(UTC):%-d %B %Y}, {os.cpu_count()} cores. Medians of {rounds} rounds "
            f"(of {FEWEST} at least where a cell took more than {CELL_SECONDS:g} s): CPU, wall "
            "clock, and the CPU in times that of `care`; below 1x it is quicker."
        )
        parts.append(self._goals())
        lines = [f"- not here: {name}: {why}" for name, why in self.programs.missing.items()]
        lines += [f"- failed: {what}: {why}" for what, why in self.failed.items()]
        return "\n\n".join([*parts, *(["\n".join(lines)] if lines else [])])

    def _table(self, size: str, names: list[str]) -> str:
        rows = [["", *COLUMNS], ["---"] * (len(COLUMNS) + 1)]
        rows += [[name, *[self._cell(size, name, column) for column in COLUMNS]] for name in names]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _cell(self, size: str, name: str, column: str) -> str:
        if (times := self._times(size, name, column)) is None:
            return "–"
        runs = self.taken[size, name, column]
        cpu, wall = median(one.cpu_ms for one in runs), median(one.ms for one in runs)
        return f"{cpu:.0f} ms · {wall:.0f} ms · {times:.{2 if times < 1 else 1}f}x"

    def _times(self, size: str, name: str, column: str) -> float | None:
        """Return the CPU in times that of `care` in a pipe; None if one was not measured.

        The median of what each round gives, so that a slow round slows both.
        """
        runs, ours = (self.taken.get((size, one, column)) for one in (name, CARE))
        if not (runs and ours):
            return None
        return median(one.cpu_ms / our.cpu_ms for one, our in zip(runs, ours, strict=False))

    def _goals(self) -> str:
        """Say which goals are reached: ahead of all at 200,000, and of the slower ones by three."""
        lines = []
        for size, everybody in self.everybody.items():
            rivals = [
                peer.name for peer in everybody if peer.name[:5] not in {CARE, "care,", "plain"}
            ]
            for name in rivals:
                for column in COLUMNS:
                    least = goal(size, name, column)
                    times = self._times(size, name, column)
                    if times is not None and least is not None:
                        word = "reached" if round(times, 1) >= least else "missed"
                        what = f"{name}, {column}, {SIZES[size].touches:,} touches"
                        lines.append(f"- {word}: {what}: {times:.2f}x, the goal is {least:g}x")
        missed = [line for line in lines if line.startswith("- missed")]
        told = f"{len(lines) - len(missed)} of {len(lines)} goals are reached."
        return "\n".join([told, *(["", *missed] if missed else [])])


def goal(size: str, name: str, column: str) -> float | None:
    """Return how many times the CPU of `care` a rival is to take at the least; None for no goal."""
    if size != "small":
        return 1.0
    if name in PYTHON_OR_RUBY:
        return 3.0
    return 1.0 if column in {"search", "one person"} else None


def main() -> None:
    """Install, measure, print, and write into README.md where that is wished."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", default="small,medium", help=f"of {', '.join(SIZES)}: %(default)s")
    add("--rounds", type=int, default=5, help="how often each is run: %(default)s")
    add("--keep", type=Path, metavar="FOLDER", default=DATA, help="where all is: %(default)s")
    add("--write", action="store_true", help="put the tables into bench/README.md")
    options = parser.parse_args()
    sizes = options.sizes.split(",")
    if unknown := set(sizes) - set(SIZES):
        parser.error(
            f"no size is called {', '.join(sorted(unknown))}; there are {', '.join(SIZES)}"
        )
    race, whole = Race(options.keep.resolve(), sizes), True
    interrupt_when_ended()
    try:
        race.measure(max(1, options.rounds))
    except KeyboardInterrupt:
        whole = False
    print(report := race.report())
    if not whole:
        sys.exit("ended before all was measured: nothing is written")
    if options.write:
        put(HERE / "README.md", "peers", report)


if __name__ == "__main__":
    main()
