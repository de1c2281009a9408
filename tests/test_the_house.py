"""Rules for the source that no linter checks."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from transcript import ROOT

PACKAGE = ROOT / "src" / "caretrack"
SOURCES = sorted(PACKAGE.rglob("*.py"))
LINES_OF_A_FILE = 410
LINES_OF_A_FUNCTION = 60

SQL = re.compile(
    r"\b(?:SELECT\b.+\bFROM|INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\b.+\bSET|DELETE\s+FROM)\b",
    re.DOTALL,
)
# Folders of users: an absolute path into one is true on one machine only.
OF_ONE_MACHINE = re.compile(r"(?<![\w.~$}-])/(?:home|Users|root|work|mnt|media)/\w")
LEFT_TO_DO = re.compile(r"\b(?:TODO|FIXME)\b")
CLOCKS = {"today", "now", "utcnow"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "getenv", "getcwd"}

RULE = re.compile(r"\bS[0-9]\.[0-9]+\b")
RULE_ROW = re.compile(r"^\| (S[0-9]\.[0-9]+) \| (.*) \| (.*) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w.-]+\.(?:md|py|sql|toml|txt)|(?:[\w.-]+/)+(?:[\w.-]+\.\w+)?)`")

Finding = tuple[int, str]


def strings(tree: ast.AST) -> Iterator[Finding]:
    """Return every string but docstrings; an f-string is one, without its values."""
    inside_others = set[ast.AST]()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside_others.update(node.values)
            yield (
                node.lineno,
                " x ".join(
                    str(part.value) for part in node.values if isinstance(part, ast.Constant)
                ),
            )
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside_others.add(node.value)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in inside_others
        ):
            yield node.lineno, node.value


def sql(tree: ast.AST) -> list[Finding]:
    return [(line, text) for line, text in strings(tree) if SQL.search(text)]


def imports(tree: ast.AST) -> list[Finding]:
    """Return the modules that are imported from outside the package, anywhere in the file."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.append((node.lineno, node.module or ""))
    return found


def rich_imports(tree: ast.AST) -> list[Finding]:
    return [(line, name) for line, name in imports(tree) if name.split(".")[0] == "rich"]


def impurities(tree: ast.AST) -> list[Finding]:
    """Uses of a clock, a file or the environment."""
    found = [
        (line, name)
        for line, name in imports(tree)
        if name.split(".")[0] in {"time", "os", "pathlib", "io"}
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            if name in FILES or (name in CLOCKS and isinstance(node.func, ast.Attribute)):
                found.append((node.lineno, f"{name}()"))
        elif (
            isinstance(node, ast.Attribute)
            and node.attr in CLOCKS
            and ast.unparse(node.value).split(".")[-1] in {"date", "datetime"}
        ):
            found.append((node.lineno, node.attr))
    return found


def long_functions(tree: ast.AST, most: int = LINES_OF_A_FUNCTION) -> list[Finding]:
    """Return functions whose body is too long; parameters do not count, as they may be options."""
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [
        (node.lineno, node.name)
        for node in functions
        if (node.end_lineno or 0) - node.body[0].lineno + 1 > most
    ]


def cited_rules(text: str) -> set[str]:
    return set(RULE.findall(text))


def named_files(text: str) -> list[str]:
    """The files and folders that a page names in code spans; a folder ends with a slash."""
    return NAMED.findall(text)


def place_of(name: str) -> Path:
    """Return a path named in `docs/architecture.md`: below the package, or else below the root."""
    return next(
        (folder / name for folder in (PACKAGE, ROOT) if (folder / name).exists()), PACKAGE / name
    )


def of_one_machine(text: str) -> bool:
    return bool(OF_ONE_MACHINE.search(text)) or str(ROOT) in text


def in_files(check: Callable[[ast.AST], list[Finding]], files: list[Path]) -> list[str]:
    assert files
    trees = {path: ast.parse(path.read_bytes()) for path in files}
    return [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path, tree in trees.items()
        for line, what in check(tree)
    ]


@pytest.fixture(scope="module")
def kept_files() -> dict[str, str]:
    """Return the text of every file that git tracks or would add, by name."""
    git = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no checkout of the repository")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return {
        str(path.relative_to(ROOT)): path.read_bytes().decode(errors="replace")
        for path in paths
        if path.is_file()
    }


