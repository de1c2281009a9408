"""Restore a backup over a sound, damaged or missing journal; never over another program's file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import stored
from conftest import Care


def with_backup(care: Care) -> str:
    assert care("add", "Ana Silva").code == 0
    kept = str(care.home / "kept.db")
    assert care("backup", kept).code == 0
    return kept


def test_a_journal_whose_head_is_damaged_is_restored_and_the_damaged_one_is_kept(
    care: Care,
) -> None:
    kept = with_backup(care)
    with care.journal.open("r+b") as file:
        file.write(b"x" * 100)
    damaged = care.journal.read_bytes()
    assert care("due").code == 5
    told = care("restore", kept, "--yes", "--json").json
    assert care("profile", "ana").code == 0
    assert Path(told["kept"]).read_bytes() == damaged


def test_an_emptied_journal_is_restored(care: Care) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0  # the second write of the day makes its backup
    care.journal.write_bytes(b"")
    assert care("due").code == 5
    assert care("restore", kept, "--yes").code == 0
    assert [person["name"] for person in care("list", "--json").json] == ["Ana Silva"]


def test_two_restores_in_a_row_keep_two_journals_aside(care: Care) -> None:
    kept = with_backup(care)
    aside = {care("restore", kept, "--yes", "--json").json["kept"] for _ in range(2)}
    assert len(aside) == 2
    assert all((care.journal.parent / name).exists() for name in aside)


def test_what_was_written_since_the_backup_is_in_the_one_set_aside(care: Care) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0
    aside = care("restore", kept, "--yes", "--json").json["kept"]
    assert [person["name"] for person in care("list", "--json").json] == ["Ana Silva"]
    assert [person["name"] for person in care("--journal", aside, "list", "--json").json] == [
        "Ana Silva",
        "Ben Okoro",
    ]


def test_a_file_of_another_program_is_never_written_over(care: Care) -> None:
    kept = with_backup(care)
    other = care.home / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = other.read_bytes()
    done = care("--journal", str(other), "restore", kept, "--yes")
    assert done.code in {1, 5}
    assert other.read_bytes() == before


def test_without_a_yes_nothing_is_restored_where_nobody_can_be_asked(care: Care) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0
    held = stored.model(care.journal)
    assert care("restore", kept).code == 2
    assert stored.model(care.journal) == held
