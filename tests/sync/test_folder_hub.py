"""What is special in a folder: files of others, files that are not whole, and two who write."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from caretrack.hubs.folder import FolderHub
from caretrack.hubs.folder_file import beginning
from caretrack.hubs.folder_names import FileName, digest_of, read_name
from caretrack.hubs.hub import HubUnusable, Op

MIA, BEN = "mia0000000000001", "ben0000000000002"
JOURNAL = "j1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hub"


@pytest.fixture
def hub(folder: Path) -> FolderHub:
    made = FolderHub(str(folder))
    made.prepare()
    return made


def op(number: int, row: int | None = None, device: str = MIA, body: bytes = b"sealed") -> Op:
    return Op(f"{number:032x}", device, number, f"{number if row is None else row:032x}", body)


def files(folder: Path, ending: str = ".ops") -> list[Path]:
    return sorted(folder.rglob(f"*{ending}"))


def everything(hub: FolderHub, but_of: str = "") -> list[Op]:
    return hub.pull(JOURNAL, "", 10_000, but_of).ops


def test_files_and_folders_are_for_their_owner_alone(hub: FolderHub, folder: Path) -> None:
    hub.push(JOURNAL, [op(1)])
    hub.put_note(JOURNAL, "device/x", b"note")
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_two_machines_with_one_device_id_write_two_files(folder: Path, hub: FolderHub) -> None:
    hub.push(JOURNAL, [op(1)])
    [first] = files(folder)
    first.rename(folder / "away")
    hub.push(JOURNAL, [op(2)])
    (folder / "away").rename(first)
    names = [read_name(path.name) for path in files(folder)]
    assert [name and name.number for name in names] == [1, 1]
    assert set(everything(hub)) == {op(1), op(2)}


def test_what_another_program_put_there_is_passed_over(folder: Path, hub: FolderHub) -> None:
    hub.push(JOURNAL, [op(1)])
    hub.put_note(JOURNAL, "device/x", b"note")
    for path in [*files(folder), *files(folder, ".note")]:
        for name in (
            f"{path.stem}.sync-conflict-20261130-120000-ABCDEFG{path.suffix}",
            f"{path.stem} (Mia's conflicted copy 2026-11-30){path.suffix}",
            f"~syncthing~{path.name}.tmp",
            f".syncthing.{path.name}.tmp",
            f"{path.name}.tmp",
            "desktop.ini",
            "garbage\n\x1b[31m",
        ):
            path.with_name(name).write_bytes(path.read_bytes()[:50])
        path.with_name("a folder").mkdir()
    assert everything(hub) == [op(1)]
    assert hub.notes(JOURNAL) == {"device/x": b"note"}
    assert len(hub.told) >= 2
    assert all("\n" not in line and "passed over" in line for line in hub.told)


@pytest.mark.parametrize("left", [0, 5, 60, 100, -1])
def test_a_file_that_arrives_late_is_read_when_it_is_whole(
    folder: Path, hub: FolderHub, left: int
) -> None:
    hub.push(JOURNAL, [op(1), op(2)])
    hub.push(JOURNAL, [op(3)])
    late = files(folder)[0]
    whole = late.read_bytes()
    late.write_bytes(whole[:left])
    reader = FolderHub(str(folder))
    page = reader.pull(JOURNAL, "", 10, "")
    assert page.ops == [op(3)]
    assert "not arrived whole" in reader.told[0]
    late.write_bytes(whole)
    assert reader.pull(JOURNAL, page.cursor, 10, "").ops == [op(1), op(2)]


def test_a_file_that_arrives_before_an_older_one(folder: Path, hub: FolderHub) -> None:
    for number in range(4):
        hub.push(JOURNAL, [op(number)])
    late = files(folder)[1]
    late.rename(folder / "late")
    page = hub.pull(JOURNAL, "", 10, "")
    (folder / "late").rename(late)
    assert page.ops == [op(0), op(2), op(3)]
    assert hub.pull(JOURNAL, page.cursor, 10, "").ops == [op(1)]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"nonsense",
        b"care ops 2\n{}\n",
        b"care ops 1\n" + b"[" * 100_000,
        b'care ops 1\n{"ops":1e999,"replaces":[]}\n',
        beginning(1, ()) + b"short",
        beginning(1, ()) + b"\0" * 40 + b"\xff\xff\xff\xff" + b"body",
    ],
)
def test_garbage_under_a_good_name_is_told_once_and_is_not_fatal(
    folder: Path, hub: FolderHub, text: bytes
) -> None:
    hub.push(JOURNAL, [op(1)])
    name = FileName(BEN, 1, digest_of(text), ".ops")
    files(folder)[0].with_name(str(name)).write_bytes(text)
    hub.push(JOURNAL, [op(2)])
    page = hub.pull(JOURNAL, "", 10, "")
    assert page.ops == [op(1), op(2)]
    if text:
        assert len(hub.told) == 1
    assert hub.missing(JOURNAL, [op(1).id, op(9).id]) == {op(9).id}
    assert hub.erase(JOURNAL, [op(1).row]) == 1


def test_a_body_of_100_mb_is_given_on_as_nothing(folder: Path, hub: FolderHub) -> None:
    hub.push(JOURNAL, [op(1)])
    head = bytes.fromhex(op(2).id) + bytes.fromhex(op(2).row) + (2).to_bytes(8, "big")
    text = beginning(1, ()) + head + (100_000_000).to_bytes(4, "big") + bytes(100_000_000)
    name = FileName(BEN, 1, digest_of(text), ".ops")
    files(folder)[0].with_name(str(name)).write_bytes(text)
    del text
    tracemalloc.start()
    assert everything(hub) == [op(2, device=BEN, body=b""), op(1)]
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    with pytest.raises(HubUnusable, match=r"not a hub of care: it holds 'photo\.jpg'"):
        FolderHub(str(tmp_path)).prepare()
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]
    with pytest.raises(HubUnusable, match="it is a file"):
        FolderHub(str(tmp_path / "photo.jpg")).prepare()


@pytest.mark.parametrize("name", [".stfolder", ".stignore", ".dropbox", "desktop.ini"])
def test_an_empty_folder_that_is_carried_is_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    FolderHub(str(tmp_path)).prepare()
    assert (tmp_path / "care-hub.json").exists()


@pytest.mark.parametrize(
    ("marker", "line"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"[]", "damaged"),
        (b'{"care": "home", "format": 1}', "of something else"),
        (b'{"care": "hub", "format": 2}', "newer version"),
    ],
)
def test_a_marker_that_does_not_fit_is_refused(tmp_path: Path, marker: bytes, line: str) -> None:
    (tmp_path / "care-hub.json").write_bytes(marker)
    with pytest.raises(HubUnusable, match=line):
        FolderHub(str(tmp_path)).prepare()


def test_a_stick_that_is_not_in_is_not_written_to(tmp_path: Path) -> None:
    away = FolderHub(str(tmp_path / "stick" / "care"))
    for use in (
        away.prepare,
        lambda: away.push(JOURNAL, [op(1)]),
        lambda: away.pull(JOURNAL, "", 10, ""),
        lambda: away.notes(JOURNAL),
        lambda: away.is_at(JOURNAL, ""),
    ):
        with pytest.raises(HubUnusable, match="is not there"):
            use()
    assert list(tmp_path.iterdir()) == []


def test_many_small_files_become_one(folder: Path, hub: FolderHub) -> None:
    for number in range(40):
        hub.push(JOURNAL, [op(number, row=number % 3)])
        hub.fold(JOURNAL, {op(number % 3).row: op(number).id}, "")
    assert len(files(folder)) < 20
    assert {op(37, row=1), op(38, row=2), op(39, row=0)} <= set(everything(hub))
    assert len(everything(hub)) < 25


def test_a_folded_file_is_not_read_again(folder: Path, hub: FolderHub) -> None:
    reader = FolderHub(str(folder))
    for number in range(16):
        hub.push(JOURNAL, [op(number)])
    page = reader.pull(JOURNAL, "", 100, BEN)
    assert hub.fold(JOURNAL, {}, "") == 0
    assert len(files(folder)) == 1
    again = reader.pull(JOURNAL, page.cursor, 100, BEN)
    assert again.ops == []
    assert len(again.cursor) < len(page.cursor)
    assert FolderHub(str(folder)).pull(JOURNAL, "", 100, BEN).ops == page.ops


def test_nothing_is_folded_after_two_machines_wrote_as_one(folder: Path, hub: FolderHub) -> None:
    for number in range(20):
        hub.push(JOURNAL, [op(number, row=0)])
    first = files(folder)[0]
    text = beginning(0, ())
    twin = FileName(MIA, 1, digest_of(text), ".ops")
    first.with_name(str(twin)).write_bytes(text)
    assert hub.fold(JOURNAL, {op(0).row: op(19).id}, "") == 0
    assert len(files(folder)) == 21


def test_files_of_others_are_theirs_to_fold(folder: Path, hub: FolderHub) -> None:
    other = FolderHub(str(folder))
    for number in range(20):
        other.push(JOURNAL, [op(number, row=0, device=BEN)])
    hub.push(JOURNAL, [op(50, row=0)])
    assert hub.fold(JOURNAL, {op(0).row: op(50).id}, hub.pull(JOURNAL, "", 99, MIA).cursor) == 0
    assert len(files(folder)) == 21


def test_no_byte_of_what_was_erased_is_left(folder: Path, hub: FolderHub) -> None:
    hub.push(JOURNAL, [op(1, body=b"secret of ana"), op(2)])
    hub.push(JOURNAL, [op(3, row=1, device=BEN, body=b"secret of ana, too")])
    reader = FolderHub(str(folder))
    cursor = reader.pull(JOURNAL, "", 10, "").cursor
    assert hub.erase(JOURNAL, [op(1).row]) == 2
    assert not any(b"secret" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert everything(hub) == [op(2)]
    assert reader.pull(JOURNAL, cursor, 10, "").ops == []


def test_two_who_erase_the_same_write_the_same_file(folder: Path, tmp_path: Path) -> None:
    hub = FolderHub(str(folder))
    hub.prepare()
    hub.push(JOURNAL, [op(1), op(2)])
    shutil.copytree(folder, tmp_path / "copy")
    copy = FolderHub(str(tmp_path / "copy"))
    hub.erase(JOURNAL, [op(1).row])
    copy.erase(JOURNAL, [op(1).row])
    assert [path.name for path in files(folder)] == [path.name for path in files(tmp_path / "copy")]


def test_a_note_that_has_not_arrived_whole_leaves_the_older_one(
    folder: Path, hub: FolderHub
) -> None:
    hub.put_note(JOURNAL, "device/x", b"old")
    [old] = files(folder, ".note")
    text = old.read_bytes()
    hub.put_note(JOURNAL, "device/x", b"newer")
    [new] = files(folder, ".note")
    new.write_bytes(b"ne")
    old.write_bytes(text)
    assert hub.notes(JOURNAL) == {"device/x": b"old"}
    assert len(hub.told) == 1


def test_a_disk_that_is_full_leaves_nothing_half_written(folder: Path, hub: FolderHub) -> None:
    code = (
        "import resource, sys\n"
        "from caretrack.hubs.folder import FolderHub\n"
        "from caretrack.hubs.hub import HubUnusable, Op\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "op = Op('0' * 32, 'mia', 1, '1' * 32, bytes(5000))\n"
        "try: FolderHub(sys.argv[1]).push('j1', [op])\n"
        "except HubUnusable as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    assert "cannot be used: file too large" in done.stdout
    assert [path for path in folder.rglob("*") if path.is_file()] == [folder / "care-hub.json"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_only_be_read_is_said(folder: Path, hub: FolderHub) -> None:
    folder.chmod(0o500)
    with pytest.raises(HubUnusable, match="cannot be used: permission denied"):
        hub.push(JOURNAL, [op(1)])
    folder.chmod(0o700)


def test_what_a_killed_run_left_goes_after_a_while(folder: Path, hub: FolderHub) -> None:
    hub.push(JOURNAL, [op(1)])
    for age, name in ((0, ".new.part"), (4000, ".old.part")):
        part = files(folder)[0].with_name(name)
        part.write_bytes(b"half")
        seen = part.stat().st_mtime - age
        os.utime(part, (seen, seen))
    hub.prepare()
    assert [path.name for path in folder.rglob(".*.part")] == [".new.part"]


def test_the_marker_says_what_the_folder_is(folder: Path, hub: FolderHub) -> None:
    marker = json.loads((folder / "care-hub.json").read_text())
    assert marker["care"] == "hub"
    assert "sealed" in marker["about"]


@pytest.mark.parametrize("name", ["device/abc", "", "ä/:*?", "A-a_B", "key/x/y", "x" * 60])
def test_names_are_kept_apart_on_every_file_system(name: str) -> None:
    written = str(FileName(name, 3, "0" * 32, ".note"))
    assert read_name(written) == FileName(name, 3, "0" * 32, ".note")
    assert written == written.lower()
    assert not set(written) & set('/\\:*?"<>| ')