def test_sql_stays_in_the_journal_and_the_hubs() -> None:
    elsewhere = [
        path for path in SOURCES if not {"journal", "hubs"} & {*path.relative_to(PACKAGE).parts}
    ]
    assert in_files(sql, elsewhere) == []


def test_rich_stays_in_the_views() -> None:
    assert (
        in_files(
            rich_imports,
            [path for path in SOURCES if "views" not in path.relative_to(PACKAGE).parts],
        )
        == []
    )


def test_the_domain_has_no_clock_and_no_files() -> None:
    assert in_files(impurities, sorted((PACKAGE / "domain").rglob("*.py"))) == []


def test_only_the_words_and_the_sample_read_the_word_lists() -> None:
    """The domain gets its word lists from `caretrack.words`; nothing else opens them."""
    readers = [
        str(path.relative_to(PACKAGE))
        for path in SOURCES
        if "words" in path.relative_to(PACKAGE).parts[:1]
        or (
            re.search(r"[\"']words[\"']", path.read_text(encoding="utf-8"))
            and "__file__" in path.read_text(encoding="utf-8")
        )
    ]
    assert readers == ["app/sample.py", "words/__init__.py"]


def test_no_function_is_long() -> None:
    assert in_files(long_functions, SOURCES) == []


def test_no_file_is_long() -> None:
    lengths = {str(path.relative_to(ROOT)): path.read_bytes().count(b"\n") for path in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FILE} == {}


