"""What the daily commands import, and what each module costs.

    python bench/imports.py                   the modules of at least 0.3 ms, half a minute
    python bench/imports.py --least 0         all of them

A module above 1 ms has its reason in REASONS: of our own modules, what running it takes; of others
also what it imports in turn, as that is what our import brings in. One without a reason is said,
and the exit code is 1. What bare Python imports is left out. Milliseconds of the clock, the least
of all runs of all commands. `-X importtime` itself adds to them: they are good for comparing, and
`run.py` says what a command takes. On a busy machine they are too high.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from environment import DATA, care_environment, journal, plain
from processes import LIMIT, Terminal, interrupt_when_ended
from sizes import USUAL
from words import RARE

NAME = USUAL.lower()
COMMANDS: dict[str, list[str]] = {
    "due --json": ["due", "--json"],
    "due on a terminal": ["due"],
    "log": ["log", NAME, "-c", "call", "to hear how the new oven does, school starts in May"],
    "profile --json": ["profile", NAME, "--json"],
    "find": ["find", RARE],
    "history": ["history"],
    "completion of a name": ["profile", NAME.split()[0]],
}
MOST = 1.0  # milliseconds that a module may take without a reason
REASONS = {
    "typing": "NamedTuple makes every value; up to Python 3.12 it imports re, collections, "
    "contextlib and functools by itself",
    "re": "typing imports it up to Python 3.12; else only what matches patterns does",
    "signal": "at a terminal, being ended must leave it as it was",
    "enum": "re cannot do without",
    "collections": "typing and functools cannot do without",
    "collections.abc": "typing, and so the annotations of every file",
    "contextlib": "transactions and the page are context managers; typing imports it anyway",
    "functools": "tables of words and of the schema are made once (cache); typing and re have it",
    "datetime": "days are the first value of the domain",
    "sqlite3": "the journal",
    "json": "the answer of --json",
    # Making a NamedTuple takes 0.1 to 0.2 ms; it is quick to use after that.
    "caretrack.domain.model": "the five values of the journal that every page has, NamedTuples",
    "caretrack.domain.clock": "three NamedTuples: the rules of who waits",
    "caretrack.domain.talk.openers": "what to talk about: the longest part of the rules",
    "caretrack.domain.talk.standing": "five NamedTuples: how somebody stands to you",
    "caretrack.views.page": "eight NamedTuples: what a page is made of, in every form",
    "caretrack.app.due": "four NamedTuples: the rows of the page",
    "caretrack.app.log": "three NamedTuples: what a touch brings with it",
    "caretrack.app.profile": "the parts of the page, from all tables",
}
OURS = "caretrack"


class Module(NamedTuple):
    """One import: how deep it lies, and what it took without and with what it imported, in ms."""

    name: str
    depth: int
    own: float
    whole: float

    def cost(self, importer: str | None) -> float:
        """Return what counts against MOST; `importer` is the module that imported this one."""
        if is_ours(self.name):
            return self.own
        return self.own if importer and not is_ours(importer) else self.whole


def is_ours(module: str) -> bool:
    """True if the module is one of this program."""
    return module.split(".", maxsplit=1)[0] == OURS


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--runs", type=int, default=9, help="how often each command is run: %(default)s")
    add("--least", type=float, default=0.3, metavar="MS", help="what to show: %(default)s")
    add("--keep", type=Path, metavar="DIR", default=DATA, help="where all is: %(default)s")
    options = parser.parse_args()
    folder = options.keep.resolve()
    python = care_environment(folder)
    path = journal(python, folder, "small")
    taken: dict[str, list[list[Module]]] = {}
    interrupt_when_ended()
    with tempfile.TemporaryDirectory() as home:
        bare = {one.name for one in imports(python, ["-c", "pass"], plain(home))}
        with suppress(KeyboardInterrupt):
            measure(python, plain(home) | {"CARE_JOURNAL": str(path)}, options.runs, taken)
    dear: dict[str, float] = {}
    least = least_of(taken)
    for label, runs in taken.items():
        tree = [module for module in best(runs[0], least) if module.name not in bare]
        show(label, tree, options.least)
        for module, importer in zip(tree, importers(tree), strict=True):
            if (cost := module.cost(importer)) > MOST:
                dear[module.name] = max(cost, dear.get(module.name, 0.0))
    return verdict(dear)


def measure(
    python: Path,
    environment: dict[str, str],
    runs: int,
    taken: dict[str, list[list[Module]]],
) -> None:
    """Put all runs of each command into `taken`, in turn; the first of each is not counted."""
    care = str(python.with_name("care"))
    for turn in range(runs + 1):
        for label, arguments in COMMANDS.items():
            completing = {"_CARE_COMPLETE": "bash"} if label.startswith("completion") else {}
            told = imports(
                python, [care, *arguments], environment | completing, "terminal" in label
            )
            if turn:
                taken.setdefault(label, []).append(told)


def least_of(taken: dict[str, list[list[Module]]]) -> dict[str, float]:
    """Return the least that each module took by itself, in any run of any command."""
    least: dict[str, float] = {}
    for module in (one for runs in taken.values() for run in runs for one in run):
        least[module.name] = min(module.own, least.get(module.name, module.own))
    return least


def best(run: list[Module], least: dict[str, float]) -> list[Module]:
    """Return the imports of a run with the least that each took.

    The cost with what it imported is the sum of these: one moment in which the machine did
    something else would be in all modules above.
    """
    found: list[Module] = []
    for at, module in enumerate(run):
        below = takewhile(lambda one, top=module.depth: one.depth > top, run[at + 1 :])
        whole = least[module.name] + sum(least[one.name] for one in below)
        found.append(Module(module.name, module.depth, least[module.name], whole))
    return found


def imports(
    python: Path, command: list[str], environment: dict[str, str], terminal: bool = False
) -> list[Module]:
    """Run a command once, and read what it said of its imports: importers before the imported."""
    place = Path(Terminal().path if terminal else os.devnull)
    with place.open("r+b", buffering=0) as shown:
        done = subprocess.run(
            [str(python), "-X", "importtime", *command],
            env=environment,
            stdin=shown,
            stdout=shown,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=LIMIT,
        )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-300:]}")
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")][1:]
    return ordered([read(line) for line in lines])


def read(line: str) -> Module:
    """Read one line: `import time:  512 |  1024 |   name`; microseconds, two spaces a level."""
    own, whole, name = line.removeprefix("import time:").split("|")
    depth = (len(name) - len(name.lstrip()) - 1) // 2
    return Module(name.strip(), depth, int(own) / 1e3, int(whole) / 1e3)


def ordered(told: list[Module]) -> list[Module]:
    """Put each module before those that it imported; Python tells of them when they are done."""
    trees: list[list[Module]] = []
    for module in told:
        at = len(trees)
        while at and trees[at - 1][0].depth > module.depth:
            at -= 1
        trees[at:] = [[module, *(one for tree in trees[at:] for one in tree)]]
    return [module for tree in trees for module in tree]


def importers(tree: list[Module]) -> list[str | None]:
    """Return for each module which one imported it; None for the script."""
    above: list[str] = []
    found: list[str | None] = []
    for module in tree:
        del above[module.depth :]
        found.append(above[-1] if above else None)
        above.append(module.name)
    return found


def show(label: str, tree: list[Module], least: float) -> None:
    """Print the tree of a command, without what takes less than `least`."""
    total = sum(module.own for module in tree)
    print(f"\ncare {label}: {len(tree)} modules, {total:.2f} ms\n")
    print("     own    whole")
    for module in tree:
        if max(module.own, module.whole) >= least:
            print(f"{module.own:8.2f} {module.whole:8.2f}  {'  ' * module.depth}{module.name}")


def verdict(dear: dict[str, float]) -> int:
    """Print the modules above MOST with their reasons; return 1 if one has none."""
    print(f"\nAbove {MOST:g} ms:\n")
    for name, cost in sorted(dear.items(), key=lambda one: -one[1]):
        print(f"{cost:8.2f}  {name}: {REASONS.get(name, 'no reason is given')}")
    if idle := sorted(REASONS.keys() - dear.keys()):
        print(f"\nWith a reason that is not needed now: {', '.join(idle)}")
    return int(not dear.keys() <= REASONS.keys())


if __name__ == "__main__":
    sys.exit(main())
