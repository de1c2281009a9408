"""What a killed command left in clear: `doctor` finds it, the next write and `forget` take it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

import stored
from caretrack.temporary import temporary_folder
from conftest import SECONDS, Care

NAME = "Quirina Vostrikova"
# What a command is killed at: the call, and the how manieth of it.
MOMENTS = (
    *(("mkdir", 1), ("fsync", 1), ("fsync", 2), ("link", 1), ("link", 2), ("rename", 1)),
    *(("rename", 2), ("unlink", 1), ("unlink", 2), ("unlink", 4)),
)

traced = pytest.mark.skipif(
    shutil.which("strace") is None
    or subprocess.run(["strace", "-o", os.devnull, "true"], check=False).returncode != 0,
    reason="needs strace, and to be allowed to use it",
)


@pytest.fixture
def known(care: Care) -> Care:
    """A journal in which somebody is named, a few times."""
    stored.fill(care.journal, ["add", NAME], ["add", "Ben"], ["log", NAME, f"{NAME} was here"])
    (care.home / "pass").write_text("a long passphrase\n")
    (care.home / "killer").write_text("#!/bin/sh\nkill -9 $PPID\n")
    (care.home / "killer").chmod(0o755)
    return care


def killed(
    care: Care, line: str, call: str, number: int = 1, env: dict[str, str] | None = None
) -> bool:
    """Run a command, and kill it at one of its calls; return whether it came so far."""
    strace = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}"]
    kill = ["-e", f"inject={call}:signal=KILL:when={number}"]
    done = subprocess.run(
        [*strace, *kill, *care.command(*line.split())],
        cwd=care.home,
        env=care.environment({"PYTHONDONTWRITEBYTECODE": "1", **(env or {})}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
    )
    return done.returncode not in {0, 1}


def files_with_the_name(care: Care, *but: str) -> list[str]:
    """Return the files, other than the journal, its backups and these, that hold the name."""
    places = {care.home, care.journal.parent}
    found = {path for place in places for path in place.rglob("*") if path.is_file()}
    return sorted(
        str(path)
        for path in found
        if path != care.journal
        and not path.parent.name.endswith("-backups")
        and path.name not in but
        and not path.parent.name.endswith(but)
        and NAME.encode() in path.read_bytes()
    )


@traced
@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("backup out.db", "out.db"),
        ("backup out.age --passphrase-file pass", ""),
        ("export --to json -o out.json", "out.json"),
        ("export --to markdown -o vault/", "vault"),
        ("stats --html out.html", "out.html"),
        ("log ben she knows everybody", ""),
        ("forget Ben --backups --yes", ""),
        (f"edit {NAME.partition(' ')[0]}", ""),
    ],
    ids=lambda text: text.replace(" ", "_"),
)
def test_after_the_next_write_nothing_is_left_of_a_killed_command(
    known: Care, line: str, made: str
) -> None:
    came_so_far = False
    for call, number in MOMENTS:
        came_so_far |= killed(known, line, call, number, {"VISUAL": str(known.home / "killer")})
        for path in (known.home / made,) if made else ():
            if path.is_dir():
                shutil.rmtree(path)
            path.unlink(missing_ok=True)
    assert came_so_far
    assert known("add", "Cleo", today="2026-11-22").code == 0
    assert files_with_the_name(known) == []
    assert not temporary_folder(known.journal).exists()
    assert known("doctor", today="2026-11-22").code == 0


@traced
@pytest.mark.parametrize("where", ["a folder of its own", "home", "behind a link"])
@pytest.mark.parametrize("taken_by", ["forget", "restore", "the next write"])
def test_it_is_found_and_taken_wherever_the_journal_and_the_target_lie(
    known: Care, where: str, taken_by: str, tmp_path: Path
) -> None:
    care = known
    if where == "home":
        care = replace(known, journal=known.home / ".journal")
        known.journal.rename(care.journal)
    if where == "behind a link":
        away = tmp_path / "away" / "real.db"
        away.parent.mkdir()
        known.journal.rename(away)
        known.journal.symlink_to(away)
    # Another disk, where there is one that may be written.
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as disk:
        assert killed(care, f"export --to json -o {disk}/out.json", "fsync")
        (part,) = Path(disk).iterdir()
        assert NAME.encode() in part.read_bytes()
        seen = care("doctor")
        assert (seen.code, "left over\twrong" in seen.out, str(part) in seen.out) == (1, True, True)
        if taken_by == "restore":
            assert care("backup", "copy.db").code == 0
            assert care("restore", "copy.db", "--yes").code == 0
        elif taken_by == "forget":
            assert care("forget", NAME, "--yes", "--backups").code == 0
        else:
            assert care("log", "ben", "rang to hear how he is").code == 0
        assert list(Path(disk).iterdir()) == []
        assert care("doctor").code == 0


def test_what_cannot_be_taken_away_stops_no_command(known: Care) -> None:
    folder = temporary_folder(known.journal)
    (folder / ".x.4194305.1.00000000.0123456789ab.part").mkdir(parents=True)
    assert known("log", "ben", "rang to hear how he is").code == 0
    assert known("doctor").code == 0


def test_a_text_that_was_kept_elsewhere_is_told_by_forget_and_doctor(known: Care) -> None:
    text = known.home / "tmp" / ".care-0123abcd" / "text.txt"
    text.parent.mkdir(mode=0o700)
    text.write_text(f"call {NAME} back\n")
    assert str(text.parent) in known("doctor").out
    done = known("forget", NAME, "--yes", "--backups")
    assert str(text) in done.out + done.err or NAME not in text.read_text()
