"""Measure how easy the source is to walk through, and print it beside the targets.

    python bench/house.py [CHECKOUT] [--files]
    python bench/house.py [CHECKOUT] --start JOURNAL PYTHON [PYTHON ...]

CHECKOUT is the folder of a copy of this repository; default, this one. `--files` also lists what
each figure is made of. `--start` adds the table of `start_up.py`, which explains its arguments.
`README.md` beside this file says how each figure is counted. It needs ruff, and what `care` needs.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import NamedTuple

HERE = Path(__file__).parent
WIDTH = 100
FIELD = "met"
CARD = """BEGIN:VCARD
VERSION:3.0
FN:Nora Lindqvist
N:Lindqvist;Nora;;;
ORG:Fjord Ltd
TITLE:Buyer
EMAIL:nora@fjord.example
TEL:+49 30 1234567
BDAY:1980-03-04
NOTE:met at the fair
END:VCARD
"""
# Commands, and the most files that each may enter.
COMMANDS = {
    "due": 20,
    "log ben talked about the harbour": 22,
    "profile ben": 28,
    "import x.vcf": 32,
}
MOST_IN_A_FOLDER = 18
MOST_FOR_A_FIELD = 8
MOST_LINES = 28_500


class Figure(NamedTuple):
    """One row of the table: what was counted, what came out, the target, and what it is made of."""

    name: str
    now: str
    target: str = ""
    parts: tuple[str, ...] = ()


Trees = dict[Path, ast.Module]


def parsed(source: Path) -> Trees:
    """Return the syntax tree of each Python file below `source`."""
    return {path: ast.parse(path.read_bytes()) for path in sorted(source.rglob("*.py"))}


def entered(source: Path) -> Iterator[Figure]:
    """Count the files that each command enters, on the journal of `care demo`."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve()
        base = {"PATH": os.defpath, "HOME": name, "TMPDIR": name, "LANG": "C.UTF-8"}
        environment = base | {"PYTHONPATH": str(source), "CARE_TODAY": "2026-11-21"}
        (place / "x.vcf").write_text(CARD, newline="\r\n")

        def care(*arguments: str) -> list[str]:
            told = place / "told"
            command = [sys.executable, "-P", str(HERE / "entered.py"), str(told), *arguments]
            subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True)
            return told.read_text().split("\n")

        care("demo")
        [journal] = place.glob("care-demo-*/journal.db")
        environment["CARE_JOURNAL"] = str(journal)
        # The first write of a day makes a backup, which is not what these commands are for.
        care("log", "ben", "talked about the weather")
        for typed, target in COMMANDS.items():
            lines = care(*typed.split())
            files = [f"{line[:2]}{Path(line[2:]).relative_to(source)}" for line in lines]
            ran = sum(line.startswith("+") for line in files)
            what = f"files entered by `care {typed}`"
            yield Figure(what, f"{len(files)} ({ran} run a function)", f"≤ {target}", tuple(files))


def folders(source: Path) -> Figure:
    """Count the Python files of each folder."""
    counts = Counter(path.parent for path in source.rglob("*.py"))
    sizes = [f"{count} {folder.relative_to(source)}" for folder, count in counts.most_common()]
    return Figure("most files in a folder", sizes[0], f"≤ {MOST_IN_A_FOLDER}", tuple(sizes))


