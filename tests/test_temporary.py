"""Temporary files: found when their run was killed, and never taken from a run that is alive."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caretrack import temporary

LEAVE = """
import os, sys
from pathlib import Path
from caretrack.temporary import temporary_beside, temporary_file
journal, target = map(Path, sys.argv[1:])
with temporary_file(journal, ".clear") as inside, temporary_beside(target, journal) as beside:
    inside.write_text("a secret")
    beside.write_text("a secret")
    os._exit(9)
"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    (tmp_path / "away").mkdir()
    return tmp_path / "journal.db"


def killed(journal: Path) -> Path:
    """Let a run leave one file in the folder and one beside a target; return the target."""
    target = journal.parent / "away" / "people.csv"
    ended = subprocess.run([sys.executable, "-c", LEAVE, str(journal), str(target)], check=False)
    assert ended.returncode == 9
    return target


def test_nothing_is_left_by_a_run_that_ends(journal: Path) -> None:
    target = journal.parent / "away" / "people.csv"
    with temporary.temporary_file(journal) as inside:
        inside.write_text("a secret")
        with temporary.temporary_beside(target, journal) as beside:
            beside.write_text("a secret")
            assert temporary.abandoned(journal) == []
            assert temporary.remove_abandoned(journal) == []
            assert inside.exists()
            beside.replace(target)
    assert list(journal.parent.iterdir()) == [target.parent]
    assert list(target.parent.iterdir()) == [target]


def test_what_a_killed_run_left_is_found_and_removed_wherever_it_lies(journal: Path) -> None:
    target = killed(journal)
    left = temporary.abandoned(journal)
    assert sorted(path.parent for path in left) == sorted(
        [target.parent, temporary.temporary_folder(journal)]
    )
    assert temporary.remove_abandoned(journal) == left
    assert list(journal.parent.iterdir()) == [target.parent]
    assert list(target.parent.iterdir()) == []


def test_the_folder_is_for_its_owner_alone(journal: Path) -> None:
    killed(journal)
    assert temporary.temporary_folder(journal).stat().st_mode & 0o777 == 0o700


def test_what_another_machine_left_is_abandoned_after_a_day(journal: Path) -> None:
    killed(journal)
    folder = temporary.temporary_folder(journal)
    one = next(path for path in folder.iterdir() if path.name.endswith(".part"))
    parts = one.name.split(".")
    parts[-3] = "0" * 8
    foreign = one.rename(folder / ".".join(parts))
    temporary.remove_abandoned(journal)
    assert foreign.exists()
    os.utime(foreign, (0, 0))
    assert temporary.remove_abandoned(journal) == [foreign]


def test_a_process_that_was_given_the_same_number_does_not_keep_the_file(journal: Path) -> None:
    with temporary.temporary_file(journal) as part:
        part.write_text("a secret")
        parts = part.name.split(".")
        if parts[-4] == "0":
            pytest.skip("when a process was started is not known here")
        parts[-4] = str(int(parts[-4]) - 1)
        other = part.rename(part.with_name(".".join(parts)))
        assert temporary.remove_abandoned(journal) == [other]


def test_a_record_that_was_cut_off_names_nothing_and_goes(journal: Path) -> None:
    killed(journal)
    folder = temporary.temporary_folder(journal)
    for path in folder.iterdir():
        if path.name.endswith(".record"):
            path.write_bytes(path.read_bytes()[:4])
    temporary.remove_abandoned(journal)
    assert not folder.exists()


def test_what_earlier_versions_left_is_found_by_their_names(journal: Path) -> None:
    backups = journal.parent / "backups"
    backups.mkdir()
    gone = 2**22 + 1  # above the largest number of a process
    old = [
        journal.with_name(f".journal.db.{gone}.clear"),
        journal.with_name(f"..journal.db.{gone}.clear.{gone}-journal"),
        journal.with_name(".journal.db.restored"),
        backups / f".2026-11-21.db.{gone}.forget",
    ]
    alive = journal.with_name(f".journal.db.{os.getpid()}.clear")
    for path in (*old, alive):
        path.write_text("a secret")
    assert temporary.remove_abandoned(journal, backups=backups) == sorted(old)
    assert alive.exists()
