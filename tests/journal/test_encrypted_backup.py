"""Backups encrypted with age: who can read them, what is in clear, and what failures leave."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from pyrage import encrypt_file, x25519

from caretrack.temporary import temporary_folder
from conftest import SECONDS, Care

SECRET = "her daughter starts school in May"


@pytest.fixture
def ana(care: Care) -> Care:
    assert care("add", "Ana Silva").code == 0
    assert care("log", "ana", SECRET).code == 0
    return care


@pytest.fixture
def keys(home: Path) -> tuple[str, str]:
    """A recipient, and the file with the secret key."""
    identity = x25519.Identity.generate()
    file = home / "key.txt"
    file.write_text(f"# a comment\n\n{identity}\n")
    return str(identity.to_public()), str(file)


def files_with(secret: str, folder: Path) -> list[str]:
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and secret.encode() in path.read_bytes()
    )


def test_the_place_of_an_encrypted_backup_never_sees_a_word_in_clear(
    ana: Care, keys: tuple[str, str], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    target = stick / "care.age"
    assert ana("backup", str(target), "--to", keys[0]).code == 0
    assert [path.name for path in stick.iterdir()] == ["care.age"]
    assert target.stat().st_mode & 0o777 == 0o600
    assert files_with(SECRET, stick) == []
    assert list(ana.journal.parent.glob(".journal*")) == []


@pytest.mark.parametrize("listed", [True, False], ids=["in a file", "as a word"])
def test_whoever_has_the_key_gets_it_back(ana: Care, keys: tuple[str, str], listed: bool) -> None:
    recipient, key = keys
    if listed:
        (ana.home / "to.txt").write_text(f"# who may read it\n{recipient}\n")
    copy = str(ana.home / "care.age")
    assert ana("backup", copy, "--to", str(ana.home / "to.txt") if listed else recipient).code == 0
    assert ana("delete", ana("history", "--json").json[0]["id"]).code == 0
    told = ana("restore", copy, "--key", key, "--yes", "--json").json
    assert (
        told["touches"],
        told["replaces"]["touches_back"],
        told["replaces"]["commands_gone"],
    ) == (1, 1, 1)
    assert [touch["note"] for touch in ana("history", "--json").json] == [SECRET]
    assert list(ana.journal.parent.glob(".journal*")) == []


def test_another_key_changes_nothing(ana: Care, keys: tuple[str, str], home: Path) -> None:
    copy, before = str(home / "care.age"), ana.journal.read_bytes()
    assert ana("backup", copy, "--to", keys[0]).code == 0
    (home / "other.txt").write_text(f"{x25519.Identity.generate()}\n")
    done = ana("restore", copy, "--key", str(home / "other.txt"), "--yes")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert ana.journal.read_bytes() == before


@pytest.mark.parametrize("size", [60, 200, 5_000, -40])
def test_a_backup_that_was_cut_off_is_refused_whole(
    ana: Care, keys: tuple[str, str], home: Path, size: int
) -> None:
    whole, before = home / "care.age", ana.journal.read_bytes()
    assert ana("backup", str(whole), "--to", keys[0]).code == 0
    (home / "cut.age").write_bytes(whole.read_bytes()[:size])
    done = ana("restore", str(home / "cut.age"), "--key", keys[1], "--yes")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert ana.journal.read_bytes() == before
    assert list(ana.journal.parent.glob(".journal*")) == []


def test_a_file_of_age_with_something_else_in_it_is_no_journal(
    ana: Care, keys: tuple[str, str], home: Path
) -> None:
    (home / "letter.txt").write_text("Dear Ana")
    encrypt_file(
        str(home / "letter.txt"), str(home / "letter.age"), [x25519.Recipient.from_str(keys[0])]
    )
    done = ana("restore", str(home / "letter.age"), "--key", keys[1], "--yes")
    assert (done.code, done.err.count("\n")) == (5, 1)


@pytest.mark.parametrize(
    "share", [0.5, 1.0], ids=["for the copy in clear", "for the encrypted one"]
)
def test_a_disk_that_is_full_leaves_no_half_of_it(
    ana: Care, keys: tuple[str, str], tmp_path: Path, share: float
) -> None:
    room = int(ana.journal.stat().st_size * share)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    command = ana.command("backup", str(tmp_path / "care.age"), "--to", keys[0])
    done = subprocess.run(
        command,
        env=ana.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=limit,
    )
    assert done.returncode in {1, 5}
    assert (done.stderr.count("\n"), "Traceback" in done.stderr) == (1, False), done.stderr
    assert not (tmp_path / "care.age").exists()
    assert [path for path in tmp_path.rglob(".*") if path.is_file()] == []


def test_a_copy_in_clear_that_a_killed_run_left_is_found_by_doctor(
    ana: Care, keys: tuple[str, str], tmp_path: Path
) -> None:
    assert ana("log", "ana", "-", stdin="a long talk about plums " * 4_000).code == 0
    for attempt in range(50):
        command = ana.command("backup", str(tmp_path / f"{attempt}.age"), "--to", keys[0])
        process = subprocess.Popen(
            command, env=ana.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while process.poll() is None and not (
            left := list(temporary_folder(ana.journal).glob("*.clear.*.part"))
        ):
            pass
        process.kill()
        process.wait(SECONDS)
        if left and left[0].exists():
            break
    done = ana("doctor")
    assert (done.code, "left over\twrong" in done.out, str(left[0]) in done.out) == (1, True, True)
    shutil.rmtree(temporary_folder(ana.journal))
    for part in tmp_path.glob(".*.age.*"):
        part.unlink()
    assert ana("doctor").code == 0


def test_extra_crypt_is_named_where_it_is_missing(ana: Care, home: Path) -> None:
    (home / "no").mkdir()
    (home / "no/pyrage.py").write_text("raise ImportError")
    (home / "pass").write_text("harbour lantern\n")
    done = ana(
        "backup",
        "x.age",
        "--passphrase-file",
        "pass",
        env={"PYTHONPATH": f"{home / 'no'}:{ana.environment()['PYTHONPATH']}"},
    )
    assert (done.code, done.err) == (
        1,
        "care: encryption needs the package pyrage. Install it: pip install 'caretrack[crypt]'\n",
    )


def test_a_home_that_nobody_has_is_refused_in_a_line(ana: Care) -> None:
    done = ana("backup", "care.age", "--to", "~nobody-is-called-so/key.txt")
    assert (done.code, done.err.splitlines()) == (
        2,
        ["care: there is no home for ~nobody-is-called-so/key.txt. Write the path in full."],
    )


def test_a_pipe_is_not_waited_for(ana: Care) -> None:
    pipe = ana.home / "pipe"
    os.mkfifo(pipe)
    done = ana("restore", str(pipe), "--yes")
    assert (done.code, done.err.splitlines()) == (5, [f"care: {pipe} is not a file. Name a file."])
