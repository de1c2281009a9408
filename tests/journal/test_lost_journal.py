"""No journal where there was one, or something that is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caretrack.journal.files.daily import backup_folder
from conftest import Care, refused


@pytest.fixture
def lost(care: Care) -> Path:
    """The newest backup of a journal that was deleted."""
    assert care("add", "Ana Silva").code == 0
    assert care("log", "ana", "yesterday", today="2026-12-01").code == 0
    care.journal.unlink()
    return next(backup_folder(care.journal).glob("2026-12-01.db"))


def test_a_journal_that_is_gone_is_not_called_fine(care: Care, lost: Path) -> None:
    done = care("doctor")
    assert done.code == 1
    assert "there is none, although there are backups of it" in done.out
    assert f"`care restore {lost}`" in done.out


def test_where_no_backup_of_it_is_sound_the_check_of_them_is_named(care: Care, lost: Path) -> None:
    lost.write_bytes(b"not a journal")
    done = care("doctor")
    assert (done.code, "`care backup --check`" in done.out) == (1, True)


@pytest.mark.parametrize("command", [("due",), ("profile", "ana"), ("log", "ana", "today")])
def test_its_backups_are_named_where_it_is_missed(
    care: Care, lost: Path, command: tuple[str, ...]
) -> None:
    assert "although there are backups of it" in care(*command).err


@pytest.mark.parametrize("command", [("add", "Ben Okoro"), ("config", "cadence", "20")])
def test_a_new_journal_says_that_there_are_backups_of_an_earlier_one(
    care: Care, lost: Path, command: tuple[str, ...]
) -> None:
    done = care(*command)
    assert done.code == 0
    assert "there are backups of an earlier one" in done.err


def test_a_journal_that_never_was_is_fine(care: Care) -> None:
    assert care("doctor").code == 0


@pytest.mark.parametrize("what", ["folder", "pipe", "device"])
@pytest.mark.parametrize("option", ["--yes", "--dry-run"])
def test_restore_does_not_open_what_is_no_file(care: Care, what: str, option: str) -> None:
    assert care("add", "Ana Silva").code == 0
    kept = str(care.home / "kept.db")
    assert care("backup", kept).code == 0
    care.journal.unlink()
    if what == "folder":
        care.journal.mkdir()
    elif what == "pipe":
        os.mkfifo(care.journal)
    else:
        care.journal.symlink_to("/dev/null")
    assert "Name a file." in refused(care("restore", kept, option))


@pytest.mark.parametrize("named", ["", "."])
def test_restore_of_a_folder_is_refused(care: Care, named: str) -> None:
    assert care("add", "Ana Silva").code == 0
    assert "is a directory" in refused(care("restore", named, "--yes"))
