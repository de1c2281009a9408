"""The automatic backup: one at the first write of a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import stored
from caretrack.journal.connection import open_journal
from caretrack.journal.files import daily
from caretrack.journal.people import add
from conftest import Care

DAY = date(2026, 11, 21)


def backups(journal: Path) -> list[str]:
    folder = daily.backup_folder(journal)
    return sorted(path.name for path in folder.glob("*.db"))


def on_day(care: Care, number: int, *command: str) -> None:
    assert care(*command, today=(DAY + timedelta(days=number)).isoformat()).code == 0


def test_the_first_write_of_a_day_keeps_the_journal_as_it_was_before_it(care: Care) -> None:
    on_day(care, 0, "add", "Ana")
    on_day(care, 0, "add", "Ben")
    before = stored.everything(care.journal)
    on_day(care, 1, "log", "ana", "hello")
    copy = daily.backup_folder(care.journal) / "2026-11-22.db"
    assert stored.everything(copy) == before
    assert stored.everything(care.journal) != before


def test_later_writes_of_the_day_leave_its_backup_alone(care: Care) -> None:
    on_day(care, 0, "add", "Ana")
    on_day(care, 1, "log", "ana", "hello")
    copy = daily.backup_folder(care.journal) / "2026-11-22.db"
    kept = stored.digest(copy), copy.stat().st_mtime_ns
    on_day(care, 1, "log", "ana", "hello again")
    assert (stored.digest(copy), copy.stat().st_mtime_ns) == kept
    assert backups(care.journal) == ["2026-11-22.db"]


def test_reading_makes_no_backup(care: Care) -> None:
    on_day(care, 0, "add", "Ana")
    on_day(care, 0, "log", "ana", "hello")
    for command in (["due"], ["profile", "ana"], ["list"], ["undo", "--list"], ["doctor"]):
        on_day(care, 1, *command)
    assert backups(care.journal) == ["2026-11-21.db"]


def test_the_backups_of_the_last_seven_days_of_writing_are_kept(care: Care) -> None:
    on_day(care, 0, "add", "Ana")
    for number in range(1, 10):
        on_day(care, number, "log", "ana", "hello")
    assert backups(care.journal) == [f"2026-11-{day}.db" for day in range(24, 31)]


def test_copies_before_a_restore_are_not_counted_among_the_seven(
    care: Care, tmp_path: Path
) -> None:
    on_day(care, 0, "add", "Ana")
    on_day(care, 0, "backup", str(tmp_path / "copy.db"))
    on_day(care, 0, "restore", str(tmp_path / "copy.db"), "--yes")
    (aside,) = [name for name in backups(care.journal) if "before-restore" in name]
    for number in range(1, 9):
        on_day(care, number, "log", "ana", "hello")
    assert [name for name in backups(care.journal) if name != aside] == [
        f"2026-11-{day}.db" for day in range(23, 30)
    ]
    assert aside in backups(care.journal)


def test_a_backup_can_be_put_back(care: Care) -> None:
    on_day(care, 0, "add", "Ana")
    on_day(care, 1, "log", "ana", "hello")
    on_day(care, 1, "restore", str(daily.backup_folder(care.journal) / "2026-11-22.db"), "--yes")
    assert care("history", "ana", "--json", today="2026-11-22").json == []
    assert care("doctor").code == 0


@pytest.mark.parametrize(("more", "made"), [(0, ["2026-11-22.db"]), (-1, [])])
def test_a_journal_above_the_largest_size_is_not_copied(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, made: list[str]
) -> None:
    with open_journal(journal_path, DAY, make=True) as journal, journal.change("add"):
        add(journal, "Ben")
    monkeypatch.setattr(daily, "LARGEST", journal_path.stat().st_size + more)
    with open_journal(journal_path, DAY + timedelta(days=1)) as journal, journal.change("add"):
        add(journal, "Ana")
    folder = daily.backup_folder(journal_path)
    assert [path.name for path in folder.glob("*.db")] == made


def test_a_backup_that_cannot_be_made_is_said_and_nothing_waits_for_it(care: Care) -> None:
    on_day(care, 0, "add", "Ana")
    folder = daily.backup_folder(care.journal)
    folder.write_text("in the way")
    done = care("log", "ana", "hello", today="2026-11-22")
    assert done.code == 0
    assert "no daily backup was made" in done.err
    assert stored.only(care.journal, "SELECT count(*) FROM touches") == 1
    assert folder.read_text() == "in the way"


def test_a_journal_without_any_entry_has_nothing_to_back_up(care: Care) -> None:
    on_day(care, 0, "add", "Ana")
    assert backups(care.journal) == []


def test_two_journals_in_one_folder_each_have_their_own_backups(care: Care, tmp_path: Path) -> None:
    for name in ("work.db", "work.sqlite"):
        assert care("--journal", str(tmp_path / name), "add", "Ana").code == 0
    for name in ("work.db", "work.sqlite"):
        assert (
            care("--journal", str(tmp_path / name), "log", "ana", "hello", today="2026-11-22").code
            == 0
        )
    copies = [path for path in tmp_path.rglob("2026-11-22.db") if path.is_file()]
    assert len(copies) == 2
