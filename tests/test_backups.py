"""`care backup`: no file under a name that is not whole, and who is at fault when it fails."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

import stored
from caretrack.errors import CareError, JournalUnusable
from caretrack.journal.files import backup as module
from caretrack.journal.files.backup import backup
from caretrack.journal.files.copying import copy_into
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.files.state import look_at
from caretrack.journal.version import VERSION
from caretrack.temporary import temporary_folder
from conftest import Care, refused

SCHEMAS = Path(__file__).parent / "schemas"
RECIPIENT = "age1h08me6ctzex8ese9zn6ndmgt66vn6dt4a2g98pm95wvlrvgnuyps4sdw0f"
WAYS = {
    "in clear": [],
    "by passphrase": ["--passphrase-file", "pass"],
    "to a key": ["--to", RECIPIENT],
}


@pytest.fixture
def ana(care: Care) -> Care:
    assert care("add", "Ana Silva").code == 0
    assert care("log", "ana", "she has a new job", today="2026-11-22").code == 0
    assert care("log", "ana", "and likes it", today="2026-11-23").code == 0
    (care.home / "pass").write_text("harbour lantern\n")
    return care


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", ["a page", "cut off"])
def test_a_damaged_journal_gives_no_file_and_names_the_newest_sound_backup(
    ana: Care, tmp_path: Path, way: str, how: str
) -> None:
    out = tmp_path / "stick"
    out.mkdir()
    if how == "a page":
        stored.damage(ana.journal)
    else:
        os.truncate(ana.journal, ana.journal.stat().st_size // 2)
    line = refused(ana("backup", str(out / "monday.db"), *WAYS[way]))
    assert f"{ana.journal} is damaged" in line
    if how == "a page":
        assert f"`care restore {backup_folder(ana.journal) / '2026-11-23.db'}`" in line
    assert list(out.iterdir()) == []
    assert not temporary_folder(ana.journal).exists()


def test_a_copy_that_is_damaged_is_not_blamed_on_the_journal(
    ana: Care, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def badly(source: Path, part: Path, timeout: float) -> None:
        copy_into(source, part, timeout)
        stored.damage(part)

    target = tmp_path / "monday.db"
    monkeypatch.setattr(module, "copy_into", badly)
    with pytest.raises(CareError) as caught:
        backup(ana.journal, target, 1.0)
    assert not isinstance(caught.value, JournalUnusable)
    assert f"the copy at {target} does not read back as it was written" in str(caught.value)
    assert "the journal is sound" in str(caught.value)
    assert not target.exists()


def test_a_disk_that_gives_other_bytes_back_is_told(
    ana: Care, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caretrack.journal.files import copying

    real = copying.sync_file

    def sync(path: Path) -> None:
        real(path)
        with path.open("r+b") as file:  # a bit of a note flips on the way to the disk
            file.seek(-10, 2)
            file.write(b"#")

    monkeypatch.setattr(copying, "sync_file", sync)
    with pytest.raises(CareError, match="does not read back as it was written"):
        backup(ana.journal, tmp_path / "monday.db", 1.0)
    assert not (tmp_path / "monday.db").exists()


def test_a_folder_that_vanishes_meanwhile_is_told_by_the_target(
    ana: Care, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "stick/monday.db"
    target.parent.mkdir()

    def pulled(source: Path, part: Path, timeout: float) -> None:
        copy_into(source, part, timeout)
        shutil.rmtree(part.parent)

    monkeypatch.setattr(module, "copy_into", pulled)
    with pytest.raises(CareError, match=f"{target} cannot be written: no such file"):
        backup(ana.journal, target, 1.0)


def test_what_appears_under_the_name_meanwhile_is_left_as_it_is(
    ana: Care, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "monday.db"

    def meanwhile(source: Path, part: Path, timeout: float) -> None:
        copy_into(source, part, timeout)
        target.write_text("of somebody else")

    monkeypatch.setattr(module, "copy_into", meanwhile)
    with pytest.raises(CareError, match="meanwhile"):
        backup(ana.journal, target, 1.0)
    assert [path.name for path in tmp_path.glob("*monday*")] == ["monday.db"]
    assert target.read_text() == "of somebody else"


def test_the_list_says_of_each_what_it_holds_and_whether_it_opens(ana: Care) -> None:
    folder = backup_folder(ana.journal)
    stored.damage(folder / "2026-11-22.db")
    rows = ana("backup", "--list", "--json").json
    assert [
        (Path(row["file"]).name, row["day"], row["state"], row["people"], row["touches"])
        for row in rows
    ] == [
        ("2026-11-23.db", "2026-11-23", "sound", 1, 1),
        ("2026-11-22.db", "2026-11-22", "damaged", None, None),
    ]
    assert ana("backup", "--list").code == 0
    done = ana("backup", "--check", "--json")
    assert (done.code, done.json) == (1, rows)
    (folder / "2026-11-22.db").unlink()
    assert ana("backup", "--check").code == 0


def test_a_check_tells_what_a_file_is(ana: Care, tmp_path: Path) -> None:
    sound = ana.journal
    for version in range(1, VERSION + 1):
        older = tmp_path / f"{version}.db"
        with stored.opened(older) as db:
            db.executescript((SCHEMAS / f"{version:03}.sql").read_text(encoding="utf-8"))
        found = look_at(older)
        assert (found.state, found.version, found.is_older) == ("sound", version, version < VERSION)
    newer = tmp_path / "newer.db"
    newer.write_bytes(sound.read_bytes())
    stored.write(newer, f"PRAGMA user_version = {VERSION + 1}")
    foreign = tmp_path / "foreign.db"
    stored.write(foreign, "CREATE TABLE x (y)")
    cut = tmp_path / "cut.db"
    cut.write_bytes(sound.read_bytes()[:20_000])
    empty = tmp_path / "empty.db"
    empty.touch()
    text = tmp_path / "text.db"
    text.write_text("a shopping list, long enough to be a head of a file " * 3)
    hot = tmp_path / "hot.db"
    hot.write_bytes(sound.read_bytes())
    (tmp_path / "hot.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\1" * 600)
    (tmp_path / "folder.db").mkdir()
    (tmp_path / "link.db").symlink_to("nowhere")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    states = {
        name: look_at(tmp_path / f"{name}.db").state
        for name in ("newer", "foreign", "cut", "empty", "text", "hot", "folder", "link", "none")
    }
    assert states == {
        "newer": "newer",
        "foreign": "foreign",
        "cut": "damaged",
        "empty": "damaged",
        "text": "damaged",
        "hot": "damaged",
        "folder": "unreadable",
        "link": "unreadable",
        "none": "missing",
    }
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_the_inside_of_an_encrypted_backup_is_checked_with_what_opens_it(ana: Care) -> None:
    copy = str(ana.home / "copy.age")
    assert ana("backup", copy, "--passphrase-file", "pass").code == 0
    without = ana("backup", "--check", copy, "--json")
    assert (without.code, without.json[0]["state"]) == (1, "encrypted")
    assert "--passphrase-file" in without.json[0]["why"]
    opened = ana("backup", "--check", copy, "--passphrase-file", "pass", "--json")
    assert (opened.code, opened.json[0]["state"], opened.json[0]["touches"]) == (0, "sound", 2)
    whole = Path(copy).read_bytes()
    Path(copy).write_bytes(whole[:-100])
    assert ana("backup", "--check", copy, "--passphrase-file", "pass").code == 1
    assert not temporary_folder(ana.journal).exists()


def test_an_unreadable_name_does_not_hide_the_others(ana: Care) -> None:
    done = ana("backup", "--check", "none.db", str(ana.journal))
    assert (done.code, done.out.count("\n")) == (1, 3)
    assert "missing: there is no such file" in done.out
    assert "1 of 2 cannot be restored." in done.err


def test_names_with_control_characters_reach_no_terminal_as_they_are(ana: Care) -> None:
    done = ana("backup", "--check", "odd\x1b[31m.db")
    assert "\x1b" not in done.out + done.err


def test_the_day_is_the_one_in_the_name_whatever_the_time_of_the_file(ana: Care) -> None:
    os.utime(backup_folder(ana.journal) / "2026-11-22.db", (2e9, 2e9))
    rows = ana("backup", "--list", "--json").json
    assert [row["day"] for row in rows] == ["2026-11-23", "2026-11-22"]
    assert date.fromisoformat(rows[0]["day"]) == date(2026, 11, 23)


def test_a_check_of_no_backup_at_all_is_not_passed(ana: Care) -> None:
    shutil.rmtree(backup_folder(ana.journal))
    done = ana("backup", "--check")
    assert (done.code, "so nothing was checked" in done.err) == (1, True)
    assert ana("backup", "--list").code == 0


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_a_name_that_sqlite_uses_beside_the_journal_is_refused(ana: Care, ending: str) -> None:
    name = f"{ana.journal}{ending}"
    for command in (("backup", name), ("export", "--to", "json", "-o", name)):
        assert "would be taken for a part of" in refused(ana(*command), code=1)
        assert not Path(name).exists()


def test_a_backup_does_not_go_to_stdout(ana: Care) -> None:
    assert "is a file" in refused(ana("backup", "-"), code=2)
    assert not (ana.home / "-").exists()


def test_a_damaged_encrypted_backup_is_not_blamed_on_the_passphrase(ana: Care) -> None:
    copy = ana.home / "copy.age"
    assert ana("backup", str(copy), "--passphrase-file", "pass").code == 0
    whole = copy.read_bytes()
    for damaged in (whole[:-100], whole[:500] + bytes([whole[500] ^ 1]) + whole[501:], whole[:90]):
        copy.write_bytes(damaged)
        done = ana("backup", "--check", str(copy), "--passphrase-file", "pass", "--json")
        assert (done.code, done.json[0]["state"]) == (1, "damaged")
        told = refused(ana("restore", str(copy), "--passphrase-file", "pass", "--yes"), 1)
        assert f"{copy} is damaged" in told
