"""What was said to be done survives a power cut, a kill at any moment, a link and a full output."""

from __future__ import annotations

import errno
import io
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import stored
from caretrack.ending import flush_stderr
from conftest import Care

# What a process can be killed at; `link` and `rename` put a finished file into its place.
CALLS = "pwrite64,fsync,fdatasync,unlink,ftruncate,link,rename,rmdir"
# Every so many calls; 1 in the long run by hand.
EVERY = int(os.environ.get("CARE_KILL_EVERY", "9"))
ADDED = ("add", "Ana Silva")


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not here: it sees and stops system calls")
    return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db", [*ADDED], ["log", "ana", "hi"]
    )


@pytest.fixture
def ana(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


def traced(
    care: Care, strace: str, calls: str, *args: str, inject: str = ""
) -> tuple[list[str], subprocess.CompletedProcess[str]]:
    """Run a command, and return the lines of its system calls and how it ended."""
    log = care.home / "calls"
    options = ["-f", "-qq", "-o", str(log), "-e", f"trace={calls}"]
    options += ["-e", f"inject={inject}"] if inject else []
    done = subprocess.run(
        [strace, *options, *care.command(*args)],
        env=care.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        cwd=care.home,
    )
    if "ptrace" in done.stderr:
        pytest.skip("processes may not be traced here")
    return log.read_text().splitlines(), done


def kill_points(lines: list[str]) -> list[tuple[str, int]]:
    """Return some of the calls, each by its name and which of that name it is."""
    seen: Counter[str] = Counter()
    points = []
    for line in lines:
        found = re.match(r"\d+ +(\w+)\(", line)
        if found:
            seen[found[1]] += 1
            points.append((found[1], seen[found[1]]))
    rare = [point for point in points if seen[point[0]] < 4]
    return list(dict.fromkeys([*points[::EVERY], *rare, *points[-2:]]))


def test_nothing_that_was_written_waits_for_the_disk_once_it_is_said(
    ana: Care, strace: str
) -> None:
    assert ana("every", "ana", "30").code == 0  # the backup of the day
    calls = "openat,pwrite64,fsync,fdatasync,ftruncate,unlink,write"
    lines, done = traced(ana, strace, calls, "log", "ana", "hello")
    assert done.returncode == 0
    said = next(at for at, line in enumerate(lines) if "write(1" in line and "Logged" in line)
    handles: dict[str, str] = {}
    waiting: dict[str, str] = {}
    order = []
    for line in lines[:said]:
        call = re.match(r"\d+ +(\w+)\((.*?)\) += (-?\d+)", line)
        if call is None:
            continue
        name, given, result = call.groups()
        handle = given.split(",")[0]
        if name == "openat":
            handles[result] = re.findall(r'"(.*?)"', given)[0]
        elif name in {"pwrite64", "ftruncate"}:
            waiting[handles[handle]] = name
            order += ["emptied"] * (name == "ftruncate" and handles[handle].endswith("-journal"))
        elif name in {"fsync", "fdatasync"}:
            waiting.pop(handles.get(handle, ""), None)
            order += ["folder"] * (handles.get(handle) == str(ana.journal.parent))
        elif name == "unlink" and given.endswith('-journal"'):
            order.append("removed")
    assert waiting == {}
    assert order[-3:] == ["emptied", "removed", "folder"]


def test_a_removal_that_a_power_cut_takes_back_takes_nothing_back(ana: Care, strace: str) -> None:
    _, done = traced(ana, strace, "unlink", "log", "ana", "power cut", inject="unlink:retval=0")
    assert done.stdout.startswith("Logged")
    assert "power cut" in ana("history", "ana", "--limit", "1").out
    assert ana("log", "ana", "and on").code == 0
    assert not ana.journal.with_name("journal.db-journal").exists()


@pytest.mark.parametrize(
    ("inject", "code", "says"),
    [
        (
            "fdatasync:error=EIO:when=1",
            5,
            "input/output error. Check the disk; nothing was changed.",
        ),
        (
            "ftruncate:error=EIO:when=1",
            5,
            "input/output error. Check the disk; nothing was changed.",
        ),
        ("ftruncate:error=EIO:when=1+", 5, "It is not known whether the change was kept"),
        (
            "fdatasync:error=EIO:when=5",
            0,
            "reported an error (disk I/O error), but the change was kept",
        ),
        ("unlink:error=EIO", 0, ""),
        ("fsync:error=EIO", 0, ""),
    ],
)
def test_what_a_failing_disk_left_is_read_before_it_is_said(
    ana: Care, strace: str, inject: str, code: int, says: str
) -> None:
    assert ana("every", "ana", "30").code == 0  # the backup of the day
    _, done = traced(ana, strace, inject.partition(":")[0], "log", "ana", "hello", inject=inject)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert ("hello" in ana("history", "ana").out) == (code == 0)
    assert ana("doctor").code == 0


def test_a_backup_that_the_disk_does_not_give_now_is_not_deleted_by_a_forget(
    ana: Care, strace: str
) -> None:
    kept = ana.journal.parent / f"{ana.journal.name}-backups" / "2026-11-01.db"
    kept.parent.mkdir(mode=0o700)
    shutil.copy(ana.journal, kept)
    forget = ("forget", "ana", "--yes", "--backups")
    before = ana.journal.with_name("before.db")
    shutil.copy(ana.journal, before)
    lines, done = traced(ana, strace, "pread64", *forget)
    assert done.returncode == 0
    refused = 0
    for number in range(1, len(lines), 2 * EVERY):
        shutil.copy(before, ana.journal)
        shutil.copy(before, kept)
        inject = f"pread64:error=EIO:when={number}+"
        _, done = traced(ana, strace, "pread64", *forget, inject=inject)
        assert kept.exists(), (inject, done.stderr)
        refused += done.returncode != 0
    assert refused


def test_a_first_command_that_is_killed_lets_the_next_one_work(care: Care, strace: str) -> None:
    lines, done = traced(care, strace, CALLS, *ADDED)
    assert done.returncode == 0
    for call, number in kill_points(lines):
        shutil.rmtree(care.journal.parent)
        kill = f"{call}:signal=KILL:when={number}"
        _, done = traced(care, strace, CALLS, *ADDED, inject=kill)
        if done.returncode != -signal.SIGKILL:
            continue
        there = care("list", "--json")
        assert there.code == 0, (kill, there.err)
        if not there.json:
            again = care(*ADDED)
            assert again.code == 0, (kill, again.err)
        assert care("doctor").code == 0, kill


def test_a_journal_behind_a_link_is_whole_after_a_kill(
    ana: Care, strace: str, tmp_path: Path
) -> None:
    cards = ana.home / "cards.vcf"
    cards.write_text(
        "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:{n}\nFN:Person {n}\nNOTE:{'met at the fair ' * 8}\n"
            "END:VCARD\n"
            for n in range(120)
        )
    )
    kept = ana.home / "kept.db"
    shutil.copy(ana.journal, kept)
    real = tmp_path / "elsewhere" / "real.db"
    real.parent.mkdir()
    ana.journal.unlink()
    ana.journal.symlink_to(Path("hop.db"))
    ana.journal.with_name("hop.db").symlink_to(real)
    shutil.copy(kept, real)
    lines, done = traced(ana, strace, "pwrite64", "import", str(cards))
    assert done.returncode == 0
    for number in range(len(lines) // 3, len(lines), max(1, len(lines) // 6)):
        for file in real.parent.glob("real.db*"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        shutil.copy(kept, real)
        kill = f"pwrite64:signal=KILL:when={number}"
        traced(ana, strace, "pwrite64", "import", str(cards), inject=kill)
        assert ana("due").code == 0, number
        assert "hi" in ana("history", "ana").out
    assert ana.journal.is_symlink()


def test_what_belongs_to_a_journal_lies_beside_its_real_place(ana: Care, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.db"
    real.parent.mkdir()
    shutil.move(ana.journal, real)
    ana.journal.symlink_to(real)
    old = ana.journal.with_name("journal.db-backups")
    old.mkdir()
    shutil.copy(real, old / "2026-11-01.db")
    assert ana("log", "ana", "hello").code == 0
    assert sorted(path.name for path in real.parent.iterdir()) == ["real.db", "real.db-backups"]
    listed = [item["file"] for item in ana("backup", "--list", "--json").json]
    assert [Path(file).parent.name for file in listed] == ["real.db-backups", "journal.db-backups"]
    assert str(real) in ana("config", "journal").out
    assert str(ana.journal) in ana("config", "journal").out


def test_doctor_says_by_which_link_a_journal_is_called_and_warns_of_a_second_name(
    ana: Care, tmp_path: Path
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(ana.journal)
    assert f"{link} leads to {ana.journal}" in replace(ana, journal=link)("doctor").out
    os.link(ana.journal, tmp_path / "second.db")
    done = ana("doctor")
    assert done.code == 1
    assert "one of 2 names of the same file" in done.out


def test_two_processes_that_start_a_journal_both_write_into_it(care: Care) -> None:
    names = [f"Person {number}" for number in range(4)]
    processes = [
        subprocess.Popen(care.command("add", name), env=care.environment(), stdout=-1, stderr=-1)
        for name in names
    ]
    assert [process.wait(60) for process in processes] == [0] * 4
    for process in processes:
        process.communicate()
    assert sorted(row["name"] for row in care("list", "--json").json) == names
    assert [path.name for path in care.journal.parent.iterdir()] in (
        ["journal.db"],
        ["journal.db", "journal.db-backups"],
        ["journal.db-backups", "journal.db"],
    )


def to_full(care: Care, *args: str, errors_too: bool = False) -> subprocess.CompletedProcess[str]:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("w") as full:
        return subprocess.run(
            care.command(*args),
            env=care.environment(),
            cwd=care.home,
            stdout=full,
            stderr=full if errors_too else subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=60,
        )


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("log", "ana", "hello"), "It was logged all the same."),
        (("day", "Talked to Ana."), "It was logged all the same."),
        (("add", "Ben Okoro"), "What you asked for was done all the same."),
        (("edit", "ana", "--company", "Lagoon"), "What you asked for was done all the same."),
        (("archive", "ana", "--json"), "What you asked for was done all the same."),
        (("undo",), "What you asked for was done all the same."),
        (("backup", "copy.db"), "What you asked for was done all the same."),
        (("config", "due.limit", "3"), "What you asked for was done all the same."),
        (("config", "cadence", "45d"), "What you asked for was done all the same."),
        (("due",), ""),
        (("list",), ""),
        (("config", "due.limit"), ""),
    ],
    ids=" ".join,
)
def test_an_output_that_cannot_be_written_does_not_hide_what_was_done(
    ana: Care, command: tuple[str, ...], says: str
) -> None:
    done = to_full(ana, *command)
    lines = [line for line in done.stderr.splitlines() if line.startswith("care: ")]
    assert done.returncode == 1
    assert lines == [
        f"care: cannot write the output: No space left on device{'. ' * bool(says)}{says}"
    ]


def test_errors_that_nobody_can_read_change_neither_what_is_done_nor_the_exit_code(
    ana: Care,
) -> None:
    assert to_full(ana, "log", "ana", "hello", errors_too=True).returncode == 1
    assert to_full(ana, "log", "nobody", "hello", errors_too=True).returncode == 3
    assert stored.only(ana.journal, "SELECT count(*) FROM touches") == 2


def test_a_device_that_takes_nothing_at_all_does_not_make_another_exit_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken(io.StringIO):
        def fileno(self) -> int:
            return number

        def flush(self) -> None:
            raise OSError(errno.EIO, "Input/output error")

    number = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(sys, "stderr", Broken())
    flush_stderr()
    # Python flushes it once more when it ends.
    sys.stderr.flush()
    sys.stderr.close()
    os.close(number)


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_the_count_ends_as_any_command_where_the_caller_closed_the_streams(
    ana: Care, closed: str
) -> None:
    counted = shlex.join(ana.command("due", "--count"))
    done = subprocess.run(["sh", "-c", f"{counted} {closed}"], env=ana.environment(), check=False)
    assert done.returncode == 0


HOLD = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_who_keeps_a_journal_locked_is_said_by_name_and_without_arguments(ana: Care) -> None:
    if not Path("/proc/locks").exists():
        pytest.skip("this system does not tell who holds a lock")
    holder = ana.home / "secret-tool\x1b[31m"
    holder.write_text(HOLD)
    with subprocess.Popen(
        [sys.executable, str(holder), str(ana.journal), "hunter2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        said = ana("log", "ana", "hello", env={"CARE_TIMEOUT": "0.1"})
        process.communicate()
    assert said.code == 5
    assert f", process {process.pid}). Try again in a moment." in said.err
    assert "(secret-tool" in said.err
    assert "\x1b" not in said.err
    assert "hunter2" not in said.err


GET_ON = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
print("held", flush=True)
end = time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE change_sets SET command = command || '.'")
    time.sleep(0.2)
    db.execute("COMMIT")
"""


def test_whoever_waits_gives_up_only_when_nobody_else_gets_on(ana: Care) -> None:
    assert ana("every", "ana", "30").code == 0
    with subprocess.Popen(
        [sys.executable, "-c", GET_ON, str(ana.journal), "4"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        codes = [ana("log", "ana", "hello", env={"CARE_TIMEOUT": "0.8"}).code for _ in range(5)]
    assert codes == [0] * 5


def test_a_lock_that_stays_is_waited_for_as_long_as_the_time_out_says(ana: Care) -> None:
    db = sqlite3.connect(ana.journal, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    for seconds in (0.0, 0.6):
        start = time.monotonic()
        assert ana("log", "ana", "hello", env={"CARE_TIMEOUT": str(seconds)}).code == 5
        assert seconds <= time.monotonic() - start < seconds + 20
    db.close()


def test_writers_who_wait_while_others_read_commit_when_those_are_done(ana: Care) -> None:
    assert ana("every", "ana", "30").code == 0
    db = sqlite3.connect(ana.journal, isolation_level=None)
    db.execute("BEGIN")
    db.execute("SELECT * FROM people").fetchall()
    process = subprocess.Popen(
        replace(ana).command("log", "ana", "hello"),
        env=ana.environment({"CARE_TIMEOUT": "60"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1)
    db.close()
    assert process.wait(60) == 0
    process.communicate()
