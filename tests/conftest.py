"""Fixtures of every test: a home of its own, no network, and the program as a real process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import fork_server
import no_network
from engine_fixtures import address, cluster, new_journal, postgres, rqlite  # noqa: F401
from transcript import PROGRAM, ROOT, TODAY, environment

# Test the source beside these tests, whatever version is installed.
sys.path.insert(0, str(ROOT / "src"))

# "ci" tries the same cases every time; "default" tries new ones. A slow machine fails neither.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

SECONDS = 60
FOREIGN = (
    "CARE_JOURNAL",
    "CARE_CONFIG",
    "CARE_TODAY",
    "NO_COLOR",
    "FORCE_COLOR",
    "VISUAL",
    "EDITOR",
    "PAGER",
    "CARE_PAGER",
    "XDG_RUNTIME_DIR",
)


def _real_places() -> list[Path]:
    home = Path.home()
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    config = os.environ.get("XDG_CONFIG_HOME") or home / ".config"
    return [
        Path(place) / "caretrack" for place in (data, config, home / "Library/Application Support")
    ]


REAL_PLACES = _real_places()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite the output in transcripts, README.md and docs/manual.md with what is printed",
    )


def pytest_configure(config: pytest.Config) -> None:
    # A shell that starts the tests in the background ignores ^C, and every process here would too.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "untraced: covers nothing that another test does not")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Count only what the tests of the domain cover of it: to trace the others triples their time.

    The marker `no_cover` of pytest-cov does not stop the tracing in a process of pytest-xdist.
    """
    of_the_domain = item.path.is_relative_to(Path(__file__).with_name("domain"))
    tracer = sys.gettrace()
    if not of_the_domain or item.get_closest_marker("untraced"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


def _whats_in(places: list[Path]) -> dict[Path, tuple[int, int]]:
    found = {}
    for place in places:
        for path in [place, *place.rglob("*")] if place.exists() else []:
            about = path.stat()
            found[path] = (about.st_mtime_ns, about.st_size)
    return found


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    parent = tmp_path_factory.mktemp("homes")
    return (parent / str(number) for number in count(1))


@pytest.fixture(autouse=True)
def home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home; the test fails when it leaves anything in the real one."""
    mine = next(_homes)
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment(mine).items():
        # A forget in this process would read the texts that editors of other tests have in /tmp.
        if name in {"HOME", "TMPDIR"} or name.startswith("XDG_"):
            monkeypatch.setenv(name, value)
    before = _whats_in(REAL_PLACES)
    yield mine
    if _whats_in(REAL_PLACES) != before:
        pytest.fail(
            "the real home was touched, by this test or by one that ran beside it", pytrace=False
        )


def _fail(what: str) -> None:
    # pytest.fail raises no Exception, so code that catches every error does not hide it.
    pytest.fail(what)


no_network.forbid(_fail)


@pytest.fixture(scope="session")
def forked(_homes: Iterator[Path]) -> Iterator[tuple[str, ...]]:
    """The command line of the program, as `PROGRAM` is, but forked from a warm process."""
    with fork_server.served(PROGRAM, environment(next(_homes))) as program:
        yield program


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    """The path of a journal that does not exist yet."""
    return tmp_path / "journal.db"


@dataclass(frozen=True)
class Result:
    """The output and exit code of a finished process."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON, and nothing but JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Care:
    """Runs `care` as a real process on `journal_path`: its own home, no terminal."""

    home: Path
    journal: Path
    program: tuple[str, ...]

    def environment(
        self, env: Mapping[str, str | None] | None = None, today: str = TODAY
    ) -> dict[str, str]:
        """Return the environment of the process; a value of None in `env` removes a variable."""
        whole = (
            environment(self.home, today) | {"CARE_JOURNAL": str(self.journal)} | dict(env or {})
        )
        return {name: value for name, value in whole.items() if value is not None}

    def command(self, *args: str) -> list[str]:
        """The command line of the true program, for a test that starts the process by itself."""
        return [*PROGRAM, *args]

    def __call__(
        self,
        *args: str,
        stdin: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
        today: str = TODAY,
        cwd: Path | None = None,
    ) -> Result:
        """Run `care` to its end; a traceback fails. Without `stdin`, standard input is empty."""
        done = subprocess.run(
            [*self.program, *args],
            input=stdin.encode("utf-8", "surrogateescape")
            if isinstance(stdin, str)
            else stdin or b"",
            capture_output=True,
            env=self.environment(env, today),
            cwd=cwd or self.home,
            timeout=SECONDS,
        )
        result = Result(
            done.returncode,
            done.stdout.decode("utf-8", "surrogateescape"),
            done.stderr.decode("utf-8", "surrogateescape"),
        )
        assert "Traceback" not in result.err, result.err
        return result


@pytest.fixture
def care(home: Path, journal_path: Path, forked: tuple[str, ...]) -> Care:
    return Care(home, journal_path, forked)


def refused(done: Result, code: int = 5) -> str:
    """Return the line of a refusal: alone on stderr, nothing on stdout, the expected exit code."""
    assert (done.code, done.out) == (code, ""), done
    assert done.err.startswith("care: ")
    assert done.err.count("\n") == 1
    return done.err
