"""A target that cannot be written is told as the target, and nothing is left of what was begun."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest

from caretrack.editor import edit_text
from caretrack.errors import CareError, JournalUnusable
from caretrack.journal.connection import open_journal
from caretrack.journal.files.file import connect
from caretrack.journal.forget import forget_person
from caretrack.temporary import temporary_folder
from conftest import SECONDS, Care

RECIPIENT = "age1h08me6ctzex8ese9zn6ndmgt66vn6dt4a2g98pm95wvlrvgnuyps4sdw0f"
# The command, and the file in the folder that it is to write.
WRITERS = {
    "backup": (["backup", "{}"], "copy.db"),
    "backup by passphrase": (["backup", "{}", "--passphrase-file", "pass"], "copy.age"),
    "backup to a key": (["backup", "{}", "--to", RECIPIENT], "copy.age"),
    "export": (["export", "-o", "{}"], "all.json"),
    "stats": (["stats", "--html", "{}"], "stats.html"),
}


@pytest.fixture
def ana(care: Care) -> Care:
    assert care("add", "Ana Silva").code == 0
    for number in range(3):
        assert care("log", "ana", "-", stdin=f"a long talk about plums {number} " * 3_000).code == 0
    (care.home / "pass").write_text("harbour lantern\n")
    return care


@pytest.fixture(params=["full", "read-only"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A small disk that has no room left, or may not be written; and what is said of it."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    place = tmp_path / "stick"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (place / "fill").write_bytes(b"\0" * 295_000)
        if request.param == "read-only":
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        yield place, {"full": "no space left", "read-only": "read-only file system"}[request.param]
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_is_full_or_read_only_is_named_by_the_target(
    ana: Care, disk: tuple[Path, str], name: str
) -> None:
    place, said = disk
    command, file = WRITERS[name]
    target = place / file
    done = ana(*(word.format(target) for word in command))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1), done
    assert done.err.startswith(f"care: {target} cannot be written: {said}")
    assert "journal" not in done.err.replace(str(place), "")
    assert [path.name for path in place.iterdir()] == ["fill"]
    assert not temporary_folder(ana.journal).exists()


def test_a_config_file_on_such_a_disk_is_named(ana: Care, disk: tuple[Path, str]) -> None:
    place, said = disk
    target = place / "config.toml"
    with suppress(OSError):  # until the last byte
        (place / "more").write_bytes(b"\0" * 20_000)
    done = ana("config", "due.limit", "3", env={"CARE_CONFIG": str(target)})
    assert (done.code, done.err.count("\n")) == (1, 1), done
    assert done.err.startswith(f"care: {target} cannot be written: {said}")
    assert not target.exists()
    assert not list(place.glob("config*"))


@pytest.mark.parametrize("name", ["backup", "export", "stats"])
def test_a_limit_of_the_size_of_a_file_is_told_by_the_target(
    ana: Care, tmp_path: Path, name: str
) -> None:
    command, file = WRITERS[name]
    target = tmp_path / "out" / file
    target.parent.mkdir()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000))

    done = subprocess.run(
        ana.command(*(word.format(target) for word in command)),
        env=ana.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=limit,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done
    assert done.stderr.startswith(f"care: {target} cannot be written: file too large")
    assert list(target.parent.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", WRITERS)
def test_a_folder_that_may_not_be_written_is_named(ana: Care, tmp_path: Path, name: str) -> None:
    command, file = WRITERS[name]
    folder = tmp_path / "shut"
    folder.mkdir()
    folder.chmod(0o500)
    done = ana(*(word.format(folder / file) for word in command))
    folder.chmod(0o700)
    assert (done.code, done.err.count("\n")) == (1, 1), done
    assert f"{folder / file} cannot be written: permission denied" in done.err


@pytest.mark.parametrize("name", ["backup", "export", "stats"])
def test_a_journal_on_a_disk_that_is_read_only_can_be_copied(
    ana: Care, tmp_path: Path, name: str
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    place = tmp_path / "stick"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=9m", "tmpfs", str(place)], capture_output=True
    ).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (place / "journal.db").write_bytes(ana.journal.read_bytes())
        (place / "journal.db").chmod(0o600)
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        command, file = WRITERS[name]
        target = tmp_path / file
        done = ana(
            "--journal", str(place / "journal.db"), *(word.format(target) for word in command)
        )
        assert (done.code, target.exists()) == (0, True), done
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_an_export_that_waits_on_a_full_disk_names_that_disk(
    ana: Care, disk: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from caretrack.app.exports import file

    place, said = disk
    monkeypatch.setattr(file, "system_temporary_folder", lambda: place)
    monkeypatch.setattr(file, "IN_MEMORY", 1_000)
    with (
        pytest.raises(CareError, match=f"{place} cannot be written: {said}"),
        file.spooled() as held,
    ):
        file.hold(held, ["plums " * 100_000])
    with suppress(OSError):  # until the last byte
        (place / "more").write_bytes(b"\0" * 20_000)
    with (
        pytest.raises(CareError, match="Set TMPDIR to a folder with room"),
        file.spooled() as held,
    ):
        # So short that it is not written before it is flushed.
        file.hold(held, ["plums " * 180])


@pytest.mark.parametrize("command", [["stats"], ["kinds"], ["list"], ["doctor", "--rebuild"]])
def test_a_temporary_folder_without_room_stops_no_command(
    ana: Care, disk: tuple[Path, str], command: list[str]
) -> None:
    place, _ = disk
    env = {"TMPDIR": str(place), "SQLITE_TMPDIR": str(place)}
    assert ana(*command, env=env).code == 0
    assert ana("log", "ana", "a talk", env=env).code == 0


def test_sqlite_sorts_in_memory(ana: Care) -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not tell which files are open")
    with closing(connect(ana.journal)) as db:
        before = len([*Path("/proc/self/fd").iterdir()])
        rows = db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9000) "
            "SELECT hex(randomblob(500)) AS word FROM n ORDER BY word"
        )
        rows.fetchone()
        assert len([*Path("/proc/self/fd").iterdir()]) == before


def test_forget_writes_the_file_anew_beside_it_and_not_in_the_temporary_folder(
    ana: Care, disk: tuple[Path, str]
) -> None:
    place, _ = disk
    for number in range(12):
        note = f"{number} " + "plums and pears " * 6_000
        assert ana("log", "ana", "-", stdin=note).code == 0
    assert ana("add", "Ben Okoro").code == 0
    env = {"TMPDIR": str(place), "SQLITE_TMPDIR": str(place)}
    done = ana("forget", "Ben Okoro", "--yes", env=env)
    assert done.code == 0, done
    assert not temporary_folder(ana.journal).exists()
    assert len(ana("history", "ana", "--limit", "99", "--json").json) == 15


def test_forget_says_that_it_needs_room_beside_the_journal(
    ana: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(forget_person, "unfinished", lambda _: True)
    monkeypatch.setattr(forget_person, "vacuum", full)
    with (
        open_journal(ana.journal, date(2026, 11, 21)) as journal,
        pytest.raises(JournalUnusable) as error,
    ):
        forget_person.finish(journal)
    assert str(error.value) == (
        "they are erased, but the file is not written anew yet: "
        f"{temporary_folder(ana.journal)} cannot be written: no space left on device. Make room "
        "for one more copy of the journal in its folder; `care forget` then finishes it."
    )


def test_a_sample_without_room_names_the_temporary_folder_and_leaves_nothing(
    ana: Care, disk: tuple[Path, str]
) -> None:
    place, said = disk
    if said.startswith("read-only"):
        pytest.skip("such a folder is passed over")
    done = ana("demo", env={"TMPDIR": str(place)})
    assert (done.code, done.out, done.err.count("\n")) == (5, "", 1)
    assert str(place) in done.err
    assert "Make room" in done.err
    assert [path.name for path in place.iterdir()] == ["fill"]


def test_a_text_for_the_editor_names_each_place_that_has_no_room(
    ana: Care, disk: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, said = disk
    monkeypatch.setattr("caretrack.editor.system_temporary_folder", lambda: place)
    (place.parent / "shut").write_text("a file, and no folder")
    with suppress(OSError):  # until the last byte
        (place / "more").write_bytes(b"\0" * 20_000)
    with pytest.raises(CareError, match=f"cannot be written into {place} .{said}") as error:
        edit_text("hello", place.parent / "shut", [], ana.journal)
    assert "TMPDIR" in str(error.value)
