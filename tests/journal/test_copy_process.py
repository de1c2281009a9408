"""The daily backup of a large journal: made after the answer, by a process of its own."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import stored
from caretrack.errors import JournalUnusable
from caretrack.journal.files import copier as process_of_copy
from caretrack.journal.files import copy_failure, copy_lock, daily
from caretrack.journal.files.copying import damage_of
from caretrack.processes import runs
from caretrack.temporary import temporary_folder
from conftest import SECONDS, Care, refused
from faults.disks import small_disk

MONDAY, TUESDAY = "2026-12-07", "2026-12-08"
DETACHED = {"CARE_BACKUP": None}


@pytest.fixture
def large(care: Care) -> Care:
    """A journal above the size that is copied at once; the backup of Monday is made."""
    assert care("add", "Ana Silva", today=MONDAY).code == 0
    grow(care.journal, daily.COPIED_AT_ONCE)
    assert care("log", "ana", "talked about the harbour", today=MONDAY).code == 0
    return care


def grow(journal: Path, size: int) -> None:
    """Make a journal larger by pages in which nothing is."""
    with stored.opened(journal) as db:
        db.execute("CREATE TABLE filler (value BLOB)")
        db.execute("INSERT INTO filler VALUES (zeroblob(?))", (size,))
        db.execute("DROP TABLE filler")


def folder(care: Care) -> Path:
    return daily.backup_folder(care.journal)


def names(care: Care) -> list[str]:
    return sorted(path.name for path in folder(care).iterdir())


def wait_for(true: Callable[[], object]) -> None:
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until
        time.sleep(0.002)


def log_detached(care: Care, today: str = TUESDAY) -> None:
    """Log as a user does. The pipes of the command are at their end although the copy goes on."""
    done = subprocess.run(
        care.command("log", "ana", "hello"),
        env=care.environment(DETACHED, today=today),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, "")


def copier(care: Care) -> int:
    """The process of the copy that is under way, by the name of what it writes."""
    found: list[str] = []

    def is_there() -> bool:
        found[:] = [name for name in names(care) if name.endswith(".part")]
        return bool(found)

    wait_for(is_there)
    there = re.fullmatch(r"\.2026-12-08\.db\.(\d+)\..+", found[0])
    assert there
    return int(there[1])


def test_a_large_journal_is_backed_up_after_the_answer(large: Care) -> None:
    log_detached(large)
    target = folder(large) / f"{TUESDAY}.db"
    wait_for(target.exists)
    wait_for(lambda: not (folder(large) / "copying.lock").exists())
    assert damage_of(target) == ""
    assert target.stat().st_mode & 0o777 == 0o600
    assert stored.everything(target) == stored.everything(large.journal)
    assert not temporary_folder(large.journal).exists()


def test_the_copy_is_a_process_of_its_own_that_holds_nothing_of_the_command(large: Care) -> None:
    grow(large.journal, 100_000_000)
    log_detached(large)
    process = copier(large)
    assert os.getsid(process) == process
    assert os.getpriority(os.PRIO_PROCESS, process) == 19
    if Path("/proc").is_dir():
        assert Path(f"/proc/{process}/cwd").resolve() == Path("/")
        opened = {str(path.resolve()) for path in Path(f"/proc/{process}/fd").iterdir()}
        assert {place for place in opened if not place.startswith(str(large.journal))} == {
            os.devnull
        }
    os.kill(process, signal.SIGKILL)
    wait_for(lambda: not runs(process))


def test_with_wait_the_copy_is_there_when_the_command_ends(large: Care) -> None:
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    assert {f"{MONDAY}.db", f"{TUESDAY}.db"} <= set(names(large))


def test_while_one_copy_is_under_way_no_other_is_begun(large: Care) -> None:
    held = copy_lock.lock(folder(large))
    assert held is not None
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    log_detached(large)
    assert "being made" in large("backup", "--list", today=TUESDAY).err
    process_of_copy.make_daily_backup(large.journal, date.fromisoformat(TUESDAY), 7)
    assert f"{TUESDAY}.db" not in names(large)
    copy_lock.unlock(folder(large), held)
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    assert f"{TUESDAY}.db" in names(large)


def test_a_copy_that_was_killed_is_no_backup_and_is_told_and_made_again(large: Care) -> None:
    grow(large.journal, 100_000_000)
    log_detached(large)
    process = copier(large)
    os.kill(process, signal.SIGKILL)
    wait_for(lambda: not runs(process))
    assert f"{TUESDAY}.db" not in names(large)
    age_of_lock(large)
    assert "cut off" in large("due", today=TUESDAY).err
    assert large("due", today=TUESDAY).err == ""
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    assert [name for name in names(large) if name.endswith((".part", ".lock"))] == []
    assert damage_of(folder(large) / f"{TUESDAY}.db") == ""


def test_a_copy_that_is_asked_to_end_takes_away_what_it_wrote_and_is_told(large: Care) -> None:
    grow(large.journal, 100_000_000)
    log_detached(large)
    process = copier(large)
    os.kill(process, signal.SIGTERM)  # as a machine does that is shut down
    wait_for(lambda: not runs(process))
    assert [name for name in names(large) if name.endswith(".part")] == []
    assert not temporary_folder(large.journal).exists()
    assert f"{TUESDAY}.db" not in names(large)
    age_of_lock(large)
    assert "cut off" in large("due", today=TUESDAY).err
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    assert damage_of(folder(large) / f"{TUESDAY}.db") == ""


def test_several_at_the_first_write_of_a_day_make_one_copy(large: Care) -> None:
    line = large.command("log", "ana", "hello")
    env = large.environment(DETACHED, today=TUESDAY)
    with ExitStack() as ends:
        there = [
            ends.enter_context(subprocess.Popen(line, env=env, stdout=-3, stderr=subprocess.PIPE))
            for _ in range(4)
        ]
        assert [(one.wait(SECONDS), one.stderr and one.stderr.read()) for one in there] == (
            [(0, b"")] * 4
        )
    wait_for((folder(large) / f"{TUESDAY}.db").exists)
    wait_for(lambda: not (folder(large) / "copying.lock").exists())
    assert damage_of(folder(large) / f"{TUESDAY}.db") == ""
    assert [name for name in names(large) if name.endswith((".part", ".txt", ".lock"))] == []
    assert large("due", today=TUESDAY).err == ""


def test_a_disk_that_becomes_full_under_the_copy_is_told_by_the_next_command(
    care: Care, tmp_path: Path
) -> None:
    assert care("add", "Ana Silva", today=MONDAY).code == 0
    grow(care.journal, daily.COPIED_AT_ONCE)
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("may not mount")
        shutil.copyfile(care.journal, disk.place / "journal.db")
        care = replace(care, journal=disk.place / "journal.db")
        log_detached(care)
        wait_for((folder(care) / "failed.txt").exists)
        wait_for(lambda: not (folder(care) / "copying.lock").exists())
        before = stored.digest(care.journal)
        assert names(care) == ["failed.txt"]
        assert not temporary_folder(care.journal).exists()
        told = care("due", today=TUESDAY).err
        assert told == (
            f"no daily backup was made on {TUESDAY}: No space left on device. "
            "`care doctor` says more.\n"
        )
        assert care("due", today=TUESDAY).err == ""
        assert stored.digest(care.journal) == before
        assert damage_of(care.journal) == ""


def test_without_room_for_the_reason_the_next_command_says_that_there_is_no_backup(
    large: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_of_copy, "record_failure", lambda *_: False)
    fail(large, monkeypatch)
    age_of_lock(large)
    assert "cut off" in large("due", today=TUESDAY).err
    assert large("due", today=TUESDAY).err == ""


def age_of_lock(care: Care) -> None:
    """Let the file of the lock be old enough that no process can be about to lock it."""
    os.utime(folder(care) / "copying.lock", (0, 0))


def fail(care: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the copy of Tuesday fail for want of room, unseen by any command."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(process_of_copy, "copy_unlocked", full)
        process_of_copy.make_daily_backup(care.journal, date.fromisoformat(TUESDAY), 7)


def test_a_copy_that_failed_is_told_once_and_by_the_doctor(
    large: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(large, monkeypatch)
    line = f"no daily backup was made on {TUESDAY}: No space left on device. `care doctor` says"
    assert (folder(large) / "failed.txt").stat().st_mode & 0o777 == 0o600
    assert large("due", "--count", today=TUESDAY).err == ""  # a prompt would swallow it
    assert line in large("doctor", today=TUESDAY).out
    assert large("due", today=TUESDAY).err.startswith(line)
    assert large("due", today=TUESDAY).err == ""
    assert line in large("doctor", today=TUESDAY).out


def test_after_a_failure_the_next_write_of_another_hour_tries_again(
    large: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(large, monkeypatch)
    large("due", today=TUESDAY)
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    assert f"{TUESDAY}.db" not in names(large)
    os.utime(folder(large) / "failed-told.txt", (0, 0))
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    assert f"{TUESDAY}.db" in names(large)
    assert [name for name in names(large) if name.startswith("failed")] == []
    assert large("doctor", today=TUESDAY).code == 0


def test_a_place_where_no_copy_can_be_begun_is_said_at_once(large: Care) -> None:
    for path in folder(large).iterdir():
        path.unlink()
    folder(large).rmdir()
    folder(large).write_text("in the way")
    for env in ({}, DETACHED):
        done = large("log", "ana", "hello", today=TUESDAY, env=env)
        assert done.code == 0
        assert "no daily backup was made" in done.err


def test_damage_that_the_copy_finds_is_told_and_nothing_more_is_written(large: Care) -> None:
    whole = folder(large) / f"{MONDAY}.db"
    stored.damage(large.journal, "ties")
    # What it shows after the write needs that index.
    assert "The change itself was made" in large("log", "ana", "x", today=TUESDAY, env=DETACHED).err
    wait_for((folder(large) / "failed.txt").exists)
    told = "is damaged, so nothing more is written to it"
    assert told in large("list", today=TUESDAY).err
    assert told not in large("list", today=TUESDAY).err
    after = stored.digest(large.journal)
    for _ in range(2):
        line = refused(large("log", "ana", "hello", today=TUESDAY))
        assert "is damaged, so nothing was written" in line
        assert f"`care restore {whole}`" in line
    assert (stored.digest(large.journal), f"{TUESDAY}.db" in names(large)) == (after, False)
    assert large("restore", str(whole), "--yes", today=TUESDAY).code == 0
    os.utime(folder(large) / "failed-told.txt", (0, 0))
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    assert f"{TUESDAY}.db" in names(large)


def test_forget_stops_the_copy_that_would_hold_the_person(large: Care) -> None:
    grow(large.journal, 100_000_000)
    assert large("add", "Ben Okoro", today=MONDAY).code == 0
    log_detached(large)
    process = copier(large)
    assert large("forget", "Ben Okoro", "--yes", "--backups", today=TUESDAY).code == 0
    wait_for(lambda: not runs(process))
    assert f"{TUESDAY}.db" not in names(large)
    assert [name for name in names(large) if "copying" in name or ".part" in name] == []
    assert [path for path in folder(large).iterdir() if b"Okoro" in path.read_bytes()] == []
    assert large("due", today=TUESDAY).err == ""


def test_while_somebody_is_forgotten_no_copy_is_begun(large: Care) -> None:
    with copy_lock.no_copies(large.journal, 5.0):
        assert large("log", "ana", "hello", today=TUESDAY).err == ""
        assert f"{TUESDAY}.db" not in names(large)
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
    assert f"{TUESDAY}.db" in names(large)


def test_a_lock_that_could_not_be_removed_is_no_copy_and_goes_with_the_next_command(
    large: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(large, monkeypatch)
    lock = folder(large) / "copying.lock"
    held = copy_lock.lock(folder(large))
    assert held is not None
    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", lambda _: os.close(-1))  # an OSError
        copy_lock.unlock(folder(large), held)
    assert lock.exists()
    done = large("due", today=TUESDAY)
    assert "no daily backup was made" in done.err
    assert "cut off" not in done.err
    assert not lock.exists()


def test_a_copy_that_does_not_end_stops_forget(
    large: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_lock, "_LONGEST_STOP", 0.0)
    held = copy_lock.lock(folder(large))
    assert held is not None
    with (
        pytest.raises(JournalUnusable, match="could not be stopped"),
        copy_lock.no_copies(large.journal, 0.0),
    ):
        pass
    copy_lock.unlock(folder(large), held)


def test_a_journal_without_backups_gets_no_folder_for_a_lock(care: Care) -> None:
    assert care("add", "Ana").code == 0
    with copy_lock.no_copies(care.journal, 5.0):
        pass
    assert not folder(care).exists()


@pytest.mark.parametrize("text", ["", "nonsense", "2026-12-08\n", "\xff\n" * 4])
def test_a_note_of_a_failure_that_cannot_be_read_is_none(large: Care, text: str) -> None:
    (folder(large) / "failed.txt").write_text(text)
    assert copy_failure.read_failure(large.journal) is None
    assert large("log", "ana", "hello", today=TUESDAY).err == ""