def defined(tree: ast.Module) -> Iterator[Finding]:
    """Return what a module defines; what is decorated may be called by whoever decorates it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.decorator_list:
            yield node.lineno, node.name
        elif isinstance(node, ast.Assign):
            yield from (
                (node.lineno, name.id) for name in node.targets if isinstance(name, ast.Name)
            )


def test_nothing_is_defined_that_nothing_names() -> None:
    named = Counter(
        word
        for folder in ("src", "tests", "docs", "bench")
        for path in (ROOT / folder).rglob("*.py")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )
    unused = [
        f"{path.relative_to(PACKAGE)}:{line} {name}"
        for path in SOURCES
        for line, name in defined(ast.parse(path.read_text(encoding="utf-8")))
        if named[name] == 1
    ]
    assert unused == []


def test_no_file_names_a_path_of_one_machine(kept_files: dict[str, str]) -> None:
    assert [
        name
        for name, text in kept_files.items()
        if any(of_one_machine(line) for line in text.split("\n"))
    ] == []


def test_nothing_is_left_to_do(kept_files: dict[str, str]) -> None:
    assert [
        name
        for name, text in kept_files.items()
        if name != "tests/test_the_house.py" and LEFT_TO_DO.search(text)
    ] == []


@pytest.fixture(scope="module")
def architecture() -> str:
    return (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_rule_that_is_cited_is_defined_once(
    kept_files: dict[str, str], architecture: str
) -> None:
    defined = [rule for rule, _, _ in RULE_ROW.findall(architecture)]
    assert sorted(set(defined)) == sorted(defined)
    cited = {
        name: cited_rules(text)
        for name, text in kept_files.items()
        if name.startswith(("src/", "tests/", "docs/", "bench/"))
    }
    assert {
        name: rules - set(defined) for name, rules in cited.items() if not rules <= set(defined)
    } == {}


def test_a_rule_is_said_in_words_and_cited_where_it_is_served(architecture: str) -> None:
    rows = RULE_ROW.findall(architecture)
    assert [rule for rule, words, _ in rows if not words.strip()] == []
    assert [rule for rule, _, where in rows if where != "–" and len(named_files(where)) != 1] == []
    served = {rule: place_of(named_files(where)[0]) for rule, _, where in rows if where != "–"}
    assert [
        rule
        for rule, path in served.items()
        if rule not in cited_rules(path.read_text(encoding="utf-8"))
    ] == []


def test_every_file_that_the_architecture_names_is_there(architecture: str) -> None:
    names = named_files(architecture)
    assert len(names) > 100
    assert [name for name in names if not place_of(name).exists()] == []


def test_the_architecture_has_the_layers_that_the_linter_holds(architecture: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [held] = [
        contract["layers"]
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["name"] == "Imports go down only"
    ]
    modules = [
        module.strip().removeprefix("caretrack.") for row in held for module in row.split("|")
    ]
    [table] = re.findall(r"^\| layer \|.*\n((?:\|.*\n)+)", architecture, re.MULTILINE)
    named = [name for row in table.splitlines() for name in named_files(row.split("|")[1])]
    assert [name.removesuffix("/").removesuffix(".py") for name in named] == modules


def test_the_architecture_names_every_folder_of_the_package(architecture: str) -> None:
    named = {
        folder
        for name in named_files(architecture)
        for folder in [place_of(name), *place_of(name).parents]
    }
    assert [
        str(path) for path in PACKAGE.glob("**/") if any(path.glob("*.py")) and path not in named
    ] == []


@pytest.mark.parametrize(
    "code",
    [
        "db.execute('SELECT id FROM people')",
        "db.execute('SELECT id\\nFROM people')",
        "db.execute(f'SELECT {columns} FROM {table}')",
        "db.execute('INSERT INTO people VALUES (?)')",
        "db.execute('INSERT OR IGNORE INTO people VALUES (?)')",
        "db.execute(f'UPDATE {table} SET name = ?')",
        "x = 'DELETE FROM people'",
    ],
)
def test_sql_is_found(code: str) -> None:
    assert len(sql(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code", ["'SELECT id FROM people'", "x = 'Select somebody from the list'", "x = 'SELECT'"]
)
def test_what_is_no_sql_is_left_alone(code: str) -> None:
    assert sql(ast.parse(code)) == []


@pytest.mark.parametrize(
    "code",
    [
        "import rich",
        "import os, rich.table",
        "from rich.text import Text",
        "def f():\n    from rich import print",
    ],
)
def test_rich_is_found(code: str) -> None:
    assert len(rich_imports(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code", ["import richer", "from .rich import x", "from caretrack.views import rich"]
)
def test_what_is_not_rich_is_left_alone(code: str) -> None:
    assert rich_imports(ast.parse(code)) == []


@pytest.mark.parametrize(
    "code",
    [
        "date.today()",
        "datetime.date.today()",
        "datetime.now(tz)",
        "f(default_factory=date.today)",
        "open('x')",
        "path.open()",
        "path.read_text()",
        "import time",
        "from os import environ",
        "from pathlib import Path",
    ],
)
def test_a_clock_or_a_file_is_found(code: str) -> None:
    assert impurities(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "due(today)",
        "moment.today",
        "open_promises()",
        "from datetime import date, timedelta",
        "today()",
    ],
)
def test_what_is_pure_is_left_alone(code: str) -> None:
    assert impurities(ast.parse(code)) == []


def test_a_long_function_is_found() -> None:
    code = "class A:\n    def f(\n        self,\n    ):\n" + "        x = 1\n" * 61
    assert long_functions(ast.parse(code)) == [(2, "f")]
    assert long_functions(ast.parse(code), 61) == []


@pytest.mark.parametrize("start", ["/home/", "/Users/", '"/root/', "see /work/"])
def test_a_path_of_one_machine_is_found(start: str) -> None:
    assert of_one_machine(f"{start}ana/care")


@pytest.mark.parametrize(
    "text",
    ["~/work/notes", "https://example.org/home/page", "$HOME/work/x", "src/work/x", "/usr/bin/env"],
)
def test_another_path_is_left_alone(text: str) -> None:
    assert not of_one_machine(text)


def test_a_rule_that_is_cited_is_found() -> None:
    assert cited_rules("the clock (S0.1, S3.11); S4.6: coverage") == {"S0.1", "S3.11", "S4.6"}
    assert cited_rules("XS1.4, S1, S1.x, S10.2") == set()


def test_a_file_that_is_named_is_found() -> None:
    assert named_files("`cli.py`, `app/`, `journal/files/daily.py` and `docs/a-b.md`") == [
        "cli.py",
        "app/",
        "journal/files/daily.py",
        "docs/a-b.md",
    ]
    assert (
        named_files("`care due`, `sqlite_utils`, `14/3`, `--to csv`, `rich.table`, app/due.py")
        == []
    )


def test_something_left_to_do_is_found() -> None:
    assert LEFT_TO_DO.search("# FIXME: later")
    assert LEFT_TO_DO.search("TODO")
    assert not LEFT_TO_DO.search("VTODO, todo, todoman")


BAD_TESTS = """
import os, pathlib, socket, pytest
REAL = pathlib.Path(os.environ["REAL_HOME"])

