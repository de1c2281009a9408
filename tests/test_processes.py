"""Processes under trouble: a full disk, a kill, ^C, and others that write at the same time."""

from __future__ import annotations

import fcntl
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest

import stored
from caretrack.journal.connection import open_journal
from caretrack.journal.doctor.examine import examine
from caretrack.journal.files.daily import backup_folder
from conftest import Care

CARDS = 3_000
FINE: frozenset[str] = frozenset()
# A disk of one megabyte is always nearly full.
SMALL_DISK = frozenset({"writing"})


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Ana"],
        ["log", "ana", "-d", "1 Nov", "hello"],
    )


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three thousand people, each with a note."""
    file = tmp_path_factory.mktemp("cards") / "cards.vcf"
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nUID:{0}\nFN:Person {0}\nEMAIL:p{0}@x.example\n"
        "NOTE:met at the fair, stand {0}\nCATEGORIES:fair\nEND:VCARD\n"
    )
    file.write_text("".join(card.format(number) for number in range(CARDS)), encoding="utf-8")
    return file


@pytest.fixture
def ana(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


def started(care: Care, *args: str, **more: Any) -> subprocess.Popen[str]:
    pipes = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
    }
    return subprocess.Popen(
        care.command(*args), env=care.environment(), cwd=care.home, **{**pipes, **more}
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, out, err


def nothing_was_done(care: Care, before: stored.Rows, found: frozenset[str] = FINE) -> None:
    """Assert that the journal is as it was, and that the doctor finds no more than `found`."""
    assert stored.everything(care.journal) == before
    assert unsound(care) <= found
    assert [path.name for path in care.journal.parent.iterdir() if path.name.startswith(".")] == []


def unsound(care: Care) -> set[str]:
    """Return the names of the checks of the doctor that are not fine."""
    findings = care("doctor", "--json").json["findings"]
    return {finding["check"] for finding in findings if not finding["fine"]}


def no_more_than(size: int) -> Callable[[], None]:
    """Limit the process to files of `size` bytes, as a full disk would."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("backed_up", [True, False], ids=["backed up today", "not yet backed up"])
def test_a_log_that_does_not_fit_is_refused_and_leaves_nothing(ana: Care, backed_up: bool) -> None:
    if backed_up:
        assert ana("every", "ana", "30").code == 0
    before = stored.everything(ana.journal)
    process = started(
        ana,
        "log",
        "ana",
        "-",
        stdin=subprocess.PIPE,
        preexec_fn=no_more_than(ana.journal.stat().st_size),
    )
    out, err = process.communicate("words " * 10_000, timeout=60)
    assert (process.returncode, out) == (5, "")
    assert err.startswith("care: ")
    assert err.count("\n") == 1
    nothing_was_done(ana, before)
    assert ana("log", "ana", "hello").code == 0


def test_an_import_that_does_not_fit_is_refused_and_leaves_nothing(ana: Care, cards: Path) -> None:
    before = stored.everything(ana.journal)
    code, out, err = ended(
        started(
            ana, "import", str(cards), preexec_fn=no_more_than(ana.journal.stat().st_size + 100_000)
        )
    )
    assert (code, out, err.count("\n")) == (5, "", 1)
    nothing_was_done(ana, before)


@pytest.mark.parametrize("size", [0, 512, 5_000, 100_000])
def test_a_journal_that_does_not_fit_is_not_made(care: Care, size: int) -> None:
    code, out, err = ended(started(care, "add", "Ana", preexec_fn=no_more_than(size)))
    assert (code, out, err.count("\n")) == (5, "", 1)
    assert not care.journal.exists()
    assert care("add", "Ana").code == 0
    assert care("doctor").code == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a file system")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_is_said_and_the_journal_on_it_is_as_it_was(
    ana: Care, small_disk: Path, cards: Path
) -> None:
    care = replace(ana, journal=small_disk / "journal.db")
    shutil.copy(ana.journal, care.journal)
    before = stored.everything(care.journal)
    code, out, err = ended(started(care, "import", str(cards)))
    assert (code, out) == (5, "")
    assert (
        err
        == f"care: the journal {care.journal} could not be written: the disk is full. Make room "
        "and try again; nothing was changed.\n"
    )
    nothing_was_done(care, before, SMALL_DISK)
    assert care("due").code == 0


