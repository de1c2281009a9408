"""`care` forked from a warm process does what the real one does, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

import fork_server
import stored
from conftest import SECONDS, Care
from transcript import PROGRAM, ROOT
from transcript_ids import TOKEN

pytestmark = pytest.mark.skipif(
    shutil.which("cc") is None, reason="without a C compiler every process is the true program"
)

# An editor waits until it is recorded: a run that is killed while it writes that leaves more.
RECORDED = (
    r"for i in \$(seq 500); do grep -qa \" \$\$ \" journal.db-temporary/.*.record && break; "
    "sleep 0.02; done"
)

LINES = [
    "care",
    "care --help",
    "care --version",
    "care log --help",
    "care duee",
    "care due --nonsense",
    "care due --within many",
    "care due",
    "care due --json",
    "care due --count",
    "care due --exit-code",
    "care profile zoë",
    "care profile zoë --json",
    "care profile nobody",
    "care history --since '3 weeks ago'",
    "care find harbour",
    "care list --json",
    "care check zoë - <mail.txt",
    "care stats",
    "care stats --html -o stats.html",
    "care kinds",
    "care help clock",
    "care config",
    "care config due.days never",
    "care completion bash",
    "care query zoe",
    "care dupes",
    "care doctor",
    "care occasions",
    "care add 'Łukasz Żak' --birthday '24 Nov'",
    "care add ''",
    "care log zoë -c call -l 'family: a daughter' -p 'send it by friday' 'talked about the "
    "harbour'",
    "care log zoë 'said 日本語 👩‍👩‍👧 e\u0301'",
    "care log zoë",
    "printf 'from a pipe\\r\\nof two lines' | care log zoë -",
    "care log zoë - <mail.txt",
    "head -c 300000 /dev/zero | tr '\\0' x | care log zoë -",
    "printf '\\377\\376 no text' | care log zoë -",
    "care log zoë $'caf\\xe9'",
    "care log $'caf\\xe9' hello",
    "care log zoë \"$(head -c 90000 /dev/zero | tr '\\0' x)\"",
    "care every zoë 7 && care undo && care undo --list",
    "care delete k3f9",
    "care forget zoë --yes",
    "care backup copy.db",
    "umask 077; care export --to csv -o people.csv; umask 022; care export -o all.vcf; stat -c %a "
    "people.csv all.vcf",
    "care export --to json",
    "care import people.vcf",
    "care import <(cat people.vcf)",
    "care import nowhere.vcf",
    "care import - <people.vcf",
    "care demo | tail -3",
    "care export --to json | head -c 20",
    "care list & care list; wait",
    "care list & care due --json >due.json; wait",
    "NO_COLOR=1 care due",
    "FORCE_COLOR=1 care due",
    "FORCE_COLOR=1 NO_COLOR=1 care profile zoë",
    "FORCE_COLOR=1 COLUMNS=40 care profile zoë",
    "FORCE_COLOR=1 care stats",
    "TERM=xterm-256color care due",
    "LANG=C care profile zoë",
    "LC_ALL=POSIX care log zoë 'ü'",
    "PYTHONIOENCODING=latin-1 care profile zoë",
    "PYTHONUNBUFFERED=1 care due 2>&1",
    "_CARE_COMPLETE=bash care profile z",
    "CARE_TODAY=someday care due",
    "unset CARE_TODAY; TZ=Pacific/Kiritimati care due --json | head -c 1",
    "CARE_JOURNAL=/ care due",
    "CARE_JOURNAL=$'caf\\xe9.db' care add Ana",
    "CARE_TIMEOUT=soon care due",
    "unset CARE_JOURNAL; care add Ana",
    "unset CARE_JOURNAL HOME XDG_DATA_HOME; care config",
    "echo '= =' >broken.toml; CARE_CONFIG=broken.toml care due",
    "A=$'caf\\xe9' care due",
    "EDITOR='sh -c \"echo edited >\\$0\"' care log zoë -e",
    "EDITOR=false care log zoë -e",
    f"{{ EDITOR=\"sh -c '{RECORDED}; kill -9 \\$PPID'\" care log zoë -e; }} 2>/dev/null; echo $?",
    f"{{ EDITOR=\"sh -c '{RECORDED}; kill -15 \\$PPID'\" care log zoë -e; }} 2>/dev/null; echo $?",
    "care due >&-",
    "care due <&-",
    "care duee 2>&-",
    "care log zoë - <&-",
    "care log zoë hello <&- >&- 2>&-",
    "care due >/dev/full",
    "FORCE_COLOR=1 care due >/dev/full",
    "echo first >>out; care due >>out; echo last >>out",
    "{ care kinds; care nonsense; care kinds; } >out 2>&1",
    "{ read -r line; care log zoë -; } <mail.txt",
    "mkdir gone; cd gone; rmdir ../gone; care due",
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Zoë Łuczak", "--company", "Lagoon", "--every", "7", "--birthday", "24 Nov"],
        ["log", "zoë", "-d", "1 Nov", "-p", "send the map", "talked about the harbour"],
        ["add", "Ben Okafor", "--email", "ben@example.org"],
    )


# Ids, moments and temporary files are new in every run. The name of a temporary file has a process,
# when it was started, a machine and a random part; a record of one names processes as well.
NEW = re.compile(
    rf"{TOKEN.pattern}|(?<=care-)(?:demo-)?\w{{8}}|\d+\.\d+\.[0-9a-f]{{8}}\.[0-9a-f]{{12}}"
)


def files(folder: Path) -> dict[str, tuple[int, object]]:
    """Return each file's mode and content by name; for a journal, its rows."""
    found: dict[str, tuple[int, object]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".db" and path.is_file():
            what: object = {
                table: sorted(NEW.sub("…", str(row)) for row in rows)
                for table, rows in stored.model(path).items()
            }
        else:
            text = path.is_file() and path.suffix != ".record"
            what = NEW.sub("…", path.read_text(errors="surrogateescape")) if text else ""
        found[NEW.sub("…", str(path.relative_to(folder)))] = (path.stat().st_mode, what)
    return found


def left_by(
    line: str, program: tuple[str, ...], care: Care, filled: Path
) -> tuple[int, str, str, dict[str, tuple[int, object]]]:
    shutil.rmtree(care.home)
    env = care.environment()
    shutil.copy(filled, care.home / "journal.db")
    env["CARE_JOURNAL"] = str(care.home / "journal.db")
    (care.home / "mail.txt").write_text("Hello Zoë,\n\nhow was the harbour?\n")
    (care.home / "people.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEMAIL:ann@x.example\nEND:VCARD\n"
    )
    done = stored.bash(f'care() {{ {shlex.join(program)} "$@"; }}; {line}', env, care.home)
    return done.returncode, NEW.sub("…", done.stdout), NEW.sub("…", done.stderr), files(care.home)


@pytest.mark.parametrize("line", LINES)
def test_forked_and_true_leave_the_same(line: str, care: Care, filled: Path) -> None:
    assert left_by(line, care.program, care, filled) == left_by(line, PROGRAM, care, filled)


def broken(pipe: BinaryIO) -> bool:
    """True if soon no process reads from the pipe."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            os.write(pipe.fileno(), b"x")
        except BrokenPipeError:
            return True
        time.sleep(0.02)
    return False


def test_only_what_cannot_be_forked_comes_to_the_true_program(care: Care) -> None:
    env = care.environment()
    with fork_server.served(("/bin/echo", "the", "true", "program"), env) as program:
        forked, true = (
            subprocess.check_output([*program, "--version"], env=env | more, text=True)
            for more in ({}, {"LANG": "C"})
        )
    assert forked.startswith("care ")
    assert true == "the true program --version\n"


def test_a_process_that_is_killed_ends(care: Care, filled: Path) -> None:
    shutil.copy(filled, care.journal)
    before = stored.digest(care.journal)
    with subprocess.Popen(
        [*care.program, "log", "zoë", "-"], env=care.environment(), stdin=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert care("due").code == 0
        process.kill()
        assert process.wait() == -signal.SIGKILL
        assert broken(process.stdin)
    assert stored.digest(care.journal) == before


TESTS_THAT_ARE_KILLED = """
import os, signal, subprocess
import fork_server, transcript
with fork_server.served(transcript.PROGRAM, os.environ) as program:
    subprocess.Popen([*program, "log", "ana", "-"], stdout=subprocess.DEVNULL)
    subprocess.run([*program, "--version"])
    print(program[0], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_outlives_the_tests_that_are_killed(care: Care) -> None:
    env = care.environment({"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"})
    care("add", "Ana")
    command = [sys.executable, "-c", TESTS_THAT_ARE_KILLED]
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as tests:
        assert tests.stdin is not None
        assert tests.stdout is not None
        version, program = tests.stdout.read().decode().splitlines()
        assert version.startswith("care ")
        assert tests.wait() == -signal.SIGKILL
        assert broken(tests.stdin)
    assert not Path(program).parent.exists()