def test_writes_in_the_real_home():
    place = REAL / ".local/share/caretrack"
    place.mkdir(parents=True)

def test_changes_the_real_home():
    (REAL / ".config/caretrack/config.toml").write_text("longer than before")

def test_reaches_for_the_network():
    try:
        socket.create_connection(("192.0.2.1", 9))
    except Exception:
        pass

def test_prints_a_traceback(care):
    care("due", env={"PYTHONPATH": str(REAL / "broken")})

def test_behaves(care, home, journal_path):
    home.joinpath("x").write_text("x")
    assert pathlib.Path.home() == home and REAL != home
    env = {"PYTHONPATH": str(REAL / "working"), "CARE_TODAY": None}
    result = care("due", "a b", stdin="é", env=env, today="2026-12-25")
    assert (result.code, result.err) == (3, "")
    assert result.json == [["due", "a b"], "é", None, str(journal_path), str(home)]
"""
BROKEN = "raise ValueError"
WORKING = """
import json, os, sys
e = os.environ.get
print(json.dumps([sys.argv[1:], sys.stdin.read(), e("CARE_TODAY"), e("CARE_JOURNAL"), e("HOME")]))
sys.exit(3)
"""


def test_the_guards_of_every_test_hold(tmp_path: Path, home: Path) -> None:
    for name in (
        "conftest.py",
        "engine_fixtures.py",
        "fork_server.py",
        "no_network.py",
        "transcript.py",
        "transcript_file.py",
        "transcript_ids.py",
    ):
        (tmp_path / name).write_bytes((ROOT / "tests" / name).read_bytes())
    (tmp_path / "test_bad.py").write_text(BAD_TESTS)
    (home / ".config" / "caretrack").mkdir(parents=True)
    (home / ".config" / "caretrack" / "config.toml").write_text("short")
    for name, code in {"broken": BROKEN, "working": WORKING}.items():
        (home / name / "caretrack").mkdir(parents=True)
        (home / name / "caretrack" / "__init__.py").touch()
        (home / name / "caretrack" / "__main__.py").write_text(code)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "-p",
        "no:cacheprovider",
        "--basetemp",
        str(tmp_path / "base"),
        "test_bad.py",
    ]
    environment = {"PATH": "", "HOME": str(home), "REAL_HOME": str(home)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)
    ends = {
        name: end
        for end, name in re.findall(
            r"^(PASSED|FAILED) test_bad\.py::(\w+)", done.stdout, re.MULTILINE
        )
    }
    errors = set(re.findall(r"^ERROR test_bad\.py::(\w+)", done.stdout, re.MULTILINE))
    assert errors == {"test_writes_in_the_real_home", "test_changes_the_real_home"}, (
        done.stdout + done.stderr
    )
    assert ends["test_reaches_for_the_network"] == ends["test_prints_a_traceback"] == "FAILED"
    assert ends["test_behaves"] == "PASSED"
    assert done.returncode == 1