def fill(disk: Path) -> Path:
    """Leave no room on the disk; return the file to remove for some."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler


def test_what_was_typed_is_kept_elsewhere_where_the_disk_is_full(
    ana: Care, small_disk: Path, tmp_path: Path
) -> None:
    care = replace(ana, journal=small_disk / "journal.db")
    shutil.copy(ana.journal, care.journal)
    filler = fill(small_disk)
    done = care("day", "-", stdin="Met Ana.\nTalked.", env={"TMPDIR": str(tmp_path)})
    assert (done.code, done.out) == (5, "")
    assert "the disk is full" in done.err
    (text,) = tmp_path.glob(".care-*/text.txt")
    assert f"what you wrote is kept in {text}" in done.err
    assert text.read_text() == "Met Ana.\nTalked.\n"
    assert list(small_disk.glob(".care-*")) == []
    filler.unlink()


def test_a_disk_without_any_room_is_no_accident(ana: Care, small_disk: Path) -> None:
    care = replace(ana, journal=small_disk / "journal.db")
    shutil.copy(ana.journal, care.journal)
    filler = fill(small_disk)
    before = stored.everything(care.journal)
    assert care("due").code == 0
    for command in (["log", "ana", "words " * 2_000], ["backup", str(small_disk / "copy.db")]):
        done = care(*command)
        assert done.code in {1, 5}
        assert (done.out, done.err.count("\n")) == ("", 1)
    assert not (small_disk / "copy.db").exists()
    filler.unlink()
    nothing_was_done(care, before, SMALL_DISK)


def test_an_import_that_is_killed_leaves_nothing_or_everything(ana: Care, cards: Path) -> None:
    start = time.monotonic()
    assert (
        ended(
            started(replace(ana, journal=ana.journal.with_name("whole.db")), "import", str(cards))
        )[0]
        == 0
    )
    whole = time.monotonic() - start
    chance, seen = random.Random(7), set[int]()
    for number in range(8):
        care = replace(ana, journal=ana.journal.with_name(f"killed{number}.db"))
        shutil.copy(ana.journal, care.journal)
        process = started(care, "import", str(cards))
        time.sleep(whole * (0.45 + 0.6 * (number + chance.random()) / 8))
        process.kill()
        process.communicate(timeout=60)
        assert process.returncode in {0, -signal.SIGKILL}
        with open_journal(care.journal, date(2026, 11, 21)) as journal:
            found = {finding.check for finding in examine(journal) if not finding.fine}
        # A copy that was not finished lies there until the next run that writes.
        assert found <= {"left over"}
        assert care("add", "Somebody Else").code == 0
        assert unsound(care) == set()
        seen.add(stored.only(care.journal, "SELECT count(*) FROM people") - 1)
    assert seen <= {1, CARDS + 1}


def writing(journal: Path, process: subprocess.Popen[str]) -> None:
    """Wait until the process has begun to write into the journal."""
    hot = journal.with_name(journal.name + "-journal")
    while process.poll() is None and not (hot.exists() and hot.stat().st_size):
        time.sleep(0.001)


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, -15), (signal.SIGINT, 130)], ids=str
)
def test_an_import_that_is_stopped_while_it_writes_leaves_nothing(
    ana: Care, cards: Path, sent: signal.Signals, code: int
) -> None:
    assert ana("every", "ana", "30").code == 0
    before = stored.everything(ana.journal)
    process = started(ana, "import", str(cards))
    writing(ana.journal, process)
    process.send_signal(sent)
    ended_with, out, err = ended(process)
    assert (ended_with, out) == (code, "")
    assert err == ("care: stopped\n" if sent == signal.SIGINT else "")
    assert ana("due").code == 0
    nothing_was_done(ana, before)
    # What was not yet on the disk when the run was killed lies there until the next one writes.
    assert ana("log", "ana", "hello").code == 0
    assert not ana.journal.with_name("journal.db-journal").exists()


INTERRUPTED = """
import os, signal, sys
module = sys.argv.pop(1)
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from caretrack.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "module",
    [
        "caretrack.cli",
        "caretrack.front_door",
        "caretrack.session",
        "caretrack.commands.daily.log",
        "sqlite3",
        "caretrack.domain.kinds.guess",
    ],
)
def test_an_interrupt_while_the_program_starts_is_no_accident(ana: Care, module: str) -> None:
    """Interrupt the program when it is about to import `module`."""
    before = stored.everything(ana.journal)
    command = [sys.executable, "-P", "-c", INTERRUPTED, module, "log", "ana", "hello"]
    done = subprocess.run(
        command, env=ana.environment(), cwd=ana.home, capture_output=True, text=True, timeout=60
    )
    assert done.returncode in {130, -signal.SIGINT}
    assert done.stdout == ""
    assert done.stderr in {"care: stopped\n", ""}
    nothing_was_done(ana, before)


