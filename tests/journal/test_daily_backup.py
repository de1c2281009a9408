"""The automatic backup: one at the first write of a day."""

from __future__ import annotations

import os
import resource
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

import stored
from caretrack.journal.connection import open_journal
from caretrack.journal.files import copying, daily
from caretrack.journal.files.copying import copy_into, damage_of
from caretrack.journal.people import add
from caretrack.temporary import temporary_folder
from conftest import SECONDS, Care, refused

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


@pytest.mark.parametrize(("more", "holds"), [(0, 1), (-1, 2)], ids=["at once", "afterwards"])
def test_a_journal_above_the_largest_size_is_copied_after_the_write(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, holds: int
) -> None:
    with open_journal(journal_path, DAY, make=True) as journal, journal.change("add"):
        add(journal, "Ben")
    monkeypatch.setattr(daily, "COPIED_AT_ONCE", journal_path.stat().st_size + more)
    with open_journal(journal_path, DAY + timedelta(days=1)) as journal, journal.change("add"):
        add(journal, "Ana")
    assert backups(journal_path) == ["2026-11-22.db"]
    copy = daily.backup_folder(journal_path) / "2026-11-22.db"
    assert stored.only(copy, "SELECT count(*) FROM people") == holds


def week(care: Care, days: int = 7) -> Path:
    """Write on so many days; return the folder, which has a backup of each."""
    on_day(care, 0, "add", "Ana")
    for number in range(1, days + 1):
        on_day(care, number, "log", "ana", f"day {number}")
    return daily.backup_folder(care.journal)


def sound(journal: Path) -> list[str]:
    return sorted(file.name for file in daily.backups(journal) if not damage_of(file))


def test_damaged_backups_push_no_sound_one_out(care: Care) -> None:
    folder = week(care)
    for day in (26, 27, 28):
        stored.damage(folder / f"2026-11-{day}.db")
    on_day(care, 8, "log", "ana", "the next day")
    on_day(care, 9, "log", "ana", "and the next")
    assert sound(care.journal) == [f"2026-11-{day}.db" for day in (22, 23, 24, 25, 29, 30)]
    for number in range(10, 13):
        on_day(care, number, "log", "ana", "the days after")
    assert sound(care.journal) == [
        "2026-11-24.db", "2026-11-25.db", "2026-11-29.db", "2026-11-30.db",
        "2026-12-01.db", "2026-12-02.db", "2026-12-03.db",
    ]  # fmt: skip
    # What is older than seven sound ones goes, sound or not.
    for number in range(13, 18):
        on_day(care, number, "log", "ana", "the days after")
    assert backups(care.journal) == [f"2026-12-0{day}.db" for day in range(2, 9)]


def test_a_backup_that_rots_unseen_is_found_before_an_older_one_is_deleted(care: Care) -> None:
    folder = week(care)
    oldest_kept = folder / "2026-11-23.db"
    about = oldest_kept.stat()
    stored.damage(oldest_kept)
    os.utime(oldest_kept, ns=(about.st_atime_ns, about.st_mtime_ns))
    on_day(care, 8, "log", "ana", "the next day")
    assert "2026-11-22.db" in backups(care.journal)


def test_files_of_somebody_else_in_the_folder_are_left_alone(care: Care) -> None:
    folder = week(care, 2)
    for name in ("mine.db", "2026-11-01-keep.db", "notes.txt"):
        (folder / name).write_bytes(care.journal.read_bytes())
        os.utime(folder / name, (0, 0))
    for number in range(3, 12):
        on_day(care, number, "log", "ana", "hello")
    assert {"mine.db", "2026-11-01-keep.db", "notes.txt"} <= {
        file.name for file in folder.iterdir()
    }


def test_backups_of_days_to_come_push_none_of_today_out(care: Care) -> None:
    folder = week(care, 2)
    for day in range(1, 9):
        (folder / f"2031-01-0{day}.db").write_bytes(care.journal.read_bytes())
    on_day(care, 3, "log", "ana", "the clock is right again")
    assert {"2026-11-22.db", "2026-11-23.db", "2026-11-24.db"} <= set(backups(care.journal))
    assert len(backups(care.journal)) == 11


@pytest.mark.parametrize(
    "command",
    [
        ["log", "nobody", "hello"],
        ["log", "ana", "-m", "9", "hello"],
        ["learn", "nobody", "hobby", "x"],
        ["delete", "zzzz"],
        ["undo", "zzzz"],
        ["import", "/nowhere"],
        ["add", "Ana"],
        ["tag", "ana"],
        ["every", "ana", "never ever"],
    ],
    ids=" ".join,
)
def test_a_command_that_is_refused_makes_no_backup(care: Care, command: list[str]) -> None:
    week(care, 2)
    before = backups(care.journal)
    assert care(*command, today="2026-12-05").code != 0
    assert backups(care.journal) == before


