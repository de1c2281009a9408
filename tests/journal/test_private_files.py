"""Only its owner can read a journal and the files made beside it, under any umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import stored
from caretrack.journal.files.daily import backup_folder
from conftest import Care

# Under the last of them not even the owner could read what is made without care.
UMASKS = (0o000, 0o077, 0o777)


@pytest.fixture(params=UMASKS, ids=lambda mask: f"umask {mask:04o}")
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """The umask under which the processes of this test make their files."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    """Of everything below the folder."""
    return {str(path.relative_to(folder)): mode(path) for path in folder.rglob("*")}


def test_a_new_journal_and_the_folders_made_for_it_are_private(
    care: Care, tmp_path: Path, umask: int
) -> None:
    before = mode(tmp_path)
    deep = replace(care, journal=tmp_path / "one/two/journal.db")
    assert deep("add", "Ana").code == 0
    assert deep("log", "ana", "hello").code == 0
    folder = backup_folder(deep.journal).name
    assert modes(tmp_path) == {
        "one": 0o700,
        "one/two": 0o700,
        "one/two/journal.db": 0o600,
        f"one/two/{folder}": 0o700,
        f"one/two/{folder}/2026-11-21.db": 0o600,
    }
    assert mode(tmp_path) == before


def test_a_folder_that_was_there_keeps_its_mode(care: Care, tmp_path: Path, umask: int) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    assert replace(care, journal=shared / "journal.db")("add", "Ana").code == 0
    assert mode(shared) == 0o755
    assert mode(shared / "journal.db") == 0o600


def test_a_journal_at_the_usual_place_is_private(care: Care, umask: int) -> None:
    assert care("add", "Ana", env={"CARE_JOURNAL": None}).code == 0
    place = care.home / ".local/share/caretrack"
    assert (mode(place), mode(place / "journal.db")) == (0o700, 0o600)


def test_a_backup_is_private(care: Care, tmp_path: Path, umask: int) -> None:
    care("add", "Ana")
    assert care("backup", str(tmp_path / "copy.db")).code == 0
    assert mode(tmp_path / "copy.db") == 0o600


def test_what_a_restore_puts_and_keeps_is_private(care: Care, tmp_path: Path, umask: int) -> None:
    care("add", "Ana")
    copy = tmp_path / "copy.db"
    copy.write_bytes(care.journal.read_bytes())
    copy.chmod(0o644)
    assert care("restore", str(copy), "--yes").code == 0
    assert mode(care.journal) == 0o600
    (kept,) = backup_folder(care.journal).glob("*-before-restore.db")
    assert mode(kept) == 0o600


def test_the_copy_before_a_migration_is_private(care: Care, tmp_path: Path, umask: int) -> None:
    stored.write(care.journal, "PRAGMA application_id = 1667330661")
    care.journal.chmod(0o644)
    assert care("list").code == 0
    folder = backup_folder(care.journal).name
    assert modes(tmp_path) == {
        "journal.db": 0o600,
        folder: 0o700,
        f"{folder}/2026-11-21-before-version-1.db": 0o600,
    }


@pytest.mark.parametrize("command", [["due"], ["log", "ana", "hello"]], ids=" ".join)
def test_a_journal_that_others_could_read_is_made_private(care: Care, command: list[str]) -> None:
    care("add", "Ana")
    care.journal.chmod(0o644)
    assert care(*command).code == 0
    assert mode(care.journal) == 0o600


def test_the_file_that_the_editor_gets_is_private_and_gone_afterwards(
    care: Care, tmp_path: Path, umask: int
) -> None:
    care("add", "Ana")
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\nstat -c %a "$1" > {tmp_path}/seen\necho "she told me a secret" > "$1"\n'
    )
    editor.chmod(0o755)
    before = {path.name for path in tmp_path.iterdir()}
    assert care("log", "ana", "-e", env={"EDITOR": str(editor)}).code == 0
    assert (tmp_path / "seen").read_text() == "600\n"
    assert {path.name for path in tmp_path.iterdir()} == before | {
        "seen",
        backup_folder(care.journal).name,
    }
    assert stored.only(care.journal, "SELECT note FROM touches") == "she told me a secret"


MEETING = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:one@probe.example
DTSTART:20261121T150000
DTEND:20261121T160000
SUMMARY:Ana
END:VEVENT
END:VCALENDAR
"""
# Each makes a file or a folder, by the name in braces.
MAKE = (
    "add Ana --email ana@probe.example",
    "log ana hello",
    "config due.limit 3",
    "backup {made}/copy.db",
    "restore {made}/copy.db --yes",
    "export --to json -o {made}/all.json",
    "export --to csv -o {made}/people.csv",
    "export --to vcard -o {made}/cards/",
    "export --to markdown -o {made}/vault/",
    "export --to ics -o {made}/days/",
    "stats --html {made}/stats.html",
    "config brief.calendars {made}/meetings.ics",
    "brief",
    "log ana -e",
    "demo",
)


def test_nothing_that_any_command_makes_can_be_read_or_written_by_others(
    care: Care, tmp_path: Path, umask: int
) -> None:
    home, made, temporary = (tmp_path / name for name in ("own", "made", "temporary"))
    for folder in (home, made, temporary):
        folder.mkdir()
        folder.chmod(0o700)
    calendar = made / "meetings.ics"
    calendar.touch()
    calendar.chmod(0o600)
    calendar.write_text(MEETING)
    keeper = tmp_path / "keeper"
    keeper.touch()
    keeper.chmod(0o700)
    keeper.write_text('#!/bin/sh\necho "what was not kept" > "$1"\nexit 1\n')
    env: dict[str, str | None] = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": None,
        "XDG_CACHE_HOME": None,
        "CARE_JOURNAL": str(home / "a/b/journal.db"),
        "TMPDIR": str(temporary),
        "VISUAL": str(keeper),
        "EDITOR": str(keeper),
    }
    for line in MAKE:
        words = line.format(made=made).split()
        assert care(*words, env=env).code in {0, 1}, line
    found = {path: mode(path) for place in (home, made, temporary) for path in place.rglob("*")}
    assert {
        str(path.relative_to(tmp_path)): oct(has)
        for path, has in found.items()
        if has != (0o700 if path.is_dir() else 0o600)
    } == {}
    names = {path.name for path in found}
    assert names >= {"config.toml", "copy.db", "all.json", "people.csv", "People.md", "stats.html"}
    assert names >= {"journal.db", "agenda.json", "text.txt", "cards", "days", ".config"}
