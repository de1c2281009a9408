"""Journals that cannot be used: refused with exit code 5 and one line, and left as they are."""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import stored
from conftest import Care, Result, refused

COMMANDS = (
    ("due",),
    ("profile", "ana"),
    ("history",),
    ("find", "hello"),
    ("log", "ana", "hello"),
    ("add", "Zoe"),
    ("doctor",),
    ("undo", "--list"),
)
READING, WRITING = ("due",), ("log", "ana", "hello")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    talks = [
        ["log", "ana", "-d", f"{day} Oct", f"talk {day} " + "of this and that " * 40]
        for day in range(1, 25)
    ]
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db", ["add", "Ana"], ["add", "Ben"], *talks
    )


@pytest.fixture
def ana(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


def refused_by_all(care: Care, *commands: tuple[str, ...]) -> str:
    """Return the message of every command; each must leave the file unchanged."""
    before, about = stored.digest(care.journal), care.journal.stat()
    said = [refused(care(*command)) for command in commands or (READING, WRITING)]
    assert (stored.digest(care.journal), care.journal.stat().st_mtime_ns) == (
        before,
        about.st_mtime_ns,
    )
    return said[0]


@pytest.mark.parametrize(
    "content",
    [
        b"Dear diary,\n",
        b"x" * 5_000,
        b"\0" * 4096,
        b"SQLite format 2\0" + b"\0" * 100,
        b"SQLite format 3\0",
        b"\n",
    ],
)
def test_a_file_that_is_no_sqlite_file_is_refused(care: Care, content: bytes) -> None:
    care.journal.write_bytes(content)
    assert "is not a journal" in refused_by_all(care)


def test_the_sqlite_file_of_another_program_is_refused(care: Care) -> None:
    stored.write(care.journal, "CREATE TABLE people (id TEXT, name TEXT)")
    assert "another program" in refused_by_all(care, *COMMANDS)


def test_an_empty_file_becomes_a_journal(care: Care) -> None:
    care.journal.touch(0o644)
    assert care("due").code == 0
    assert care("add", "Ana").code == 0
    assert [person["name"] for person in care("list", "--json").json] == ["Ana"]


@pytest.mark.parametrize("length", [1, 50, 99, 100, 1000, 4096, 8192, 0.5, -4096, -1])
def test_a_journal_that_was_cut_off_is_refused(ana: Care, length: float) -> None:
    whole = ana.journal.read_bytes()
    kept = (
        int(len(whole) * length)
        if 0 < length < 1
        else int(length)
        if length > 0
        else len(whole) + int(length)
    )
    ana.journal.write_bytes(whole[:kept])
    refused_by_all(ana)


@pytest.mark.parametrize("seed", range(8))
def test_a_journal_with_pages_of_garbage_works_or_is_refused_and_never_falls_over(
    ana: Care, seed: int
) -> None:
    chance, whole = random.Random(seed), bytearray(ana.journal.read_bytes())
    for _ in range(1 + seed % 4):
        page = chance.randrange(1, len(whole) // 4096)
        whole[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096) if seed % 3 else bytes(4096)
    ana.journal.write_bytes(whole)
    for command in (("due",), ("profile", "ana"), ("doctor",), ("log", "ana", "hello")):
        done = ana(*command)
        assert done.code in {0, 1, 3, 5}
        assert done.code == 0 or done.err.count("\n") <= 1


@pytest.mark.parametrize("seed", range(6))
def test_a_journal_with_single_bytes_changed_works_or_is_refused_and_never_falls_over(
    ana: Care, seed: int
) -> None:
    chance, whole = random.Random(seed), bytearray(ana.journal.read_bytes())
    for _ in range(60):
        whole[chance.randrange(100, len(whole))] ^= 1 << chance.randrange(8)
    ana.journal.write_bytes(whole)
    for command in (("due", "--json"), ("history",), ("doctor",), ("log", "ana", "hello")):
        assert ana(*command).code in {0, 1, 3, 5}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE touches SET happened_on = 'soon'",
        "UPDATE touches SET happened_on = ''",
        "UPDATE people SET added_on = '2026-02-30'",
        "UPDATE people SET cadence_days = 'often'",
        "UPDATE people SET snoozed_until = 'later'",
        "INSERT INTO settings VALUES ('cadence', 'often')",
        "UPDATE people SET name = CAST(x'4a6f73e9' AS TEXT)",
        "UPDATE touches SET note = CAST(x'4a6f73e9' AS TEXT)",
        "UPDATE touches SET note = x'4a6f7365'",
        "UPDATE clocks SET base_on = 'x'",
        "UPDATE clocks SET cadence_days = 0, due_on = '2026-01-01'",
        "UPDATE touches SET kind = 'gossip'",
        "INSERT INTO occasions SELECT 'c1cc000000000000', id, 'birthday', 2, 31, NULL, '', '', "
        "NULL FROM people",
        "INSERT INTO actions SELECT 'p1pp000000000000', id, 'promise', 'it', 'soon', NULL, NULL, "
        "'', '', NULL, NULL FROM people LIMIT 1",
    ],
)
def test_a_value_that_no_command_would_write_is_no_accident(ana: Care, statement: str) -> None:
    """Another program may write anything; if the file itself refuses it, all the better."""
    try:
        stored.write(ana.journal, statement)
    except sqlite3.IntegrityError:
        return
    sent_to_the_doctor = False
    for command in (("due",), ("profile", "ana"), ("list",), ("doctor",), ("log", "ana", "hello")):
        done = ana(*command)
        assert done.code in {0, 1, 3, 5}
        said = done.err.replace(
            "what another program changed is not counted yet. SQLite said: ", "care: ", 1
        )
        assert done.code == 0 or said.count("\n") == said.count("care: ") or command == ("doctor",)
        sent_to_the_doctor |= "Run `care doctor`" in done.err
        # Who is sent there is told what is wrong.
        assert command != ("doctor",) or not sent_to_the_doctor or done.code == 1