def test_a_command_that_changes_nothing_makes_no_backup(care: Care) -> None:
    week(care, 2)
    before = backups(care.journal)
    assert care("edit", "ana", "--name", "Ana", today="2026-12-05").code == 0
    assert care("import", "-", "--dry-run", stdin="Name\nBen\n", today="2026-12-05").code in {
        0,
        1,
        2,
    }
    assert backups(care.journal) == before


def test_a_write_for_which_the_disk_has_no_room_makes_no_backup(care: Care) -> None:
    week(care, 8)
    before = backups(care.journal)
    room = care.journal.stat().st_size

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        care.command("log", "ana", "-"),
        input="a long talk about plums " * 4_000,
        env=care.environment(today="2026-12-20"),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=limit,
    )
    assert (done.returncode, done.stdout) == (5, "")
    assert backups(care.journal) == before
    assert not temporary_folder(care.journal).exists()


def test_a_damaged_journal_is_told_at_the_first_write_and_not_written_to(care: Care) -> None:
    folder = week(care)
    stored.damage(care.journal)
    before, kept = stored.digest(care.journal), backups(care.journal)
    for number in range(8, 12):
        line = refused(care("log", "ana", "hello", today=f"2026-12-{number:02}"))
        assert "is damaged, so nothing was written" in line
        assert f"`care restore {folder / '2026-11-28.db'}`" in line
    assert (stored.digest(care.journal), backups(care.journal)) == (before, kept)
    assert care("restore", str(folder / "2026-11-28.db"), "--yes").code == 0
    on_day(care, 20, "log", "ana", "and on it goes")


def test_a_damaged_journal_without_a_sound_backup_names_another_way(care: Care) -> None:
    folder = week(care, 2)
    for file in [care.journal, *folder.glob("*.db")]:
        stored.damage(file)
    assert "There is no sound automatic backup" in refused(
        care("log", "ana", "x", today="2026-12-05")
    )
    assert care("export", "-o", str(care.home / "saved.json")).code == 0


def test_a_value_that_breaks_a_rule_is_no_damage(care: Care) -> None:
    week(care, 1)
    with stored.opened(care.journal) as db:
        db.execute("PRAGMA ignore_check_constraints = 1")
        db.execute("UPDATE touches SET mood = 77")
    on_day(care, 2, "log", "ana", "hello")
    assert "2026-11-23.db" in sound(care.journal)


def test_a_copy_that_is_damaged_becomes_no_backup_and_the_write_goes_on(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with open_journal(journal_path, DAY, make=True) as journal, journal.change("add"):
        add(journal, "Ana")

    def badly(source: Path, part: Path, timeout: float) -> None:
        copy_into(source, part, timeout)
        stored.damage(part)

    monkeypatch.setattr(copying, "copy_into", badly)
    with open_journal(journal_path, DAY, note=said.append) as journal, journal.change("add"):
        add(journal, "Ben")
    assert len(said) == 1
    assert said[0].startswith("no daily backup was made: the copy does not read back")
    assert backups(journal_path) == []
    assert stored.only(journal_path, "SELECT count(*) FROM people") == 2


@pytest.mark.parametrize("kind", ["folder", "empty file", "link to nowhere"])
def test_what_has_the_name_of_the_backup_is_told_and_left_alone(care: Care, kind: str) -> None:
    folder = week(care, 1)
    target = folder / "2026-11-25.db"
    if kind == "folder":
        target.mkdir()
    elif kind == "empty file":
        target.touch()
    else:
        target.symlink_to("nowhere")
    done = care("log", "ana", "hello", today="2026-11-25")
    assert done.code == 0
    assert f"no daily backup was made: {target} is in the way" in done.err


def test_eight_first_writes_of_a_day_at_once_make_one_backup_of_before(care: Care) -> None:
    week(care, 1)
    before = stored.only(care.journal, "SELECT count(*) FROM touches")
    running = [
        subprocess.Popen(
            care.command("log", "ana", f"at once {number}"),
            env=care.environment({"CARE_TIMEOUT": "60"}, today="2026-11-25"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in range(8)
    ]
    assert [process.wait(SECONDS) for process in running] == [0] * 8
    folder = daily.backup_folder(care.journal)
    assert stored.only(folder / "2026-11-25.db", "SELECT count(*) FROM touches") == before
    assert sorted(file.name for file in folder.iterdir() if file.suffix != ".json") == [
        "2026-11-22.db",
        "2026-11-25.db",
    ]


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
