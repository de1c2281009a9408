"""What `care doctor` says of the automatic backups: fine only of what was seen."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import stored
from caretrack.journal.doctor.backups import why_none_can_be_made
from caretrack.journal.files.daily import backup_folder
from conftest import Care

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a file system")


@pytest.fixture
def folder(care: Care) -> Path:
    """A journal written on four days: 21 November, and 1 to 3 December 2026."""
    assert care("add", "Ana Silva").code == 0
    for day in ("2026-12-01", "2026-12-02", "2026-12-03"):
        assert care("log", "ana", f"on {day}", today=day).code == 0
    return backup_folder(care.journal)


def row(care: Care, check: str = "backups", today: str = "2026-12-04") -> dict[str, Any]:
    findings = care("doctor", "--json", today=today).json["findings"]
    return next((item for item in findings if item["check"] == check), {})


def test_backups_as_new_as_the_last_write_are_fine(care: Care, folder: Path) -> None:
    assert row(care) == {
        "check": "backups",
        "fine": True,
        "seen": "3, the newest yesterday",
        "advice": "",
    }


def test_an_old_backup_is_fine_where_nothing_was_written_since(care: Care, folder: Path) -> None:
    found = row(care, today="2027-06-01")
    assert (found["fine"], "180 days ago; no touch since" in found["seen"]) == (True, True)


@pytest.mark.parametrize("how", ["deleted", "damaged", "emptied"])
def test_backups_that_are_older_than_the_last_touch_are_wrong(
    care: Care, folder: Path, how: str
) -> None:
    for day in ("02", "03"):
        file = folder / f"2026-12-{day}.db"
        if how == "deleted":
            file.unlink()
        elif how == "damaged":
            stored.damage(file)
        else:
            file.write_bytes(b"")
    found = row(care)
    assert not found["fine"]
    assert "the newest of 2026-12-01; nothing from later days is backed up" in found["seen"]


def test_the_time_of_a_file_says_nothing_of_its_age(care: Care, folder: Path) -> None:
    for day in ("02", "03"):
        (folder / f"2026-12-{day}.db").unlink()
    os.utime(folder / "2026-12-01.db", (2e9, 2e9))
    assert not row(care)["fine"]


def test_changes_other_than_touches_count_as_written(care: Care, folder: Path) -> None:
    copy = folder / "2026-12-03.db"
    stored.write(copy, "UPDATE change_sets SET made_at = '2026-11-20T09:00:00.000000Z'")
    stored.write(
        care.journal,
        "UPDATE change_sets SET made_at = '2026-11-25T09:00:00.000000Z' WHERE rowid = 1",
    )
    assert not row(care)["fine"]


@pytest.mark.parametrize("kind", ["file", "link to nowhere"])
def test_a_folder_that_is_none_is_told_with_what_the_write_said(
    care: Care, folder: Path, kind: str
) -> None:
    folder.rename(folder.with_name("aside"))
    if kind == "file":
        folder.write_text("in the way")
    else:
        folder.symlink_to("nowhere")
    done = care("log", "ana", "another", today="2026-12-06")
    assert (done.code, "no daily backup was made" in done.err) == (0, True)
    found = row(care, today="2026-12-06")
    assert not found["fine"]
    assert (
        f"no backup can be made: {folder} is {'not a folder' if kind == 'file' else 'a link'}"
        in (found["seen"])
    )
    listed = care("backup", "--list")
    assert listed.code == 0
    assert f"no automatic backup can be made: {folder} is" in listed.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(care: Care, folder: Path) -> None:
    folder.chmod(0o500)
    found = row(care)
    folder.chmod(0o700)
    assert (found["fine"], "permission denied" in found["seen"]) == (False, True)


@AS_ROOT
@pytest.mark.parametrize(
    ("options", "said"), [("size=300k", "has room for"), ("size=9m,ro", "read-only")]
)
def test_a_disk_that_is_full_or_read_only_is_told(
    care: Care, folder: Path, options: str, said: str
) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        assert said in why_none_can_be_made(care.journal)
        done = care("log", "ana", "another", today="2026-12-06")
        assert (done.code, "no daily backup was made" in done.err) == (0, True)
        assert not row(care, today="2026-12-06")["fine"]
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_backup_that_does_not_open_is_named(care: Care, folder: Path) -> None:
    stored.damage(folder / "2026-12-02.db")
    found = row(care, "old backups")
    assert not found["fine"]
    assert f"1 of 3 cannot be restored: {folder / '2026-12-02.db'}" in found["seen"]
    assert row(care)["seen"] == "2, the newest yesterday"


def test_of_a_damaged_journal_the_newest_sound_backup_is_named_and_no_more_is_said(
    care: Care, folder: Path
) -> None:
    stored.damage(care.journal)
    found = row(care, today="2027-06-01")
    assert not found["fine"]
    assert "3 sound, the newest of 2026-12-03; whether anything was" in found["seen"]
    assert f"`care restore {folder / '2026-12-03.db'}`" in found["advice"]


def test_what_was_damaged_when_a_restore_kept_it_is_no_fault(care: Care, folder: Path) -> None:
    stored.damage(care.journal)
    assert care("restore", str(folder / "2026-12-03.db"), "--yes").code == 0
    assert row(care, "kept")["fine"]
    assert row(care, "old backups") == {}


def test_backups_of_days_to_come_are_not_taken_for_new_ones(care: Care, folder: Path) -> None:
    (folder / "2026-12-03.db").rename(folder / "2031-01-01.db")
    (folder / "2026-12-02.db").unlink()
    found = row(care)
    assert (found["fine"], "the newest of 2026-12-01" in found["seen"]) == (False, True)


def test_the_doctor_writes_nothing_into_the_folder(care: Care, folder: Path) -> None:
    def seen() -> dict[str, tuple[int, int]]:
        return {
            file.name: (file.stat().st_mtime_ns, file.stat().st_size) for file in folder.iterdir()
        }

    before = seen()
    about = folder.stat().st_mtime_ns
    row(care)
    assert (seen(), folder.stat().st_mtime_ns) == (before, about)