def repeated_classes(trees: Trees) -> Figure:
    """Find the names that more than one class has."""
    classes = [
        node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    twice = [
        f"{count} {name}"
        for name, count in Counter(node.name for node in classes).most_common()
        if count > 1
    ]
    return Figure("class names that stand twice", str(len(twice)), "0", tuple(twice))


def names_field(node: ast.AST, called: set[ast.AST]) -> bool:
    """True if this node names FIELD as a field, an option, a key or a column."""
    match node:
        case ast.Attribute(attr=name):
            return name == FIELD and node not in called
        case ast.keyword(arg=name):
            return name == FIELD
        case (
            ast.arg(arg=name, annotation=kind)
            | ast.AnnAssign(target=ast.Name(id=name), annotation=kind)
        ):
            return name == FIELD and kind is not None and "str" in ast.unparse(kind)
        case ast.Constant(value=str(text)):
            return text == FIELD or bool(re.search(rf"[(,] ?{FIELD}\b ?[,)=]", text))
        case _:
            return False


def places_of_a_field(source: Path, trees: Trees) -> Figure:
    """Count the source files that name FIELD: those that a new text field of a person costs."""
    found = []
    for path, tree in trees.items():
        nodes = list(ast.walk(tree))
        called: set[ast.AST] = {node.func for node in nodes if isinstance(node, ast.Call)}
        called |= {node.value for node in nodes if isinstance(node, ast.Expr)}
        if any(names_field(node, called) for node in nodes if node not in called):
            found.append(str(path.relative_to(source)))
    for path in source.rglob("*.sql"):
        if re.search(rf"\b{FIELD} TEXT\b", path.read_text()):
            found.append(str(path.relative_to(source)))
    what = f"source files that name the text field `{FIELD}`"
    return Figure(what, str(len(found)), f"≤ {MOST_FOR_A_FIELD}", tuple(found))


def lengths(source: Path) -> Iterator[Figure]:
    """Count lines in a copy that is formatted at WIDTH columns."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(shutil.copytree(source, Path(name, "src")))
        ruff = [
            sys.executable,
            "-m",
            "ruff",
            "format",
            "--quiet",
            "--isolated",
            "--target-version=py311",
        ]
        subprocess.run([*ruff, f"--line-length={WIDTH}", name], check=True)
        texts = {path: path.read_text().splitlines() for path in sorted(copy.rglob("*.py"))}
        functions = [
            (node.end_lineno or 0) - node.lineno + 1
            for tree in parsed(copy).values()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        yield Figure(
            f"lines of Python at {WIDTH} columns",
            f"{sum(map(len, texts.values())):,}",
            f"≤ {MOST_LINES:,}",
        )
        yield Figure("mean length of a function there", f"{mean(functions):.1f} lines")
        by_length = sorted(((len(lines), path) for path, lines in texts.items()), reverse=True)
        longest = tuple(f"{count} {path.relative_to(copy)}" for count, path in by_length[:10])
        yield Figure("longest file there", longest[0], "", longest)


def long_lines(source: Path, trees: Trees) -> Figure:
    """Find the lines of more than WIDTH columns, as the files are."""
    found = [
        (len(line), f"{path.relative_to(source)}:{number}")
        for path in trees
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > WIDTH
    ]
    longest = tuple(f"{length} {where}" for length, where in sorted(found, reverse=True)[:10])
    longest_line = f", the longest {longest[0]}" if longest else ""
    return Figure(
        f"lines of more than {WIDTH} columns", f"{len(found):,}{longest_line}", "0", longest
    )


def figures(checkout: Path) -> list[Figure]:
    """Measure everything but the start."""
    source = checkout.resolve() / "src" / "caretrack"
    trees = parsed(source)
    return [
        *entered(source.parent),
        folders(source.parent),
        repeated_classes(trees),
        places_of_a_field(source, trees),
        *lengths(source),
        long_lines(source, trees),
    ]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("checkout", type=Path, nargs="?", default=HERE.parent)
    options.add_argument("--files", action="store_true", help="list what each figure is made of")
    options.add_argument("--start", type=Path, nargs="+", metavar=("JOURNAL", "PYTHON"))
    asked = options.parse_args()
    table = figures(asked.checkout)
    print("| figure | now | target |\n|---|---|---|")
    for figure in table:
        print(f"| {figure.name} | {figure.now} | {figure.target} |")
    if asked.files:
        for figure in table:
            if figure.parts:
                print(f"\n{figure.name}\n  " + "\n  ".join(figure.parts))
    if asked.start:
        from start_up import compare

        print()
        compare(asked.start[0], asked.start[1:])


if __name__ == "__main__":
    sys.exit(main())