def waiting_in(pipe: IO[str]) -> int:
    """Return how many bytes in a pipe nobody has read yet."""
    counted = fcntl.ioctl(pipe.fileno(), termios.FIONREAD, bytes(4))
    return int.from_bytes(counted, sys.byteorder)


def test_an_interrupted_log_from_a_pipe_leaves_nothing(ana: Care) -> None:
    before = stored.everything(ana.journal)
    process = started(ana, "log", "ana", "-", stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write("the first half")
    process.stdin.flush()
    while process.poll() is None and waiting_in(process.stdin):
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    assert ended(process) == (130, "", "care: stopped\n")
    nothing_was_done(ana, before)


def test_two_imports_at_once_bring_nobody_in_twice(care: Care, cards: Path, tmp_path: Path) -> None:
    some = tmp_path / "some.vcf"
    some.write_text(
        "".join(
            cards.read_text(encoding="utf-8").partition("UID:300\n")[0].rpartition("BEGIN:VCARD")[0]
        ),
        encoding="utf-8",
    )
    assert care("add", "Ana").code == 0
    processes = [started(care, "import", str(some)) for _ in range(2)]
    assert [ended(process)[0] for process in processes] == [0, 0]
    assert stored.only(care.journal, "SELECT count(*) FROM people") == 301
    assert care("doctor").code == 0


def test_a_journal_can_be_read_while_a_long_import_writes(ana: Care, cards: Path) -> None:
    process = started(ana, "import", str(cards))
    answers = set()
    while process.poll() is None:
        done = ana("list", "--json", env={"CARE_TIMEOUT": "30"})
        assert done.code == 0
        answers.add(len(done.json))
    assert ended(process)[0] == 0
    assert answers <= {1, CARDS + 1}


def test_a_killed_backup_leaves_no_half_of_a_file(ana: Care, cards: Path) -> None:
    assert ended(started(ana, "import", str(cards)))[0] == 0
    target = ana.journal.with_name("copy.db")
    for moment in (0.1, 0.14, 0.18, 0.22):
        process = started(ana, "backup", str(target))
        time.sleep(moment)
        process.kill()
        process.communicate(timeout=60)
        if target.exists():
            assert stored.only(target, "SELECT count(*) FROM people") == CARDS + 1
            target.unlink()


def test_backups_left_half_done_by_a_kill_are_not_counted_as_backups(ana: Care) -> None:
    folder = backup_folder(ana.journal)
    folder.mkdir(mode=0o700)
    (folder / f".2026-11-21.db.{os.getpid()}").write_bytes(b"half")
    assert ana("log", "ana", "hello").code == 0
    assert [Path(item["file"]).name for item in ana("backup", "--list", "--json").json] == [
        "2026-11-21.db"
    ]
