"""Journals of other versions: an older one is migrated, a newer one is refused unchanged."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

import stored
from caretrack.journal import migrations
from caretrack.journal.connection import open_journal
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.schema import columns
from caretrack.journal.version import APPLICATION_ID, VERSION
from conftest import SECONDS, Care, refused

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
RELEASED = sorted(SCHEMAS.glob("*.sql"))
BETWEEN = sorted(SCHEMAS.glob("between/*.sql"))
OF_THE_PROGRAM = (
    "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER "
    "BY name"
)


def made(file: Path, target: Path) -> None:
    with stored.opened(target) as db:
        db.executescript(file.read_text(encoding="utf-8"))


def brought_up_to_date(held: stored.Rows) -> stored.Rows:
    """Rows of an older version, with the columns that came later, empty, and the newer kinds."""
    newer = [
        {"kind": "missed", "family": "tried", "label": "missed"},
        {"kind": "unknown", "family": "care", "label": "in touch, kind not known"},
    ]
    there = {kind["kind"] for kind in held["kinds"]}
    held["kinds"] = sorted(
        [*held["kinds"], *(kind for kind in newer if kind["kind"] not in there)],
        key=lambda line: json.dumps(line, sort_keys=True),
    )
    return {
        table: [
            {name: None for name in columns(table) if name != "updated_at"} | row for row in rows
        ]
        for table, rows in held.items()
    }


def test_there_is_a_journal_of_every_version() -> None:
    assert [file.name for file in RELEASED] == [
        f"{version:03}.sql" for version in range(1, VERSION + 1)
    ]


def test_the_newest_schema_file_is_what_the_program_makes(care: Care, tmp_path: Path) -> None:
    care("add", "Ana")
    made(RELEASED[-1], tmp_path / "released.db")
    assert stored.rows(tmp_path / "released.db", OF_THE_PROGRAM) == stored.rows(
        care.journal, OF_THE_PROGRAM
    )


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_a_journal_of_a_released_version_opens_whole(care: Care, file: Path) -> None:
    made(file, care.journal)
    held = brought_up_to_date(stored.model(care.journal))
    assert {person["name"] for person in care("list", "--json").json} == {"Łukasz Żak", "Ana Silva"}
    assert stored.model(care.journal) == held
    assert care("doctor").code == 0
    assert stored.only(care.journal, "PRAGMA user_version") == VERSION


def layout(path: Path) -> dict[str, str]:
    """The SQL of every table, index and trigger by name, with single spaces."""
    return {name: " ".join(sql.split()) for name, sql in stored.rows(path, OF_THE_PROGRAM)}


@pytest.mark.parametrize("file", [*RELEASED, *BETWEEN], ids=lambda file: file.stem)
def test_an_old_journal_gets_the_layout_of_a_new_one(
    care: Care, tmp_path: Path, file: Path
) -> None:
    made(file, care.journal)
    assert care("list").code == 0
    assert care("--journal", str(tmp_path / "new.db"), "add", "Ana").code == 0
    assert layout(care.journal) == layout(tmp_path / "new.db")


@pytest.mark.parametrize("file", BETWEEN, ids=lambda file: file.stem)
def test_a_journal_of_a_program_between_two_versions_opens_whole(care: Care, file: Path) -> None:
    made(file, care.journal)
    held = brought_up_to_date(stored.model(care.journal))
    assert {person["name"] for person in care("list", "--json").json} == {"Łukasz Żak", "Ana Silva"}
    assert stored.model(care.journal) == held
    assert {touch["note"] for touch in care("history", "--json", "luk").json} == {
        "first one; with\nlines",
        "reminded them of the invoice",
    }
    assert care("promise", "ana", "send the list by friday").code == 0
    assert care("log", "ana", "she liked the list").code == 0
    assert care("doctor").code == 0
    assert care("undo").code == 0


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_a_journal_of_a_released_version_works(care: Care, file: Path) -> None:
    made(file, care.journal)
    log = care("log", "lukasz", "-k", "workshop", "-m", "4", "a good day", "--json").json
    assert log["touch"]["family"] == "care"
    assert log["next_due"] == {log["people"][0]["id"]: "2026-12-05"}
    assert [hit["table"] for hit in care("find", "lodz", "--json").json] == ["people"]
    assert [hit["text"] for hit in care("find", "export", "--json").json] == [
        "complaint: the export is slow"
    ]
    waiting = care("due", "--within", "60", "--json").json["waiting"]
    assert [(row["name"], row["cadence"]) for row in waiting] == [
        ("Ana Silva", 14),
        ("Łukasz Żak", 14),
    ]
    assert care("undo").code == 0
    assert [touch["kind"] for touch in care("history", "luk", "--json").json] == [
        "invoice",
        "workshop",
    ]


@pytest.mark.parametrize(
    "command",
    [["due"], ["log", "ana", "hello"], ["doctor", "--rebuild"], ["undo"], ["config", "crowd", "3"]],
    ids=" ".join,
)
def test_a_newer_journal_is_refused_and_left_byte_for_byte(care: Care, command: list[str]) -> None:
    care("add", "Ana")
    stored.write(care.journal, "PRAGMA user_version = 99")
    care.journal.chmod(0o640)
    before, about = stored.digest(care.journal), care.journal.stat()
    done = care(*command)
    assert (done.code, done.out) == (5, "")
    assert f"version 99, and this one knows {VERSION}" in done.err
    assert done.err.count("\n") == 1
    after = care.journal.stat()
    assert stored.digest(care.journal) == before
    assert (after.st_mtime_ns, after.st_ctime_ns, after.st_ino) == (
        about.st_mtime_ns,
        about.st_ctime_ns,
        about.st_ino,
    )


def test_migrations_by_several_processes_at_once_leave_one_backup(care: Care) -> None:
    made(RELEASED[0], care.journal)
    held = stored.everything(care.journal)
    running = [
        subprocess.Popen(
            care.command("due"),
            env=care.environment({"CARE_TIMEOUT": "60"}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(8)
    ]
    assert [process.wait(SECONDS) for process in running] == [0] * 8
    assert stored.only(care.journal, "PRAGMA user_version") == VERSION
    (kept,) = backup_folder(care.journal).iterdir()
    assert kept.name == "2026-11-21-before-version-2.db"
    assert stored.only(kept, "PRAGMA user_version") == 1
    assert stored.everything(kept) == held


@pytest.mark.parametrize("file", RELEASED[:-1], ids=lambda file: file.stem)
def test_the_backup_before_a_migration_is_of_the_version_that_it_names(
    care: Care, file: Path
) -> None:
    made(file, care.journal)
    assert care("list").code == 0
    (kept,) = backup_folder(care.journal).iterdir()
    assert kept.name == f"2026-11-21-before-version-{int(file.stem) + 1}.db"
    assert stored.only(kept, "PRAGMA user_version") == int(file.stem)


def test_a_second_migration_of_the_day_replaces_no_backup(care: Care) -> None:
    made(RELEASED[0], care.journal)
    assert care("list").code == 0
    first = backup_folder(care.journal) / "2026-11-21-before-version-2.db"
    before = stored.digest(first)
    # The same journal again: it is the same backup.
    care.journal.write_bytes(first.read_bytes())
    assert care("list").code == 0
    assert list(backup_folder(care.journal).iterdir()) == [first]
    # Another one: it has a name of its own.
    care.journal.write_bytes(first.read_bytes())
    stored.write(care.journal, "UPDATE people SET note = 'another'")
    assert care("list").code == 0
    assert sorted(file.name for file in backup_folder(care.journal).iterdir()) == [
        "2026-11-21-before-version-2-2.db",
        "2026-11-21-before-version-2.db",
    ]
    assert stored.digest(first) == before


def test_a_damaged_journal_of_an_older_version_is_not_changed(care: Care) -> None:
    made(RELEASED[0], care.journal)
    stored.damage(care.journal, "handles")
    before = stored.digest(care.journal)
    assert "is damaged, so nothing was written" in refused(care("due"))
    assert stored.digest(care.journal) == before
    assert not backup_folder(care.journal).exists() or not [*backup_folder(care.journal).iterdir()]


def test_a_backup_before_a_migration_that_cannot_be_made_stops_it(care: Care) -> None:
    made(RELEASED[0], care.journal)
    before = stored.digest(care.journal)
    backup_folder(care.journal).write_text("in the way")
    assert "cannot be copied before it is brought up to date" in refused(care("due"))
    assert stored.digest(care.journal) == before


def test_a_newer_backup_is_not_restored(care: Care, tmp_path: Path) -> None:
    care("add", "Ana")
    copy = tmp_path / "copy.db"
    copy.write_bytes(care.journal.read_bytes())
    stored.write(copy, "PRAGMA user_version = 99")
    before = stored.digest(care.journal)
    done = care("restore", str(copy), "--yes")
    assert done.code == 5
    assert f"version 99, and this one knows {VERSION}" in done.err
    assert stored.digest(care.journal) == before


def test_a_file_of_another_program_is_refused_whatever_its_version(care: Care) -> None:
    for version in (0, 1, 99):
        care.journal.unlink(missing_ok=True)
        stored.write(care.journal, "CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT)")
        stored.write(care.journal, f"PRAGMA user_version = {version}")
        before = stored.digest(care.journal)
        for command in (["due"], ["add", "Ana"]):
            done = care(*command)
            assert done.code == 5
            assert "another program" in done.err
        assert stored.digest(care.journal) == before


def of_no_version(path: Path) -> None:
    """A journal whose file is still empty."""
    stored.write(path, f"PRAGMA application_id = {APPLICATION_ID}")


def test_a_journal_that_is_behind_is_copied_before_it_is_changed(care: Care) -> None:
    of_no_version(care.journal)
    care.journal.chmod(0o600)
    stored.write(care.journal, "CREATE TABLE mine (what TEXT)")
    before = stored.everything(care.journal)
    assert care("add", "Ana").code == 0
    copy = backup_folder(care.journal) / "2026-11-21-before-version-1.db"
    assert stored.everything(copy) == before == {"mine": []}
    assert stored.only(copy, "PRAGMA user_version") == 0
    assert stored.only(copy, "PRAGMA application_id") == APPLICATION_ID
    assert [person["name"] for person in care("list", "--json").json] == ["Ana"]


def test_a_journal_that_is_behind_and_cannot_be_copied_is_left_as_it_was(care: Care) -> None:
    of_no_version(care.journal)
    care.journal.chmod(0o600)
    backup_folder(care.journal).write_text("in the way")
    before = stored.digest(care.journal)
    done = care("add", "Ana")
    assert done.code == 5
    assert done.err.count("\n") == 1
    assert stored.digest(care.journal) == before


def test_a_migration_that_fails_leaves_the_journal_as_it_was(care: Care) -> None:
    of_no_version(care.journal)
    stored.write(care.journal, "CREATE TABLE ties (in_the_way TEXT)")
    care.journal.chmod(0o600)
    before = stored.everything(care.journal)
    done = care("add", "Ana")
    assert (done.code, done.err.count("\n")) == (5, 1)
    assert stored.everything(care.journal) == before
    assert stored.only(care.journal, "PRAGMA user_version") == 0


def test_a_current_journal_is_not_copied_by_reading_it(care: Care, tmp_path: Path) -> None:
    made(RELEASED[-1], care.journal)
    assert care("due").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["journal.db"]


def test_the_number_in_the_header_is_the_word_care() -> None:
    assert APPLICATION_ID.to_bytes(4, "big") == b"care"


def test_a_migration_that_takes_long_says_so_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for least in (10**9, 0):
        journal = tmp_path / f"{least}.db"
        made(RELEASED[0], journal)
        monkeypatch.setattr(migrations, "LONG", least)
        with open_journal(journal, date(2026, 11, 21), note=told.append):
            pass
    assert len(told) == 1
    assert "bringing the journal up to date" in told[0]
