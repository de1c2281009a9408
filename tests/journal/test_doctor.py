"""`care doctor` on a journal's place, its permissions, and the files beside it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from caretrack.journal.doctor.place import REMOTE, mounted_as, synced_by
from conftest import Care

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
GONE = 2**22 + 1  # above the largest number of a process
MOUNTS = r"""
sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/export /export nfs4 rw 0 0
/dev/sdb1 /export/ana/local\040disk ext4 rw 0 0
me@host: /far fuse.sshfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/etc/journal.db", "ext4"),
        ("/export/ana/journal.db", "nfs4"),
        ("/export/ana/local disk/journal.db", "ext4"),
        ("/exported/journal.db", "ext4"),
        ("/far/journal.db", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_says_what_a_journal_lies_on(path: str, kind: str) -> None:
    assert mounted_as(Path(path), MOUNTS) == kind


@pytest.mark.parametrize(
    ("kind", "remote"),
    [
        ("nfs", True),
        ("fuse.sshfs", True),
        ("cifs", True),
        ("ext4", False),
        ("fuseblk", False),
        ("tmpfs", False),
    ],
)
def test_which_file_systems_are_those_of_another_machine(kind: str, remote: bool) -> None:
    assert bool(REMOTE.match(kind)) is remote


@pytest.mark.parametrize(
    ("folder", "synced"),
    [
        ("Dropbox", True),
        ("Dropbox (Lagoon Foods)", True),
        ("OneDrive - Lagoon Foods", True),
        ("Google Drive/care", True),
        ("Library/Mobile Documents/care", True),
        ("Library/CloudStorage/GoogleDrive-ana@example.org", True),
        ("nextcloud/notes", True),
        (".local/share/caretrack", False),
        ("notes about dropbox", False),
        ("mega-deal", False),
    ],
)
def test_a_folder_that_is_synced_is_known_by_its_name(
    tmp_path: Path, folder: str, synced: bool
) -> None:
    assert bool(synced_by(tmp_path / folder / "journal.db")) is synced


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder", ".nextcloudsync.log"])
def test_a_folder_that_is_synced_is_known_by_what_the_program_left(
    tmp_path: Path, mark: str
) -> None:
    (tmp_path / "work/care").mkdir(parents=True)
    (tmp_path / "work" / mark).touch()
    assert mark in synced_by(tmp_path / "work/care/journal.db")


@pytest.fixture
def ana(care: Care) -> Care:
    assert care("add", "Ana Silva").code == 0
    assert care("add", "Ben Okoro").code == 0
    return care


def wrong(care: Care) -> dict[str, str]:
    """Return the checks that failed, and the advice of each."""
    return {
        item["check"]: item["advice"]
        for item in care("doctor", "--json").json["findings"]
        if not item["fine"]
    }


def test_a_backup_that_others_can_read_is_as_bad_as_the_journal(ana: Care) -> None:
    assert wrong(ana) == {}
    backup = next(ana.journal.with_name("journal.db-backups").glob("*.db"))
    backup.chmod(0o644)
    assert wrong(ana) == {"permissions": f"chmod 600 {backup}"}


def test_a_folder_that_others_can_write_into_is_told(ana: Care) -> None:
    folder = ana.journal.parent
    folder.chmod(0o777)
    assert wrong(ana) == {"permissions": f"chmod 700 {folder}"}
    folder.chmod(0o1777)
    assert wrong(ana) == {}


def test_a_folder_above_that_others_can_write_into_is_told(ana: Care) -> None:
    journal = ana.journal.parent / "above" / "own" / "journal.db"
    deep = replace(ana, journal=journal)
    assert deep("add", "Ben").code == 0
    journal.parent.parent.chmod(0o777)
    assert wrong(deep) == {"permissions": f"chmod o-w {journal.parent.parent}"}
    journal.parent.parent.chmod(0o775)
    assert wrong(deep) == {}


def test_a_folder_of_the_settings_that_others_can_write_into_is_told(ana: Care) -> None:
    assert ana("config", "due.limit", "3").code == 0
    folder = ana.home / ".config"
    folder.chmod(0o777)
    assert wrong(ana) == {"permissions": f"chmod o-w {folder}"}


@pytest.mark.parametrize(
    "left",
    [f".2026-11-20.db.{GONE}{end}" for end in ("", ".forget", ".forget-journal")],
)
def test_a_part_of_a_backup_that_a_killed_run_left_is_told_as_a_shell_takes_it(
    ana: Care, left: str
) -> None:
    journal = ana.home / "my folder" / "journal.db"
    assert ana("--journal", str(journal), "add", "Ben").code == 0
    part = journal.with_name("journal.db-backups") / left
    part.parent.mkdir(mode=0o700, exist_ok=True)
    part.touch()
    found = {
        item["check"]: item
        for item in ana("--journal", str(journal), "doctor", "--json").json["findings"]
    }
    assert not found["left over"]["fine"]
    assert found["left over"]["advice"].endswith(f"To do it now: rm -r '{part}'")


def test_texts_that_the_editor_left_are_told_and_are_no_fault(ana: Care) -> None:
    text = ana.journal.with_name(".care-abc.txt")
    text.touch()
    found = {item["check"]: item for item in ana("doctor", "--json").json["findings"]}
    assert found["texts"]["fine"]
    assert str(text) in found["texts"]["advice"]


def test_the_age_of_the_newest_backup_is_said_in_days(ana: Care) -> None:
    found = {item["check"]: item["seen"] for item in ana("doctor", "--json").json["findings"]}
    assert found["backups"] == "1, the newest today"
    later = ana("doctor", "--json", today="2099-01-01").json["findings"]
    assert "days ago" in next(item["seen"] for item in later if item["check"] == "backups")


def test_a_config_file_that_others_can_write_into_is_told(ana: Care) -> None:
    assert ana("config", "due.limit", "3").code == 0
    file = ana.home / ".config" / "caretrack" / "config.toml"
    file.chmod(0o666)
    assert wrong(ana) == {"permissions": f"chmod 600 {file}"}


@AS_ROOT
@pytest.mark.parametrize("what", ["journal", "folder"])
def test_a_journal_or_its_folder_of_another_user_is_told(ana: Care, what: str) -> None:
    place = ana.journal if what == "journal" else ana.journal.parent
    os.chown(place, 12345, -1)
    try:
        assert "belongs to user 12345" in ana("doctor").out
        assert set(wrong(ana)) == {"permissions"}
    finally:
        os.chown(place, 0, -1)
    assert wrong(ana) == {}


@AS_ROOT
def test_a_file_that_is_mounted_without_its_folder_is_told(ana: Care) -> None:
    file = ana.home / "a mount.db"
    file.touch()
    mount = subprocess.run(["mount", "--bind", str(ana.journal), str(file)], capture_output=True)
    if mount.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        mounted = replace(ana, journal=file)
        assert "is mounted by itself, without its folder" in mounted("doctor").out
        assert set(wrong(mounted)) == {"place"}
    finally:
        subprocess.run(["umount", str(file)], check=True)
    assert wrong(ana) == {}