@contextmanager
def held(journal: Path, how: str) -> Iterator[None]:
    """The journal while another process holds a transaction on it."""
    program = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "db.execute(sys.argv[2]); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(journal), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield
        finally:
            other.communicate("\n")


SHORT = {"CARE_TIMEOUT": "0.3"}


@pytest.mark.parametrize(
    "command", [*COMMANDS, ("backup", "copy.db"), ("config", "crowd", "3")], ids=" ".join
)
def test_a_journal_that_another_process_keeps_is_waited_for_and_then_refused(
    ana: Care, command: tuple[str, ...]
) -> None:
    before = stored.digest(ana.journal)
    with held(ana.journal, "BEGIN EXCLUSIVE"):
        said = refused(ana(*command, env=SHORT))
    assert f"the journal {ana.journal} is in use by another process" in said
    assert stored.digest(ana.journal) == before
    assert ana("log", "ana", "hello").code == 0


def test_a_journal_that_another_process_is_writing_can_be_read_and_is_not_written(
    ana: Care,
) -> None:
    with held(ana.journal, "BEGIN IMMEDIATE"):
        assert ana("due", env=SHORT).code == 0
        assert "in use" in refused(ana("log", "ana", "hello", env=SHORT))


# Without these root obeys file modes like everybody: CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH.
POWERS, PR_CAPBSET_DROP = (1, 2), 24
LIBC = ctypes.CDLL(None)
WITH_MODES = pytest.mark.skipif(
    os.geteuid() == 0 and sys.platform != "linux", reason="root may do everything here"
)


def without_powers() -> None:
    for power in POWERS:
        LIBC.prctl(PR_CAPBSET_DROP, power, 0, 0, 0)


def as_anybody(care: Care, *args: str) -> Result:
    """The program, run by a user who must obey file modes."""
    powerless = without_powers if os.geteuid() == 0 else None
    done = subprocess.run(
        care.command(*args),
        env=care.environment(),
        cwd=care.home,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=powerless,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def closed(ana: Care) -> Iterator[Care]:
    """A journal whose modes the test may change, with those of its folder."""
    yield ana
    ana.journal.parent.chmod(0o700)


@WITH_MODES
def test_a_journal_that_may_not_be_written_can_be_read(closed: Care) -> None:
    closed.journal.chmod(0o400)
    before = stored.digest(closed.journal)
    assert as_anybody(closed, "due").code == 0
    assert "talk 24" in as_anybody(closed, "history", "ana").out
    assert "read-only" in refused(as_anybody(closed, *WRITING))
    examined = as_anybody(closed, "doctor")
    said = {line.split("\t")[0]: line.split("\t")[1:3] for line in examined.out.splitlines()}
    assert examined.code == 1
    assert said.pop("writing") == ["wrong", f"nothing can be logged: {closed.journal} is read-only"]
    assert {verdict for verdict, _ in said.values()} == {"verdict", "fine"}
    assert stored.digest(closed.journal) == before


@WITH_MODES
def test_a_journal_in_a_folder_that_may_not_be_written_can_be_read(closed: Care) -> None:
    closed.journal.parent.chmod(0o500)
    before = stored.digest(closed.journal)
    assert as_anybody(closed, "due").code == 0
    refused(as_anybody(closed, *WRITING))
    assert stored.digest(closed.journal) == before


@WITH_MODES
@pytest.mark.parametrize(
    "command",
    [READING, WRITING, ("add", "Zoe"), ("tag", "ana", "vip"), ("doctor", "--rebuild"), ("next",)],
    ids=" ".join,
)
def test_a_journal_that_may_not_be_read_is_refused(closed: Care, command: tuple[str, ...]) -> None:
    closed.journal.chmod(0o000)
    refused(as_anybody(closed, *command))
    closed.journal.chmod(0o600)
    closed.journal.parent.chmod(0o000)
    refused(as_anybody(closed, *command))


@WITH_MODES
def test_a_journal_is_not_made_in_a_folder_that_may_not_be_written(closed: Care) -> None:
    closed.journal.parent.chmod(0o500)
    elsewhere = replace(closed, journal=closed.journal.parent / "deeper/other.db")
    refused(as_anybody(elsewhere, "add", "Zoe"))
    assert not elsewhere.journal.parent.exists()
