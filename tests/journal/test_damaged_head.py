"""A wrong byte in the first page, by which SQLite or care takes a journal for something else."""

from __future__ import annotations

from pathlib import Path

import pytest

import stored
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.version import APPLICATION_ID
from conftest import Care, refused

WRITE_VERSION, APPLICATION = 18, 69  # offsets in the header


def put(path: Path, at: int, byte: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(bytes([byte]))


@pytest.fixture
def kept(care: Care) -> str:
    """A journal with one touch more than the backup of this name."""
    assert care("add", "Ana Silva").code == 0
    kept = str(care.home / "kept.db")
    assert care("backup", kept).code == 0
    assert care("log", "ana", "the last word").code == 0
    return kept


@pytest.fixture
def frozen(care: Care, kept: str) -> str:
    """The same, and SQLite never writes to the journal."""
    put(care.journal, WRITE_VERSION, 9)
    return kept


def test_a_journal_that_sqlite_only_reads_is_called_damaged_and_not_fine(
    care: Care, frozen: str
) -> None:
    assert "is damaged" in refused(care("log", "ana", "one more"))
    done = care("doctor")
    assert done.code == 1
    assert "writing\twrong\tnothing can be logged: a byte in the head of the file" in done.out


def test_nothing_is_lost_of_it_with_a_backup_and_a_restore_of_that(care: Care, frozen: str) -> None:
    copy = str(care.home / "copy.db")
    assert care("backup", copy).code == 0
    assert care("restore", copy, "--yes").code == 0
    assert care("log", "ana", "one more").code == 0
    assert [touch["note"] for touch in care("history", "--json").json] == [
        "one more",
        "the last word",
    ]


def test_it_is_replaced_by_any_backup_and_undo_brings_it_back_sound(
    care: Care, frozen: str
) -> None:
    assert care("restore", frozen, "--yes").code == 0
    assert care("history", "--json").json == []
    assert care("undo").code == 0
    assert care("history", "--json").json[0]["note"] == "the last word"
    assert care("log", "ana", "one more").code == 0


def test_a_backup_that_sqlite_only_reads_is_restored_as_one_that_can_be_written(
    care: Care, kept: str
) -> None:
    put(Path(kept), WRITE_VERSION, 9)
    assert care("restore", kept, "--yes").code == 0
    assert care("log", "ana", "one more").code == 0
    assert care("doctor").code == 0


def test_a_journal_without_its_mark_is_told_from_a_file_of_another_program(
    care: Care, kept: str
) -> None:
    put(care.journal, APPLICATION, (APPLICATION_ID >> 16 & 0xFF) ^ 1)
    for command in (("log", "ana", "one more"), ("due",), ("doctor",)):
        assert "is damaged" in refused(care(*command))
    done = care("restore", kept, "--yes", "--json")
    assert done.code == 0
    assert stored.only(Path(done.json["kept"]), "SELECT note FROM touches") == "the last word"
    assert "the earlier journal was damaged" in refused(care("undo"), code=1)
    assert care("log", "ana", "one more").code == 0


def test_undo_says_that_the_earlier_journal_is_of_a_newer_care(care: Care, kept: str) -> None:
    stored.write(care.journal, "PRAGMA user_version = 99")
    assert care("restore", kept, "--yes").code == 0
    assert "the earlier journal is of a newer care" in refused(care("undo"), code=1)
    assert len(list(backup_folder(care.journal).glob("*-before-restore.db"))) == 1
